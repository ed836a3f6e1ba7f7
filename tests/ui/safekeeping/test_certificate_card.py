# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from logbook.app import verify_file
from logbook.documents.verification import Verdict
from logbook.domain.records import Act, DocumentKind, Export
from logbook.journal.payload import read_payload
from logbook.store import journal_rows
from tests.ui.safekeeping.reading import button, words
from ui.safekeeping.backup_section import BackupSection
from ui.safekeeping.certificate_card import CertificateCard
from ui.session import Session

Show = Callable[..., object]


def test_a_certificate_is_offered_once_a_backup_was_tried_out(
    session: Session, shown: Show, qtbot: QtBot, stick: Path, tmp_path: Path
) -> None:
    logbook = session.logbook
    proof = logbook.backing_up.prepare(stick).run()
    logbook.backing_up.record(proof)
    section = BackupSection(session)
    shown(section, height=2400)
    card = section.findChild(CertificateCard)
    assert card is not None
    assert not card.isVisible()

    with qtbot.waitSignal(section.rehearsal.recorded, timeout=30_000):
        section.rehearsal.rehearse(proof.path)
    assert card.isVisible()
    assert "Certificate of the rehearsal, 20 November 2026, 12:00" in words(card)

    button(card, "save-rehearsal").click()
    qtbot.waitUntil(lambda: bool(card._asker().open_dialogs), timeout=30_000)
    for dialog in card._asker().open_dialogs:
        dialog.reject()
    place = tmp_path / "certificate.pdf"
    with qtbot.waitSignal(card.delivered):
        card._deliver(place)

    assert verify_file(place).verdict is Verdict.INTACT
    last = logbook.reviewing.entries() - 1
    row = journal_rows.record_of_entry(logbook._opened.vault, last)
    assert row is not None
    noted = read_payload(row.payload)
    assert isinstance(noted, Export)
    assert noted.document is DocumentKind.REHEARSAL_CERTIFICATE
    entry = journal_rows.entry_at(logbook._opened.vault, last)
    assert entry is not None
    assert Act.DOCUMENT_EXPORTED.value.encode() in entry.body


def test_a_section_without_rehearsals_offers_none(session: Session, shown: Show) -> None:
    section = BackupSection(session)
    shown(section, height=2400)
    card = section.findChild(CertificateCard)
    assert card is not None
    assert not card.save_button.isVisible()
