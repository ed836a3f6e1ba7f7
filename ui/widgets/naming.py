# SPDX-License-Identifier: Apache-2.0
"""What screen readers are told of a widget: its name, its identifier, and what just happened."""

from __future__ import annotations

from typing import TypeVar

from PySide6 import QtGui
from PySide6.QtWidgets import QWidget

_Widget = TypeVar("_Widget", bound=QWidget)


def named(widget: _Widget, identifier: str, name: str = "", description: str = "") -> _Widget:
    """Give a widget its stable identifier and, where given, its spoken name and description."""
    widget.setObjectName(identifier)
    widget.setAccessibleIdentifier(identifier)
    if name:
        widget.setAccessibleName(spoken(name))
    if description:
        widget.setAccessibleDescription(description)
    return widget


def spoken(label: str) -> str:
    """Strip the mark of the access key from a label: `&Name` is spoken "Name"."""
    return label.replace("&&", "\0").replace("&", "").replace("\0", "&")


def announce(widget: QWidget, message: str, *, urgent: bool = False) -> None:
    """Have a screen reader say something that has no focus, such as a count or a problem."""
    if not (message and QtGui.QAccessible.isActive()):
        return
    event = QtGui.QAccessibleAnnouncementEvent(widget, message)
    politeness = QtGui.QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QtGui.QAccessible.updateAccessibility(event)
