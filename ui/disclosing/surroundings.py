# SPDX-License-Identifier: Apache-2.0
"""What the wizard reads beside the draft: whom it is about, what is on file, what is due."""

from __future__ import annotations

from logbook.app import Logbook
from logbook.domain.assessment import Assessment
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.people import ServiceUser
from logbook.domain.steps import Step
from logbook.wording.deadline_words import deadline_grounds, deadline_line
from ui.disclosing.facts import Beside
from ui.disclosing.notices import Beholder
from ui.disclosing.on_file import records_on_file


def person_of(logbook: Logbook, draft: DisclosureDraft) -> ServiceUser | None:
    """Give whom a draft is about, as they are known now."""
    person = draft.service_user
    return logbook.reviewing.person(person) if person is not None else None


def beside(logbook: Logbook, assessment: Assessment) -> Beside:
    """Give what a draft is read by on the page that shows all of it."""
    draft, find = assessment.draft, logbook.catalogue.find
    consents = (offer.consent for offer in assessment.consents)
    return Beside(
        person=person_of(logbook, draft),
        consent=next((each for each in consents if each.id == draft.basis.consent), None),
        law=find(draft.basis.legal_basis),
        zone=logbook.clock.zone,
        records=records_on_file(logbook, draft),
        further=tuple(row for row in map(find, draft.basis.further) if row is not None),
    )


def beholder(logbook: Logbook, draft: DisclosureDraft, step: Step, *, left: bool) -> Beholder:
    """Say where somebody stands who reads the notices at a step."""
    person, clock = person_of(logbook, draft), logbook.clock
    return Beholder(
        step=step,
        left=left,
        name=person.name if person is not None else "",
        now=clock.now(),
        zone=clock.zone,
    )


def deadline_lines(logbook: Logbook, assessment: Assessment) -> list[tuple[str, str]]:
    """Say by when what is due, the nearest first, and what each is counted from."""
    now, zone = logbook.clock.now(), logbook.clock.zone
    return [
        (deadline_line(each, now, zone), deadline_grounds(each, zone))
        for each in assessment.deadlines
    ]
