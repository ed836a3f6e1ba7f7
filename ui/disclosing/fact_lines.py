# SPDX-License-Identifier: Apache-2.0
"""What stands of a disclosure under each of the steps that every disclosure can have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from zoneinfo import ZoneInfo

from logbook.domain.consent import Consent
from logbook.domain.disclosure import Disclosure, DisclosureDraft
from logbook.domain.information import Identifiability
from logbook.domain.legal_basis import LegalBasis
from logbook.domain.parts import value_at
from logbook.domain.party import Party
from logbook.domain.people import ServiceUser
from logbook.domain.request import Origin, Urgency
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.consent_words import consent_sentences
from logbook.wording.labels import label
from logbook.wording.questions import Names
from logbook.wording.record_words import NOTHING_ON_FILE, RecordsOnFile
from ui.disclosing.fact_words import (
    advice_in_words,
    clarification_in_words,
    day,
    delay_in_words,
    item_in_words,
    joined,
    moment,
    party_in_words,
    row_in_words,
    word,
    yes_or_no,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside a disclosure to read it by: whom and what its identities mean."""

    person: ServiceUser | None
    consent: Consent | None
    law: LegalBasis | None
    zone: ZoneInfo
    records: RecordsOnFile = NOTHING_ON_FILE
    further: tuple[LegalBasis, ...] = ()
    """The other rows of law that are relied on."""

    @property
    def names(self) -> Names:
        """What the records and the rows of law an answer points to are called."""
        return self.records.names(self.zone)


Record = DisclosureDraft | Disclosure
Lines = list[tuple[str, str, str]]
"""The part of each line, what it is called, and what stands there."""


def _person(record: Record, beside: Beside) -> Lines:
    person = beside.person
    return [
        ("service_user", _("Person"), person.name if person else ""),
        ("service_user", _("Reference"), person.reference if person else ""),
        ("kind", _("What this is"), word(record.kind)),
        ("nation", _("Law that applies"), word(record.nation)),
    ]


def _request(record: Record, _beside: Beside) -> Lines:
    request = record.request
    lines = [("request.origin", _("How it came about"), word(request.origin))]
    if request.origin is Origin.ASKED:
        urgent = request.urgency is not Urgency.ROUTINE
        lines += [
            ("request.wording", _("Asked for"), request.wording),
            ("request.received_on", _("Came in on"), day(request.received_on)),
            ("request.channel", _("Came in"), word(request.channel)),
            ("request.reference", _("Their reference"), request.reference),
            ("request.answer_by", _("Answer by"), day(request.answer_by)),
            ("request.urgency", _("How urgent"), word(request.urgency) if urgent else ""),
            ("request.requester", _("Who asked"), party_in_words(request.requester)),
            ("request.on_behalf_of", _("On behalf of"), request.on_behalf_of),
            ("request.power_cited", _("The power they name"), request.power_cited),
            *_ticks(
                record,
                ("request.whole_record", _("They asked for everything that is held")),
                ("request.form_enclosed", _("A consent form came with it")),
                ("request.form_names_use", _("That form says what is wanted, and for what")),
                ("request.person_made_to_ask", _("The person was made to ask for it")),
                ("request.victim_information", _("It asks for a victim's information")),
                ("request.about_the_registrant", _("It is about the registrant")),
            ),
            *(
                ("request.clarifications", _("Asked back"), clarification_in_words(each))
                for each in request.clarifications
            ),
        ]
    return [*lines, *_recipient(record.recipient)]


def _recipient(recipient: Party) -> Lines:
    bound = recipient.bound_by_confidentiality
    return [
        ("recipient.name", _("Recipient"), recipient.name),
        ("recipient.kind", _("What they are"), word(recipient.kind)),
        ("recipient.organisation", _("Organisation"), recipient.organisation),
        ("recipient.role", _("Role"), recipient.role),
        ("recipient.address", _("Address"), recipient.address),
        ("recipient.phone", _("Telephone"), recipient.phone),
        ("recipient.email", _("E-mail"), recipient.email),
        ("recipient.country", _("Country"), recipient.country),
        ("recipient.identity_check", _("Identity"), word(recipient.identity_check)),
        (
            "recipient.verified_by",
            _("Identity checked"),
            joined(" ", recipient.verified_by, day(recipient.verified_on)),
        ),
        (
            "recipient.bound_by_confidentiality",
            _("Bound by confidence"),
            yes_or_no(yes=bound) if bound is not None else "",
        ),
    ]


def _purpose(record: Record, _beside: Beside) -> Lines:
    return [
        ("purpose.purpose_class", _("For"), word(record.purpose.purpose_class)),
        ("purpose.use", _("Kind of use"), word(record.purpose.use)),
        ("purpose.words", _("Purpose"), record.purpose.words),
    ]


def _information(record: Record, _beside: Beside) -> Lines:
    information = record.information
    plain = information.identifiability is Identifiability.IDENTIFIABLE
    return [
        *(
            ("information.items", label(item.category), item_in_words(item))
            for item in information.released
        ),
        *(
            (
                "information.items",
                _("Withheld: {information}").format(information=label(item.category)),
                item_in_words(item),
            )
            for item in information.withheld
        ),
        ("information.minimum", _("Why this is the minimum"), information.minimum),
        ("information.left_out", _("Left out"), information.left_out),
        (
            "information.identifiability",
            _("Identifiable"),
            word(information.identifiability) if information.items or not plain else "",
        ),
        ("information.why_identifiable", _("Why identifiable"), information.why_identifiable),
        ("information.third_parties", _("Other people in it"), word(information.third_parties)),
        (
            "information.third_parties_kept_because",
            _("Why it stays in"),
            information.third_parties_kept_because,
        ),
    ]


