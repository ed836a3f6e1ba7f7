# SPDX-License-Identifier: Apache-2.0
"""`recovery-sheet`: what opens a logbook when the passphrase is forgotten, and its check."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from logbook.app import Logbook, PaperJob, unlock_job
from logbook.cli.frame import Answer, Status, UnusableInputError
from logbook.cli.opening import open_logbook
from logbook.cli.passphrases import STANDARD_INPUT, passphrase_from
from logbook.cli.placing import put, read_small
from logbook.clock import Clock
from logbook.documents.deliver import DeliveryError
from logbook.domain.recovery import RecoverySheet
from logbook.i18n import _
from logbook.services import describing

_FILE = "recovery-sheet.pdf"
_LONGEST_LINE = 1024
_ROOM = bytes(256 * 1024)
"""More than the PDF of any sheet takes."""


def make_sheet(folder: Path, out: Path, passphrase_file: str | None, clock: Clock) -> Answer:
    """Make a new sheet for who is signed in, in the place of an earlier one, and write its PDF."""
    describing.describe(folder)
    passphrase = passphrase_from(passphrase_file)
    logbook = Logbook.open(folder, unlock_job(folder, passphrase).run(), clock)
    try:
        # Before the earlier sheet is void: whether the new one can be written there at all.
        path = put(_ROOM, out, _FILE)
        try:
            new = logbook.recovering.sheet_job(passphrase).run()
            sheet = logbook.recovering.make_sheet(new)
        finally:
            path.unlink(missing_ok=True)
        _save(logbook, sheet, path)
    finally:
        logbook.close()
    return Answer(
        lines=(
            _("Wrote {path}").format(path=path),
            _("Print it now, then destroy the file: whoever has it has what is on the paper."),
            _(
                "An earlier sheet unlocks this logbook no more. With a copy of the files it opens"
                " the records until the keys are changed, in the window under Practice, Recovery."
            ),
            _("Then check the paper: type its code with recovery-sheet FOLDER --check."),
        ),
        table={"path": str(path), "day": sheet.day.isoformat(), "rebuilds": sheet.rebuilds},
    )


def check_sheet(
    folder: Path, code_file: str | None, passphrase_file: str | None, clock: Clock
) -> Answer:
    """Check that the code on the paper opens, and note it in the journal."""
    with open_logbook(folder, passphrase_file, clock) as logbook:
        opens = logbook.recovering.check(_code(code_file))
    return Answer(
        lines=(_("The code opens. The journal says that it was checked today."),) if opens else (),
        table={"opens": opens},
        status=Status.GOOD if opens else Status.FINDING,
        complaint=""
        if opens
        else _(
            "This code opens nothing here. It may be an earlier sheet's: look for the newest, or"
            " make a new one."
        ),
    )


def _save(logbook: Logbook, sheet: RecoverySheet, path: Path) -> None:
    pdf = PaperJob(paper=sheet, created=logbook.clock.now()).run()
    try:
        logbook.secret_papers.save(sheet, pdf, path)
    except DeliveryError as error:
        raise UnusableInputError(
            _(
                "A new sheet was made, and its PDF could not be written: it is lost, and an earlier"
                " sheet opens this logbook no more. Make another at once, at another place."
            )
        ) from error


def _code(source: str | None) -> str:
    """Get the code of a sheet: from a file or standard input, or typed hidden."""
    if source == STANDARD_INPUT:
        return sys.stdin.buffer.readline(_LONGEST_LINE).decode("utf-8-sig", "replace").strip()
    if source is not None:
        # The code may stand on several lines, as on the paper.
        return " ".join(read_small(Path(source)).decode("utf-8-sig", "replace").split())
    if not sys.stdin.isatty():
        raise UnusableInputError(
            _(
                "No code was given. Nothing was changed. Give it with --code-file FILE, or with"
                " --code-file - on standard input."
            )
        )
    typed: str = click.prompt(_("The code on the paper"), hide_input=True, err=True, default="")
    return typed
