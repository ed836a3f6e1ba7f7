# SPDX-License-Identifier: Apache-2.0
"""Sections 5 and 6 of the disclosure record: what it rests on, at common law and in statute."""

from __future__ import annotations

from collections.abc import Iterator

from logbook.documents.consent_facts import standing_facts
from logbook.documents.content import Block, Notice, Section, Text, Tone
from logbook.documents.facts import (
    capitalised,
    day,
    facts,
    family_in_words,
    grid,
    in_groups,
    joined,
    listed,
    moment,
    ticked,
    under,
    worded,
    yes_or_no,
)
from logbook.documents.record_answers import answers, not_asked
from logbook.documents.source import DisclosureSource
from logbook.domain.consent import Consent
from logbook.domain.legal_basis import BasisFamily, LegalBasis
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label


def basis(source: DisclosureSource) -> Section:
    """Say what it rests on, with what shows that, and what was considered and left."""
    disclosure = source.disclosure
    resting = facts(
        (_("Basis"), family_in_words(disclosure.basis.family, disclosure.nation)),
        (_("Law of"), label(disclosure.nation)),
    )
    if disclosure.basis.family is None:
        nothing = Text(text=_("Nothing had to be relied on for this entry."))
        resting = (*not_asked(source, Step.BASIS), *resting) or (nothing,)
    blocks = (
        *resting,
        *under(_("Consent relied on"), _consent(source)),
        *under(_("Without consent"), _without_consent(source)),
        *under(_("What must never go"), answers(source, Step.SCREENING)),
        *under(_("The child"), _child(source)),
        *under(_("Deciding for them"), _unable(source)),
        *_law(source),
        *grid(
            (_("Considered and left"), _("Why")),
            (
                (family_in_words(each.family, disclosure.nation), each.because)
                for each in disclosure.basis.rejected
            ),
            (2, 5),
        ),
    )
    return Section(heading=_("Basis"), blocks=blocks)


def _consent(source: DisclosureSource) -> tuple[Block, ...]:
    if source.consent is None:
        return ()
    sent, decided = source.disclosure.transmission, source.disclosure.decision
    at = sent.made_at or decided.decided_at or source.disclosure.recorded_at
    return standing_facts(source.consent, at, source.zone)


def _without_consent(source: DisclosureSource) -> tuple[Block, ...]:
    rests = source.disclosure.basis
    if rests.family is BasisFamily.CONSENT:
        return ()
    noted = ticked(
        (rests.objects, _("The person objects, knowing what is disclosed")),
        (rests.false_choice, _("Consent was asked although it would be disclosed anyway")),
    )
    return facts(
        (_("Asked for consent"), worded(rests.attempt)),
        (_("What they said, or why not asked"), rests.attempt_words),
        (_("Why without consent"), rests.why_without_consent),
        (_("Refused before"), _refused(source.beside.refused)),
        (_("To be noted"), noted),
    )


def _refused(consent: Consent | None) -> str:
    if consent is None:
        return ""
    return _("On {day}: {purpose}").format(
        day=day(consent.giving.given_on) or _("a day not recorded"), purpose=consent.scope.purpose
    )


def _child(source: DisclosureSource) -> tuple[Block, ...]:
    found = source.beside.competence
    assessed: tuple[Block, ...] = ()
    if found is not None:
        assessed = facts(
            (_("Assessed: decision"), found.decision),
            (_("Assessed on"), moment(found.at, source.zone)),
            (_("Assessed by"), found.assessor),
            (_("Rule"), label(found.basis)),
            (_("Understands the information"), yes_or_no(value=found.understands_information)),
            (_("Understands what follows"), yes_or_no(value=found.understands_implications)),
            (_("Understands the risk of not"), yes_or_no(value=found.understands_risks_of_not)),
            (_("Free of pressure"), yes_or_no(value=found.free_of_pressure)),
            (_("Conclusion"), label(found.conclusion)),
            (
                _("Encouraged to involve a parent"),
                yes_or_no(value=found.encouraged_to_involve_parent),
            ),
            (_("What shows it"), found.evidence),
        )
    return (*answers(source, Step.CHILD), *assessed)