def _basis(record: Record, _beside: Beside) -> Lines:
    basis = record.basis
    return [
        ("basis.family", _("Rests on"), word(basis.family)),
        *(
            (
                "basis.rejected",
                _("Considered and left"),
                joined(": ", label(each.family), each.because),
            )
            for each in basis.rejected
        ),
        ("basis.attempt", _("Was the person asked for consent?"), word(basis.attempt)),
        ("basis.attempt_words", _("What they answered, or why not asked"), basis.attempt_words),
        ("basis.why_without_consent", _("Why without consent"), basis.why_without_consent),
        *_ticks(
            record,
            ("basis.objects", _("The person objects to it")),
            ("basis.refused_consent", _("It goes beyond a refusal on record")),
            ("basis.false_choice", _("It is disclosed whatever they answer")),
        ),
    ]


def _law(record: Record, beside: Beside) -> Lines:
    basis = record.basis
    rows = {row.code: row for row in (beside.law, *beside.further) if row is not None}
    return [
        ("basis.legal_basis", _("Legal basis"), row_in_words(basis.legal_basis, rows)),
        *(("basis.further", _("Supported by"), row_in_words(code, rows)) for code in basis.further),
        ("basis.seen", _("What was seen"), word(basis.seen)),
        ("basis.evidence", _("Seen"), basis.evidence),
        ("basis.served_on", _("Served on"), day(basis.served_on)),
        ("basis.due", _("To be answered by"), day(basis.due)),
        ("basis.demand", _("Exactly what is demanded"), basis.demand),
        ("basis.tell_from", _("The person may be told from"), day(basis.tell_from)),
        ("basis.reasonable_excuse", _("Why the duty was not followed"), basis.reasonable_excuse),
    ]


def _consent(_record: Record, beside: Beside) -> Lines:
    consent = beside.consent
    name = beside.person.name if beside.person else ""
    return [
        ("basis.consent", _("Consent"), consent_sentences(consent, name) if consent else ""),
    ]


def _advice(record: Record, _beside: Beside) -> Lines:
    return [("advice", _("Advice"), advice_in_words(entry)) for entry in record.advice]


def _decision(record: Record, beside: Beside) -> Lines:
    decision = record.decision
    return [
        ("decision.choice", _("Decision"), word(decision.choice)),
        ("decision.reasons", _("Reasons"), decision.reasons),
        ("decision.decided_at", _("Decided"), moment(decision.decided_at, beside.zone)),
        ("decision.views", _("What the person says"), decision.views),
        ("decision.other_views", _("What others say"), decision.other_views),
        ("decision.alternatives", _("Also considered"), decision.alternatives),
    ]


def _making(record: Record, beside: Beside) -> Lines:
    sending, choice = record.transmission, record.decision.choice
    if choice is not None and not choice.discloses:
        return []
    shown = sending.method is not None
    return [
        ("transmission.method", _("Sent"), word(sending.method)),
        ("transmission.sent_to", _("Sent to"), sending.sent_to),
        ("transmission.made_at", _("Made"), moment(sending.made_at, beside.zone)),
        ("transmission.late_because", _("Why before the decision"), sending.late_because),
        (
            "transmission.address_checked",
            _("Address checked"),
            yes_or_no(yes=sending.address_checked) if shown else "",
        ),
        (
            "transmission.duty_told",
            _("Told to keep it confidential"),
            yes_or_no(yes=sending.duty_told) if shown else "",
        ),
        *_ticks(record, ("transmission.chosen_by_person", _("The person chose this way"))),
        ("transmission.double_checked_by", _("Checked again by"), sending.double_checked_by),
        ("transmission.password_by", _("The password went"), sending.password_by),
        ("transmission.tracking", _("Tracking"), sending.tracking),
        ("transmission.received_on", _("Received on"), day(sending.received_on)),
        ("transmission.failure", _("What failed"), sending.failure),
    ]


def _telling(record: Record, beside: Beside) -> Lines:
    telling = record.telling
    told = telling.representative
    return [
        ("telling.outcome", _("Telling the person"), word(telling.outcome)),
        ("telling.facts", _("What bears on it"), "; ".join(label(each) for each in telling.facts)),
        ("telling.told_on", _("They learnt of it on"), day(telling.told_on)),
        ("telling.method", _("How"), word(telling.method)),
        (
            "telling.unsafe_contact_because",
            _("Why at a contact marked unsafe"),
            telling.unsafe_contact_because,
        ),
        (
            "telling.representative",
            _("Told in their stead"),
            beside.names.get(told, "") if told is not None else "",
        ),
        ("telling.reason", _("Why not"), word(telling.reason)),
        ("telling.explanation", _("In words"), telling.explanation),
        ("telling.delay", _("An authority asked to wait"), delay_in_words(telling.delay)),
        ("telling.review_on", _("Looked at again on"), day(telling.review_on)),
    ]


LINES: Mapping[Step, Callable[[Record, Beside], Lines]] = MappingProxyType(
    {
        Step.PERSON: _person,
        Step.REQUEST: _request,
        Step.PURPOSE: _purpose,
        Step.INFORMATION: _information,
        Step.BASIS: _basis,
        Step.LAW: _law,
        Step.CONSENT: _consent,
        Step.ADVICE: _advice,
        Step.DECISION: _decision,
        Step.MAKING: _making,
        Step.TELLING: _telling,
    }
)


def _ticks(record: Record, *ticks: tuple[str, str]) -> Lines:
    """Give those that are ticked, each with a Yes."""
    return [(part, name, _("Yes")) for part, name in ticks if value_at(record, part)]
