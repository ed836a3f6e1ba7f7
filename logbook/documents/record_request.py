# SPDX-License-Identifier: Apache-2.0
"""Sections 1 to 3 of the disclosure record: the entry, the service user, request and recipient."""

from __future__ import annotations

from logbook.documents.content import Block, Notice, Section, Text, Tone
from logbook.documents.facts import (
    capitalised,
    day,
    facts,
    grid,
    joined,
    listed,
    ticked,
    under,
    worded,
    yes_or_no,
)
from logbook.documents.record_answers import answers
from logbook.documents.source import DisclosureSource, local_day, signer_lines
from logbook.domain.party import Party
from logbook.domain.people import age_on
from logbook.domain.representative import Representative
from logbook.domain.request import Origin, Request, Urgency
from logbook.domain.steps import Step
from logbook.i18n import _, ngettext
from logbook.wording.labels import label


def entry(source: DisclosureSource) -> Section:
    """Say which entry this is, of what kind, in which version, under whose law."""
    disclosure, practice = source.disclosure, source.practice
    blocks: tuple[Block, ...] = ()
    if source.void:
        blocks = (
            Notice(
                text=_(
                    "VOID: this record was declared not to stand. Its number stays taken; who"
                    " voided it, when and why is said under Amendments."
                ),
                tone=Tone.WARNING,
            ),
        )
    elif source.amendments:
        blocks = (
            Notice(
                text=_(
                    "This record was put right after it was signed. It is printed as it reads now;"
                    " what stood there before is kept under Amendments."
                )
            ),
        )
    return Section(
        heading=_("The entry"),
        blocks=(
            *blocks,
            *facts(
                (_("Number"), disclosure.number),
                (_("Version"), _version(source)),
                (
                    _("Kind of entry"),
                    _("{words} ({code})").format(
                        words=label(disclosure.kind), code=disclosure.kind.value
                    ),
                ),
                (_("Decision"), worded(disclosure.decision.choice)),
                (_("Law of"), label(disclosure.nation)),
                (_("Practice"), joined(practice.name, label(practice.controller))),
                (_("Registered with the ICO"), practice.ico_registration),
                (_("Decided and recorded by"), joined(*signer_lines(source)[:-1])),
            ),
        ),
    )


def _version(source: DisclosureSource) -> str:
    count = len(source.amendments)
    if not count:
        return _("1, as it was signed")
    return ngettext(
        "{version}, put right once since it was signed",
        "{version}, put right {count} times since it was signed",
        count,
    ).format(version=source.version, count=count)


def service_user(source: DisclosureSource) -> Section:
    """Say whom it is about, how old they were, and who decides for them by what authority."""
    heading, person = _("Service user"), source.service_user
    batch = under(_("Many people"), answers(source, Step.BATCH))
    if person is None:
        nobody = (_("About"), _("No single person: nobody can be told from this entry by name"))
        return Section(heading=heading, blocks=(*facts(nobody), *batch))
    disclosure = source.disclosure
    decided = local_day(source, disclosure.decision.decided_at or disclosure.recorded_at)
    born, age = day(person.born), age_on(person.born, decided)
    if age is not None:
        born = _("{day} (aged {age} at the time of the decision)").format(day=born, age=age)
    blocks = [
        *facts(
            (_("Name"), person.name),
            (_("Known as"), person.known_as),
            (_("Our reference"), person.reference),
            (_("Date of birth"), born),
            (_("Died"), day(person.died)),
            (_("Lives in"), label(person.nation)),
            *((label(each.kind), each.value) for each in person.identifiers),
            (_("To be kept in mind"), listed(person.flags)),
            (_("Needs"), listed(person.needs)),
        )
    ]
    for each in source.beside.representatives:
        blocks += under(_("Who acts or decides for them"), representative_facts(each))
    return Section(heading=heading, blocks=(*blocks, *batch))


def representative_facts(one: Representative) -> tuple[Block, ...]:
    """Say who somebody is, on what authority they act, and what was seen that shows it."""
    seen = one.evidence.document or _("No document was seen")
    if one.evidence.seen_on is not None:
        seen = _("{document}, seen on {day}").format(document=seen, day=day(one.evidence.seen_on))
    return facts(
        (_("Name"), one.name),
        (_("Relationship"), one.relationship),
        (_("Authority"), label(one.authority)),
        (_("Authority given in"), label(one.nation)),
        (_("What was seen"), seen),
        (_("Seen by"), one.evidence.seen_by),
        (_("Registered with"), worded(one.registered_with)),
        (_("Restrictions"), one.restrictions),
        (_("Valid from"), day(one.valid_from)),
        (_("Valid until"), day(one.valid_to)),
    )


