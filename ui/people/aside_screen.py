# SPDX-License-Identifier: Apache-2.0
"""A small form about a person: who decides for them, what they refuse, what was assessed."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal, Slot

from logbook.domain.findings import RecordRefusedError
from logbook.domain.lines import LineKind
from logbook.domain.objection import Objection
from logbook.domain.people import ServiceUser
from logbook.errors import LogbookError
from logbook.i18n import _
from ui.messages import error_sentence, sentences_by_part
from ui.people.asides import ASIDES, Aside, AsideRecord, AsideWish, blank, competence_bases
from ui.session import Session
from ui.tables.parts_form import PartsForm
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.text import Text


class AsideScreen(PageScaffold):
    """Recording it goes back to the person; leaving records nothing."""

    left = Signal()
    done = Signal()

    def __init__(self, session: Session, wish: AsideWish) -> None:
        words = ASIDES[wish.aside]
        super().__init__(
            _(words.title),
            _(words.lead),
            identifier="aside",
            back=_("&Leave it"),
            unsure="",
            forward=_(words.record),
        )
        self._session, self._wish = session, wish
        person = session.logbook.reviewing.person(wish.person)
        assert person is not None, "the form is opened for a person on record"
        self._fill(person)
        self.back.connect(self.left)
        self.on.connect(self._record)
        QTimer.singleShot(0, self, self._enter)

    def _fill(self, person: ServiceUser) -> None:
        words, clock = ASIDES[self._wish.aside], self._session.logbook.clock
        offered = dict(words.offered)
        if self._wish.aside is Aside.COMPETENCE:
            today = clock.now().astimezone(clock.zone).date()
            offered["basis"] = competence_bases(person, today)
        self._form: PartsForm[AsideRecord] = PartsForm(
            self._begun(person), words.cards, clock, "aside-", offered
        )
        self._banner = Banner("aside-banner", lasting=True)
        about = _("About {name}, reference {reference}.").format(
            name=person.name, reference=person.reference
        )
        self.add(Text(about, look="muted"))
        self.add(self._banner)
        self.add(self._form)

    def _begun(self, person: ServiceUser) -> AsideRecord:
        logbook = self._session.logbook
        if self._wish.record is None:
            return blank(self._wish.aside, person, logbook.practitioner.name, logbook.clock)
        record = cast("AsideRecord", logbook.reviewing.record(self._wish.record))
        if self._wish.aside is Aside.LIFTING and isinstance(record, Objection):
            today = logbook.clock.now().astimezone(logbook.clock.zone).date()
            return replace(record, lifted_on=today)
        return record

    @Slot()
    def _enter(self) -> None:
        target = self._form.focusProxy() or self._form
        (target.focusProxy() or target).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _record(self) -> None:
        try:
            self._session.logbook.keeping.keep(self._form.record)
        except RecordRefusedError as error:
            self._refuse(error)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
        else:
            self._session.recorded.emit(LineKind.SERVICE_USER)
            self.done.emit()

    def _refuse(self, error: RecordRefusedError) -> None:
        said = sentences_by_part(error.findings)
        first = self._form.show_problems(said)
        elsewhere = [words for part, words in said.items() if part not in self._form.parts]
        self._banner.show_message(
            Tone.STOP,
            " ".join(
                [_("This cannot be recorded yet; what is missing is marked below."), *elsewhere]
            ),
        )
        if first is not None:
            (first.focusProxy() or first).setFocus()
