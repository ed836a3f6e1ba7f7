# SPDX-License-Identifier: Apache-2.0
"""`backup`, `restore` and `rehearse`: one proven file, and the way back from it."""

from __future__ import annotations

from pathlib import Path

from logbook.cli.frame import Answer, Status, UnusableInputError
from logbook.cli.opening import open_logbook
from logbook.cli.passphrases import passphrase_from
from logbook.clock import Clock
from logbook.domain.backup import Keeping, PlaceKind, Rehearsal, RestoreReason
from logbook.domain.records import Act
from logbook.i18n import _, ngettext
from logbook.services.known import Elsewhere
from logbook.services.restoring import RestoreJob, key_file_of, unlock_backup_job
from logbook.wording.labels import label
from logbook.wording.restored_words import since_sentences


def back_up(
    folder: Path,
    place: Path,
    *,
    publish: bool,
    keep: Keeping | None,
    passphrase_file: str | None,
    clock: Clock,
) -> Answer:
    """Put a proven backup at a place; with `keep`, remove there what has had its time."""
    with open_logbook(folder, passphrase_file, clock) as logbook:
        job = logbook.backing_up.prepare(place, publish=publish)
        proof = job.run()
        logbook.backing_up.record(proof)
        removed = logbook.backing_up.rotate(place, keep) if keep is not None else ()
    lines = [
        _("Made and proven: {path}").format(path=proof.path),
        _("It opens, its journal is whole: {size} entries, root {root}").format(
            size=proof.size, root=proof.root
        ),
        _("Place: {kind}").format(kind=label(proof.place)),
    ]
    if proof.place is PlaceKind.SAME_DISK:
        lines.append(_("If this disk fails, the backup fails with it: use another disk as well."))
    if removed:
        lines.append(
            ngettext(
                "Removed {count} backup that has had its time",
                "Removed {count} backups that have had their time",
                len(removed),
            ).format(count=len(removed))
        )
    return Answer(
        lines=tuple(lines),
        table={
            "file": str(proof.path),
            "sha256": proof.sha256,
            "bytes": proof.bytes,
            "epoch": proof.epoch,
            "size": proof.size,
            "root": proof.root,
            "place": proof.place.value,
            "made_at": proof.made_at.isoformat(),
            "published": proof.published,
            "proven": True,
            "removed": list(removed),
        },
    )


def restore(
    file: Path,
    folder: Path,
    *,
    reason: str,
    live: Path | None,
    later: tuple[Path, ...],
    passphrase_file: str | None,
    clock: Clock,
) -> Answer:
    """Restore a backup into a new folder."""
    # Before anybody types: whether there is a backup at all, and room for a new folder.
    key_file_of(file)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UnusableInputError(
            _(
                "Something already stands at the new place; it was left as it is. Restore into a"
                " folder that does not exist yet."
            )
        )
    keys = unlock_backup_job(file, passphrase_from(passphrase_file)).run()
    try:
        restored = RestoreJob(
            backup=file,
            path=folder,
            keys=keys,
            clock=clock,
            reason=RestoreReason(reason),
            elsewhere=Elsewhere(live=live, backups=later),
        ).run()
    finally:
        keys.unlocked.wipe()
    lines = [
        _("Restored into {path}").format(path=restored.path),
        _("The backup is of {day}; the journal goes on as epoch {epoch}").format(
            day=restored.backup_made_at.strftime("%Y-%m-%d %H:%M UTC"), epoch=restored.epoch
        ),
    ]
    if restored.lost:
        lines.append(
            ngettext(
                "{count} entry made after the backup is not in it: record it again",
                "{count} entries made after the backup are not in it: record them again",
                restored.lost,
            ).format(count=restored.lost)
        )
    if restored.erased_again:
        lines.append(
            _("Erased again, since they had been erased after the backup: {count}").format(
                count=restored.erased_again
            )
        )
    lines.extend(since_sentences(restored.since))
    return Answer(
        lines=tuple(lines),
        table={
            "path": str(restored.path),
            "epoch": restored.epoch,
            "size": restored.size,
            "backup_made_at": restored.backup_made_at.isoformat(),
            "entries_lost": restored.lost,
            "erased_again": restored.erased_again,
            "can_open": [
                {"name": one.name, "role": one.role.value} for one in restored.since.can_open
            ],
            "done_again": [
                {"name": one.name, "role": one.role.value, "what": one.done.value}
                for one in restored.since.again
            ],
            "knows_who_left": restored.since.knows_people,
            "knows_what_was_destroyed": restored.since.knows_destroyed,
        },
    )


def rehearse(
    folder: Path,
    file: Path,
    *,
    certificate: Path | None = None,
    passphrase_file: str | None,
    clock: Clock,
) -> Answer:
    """Restore a backup on trial, and compare it with the logbook; write the certificate of it."""
    written: Path | None = None
    with open_logbook(folder, passphrase_file, clock) as logbook:
        if certificate is not None and logbook.read_only is not None:
            raise UnusableInputError(
                _(
                    "This logbook can only be read now, so nothing can be certified. Nothing was"
                    " done. Rehearse without --certificate."
                )
            )
        found = logbook.rehearsing.prepare(file).run()
        if logbook.read_only is None:
            logbook.rehearsing.record(found)
        if certificate is not None:
            job = logbook.exporting.prepare_rehearsal(found.id)
            place = certificate / job.file_name if certificate.is_dir() else certificate
            written = logbook.exporting.deliver(job.run(), place).path
    lines = [
        _("Rehearsed {at}: the backup of {made}").format(
            at=found.rehearsed_at.strftime("%Y-%m-%d %H:%M UTC"),
            made=found.backup_made_at.strftime("%Y-%m-%d %H:%M UTC"),
        ),
        _("Entries: {size}; root {root}").format(size=found.size, root=found.root),
        *(f"{one.kind}: {one.count}" for one in found.records),
    ]
    if found.is_passed:
        lines.append(
            _("It opens, its journal is whole, and the logbook goes on from exactly there.")
        )
    if written is not None:
        lines.append(_("Wrote {path}").format(path=written))
    return Answer(
        lines=tuple(lines),
        table={**_table(found), "file": str(written) if written is not None else None},
        status=Status.GOOD if found.is_passed else Status.FINDING,
        complaint="" if found.is_passed else _complaint(found),
    )


def _complaint(found: Rehearsal) -> str:
    if not found.is_intact:
        return _(
            "The journal in this backup is not whole. Nothing was changed. Make a new backup on"
            " another disk, and keep this one to find out why."
        )
    return _(
        "The logbook does not go on from what is in this backup. Nothing was changed. Compare both"
        " with a document that was handed over: check --against."
    )


def _table(found: Rehearsal) -> dict[str, object]:
    return {
        "act": Act.BACKUP_REHEARSED.value,
        "certificate": str(found.id),
        "rehearsed_at": found.rehearsed_at.isoformat(),
        "backup_made_at": found.backup_made_at.isoformat(),
        "sha256": found.backup_sha256,
        "epoch": found.epoch,
        "size": found.size,
        "root": found.root,
        "live_size": found.live_size,
        "live_root": found.live_root,
        "continued": found.is_continued,
        "intact": found.is_intact,
        "passed": found.is_passed,
        "records": {one.kind: one.count for one in found.records},
    }
