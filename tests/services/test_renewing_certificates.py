# SPDX-License-Identifier: Apache-2.0
"""A practitioner's certificate lasts three years, and nobody has to think of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from logbook.app import Logbook
from logbook.documents.certificates import (
    is_issued_by,
    journal_key_of,
    key_in,
    validity_of,
)
from logbook.documents.verification import Verdict
from logbook.documents.verify import verify
from logbook.domain.records import Act
from logbook.journal.entry import read_entry
from logbook.services.own_keys import CertificateOutOfTimeError
from logbook.store.boxes import put_away
from logbook.store.key_file import write_key_file
from logbook.store.keyring import SMALLEST
from logbook.store.seal import holder_of, sealed, with_holder
from logbook.wording.sentences import error_sentence
from tests.builders import (
    COLLEAGUES,
    NOON,
    PASSPHRASE,
    StandingClock,
    a_colleague,
    a_consent_draft,
    a_logbook,
    a_person,
)
from tests.services.opened_again import Enter, certificate_at

OWN = "gravel lantern tulip harbour"
THREE_YEARS = timedelta(days=3 * 365 + 1)


@pytest.fixture
def consent(place: Path, clock: StandingClock) -> UUID:
    """A consent on record in a logbook of one, whose certificate begins at noon."""
    logbook, _keys = a_logbook(place, clock)
    person = a_person()
    logbook.enrolling.add(person)
    receipt = logbook.consenting.record(a_consent_draft(person.id))
    logbook.close()
    return receipt.object


def renewed(logbook: Logbook) -> list[str]:
    """Give for whom certificates were issued, as the journal has it."""
    rows = logbook._opened.vault.rows("SELECT body FROM entry ORDER BY seq")
    entries = [read_entry(body) for (body,) in rows]
    return [entry.object for entry in entries if entry.act == Act.CERTIFICATE_ISSUED.value]


def test_after_three_years_a_practice_of_one_exports_as_before(
    consent: UUID, enter: Enter, clock: StandingClock
) -> None:
    first = enter(PASSPHRASE)
    me = first.practitioner.id
    before = certificate_at(first, me)
    assert validity_of(before).since == NOON
    assert validity_of(before).until == NOON + THREE_YEARS

    clock.advance(days=1_200)
    later = enter(PASSPHRASE)

    document = later.exporting.prepare_consent(consent).run()
    assert verify(document.data, known_roots=None).verdict is Verdict.INTACT
    after = certificate_at(later, me)
    assert renewed(later) == [str(me)]
    assert validity_of(after).until == clock.now() + THREE_YEARS
    assert key_in(after).public_numbers() == key_in(before).public_numbers()
    assert journal_key_of(after) == journal_key_of(before)
    assert is_issued_by(after, later._opened.keys.unlocked.practice_certificate)
    assert later.auditing.audit().is_intact


@pytest.mark.parametrize(("days", "is_renewed"), [(730, False), (732, True)])
def test_it_is_renewed_a_year_before_it_runs_out_and_once(
    consent: UUID, enter: Enter, clock: StandingClock, days: int, *, is_renewed: bool
) -> None:
    clock.advance(days=days)
    enter(PASSPHRASE)
    again = enter(PASSPHRASE)
    assert len(renewed(again)) == is_renewed
    assert consent


def test_a_logbook_left_open_past_the_last_day_says_so_and_goes_on_after_an_unlock(
    consent: UUID, enter: Enter, clock: StandingClock
) -> None:
    logbook = enter(PASSPHRASE)
    clock.advance(days=1_100)
    with pytest.raises(CertificateOutOfTimeError) as refused:
        logbook.exporting.prepare_consent(consent)
    assert "lock and unlock the logbook once" in error_sentence(refused.value)
    enter(PASSPHRASE).exporting.prepare_consent(consent).run()


def test_a_clock_that_was_fast_when_it_was_renewed_does_no_harm(
    consent: UUID, enter: Enter, clock: StandingClock
) -> None:
    clock.advance(days=4_000)
    enter(PASSPHRASE)
    clock.advance(days=-3_999)
    back = enter(PASSPHRASE)
    assert len(renewed(back)) == 1
    document = back.exporting.prepare_consent(consent).run()
    assert verify(document.data, known_roots=None).verdict is Verdict.INTACT


def test_a_clock_before_the_first_day_signs_nothing(
    consent: UUID, enter: Enter, clock: StandingClock
) -> None:
    clock.advance(days=-30)
    with pytest.raises(CertificateOutOfTimeError):
        enter(PASSPHRASE).exporting.prepare_consent(consent)


def test_a_colleagues_is_renewed_when_an_administrator_opens(
    consent: UUID, enter: Enter, clock: StandingClock
) -> None:
    colleague = a_colleague(enter(PASSPHRASE))
    own = enter(COLLEAGUES)
    own = own.with_own_keys(own.own_keys.job(OWN, SMALLEST).run())
    own.close()
    enter(PASSPHRASE)

    clock.advance(days=1_200)
    theirs = enter(OWN)
    with pytest.raises(CertificateOutOfTimeError):
        theirs.exporting.prepare_consent(consent)
    first = enter(PASSPHRASE)
    assert set(renewed(first)[-2:]) == {str(first.practitioner.id), str(colleague.id)}
    enter(OWN).exporting.prepare_consent(consent).run()


def test_who_is_suspended_gets_none_until_they_are_back(
    place: Path, enter: Enter, clock: StandingClock
) -> None:
    logbook, _keys = a_logbook(place, clock)
    colleague = a_colleague(logbook)
    logbook.staffing.suspend(colleague.id)
    logbook.close()
    clock.advance(days=1_200)
    first = enter(PASSPHRASE)
    assert str(colleague.id) not in renewed(first)
    first.staffing.reinstate(colleague.id)
    assert str(colleague.id) in renewed(enter(PASSPHRASE))


def test_keys_that_count_no_more_are_not_vouched_for_again(
    place: Path, enter: Enter, clock: StandingClock
) -> None:
    """Whoever opens the logbook could put the keys a colleague had before into the key file."""
    logbook, _keys = a_logbook(place, clock)
    colleague = a_colleague(logbook)
    logbook.close()
    own = enter(COLLEAGUES)
    given = holder_of(own._opened.keys.key_file, str(colleague.id))
    certificate = certificate_at(own, colleague.id)
    own.with_own_keys(own.own_keys.job(OWN, SMALLEST).run()).close()
    clock.advance(days=1_200)

    insider = enter(PASSPHRASE)
    opened = insider._opened
    assert set(renewed(insider)) == {str(colleague.id), str(insider.practitioner.id)}
    root_key, vault = opened.keys.unlocked.root_key, opened.keys.key_file.vault
    box = put_away(certificate, root_key, vault, given.id)
    changed = with_holder(opened.keys.key_file, replace(given, certificate_box=box))
    write_key_file(opened.folder, sealed(changed, root_key))
    opened.close()

    first = enter(PASSPHRASE)
    assert certificate_at(first, colleague.id) == certificate
    assert len(renewed(first)) == 2


def test_what_lasts_as_long_as_the_practices_own_is_not_renewed_for_nothing(
    consent: UUID, enter: Enter, clock: StandingClock
) -> None:
    clock.advance(days=18 * 365)
    enter(PASSPHRASE)
    clock.advance(days=365)
    last = enter(PASSPHRASE)
    root = validity_of(last._opened.keys.unlocked.practice_certificate)
    assert validity_of(certificate_at(last, last.practitioner.id)).until == root.until
    assert len(renewed(last)) == 1
    last.exporting.prepare_consent(consent).run()
