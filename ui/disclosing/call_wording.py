# SPDX-License-Identifier: Apache-2.0
"""The words to ask for advice with, ready for the call and without anything that names a person.

They are made of the written values of a draft alone, never of what was typed: a name, a place or
a date of birth in a free text cannot slip into a call that is meant to be anonymous (HP7).
"""

from __future__ import annotations

from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.practice import Practitioner
from logbook.domain.request import Origin
from logbook.domain.steps import Step
from logbook.i18n import N_, _
from logbook.wording.labels import label

_QUESTIONS = {
    Step.PERSON: N_("Does anything about the person's situation change what I may do?"),
    Step.REQUEST: N_("How do I make sure who is asking, and whether they may ask?"),
    Step.PURPOSE: N_("Is this a purpose for which information may be disclosed?"),
    Step.INFORMATION: N_("What is the least that serves this purpose?"),
    Step.SCREENING: N_("Is any of this kept back by a statute or a court, whoever agrees?"),
    Step.CHILD: N_("Can the child decide this, and who else has to be asked?"),
    Step.BASIS: N_("What could this rest on, and what must I have seen before I rely on it?"),
    Step.LAW: N_("Does this law bind me here, and what exactly does it require?"),
    Step.CONSENT: N_("Does a consent like this reach what I am asked to disclose?"),
    Step.UNABLE: N_("Who decides when they cannot, and what would serve them?"),
    Step.WEIGHING: N_("Is the harm likely and grave enough to tell without consent?"),
    Step.ACCESS: N_("May whoever asks see the record, and what may be kept back?"),
    Step.SAFEGUARDING: N_("Is this enough to refer, and is it safe to tell them first?"),
    Step.RESEARCH: N_("What consent and which approvals does a use like this need?"),
    Step.DE_IDENTIFICATION: N_("Could somebody still be recognised in this?"),
    Step.BREACH: N_("Does this have to be reported, to whom and by when?"),
    Step.SERIES: N_("Can I go on disclosing on the same footing as before?"),
    Step.BATCH: N_("How are many people told, and who has to be left out?"),
    Step.DATA_PROTECTION: N_("Which grounds of data-protection law fit this?"),
    Step.ADVICE: N_("Would you disclose this, and what would you ask first?"),
    Step.DECISION: N_("Would you disclose, and what would you weigh?"),
    Step.REFUSAL: N_("How do I say no, and what may come of it?"),
    Step.MAKING: N_("What is a safe way to send it?"),
    Step.TELLING: N_("Should the person be told, when, and how?"),
    Step.FOLLOW_UP: N_("What should I look at again, and when?"),
    Step.CHECK: N_("Have I overlooked anything?"),
}


def call_wording(draft: DisclosureDraft, practitioner: Practitioner, step: Step) -> str:
    """Give a few sentences to read out to an adviser, ending with the question of the step."""
    profession = practitioner.profession
    sentences = [
        _(
            "I am a registrant ({profession}) and would like advice on a decision about"
            " confidentiality. I will not say who it is about."
        ).format(profession=label(profession).lower())
        if profession
        else _("I would like advice on confidentiality. I will not say who it is about."),
        *_what_is_known(draft),
        _("My question: {question}").format(question=_(_QUESTIONS[step])),
    ]
    return "\n".join(sentences)


def _what_is_known(draft: DisclosureDraft) -> list[str]:
    said = []
    kind = draft.recipient.kind
    if kind is not None:
        asked = draft.request.origin is Origin.ASKED
        form = N_("Asked for by: {kind}.") if asked else N_("The recipient would be: {kind}.")
        said.append(_(form).format(kind=label(kind).lower() if kind.name != "GP" else label(kind)))
    if draft.information.categories:
        said.append(
            _("The information would be: {categories}.").format(
                categories=", ".join(label(each).lower() for each in draft.information.categories)
            )
        )
    if draft.purpose.purpose_class is not None:
        said.append(
            _("It is for: {purpose}.").format(purpose=label(draft.purpose.purpose_class).lower())
        )
    if draft.basis.family is not None:
        said.append(
            _("I am thinking of resting it on: {family}.").format(
                family=label(draft.basis.family).lower()
            )
        )
    if draft.nation is not None:
        said.append(_("The care is given in {nation}.").format(nation=label(draft.nation)))
    return said
