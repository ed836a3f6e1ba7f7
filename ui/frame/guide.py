# SPDX-License-Identifier: Apache-2.0
"""What F1 says of each screen, and what Ctrl+/ says of the keys."""

from __future__ import annotations

from logbook.domain.permissions import may_read, may_record
from logbook.domain.practice import Role
from logbook.i18n import N_, _
from ui.frame.places import ROOMS_OF, Spot

_RECORDING = (
    ("Ctrl+N", N_("New disclosure")),
    ("Ctrl+Shift+N", N_("New consent")),
)
_READING = (
    ("Ctrl+K", N_("Search the logbook; the down arrow goes into the results")),
    ("Ctrl+P", N_("Print the document of the record that is shown")),
)
_KEYS = (
    ("Ctrl+L", N_("Lock the logbook; what you typed is kept")),
    ("Alt+←", N_("Back to the screen before")),
    ("Ctrl++, Ctrl+-, Ctrl+0", N_("Larger, smaller, normal size")),
    ("F1", N_("What this screen is for")),
    ("Ctrl+/", N_("This list")),
    ("Tab, Shift+Tab", N_("Next and previous control")),
    ("Enter", N_("Open the chosen line")),
    ("Escape", N_("Empty the search, close a panel")),
)

_SCREENS = {
    Spot.TODAY: (
        N_("Today"),
        N_(
            "Everything that is waiting: people still to be told, drafts to be finished, decisions"
            " and consents to look at again. Each card opens the thing itself."
        ),
    ),
    Spot.PEOPLE: (
        N_("People"),
        N_(
            "Everybody you hold information about, by name. Type a name or a reference to narrow"
            " the list down, then press the down arrow and Enter."
        ),
    ),
    Spot.DISCLOSURES: (
        N_("Disclosures"),
        N_(
            "Everything told or handed to somebody, and every decision not to, the newest first."
            " Records are never changed; a mistake is put right by a new record."
        ),
    ),
    Spot.CONSENTS: (
        N_("Consents"),
        N_(
            "What people agreed to: for whom, for what and until when. A consent never covers"
            " more than its words."
        ),
    ),
    Spot.GUIDANCE: (
        N_("Guidance"),
        N_(
            "The eight principles, the ten standards and the law this program knows, with source"
            " and date. Type a word to narrow the law down. It is not legal advice."
        ),
    ),
    Spot.PRACTICE: (
        N_("Practice"),
        N_(
            "The practice, who opens its logbook and how, and what becomes of it when a passphrase"
            " is forgotten or nobody is there to look after it."
        ),
    ),
    Spot.OVERSIGHT: (
        N_("Oversight"),
        N_(
            "The journal checks itself here, and can be fixed outside this computer. Below stand"
            " the people who open the logbook and what was done, when and by whom. No record about"
            " anybody is shown."
        ),
    ),
    Spot.EXECUTORS: (
        N_("For executors"),
        N_(
            "Whom to tell and how they may safely be reached, where files are, until when they are"
            " kept, and what is due. It can be read, printed and saved; nothing can be changed."
        ),
    ),
    Spot.ASIDE: (
        N_("On this person's file"),
        N_(
            "Who decides for them, what they object to, what was assessed. It counts in every"
            " decision from then on."
        ),
    ),
    Spot.CONSENT_EVENT: (
        N_("What became of a consent"),
        N_(
            "A consent is never changed: what happened to it is recorded beside it, and reaches"
            " forward, never back."
        ),
    ),
    Spot.KEEPING: (
        N_("Keeping and destroying"),
        N_(
            "Until when somebody's records are kept and by which rule, what holds them, and what"
            " becomes of them. Nothing is destroyed but by an administrator who means it."
        ),
    ),
    Spot.CERTIFICATE: (
        N_("A certificate of destruction"),
        N_(
            "What was destroyed, by which rule and on whose authority, and which backups still"
            " hold it. It names nobody, and is printed and saved from here."
        ),
    ),
    Spot.PERSON: (
        N_("A person's page"),
        N_(
            "Who they are, how they may safely be reached, and everything recorded about them,"
            " the newest first."
        ),
    ),
    Spot.DISCLOSURE: (
        N_("A disclosure"),
        N_("The record as it was signed. From here it is printed, saved, or told of in a letter."),
    ),
    Spot.RECEIPT: (
        N_("Recorded"),
        N_(
            "Where the record stands in the journal, its documents to print or save, and what is"
            " still to be done."
        ),
    ),
    Spot.CONSENT: (N_("A consent"), N_("The consent as it was recorded, and what it covers.")),
    Spot.DRAFT: (
        N_("Something to finish"),
        N_(
            "What you type is kept, encrypted, as you type it. You can leave at any time; Today"
            " lists what is unfinished."
        ),
    ),
    Spot.TELLING: (
        N_("Telling the person"),
        N_("Record how and when they were told. The disclosure then leaves Today."),
    ),
}


def keys(role: Role) -> tuple[str, list[tuple[str, str]]]:
    """Give the heading and the keys of a role with what each does."""
    rooms = ROOMS_OF[role]
    numbers = ", ".join(str(number) for number in range(1, len(rooms) + 1))
    titles = ", ".join(title_of(room) for room in rooms)
    mine = [
        *(_RECORDING if may_record(role) else ()),
        *(_READING if may_read(role) else ()),
        (f"Ctrl+{numbers}", titles),
        *_KEYS,
    ]
    return _("Keys"), [(key, _(meaning)) for key, meaning in mine]


def title_of(spot: Spot) -> str:
    """Give what a screen is called."""
    return _(_SCREENS[spot][0])


def about(spot: Spot) -> tuple[str, list[tuple[str, str]]]:
    """Give the heading and what a screen is for."""
    title, words = _SCREENS[spot]
    return _("What this screen is for"), [
        (_(title), _(words)),
        (_("All the keys"), _("Press Ctrl+/ for a list of them.")),
    ]
