# SPDX-License-Identifier: Apache-2.0
"""Documents of a colleague's record: they show who signed it, also after that person has left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from logbook.app import Logbook, NewColleague, unlock_job
from logbook.documents.verification import Verdict
from logbook.domain.practice import Role
from logbook.domain.records import DocumentKind
from logbook.services.pressing import OwnOutputRefusedError, press
from logbook.services.verifying import verify_file
from logbook.store.keyring import SMALLEST
from tests.builders import (
    PASSPHRASE,
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
    a_practitioner,
)

THEIRS = "quarry velvet hammock ginger"


@pytest.fixture
def scene(tmp_path: Path) -> tuple[Logbook, UUID, UUID]:
    """Let a colleague record a disclosure; give the administrator's logbook, it and them."""
    clock, path = StandingClock(), tmp_path / "Practice.logbook"
    logbook, _keys = a_logbook(path, clock)
    colleague = a_practitioner(id=uuid4(), name="Eira Howells", role=Role.PRACTITIONER)
    job = logbook.staffing.enrol_job(
        NewColleague(practitioner=colleague, passphrase=THEIRS, cost=SMALLEST)
    )
    logbook.staffing.enrol(job, job.run())
    logbook.close()
    theirs = Logbook.open(path, unlock_job(path, THEIRS).run(), clock)
    person = a_person()
    theirs.enrolling.add(person)
    consent = theirs.consenting.record(a_consent_draft(person.id)).object
    made = theirs.disclosing.record(a_disclosure_draft(person.id, consent)).object
    theirs.close()
    return Logbook.open(path, unlock_job(path, PASSPHRASE).run(), clock), made, colleague.id


def exported(logbook: Logbook, disclosure: UUID, path: Path) -> None:
    job = logbook.exporting.prepare(disclosure, DocumentKind.DISCLOSURE_RECORD)
    logbook.exporting.deliver(job.run(), path)


def test_a_colleague_s_record_is_exported_and_verifies(
    scene: tuple[Logbook, UUID, UUID], tmp_path: Path
) -> None:
    logbook, disclosure, _colleague = scene
    exported(logbook, disclosure, tmp_path / "out.pdf")
    logbook.close()

    said = verify_file(tmp_path / "out.pdf")
    assert said.verdict is Verdict.INTACT
    assert said.signer == "Rhian Prosser"


def test_a_document_whose_entry_nobody_is_named_for_is_not_ours(
    scene: tuple[Logbook, UUID, UUID],
) -> None:
    logbook, disclosure, _colleague = scene
    job = logbook.exporting.prepare(disclosure, DocumentKind.DISCLOSURE_RECORD)
    logbook.close()
    unbound = replace(job.order, proven=replace(job.order.proven, certificate=b""))

    with pytest.raises(OwnOutputRefusedError):
        press(unbound)
