# SPDX-License-Identifier: Apache-2.0
"""The day sheet of a real logbook: made, anchored, verified, and held against the journal again."""

from __future__ import annotations

import shutil
from base64 import b32encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pikepdf
import pytest

from logbook.app import ComputerFolder, DaySheet, Logbook, unlock_job, verify_file
from logbook.documents.deliver import DeliveryError, DeliveryProblem
from logbook.documents.verification import Verdict
from logbook.domain.anchored import Anchored, AnchorKind, FixedOutside, Perhaps, SheetAnswer
from logbook.domain.backup import PlaceKind
from logbook.domain.practice import Role
from logbook.domain.records import Act, Receipt
from logbook.journal.anchors import Anchor
from logbook.journal.audit_findings import AuditKind
from logbook.journal.checkpoint import read_checkpoint
from logbook.journal.entry import read_entry
from logbook.journal.payload import read_payload
from logbook.services.restoring import RestoreJob, unlock_backup_job
from logbook.store import journal_rows
from logbook.store.errors import NotAllowedError, VaultError
from logbook.wording.anchor_words import fixed_sentence
from tests.builders import COLLEAGUES, PASSPHRASE, a_colleague, a_person
from tests.services.scene import Scene, a_scene
from tests.services.test_tampering_classes import cover_the_traces, fork

Opened = Callable[[], Logbook]


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


@pytest.fixture
def logbook(scene: Scene) -> Iterator[Logbook]:
    with scene.opened() as opened:
        yield opened


def a_sheet(logbook: Logbook) -> DaySheet:
    return logbook.day_sheets.prepare().run()


def typed(sheet: DaySheet) -> tuple[int, str]:
    """Give what a person types who has the paper in front of them."""
    source = sheet.source
    return source.place.size, " ".join(source.groups)


def noted(logbook: Logbook, receipt: Receipt) -> Anchored:
    row = journal_rows.record_of_entry(logbook._opened.vault, receipt.seq)
    assert row is not None
    kept = read_payload(row.payload)
    assert isinstance(kept, Anchored)
    return kept


def test_a_saved_sheet_is_noted_and_is_no_anchor_outside(logbook: Logbook, tmp_path: Path) -> None:
    head = logbook.checkpoints.head()
    sheet = a_sheet(logbook)
    assert logbook.checkpoints.head() == head, "nothing is noted before there is a file"
    made = logbook.day_sheets.save(sheet, tmp_path / sheet.document.file_name)
    logbook.enrolling.add(a_person(reference="LP-0043"))

    assert made.path.name == f"2026-11-20-{head.size}-day-sheet.pdf"
    assert made.receipt.act is Act.DAY_SHEET_MADE
    kept = noted(logbook, made.receipt)
    assert (kept.kind, kept.size, kept.root) == (AnchorKind.DAY_SHEET, head.size, head.root.hex())
    assert kept.place is PlaceKind.SAME_DISK
    assert read_checkpoint(kept.note).checkpoint == head
    fixed = logbook.anchoring.fixed_outside()
    assert fixed == FixedOutside(
        up_to=0,
        on=None,
        by=None,
        later=head.size + 2,
        perhaps=Perhaps(up_to=head.size, by=AnchorKind.DAY_SHEET),
    )
    assert fixed_sentence(fixed) == (
        "Nothing outside this computer is known to fix this journal yet. Print a day sheet, make a"
        " backup at a second place, or ask a colleague to be its witness. A day sheet that was"
        f" saved fixes everything up to entry {head.size - 1}, if it was printed and signed."
    )
    report = logbook.auditing.audit()
    assert report.is_intact
    assert not logbook.auditing.lists_differ()


def test_a_sheet_saved_where_other_computers_have_it_is_still_no_paper(
    logbook: Logbook, tmp_path: Path
) -> None:
    synced = tmp_path / "Dropbox"
    synced.mkdir()
    made = logbook.day_sheets.save(a_sheet(logbook), synced / "sheet.pdf")
    assert noted(logbook, made.receipt).place is PlaceKind.SYNCED_FOLDER
    assert logbook.anchoring.fixed_outside().by is None


