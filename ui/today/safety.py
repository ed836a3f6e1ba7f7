# SPDX-License-Identifier: Apache-2.0
"""What the first room says of the logbook's own safety: backups, the sheet, the will, the people.

A logbook that was begun this week is left in peace: its first backup and sheet are offered where
it is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from logbook.app import Logbook
from logbook.domain.backup import is_due
from logbook.domain.destruction import DueRecords
from logbook.domain.permissions import may
from logbook.domain.records import Act
from logbook.domain.staff import StaffStatus
from logbook.i18n import _, ngettext
from logbook.wording.dates import day_in_words
from ui.backup_plan import LONGEST, is_overdue, place_due_at_work
from ui.preferences import Preferences
from ui.tables.entry_card import CardText
from ui.theme import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyLine:
    """A card, and the section of the practice's room it leads to."""

    name: str
    text: CardText
    section: str


def safety_lines(logbook: Logbook, preferences: Preferences) -> tuple[SafetyLine, ...]:
    """List what is to be done for the logbook; nothing where nothing can be recorded."""
    if logbook.read_only is not None:
        return ()
    role = logbook.practitioner.role
    lines: list[SafetyLine] = []
    if may(role, Act.BACKUP_MADE):
        lines += _of_backups(logbook, preferences)
    if may(role, Act.RECOVERY_SHEET_MADE):
        # A sheet made while the key is still to be changed would be void by that.
        lines += _of_keys(logbook) or _of_sheet(logbook)
    if may(role, Act.WILL_CHECKED):
        lines += _of_will(logbook)
    if may(role, Act.ROOT_KEY_ROTATED):
        lines += _of_people(logbook)
    return tuple(lines)


def is_told_what_is_due(logbook: Logbook) -> bool:
    """Tell whether whoever is signed in decides what becomes of records."""
    return logbook.read_only is None and may(logbook.practitioner.role, Act.RETENTION_DECIDED)


def due_line(due: Sequence[DueRecords]) -> SafetyLine | None:
    """Say in one line that records have had their time; None if nobody's have."""
    if not due:
        return None
    count = len(due)
    title = ngettext(
        "The records of {count} person have had their time",
        "The records of {count} people have had their time",
        count,
    ).format(count=f"{count:,}")
    detail = _("Decide whether they are kept or destroyed. Nothing happens by itself.")
    text = CardText(icon="clock", title=title, detail=detail)
    return SafetyLine(name="retention", text=text, section="retention")


def _of_backups(logbook: Logbook, preferences: Preferences) -> Iterator[SafetyLine]:
    status = logbook.backing_up.status()
    if is_overdue(logbook):
        detail = (
            _("It was never backed up and proven. If this disk fails, everything is lost.")
            if status.days is None
            else ngettext(
                "The last proven backup is {count} day old.",
                "The last proven backup is {count} days old.",
                status.days,
            ).format(count=status.days)
        )
        title = _("Back up the logbook")
        yield _line("backup", "shield-check", title, detail, tone=Tone.WARN, section="backup")
    elif place_due_at_work(logbook, preferences) is not None:
        detail = _("It is made when you close the window, or now.")
        yield _line(
            "backup", "shield-check", _("A backup is due"), detail, tone=Tone.INFO, section="backup"
        )


def _of_keys(logbook: Logbook) -> tuple[SafetyLine, ...]:
    if logbook.shutting_out.is_undone:
        title = _("Change your keys once more")
        detail = _(
            "It was begun and did not come to pass. A sheet that was lost, or a passphrase that"
            " somebody knew, still opens the logbook."
        )
        return (_line("keys", "key-round", title, detail, tone=Tone.WARN, section="recovery"),)
    if not logbook.shutting_out.is_due:
        return ()
    title = _("Finish changing the keys")
    detail = _(
        "It was begun and not ended. A sheet that was lost, or a passphrase that somebody knew,"
        " still opens a copy of the files."
    )
    return (_line("keys", "key-round", title, detail, tone=Tone.WARN, section="recovery"),)


def _of_sheet(logbook: Logbook) -> Iterator[SafetyLine]:
    status = logbook.recovering.status()
    section = "recovery"
    if status.made_on is None:
        if is_due(logbook.begun_at, logbook.clock.now(), LONGEST):
            yield _line(
                "recovery",
                "key-round",
                _("Make a recovery sheet"),
                _("Without it, a forgotten passphrase loses everything for good.")
                if may(logbook.practitioner.role, Act.PRACTITIONER_RENEWED)
                else _(
                    "Without it, an administrator has to give you new keys if you forget your"
                    " passphrase."
                ),
                tone=Tone.WARN,
                section=section,
            )
    elif status.is_void:
        yield _line(
            "recovery",
            "key-round",
            _("Print a new recovery sheet"),
            _(
                "The key of the logbook was changed since: the sheet can no longer take the place"
                " of lost key files."
            ),
            tone=Tone.WARN,
            section=section,
        )
    elif status.is_drill_due:
        yield _line(
            "recovery",
            "key-round",
            _("Check the recovery sheet"),
            _last_checked(status.checked_on)
            if status.checked_on is not None
            else _("Its code was never typed back."),
            tone=Tone.INFO,
            section=section,
        )


def _of_will(logbook: Logbook) -> Iterator[SafetyLine]:
    status = logbook.clinical_will.status()
    if status.is_check_due:
        yield _line(
            "will",
            "file-signature",
            _("Check the clinical will"),
            " ".join(
                (
                    _last_checked(status.checked_on),
                    _("Ask the executors whether they have their cards, and are still willing."),
                )
            )
            if status.checked_on is not None
            else _("The executors have not yet confirmed that they have their cards."),
            tone=Tone.INFO,
            section="will",
        )


def _of_people(logbook: Logbook) -> Iterator[SafetyLine]:
    for number, person in enumerate(logbook.staffing.people()):
        if person.status is StaffStatus.UNFINISHED:
            yield _line(
                f"person-{number + 1}",
                "users",
                _("{person} cannot unlock").format(person=person.name),
                _("They were to be given new keys, which was cut short. Give them new ones."),
                tone=Tone.WARN,
                section="people",
            )
    # To finish changing the keys, of which `_of_keys` tells, does this too.
    if logbook.rotating.is_due and not logbook.shutting_out.is_due:
        yield _line(
            "rotation",
            "users",
            _("Change the key of the logbook"),
            _("Somebody who left could open it with an older copy of the key file."),
            tone=Tone.WARN,
            section="people",
        )


def _last_checked(day: date) -> str:
    return _("It was last checked on {day}.").format(day=day_in_words(day))


def _line(name: str, icon: str, title: str, detail: str, *, tone: Tone, section: str) -> SafetyLine:
    return SafetyLine(
        name=name,
        text=CardText(icon=icon, title=title, note=detail, tone=tone),
        section=section,
    )
