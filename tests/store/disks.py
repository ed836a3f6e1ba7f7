# SPDX-License-Identifier: Apache-2.0
"""A disk of its own for a test: so small that it fills up, or one that lets nothing be written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NOBODY = 65534


@contextmanager
def a_disk(place: Path, kib: int) -> Iterator[Path]:
    """Mount an empty disk of so many KiB at `place` for the length of a block."""
    place.mkdir()
    if sys.platform != "linux" or not _mounted(place, "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs"):
        pytest.skip("a disk may not be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@contextmanager
def read_only(place: Path) -> Iterator[None]:
    """Let nothing be written in a folder for the length of a block, whoever asks.

    Root may write whatever the permissions say, so that for root the folder is mounted read-only.
    """
    if sys.platform == "win32":
        pytest.skip("Windows protects no folder so")
    if os.getuid() == 0:
        if not (_mounted(place, "--bind", str(place)) and _mounted(place, "-o", "remount,bind,ro")):
            pytest.skip("a disk may not be mounted here")
        try:
            yield
        finally:
            subprocess.run(["umount", str(place)], check=True)
        return
    modes = {path: path.stat().st_mode for path in (*place.rglob("*"), place)}
    for path, mode in modes.items():
        path.chmod(mode & ~0o222)
    try:
        yield
    finally:
        for path, mode in reversed(modes.items()):
            path.chmod(mode)


@contextmanager
def not_to_be_removed(file: Path) -> Iterator[None]:
    """Let a file be written and not be removed for the length of a block: it is a mount of its own.

    A program that watches files, as on Windows, keeps them so.
    """
    if sys.platform != "linux" or not _mounted(file, "--bind", str(file)):
        pytest.skip("a file may not be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(file)], check=True)


@contextmanager
def closed_to_us(place: Path) -> Iterator[None]:
    """Let nobody look into a folder for the length of a block: root becomes nobody for so long."""
    if sys.platform == "win32":
        pytest.skip("Windows protects no folder so")
    mode, us = place.stat().st_mode, os.geteuid()
    place.chmod(0)
    if us == 0:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(us)
        place.chmod(mode)


def _mounted(place: Path, *how: str) -> bool:
    done = subprocess.run(["mount", *how, str(place)], capture_output=True, check=False)
    return done.returncode == 0
