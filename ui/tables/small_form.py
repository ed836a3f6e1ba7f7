# SPDX-License-Identifier: Apache-2.0
"""A small form as a page: a table of questions about one record, kept while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.clock import Clock
from logbook.domain.drafts import KeptDraft, SmallDraft
from logbook.domain.findings import RecordRefusedError
from logbook.errors import LogbookError
from logbook.i18n import _
from ui.messages import error_sentence, sentences_by_part
from ui.tables.parts_form import NO_EDITORS, NO_LIMITS, FormWords, PartsForm
from ui.tables.question_fields import Editor
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.layouts import WrappingRow
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.typing_place import TypingPlace, in_lines, texts_half_typed


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallTask:
    """What a small form begins with, and what becomes of what is typed."""

    blank: SmallDraft
    kept: KeptDraft | None
    """What was typed before, if anything was."""
    clock: Clock
    keep: Callable[[KeptDraft], None]
    record: Callable[[SmallDraft], None]
    """Puts on file what was made; raises what keeps it from being recorded."""

    @property
    def draft(self) -> KeptDraft:
        """The draft to go on with."""
        return self.kept or KeptDraft(draft=self.blank)


class SmallForm(PageScaffold):
    """`done` once it is recorded; what is typed and left is kept as a draft."""

    left = Signal()
    done = Signal()
    discard = Signal(object)
    """The identity of the draft: the person wants it gone."""

    def __init__(
        self,
        words: FormWords,
        task: SmallTask,
        about: QWidget,
        *,
        identifier: str,
        prefix: str,
        offered: Mapping[str, tuple[Enum, ...]] = NO_LIMITS,
        editors: Mapping[str, Editor] = NO_EDITORS,
    ) -> None:
        super().__init__(
            _(words.title),
            _(words.lead),
            identifier=identifier,
            back=_("Lea&ve, keep draft"),
            unsure="",
            forward=_(words.record),
        )
        self._task, self._typed = task, task.kept is not None
        draft = task.draft.draft
        assert isinstance(draft, SmallDraft), "a small form is shown its own drafts"
        self._banner = Banner(f"{prefix}-banner", lasting=True)
        self.form: PartsForm[SmallDraft] = PartsForm(
            draft,
            words.cards,
            task.clock,
            f"{prefix}-",
            offered={**words.offered, **offered},
            editors=editors,
        )
        discard = quiet_button(_("Discard what was typed…"), f"{prefix}-discard", "x")
        for part in (self._banner, about, self.form, WrappingRow([discard], 1)):
            self.add(part)
        self._at = TypingPlace(self.form)
        self.form.show_typed(texts_half_typed(task.draft.place))
        self.form.edited.connect(self._take)
        self.back.connect(self.left)
        self.on.connect(self._record)
        discard.clicked.connect(self._ask_to_discard)
        QTimer.singleShot(0, self, self._enter)

    def keep_place(self) -> None:
        """Keep the draft with the field in which the person was last, if anything was typed."""
        if self._typed:
            draft, texts = self.form.kept()
            self._task.keep(KeptDraft(draft=draft, place=self._at.written(in_lines(texts))))

    def hindrance(self) -> tuple[str, str] | None:
        """Give a part and what is wrong with it that no rule on the record says; None: nothing."""
        part = self.form.half_answered()
        if part is None:
            return None
        return part, _("Type the whole day, such as 3/9/26, and the time where it is asked for.")

    @Slot()
    def _take(self) -> None:
        self._typed = True
        self.keep_place()

    @Slot()
    def _enter(self) -> None:
        target = self._at.find(self._task.draft.place) or self.form
        while proxy := target.focusProxy():
            target = proxy
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _ask_to_discard(self) -> None:
        self.discard.emit(self.form.record.id)

    @Slot()
    def _record(self) -> None:
        if hindrance := self.hindrance():
            part, words = hindrance
            self._mark({part: words}, words)
            return
        try:
            self._task.record(self.form.record)
        except RecordRefusedError as error:
            self._refuse(error)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
        else:
            self._typed = False
            self.done.emit()

    def _refuse(self, error: RecordRefusedError) -> None:
        said = sentences_by_part(error.findings)
        elsewhere = [words for part, words in said.items() if part not in self.form.parts]
        missing = _("This cannot be recorded yet; what is missing is marked below.")
        self._mark(said, " ".join([missing, *elsewhere]))

    def _mark(self, problems: Mapping[str, str], words: str) -> None:
        first = self.form.show_problems(problems)
        self._banner.show_message(Tone.STOP, words)
        if first is not None:
            (first.focusProxy() or first).setFocus()
