# SPDX-License-Identifier: Apache-2.0
"""The rail at the left: the rooms, who is signed in, and the lock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from logbook.i18n import N_, _
from ui import theme
from ui.frame.places import ROOMS, Spot
from ui.widgets.buttons import plain_button
from ui.widgets.icon_picture import IconPicture
from ui.widgets.layouts import column, row
from ui.widgets.naming import named
from ui.widgets.text import Text

_TITLES = {
    Spot.TODAY: (N_("Today"), "sun"),
    Spot.PEOPLE: (N_("People"), "users"),
    Spot.DISCLOSURES: (N_("Disclosures"), "send"),
    Spot.CONSENTS: (N_("Consents"), "file-check"),
    Spot.GUIDANCE: (N_("Guidance"), "book-open"),
    Spot.PRACTICE: (N_("Practice"), "building-2"),
    Spot.OVERSIGHT: (N_("Oversight"), "shield-check"),
    Spot.EXECUTORS: (N_("For executors"), "file-text"),
}
_ROOM = Qt.ItemDataRole.UserRole + 1
_WIDE, _NARROW, _SLIM = 208, 128, 64
_Index = QModelIndex | QPersistentModelIndex


class Rail(QFrame):
    """`chosen` carries the room; `lock_asked` asks for the lock.

    Where the window is narrow for its zoom, the icons stand above their words; where it is slim,
    they stand alone, and the words are spoken and shown under the pointer.
    """

    chosen = Signal(object)
    lock_asked = Signal()

    def __init__(self, practitioner: str, rooms: Sequence[Spot] = ROOMS) -> None:
        super().__init__()
        named(self, "rail", _("Rooms"))
        theme.give_look(self, look="rail")
        self.narrow = self.slim = False
        self.list = _Rooms(self, rooms)
        self._person = Text(practitioner, look="small")
        self._person.setAccessibleName(_("Signed in: {person}").format(person=practitioner))
        self._lock = plain_button(_("Lock"), "rail-lock", "lock")
        self._lock.setToolTip(_("Lock the logbook (Ctrl+L)"))
        self._build()
        self.list.room_chosen.connect(self.chosen)
        self._lock.clicked.connect(self.lock_asked)

    def show_room(self, room: Spot) -> None:
        """Mark the room one is in, or that what one looks at belongs to. Emits nothing."""
        self.list.show_room(room)

    def fit(self, *, narrow: bool, slim: bool) -> None:
        """Take the width for the present window and zoom."""
        self.narrow, self.slim = narrow, slim
        self.setFixedWidth(theme.scaled(_SLIM if slim else _NARROW if narrow else _WIDE))
        self._lock.setText("" if slim else _("Lock"))
        self._who.setVisible(not narrow)
        sides = "s" if narrow else "m"
        theme.give_gaps(self._foot, "s", (sides, "s", sides, "m"))
        self.list.fit()

    def _build(self) -> None:
        self._foot = column(gap="s", margins=("m", "s", "m", "m"))
        self._who = QWidget()
        theme.give_look(self._who, look="clear")
        who = row(self._who, "s")
        who.addWidget(IconPicture("user", "muted"))
        who.addWidget(self._person, 1)
        self._foot.addWidget(self._who)
        self._foot.addWidget(self._lock)
        layout = column(self, "none")
        layout.addWidget(self.list, 1)
        layout.addLayout(self._foot)


class _Rooms(QListWidget):
    room_chosen = Signal(object)

    def __init__(self, rail: Rail, rooms: Sequence[Spot]) -> None:
        super().__init__(rail)
        named(self, "rooms", _("Rooms"))
        theme.give_look(self, look="nav")
        self.rail, self._rooms = rail, tuple(rooms)
        self.setItemDelegate(_RoomDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        for room in self._rooms:
            title, _icon = _TITLES[room]
            item = QListWidgetItem(_(title))
            item.setData(_ROOM, room)
            item.setToolTip(_(title))
            self.addItem(item)
        self.itemClicked.connect(self._tell)
        self.itemActivated.connect(self._tell)
        self.itemSelectionChanged.connect(self._tell_selected)

    def show_room(self, room: Spot) -> None:
        self.blockSignals(True)
        # What a role does not lead to, it is told so of, and belongs to no room of theirs.
        self.setCurrentRow(self._rooms.index(room) if room in self._rooms else -1)
        self.blockSignals(False)
        self.viewport().update()

    def fit(self) -> None:
        self.scheduleDelayedItemsLayout()

    @Slot(QListWidgetItem)
    def _tell(self, item: QListWidgetItem) -> None:
        self.room_chosen.emit(item.data(_ROOM))

    @Slot()
    def _tell_selected(self) -> None:
        # Arrow keys move through the rooms, and an assistive technology selects one without the
        # focus. The click that ends in `itemClicked` leads where one then is already.
        for item in self.selectedItems():
            self.room_chosen.emit(item.data(_ROOM))


class _RoomDelegate(QStyledItemDelegate):
    def __init__(self, rooms: _Rooms) -> None:
        super().__init__(rooms)
        self._rooms = rooms

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        if not self._rooms.rail.narrow:
            return QSize(theme.scaled(100), theme.px("row"))
        if self._rooms.rail.slim:
            return QSize(theme.scaled(40), theme.px("row"))
        words = QFontMetrics(theme.font("small")).lineSpacing()
        return QSize(theme.scaled(80), theme.px("icon") + words + 3 * theme.px("s"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colours = theme.look()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        title, icon = _TITLES[index.data(_ROOM)]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(0, 1, 0, -1)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("selection" if selected else "hover"))
            painter.drawRoundedRect(area, theme.px("xs"), theme.px("xs"))
        if selected:
            bar = QRect(area.left(), area.top() + theme.px("s"), theme.scaled(3),
                        area.height() - 2 * theme.px("s"))  # fmt: skip
            painter.fillRect(bar, colours.colour("accent"))
        side = theme.px("icon")
        picture = theme.picture(icon, "accent", side, self._rooms.devicePixelRatioF())
        painter.setPen(colours.colour("text"))
        if self._rooms.rail.slim:
            left = area.center().x() - side // 2
            painter.drawPixmap(left, area.center().y() - side // 2, picture)
        elif self._rooms.rail.narrow:
            left = area.center().x() - side // 2
            painter.drawPixmap(left, area.top() + theme.px("s"), picture)
            words = area.adjusted(0, side + theme.px("s"), 0, 0)
            painter.setFont(theme.font("small", bold=selected))
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, _(title))
        else:
            left = area.left() + theme.px("m")
            painter.drawPixmap(left, area.center().y() - side // 2, picture)
            words = area.adjusted(theme.px("m") + side + theme.px("m"), 0, 0, 0)
            painter.setFont(theme.font("body", bold=selected))
            painter.drawText(
                words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, _(title)
            )
        painter.restore()