def _unable(source: DisclosureSource) -> tuple[Block, ...]:
    found, unable = source.beside.capacity, source.disclosure.unable
    if unable is None:
        return ()
    assessed: tuple[Block, ...] = ()
    if found is not None:
        assessed = facts(
            (_("Assessed: decision"), found.decision),
            (_("Assessed on"), moment(found.at, source.zone)),
            (_("Assessed by"), found.assessor),
            (_("Test"), label(found.test)),
            (_("What causes it"), found.impairment),
            (_("Understands"), yes_or_no(value=found.understand)),
            (_("Retains"), yes_or_no(value=found.retain)),
            (_("Uses and weighs"), yes_or_no(value=found.use_weigh)),
            (_("Communicates"), yes_or_no(value=found.communicate)),
            (_("Support given"), found.support),
            (_("Conclusion"), label(found.conclusion)),
            (_("Could it wait"), yes_or_no(value=found.can_wait)),
            (_("Assess again on"), day(found.reassess_on)),
            (_("What shows it"), found.evidence),
        )
    return (*answers(source, Step.UNABLE), *assessed)


def _law(source: DisclosureSource) -> tuple[Block, ...]:
    rests, disclosure = source.disclosure.basis, source.disclosure
    rows = [row for row in (source.legal_basis, *source.beside.further) if row is not None]
    shown = under(
        _("What shows that the law applies"),
        facts(
            (_("Kind of evidence"), worded(rests.seen)),
            (_("Evidence seen"), rests.evidence),
            (_("Served on"), day(rests.served_on)),
            (_("Due"), day(rests.due)),
            (_("What is demanded"), rests.demand),
            (_("The person may be told from"), day(rests.tell_from)),
            (_("Why a duty was not followed"), rests.reasonable_excuse),
        ),
    )
    named = [code for code in (rests.legal_basis, *rests.further) if code]
    edition = facts(
        (_("Catalogue of law"), _("edition {version}").format(version=disclosure.catalogue)),
        (_("Its fingerprint"), in_groups(disclosure.catalogue_fingerprint)),
    )
    if not named:
        return (*shown, *edition)
    lost = [code for code in named if code not in {row.code for row in rows}]
    missing = facts((_("No longer in the catalogue"), ", ".join(lost)))
    return (
        *shown,
        *(block for place, row in enumerate(rows) for block in _row(row, first=place == 0)),
        *missing,
        *edition,
        *_another_edition(source),
        Text(text=_("The catalogue of law is a memory aid, not legal advice."), tone=Tone.MUTED),
    )


def _another_edition(source: DisclosureSource) -> Iterator[Block]:
    read = source.beside.edition_read
    if read:
        yield Notice(
            text=_(
                "The edition this was decided under is not in this logbook. The words above are"
                " those of another edition, {version}, and may differ."
            ).format(version=read)
        )


def _row(row: LegalBasis, *, first: bool) -> tuple[Block, ...]:
    verified = _("not yet checked against its source")
    if row.verified_on is not None:
        verified = _("checked on {day}").format(day=day_in_words(row.verified_on))
    return facts(
        (_("Law relied on") if first else _("Law that supports it"), row.title),
        (_("Citation"), row.citation),
        (_("Code"), row.code),
        (_("Effect"), capitalised(label(row.effect))),
        (_("Holds in"), listed(row.nations)),
        (_("Standing"), capitalised(label(row.standing))),
        (_("Source"), f"{row.source}; {verified}"),
    )


def data_protection(source: DisclosureSource) -> Section:
    """Say on which grounds of data-protection law the information was used."""
    grounds, policy = source.disclosure.data_protection, source.beside.policy
    named = {each for each in (grounds.schedule_1, grounds.article_10) if each is not None}
    document = ""
    if policy is not None:
        document = _("Version {version} of {day}, to be reviewed on {review}").format(
            version=policy.version, day=day(policy.dated), review=day(policy.review_on)
        )
    elif any(each.needs_policy_document for each in named):
        document = _("The practice had none on record")
    codes = joined(
        *(
            each.value
            for each in (
                grounds.article_6,
                grounds.article_9,
                grounds.schedule_1,
                grounds.article_10,
            )
            if each is not None
        )
    )
    found = answers(
        source,
        Step.DATA_PROTECTION,
        (_("Codes in the catalogue"), codes),
        (_("Appropriate policy document"), document if named else ""),
    )
    if not found:
        nothing = Text(text=_("No ground of data-protection law was asked for."))
        return Section(
            heading=_("Data protection"),
            blocks=not_asked(source, Step.DATA_PROTECTION) or (nothing,),
        )
    return Section(heading=_("Data protection"), blocks=found)