def test_a_printed_sheet_is_noted_without_a_file_and_fixes_what_it_says_and_no_more(
    logbook: Logbook,
) -> None:
    size, sheet = logbook.checkpoints.head().size, a_sheet(logbook)
    receipt = logbook.day_sheets.note(sheet)
    logbook.enrolling.add(a_person(reference="LP-0043"))

    assert receipt.act is Act.DAY_SHEET_MADE
    assert noted(logbook, receipt).place is PlaceKind.PAPER
    assert logbook.day_sheets.waiting() is None, "it is on paper already"
    fixed = logbook.anchoring.fixed_outside()
    assert fixed == FixedOutside(
        up_to=size,
        on=date(2026, 11, 20),
        by=AnchorKind.DAY_SHEET,
        later=2,
        place=PlaceKind.PAPER,
    )
    assert fixed_sentence(fixed) == (
        f"Everything up to entry {size - 1} (20 November 2026) is fixed by something outside this"
        " computer: a day sheet on paper. 2 later entries are not yet."
    )


def test_a_saved_sheet_counts_from_when_somebody_says_it_is_signed(
    logbook: Logbook, scene: Scene, tmp_path: Path
) -> None:
    size = logbook.checkpoints.head().size
    made = logbook.day_sheets.save(a_sheet(logbook), tmp_path / "sheet.pdf")
    saved = logbook.day_sheets.waiting()
    assert saved == noted(logbook, made.receipt)
    scene.clock.moment += timedelta(days=3)

    receipt = logbook.day_sheets.note_signed(saved)

    on_paper = noted(logbook, receipt)
    assert (on_paper.root, on_paper.note) == (saved.root, saved.note)
    assert (on_paper.place, on_paper.by) == (PlaceKind.PAPER, logbook.practitioner.name)
    assert logbook.day_sheets.waiting() is None
    fixed = logbook.anchoring.fixed_outside()
    assert (fixed.up_to, fixed.on, fixed.by) == (size, date(2026, 11, 23), AnchorKind.DAY_SHEET)
    assert a_sheet(logbook).source.since == (date(2026, 11, 20), size), "one sheet, noted twice"
    assert logbook.auditing.audit().is_intact


def test_a_sheet_of_before_places_were_noted_is_taken_for_a_file(logbook: Logbook) -> None:
    receipt = logbook.day_sheets.note(a_sheet(logbook))
    old = replace(noted(logbook, receipt), id=uuid4(), place=None)
    logbook.enrolling.add(a_person(reference="LP-0043"))
    head = logbook.checkpoints.head()
    logbook._scribe.write(Act.DAY_SHEET_MADE, replace(old, size=head.size, root=head.root.hex()))
    fixed = logbook.anchoring.fixed_outside()
    assert fixed.up_to == old.size
    assert fixed.perhaps == Perhaps(up_to=head.size, by=AnchorKind.DAY_SHEET)
    assert logbook.day_sheets.waiting() is not None


def test_what_is_noted_of_a_sheet_and_cannot_be_read_is_passed_over(
    logbook: Logbook, scene: Scene
) -> None:
    logbook.day_sheets.note(a_sheet(logbook))
    logbook.close()
    with scene.insider() as connection:
        connection.execute(
            "UPDATE record SET payload = CAST('torn' AS BLOB) WHERE kind = 'anchored'"
        )
    with scene.opened() as altered:
        assert altered.day_sheets.waiting() is None
        assert altered.anchoring.fixed_outside().by is None


def test_the_pdf_is_signed_and_shows_the_journal_to_a_stranger(
    logbook: Logbook, tmp_path: Path
) -> None:
    made = logbook.day_sheets.save(a_sheet(logbook), tmp_path / "sheet.pdf")
    said = verify_file(made.path)
    assert said.verdict is Verdict.INTACT
    notes = (Anchor(note=said.checkpoint, where="sheet.pdf"),)
    assert logbook.auditing.audit(notes=notes).is_intact


def test_a_sheet_shows_a_journal_that_was_written_anew(
    logbook: Logbook, scene: Scene, tmp_path: Path
) -> None:
    sheet = a_sheet(logbook)
    made = logbook.day_sheets.save(sheet, tmp_path / "sheet.pdf")
    logbook.close()
    with scene.insider() as connection:
        fork(scene, connection)
    cover_the_traces(scene)

    with scene.opened() as forked:
        assert forked.auditing.audit().is_intact, "nothing inside shows it"
        assert forked.anchoring.hold_against_sheet(*typed(sheet)) is SheetAnswer.DIFFERS
        notes = (Anchor(note=verify_file(made.path).checkpoint, where="sheet.pdf"),)
        kinds = {one.kind for one in forked.auditing.audit(notes=notes).findings}
        assert AuditKind.FORK in kinds


