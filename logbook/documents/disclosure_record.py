# SPDX-License-Identifier: Apache-2.0
"""The disclosure record: everything that was decided and done, in the order of domain.md 6.9.

Completeness is the aim, not a single page. What was left empty is left out; what was decided to be
nothing (nobody asked, nothing withheld) is said in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum

from logbook.documents.content import (
    Block,
    DocumentContent,
    Fact,
    Facts,
    Grid,
    Look,
    Points,
    Section,
    Text,
    Tone,
)
from logbook.documents.source import (
    DisclosureSource,
    JournalPlace,
    banner_for,
    letterhead,
    local_day,
    moment_with_zone,
    signature_block,
    signer_lines,
)
from logbook.domain.consent import Consent
from logbook.domain.disclosure import AdviceEntry, Choice, Item, Origin
from logbook.domain.findings import Code
from logbook.domain.legal_basis import LegalBasis
from logbook.i18n import _
from logbook.wording.consent_words import holds
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from logbook.wording.sentences import FINDINGS
from logbook.wording.spans import span_in_words


def disclosure_record(
    source: DisclosureSource, *, place: JournalPlace, created: datetime
) -> DocumentContent:
    """Say everything about a disclosure, or about a decision not to disclose."""
    disclosure = source.disclosure
    refused = disclosure.decision.choice is Choice.REFUSE
    sections = (
        _service_user(source),
        _request(source),
        _information(source),
        _basis(source),
        _advice(disclosure.advice),
        _decision(source),
        None if refused else _transmission(source),
        _telling(source),
        _attestation(source, place, created),
    )
    return DocumentContent(
        look=Look.RECORD,
        reference=_("{number} · entry {entry} of the journal").format(
            number=disclosure.number, entry=place.seq
        ),
        title=_("Decision not to disclose") if refused else _("Disclosure record"),
        practice_lines=letterhead(source.practice),
        sections=tuple(section for section in sections if section is not None),
        footer=_("{practice} \N{EN DASH} confidential").format(practice=source.practice.name),
        author=source.practitioner.name,
        created=created,
        banner=banner_for(source.practice, restricted=disclosure.restricted),
    )


def _service_user(source: DisclosureSource) -> Section:
    person, disclosure = source.service_user, source.disclosure
    decided = disclosure.decision.decided_at or disclosure.recorded_at
    born = ""
    if person.born is not None:
        born = _("{day} (aged {age} at the time of the decision)").format(
            day=day_in_words(person.born),
            age=_age_on(local_day(source, decided), person.born),
        )
    return Section(
        heading=_("Service user"),
        blocks=_facts(
            (_("Name"), person.name),
            (_("Known as"), person.known_as),
            (_("Our reference"), person.reference),
            (_("Date of birth"), born),
            (_("Lives in"), label(person.nation)),
            (_("To be kept in mind"), _listed(person.flags)),
        ),
    )


def _request(source: DisclosureSource) -> Section:
    request, recipient = source.disclosure.request, source.disclosure.recipient
    asked = request.origin is Origin.ASKED
    return Section(
        heading=_("Request and recipient"),
        blocks=_facts(
            (_("How it came about"), _label(request.origin)),
            (_("Received"), _day(request.received_on) if asked else ""),
            (_("Channel"), _label(request.channel) if asked else ""),
            (_("Their reference"), request.reference),
            (_("What was asked"), request.wording),
            (_("Answer due"), _day(request.answer_by)),
            (_("Recipient"), recipient.name),
            (_("Organisation"), recipient.organisation),
            (_("Role"), recipient.role),
            (_("Who they are"), _label(recipient.kind)),
            (_("Address"), recipient.address),
            (_("Telephone"), recipient.phone),
            (_("E-mail"), recipient.email),
            (_("Identity check"), _label(recipient.identity_check)),
        ),
    )


def _information(source: DisclosureSource) -> Section | None:
    disclosure = source.disclosure
    information = disclosure.information
    if disclosure.decision.choice is Choice.REFUSE and not information.items:
        return None
    rows = tuple(_item_row(item) for item in information.items)
    items: tuple[Block, ...] = ()
    if rows:
        header = (_("Information"), _("What exactly"), _("Period"))
        items = (Grid(header=header, rows=rows, shares=(3, 5, 3)),)
    return Section(
        heading=_("Information"),
        blocks=(
            *items,
            *_facts(
                (_("Purpose"), disclosure.purpose.words),
                (_("The purpose is"), _label(disclosure.purpose.purpose_class)),
                (_("Left out"), information.left_out or _("Nothing was left out.")),
                (_("Why this is the minimum"), information.minimum),
                (_("Traceability"), label(information.identifiability)),
                (_("Why it identifies the person"), information.why_identifiable),
                (_("About other people"), _label(information.third_parties)),
                (_("Why that stayed in"), information.third_parties_kept_because),
            ),
        ),
    )


def _item_row(item: Item) -> tuple[str, str, str]:
    return label(item.category), item.description, span_in_words(item.since, item.until)


def _basis(source: DisclosureSource) -> Section | None:
    basis = source.disclosure.basis
    if basis.family is None:
        return None
    blocks: list[Block] = list(
        _facts(
            (_("Basis"), label(basis.family)),
            (_("Law of"), label(source.disclosure.nation)),
            (_("Why without consent"), basis.why_without_consent),
            (_("Evidence seen"), basis.evidence),
        )
    )
    if source.consent is not None:
        blocks += _consent(source.consent)
    if source.legal_basis is not None:
        blocks += _law(source.legal_basis, source.disclosure.catalogue)
    return Section(heading=_("Basis"), blocks=tuple(blocks))


def _consent(consent: Consent) -> tuple[Block, ...]:
    giving, scope, period = consent.giving, consent.scope, consent.period
    explained = (
        (consent.explanation.why, _("why the information is wanted")),
        (consent.explanation.consequences_of_refusal, _("what refusing would mean")),
        (consent.explanation.right_to_withdraw, _("that consent can be withdrawn")),
    )
    return _facts(
        (_("Consent"), _label(giving.mode)),
        (_("Given on"), _day(giving.given_on)),
        (_("Given by"), giving.given_by or _("The service user")),
        (_("Freely given"), _("Yes") if giving.freely else _("Not recorded")),
        (_("Capacity"), _label(giving.capacity)),
        (_("Evidence"), giving.evidence),
        (_("Why it is implied"), giving.implied_because),
        (_("Why it is not in writing"), giving.not_written_because),
        (_("Explained"), _capitalised("; ".join(words for was, words in explained if was))),
        (_("How it was explained"), consent.explanation.how),
        (_("Consent covers"), _listed(scope.information)),
        (_("Not covered"), scope.left_out),
        (_("For"), ", ".join(scope.recipients)),
        (_("Purpose agreed"), scope.purpose),
        (_("Use agreed"), scope.how_used),
        (_("Holds"), _capitalised(holds(period))),
        (_("To be reviewed"), _day(period.review_on)),
    )


def _law(row: LegalBasis, catalogue: str) -> tuple[Block, ...]:
    verified = _("not yet checked against its source")
    if row.verified_on is not None:
        verified = _("checked on {day}").format(day=day_in_words(row.verified_on))
    return (
        *_facts(
            (_("Law relied on"), row.title),
            (_("Citation"), row.citation),
            (_("Code"), row.code),
            (_("Effect"), label(row.effect)),
            (_("Holds in"), _listed(row.nations)),
            (_("Standing"), label(row.standing)),
            (_("Source"), f"{row.source}; {verified}"),
            (_("Edition of the catalogue"), catalogue),
        ),
        Text(text=_("The catalogue of law is a memory aid, not legal advice."), tone=Tone.MUTED),
    )


def _advice(advice: tuple[AdviceEntry, ...]) -> Section:
    heading = _("Advice")
    if not advice:
        return Section(heading=heading, blocks=(Text(text=_("No advice was sought.")),))
    return Section(
        heading=heading,
        blocks=tuple(block for entry in advice for block in _advice_facts(entry)),
    )


def _advice_facts(entry: AdviceEntry) -> tuple[Block, ...]:
    shared = _("The adviser knew who the service user is.")
    if not entry.identity_shared:
        shared = _("The adviser was not told who the service user is.")
    return _facts(
        (_("Adviser"), ", ".join(part for part in (entry.adviser, entry.role) if part)),
        (_("Asked on"), _day(entry.asked_on)),
        (_("Identity"), shared),
        (_("Question"), entry.question),
        (_("Advice"), entry.advice),
        (_("What was done with it"), _label(entry.followed)),
        (_("Why it was not followed"), entry.why_not_followed),
    )


def _decision(source: DisclosureSource) -> Section:
    disclosure = source.disclosure
    decision = disclosure.decision
    blocks: list[Block] = list(
        _facts(
            (_("Decision"), _label(decision.choice)),
            (_("Decided"), _instant(source, decision.decided_at)),
            (_("Reasons"), decision.reasons),
            (_("What the service user said"), decision.views),
            (_("Alternatives considered"), decision.alternatives),
        )
    )
    if disclosure.warnings:
        blocks.append(Text(text=_("Findings of the program at the time, and the answers to them:")))
        answers = {answer.code.value: answer.reason for answer in disclosure.answers}
        blocks.append(
            Points(
                items=tuple(_finding(code, answers.get(code, "")) for code in disclosure.warnings)
            )
        )
    return Section(heading=_("Decision"), blocks=tuple(blocks))


def _finding(code: str, answer: str) -> str:
    said = f"{code}: {_(FINDINGS[Code(code)])}"
    if not answer:
        return said
    return _("{finding} Answer: {answer}").format(finding=said, answer=answer)


def _transmission(source: DisclosureSource) -> Section:
    sent = source.disclosure.transmission
    told = _("The recipient was told of their duty to keep it confidential.")
    if not sent.duty_told:
        told = _("The recipient was not told of a duty to keep it confidential.")
    checked = _("Checked before sending.") if sent.address_checked else _("Not checked.")
    return Section(
        heading=_("Making the disclosure"),
        blocks=_facts(
            (_("How"), _label(sent.method)),
            (_("Sent to"), sent.sent_to),
            (_("Address check"), checked),
            (_("Made"), _instant(source, sent.made_at)),
            (_("Recipient's duty"), told),
            (_("Why it was recorded late"), sent.late_because),
        ),
    )


def _telling(source: DisclosureSource) -> Section:
    telling = source.disclosure.telling
    reason = ""
    if telling.reason is not None:
        reason = f"{telling.reason.value}: {label(telling.reason)}"
    blocks: list[Block] = list(
        _facts(
            (_("Outcome"), _label(telling.outcome)),
            (_("Told on"), _day(telling.told_on)),
            (_("How"), _label(telling.method)),
            (_("Reason for not telling"), reason),
            (_("Explanation"), telling.explanation),
            (_("To be looked at again"), _day(telling.review_on)),
        )
    )
    if source.notifications:
        header = (_("Told since, on"), _("How"), _("What was said"))
        rows = tuple(
            (day_in_words(one.told_on), label(one.method), one.words)
            for one in source.notifications
        )
        blocks.append(Grid(header=header, rows=rows, shares=(3, 2, 5)))
    return Section(heading=_("Telling the service user"), blocks=tuple(blocks))


def _attestation(source: DisclosureSource, place: JournalPlace, created: datetime) -> Section:
    disclosure = source.disclosure
    return Section(
        heading=_("Attestation"),
        blocks=(
            *_facts(
                (_("Decided and recorded by"), ", ".join(signer_lines(source)[:-1])),
                (_("Decided"), _instant(source, disclosure.decision.decided_at)),
                (_("Made"), _instant(source, disclosure.transmission.made_at)),
                (_("Recorded"), _instant(source, disclosure.recorded_at)),
                (_("Guidance followed"), disclosure.guidance),
                (_("Record"), str(disclosure.id)),
                (_("Journal"), _journal(place)),
                (_("Root of the journal"), place.printed_root),
            ),
            Text(
                text=_(
                    "I made this decision, and this document says truthfully what was decided and"
                    " done. The record, its entry in the journal and the proof of it are attached"
                    " to this file."
                )
            ),
            signature_block(source, created),
        ),
    )


def _journal(place: JournalPlace) -> str:
    return _("Entry {seq} of journal {log}, which then had {size} entries").format(
        seq=place.seq, log=place.log, size=place.size
    )


def _facts(*pairs: tuple[str, str]) -> tuple[Block, ...]:
    """A table of those facts that were given; nothing if none was."""
    rows = tuple(Fact(label=name, value=value) for name, value in pairs if value.strip())
    return (Facts(rows=rows),) if rows else ()


def _label(value: Enum | None) -> str:
    return label(value) if value is not None else ""


def _listed(values: Iterable[Enum]) -> str:
    return ", ".join(label(value) for value in values)


def _day(day: date | None) -> str:
    return day_in_words(day) if day is not None else ""


def _instant(source: DisclosureSource, instant: datetime | None) -> str:
    return moment_with_zone(source, instant) if instant is not None else ""


def _age_on(day: date, born: date) -> int:
    """Give somebody's age in whole years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
