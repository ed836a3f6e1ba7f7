# SPDX-License-Identifier: Apache-2.0
"""A disclosure as facts, grouped by the step that asked for them: for checking and for reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

from logbook.domain.consent import Consent
from logbook.domain.disclosure import AdviceEntry, Choice, Disclosure, DisclosureDraft, Item, Origin
from logbook.domain.legal_basis import LegalBasis
from logbook.domain.people import ServiceUser
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.consent_words import consent_sentences
from logbook.wording.dates import day_in_words, moment_in_words
from logbook.wording.labels import label
from logbook.wording.spans import span_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of a record; `part` is the part of the draft it comes from."""

    part: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The facts of one step."""

    step: Step
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside a disclosure to read it by: whom and what its identities mean."""

    person: ServiceUser | None
    consent: Consent | None
    law: LegalBasis | None
    zone: ZoneInfo


def groups(record: DisclosureDraft | Disclosure, beside: Beside) -> tuple[Group, ...]:
    """Give all facts of a draft or a record, step by step; lines without a value are left out."""
    refused = record.decision.choice is Choice.REFUSE
    by_step = {
        Step.PERSON: _person(record, beside),
        Step.REQUEST: _request(record),
        Step.PURPOSE: _purpose(record),
        Step.INFORMATION: _information(record),
        Step.BASIS: _basis(record, beside),
        Step.DECISION: _decision(record, beside),
        Step.MAKING: [] if refused else _making(record, beside),
        Step.TELLING: _telling(record),
    }
    found = []
    for step, lines in by_step.items():
        facts = tuple(
            Fact(part=part, label=name, value=value) for part, name, value in lines if value.strip()
        )
        if facts or step is not Step.MAKING or not refused:
            found.append(Group(step=step, facts=facts))
    return tuple(found)


_Lines = list[tuple[str, str, str]]


def _person(record: DisclosureDraft | Disclosure, beside: Beside) -> _Lines:
    person = beside.person
    return [
        ("service_user", _("Person"), person.name if person else ""),
        ("service_user", _("Reference"), person.reference if person else ""),
        ("nation", _("Law that applies"), _word(record.nation)),
    ]


def _request(record: DisclosureDraft | Disclosure) -> _Lines:
    request, recipient = record.request, record.recipient
    lines = [("request.origin", _("How it came about"), _word(request.origin))]
    if request.origin is Origin.ASKED:
        lines += [
            ("request.wording", _("Asked for"), request.wording),
            ("request.received_on", _("Came in on"), _day(request.received_on)),
            ("request.channel", _("Came in"), _word(request.channel)),
            ("request.reference", _("Their reference"), request.reference),
            ("request.answer_by", _("Answer by"), _day(request.answer_by)),
        ]
    return [
        *lines,
        ("recipient.name", _("Recipient"), recipient.name),
        ("recipient.kind", _("What they are"), _word(recipient.kind)),
        ("recipient.organisation", _("Organisation"), recipient.organisation),
        ("recipient.role", _("Role"), recipient.role),
        ("recipient.address", _("Address"), recipient.address),
        ("recipient.identity_check", _("Identity"), _word(recipient.identity_check)),
    ]


def _purpose(record: DisclosureDraft | Disclosure) -> _Lines:
    return [
        ("purpose.purpose_class", _("For"), _word(record.purpose.purpose_class)),
        ("purpose.words", _("Purpose"), record.purpose.words),
    ]


def _information(record: DisclosureDraft | Disclosure) -> _Lines:
    information = record.information
    return [
        *(("information.items", label(item.category), _item(item)) for item in information.items),
        ("information.minimum", _("Why this is the minimum"), information.minimum),
        ("information.left_out", _("Left out"), information.left_out),
        (
            "information.identifiability",
            _("Identifiable"),
            _word(information.identifiability) if information.items else "",
        ),
        ("information.why_identifiable", _("Why identifiable"), information.why_identifiable),
        ("information.third_parties", _("Other people in it"), _word(information.third_parties)),
        (
            "information.third_parties_kept_because",
            _("Why it stays in"),
            information.third_parties_kept_because,
        ),
    ]


def _basis(record: DisclosureDraft | Disclosure, beside: Beside) -> _Lines:
    basis, consent, law = record.basis, beside.consent, beside.law
    name = beside.person.name if beside.person else ""
    return [
        ("basis.family", _("Rests on"), _word(basis.family)),
        ("basis.consent", _("Consent"), consent_sentences(consent, name) if consent else ""),
        (
            "basis.legal_basis",
            _("Legal basis"),
            f"{law.title}: {law.citation}" if law else basis.legal_basis,
        ),
        ("basis.evidence", _("Seen"), basis.evidence),
        ("basis.why_without_consent", _("Why without consent"), basis.why_without_consent),
    ]


def _decision(record: DisclosureDraft | Disclosure, beside: Beside) -> _Lines:
    decision = record.decision
    return [
        ("decision.choice", _("Decision"), _word(decision.choice)),
        ("decision.reasons", _("Reasons"), decision.reasons),
        ("decision.decided_at", _("Decided"), _moment(decision.decided_at, beside)),
        ("decision.views", _("What the person says"), decision.views),
        ("decision.alternatives", _("Also considered"), decision.alternatives),
        *(("advice", _("Advice"), _advice(entry)) for entry in record.advice),
    ]


def _making(record: DisclosureDraft | Disclosure, beside: Beside) -> _Lines:
    sending = record.transmission
    shown = sending.method is not None
    return [
        ("transmission.method", _("Sent"), _word(sending.method)),
        ("transmission.sent_to", _("Sent to"), sending.sent_to),
        ("transmission.made_at", _("Made"), _moment(sending.made_at, beside)),
        ("transmission.late_because", _("Why before the decision"), sending.late_because),
        (
            "transmission.address_checked",
            _("Address checked"),
            _yes_no(yes=sending.address_checked) if shown else "",
        ),
        (
            "transmission.duty_told",
            _("Told to keep it confidential"),
            _yes_no(yes=sending.duty_told) if shown else "",
        ),
    ]


def _telling(record: DisclosureDraft | Disclosure) -> _Lines:
    telling = record.telling
    return [
        ("telling.outcome", _("Telling the person"), _word(telling.outcome)),
        ("telling.told_on", _("They learnt of it on"), _day(telling.told_on)),
        ("telling.method", _("How"), _word(telling.method)),
        ("telling.reason", _("Why not"), _word(telling.reason)),
        ("telling.explanation", _("In words"), telling.explanation),
        ("telling.review_on", _("Looked at again on"), _day(telling.review_on)),
    ]


def _item(item: Item) -> str:
    period = span_in_words(item.since, item.until)
    return "\n".join(part for part in (item.description, period) if part) or _("Not described yet")


def _advice(entry: AdviceEntry) -> str:
    who = ", ".join(part for part in (entry.adviser, entry.role) if part)
    lines = [
        " ".join(part for part in (who, _day(entry.asked_on)) if part),
        entry.question,
        entry.advice,
        _word(entry.followed),
        entry.why_not_followed,
    ]
    return "\n".join(line for line in lines if line)


def _word(value: Enum | None) -> str:
    return label(value) if value is not None else ""


def _day(value: date | None) -> str:
    return day_in_words(value) if value is not None else ""


def _moment(value: datetime | None, beside: Beside) -> str:
    return moment_in_words(value, beside.zone) if value is not None else ""


def _yes_no(*, yes: bool) -> str:
    return _("Yes") if yes else _("No")
