# SPDX-License-Identifier: Apache-2.0
"""The room of the practice: sections at the left, and one of them shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QWidget

from logbook.app import NotAllowedError
from logbook.domain.permissions import may_read
from logbook.domain.practice import Role
from logbook.i18n import N_, _
from ui import theme
from ui.practice.details_section import DetailsSection
from ui.practice.people_section import PeopleSection
from ui.practice.recovery_section import RecoverySection
from ui.practice.unlocking_section import UnlockingSection
from ui.practice.will_section import WillSection
from ui.retention.retention_section import RetentionSection
from ui.safekeeping.backup_section import BackupSection
from ui.safekeeping.journal_section import JournalSection
from ui.session import Session
from ui.widgets.buttons import plain_button
from ui.widgets.choice import ComboChoice
from ui.widgets.field import Field
from ui.widgets.heading import Heading
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.not_for_you import NotForYou
from ui.widgets.option import Alternative
from ui.widgets.page_scroll import PageScroll

_SIDE_BY_SIDE = 600
"""Pixels at 100 % zoom from which the sections are listed beside the one that is shown."""

_LIST = 200

Section = Callable[[Session], QWidget]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A section: its name in a `Place`, what stands on its button, and what makes it."""

    name: str
    title: str
    icon: str
    make: Section


SECTIONS = (
    Offered(name="details", title=N_("This practice"), icon="building-2", make=DetailsSection),
    Offered(name="unlocking", title=N_("Unlocking"), icon="key-round", make=UnlockingSection),
    Offered(name="recovery", title=N_("Recovery"), icon="file-text", make=RecoverySection),
    Offered(name="will", title=N_("Clinical will"), icon="file-signature", make=WillSection),
    Offered(name="people", title=N_("People"), icon="users", make=PeopleSection),
    Offered(name="backup", title=N_("Backup"), icon="shield-check", make=BackupSection),
    Offered(
        name="retention", title=N_("Keeping and destroying"), icon="clock", make=RetentionSection
    ),
    Offered(name="journal", title=N_("Journal"), icon="list", make=JournalSection),
)
"""Each is made when it is first looked at. One with a slot `refresh` is asked to, each time."""

_OF_AUDITORS = ("details", "unlocking", "recovery")
"""What shows no record of anybody, and does not stand in their own first room."""


def offered_to(role: Role) -> tuple[Offered, ...]:
    """Give the sections that a role is offered."""
    if may_read(role):
        return SECTIONS
    return tuple(each for each in SECTIONS if each.name in _OF_AUDITORS)


class PracticeScreen(QWidget):
    """Shows the sections one at a time; `keeping_asked` carries what one of them asked for."""

    keeping_asked = Signal(object)

    def __init__(self, session: Session, section: str | None = None) -> None:
        super().__init__()
        named(self, "practice", _("Practice"))
        self._session = session
        self._offered = offered_to(session.logbook.practitioner.role)
        self._shown = self._offered[0].name
        self._sections: dict[str, QWidget] = {}
        self._build()
        self.show_section(section or self._shown)
        if section is not None:
            QTimer.singleShot(0, self, self._return_to_place)

    @property
    def section(self) -> QWidget:
        """The section shown now."""
        return self._sections[self._shown]

    def kept_view(self) -> object:
        """Give which section is shown, for when the room is entered again."""
        return self._shown

    def show_view(self, view: object) -> None:
        """Return to a section."""
        self.show_section(str(view))

    @property
    def section_name(self) -> str:
        """Which section is shown now."""
        return self._shown

    def keep_place(self) -> None:
        """Have every section keep what is typed in it, and where."""
        for section in self._sections.values():
            keep_place = getattr(section, "keep_place", None)
            if keep_place is not None:
                keep_place()

    @Slot()
    def _return_to_place(self) -> None:
        return_to_place = getattr(self.section, "return_to_place", None)
        if return_to_place is not None:
            return_to_place()

    @Slot(str)
    def show_section(self, name: str) -> None:
        """Show a section; the first one where there is none of that name."""
        first = self._offered[0]
        offered = next((each for each in self._offered if each.name == name), first)
        if offered.name not in self._sections:
            self._sections[offered.name] = self._made(offered)
            self._place.addWidget(self._sections[offered.name])
        self._shown = offered.name
        self._buttons[offered.name].setChecked(True)
        for each, section in self._sections.items():
            section.setVisible(each == offered.name)
        refresh = getattr(self.section, "refresh", None)
        if refresh is not None:
            refresh()
        self._combo.show_value(offered.name)
        self._lead()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the section from one line where the window is narrow for its zoom."""
        super().resizeEvent(event)
        self._fit()

    def _build(self) -> None:
        ground = QWidget()
        page = column(ground, "l", ("xl", "xl", "xl", "xl"))
        page.addWidget(Heading(_("Practice")))
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        theme.give_gaps(self._across, "xl")
        self._list, self._line = self._listed(), self._in_a_line()
        held = QWidget()
        theme.give_look(held, look="clear")
        self._place = column(gap="none")
        upright = column(held, "none")
        upright.addLayout(self._place)
        # A short section stays at the top where the list beside it is higher.
        upright.addStretch(1)
        self._across.addWidget(self._list)
        self._across.addWidget(self._line)
        self._across.addWidget(held, 1)
        page.addLayout(self._across)
        page.addStretch(1)
        column(self, "none").addWidget(PageScroll(ground))

    def _listed(self) -> QWidget:
        listed = named(QWidget(), "practice-sections", _("Sections"))
        theme.give_look(listed, look="clear")
        lines = column(listed, "s")
        self._group = QButtonGroup(self)
        self._buttons = {}
        for each in self._offered:
            button = plain_button(_(each.title), f"practice-{each.name}", each.icon)
            button.setCheckable(True)
            button.clicked.connect(partial(self.show_section, each.name))
            self._group.addButton(button)
            self._buttons[each.name] = button
            lines.addWidget(button)
        lines.addStretch(1)
        return listed

    def _in_a_line(self) -> Field:
        self._combo = ComboChoice(
            [Alternative(value=each.name, title=_(each.title)) for each in self._offered],
            identifier="practice-section",
        )
        self._combo.edited.connect(self.show_section)
        line = Field(_("Section"), self._combo)
        line.hide()
        return line

    def _made(self, offered: Offered) -> QWidget:
        try:
            section = offered.make(self._session)
        except NotAllowedError:
            return NotForYou(_(offered.title))
        if isinstance(section, RetentionSection):
            section.keeping_asked.connect(self.keeping_asked)
        return section

    def _fit(self) -> None:
        is_wide = self.width() >= theme.scaled(_SIDE_BY_SIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._across.setDirection(across if is_wide else down)
        # No name of a section is cut, in whatever language.
        self._list.setMaximumWidth(max(theme.scaled(_LIST), self._list.sizeHint().width()))
        self._list.setVisible(is_wide)
        self._line.setVisible(not is_wide)
        self._lead()

    def _lead(self) -> None:
        """Let the focus begin where the section is chosen."""
        narrow = self._list.isHidden()
        self.setFocusProxy(self._combo if narrow else self._buttons[self._shown])
