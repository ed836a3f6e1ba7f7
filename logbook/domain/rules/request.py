# SPDX-License-Identifier: Apache-2.0
"""What the rules say about the request, the recipient and the purpose (P02, P03)."""

from __future__ import annotations

from collections.abc import Iterator

from logbook.domain.access import AccessType
from logbook.domain.case import Situation
from logbook.domain.findings import Code, Finding
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import EvidenceKind
from logbook.domain.party import Party, PartyKind
from logbook.domain.people import Flag
from logbook.domain.practice import Nation
from logbook.domain.request import Origin
from logbook.domain.rules.person import NOBODY_DECIDED

ORDERS = frozenset(
    {
        EvidenceKind.STATUTORY_NOTICE,
        EvidenceKind.SEALED_ORDER,
        EvidenceKind.WITNESS_SUMMONS,
        EvidenceKind.WARRANT,
    }
)
"""What turns a request into something that has to be obeyed (3.4)."""

_MAKES_PEOPLE_ASK = frozenset({PartyKind.INSURER, PartyKind.EMPLOYER})


def findings(situation: Situation) -> Iterator[Finding]:
    """Say what is missing of who asked, who receives, and what for."""
    if situation.kind in NOBODY_DECIDED:
        return
    yield from _request_complete(situation)
    yield from _request_in_time(situation)
    yield from _recipient_and_purpose(situation)
    yield from _enclosed_form_clear(situation)
    yield from _relative_asks(situation)
    yield from _police_ask(situation)
    yield from _victims_information(situation)
    yield from _abroad(situation)
    yield from _made_to_ask(situation)
    yield from _solicitor_for_another(situation)
    yield from _inspectorate(situation)
    yield from _registrant_concerned(situation)


def asker(situation: Situation) -> Party | None:
    """Give whoever asked: the requester, or the recipient where nobody else is named."""
    request = situation.draft.request
    if request.origin is not Origin.ASKED:
        return None
    return request.requester or situation.draft.recipient


def _request_complete(situation: Situation) -> Iterator[Finding]:
    """Ask who began it, and of a request when, how and what (6.1, Request; INV-04)."""
    request = situation.draft.request
    if request.origin is None:
        yield Finding(code=Code.INCOMPLETE, part="request.origin")
    if request.origin is not Origin.ASKED:
        return
    if request.received_on is None:
        yield Finding(code=Code.INCOMPLETE, part="request.received_on")
    if request.channel is None:
        yield Finding(code=Code.INCOMPLETE, part="request.channel")
    if not request.wording.strip():
        yield Finding(code=Code.INCOMPLETE, part="request.wording")


def _request_in_time(situation: Situation) -> Iterator[Finding]:
    """Refuse a request that came in after today, or after it was decided (INV-02)."""
    request, decided_at = situation.draft.request, situation.draft.decision.decided_at
    if request.origin is not Origin.ASKED or request.received_on is None:
        return
    last = situation.today if decided_at is None else min(situation.today, situation.decided_on)
    if request.received_on > last:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="request.received_on")


def _recipient_and_purpose(situation: Situation) -> Iterator[Finding]:
    """Ask to whom, and what for (INV-04)."""
    recipient, purpose = situation.draft.recipient, situation.draft.purpose
    if not recipient.shown.strip():
        yield Finding(code=Code.INCOMPLETE, part="recipient.name")
    if recipient.kind is None:
        yield Finding(code=Code.INCOMPLETE, part="recipient.kind")
    if purpose.purpose_class is None:
        yield Finding(code=Code.INCOMPLETE, part="purpose.purpose_class")
    if not purpose.words.strip():
        yield Finding(code=Code.INCOMPLETE, part="purpose.words")


def _enclosed_form_clear(situation: Situation) -> Iterator[Finding]:
    """Ask back where a form does not say what for, or an agent what the person knows (W-02)."""
    request, access = situation.draft.request, situation.draft.access
    if access is not None and access.scope_confirmed:
        return
    if request.form_enclosed and not request.form_names_use:
        yield Finding(code=Code.FORM_UNCLEAR, part="request.form_names_use")
    elif access is not None and access.type is AccessType.BY_AGENT:
        yield Finding(code=Code.FORM_UNCLEAR, part="access.scope_confirmed")