def request(source: DisclosureSource) -> Section:
    """Say who asked for what and how, and who received it, or that nobody asked."""
    asked, recipient = source.disclosure.request, source.disclosure.recipient
    blocks = [*_asked(asked)]
    if asked.requester is not None:
        blocks += under(_("Who asked"), party_facts(asked.requester))
    blocks += grid(
        (_("Asked back on"), _("What we asked"), _("Answered on"), _("The answer")),
        (
            (day(each.asked_on), each.question, day(each.answered_on), each.answer)
            for each in asked.clarifications
        ),
        (2, 4, 2, 4),
    )
    received = party_facts(recipient) or (Text(text=_("Nobody received anything.")),)
    blocks += under(_("Recipient"), received)
    blocks += under(_("The series"), _series(source))
    blocks += under(_("Access to the record"), _access(source))
    return Section(heading=_("Request and recipient"), blocks=tuple(blocks))


def _asked(asked: Request) -> tuple[Block, ...]:
    plain = asked.origin is Origin.OWN_INITIATIVE and asked.urgency is Urgency.ROUTINE
    noted = ticked(
        (asked.whole_record, _("everything that is held was asked for")),
        (asked.form_enclosed, _("a consent form of theirs came with it")),
        (asked.form_names_use, _("that form says what is wanted and how it is used")),
        (asked.person_made_to_ask, _("the person was made to ask for their own record")),
        (asked.victim_information, _("it is about a victim's information")),
        (asked.about_the_registrant, _("the regulator looks into the signer's own practice")),
    )
    return facts(
        (_("How it came about"), worded(asked.origin)),
        (_("Received"), day(asked.received_on)),
        (_("Channel"), worded(asked.channel)),
        (_("Their reference"), asked.reference),
        (_("What was asked"), asked.wording),
        (_("On behalf of"), asked.on_behalf_of),
        (_("Power they name"), asked.power_cited),
        (_("Urgency"), "" if plain else label(asked.urgency)),
        (_("Answer due"), day(asked.answer_by)),
        (_("To be noted"), capitalised(noted)),
    )


def party_facts(party: Party) -> tuple[Block, ...]:
    """Say who somebody outside the practice is, and how that was made sure."""
    checked = joined(worded(party.identity_check), party.verified_by, day(party.verified_on))
    return facts(
        (_("Name"), party.name),
        (_("Role"), party.role),
        (_("Organisation"), party.organisation),
        (_("Who they are"), worded(party.kind)),
        (_("Address"), party.address),
        (_("Telephone"), party.phone),
        (_("E-mail"), party.email),
        (_("Country"), party.country),
        (_("Identity check"), checked),
        (_("Bound by confidence anyway"), yes_or_no(value=party.bound_by_confidentiality)),
    )


def _series(source: DisclosureSource) -> tuple[Block, ...]:
    series = source.beside.series
    if series is None:
        return ()
    return facts(
        (_("Purpose"), series.purpose),
        (_("To"), series.recipient.shown),
        (_("How often"), label(series.rhythm)),
        (_("Begun on"), day(series.starts_on)),
        (_("Ends"), series.ends),
        (_("Ended on"), day(series.ended_on)),
    )


def _access(source: DisclosureSource) -> tuple[Block, ...]:
    access = source.disclosure.access
    if access is None:
        return ()
    withheld = grid(
        (_("Withheld"), _("Exemption"), _("Why"), _("Opinion")),
        (
            (
                each.item,
                _exemption(source, each.code),
                each.reasons,
                joined(each.opinion.by, day(each.opinion.on), each.opinion.words)
                if each.opinion is not None
                else "",
            )
            for each in access.exemptions
        ),
        (3, 4, 4, 4),
    )
    return (*answers(source, Step.ACCESS, but="access.exemptions"), *withheld)


def _exemption(source: DisclosureSource, code: str) -> str:
    row = next((each for each in source.beside.exemptions if each.code == code), None)
    return joined(code, f"{row.title} ({row.citation})" if row is not None else "", by="\n")
