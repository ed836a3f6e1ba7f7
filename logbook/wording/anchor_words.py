# SPDX-License-Identifier: Apache-2.0
"""How much of the journal something outside fixes, and why a logbook is only read, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from logbook.domain.anchored import FixedOutside, ReadOnlyReason, SheetAnswer
from logbook.i18n import N_, _, ngettext
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label

MOST_NAMED = 8
"""So many entries are named; who wants all runs the check."""

_WHAT_TO_DO = {
    ReadOnlyReason.OLDER_KEYS: N_(
        "Nothing is written and nothing was changed. Find out who put an older copy here; then open"
        " the logbook with the passphrase it had last."
    ),
    ReadOnlyReason.ROLLED_BACK: N_(
        "Nothing is written and nothing was changed. Find out who put an older copy here; then"
        " restore the newest backup."
    ),
    ReadOnlyReason.FORKED: N_(
        "Nothing is written and nothing was changed. Keep a copy of this folder; then restore the"
        " newest backup."
    ),
    ReadOnlyReason.DAMAGED: N_(
        "Nothing is written and nothing was changed. Keep a copy of this folder; then restore the"
        " newest backup."
    ),
    ReadOnlyReason.NOT_WRITABLE: N_(
        "You can read everything and record nothing. Make the folder writable, or copy it to where"
        " you may write, and open it again."
    ),
    ReadOnlyReason.NEWER: N_(
        "You can read everything and record nothing. Install the newer version to go on."
    ),
    ReadOnlyReason.ASKED: N_("You can read everything and record nothing."),
}


_AFTER_A_SHEET = {
    SheetAnswer.AGREES: N_("Nothing up to there was changed."),
    SheetAnswer.DIFFERS: N_("Record nothing more. Keep the sheet and this folder."),
    SheetAnswer.SHORTER: N_("Record nothing more. Keep the sheet and this folder."),
    SheetAnswer.LEFT_BEHIND: N_(
        "What was recorded between the backup and the sheet is not in this journal. Hold it against"
        " an earlier sheet, or one printed since."
    ),
    SheetAnswer.UNREADABLE: N_("Nothing was compared. Compare both lines and type again."),
}


def sheet_sentence(answer: SheetAnswer) -> str:
    """Say how the journal stands against a printed day sheet, and what to do."""
    return f"{label(answer)}. {_(_AFTER_A_SHEET[answer])}"


def fixed_sentence(fixed: FixedOutside) -> str:
    """Say how much of the journal nobody can change unseen any more."""
    # The first entry alone says no more than that there is a logbook.
    if fixed.on is None or fixed.up_to <= 1:
        return _(
            "Nothing outside this computer fixes this journal yet. Hand over a document, make a"
            " backup at a second place, or print a day sheet."
        )
    whole = _(
        "Everything up to entry {entry} ({day}) is fixed by something outside this computer."
    ).format(entry=f"{fixed.up_to - 1:,}", day=day_in_words(fixed.on))
    if not fixed.later:
        return whole
    later = ngettext(
        "{count} later entry is not yet.", "{count} later entries are not yet.", fixed.later
    ).format(count=f"{fixed.later:,}")
    return f"{whole} {later}"


def read_only_sentence(reason: ReadOnlyReason, entries: Sequence[int] = ()) -> str:
    """Say why nothing can be recorded, which entries it is about, and what to do."""
    named = ", ".join(f"{entry:,}" for entry in entries[:MOST_NAMED])
    if len(entries) > MOST_NAMED:
        named += _(" and {count} more").format(count=len(entries) - MOST_NAMED)
    about = (
        " "
        + ngettext(
            "It is about entry {named}.", "It is about entries {named}.", len(entries)
        ).format(named=named)
        if entries
        else ""
    )
    return f"{label(reason)}.{about} {_(_WHAT_TO_DO[reason])}"