def test_a_sheet_shows_a_journal_that_was_put_back(logbook: Logbook, scene: Scene) -> None:
    sheet = a_sheet(logbook)
    logbook.day_sheets.note(sheet)
    logbook.close()
    shutil.rmtree(scene.path)
    shutil.rmtree(scene.computer.path)
    shutil.copytree(scene.before, scene.path)

    with scene.opened() as put_back:
        assert put_back.read_only is None, "nothing here shows it"
        assert put_back.anchoring.hold_against_sheet(*typed(sheet)) is SheetAnswer.SHORTER


def test_what_a_sheet_says_is_typed_in_and_agrees_also_later(logbook: Logbook) -> None:
    sheet = a_sheet(logbook)
    logbook.day_sheets.note(sheet)
    held = logbook.anchoring.hold_against_sheet
    assert held(*typed(sheet)) is SheetAnswer.AGREES
    for number in range(5):
        logbook.enrolling.add(a_person(reference=f"LP-1{number}"))
    assert held(*typed(sheet)) is SheetAnswer.AGREES


def test_a_slip_in_typing_is_no_finding(logbook: Logbook) -> None:
    size, letters = typed(a_sheet(logbook))
    held, other = logbook.anchoring.hold_against_sheet, "C" if letters[0] != "C" else "D"
    assert held(size + 1, letters) is SheetAnswer.UNREADABLE
    assert held(size, other + letters[1:]) is SheetAnswer.UNREADABLE
    # Without the last group the two cannot be told apart.
    assert held(size, (other + letters[1:])[:-4]) is SheetAnswer.DIFFERS


def test_the_root_on_another_document_is_taken_too(logbook: Logbook) -> None:
    head = logbook.checkpoints.head()
    root = b32encode(head.root).decode().rstrip("=")
    assert logbook.anchoring.hold_against_sheet(head.size, root) is SheetAnswer.AGREES


def test_after_a_restore_a_sheet_from_before_raises_no_alarm(
    logbook: Logbook, scene: Scene, tmp_path: Path
) -> None:
    early = a_sheet(logbook)
    place = tmp_path / "stick"
    place.mkdir()
    proof = logbook.backing_up.prepare(place).run()
    logbook.backing_up.record(proof)
    logbook.enrolling.add(a_person(reference="LP-0099"))
    late = a_sheet(logbook)
    logbook.day_sheets.note(late)
    new = tmp_path / "New.logbook"
    keys = unlock_backup_job(proof.path, PASSPHRASE).run()
    RestoreJob(backup=proof.path, path=new, keys=keys, clock=scene.clock).run()

    restored = Logbook.open(
        new,
        unlock_job(new, PASSPHRASE).run(),
        scene.clock,
        computer=ComputerFolder(tmp_path / "other"),
    )
    try:
        held = restored.anchoring.hold_against_sheet
        assert held(*typed(early)) is SheetAnswer.AGREES
        assert held(*typed(late)) is SheetAnswer.LEFT_BEHIND
        again = a_sheet(restored)
        assert again.source.epoch == 2
        assert held(*typed(again)) is SheetAnswer.AGREES
        epoch_2, one_less = typed(again), again.source.place.size - 1
        assert held(one_less, epoch_2[1]) is SheetAnswer.UNREADABLE
    finally:
        restored.close()
    # And the logbook that was left knows nothing of what the new one says.
    assert logbook.anchoring.hold_against_sheet(*epoch_2) in {
        SheetAnswer.SHORTER,
        SheetAnswer.DIFFERS,
    }


def test_the_entries_of_a_day_are_those_since_midnight_where_the_practice_is(
    logbook: Logbook, scene: Scene
) -> None:
    before = logbook.checkpoints.head().size
    # In summer midnight is at 23:00 UTC.
    scene.clock.moment = datetime(2027, 7, 1, 22, 59, tzinfo=UTC)
    logbook.enrolling.add(a_person(reference="LP-0001"))
    scene.clock.moment += timedelta(minutes=1)
    logbook.enrolling.add(a_person(reference="LP-0002"))
    logbook.enrolling.add(a_person(reference="LP-0003"))
    sheet = a_sheet(logbook)
    source = sheet.source
    assert (source.day, source.entries, source.place.size) == (date(2027, 7, 2), 2, before + 3)
    assert source.since is None
    logbook.day_sheets.note(sheet)

    scene.clock.moment += timedelta(days=3)
    quiet = a_sheet(logbook).source
    assert (quiet.day, quiet.entries) == (date(2027, 7, 5), 0)
    assert quiet.since == (date(2027, 7, 2), before + 3)


