# SPDX-License-Identifier: Apache-2.0
"""A small form about a person: who decides for them, what they refuse, what was assessed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from logbook.domain.drafts import KeptDraft
from logbook.domain.lines import LineKind
from logbook.i18n import N_, _
from ui.people.asides import (
    ASIDES,
    KINDS,
    Aside,
    AsideWish,
    begin,
    competence_bases,
    is_child,
)
from ui.session import Session
from ui.tables.small_form import SmallForm, SmallTask
from ui.widgets.text import Text

if TYPE_CHECKING:
    from logbook.app import Logbook

_OF_AGE = N_(
    "By the date of birth on file they are of age. Record here only what was assessed before"
    " their 18th birthday, and when; for an adult, assess their capacity."
)


class AsideScreen(SmallForm):
    """Recording it goes back to the person; leaving records nothing and keeps what was typed."""

    def __init__(self, session: Session, wish: AsideWish) -> None:
        logbook = session.logbook
        person = logbook.reviewing.person(wish.person)
        assert person is not None, "the form is opened for a person on record"
        there = logbook.reviewing.record(wish.record) if wish.record is not None else None
        about = _("About {name}, reference {reference}.").format(
            name=person.name, reference=person.reference
        )
        today = logbook.clock.now().astimezone(logbook.clock.zone).date()
        child = wish.aside is Aside.COMPETENCE
        if child and person.born is not None and not is_child(person, today):
            about = " ".join([about, _(_OF_AGE)])
        super().__init__(
            ASIDES[wish.aside],
            SmallTask(
                blank=begin(wish.aside, person, logbook.practitioner.name, logbook.clock, there),
                kept=_begun(logbook, wish),
                clock=logbook.clock,
                keep=session.drafts.touch,
                record=partial(session.put_on_file, LineKind.SERVICE_USER),
            ),
            Text(about, look="muted"),
            identifier="aside",
            prefix="aside",
            offered={"basis": competence_bases(person, today)} if child else {},
        )


def _begun(logbook: Logbook, wish: AsideWish) -> KeptDraft | None:
    """Give what was begun before: of this record, or of a new one about this person."""
    if wish.record is not None:
        return logbook.drafting.find(wish.record)
    return logbook.drafting.begun(
        KINDS[wish.aside],
        lambda draft: (
            draft.service_user == wish.person and logbook.reviewing.line(draft.id) is None
        ),
    )
