# SPDX-License-Identifier: Apache-2.0
"""One piece of information that is disclosed or withheld: its kind first, then words and period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from logbook.domain.consent import InformationCategory
from logbook.domain.information import Item, ItemFormat, Redaction
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.tables.checked_field import CheckedField
from ui.widgets.buttons import quiet_button
from ui.widgets.choice import Alternative, ComboChoice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.layouts import WrappingRow, column, row
from ui.widgets.naming import named
from ui.widgets.text_area import TextArea

_MOST_PAGES = 99_999


class ItemRow(QFrame):
    """Words and period are asked for once the kind is chosen, so nothing typed is without one.

    What most items do not need (form, pages, what was taken out, that it stays) is folded away.
    """

    edited = Signal()
    taken_out = Signal(object)
    unfolded = Signal()

    def __init__(self, number: int, today: date) -> None:
        super().__init__()
        named(self, f"item-{number}", _("Item {number}").format(number=number))
        self.setProperty("look", "card")
        self._item: Item | None = None
        self._asked_for = False
        self._build(number, today)
        self._connect()
        self._arrange()

    def item(self) -> Item | None:
        """Give the item as entered, or None while its kind is open."""
        category = self._category.value()
        if not isinstance(category, InformationCategory):
            return None
        form, withheld = self._format.value(), self._withheld.checked()
        pages = self._pages.text().strip()
        return replace(
            self._item or Item(category=category),
            category=category,
            description=self._description.text(),
            since=self._since.value(),
            until=self._until.value(),
            format=form if isinstance(form, ItemFormat) else None,
            pages=int(pages) if pages.isdigit() else None,
            redactions=_redactions(self._redactions.text()),
            source=self._source.text(),
            sha256=self._hash.text().strip(),
            requested=not self._added.checked(),
            identifiable=not self._nameless.checked(),
            withheld=withheld,
            withheld_because=self._because.text() if withheld else "",
        )

    def show_item(self, item: Item) -> None:
        """Show an item. Emits nothing."""
        self._item = item
        self._category.show_value(item.category)
        if self._description.text() != item.description:
            self._description.setText(item.description)
            self._description.setCursorPosition(0)
        self._since.show_value(item.since)
        self._until.show_value(item.until)
        self._format.show_value(item.format)
        self._pages.setText("" if item.pages is None else str(item.pages))
        if _redactions(self._redactions.text()) != item.redactions:
            self._redactions.show_text(_in_lines(item.redactions))
        for line, text in ((self._source, item.source), (self._hash, item.sha256)):
            if line.text() != text:
                line.setText(text)
                line.setCursorPosition(0)
        self._added.show_checked(checked=not item.requested)
        self._nameless.show_checked(checked=not item.identifiable)
        self._withheld.show_checked(checked=item.withheld)
        self._because.show_text(item.withheld_because)
        if _needs_more(item):
            self._more.show()
        self._arrange()

    def show_asked_for(self, *, asked_for: bool) -> None:
        """Ask whether it was asked for, where somebody asked for something."""
        self._asked_for = asked_for
        self._arrange()

    def show_problem(self, problem: str) -> None:
        """Show what is wrong with the words, if they are the ones missing."""
        category = self._category.value()
        self._category_field.show_problem(problem if category is None else "")
        missing = category is not None and not self._description.text().strip()
        self._description_field.show_problem(problem if missing else "")
        unsaid = self._withheld.checked() and not self._because.text().strip()
        self._because_field.show_problem(problem if unsaid else "")

    def show_removable(self, *, removable: bool) -> None:
        """Offer to take the row out, unless it is the only one and empty."""
        self._out.setVisible(removable)

    def unfold(self) -> None:
        """Bring into sight what most items do not need."""
        if self._more.isHidden():
            self._more.show()
            self._arrange()
            self.unfolded.emit()

    @property
    def first_field(self) -> QWidget:
        """The field that is answered first."""
        return self._category

    def _build(self, number: int, today: date) -> None:
        self._category = ComboChoice(
            [Alternative(value=value, title=label(value)) for value in InformationCategory],
            identifier=f"item-{number}-category",
            hint=_("Choose a kind"),
        )
        self._description = QLineEdit()
        self._since = DateField(today, identifier=f"item-{number}-since")
        self._until = DateField(today, identifier=f"item-{number}-until")
        self._out = quiet_button(_("Take this out"), f"item-{number}-out", "x")
        self._unfold = quiet_button(_("More about this item"), f"item-{number}-more", "plus")
        title = _("&Kind of information") if number == 1 else _("Kind of information")
        self._category_field = Field(title, self._category)
        self._description_field = Field(
            _("&What exactly") if number == 1 else _("What exactly"),
            self._description,
            hint=_("For example: summary of the assessment"),
            identifier=f"item-{number}-description",
        )
        self._rest = QWidget()
        theme.give_look(self._rest, look="clear")
        rest = column(self._rest, "m")
        rest.addWidget(self._description_field)
        period = row(gap="m")
        period.addWidget(Field(_("From"), self._since), 1)
        period.addWidget(Field(_("Up to"), self._until), 1)
        rest.addLayout(period)
        self._build_more(number)
        rest.addWidget(self._more)
        layout = column(self, "m", ("l", "m", "l", "m"))
        layout.addWidget(self._category_field)
        layout.addWidget(self._rest)
        layout.addWidget(WrappingRow([self._unfold, self._out], 2, "m"))

    def _build_more(self, number: int) -> None:
        self._format = ComboChoice(
            [Alternative(value=value, title=label(value)) for value in ItemFormat],
            identifier=f"item-{number}-format",
            hint=_("Choose"),
        )
        self._pages = QLineEdit()
        self._pages.setValidator(QIntValidator(0, _MOST_PAGES, self._pages))
        self._redactions, self._because = TextArea(2), TextArea(2)
        self._withheld = CheckedField(
            _("This stays here: it is not disclosed"), f"item-{number}-withheld"
        )
        self._because_field = Field(
            _("Why it stays"), self._because, identifier=f"item-{number}-because"
        )
        self._more = QWidget()
        theme.give_look(self._more, look="clear")
        more = column(self._more, "m")
        beside = row(gap="m")
        beside.addWidget(Field(_("In which form"), self._format), 2)
        beside.addWidget(Field(_("Pages"), self._pages, identifier=f"item-{number}-pages"), 1)
        more.addLayout(beside)
        more.addWidget(
            Field(
                _("What was taken out of it"),
                self._redactions,
                hint=_("One a line, with why after a colon. Sister's name: not needed"),
                identifier=f"item-{number}-redactions",
            )
        )
        more.addWidget(self._withheld)
        more.addWidget(self._because_field)
        self._build_origin(number, more)
        self._more.hide()

    def _build_origin(self, number: int, more: QVBoxLayout) -> None:
        self._source, self._hash = QLineEdit(), QLineEdit()
        self._added = CheckedField(
            _("They did not ask for this: I added it"), f"item-{number}-added"
        )
        self._nameless = CheckedField(
            _("Nobody can be recognised from this"), f"item-{number}-nameless"
        )
        more.addWidget(self._added)
        more.addWidget(self._nameless)
        more.addWidget(
            Field(
                _("Where it stands in your own record"),
                self._source,
                identifier=f"item-{number}-source",
            )
        )
        more.addWidget(
            Field(
                _("Fingerprint of the file (SHA-256), if it is one"),
                self._hash,
                identifier=f"item-{number}-sha256",
            )
        )

    def _connect(self) -> None:
        for line in (self._description, self._pages, self._source, self._hash):
            line.textEdited.connect(self._emit)
        for editor in (
            self._category,
            self._since,
            self._until,
            self._format,
            self._redactions,
            self._withheld,
            self._because,
            self._added,
            self._nameless,
        ):
            editor.edited.connect(self._emit)
        self._out.clicked.connect(self._take_out)
        self._unfold.clicked.connect(self._unfold_and_enter)

    def _arrange(self) -> None:
        chosen = self._category.value() is not None
        self._rest.setVisible(chosen)
        self._unfold.setVisible(chosen and self._more.isHidden())
        self._because_field.setVisible(self._withheld.checked())
        self._added.setVisible(self._asked_for or self._added.checked())

    @Slot()
    def _emit(self) -> None:
        self._arrange()
        self.edited.emit()

    @Slot()
    def _unfold_and_enter(self) -> None:
        self.unfold()
        self._format.setFocus()

    @Slot()
    def _take_out(self) -> None:
        self.taken_out.emit(self)


def _needs_more(item: Item) -> bool:
    """Tell whether anything is said of an item that most items do not need."""
    return replace(item, description="", since=None, until=None) != Item(category=item.category)


def _redactions(text: str) -> tuple[Redaction, ...]:
    """Read what was taken out, one a line: what, and why after a colon."""
    parts = (line.partition(":") for line in text.splitlines())
    return tuple(
        Redaction(what=what.strip(), why=why.strip()) for what, _colon, why in parts if what.strip()
    )


def _in_lines(redactions: tuple[Redaction, ...]) -> str:
    return "\n".join(f"{each.what}: {each.why}" if each.why else each.what for each in redactions)