def _relative_asks(situation: Situation) -> Iterator[Finding]:
    """Say that listening is fine and confirming is disclosing (W-12)."""
    asking = asker(situation)
    if asking is not None and asking.kind is PartyKind.FAMILY_OR_CARER:
        yield Finding(code=Code.RELATIVE_ASKS, part=_part_of_asker(situation))


def _police_ask(situation: Situation) -> Iterator[Finding]:
    """Say that a police request compels nobody without an order or a statute (W-15, 3.9)."""
    asking = asker(situation)
    if asking is None or asking.kind is not PartyKind.POLICE:
        return
    if situation.draft.basis.seen not in ORDERS:
        yield Finding(code=Code.POLICE_REQUEST, part="request.power_cited")


def _victims_information(situation: Situation) -> Iterator[Finding]:
    """Name the rules on a victim's information (W-16; PCSC Act 2022 part 2, England and Wales)."""
    if situation.nation not in {Nation.ENGLAND, Nation.WALES}:
        return
    asking, person = asker(situation), situation.person
    asked_of_a_victim = (
        asking is not None
        and asking.kind is PartyKind.POLICE
        and person is not None
        and Flag.VICTIM_OF_CRIME in person.flags
    )
    if situation.draft.request.victim_information or asked_of_a_victim:
        yield Finding(code=Code.VICTIM_INFORMATION, part="request.victim_information")


def _abroad(situation: Situation) -> Iterator[Finding]:
    """Ask what protects the information in another country (W-26; UK GDPR chapter 5)."""
    if not (situation.discloses and situation.traceable) or situation.deceased:
        return
    draft = situation.draft
    if draft.recipient.outside_uk and not draft.data_protection.transfer.strip():
        yield Finding(code=Code.OTHER_COUNTRY, part="data_protection.transfer")


def _made_to_ask(situation: Situation) -> Iterator[Finding]:
    """Say that nobody may be made to ask for their own record (W-27; DPA 2018 ss184, 185)."""
    access, asking = situation.draft.access, asker(situation)
    in_their_name = (
        access is not None
        and access.type is AccessType.BY_AGENT
        and asking is not None
        and asking.kind in _MAKES_PEOPLE_ASK
    )
    if situation.draft.request.person_made_to_ask or in_their_name:
        yield Finding(code=Code.ENFORCED_ACCESS, part="request.person_made_to_ask")


def _solicitor_for_another(situation: Situation) -> Iterator[Finding]:
    """Say that somebody else's solicitor has no right to it (W-39); legal advice is another thing.

    What a court ordered goes where the court says, so nothing is said of it.
    """
    if situation.kind is Kind.SUPERVISION or situation.draft.basis.seen in ORDERS:
        return
    asking = asker(situation)
    if asking is not None and asking.kind is PartyKind.SOLICITOR_OTHER:
        yield Finding(code=Code.SOLICITOR_FOR_ANOTHER, part=_part_of_asker(situation))
    elif situation.draft.recipient.kind is PartyKind.SOLICITOR_OTHER:
        yield Finding(code=Code.SOLICITOR_FOR_ANOTHER, part="recipient.kind")


def _inspectorate(situation: Situation) -> Iterator[Finding]:
    """Doubt a power over registered providers where the practice is none (W-18)."""
    registered = situation.case.practice.inspectorates
    beyond = [row for row in situation.rows if row.inspectorate not in {None, *registered}]
    asking = asker(situation)
    if beyond:
        yield Finding(code=Code.INSPECTORATE_DOUBTFUL, part="basis.legal_basis")
    elif asking is not None and asking.kind is PartyKind.INSPECTORATE and not registered:
        yield Finding(code=Code.INSPECTORATE_DOUBTFUL, part=_part_of_asker(situation))


def _registrant_concerned(situation: Situation) -> Iterator[Finding]:
    """Say that the power spares the registrant complained about (I-01; HPO 2001 art 25(1))."""
    asking = asker(situation)
    if (
        situation.draft.request.about_the_registrant
        and asking is not None
        and asking.kind is PartyKind.REGULATOR
    ):
        yield Finding(code=Code.REGISTRANT_CONCERNED, part="request.about_the_registrant")


def _part_of_asker(situation: Situation) -> str:
    return "recipient.kind" if situation.draft.request.requester is None else "request.requester"
