# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from logbook.app import Logbook, NotAllowedError, Passphrase, unlock_job
from logbook.domain.backup import RestoreReason
from logbook.domain.practice import Role
from logbook.domain.records import Act
from tests.builders import COLLEAGUES, PASSPHRASE, StandingClock, a_colleague, a_person
from tests.services.opened_again import acts
from tests.ui.safekeeping.reading import button, line, words
from ui.preferences import BackupRhythm
from ui.safekeeping.backup_run import backup_run
from ui.safekeeping.backup_section import BackupSection
from ui.safekeeping.restore_card import RestoreCard
from ui.session import Session

Show = Callable[..., object]

LONG = 20_000
"""Milliseconds that a backup, with what proves it, is given."""


def backed_up(section: BackupSection, qtbot: QtBot) -> None:
    button(section, "backup-now").click()
    qtbot.waitUntil(lambda: not section.backup._run.is_running, timeout=LONG)


def test_a_backup_is_made_proven_recorded_and_said(
    session: Session, shown: Show, qtbot: QtBot, stick: Path
) -> None:
    session.logbook.enrolling.add(a_person())
    section = BackupSection(session)
    shown(section, height=2000)
    assert "There is no proven backup yet" in words(section)

    section.backup.choose_place(stick)
    backed_up(section, qtbot)

    assert acts(session.logbook)[-1] == Act.BACKUP_MADE.value
    assert acts(session.logbook).count(Act.BACKUP_MADE.value) == 1
    assert len(list(stick.glob("*.logbookbackup"))) == 1
    assert button(section, "backup-now").hasFocus(), "the one to stop had it meanwhile"
    qtbot.waitUntil(lambda: "The oldest goes about 25 December 2026" in words(section))
    said = words(section)
    assert "The backup of 20 November 2026, 12:00 is made and proven: 3 entries" in said
    assert "kB" in said
    assert "on the same disk" in said
    assert "The last proven backup was made today" in said
    assert "Everything recorded is in it." in said


def test_days_later_it_says_so_and_what_is_not_in_it(
    session: Session, shown: Show, qtbot: QtBot, stick: Path, clock: StandingClock
) -> None:
    section = BackupSection(session)
    shown(section)
    section.backup.choose_place(stick)
    backed_up(section, qtbot)
    clock.advance(days=3)
    session.logbook.enrolling.add(a_person())

    section.refresh()

    assert "made 3 days ago" in words(section)
    assert "1 entry was made since." in words(section)


def test_a_place_that_is_gone_is_said_and_nothing_is_recorded(
    session: Session, shown: Show, qtbot: QtBot, stick: Path
) -> None:
    section = BackupSection(session)
    shown(section)
    section.backup.choose_place(stick)
    stick.rmdir()
    before = acts(session.logbook)

    backed_up(section, qtbot)

    assert "The place for backups is not there. No backup was made" in words(section)
    assert acts(session.logbook) == before
    section.refresh()
    qtbot.waitUntil(lambda: "Connect the disk, or choose another place" in words(section))


def test_a_full_disk_is_said_and_nothing_half_is_left(
    session: Session, shown: Show, qtbot: QtBot, stick: Path
) -> None:
    trial = session.logbook.backing_up.prepare(stick)
    size = trial.contents.snapshot.stat().st_size
    trial.discard()
    section = BackupSection(session)
    shown(section)
    section.backup.choose_place(stick)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        backed_up(section, qtbot)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert "The disk for backups is full. No backup was made" in words(section)
    assert list(stick.iterdir()) == []
    backed_up(section, qtbot)
    assert len(list(stick.iterdir())) == 1, "the control: with room it is made"


def test_a_backup_that_is_stopped_leaves_nothing_and_the_next_is_made(
    session: Session, shown: Show, qtbot: QtBot, stick: Path
) -> None:
    section = BackupSection(session)
    shown(section)
    section.backup.choose_place(stick)
    before = acts(session.logbook)

    button(section, "backup-now").click()
    button(section, "backup-cancel").click()
    qtbot.waitUntil(lambda: not section.backup._run.is_running, timeout=LONG)

    assert "It was stopped. Nothing half was left there" in words(section)
    assert list(stick.iterdir()) == []
    assert not list(session.logbook.path.glob(".backup-*"))
    assert acts(session.logbook) == before
    backed_up(section, qtbot)
    assert len(list(stick.iterdir())) == 1


