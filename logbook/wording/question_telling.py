# SPDX-License-Identifier: Apache-2.0
"""What is asked of having told somebody after a disclosure was recorded (domain reference 7.3)."""

from __future__ import annotations

from logbook.domain.notification import NotificationDraft
from logbook.domain.people import ServiceUser, safe
from logbook.i18n import N_
from logbook.wording.question import Entry, Question


def telling_questions(person: ServiceUser, *, in_stead: bool) -> tuple[Question, ...]:
    """List what is asked of telling a person.

    Args:
        person: Who is told: a contact they marked unsafe asks why it is used.
        in_stead: Whether somebody is on record who can be told in their place.
    """

    def at_an_unsafe_contact(entry: Entry | NotificationDraft) -> bool:
        assert isinstance(entry, NotificationDraft), "the questions are asked of telling"
        contact = entry.method.contact if entry.method is not None else None
        return entry.representative is None and contact is not None and not safe(person, contact)

    def said_what_came_of_it(entry: Entry | NotificationDraft) -> bool:
        assert isinstance(entry, NotificationDraft), "the questions are asked of telling"
        return entry.status is not None

    who = Question(
        part="representative",
        label=N_("Who was told?"),
        hint=N_("To be next of kin gives no authority by itself."),
        none=N_("The person themselves"),
    )
    return (
        *((who,) if in_stead else ()),
        Question(part="method", label=N_("How?")),
        Question(
            part="unsafe_contact_because",
            label=N_("Why this contact is used although it is marked unsafe"),
            when=at_an_unsafe_contact,
        ),
        Question(part="told_on", label=N_("When?")),
        Question(
            part="words",
            label=N_("What did you say or write, and what did they say?"),
            hint=N_("A sentence is enough. It may be left out."),
            lines=3,
        ),
        Question(
            part="status",
            label=N_("What became of it?"),
            hint=N_("An attempt that failed is worth recording too: they are still to be told."),
            none=N_("They were told; there is nothing more to say"),
        ),
        Question(
            part="evidence",
            label=N_("What shows that"),
            hint=N_("For example a signed copy, a tracking number or a delivery report."),
            lines=1,
            when=said_what_came_of_it,
        ),
    )
