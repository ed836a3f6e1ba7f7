# SPDX-License-Identifier: Apache-2.0
"""The questions of every step that only some disclosures have, in the order they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from logbook.domain.access import AccessType
from logbook.domain.consent import InformationCategory
from logbook.domain.data_protection import Article6, Article9, RecognisedInterest
from logbook.domain.kinds import Kind
from logbook.domain.safeguarding import AtRisk, Concern
from logbook.domain.steps import Step
from logbook.domain.unable import WhyUnable
from logbook.i18n import N_
from logbook.wording.question import Condition, Entry, Question, always, being, filled, having


def _q(
    part: str,
    label: str,
    hint: str = "",
    *,
    lines: int = 2,
    none: str = "",
    when: Condition = always,
) -> Question:
    return Question(part=part, label=label, hint=hint, lines=lines, none=none, when=when)


def _ahead(part: str, label: str, hint: str = "", *, when: Condition = always) -> Question:
    return Question(part=part, label=label, hint=hint, ahead=True, when=when)


def _deceased(entry: Entry) -> bool:
    return entry.kind is Kind.DECEASED or being("access.type", AccessType.AFTER_DEATH)(entry)


def _living(entry: Entry) -> bool:
    return not _deceased(entry)


def _about_crime(entry: Entry) -> bool:
    return InformationCategory.CRIMINAL_DATA in entry.information.categories


_for_another = being(
    "access.type",
    AccessType.BY_AGENT,
    AccessType.BY_PARENT,
    AccessType.BY_ATTORNEY,
    AccessType.AFTER_DEATH,
)

_needs_a_condition = being(
    "data_protection.article_9",
    Article9.SUBSTANTIAL_PUBLIC_INTEREST,
    Article9.HEALTH_OR_SOCIAL_CARE,
    Article9.PUBLIC_HEALTH,
    Article9.RESEARCH,
)

_NOBODY_HAS = N_("Nobody has")
_NONE_OF_THESE = N_("None of these")

QUESTIONS: Mapping[Step, tuple[Question, ...]] = MappingProxyType(
    {
        Step.SCREENING: (
            _q(
                "screening.found",
                N_("Is any of this in it?"),
                N_("Tick nothing if there is none."),
            ),
            _q(
                "screening.way_through",
                N_("What allows it all the same?"),
                N_("Without one of these it must not go, whoever agrees."),
                none=_NONE_OF_THESE,
                when=filled("screening.found"),
            ),
            _q(
                "screening.because",
                N_("Why that applies here, or why none of it is in this"),
                N_("Asked where the person's own details warn of something of the kind."),
            ),
            _q("screening.done", N_("I have looked for all of these")),
        ),
        Step.CHILD: (
            _q(
                "child.competence",
                N_("Which assessment of their competence does this rest on?"),
                N_("Whether they understand what is disclosed, to whom, and what may follow."),
                none=_NONE_OF_THESE,
            ),
            _q(
                "child.views",
                N_("What the child says about it"),
                N_("Their own words count, whatever their age. If they were not asked, say why."),
            ),
            _q("child.asked_to_keep", N_("The child asked that it does not go to whoever asks")),
            _q(
                "child.responsibility",
                N_("Who has parental responsibility"),
                N_("Every name, as far as you know."),
            ),
            _q("child.contested", N_("Those with parental responsibility do not agree")),
        ),
        Step.UNABLE: (
            _q("unable.why", N_("Why can they not decide?")),
            _q("unable.can_wait", N_("Can it wait until they can?")),
            _q(
                "unable.assessment",
                N_("Which assessment does this rest on?"),
                none=_NONE_OF_THESE,
                when=being("unable.why", WhyUnable.LACKS_CAPACITY, WhyUnable.CHILD_NOT_COMPETENT),
            ),
            _q(
                "unable.wishes",
                N_("What they want, wanted or would want"),
                N_("And how they took part, as far as they could."),
            ),
            _q(
                "unable.consulted",
                N_("Who was asked about them, and what they said"),
                N_("Family, carers, an advocate. If nobody was, say why."),
            ),
            _q(
                "unable.representative",
                N_("Who has authority to decide for them?"),
                N_("To be next of kin gives no authority by itself."),
                none=_NOBODY_HAS,
            ),
            _q(
                "unable.reasons",
                N_("Why this serves them"),
                N_("In an emergency, say also why it could not wait."),
            ),
        ),
        Step.WEIGHING: (
            _q("weighing.harm_if_not", N_("What may happen if you say nothing")),
            _q("weighing.to_whom", N_("To whom it may happen"), lines=1),
            _q("weighing.likelihood", N_("How likely is it?")),
            _q("weighing.gravity", N_("How grave would it be?")),
            _q("weighing.imminence", N_("How soon could it happen?")),
            _q("weighing.harm_if_disclosed", N_("What may happen to the person if you disclose")),
            _q("weighing.effect_on_care", N_("Whether they may turn away from care")),
            _q(
                "weighing.effect_on_trust",
                N_("What it does to trust in a confidential service"),
            ),
            _q(
                "weighing.less_intrusive",
                N_("What else you considered that discloses less"),
                N_("Asking again, telling them to go themselves, leaving out the name."),
            ),
            _q("weighing.proper_recipient", N_("Why this is the right body to tell")),
            _q("weighing.conclusion", N_("What outweighs what, and why")),
        ),
        Step.ACCESS: (
            _q("access.type", N_("Who asks, and for what?")),
            _q("access.applicant", N_("What are they to the person who died?"), when=_deceased),
            _q(
                "access.authority",
                N_("What shows that they may ask"),
                N_("A signed form, a grant of probate, a registered power."),
                when=_for_another,
            ),
            _q(
                "access.scope_confirmed",
                N_("The person confirmed to us how much is to be given"),
                when=being("access.type", AccessType.BY_AGENT),
            ),
            _q("access.identity.asked_on", N_("Proof of identity: asked for on")),
            _q("access.identity.received_on", N_("Proof of identity: came on")),
            _q(
                "access.identity.how",
                N_("What proof it was"),
                lines=1,
                when=filled("access.identity.received_on"),
            ),
            _q(
                "access.identity.waived_because",
                N_("Or why no proof was needed"),
                N_("For example: you know them well."),
                lines=1,
                when=lambda entry: not filled("access.identity.received_on")(entry),
            ),
            _q(
                "access.fee_paid_on",
                N_("Fee paid on, if one was asked for"),
                N_(
                    "From the living only where the law allows a fee; the month runs from that day."
                ),
            ),
            _q(
                "access.made_recently",
                N_("All of the record was made in the last 40 days"),
                when=_deceased,
            ),
            _q("access.relevance", N_("Which parts matter to the claim"), when=_deceased),
            _q(
                "access.search",
                N_("Where you looked"),
                N_("Paper, computer, messages, what others hold for you."),
                when=_living,
            ),
            _q("access.opinion.by", N_("Health professional asked about serious harm"), lines=1),
            _q("access.opinion.on", N_("Their opinion is of"), when=filled("access.opinion.by")),
            _q(
                "access.opinion.words",
                N_("What they said"),
                when=filled("access.opinion.by"),
            ),
            _q(
                "access.exemptions",
                N_("What is withheld from them"),
                N_("Each part with what allows it. Leave this empty if they are given everything."),
            ),
            _q(
                "access.extended_because",
                N_("Why it takes longer than a month"),
                N_("Leave this empty if it does not."),
                when=_living,
            ),
            _q(
                "access.extension_told_on",
                N_("They were told so on"),
                when=filled("access.extended_because"),
            ),
            _q("access.sent_on", N_("Given to them on")),
        ),
        Step.SAFEGUARDING: (
            _q("safeguarding.at_risk", N_("Who is at risk?")),
            _q("safeguarding.concerns", N_("What did you find, or fear?")),
            _q("safeguarding.found_on", N_("When you found out")),
            _q(
                "safeguarding.threshold",
                N_("Why this is enough to refer"),
                N_("What you saw and heard, as it was; your opinion apart from it."),
            ),
            _q(
                "safeguarding.adult_refuses",
                N_("The adult can decide, and does not want it referred"),
                when=being("safeguarding.at_risk", AtRisk.ADULT),
            ),
            _q("safeguarding.others_at_risk", N_("Others are at risk too")),
            _q("safeguarding.under_duress", N_("They may be under pressure from somebody")),
            _q("safeguarding.safe_to_tell", N_("Is it safe to tell them first?")),
            _ahead(
                "safeguarding.deferred_until",
                N_("Telling the police is put off until"),
                N_("Seven days at most, and only for the child's safety."),
                when=having("safeguarding.concerns", Concern.CHILD_SEXUAL_OFFENCE),
            ),
            _q(
                "safeguarding.deferred_because",
                N_("Why it is put off"),
                when=filled("safeguarding.deferred_until"),
            ),
            _q("safeguarding.agency_reference", N_("The agency's reference, if any"), lines=1),
            _ahead(
                "safeguarding.follow_up_on",
                N_("Ask the agency what came of it on"),
                N_("Three working days after the referral is a good time."),
            ),
        ),
        Step.RESEARCH: (
            _q("research.medium", N_("Where will it appear?")),
            _q(
                "research.approvals",
                N_("Approvals and their references"),
                N_("An ethics committee, section 251 support, a public benefit and privacy panel."),
            ),
            _q(
                "research.irrevocable_explained",
                N_("They know that what is published cannot be called back"),
            ),
        ),
        Step.DE_IDENTIFICATION: (
            _q("de_identification.technique", N_("What was taken out or changed, and how")),
            _q(
                "de_identification.looked_for",
                N_("What did you look for?"),
                N_("Only a test for all of these shows that nobody can be recognised."),
            ),
            _q(
                "de_identification.found",
                N_("What is still in it?"),
                N_("Tick nothing if there is none."),
            ),
            _q(
                "de_identification.other_data",
                N_("What the recipient could put beside it"),
                N_("Other lists, local knowledge, the press."),
            ),
            _q(
                "de_identification.conclusion",
                N_("Whether anybody could be recognised, and why"),
            ),
            _q(
                "de_identification.dataset_sha256",
                N_("Fingerprint of the file (SHA-256), if it is one"),
                lines=1,
            ),
        ),
        Step.BREACH: (
            _q(
                "incident.aware_at",
                N_("When you became aware of it"),
                N_("The 72 hours run from here."),
            ),
            _q("incident.occurred_at", N_("When it happened")),
            _q("incident.what", N_("What happened")),
            _q("incident.people", N_("How many people it is about")),
            _q("incident.went_to", N_("Who has it now")),
            _q("incident.contained", N_("What you did to get it back")),
            _q("incident.risk", N_("How great is the risk to the people concerned?")),
            _q("incident.commissioner.yes", N_("Is the Information Commissioner told?")),
            _q(
                "incident.commissioner.reasons",
                N_("Why the Commissioner is told, or is not"),
            ),
            _q(
                "incident.commissioner.done_at",
                N_("The Commissioner was told at"),
                when=being("incident.commissioner.yes", True),
            ),
            _q(
                "incident.commissioner.reference",
                N_("The Commissioner's reference"),
                lines=1,
                when=being("incident.commissioner.yes", True),
            ),
            _q(
                "incident.late_because",
                N_("If that was later than 72 hours: why"),
                when=being("incident.commissioner.yes", True),
            ),
            _q("incident.individuals.yes", N_("Are the people concerned told?")),
            _q("incident.individuals.reasons", N_("Why they are told, or are not")),
            _q(
                "incident.individuals.done_at",
                N_("They were told at"),
                when=being("incident.individuals.yes", True),
            ),
            _q(
                "incident.individuals.reference",
                N_("Reference of what was written to them, if any"),
                lines=1,
                when=being("incident.individuals.yes", True),
            ),
            _q("incident.cause", N_("How it could happen")),
            _q("incident.lessons", N_("What you do differently from now on")),
            _q(
                "incident.others_told",
                N_("Who else was told"),
                N_("Your insurer, the HCPC, whoever you work for."),
            ),
        ),
        Step.SERIES: (_q("series", N_("Which series is this one of?"), none=_NONE_OF_THESE),),
        Step.BATCH: (
            _q("batch.people", N_("How many people it is about")),
            _q("batch.found_by", N_("How they were found")),
            _q("batch.objectors", N_("How many of them object")),
            _q(
                "batch.objectors_left_out",
                N_("Whoever objects is left out"),
                when=filled("batch.objectors"),
            ),
            _q(
                "batch.sensitive_left_out",
                N_("Who else is left out for their safety, and what happens with them"),
            ),
            _q("batch.notice", N_("How the people are told, and how long before")),
            _q(
                "batch.list_sha256",
                N_("Fingerprint of the list (SHA-256)"),
                N_("The list itself stays out of the record."),
                lines=1,
            ),
        ),
        Step.DATA_PROTECTION: (
            _q("data_protection.article_6", N_("What makes it lawful (article 6)?")),
            _q(
                "data_protection.interest",
                N_("Which recognised interest?"),
                when=being("data_protection.article_6", Article6.RECOGNISED_INTERESTS),
            ),
            _q(
                "data_protection.statement",
                N_("What the public body said it needs it for"),
                when=being("data_protection.interest", RecognisedInterest.PUBLIC_TASK_REQUEST),
            ),
            _q(
                "data_protection.article_9",
                N_("What allows the use of health information (article 9)?"),
            ),
            _q(
                "data_protection.schedule_1",
                N_("Which condition of schedule 1 goes with it?"),
                when=_needs_a_condition,
            ),
            _q(
                "data_protection.article_10",
                N_("Which condition covers the information about crime?"),
                N_("An allegation counts."),
                when=_about_crime,
            ),
            _q(
                "data_protection.transfer",
                N_("What protects it in another country"),
                when=lambda entry: entry.recipient.outside_uk,
            ),
            Question(
                part="data_protection.confirmed",
                label=N_("I have looked at these, and they fit"),
                confirms=True,
            ),
        ),
        Step.REFUSAL: (
            _q("refusal.why", N_("Why is it not disclosed?")),
            _q("refusal.reply", N_("What whoever asked is told")),
            _q("refusal.replied_on", N_("They were told on")),
            _ahead(
                "refusal.reply_by",
                N_("Or will be told by"),
                when=lambda entry: not filled("refusal.replied_on")(entry),
            ),
            _q("refusal.risk", N_("What may come of not disclosing")),
            _q("refusal.reconsider_if", N_("What would change it")),
            _q(
                "refusal.consequences_explained",
                N_("The person knows what it means for their care"),
            ),
        ),
        Step.FOLLOW_UP: (
            _ahead("follow_up.review_on", N_("Look at this again on")),
            _q("follow_up.outcome", N_("What came of it, if you know")),
            _q("follow_up.changed", N_("What is different from an earlier decision")),
            _q(
                "follow_up.record_class",
                N_("Keep it as"),
                N_("This decides how long it is kept."),
                none=N_("What its kind usually is"),
            ),
            _q(
                "follow_up.policy",
                N_("Policies and guidance you followed"),
                N_("Of your practice or your professional body."),
            ),
            Question(
                part="follow_up.supersedes",
                label=N_("Which earlier decision does this take the place of?"),
                none=_NONE_OF_THESE,
                on_file=True,
                rare=True,
            ),
            Question(
                part="follow_up.related",
                label=N_("Which other entries does this hang together with?"),
                hint=N_("Tick nothing if there are none."),
                on_file=True,
                rare=True,
            ),
        ),
    }
)
