# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.steps import Step
from logbook.domain.text import texts
from tests.builders import a_disclosure_draft, a_practitioner
from ui.disclosing.call_wording import call_wording


@pytest.mark.parametrize("step", Step)
def test_nothing_that_was_typed_slips_into_a_call(step: Step) -> None:
    draft = a_disclosure_draft(uuid4(), None)
    marked = replace(
        draft,
        recipient=replace(draft.recipient, name="Zebra", organisation="Zebra", role="Zebra"),
        purpose=replace(draft.purpose, words="Zebra"),
        decision=replace(draft.decision, reasons="Zebra", views="Zebra"),
    )
    assert any("Zebra" in text for _part, text in texts(marked))

    assert "Zebra" not in call_wording(marked, a_practitioner(), step)


def test_what_is_known_is_said_in_labels() -> None:
    said = call_wording(a_disclosure_draft(uuid4(), None), a_practitioner(), Step.DECISION)

    assert "I am a registrant (physiotherapist)" in said
    assert "The recipient would be: GP." in said
    assert "assessment or report" in said
    assert said.endswith("My question: Would you disclose, and what would you weigh?")


def test_an_empty_draft_still_gives_a_question() -> None:
    said = call_wording(DisclosureDraft(id=uuid4()), a_practitioner(), Step.TELLING)

    assert said.endswith("Should the person be told, when, and how?")
