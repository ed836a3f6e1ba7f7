# SPDX-License-Identifier: Apache-2.0
"""The recovery sheet on paper: what opens the logbook when everything else is lost.

It is no record of anybody and is not signed: whoever holds it holds the practice's records. It goes
from memory to the printer, or to a file that the person destroys once it is printed.
"""

from __future__ import annotations

from datetime import datetime

from logbook.documents.content import (
    Codes,
    DocumentContent,
    Look,
    Notice,
    Points,
    QrCode,
    Section,
    Text,
    Tone,
)
from logbook.documents.facts import facts
from logbook.documents.finish import finish
from logbook.documents.render import render
from logbook.domain.recovery import RecoverySheet
from logbook.i18n import _
from logbook.wording.dates import day_in_words

_GROUPS_IN_A_ROW = 5
_CODE_SIDE = 42
_LINES_SIDE = 70


def recovery_sheet(sheet: RecoverySheet, *, created: datetime) -> DocumentContent:
    """Write the sheet; its first page has the code, its second what a lost key file needs."""
    return DocumentContent(
        look=Look.RECORD,
        reference=_("{logbook} \N{EN DASH} {day}").format(
            logbook=sheet.logbook, day=day_in_words(sheet.day)
        ),
        title=_("Recovery sheet"),
        practice_lines=(sheet.practice,),
        sections=(_warning(), _what(sheet), _code(sheet), _how(), _where(), *_lines(sheet)),
        footer=_("Keep under lock and key. Do not copy, photograph or send."),
        author=sheet.person,
        created=created,
    )


def recovery_sheet_pdf(sheet: RecoverySheet, *, created: datetime) -> bytes:
    """Give the sheet as a PDF, made in memory."""
    return finish(render(recovery_sheet(sheet, created=created)))


def _warning() -> Section:
    said = _(
        "Whoever has this sheet and the files of the logbook can read everything in it, without a"
        " passphrase. Treat it like the key to the records room."
    )
    return Section(blocks=(Notice(text=said, tone=Tone.WARNING),))


def _what(sheet: RecoverySheet) -> Section:
    return Section(
        blocks=facts(
            (_("Logbook"), sheet.logbook),
            (_("Its identity"), sheet.vault),
            (_("Opens as"), sheet.person),
            (_("Made on"), day_in_words(sheet.day)),
            (_("Key of the logbook"), _("number {number}").format(number=sheet.root_epoch)),
        )
    )


def _code(sheet: RecoverySheet) -> Section:
    groups = sheet.code_groups
    rows = tuple(
        groups[start : start + _GROUPS_IN_A_ROW]
        for start in range(0, len(groups), _GROUPS_IN_A_ROW)
    )
    return Section(
        heading=_("The recovery code"),
        blocks=(
            Codes(rows=rows, large=True),
            QrCode(
                text=sheet.qr_code,
                description=_("QR code that says the recovery code"),
                side=_CODE_SIDE,
            ),
        ),
    )


def _how() -> Section:
    return Section(
        heading=_("How to use it"),
        blocks=(
            Points(
                items=(
                    _(
                        "Open the logbook, choose “Recovery code” instead of the passphrase, and"
                        " type the code: row by row, from left to right. Capitals and spaces do not"
                        " matter; there is no letter O, I, L or U in it."
                    ),
                    _("Set a new passphrase at once."),
                    _(
                        "If the program says that the key file is missing, restore a backup. If"
                        " there is none, use the numbered lines further down as well."
                    ),
                )
            ),
        ),
    )


def _where() -> Section:
    return Section(
        heading=_("Where to keep it"),
        blocks=(
            Points(
                items=(
                    _(
                        "In a safe, or sealed with somebody who keeps secrets by profession; never"
                        " beside the computer, and never in it: destroy the file this was printed"
                        " from, and empty the bin."
                    ),
                    _("Once a year the program asks for the code, to see that it still opens."),
                    _(
                        "If it was lost, or somebody may have seen it: change the keys (Practice,"
                        " Recovery) and print a new sheet. That makes this one void for the records"
                        " as they are from then on; backups made before still open with it."
                    ),
                )
            ),
        ),
    )


def _lines(sheet: RecoverySheet) -> tuple[Section, ...]:
    if not sheet.rebuilds:
        said = _(
            "This sheet needs the key file of the logbook, or a backup. Only an administrator's"
            " sheet can take the place of a lost key file."
        )
        return (Section(heading=_("If the key file is lost too"), blocks=(Text(text=said),)),)
    return (
        Section(
            heading=_("If the key file is lost too"),
            blocks=(
                Text(
                    text=_(
                        "Without both copies of the key file (keys.a.json, keys.b.json) and"
                        " without a backup, the code alone opens nothing. These lines and the code"
                        " together do. They are of no use without the code. The last group of each"
                        " line is a check."
                    )
                ),
                Codes(rows=tuple(tuple(line.split()) for line in sheet.lines), numbered=True),
                QrCode(
                    text=sheet.qr_lines,
                    description=_("QR code that says the numbered lines"),
                    side=_LINES_SIDE,
                ),
                Text(
                    text=_(
                        "What cannot come back this way: how colleagues open the logbook (an"
                        " administrator enrols them anew), and your passphrase, quick unlock and"
                        " tokens. README-RECOVERY.txt in the folder of the logbook says how to read"
                        " it without the program."
                    ),
                    tone=Tone.MUTED,
                ),
            ),
        ),
    )