def test_nothing_of_service_users_is_in_it(logbook: Logbook, scene: Scene, tmp_path: Path) -> None:
    made = logbook.day_sheets.save(a_sheet(logbook), tmp_path / "sheet.pdf")
    person = logbook.reviewing.person(scene.person)
    assert person is not None
    with pikepdf.open(made.path) as pdf:
        attached = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
        everything = b"\n".join(
            item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)
        )
    assert set(attached) == {"entry.json", "entry.tlog-proof", "signer.json"}
    entry = read_entry(attached["entry.json"])
    assert (entry.seq, entry.act) == (0, Act.LOGBOOK_CREATED.value)
    for secret in (str(person.id), person.reference, str(scene.disclosure)):
        assert secret.encode() not in everything


def test_where_it_cannot_be_written_nothing_is_noted(
    logbook: Logbook, scene: Scene, tmp_path: Path
) -> None:
    sheet, size = a_sheet(logbook), logbook.checkpoints.head().size
    there = tmp_path / "there.pdf"
    there.write_text("something of theirs")
    for place, problem in (
        (there, DeliveryProblem.EXISTS),
        (scene.path / "sheet.pdf", DeliveryProblem.INSIDE_A_LOGBOOK),
        (tmp_path / "missing" / "sheet.pdf", DeliveryProblem.FOLDER_MISSING),
    ):
        with pytest.raises(DeliveryError) as refused:
            logbook.day_sheets.save(sheet, place)
        assert refused.value.problem is problem
    assert there.read_text() == "something of theirs"
    assert logbook.checkpoints.head().size == size
    logbook.day_sheets.save(sheet, there, replace=True)
    assert verify_file(there).verdict is Verdict.INTACT


def test_a_logbook_that_is_only_read_makes_no_sheet(scene: Scene) -> None:
    with scene.opened(read_only=True) as logbook:
        with pytest.raises(VaultError):
            logbook.day_sheets.prepare()
        assert logbook.anchoring.fixed_outside().up_to == 0


@pytest.mark.parametrize(
    ("role", "makes"),
    [(Role.PRACTITIONER, True), (Role.AUDITOR, True), (Role.READER, False)],
)
def test_who_may_anchor_makes_sheets_in_their_own_name(
    scene: Scene, tmp_path: Path, *, role: Role, makes: bool
) -> None:
    with scene.opened() as logbook:
        a_colleague(logbook, role=role)
    keys = unlock_job(scene.path, COLLEAGUES, scene.computer).run()
    theirs = Logbook.open(scene.path, keys, scene.clock, computer=scene.computer)
    try:
        if not makes:
            with pytest.raises(NotAllowedError):
                theirs.day_sheets.prepare()
            return
        made = theirs.day_sheets.save(a_sheet(theirs), tmp_path / "sheet.pdf")
        said = verify_file(made.path)
        assert (said.verdict, said.signer) == (Verdict.INTACT, "Gethin Pugh")
        theirs.day_sheets.note(a_sheet(theirs))
        assert theirs.anchoring.fixed_outside().by is AnchorKind.DAY_SHEET
    finally:
        theirs.close()


def test_a_journal_whose_last_entry_cannot_be_read_does_not_agree(
    logbook: Logbook, scene: Scene
) -> None:
    sheet = a_sheet(logbook)
    logbook.day_sheets.note(sheet)
    logbook.close()
    with scene.insider() as connection:
        connection.execute(
            "UPDATE entry SET body = CAST('torn' AS BLOB) WHERE seq = (SELECT max(seq) FROM entry)"
        )
    with scene.opened(read_only=True) as damaged:
        assert damaged.anchoring.hold_against_sheet(*typed(sheet)) is SheetAnswer.DIFFERS


def test_the_sheet_before_is_looked_for_no_further_back_than_is_said(logbook: Logbook) -> None:
    vault, kinds = logbook._opened.vault, ("anchored", "service-user")
    logbook.day_sheets.note(a_sheet(logbook))
    size = logbook.checkpoints.head().size
    for number in range(3):
        logbook.enrolling.add(a_person(reference=f"LP-2{number}"))
    found = journal_rows.records_backwards(vault, kinds, down_to=size)
    assert [seq for seq, _row in found] == [size + 2, size + 1, size]
    further = [row.kind for _seq, row in journal_rows.records_backwards(vault, kinds)]
    assert further[3] == "anchored"


def test_a_sheet_names_the_one_before_and_none_earlier(logbook: Logbook, tmp_path: Path) -> None:
    for number in range(2):
        sheet = a_sheet(logbook)
        logbook.day_sheets.save(sheet, tmp_path / f"{number}.pdf")
        logbook.enrolling.add(a_person(reference=f"LP-{number:04}"))

    assert a_sheet(logbook).source.since == (date(2026, 11, 20), sheet.source.place.size)
