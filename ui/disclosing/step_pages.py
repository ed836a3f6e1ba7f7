# SPDX-License-Identifier: Apache-2.0
"""Which page asks which step; pages are made when their step is first reached."""

from __future__ import annotations

from collections.abc import Callable

from logbook.clock import Clock
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.steps import Step
from ui.disclosing.basis_page import BasisPage
from ui.disclosing.check_page import CheckPage
from ui.disclosing.decision_page import DecisionPage
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.information_page import InformationPage
from ui.disclosing.making_page import MakingPage
from ui.disclosing.person_page import PersonPage
from ui.disclosing.purpose_page import PurposePage
from ui.disclosing.request_page import RequestPage
from ui.disclosing.telling_page import TellingPage
from ui.widgets.paged_model import PagedModel


def page_for(step: Step, draft: DisclosureDraft, clock: Clock, people: PagedModel) -> DraftPage:
    """Make the page of a step, showing a draft."""
    today = clock.now().astimezone(clock.zone).date()
    makers: dict[Step, Callable[[], DraftPage]] = {
        Step.PERSON: lambda: PersonPage(draft, people),
        Step.REQUEST: lambda: RequestPage(draft, today),
        Step.PURPOSE: lambda: PurposePage(draft),
        Step.INFORMATION: lambda: InformationPage(draft, today),
        Step.BASIS: lambda: BasisPage(draft),
        Step.DECISION: lambda: DecisionPage(draft, clock),
        Step.MAKING: lambda: MakingPage(draft, clock),
        Step.TELLING: lambda: TellingPage(draft, today),
        Step.CHECK: lambda: CheckPage(draft),
    }
    return makers[step]()
