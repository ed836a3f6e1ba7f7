# SPDX-License-Identifier: Apache-2.0
"""`retention`: whose records have had their time. It proposes, and destroys nothing.

People are named by identity and reference only, as everywhere on a terminal.
"""

from __future__ import annotations

from pathlib import Path

from logbook.app import Logbook
from logbook.cli.frame import Answer
from logbook.cli.opening import open_logbook
from logbook.clock import Clock
from logbook.domain.destruction import DueRecords
from logbook.i18n import _
from logbook.wording.dates import day_in_words


def retention(folder: Path, passphrase_file: str | None, clock: Clock) -> Answer:
    """List the people whose records are due and not held."""
    with open_logbook(folder, passphrase_file, clock) as logbook:
        due = logbook.destroying.due()
        lines = tuple(_in_words(logbook, each) for each in due)
    nothing = _("Nobody's records have had their time.")
    advice = _("Not legal advice. Nothing was destroyed: somebody has to decide.")
    return Answer(
        lines=(*lines, advice) if due else (nothing,), table={"due": [_table(each) for each in due]}
    )


def _in_words(logbook: Logbook, due: DueRecords) -> str:
    line = logbook.reviewing.line(due.service_user)
    said = _("{id} {reference}: kept until {day}, rule {rule}").format(
        id=str(due.service_user)[:8],
        reference=line.number if line is not None else "",
        day=day_in_words(due.until),
        rule=due.rule,
    )
    return _("{said} (unverified)").format(said=said) if due.unverified else said


def _table(due: DueRecords) -> dict[str, object]:
    return {
        "person": str(due.service_user),
        "until": due.until.isoformat(),
        "rule": due.rule,
        "record_class": due.record_class.value,
        "reason": due.reason.value,
        "unverified": due.unverified,
        "decided": due.decided,
    }
