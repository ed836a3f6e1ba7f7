# SPDX-License-Identifier: Apache-2.0
"""A newer catalogue changes what is offered next, and never what a recorded entry says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.app import Logbook, unlock_job
from logbook.domain.catalogue_reading import HEAD, shipped_catalogue, shipped_texts
from logbook.domain.legal_basis import Catalogue, Setting
from logbook.domain.practice import Nation
from logbook.domain.records import Act
from logbook.exchange.catalogue_file import (
    CatalogueAlteredError,
    CatalogueNotNewerError,
    Publisher,
    UnknownPublisherError,
    write_catalogue_file,
)
from tests.builders import (
    NOON,
    PASSPHRASE,
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NAME = "law.example.org"
FINGERPRINT = Publisher(name=NAME, key=KEY.public_key().public_bytes_raw()).fingerprint


@pytest.fixture
def logbook(tmp_path: Path) -> Iterator[Logbook]:
    logbook, _keys = a_logbook(tmp_path / "A.logbook", StandingClock())
    yield logbook
    logbook.close()


def commenced(version: str) -> bytes:
    """Sign a catalogue in which the duty of 2026 to report child sex offences is in force."""
    texts = shipped_texts()
    before = texts["england.toml"]
    code = before.index("code = 'LB-CPA26'")
    place = before.index("standing = 'enacted-not-confirmed'", code)
    after = before[:place] + before[place:].replace("enacted-not-confirmed", "in-force", 1)
    head = texts[HEAD].replace(f'"{shipped_catalogue().version}"', f'"{version}"')
    return write_catalogue_file({**texts, HEAD: head, "england.toml": after}, KEY, NAME)


def offers_the_duty(catalogue: Catalogue) -> bool:
    here = Setting(nation=Nation.ENGLAND, on=NOON.date())
    return "LB-CPA26" in {row.code for row in catalogue.offered(here)}


def test_a_new_logbook_uses_the_catalogue_of_the_program(logbook: Logbook) -> None:
    assert logbook.law.in_use() is shipped_catalogue()
    assert logbook.law.updates() == ()


def test_an_update_changes_what_is_offered_next(logbook: Logbook) -> None:
    assert not offers_the_duty(logbook.law.in_use())

    receipt = logbook.law.bring_in(commenced("2027-01-05"), accept=FINGERPRINT)

    assert receipt.act is Act.CATALOGUE_UPDATED
    assert logbook.law.in_use().version == "2027-01-05"
    assert offers_the_duty(logbook.law.in_use())


def test_the_update_is_in_use_when_the_logbook_is_opened_again(tmp_path: Path) -> None:
    clock = StandingClock()
    path = tmp_path / "A.logbook"
    logbook, _keys = a_logbook(path, clock)
    logbook.law.bring_in(commenced("2027-01-05"), accept=FINGERPRINT)
    logbook.close()

    again = Logbook.open(path, unlock_job(path, PASSPHRASE).run(), clock)

    assert again.catalogue.version == "2027-01-05"
    again.close()


def test_an_update_never_changes_what_a_recorded_entry_says(logbook: Logbook) -> None:
    person = a_person()
    logbook.enrolling.add(person)
    consent = logbook.consenting.record(a_consent_draft(person.id)).object
    made = logbook.disclosing.record(a_disclosure_draft(person.id, consent)).object
    before = logbook.reviewing.disclosure(made)

    logbook.law.bring_in(commenced("2027-01-05"), accept=FINGERPRINT)

    assert logbook.reviewing.disclosure(made) == before
    assert before.catalogue.startswith(shipped_catalogue().version)
    decided_under = logbook.law.find(shipped_catalogue().version)
    assert decided_under is not None
    assert not offers_the_duty(decided_under)


def test_every_edition_that_was_in_use_stays_readable(logbook: Logbook) -> None:
    logbook.law.bring_in(commenced("2027-01-05"), accept=FINGERPRINT)
    logbook.law.bring_in(commenced("2027-02-01"))

    first, second = logbook.law.updates()
    assert (first.version, second.version) == ("2027-01-05", "2027-02-01")
    assert logbook.law.in_use().version == "2027-02-01"
    for update in (first, second):
        found = logbook.law.find(update.version, update.fingerprint)
        assert found is not None
        assert found.fingerprint == update.fingerprint
    assert logbook.law.find(first.version, second.fingerprint) is None
    assert logbook.law.find("1999-01-01") is None


def test_a_publisher_is_accepted_once_by_the_fingerprint_a_person_compared(
    logbook: Logbook,
) -> None:
    with pytest.raises(UnknownPublisherError) as caught:
        logbook.law.bring_in(commenced("2027-01-05"))
    assert caught.value.publisher.fingerprint == FINGERPRINT
    assert logbook.law.updates() == ()

    spaced = " ".join(FINGERPRINT[at : at + 4] for at in range(0, 64, 4)).upper()
    logbook.law.bring_in(commenced("2027-01-05"), accept=spaced)

    assert logbook.law.look_at(commenced("2027-02-01")).publisher.name == NAME


def test_what_is_refused_leaves_no_trace(logbook: Logbook) -> None:
    logbook.law.bring_in(commenced("2027-01-05"), accept=FINGERPRINT)
    entries = logbook.reviewing.entries()

    with pytest.raises(CatalogueNotNewerError):
        logbook.law.bring_in(commenced("2027-01-04"))
    with pytest.raises(CatalogueAlteredError):
        logbook.law.bring_in(commenced("2027-02-01").replace(b"['N']", b"['E']"))

    assert logbook.reviewing.entries() == entries
    assert logbook.law.in_use().version == "2027-01-05"


def test_looking_at_a_file_records_nothing(logbook: Logbook) -> None:
    entries = logbook.reviewing.entries()

    file = logbook.law.look_at(commenced("2027-01-05"), accept=FINGERPRINT)

    assert file.catalogue.version == "2027-01-05"
    assert logbook.reviewing.entries() == entries
    assert logbook.law.in_use() is shipped_catalogue()
