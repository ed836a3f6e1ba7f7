# SPDX-License-Identifier: Apache-2.0
"""The program: the window where nothing else is asked for, otherwise the command line.

Qt and the command line are each imported only when asked for: commands run on machines that have
no screen and none of Qt's libraries, and the unlock window waits for nothing it does not need.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from logbook.hardening import begin_bound, harden
from logbook.i18n import _

_UNUSABLE = 2


def program() -> int:
    """Be the program that was started, with the arguments it was started with."""
    begin_bound()
    return main()


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window (`--logbook FOLDER` names the logbook) or carry out a command."""
    harden(_("The program has a fault. What was recorded before is kept."))
    arguments = list(sys.argv[1:] if argv is None else argv)
    match arguments:
        case []:
            return open_window()
        case ["--logbook", folder]:
            return open_window(Path(folder))
        case [argument] if argument.startswith("--logbook="):
            return open_window(Path(argument.removeprefix("--logbook=")))
        case _:
            from logbook.cli import main as carry_out  # noqa: PLC0415 - see above

            return carry_out(arguments, show=open_window)


def open_window(folder: Path | None = None) -> int:
    """Open the window, on a logbook if one is given, and give the exit status."""
    if not _has_screen():
        sys.stderr.write("There is no screen here for the window; the commands still work.\n")
        return _UNUSABLE
    from ui.app import run  # noqa: PLC0415 - see above

    return run(folder)


def _has_screen() -> bool:
    # Qt would abort the process where there is none.
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(program())
