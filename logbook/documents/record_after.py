# SPDX-License-Identifier: Apache-2.0
"""Sections 9 to 13 of the disclosure record: making it, telling the person, and what came after."""

from __future__ import annotations

from datetime import datetime

from logbook.documents.amended_parts import amendments_grid
from logbook.documents.content import Block, Section, Text
from logbook.documents.facts import day, facts, grid, in_groups, joined, moment, under, worded
from logbook.documents.record_answers import answers, not_asked
from logbook.documents.source import (
    DisclosureSource,
    JournalPlace,
    signature_block,
    signer_lines,
)
from logbook.domain.notification import Notification, Telling
from logbook.domain.retention import RecordClass
from logbook.domain.steps import SkipReason, Step
from logbook.i18n import _, ngettext
from logbook.wording.labels import label


def making(source: DisclosureSource) -> Section:
    """Say how it was sent and kept safe on the way, or what whoever asked was told."""
    choice = source.disclosure.decision.choice
    if choice is not None and not choice.discloses:
        replied = answers(source, Step.REFUSAL) or (Text(text=_("No reply is on record.")),)
        return Section(heading=_("Reply to requester"), blocks=replied)
    heading, sent = _("Making the disclosure"), source.disclosure.transmission
    if sent.method is None and sent.made_at is None:
        nothing = Text(text=_("Nothing was sent on purpose."))
        return Section(heading=heading, blocks=not_asked(source, Step.MAKING) or (nothing,))
    told = _("The recipient was told of their duty to keep it confidential.")
    if not sent.duty_told:
        told = _("The recipient was not told of a duty to keep it confidential.")
    chosen = _("The person chose this way, knowing that others may read it.")
    return Section(
        heading=heading,
        blocks=facts(
            (_("How"), worded(sent.method)),
            (_("Chosen by the person"), chosen if sent.chosen_by_person else ""),
            (_("Sent to"), sent.sent_to),
            (
                _("Address check"),
                _("Checked before sending.") if sent.address_checked else _("Not checked."),
            ),
            (_("Checked again by"), sent.double_checked_by),
            (_("Password went by"), sent.password_by),
            (_("Tracking"), sent.tracking),
            (_("Made"), moment(sent.made_at, source.zone)),
            (_("Received on"), day(sent.received_on)),
            (_("What failed"), sent.failure),
            (_("Recipient's duty"), told),
            (_("Why it was recorded late"), sent.late_because),
        ),
    )


def telling(source: DisclosureSource) -> Section:
    """Say whether the service user was told, when and how, or why not, and every attempt (HP4)."""
    decided = source.disclosure.telling
    nobody = Text(text=_("This entry is about no single person who could be told."))
    blocks = [*_decided(source, decided)]
    if source.service_user is None:
        blocks.insert(0, nobody)
    delay = decided.delay
    if delay is not None:
        written = _("In writing") if delay.in_writing else _("Only by word of mouth")
        blocks += under(
            _("Delay asked for by an authority"),
            facts(
                (_("Authority"), delay.authority),
                (_("Name"), delay.name),
                (_("Rank or role"), delay.role),
                (_("Number"), delay.number),
                (_("How it was asked"), written),
                (_("Until"), day(delay.until)),
            ),
        )
    blocks += _attempts(source)
    blocks += _reviews(source)
    return Section(heading=_("Telling the service user"), blocks=tuple(blocks))


def _decided(source: DisclosureSource, decided: Telling) -> tuple[Block, ...]:
    reason = ""
    if decided.reason is not None:
        reason = _("{code}: {words}. Counts as: {counting}").format(
            code=decided.reason.value,
            words=label(decided.reason),
            counting=label(decided.reason.counts_as).lower(),
        )
    told = source.representative(decided.representative)
    return facts(
        (_("Outcome"), worded(decided.outcome)),
        (_("Told on"), day(decided.told_on)),
        (_("How"), worded(decided.method)),
        (_("Told in their stead"), told.name if told is not None else ""),
        (_("Reason"), reason),
        (_("Explanation"), decided.explanation),
        (_("What was known"), "; ".join(label(fact) for fact in decided.facts)),
        (_("To be looked at again"), day(decided.review_on)),
        (_("Why an unsafe contact is used"), decided.unsafe_contact_because),
    )


def _attempts(source: DisclosureSource) -> tuple[Block, ...]:
    return grid(
        (_("Told since, on"), _("How"), _("What came of it"), _("What was said")),
        (
            (
                day(one.told_on),
                worded(one.method),
                worded(one.status) or _("Told"),
                _said(source, one),
            )
            for one in source.notifications
        ),
        (3, 2, 2, 5),
    )


