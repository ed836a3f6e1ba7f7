# SPDX-License-Identifier: Apache-2.0
"""Which page asks which step; pages are made when their step is first reached."""

from __future__ import annotations

from collections.abc import Callable

from logbook.clock import Clock
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.steps import Step
from logbook.wording.questions import QUESTIONS
from logbook.wording.record_words import NOTHING_ON_FILE, RecordsOnFile
from ui.disclosing.advice_step_page import AdviceStepPage
from ui.disclosing.basis_page import BasisPage
from ui.disclosing.check_page import CheckPage
from ui.disclosing.consent_page import ConsentPage
from ui.disclosing.decision_page import DecisionPage
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.information_page import InformationPage
from ui.disclosing.law_page import LawPage
from ui.disclosing.making_page import MakingPage
from ui.disclosing.person_page import PersonPage
from ui.disclosing.purpose_page import PurposePage
from ui.disclosing.question_page import QuestionPage
from ui.disclosing.request_page import RequestPage
from ui.disclosing.telling_page import TellingPage
from ui.widgets.paged_model import PagedModel


def page_for(
    step: Step,
    draft: DisclosureDraft,
    clock: Clock,
    people: PagedModel,
    records: RecordsOnFile = NOTHING_ON_FILE,
) -> DraftPage:
    """Make the page of a step, showing a draft.

    Args:
        step: The step.
        draft: The draft.
        clock: Tells today.
        people: The list of people to choose from.
        records: What is on record of the person, for answers to point to.
    """
    if step in QUESTIONS:
        return QuestionPage(draft, step, clock, records)
    today = clock.now().astimezone(clock.zone).date()
    makers: dict[Step, Callable[[], DraftPage]] = {
        Step.PERSON: lambda: PersonPage(draft, people),
        Step.REQUEST: lambda: RequestPage(draft, clock),
        Step.PURPOSE: lambda: PurposePage(draft),
        Step.INFORMATION: lambda: InformationPage(draft, today),
        Step.BASIS: lambda: BasisPage(draft),
        Step.LAW: lambda: LawPage(draft, today),
        Step.CONSENT: lambda: ConsentPage(draft),
        Step.ADVICE: lambda: AdviceStepPage(draft),
        Step.DECISION: lambda: DecisionPage(draft, clock),
        Step.MAKING: lambda: MakingPage(draft, clock),
        Step.TELLING: lambda: TellingPage(draft, today),
        Step.CHECK: lambda: CheckPage(draft),
    }
    return makers[step]()
