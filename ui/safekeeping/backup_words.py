# SPDX-License-Identifier: Apache-2.0
"""What is said of backups, in sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from logbook.app import BackupProof, InBackup, Restored
from logbook.domain.backup import (
    BackupStatus,
    Keeping,
    PlaceKind,
    Rehearsal,
    StoredBackup,
    to_remove,
)
from logbook.domain.lines import LineKind
from logbook.i18n import N_, _, ngettext
from logbook.wording.dates import day_in_words, moment_in_words
from logbook.wording.restored_words import since_sentences
from ui.preferences import BackupRhythm

RHYTHMS = {
    BackupRhythm.DAILY: (
        N_("Once a day"),
        N_("While you work or when the window is closed, if the last one is older than a day."),
    ),
    BackupRhythm.WEEKLY: (
        N_("Once a week"),
        N_("While you work or when the window is closed, if the last one is older than a week."),
    ),
    BackupRhythm.AT_CLOSING: (
        N_("Each time the window is closed, and once a day"),
        N_(
            "If it had locked itself before it was closed, or the computer was shut down, the"
            " backup is made soon after you next unlock."
        ),
    ),
}
_OF_A_BACKUP = 1
"""Entries that every backup is followed by: that it was made and proven."""

_LARGEST = 2_000
"""Days; what stays longer stays for good, as far as anybody plans."""

_THOUSAND = 1_000


def size_in_words(count: int) -> str:
    """Say how large a file is, in the units disks are sold in."""
    if count < _THOUSAND:
        return ngettext("{count} byte", "{count} bytes", count).format(count=count)
    size = count / _THOUSAND
    for unit in (N_("{size} kB"), N_("{size} MB")):
        if size < _THOUSAND:
            return _(unit).format(size=f"{size:.1f}")
        size /= _THOUSAND
    return _("{size} GB").format(size=f"{size:,.1f}")


def entries_in_words(count: int) -> str:
    """Say how many entries there are."""
    return ngettext("{count} entry", "{count} entries", count).format(count=f"{count:,}")


def made_sentence(proof: BackupProof, zone: ZoneInfo) -> str:
    """Say that a backup was made and proven: when, how large, how many entries."""
    words = (
        _("The snapshot of {moment} is published and proven: {entries}, {size}.")
        if proof.published
        else _("The backup of {moment} is made and proven: {entries}, {size}.")
    )
    said = words.format(
        moment=moment_in_words(proof.made_at, zone),
        entries=entries_in_words(proof.size),
        size=size_in_words(proof.bytes),
    )
    if proof.place is PlaceKind.SAME_DISK and not proof.published:
        warning = _(
            "It lies on the same disk as the logbook and goes when that goes: a memory stick or"
            " another disk is better."
        )
        return f"{said} {warning}"
    return said


def status_sentence(status: BackupStatus, zone: ZoneInfo) -> str:
    """Say when the logbook was last backed up, proven, and what is not in it."""
    if status.last is None or status.days is None:
        return _("There is no proven backup yet. If this disk fails, everything is lost.")
    when = (
        _("today")
        if status.days == 0
        else ngettext("{count} day ago", "{count} days ago", status.days).format(count=status.days)
    )
    said = _("The last proven backup was made {distance}: {moment}.").format(
        distance=when, moment=moment_in_words(status.last.made_at, zone)
    )
    count = status.entries_since - _OF_A_BACKUP
    if count <= 0:
        return f"{said} {_('Everything recorded is in it.')}"
    since = ngettext(
        "{count} entry was made since.", "{count} entries were made since.", count
    ).format(count=f"{count:,}")
    return f"{said} {since}"


def stored_sentence(stored: tuple[StoredBackup, ...], every: timedelta, zone: ZoneInfo) -> str:
    """Say how many backups lie at the place, since when, and when the oldest goes."""
    if not stored:
        return _("No backup of this logbook lies there yet.")
    oldest = stored[0]
    said = ngettext(
        "{count} backup of this logbook lies there, of {day}.",
        "{count} backups of this logbook lie there, the oldest of {day}.",
        len(stored),
    ).format(count=len(stored), day=day_in_words(_day(oldest.made_at, zone)))
    kept = _("The last of each of 35 days and of 12 months is kept.")
    goes = oldest_goes(stored, every)
    if goes is None:
        return f"{said} {kept}"
    about = _("The oldest goes about {day}.").format(day=day_in_words(_day(goes, zone)))
    return f"{said} {kept} {about}"


def oldest_goes(
    stored: tuple[StoredBackup, ...], every: timedelta, keeping: Keeping | None = None
) -> datetime | None:
    """Tell when the oldest backup is removed, if one is made in each span; None: not for years.

    A span shorter than a day counts as a day: of each day one backup stays.
    """
    span = max(every, timedelta(days=1))
    here, at = list(stored), stored[-1].made_at
    for number in range(_LARGEST // span.days):
        gone = {one.name for one in to_remove(here, keeping)}
        if stored[0].name in gone:
            return at
        at += span
        here = [one for one in here if one.name not in gone]
        here.append(StoredBackup(name=f"~{number:04}", made_at=at, is_proven=True))
    return None


def rehearsal_sentence(found: Rehearsal, zone: ZoneInfo) -> str:
    """Say whether a backup would have saved the practice, and what was found in it."""
    made = moment_in_words(found.backup_made_at, zone)
    if not found.is_intact:
        return _(
            "The journal in the backup of {moment} is not whole. Nothing was changed. Make a new"
            " backup on another disk, and keep this one to find out why."
        ).format(moment=made)
    if not found.is_continued:
        return _(
            "The backup of {moment} opens, but this logbook does not go on from what is in it."
            " Nothing was changed. Compare both with a document that was handed over."
        ).format(moment=made)
    whole = _(
        "The backup of {moment} opens, its journal is whole, and this logbook goes on from exactly"
        " there. In it: {counts}."
    )
    return whole.format(moment=made, counts=", ".join(counts(found)))


def inside_sentence(found: InBackup, zone: ZoneInfo) -> str:
    """Say what is in a backup that was looked into, and whether it can be restored."""
    made = moment_in_words(found.made_at, zone)
    if not found.is_intact:
        return _(
            "The journal in the backup of {moment} is not whole, so it is not restored. Nothing"
            " was changed. Choose another backup, and keep this one to find out why."
        ).format(moment=made)
    of = f" ({found.practice})" if found.practice else ""
    said = _("The backup of {moment}{practice} opens, and its journal is whole.").format(
        moment=made, practice=of
    )
    if found.records:
        said += " " + _("In it: {counts}.").format(counts=", ".join(counts(found)))
    if not found.may_restore:
        said += " " + _(
            "Restoring is for administrators: ask one to do it, with what opens it for them."
        )
    return said


def counts(found: Rehearsal | InBackup) -> Iterable[str]:
    """Count what was found: people, consents, disclosures, entries in all."""
    records = {one.kind: one.count for one in found.records}
    people = records.get(LineKind.SERVICE_USER.value, 0)
    consents = records.get(LineKind.CONSENT.value, 0)
    disclosures = records.get(LineKind.DISCLOSURE.value, 0)
    yield ngettext("{count} person", "{count} people", people).format(count=f"{people:,}")
    yield ngettext("{count} consent", "{count} consents", consents).format(count=f"{consents:,}")
    yield ngettext("{count} disclosure", "{count} disclosures", disclosures).format(
        count=f"{disclosures:,}"
    )
    yield _("{entries} in all").format(entries=entries_in_words(found.size))


def restored_sentence(restored: Restored, zone: ZoneInfo) -> str:
    """Say what stands now, and what has to be recorded again."""
    said = [
        _("Restored: {entries}, as they were on {moment}.").format(
            entries=entries_in_words(restored.size),
            moment=moment_in_words(restored.backup_made_at, zone),
        )
    ]
    if restored.lost:
        said.append(
            ngettext(
                "{count} entry made after the backup is not in it; most likely it is the one that"
                " says the backup was made.",
                "{count} entries made after the backup are not in it, the note that it was made"
                " among them: record again what is missing.",
                restored.lost,
            ).format(count=f"{restored.lost:,}")
        )
    if restored.erased_again:
        said.append(
            ngettext(
                "{count} record that had been erased since was erased again.",
                "{count} records that had been erased since were erased again.",
                restored.erased_again,
            ).format(count=f"{restored.erased_again:,}")
        )
    return " ".join([*said, *since_sentences(restored.since)])


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
