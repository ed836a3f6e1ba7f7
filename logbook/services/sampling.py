# SPDX-License-Identifier: Apache-2.0
"""The sample: a logbook of invented people to explore with, made by the product's own services.

Its files (`resources/sample/`) are written for one morning and are moved to the present, so that
the sample is never late and nothing in it lies ahead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from logbook.clock import Clock
from logbook.domain.catalogue_reading import shipped_catalogue
from logbook.domain.disclosure import Disclosure
from logbook.domain.records import Receipt
from logbook.exchange.case_file import WrittenCase, read_case
from logbook.exchange.moments import moved
from logbook.exchange.setup_file import read_setup
from logbook.resources import folder as resources_folder
from logbook.services.consenting import Consenting
from logbook.services.disclosing import Disclosing
from logbook.services.drafting import Drafting
from logbook.services.enrolling import Enrolling
from logbook.services.entering import Entering
from logbook.services.keeping import Keeping
from logbook.services.opening import (
    Keys,
    NewLogbook,
    OpenFolder,
    create,
    create_job,
    open_folder,
    unlock_job,
)
from logbook.services.reviewing import Reviewing
from logbook.services.scribe import Scribe
from logbook.store.errors import VaultExistsError, WrongPassphraseError
from logbook.store.folder import LogbookFolder
from logbook.store.keyring import DEFAULT, KdfCost

SAMPLE_PASSPHRASE = "larkspur kettle meadow ribbon harbour"  # noqa: S105 - published on purpose

_SIGNED = "referral.toml"
_HALF_FINISHED = "insurer.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleLogbook:
    """A sample logbook on the disk, closed, with the disclosure that was signed in it."""

    path: Path
    passphrase: str
    disclosure: UUID
    number: str
    receipts: tuple[Receipt, ...]
    """What was recorded now: nothing where the sample was there already."""


def make_sample(path: Path, clock: Clock, cost: KdfCost = DEFAULT) -> SampleLogbook:
    """Make the sample logbook at a place, or finish one that is there already.

    Raises:
        VaultExistsError: something else stands there.
        VaultError: it could not be written.
    """
    if LogbookFolder(path).exists():
        keys = _keys_of_sample(path)
    else:
        setup = read_setup(resources_folder("sample") / "practice.toml")
        job = create_job(
            NewLogbook(
                practice=replace(setup.practice, sample=True),
                practitioner=setup.practitioner,
                passphrase=SAMPLE_PASSPHRASE,
                cost=cost,
            ),
            clock,
        )
        keys = job.run()
        create(path, job, keys, clock)
    opened = open_folder(path, keys)
    try:
        return _filled(opened, clock)
    finally:
        opened.close()


def _keys_of_sample(path: Path) -> Keys:
    try:
        return unlock_job(path, SAMPLE_PASSPHRASE).run()
    except WrongPassphraseError as error:
        raise VaultExistsError("A logbook stands there that is not the sample.") from error


def _filled(opened: OpenFolder, clock: Clock) -> SampleLogbook:
    entering = _entering(opened, clock)
    receipts: tuple[Receipt, ...] = ()
    disclosure = _first_disclosure(entering)
    if disclosure is None:
        signed = entering.enter(_sample(_SIGNED, clock))
        receipts = entering.record(signed)
        half_finished = _sample(_HALF_FINISHED, clock)
        entered = entering.enter(half_finished)
        if entered.is_new_person and entered.person is not None:
            receipts += (entering.enrolling.add(entered.person),)
        disclosure = entering.reviewing.disclosure(signed.draft.id)
    return SampleLogbook(
        path=opened.folder.path,
        passphrase=SAMPLE_PASSPHRASE,
        disclosure=disclosure.id,
        number=disclosure.number,
        receipts=receipts,
    )


def _first_disclosure(entering: Entering) -> Disclosure | None:
    """Give the disclosure of a sample that was made before, and perhaps used since."""
    people = entering.reviewing.order_of_people()
    for line in entering.reviewing.lines_at(people):
        found = entering.reviewing.disclosures_of(line.object)
        if found:
            return entering.reviewing.disclosure(found[-1].object)
    return None


def _sample(name: str, clock: Clock) -> WrittenCase:
    """Read a case of the sample as if it had been written just now."""
    case = read_case(resources_folder("sample") / name, clock.zone)
    assert case.expected is not None, "a case of the sample says which morning it is written for"
    written, now = case.expected.at, clock.now()
    # Days go with the disclosure: soon after midnight it was made the day before.
    made = case.disclosure.transmission.made_at or written
    days = (_day(made + (now - written), clock) - _day(made, clock)).days
    # A person's date of birth stays what it is.
    return replace(
        case,
        consent=moved(case.consent, days=days, by=now - written),
        disclosure=moved(case.disclosure, days=days, by=now - written),
    )


def _day(moment: datetime, clock: Clock) -> date:
    return moment.astimezone(clock.zone).date()


def _entering(opened: OpenFolder, clock: Clock) -> Entering:
    vault = opened.vault
    scribe, reviewing = Scribe(vault, opened.hand, clock, log=vault.id), Reviewing(vault)
    practice = reviewing.practice()
    practitioner = reviewing.practitioner(opened.hand.person)
    catalogue = shipped_catalogue()
    return Entering(
        practice=practice,
        practitioner=practitioner,
        catalogue=catalogue,
        clock=clock,
        reviewing=reviewing,
        enrolling=Enrolling(scribe),
        consenting=Consenting(scribe, reviewing, clock),
        keeping=Keeping(scribe, reviewing, clock),
        disclosing=Disclosing(
            scribe,
            reviewing,
            clock,
            catalogue=catalogue,
        ),
        drafting=Drafting(vault, reviewing, clock),
    )
