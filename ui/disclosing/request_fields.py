# SPDX-License-Identifier: Apache-2.0
"""What is asked of a request that came in, and only as far as it fits whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.clock import Clock
from logbook.domain.party import IdentityCheck, Party, PartyKind
from logbook.domain.request import Channel, Clarification, Origin, Request, Urgency
from logbook.i18n import _
from logbook.wording.labels import label
from logbook.wording.question_party import REQUESTER_MORE
from ui import theme
from ui.disclosing.entry_rows import EntryRows
from ui.disclosing.more_answers import MoreAnswers
from ui.tables.checked_field import CheckedField
from ui.widgets.choice import Alternative, ComboChoice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.text_area import TextArea
from ui.widgets.typed_date import Lean

USUAL_PARTIES = (
    PartyKind.GP,
    PartyKind.HEALTH_PROFESSIONAL,
    PartyKind.NHS_BODY,
    PartyKind.INSURER,
    PartyKind.EMPLOYER,
    PartyKind.SOLICITOR_OWN,
    PartyKind.SOLICITOR_OTHER,
    PartyKind.POLICE,
    PartyKind.COURT,
    PartyKind.CHILDRENS_SERVICES,
    PartyKind.ADULT_SERVICES,
    PartyKind.FAMILY_OR_CARER,
    PartyKind.SERVICE_USER,
)
"""Whom most disclosures go to; all others follow in the order of their names."""


def parties() -> tuple[PartyKind, ...]:
    """Give every kind of party, the usual ones first."""
    others = [kind for kind in PartyKind if kind not in (*USUAL_PARTIES, PartyKind.OTHER)]
    return (*USUAL_PARTIES, *sorted(others, key=label), PartyKind.OTHER)


def combo(values: Sequence[Enum], identifier: str) -> ComboChoice:
    """Make a box to choose one of a closed list in."""
    return ComboChoice(
        [Alternative(value=value, title=label(value)) for value in values],
        identifier=identifier,
        hint=_("Choose"),
    )


_POWERS = frozenset(
    {
        PartyKind.SOLICITOR_OTHER,
        PartyKind.PROFESSIONAL_BODY,
        *(kind for kind in PartyKind if kind.is_authority),
    }
)
_WATCHDOGS = frozenset({PartyKind.REGULATOR, PartyKind.INSPECTORATE, PartyKind.PROFESSIONAL_BODY})
_PRESSING = frozenset({PartyKind.INSURER, PartyKind.EMPLOYER})

_ONLY_FROM: Mapping[str, frozenset[PartyKind]] = MappingProxyType(
    {
        "power_cited": _POWERS,
        "victim_information": frozenset({PartyKind.POLICE}),
        "about_the_registrant": _WATCHDOGS,
        "person_made_to_ask": _PRESSING | {PartyKind.SERVICE_USER, PartyKind.SOLICITOR_OTHER},
    }
)
"""What is only asked where somebody of these kinds asks; what was answered stays in sight."""


class RequestFields(QWidget):
    """`edited` says that something was entered; `fields` holds the field of each part."""

    edited = Signal()
    rows_changed = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._request = Request()
        self.fields: dict[str, QWidget] = {}
        self._layout = column(self, "l")
        self._build(clock)
        self._join()

    def show_request(self, request: Request) -> None:
        """Show a request. Emits nothing."""
        self._request = request
        for name, (_read, show) in self._editors.items():
            show(getattr(request, name))
        requester = request.requester
        self._other.show_checked(checked=requester is not None)
        if requester is not None:
            self._asker.show_value(requester.kind)
            self._asker_name.setText(requester.name)
            self._asker_organisation.setText(requester.organisation)
            self._asker_identity.show_value(requester.identity_check)
            self._asker_more.show_record(requester)

    def request(self) -> Request:
        """Give what is entered."""
        entered = {name: read() for name, (read, _show) in self._editors.items()}
        return replace(self._request, origin=Origin.ASKED, requester=self._requester(), **entered)

    def arrange(self, recipient: PartyKind | None) -> None:
        """Ask what fits whoever asks: the recipient, where nobody else is named."""
        other = self._other.checked()
        for field in self._asker_fields:
            field.setVisible(other)
        asker = self._asker.value() if other else recipient
        for name, kinds in _ONLY_FROM.items():
            read, _show = self._editors[name]
            self.fields[f"request.{name}"].setVisible(asker in kinds or bool(read()))
        self.fields["request.form_names_use"].setVisible(
            self._ticks["form_enclosed"].checked() or self._ticks["form_names_use"].checked()
        )

    def _build(self, clock: Clock) -> None:
        today = clock.now().astimezone(clock.zone).date()
        self._wording, self._power = TextArea(2), TextArea(1)
        self._received = DateField(today, identifier="received-on")
        self._answer_by = DateField(today, lean=Lean.FUTURE, identifier="answer-by")
        self._channel = combo(tuple(Channel), "channel")
        self._urgency = combo(tuple(Urgency), "urgency")
        self._reference, self._on_behalf = QLineEdit(), QLineEdit()
        self._rows = EntryRows(
            Clarification,
            clock,
            title=_("What you asked back"),
            identifier="clarifications",
            hint=_("Asking what they really need often makes it less."),
        )
        self._ticks = {name: CheckedField(title, name) for name, title in _ticks().items()}
        self._editors = dict(self._pairs())
        self._lay_out(clock)

    def _pairs(self) -> Iterator[tuple[str, tuple[Callable[[], Any], Callable[[Any], None]]]]:
        """Give for each part of a request how its editor is read and filled."""
        for name, area in (("wording", self._wording), ("power_cited", self._power)):
            yield name, (area.text, area.show_text)
        for name, day in (("received_on", self._received), ("answer_by", self._answer_by)):
            yield name, (day.value, day.show_value)
        for name, line in (("reference", self._reference), ("on_behalf_of", self._on_behalf)):
            yield name, (line.text, line.setText)
        yield "channel", (self._channel.value, self._channel.show_value)
        yield (
            "urgency",
            (lambda: self._urgency.value() or Urgency.ROUTINE, self._urgency.show_value),
        )
        yield "clarifications", (self._rows.entries, self._rows.show_entries)
        for name, box in self._ticks.items():
            yield name, (box.checked, _ticking(box))

    def _lay_out(self, clock: Clock) -> None:
        self._put(
            "wording",
            Field(_("&What was asked for, in their words"), self._wording, identifier="wording"),
        )
        self._put("whole_record", self._ticks["whole_record"])
        self._put("received_on", Field(_("Wh&en it came in"), self._received))
        self._put("channel", Field(_("How &it came in"), self._channel))
        self._put("reference", Field(_("Their re&ference, if any"), self._reference))
        self._put("answer_by", Field(_("Answer by, if the&y set a date"), self._answer_by))
        self._put("urgency", Field(_("How soon an answer is needed"), self._urgency))
        self._put(
            "on_behalf_of",
            Field(
                _("For whom they ask, if not for themselves"),
                self._on_behalf,
                identifier="on-behalf-of",
            ),
        )
        self._put(
            "power_cited",
            Field(
                _("The power or law they name"),
                self._power,
                hint=_("Word for word. None at all is an answer too."),
                identifier="power-cited",
            ),
        )
        for name in ("form_enclosed", "form_names_use"):
            self._put(name, self._ticks[name])
        for name in ("person_made_to_ask", "victim_information", "about_the_registrant"):
            self._put(name, self._ticks[name])
        self._put("clarifications", self._rows)
        self._build_asker(clock)

    def _build_asker(self, clock: Clock) -> None:
        self._other = CheckedField(_("Somebody else asked than who receives it"), "other-requester")
        self._asker_name, self._asker_organisation = QLineEdit(), QLineEdit()
        self._asker = combo(parties(), "requester-kind")
        self._asker_identity = combo(tuple(IdentityCheck), "requester-identity")
        self._asker_more = MoreAnswers(
            REQUESTER_MORE, Party, clock, title=_("More about whoever asked"), prefix="requester-"
        )
        self._asker_fields = (
            Field(_("Who asked"), self._asker_name, identifier="requester-name"),
            Field(_("What whoever asked is"), self._asker),
            Field(
                _("Their organisation"),
                self._asker_organisation,
                identifier="requester-organisation",
            ),
            Field(_("How you know who asked"), self._asker_identity),
            self._asker_more,
        )
        self._put("requester", self._other)
        for field in self._asker_fields:
            self._layout.addWidget(field)

    def _put(self, name: str, field: QWidget) -> None:
        self.fields[f"request.{name}"] = field
        self._layout.addWidget(field)

    def _join(self) -> None:
        for line in (
            self._reference,
            self._on_behalf,
            self._asker_name,
            self._asker_organisation,
        ):
            line.textEdited.connect(self._tell)
        for editor in (
            self._wording,
            self._power,
            self._received,
            self._answer_by,
            self._channel,
            self._urgency,
            self._rows,
            self._asker,
            self._asker_identity,
            self._asker_more,
        ):
            editor.edited.connect(self._tell)
        for box in (self._other, *self._ticks.values()):
            box.edited.connect(self._tell)
        self._rows.rows_changed.connect(self.rows_changed)
        self._asker_more.unfolded.connect(self.rows_changed)

    def _requester(self) -> Party | None:
        if not self._other.checked():
            return None
        kind, identity = self._asker.value(), self._asker_identity.value()
        return replace(
            self._asker_more.put_into(self._request.requester or Party()),
            kind=kind if isinstance(kind, PartyKind) else None,
            name=self._asker_name.text(),
            organisation=self._asker_organisation.text(),
            identity_check=identity if isinstance(identity, IdentityCheck) else None,
        )

    @Slot()
    def _tell(self) -> None:
        self.edited.emit()


def _ticks() -> dict[str, str]:
    return {
        "whole_record": _("They asked for everything there is"),
        "form_enclosed": _("A consent form of theirs came with it"),
        "form_names_use": _("The form says what is wanted and how it is used"),
        "person_made_to_ask": _("The person was made to ask for their own record"),
        "victim_information": _("An investigation asks about a victim"),
        "about_the_registrant": _("They are looking into you yourself"),
    }


def _ticking(box: CheckedField) -> Callable[[bool], None]:
    return lambda checked: box.show_checked(checked=checked)