def test_a_lock_stops_a_backup_and_leaves_nothing(
    session: Session, shown: Show, stick: Path
) -> None:
    section = BackupSection(session)
    shown(section)
    section.backup.choose_place(stick)

    button(section, "backup-now").click()
    session.background.cancel_all()
    session.logbook.close()
    session.background.close()

    assert list(stick.iterdir()) == []
    assert not list(session.logbook.path.glob(".backup-*"))
    again = Logbook.open(
        session.logbook.path,
        unlock_job(session.logbook.path, PASSPHRASE).run(),
        session.logbook.clock,
    )
    assert again.auditing.audit().is_intact
    again.close()


def test_what_was_begun_elsewhere_is_shown_when_the_section_is_made(
    session: Session, shown: Show, qtbot: QtBot, stick: Path
) -> None:
    backup_run(session).start(stick)
    section = BackupSection(session)

    assert not section.backup._busy.isHidden()
    assert not button(section, "backup-now").isEnabled()
    shown(section)
    qtbot.waitUntil(lambda: "is made and proven" in words(section), timeout=LONG)


def test_trying_out_can_be_stopped_and_nothing_is_noted(
    session: Session, shown: Show, qtbot: QtBot, stick: Path
) -> None:
    section = BackupSection(session)
    shown(section, height=2000)
    section.backup.choose_place(stick)
    backed_up(section, qtbot)
    (file,) = stick.iterdir()

    section.rehearsal.rehearse(file)
    button(section, "rehearsal-cancel").click()
    qtbot.waitUntil(lambda: not section.rehearsal._work.is_running, timeout=LONG)

    assert "What was restored on trial is removed again." in words(section)
    assert Act.BACKUP_REHEARSED.value not in acts(session.logbook)


def test_the_folder_of_the_logbook_is_refused_as_a_place(session: Session, shown: Show) -> None:
    section = BackupSection(session)
    shown(section)
    inside = session.logbook.path / "backups"
    inside.mkdir()

    section.backup.choose_place(inside)

    assert "would be lost with it" in words(section)
    assert session.preferences.backup_place(session.logbook.id) is None


def test_how_often_is_kept_for_this_logbook_alone(session: Session, shown: Show) -> None:
    section = BackupSection(session)
    shown(section)

    button(section, "backup-rhythm-2").click()

    assert session.preferences.backup_rhythm(session.logbook.id) is BackupRhythm.WEEKLY
    assert session.preferences.backup_rhythm("0" * 32) is BackupRhythm.DAILY


def test_a_snapshot_is_published_for_others_to_read(
    session: Session, shown: Show, qtbot: QtBot, stick: Path
) -> None:
    section = BackupSection(session)
    shown(section)

    section.backup.publish_to(stick)
    qtbot.waitUntil(lambda: not section.backup._run.is_running, timeout=LONG)

    assert "is published and proven" in words(section)
    (file,) = stick.iterdir()
    assert file.stat().st_mode & 0o222 == 0


def test_a_backup_is_tried_out_counted_and_noted(
    session: Session, shown: Show, qtbot: QtBot, stick: Path
) -> None:
    for name in ("Zoë Okafor", "Liam Haddad"):
        session.logbook.enrolling.add(a_person(name=name))
    section = BackupSection(session)
    shown(section, height=2000)
    section.backup.choose_place(stick)
    assert not button(section, "rehearse-newest").isEnabled(), "there is none to try out"
    backed_up(section, qtbot)

    qtbot.waitUntil(button(section, "rehearse-newest").isEnabled, timeout=LONG)
    button(section, "rehearse-newest").click()
    qtbot.waitUntil(lambda: Act.BACKUP_REHEARSED.value in acts(session.logbook), timeout=LONG)

    said = words(section)
    assert "opens, its journal is whole, and this logbook goes on from exactly there" in said
    assert "2 people, 0 consents, 0 disclosures, 4 entries in all" in said


def test_a_damaged_backup_is_not_taken_for_a_good_one(
    session: Session, shown: Show, qtbot: QtBot, stick: Path
) -> None:
    section = BackupSection(session)
    shown(section, height=2000)
    section.backup.choose_place(stick)
    backed_up(section, qtbot)
    (file,) = stick.iterdir()
    file.chmod(0o600)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)

    section.rehearsal.rehearse(file)
    qtbot.waitUntil(lambda: not section.rehearsal._work.is_running, timeout=LONG)

    assert "This backup is not as it was written" in words(section)
    assert Act.BACKUP_REHEARSED.value not in acts(session.logbook)


@pytest.fixture
def restoring(session: Session, shown: Show, qtbot: QtBot, stick: Path) -> RestoreCard:
    """The card, with a backup made; a person was added after it."""
    section = BackupSection(session)
    shown(section, height=2400)
    section.backup.choose_place(stick)
    backed_up(section, qtbot)
    session.logbook.enrolling.add(a_person())
    (card,) = section.findChildren(RestoreCard)
    (file,) = stick.iterdir()
    card.choose_backup(file)
    card._reason.show_value(RestoreReason.LOST)
    return card


