# SPDX-License-Identifier: Apache-2.0
"""A token in software (SoftHSM2), in a folder of its own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

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


def make_tokens(folder: Path, labels: tuple[str, ...]) -> tuple[Token, ...]:
    """Make tokens before the library is first loaded, which is when it looks for them."""
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
    return tuple(Token(found, PIN, label) for label in labels)