def _said(source: DisclosureSource, one: Notification) -> str:
    told = source.representative(one.representative)
    return joined(
        one.words,
        _("Evidence: {words}").format(words=one.evidence) if one.evidence else "",
        _("To {name}, for them").format(name=told.name) if told is not None else "",
        _("An unsafe contact was used: {why}").format(why=one.unsafe_contact_because)
        if one.unsafe_contact_because
        else "",
        by="\n",
    )


def _reviews(source: DisclosureSource) -> tuple[Block, ...]:
    return grid(
        (_("Looked at again"), _("What came of it"), _("Why"), _("Again on")),
        (
            (
                moment(each.recorded_at, source.zone),
                joined(label(each.outcome), day(each.told_on)),
                joined(each.because, each.legal_advice, by="\n"),
                day(each.review_on),
            )
            for each in source.reviews
        ),
        (3, 3, 4, 2),
    )


def follow_up(source: DisclosureSource) -> Section:
    """Say what is still to be done, what it hangs together with, and how long it is kept."""
    after, numbers = source.disclosure.follow_up, source.beside.numbers
    kept = label(RecordClass.DISCLOSURE) if after.record_class is None else ""
    blocks = (
        *answers(
            source,
            Step.FOLLOW_UP,
            (_("Keep it as"), kept),
            (
                _("Takes the place of"),
                numbers.get(after.supersedes, "") if after.supersedes else "",
            ),
            (_("Hangs together with"), joined(*(numbers.get(each, "") for each in after.related))),
        ),
        *grid(
            (_("Held because of"), _("Who decided"), _("Since"), _("Until")),
            (
                (
                    joined(label(hold.why), hold.reference),
                    hold.who,
                    day(hold.start),
                    joined(day(hold.ended_on), hold.ended_because)
                    or _("It holds; review on {day}").format(day=day(hold.review_on)),
                )
                for hold in source.beside.holds
            ),
            (4, 3, 3, 4),
        ),
        *grid(
            (_("File that belongs to it"), _("What it is"), _("SHA-256")),
            (
                (joined(label(each.kind), each.media_type), each.words, in_groups(each.sha256))
                for each in source.beside.attachments
            ),
            (3, 3, 5),
        ),
    )
    return Section(heading=_("Follow-up and keeping"), blocks=blocks)


def amendments(source: DisclosureSource) -> Section:
    """Say what was put right since, of this record and of the consent it relies on."""
    people, consent = source.beside.people, source.consent
    blocks: tuple[Block, ...] = amendments_grid(
        source.signed or source.disclosure, source.amendments, source.zone, people
    )
    if not blocks:
        blocks = (Text(text=_("Nothing was put right since it was signed.")),)
    if consent is not None:
        changed = amendments_grid(
            consent.signed or consent.consent, consent.amendments, source.zone, people
        )
        blocks = (*blocks, *under(_("Of the consent relied on"), changed))
    return Section(heading=_("Amendments"), blocks=blocks)


def attestation(source: DisclosureSource, place: JournalPlace, created: datetime) -> Section:
    """Say what was not asked, by which guidance it was decided, and sign it."""
    disclosure, zone = source.disclosure, source.zone
    return Section(
        heading=_("Attestation"),
        blocks=(
            *_not_asked(source),
            *facts(
                (_("Decided and recorded by"), joined(*signer_lines(source)[:-1])),
                (_("Decided"), moment(disclosure.decision.decided_at, zone)),
                (_("Made"), moment(disclosure.transmission.made_at, zone)),
                (_("Recorded"), moment(disclosure.recorded_at, zone)),
                (_("Guidance followed"), disclosure.guidance),
                (_("Standards"), source.beside.standards),
                (_("Catalogue of law"), disclosure.catalogue),
                (_("Record"), str(disclosure.id)),
                (_("Journal"), place.words),
                (_("Root of the journal"), place.printed_root),
            ),
            Text(
                text=_(
                    "I have considered whether this was necessary, limited to the minimum and"
                    " lawful. This record is accurate and is my own decision. The record, its entry"
                    " in the journal and the proof of it are attached to this file."
                )
            ),
            signature_block(source, created),
        ),
    )


def _not_asked(source: DisclosureSource) -> tuple[Block, ...]:
    """List the steps that were not asked, by reason: none is silently left out (6.5)."""
    by_reason: dict[SkipReason, list[Step]] = {}
    for each in source.steps:
        if each.skipped is not None:
            by_reason.setdefault(each.skipped, []).append(each.step)
    if not by_reason:
        return ()
    count = sum(len(steps) for steps in by_reason.values())
    said = ngettext("{count} question was not asked", "{count} questions were not asked", count)
    return (
        *grid(
            (said.format(count=count), _("Why")),
            (
                ("; ".join(label(step) for step in steps), label(reason))
                for reason, steps in by_reason.items()
            ),
            (4, 3),
        ),
    )