def test_what_is_in_a_backup_is_seen_before_it_is_restored(
    restoring: RestoreCard, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.keyClicks(line(restoring, "restore-secret"), PASSPHRASE)
    qtbot.keyClick(line(restoring, "restore-secret"), Qt.Key.Key_Return)
    assert "Opening it on trial" in words(restoring)
    qtbot.waitUntil(lambda: "opens, and its journal is whole" in words(restoring), timeout=LONG)

    said = words(restoring)
    assert "The backup of 20 November 2026, 12:00 (Larkfield Physiotherapy)" in said
    assert "0 people, 0 consents, 0 disclosures" in said
    assert not (tmp_path / "Restored.logbook").exists()
    assert line(restoring, "restore-secret").text() == PASSPHRASE, "it is needed once more"


def test_restoring_that_is_stopped_leaves_nothing(
    restoring: RestoreCard, qtbot: QtBot, tmp_path: Path
) -> None:
    restoring.choose_new_folder(tmp_path / "here" / "Restored")
    qtbot.keyClicks(line(restoring, "restore-secret"), PASSPHRASE)
    button(restoring, "restore-go").click()

    button(restoring, "restore-cancel").click()
    assert "Stopping" in words(restoring)
    qtbot.waitUntil(button(restoring, "restore-go").isEnabled, timeout=LONG)

    assert "It was stopped. Nothing was restored, and nothing half is left." in words(restoring)
    assert not (tmp_path / "here").exists() or list((tmp_path / "here").iterdir()) == []


def test_a_backup_is_restored_into_a_new_folder_and_asked_to_be_opened(
    restoring: RestoreCard, session: Session, qtbot: QtBot, tmp_path: Path, clock: StandingClock
) -> None:
    place = tmp_path / "Restored"
    restoring.choose_new_folder(place)
    qtbot.keyClicks(line(restoring, "restore-secret"), PASSPHRASE)

    button(restoring, "restore-go").click()
    qtbot.waitUntil(lambda: restoring._stands is not None, timeout=LONG)

    said = words(restoring)
    assert "Restored: " in said
    assert "as they were on 20 November 2026, 12:00" in said
    assert "made after the backup" in said
    assert line(restoring, "restore-secret").text() == ""
    with qtbot.waitSignal(session.another_asked) as asked:
        button(restoring, "restore-message-action").click()
    assert asked.args == [tmp_path / "Restored.logbook"]
    again = Logbook.open(
        tmp_path / "Restored.logbook",
        unlock_job(tmp_path / "Restored.logbook", Passphrase(PASSPHRASE)).run(),
        clock,
    )
    assert again.read_only is None
    assert again.id == session.logbook.id
    again.close()


def test_a_wrong_passphrase_restores_nothing(
    restoring: RestoreCard, qtbot: QtBot, tmp_path: Path
) -> None:
    restoring.choose_new_folder(tmp_path / "Restored")
    qtbot.keyClicks(line(restoring, "restore-secret"), "not the passphrase at all")

    button(restoring, "restore-go").click()
    go = button(restoring, "restore-go")
    qtbot.waitUntil(go.isEnabled, timeout=LONG)

    assert "This does not open the logbook. Nothing was changed." in words(restoring)
    assert not (tmp_path / "Restored.logbook").exists()


def test_what_is_missing_is_asked_for_one_by_one(restoring: RestoreCard, qtbot: QtBot) -> None:
    qtbot.keyClick(button(restoring, "restore-go"), Qt.Key.Key_Space)
    assert "Type what opens it first." in words(restoring)

    qtbot.keyClicks(line(restoring, "restore-secret"), PASSPHRASE)
    qtbot.keyClick(button(restoring, "restore-go"), Qt.Key.Key_Space)
    assert "Choose a new folder first." in words(restoring)


def test_every_control_is_reached_with_the_tab_key(session: Session, shown: Show) -> None:
    section = BackupSection(session)
    shown(section)

    for control in section.findChildren(QAbstractButton):
        if control.isVisible():
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control.objectName()
            assert control.accessibleName(), control.objectName()
            assert control.accessibleIdentifier(), control.objectName()


def test_a_reader_is_offered_no_backups(session: Session, clock: StandingClock) -> None:
    logbook = session.logbook
    a_colleague(logbook, role=Role.READER)
    path = logbook.path
    logbook.close()
    reader = Logbook.open(path, unlock_job(path, COLLEAGUES).run(), clock)
    session.logbook = reader

    with pytest.raises(NotAllowedError):
        BackupSection(session)
    reader.close()
