# SPDX-License-Identifier: Apache-2.0
"""A token in software (SoftHSM2), in a folder of its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pkcs11

from logbook.store.ways import Token

PACKAGE = "softhsm2"
PIN = "424242"

_PLACES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)
_INIT = ("softhsm2-util", "--init-token", "--free", "--pin", PIN, "--so-pin", "00000000")


def library() -> Path | None:
    """Give the library of SoftHSM2, if it is here and not among what the tests lack."""
    if PACKAGE in os.environ.get("LOGBOOK_TESTS_LACK", "").split():
        return None
    return next((Path(place) for place in _PLACES if Path(place).exists()), None)


@contextmanager
def soft_tokens(folder: Path, *labels: str) -> Iterator[tuple[Token, ...]]:
    """Make tokens, and unload their library afterwards: it looks for tokens when it is loaded."""
    found = library()
    assert found is not None
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n", "utf-8")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    for label in labels:
        subprocess.run(
            [*_INIT, "--label", label],
            check=True,
            capture_output=True,
        )
    try:
        yield tuple(Token(found, PIN, label) for label in labels)
    finally:
        pkcs11.unload(str(found))
