# SPDX-License-Identifier: Apache-2.0
"""The rows of the catalogue of law: which ones match, and all that one of them says. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from logbook.domain.legal_basis import Effect, LegalBasis, Standing, TellRule
from logbook.domain.practice import Nation
from logbook.domain.text import folded
from logbook.i18n import N_, _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from ui.theme import Tone
from ui.widgets.paged_model import Column


def matching(
    rows: Iterable[LegalBasis], nation: Nation | None, words: str
) -> tuple[LegalBasis, ...]:
    """Give the rows of a nation, or of all, in which every word stands somewhere."""
    wanted = folded(words).split()
    return tuple(
        row
        for row in rows
        if (nation is None or nation in row.nations)
        and all(word in _searched(row) for word in wanted)
    )


def columns() -> tuple[Column, ...]:
    """Give the columns of the list of law, those that can be spared last."""
    return (
        Column(title=_("What it is"), text=_title, width=260, stretch=True),
        Column(title=_("Status"), text=_state, width=150, tone=_tone),
        Column(title=_("What it does"), text=_effect, width=170),
        Column(title=_("Code"), text=_code, width=160),
    )


def effect_of(row: LegalBasis) -> str:
    """Say what a row does to a decision, as it stands in a list."""
    words = label(row.effect)
    return words[:1].upper() + words[1:]


def law_lines(row: LegalBasis) -> list[tuple[str, str]]:
    """Give everything a row says, as names and values; what it leaves open is left out."""
    said = (
        (_("Code"), row.code),
        (_("Citation"), row.citation),
        (_("What it says"), row.words),
        (_("What it does"), effect_of(row)),
        (_("Status"), _sentence(label(row.standing))),
        (_("Law in"), ", ".join(label(nation) for nation in row.nations)),
        (_("In force"), _in_force(row)),
        (_("Who is bound"), row.bound),
        (_("Only these professions"), ", ".join(label(each) for each in row.professions)),
        (_("Only practices registered with"), label(row.inspectorate) if row.inspectorate else ""),
        (_("Only"), _("Work under a public contract") if row.only_under_public_contract else ""),
        (_("To whom"), row.addressee),
        (_("To be seen first"), row.evidence),
        (_("That is"), "; ".join(label(each) for each in row.evidence_kinds)),
        (
            _("Telling the person"),
            label(row.tell) if row.tell is not TellRule.NOT_APPLICABLE else "",
        ),
        (_("By when"), row.deadline),
        (_("If it is not followed"), row.penalty),
        (_("Source"), row.source),
        (_("Checked against its source"), _verified(row)),
    )
    return [(name, value) for name, value in said if value.strip()]


def _searched(row: LegalBasis) -> str:
    return folded(
        " ".join(
            (
                row.code,
                row.title,
                row.citation,
                row.words,
                row.addressee,
                row.bound,
                row.trap,
                label(row.effect),
            )
        )
    )


_STATUS = {
    Standing.PARTLY: N_("In part"),
    Standing.NOT_CONFIRMED: N_("Not confirmed"),
    Standing.BILL: N_("Only a bill"),
    Standing.REPEALED: N_("Repealed"),
}
_EFFECTS = {
    Effect.REQUIRED_BY_EVENT: N_("Required: event"),
    Effect.REQUIRED_ON_DEMAND: N_("Required: demand"),
    Effect.PERMITS: N_("Permitted"),
    Effect.FORBIDS: N_("Forbidden"),
    Effect.RIGHT: N_("A right"),
    Effect.CAPACITY: N_("Who can decide"),
    Effect.DATA_PROTECTION: N_("Data protection"),
    Effect.TRAP: N_("Not binding"),
}
"""The labels of the catalogue are too long for a column."""


def _title(row: LegalBasis) -> str:
    return row.title


def _code(row: LegalBasis) -> str:
    return row.code


def _effect(row: LegalBasis) -> str:
    return _(_EFFECTS[row.effect])


def _state(row: LegalBasis) -> str:
    """Say what is the matter with a row, or that nothing is."""
    if row.standing in _STATUS:
        return _(_STATUS[row.standing])
    return _("In force") if row.verified_on else _("Not checked")


def _tone(row: LegalBasis) -> Tone | None:
    """Set apart what is not, or not wholly, law now, and what nobody checked."""
    if row.standing is Standing.IN_FORCE:
        return None if row.verified_on else Tone.WARN
    return Tone.WARN if row.standing is Standing.PARTLY else Tone.STOP


def _verified(row: LegalBasis) -> str:
    if row.verified_on:
        return day_in_words(row.verified_on)
    return _("Not yet: written from memory. Check it before you rely on it.")


def _in_force(row: LegalBasis) -> str:
    begins = (
        _("from {day}").format(day=day_in_words(row.in_force_from)) if row.in_force_from else ""
    )
    ends = _("to {day}").format(day=day_in_words(row.in_force_to)) if row.in_force_to else ""
    return _sentence(" ".join(each for each in (begins, ends) if each))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
