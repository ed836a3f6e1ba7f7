# SPDX-License-Identifier: Apache-2.0
"""The only module that knows where `resources/` lies: source tree, wheel or frozen program."""

from __future__ import annotations

from pathlib import Path

import resources

assert resources.__file__ is not None, "resources is a package with files"
# Not importlib.resources: it loads zipfile and tempfile, which the unlock window would wait for.
_ROOT = Path(resources.__file__).parent


def folder(name: str) -> Path:
    """Give the path of a folder of resources, such as `fonts`."""
    return _ROOT / name


def read_text(name: str) -> str:
    """Read a resource that is text, by its path below `resources/`."""
    return (_ROOT / name).read_text(encoding="utf-8")


def read_bytes(name: str) -> bytes:
    """Read a resource, by its path below `resources/`."""
    return (_ROOT / name).read_bytes()
