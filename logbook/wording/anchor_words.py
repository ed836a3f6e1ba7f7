# SPDX-License-Identifier: Apache-2.0
"""How much of the journal something outside fixes, and why a logbook is only read, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from logbook.domain.anchored import (
    Anchored,
    AnchorKind,
    FixedOutside,
    ReadOnlyReason,
    SheetAnswer,
)
from logbook.domain.backup import PlaceKind
from logbook.i18n import N_, _, ngettext
from logbook.wording.dates import day_in_words, moment_in_words
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


_OUTSIDE = N_(
    "Everything up to entry {entry} ({day}) is fixed by something outside this computer: {by}."
)
_WHOLE: Mapping[PlaceKind | None, str] = {
    PlaceKind.PAPER: N_(
        "Everything up to entry {entry} ({day}) is fixed by something outside this computer: {by}"
        " on paper."
    ),
    PlaceKind.ANOTHER_DISK: N_(
        "Everything up to entry {entry} ({day}) is fixed by {by} on another disk or partition: keep"
        " that apart from this computer."
    ),
    PlaceKind.SYNCED_FOLDER: N_(
        "Everything up to entry {entry} ({day}) is fixed by {by} in a synchronised folder, once"
        " another computer has it too."
    ),
}
"""Of a disk and a folder no more is known than that."""

_BY_NOBODY = {
    AnchorKind.DOCUMENT: N_("a document"),
    AnchorKind.BACKUP: N_("a backup"),
    AnchorKind.DAY_SHEET: N_("a day sheet"),
    AnchorKind.WITNESS: N_("a witness"),
    AnchorKind.TIME_STAMP: N_("a time stamp of an authority without a name"),
}
_BY = {
    AnchorKind.WITNESS: N_("{who} as a witness"),
    AnchorKind.TIME_STAMP: N_("a time stamp in the name of {who}"),
}
_PERHAPS = {
    AnchorKind.DOCUMENT: N_(
        "A document that was saved fixes everything up to entry {entry}, if it was handed over."
    ),
    AnchorKind.DAY_SHEET: N_(
        "A day sheet that was saved fixes everything up to entry {entry}, if it was printed and"
        " signed."
    ),
}

_BORNE_OUT = {
    AnchorKind.TIME_STAMP: N_("Stamped by {who} on {moment}."),
    AnchorKind.WITNESS: N_("Witnessed by {who} on {moment}."),
}
_BORNE_OUT_BY_NOBODY = {
    AnchorKind.TIME_STAMP: N_("Stamped by an authority without a name on {moment}."),
    AnchorKind.WITNESS: N_("Witnessed on {moment}."),
}
_TO_COMPARE = {
    AnchorKind.TIME_STAMP: N_(
        "Fingerprint (SHA-256): {key}. Compare it with what the authority publishes: this program"
        " knows no authority."
    ),
    AnchorKind.WITNESS: N_(
        "Their key: {key}. Ask them to read out theirs: this program does not know whose it is."
    ),
}


def sheet_sentence(answer: SheetAnswer) -> str:
    """Say how the journal stands against a printed day sheet, and what to do."""
    return f"{label(answer)}. {_(_AFTER_A_SHEET[answer])}"


def fixed_sentence(fixed: FixedOutside) -> str:
    """Say how much of the journal nobody can change unseen any more."""
    return " ".join((*_known_to_be_fixed(fixed), *_perhaps_fixed(fixed)))


def anchor_sentence(anchor: Anchored, zone: ZoneInfo) -> str:
    """Say whose time stamp or whose answer as a witness was kept, and what to compare.

    Which keys are whose is not known here, so only a person can tell.
    """
    words = _BORNE_OUT[anchor.kind] if anchor.by else _BORNE_OUT_BY_NOBODY[anchor.kind]
    moment = moment_in_words(anchor.fixed_at, zone)
    said = _(words).format(who=anchor.by, moment=moment)
    return f"{said} {_(_TO_COMPARE[anchor.kind]).format(key=_grouped(anchor.key))}"


def own_key_sentence(key: str) -> str:
    """Say what a witness reads out to the colleague: their own key, 64 hex digits."""
    return _("The key you witnessed with is {key}. Your colleague may ask for it.").format(
        key=_grouped(key)
    )


def _known_to_be_fixed(fixed: FixedOutside) -> Iterator[str]:
    # The first entry alone says no more than that there is a logbook.
    if fixed.on is None or fixed.by is None or fixed.up_to <= 1:
        yield _(
            "Nothing outside this computer is known to fix this journal yet. Print a day sheet,"
            " make a backup at a second place, or ask a colleague to be its witness."
        )
        return
    whole = _WHOLE.get(fixed.place, _OUTSIDE)
    yield _(whole).format(
        entry=f"{fixed.up_to - 1:,}",
        day=day_in_words(fixed.on),
        by=_(_BY[fixed.by] if fixed.who else _BY_NOBODY[fixed.by]).format(who=fixed.who),
    )
    if fixed.later:
        yield ngettext(
            "{count} later entry is not yet.", "{count} later entries are not yet.", fixed.later
        ).format(count=f"{fixed.later:,}")


def _perhaps_fixed(fixed: FixedOutside) -> Iterator[str]:
    if fixed.perhaps is not None and fixed.perhaps.up_to > 1:
        words = _PERHAPS[fixed.perhaps.by]
        yield _(words).format(entry=f"{fixed.perhaps.up_to - 1:,}")


def _grouped(digits: str) -> str:
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


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
