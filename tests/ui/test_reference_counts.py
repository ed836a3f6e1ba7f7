# SPDX-License-Identifier: Apache-2.0
"""Guards the pin of PySide6: 6.12.0 on Python 3.11 loses one reference to None or True a call."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

_CALLS = 500
_SLACK = 20
_IMMORTAL = sys.version_info >= (3, 12)


class _Bell(QObject):
    rung = Signal()


def test_calls_that_return_nothing_keep_the_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(_CALLS):
        label.setText(str(number))
    lost = before - sys.getrefcount(None)
    assert lost == 0 if _IMMORTAL else abs(lost) <= _SLACK


def test_emitting_a_signal_keeps_the_references_to_true(qapp: object) -> None:
    assert qapp
    bell = _Bell()
    before = sys.getrefcount(True)
    for _number in range(_CALLS):
        bell.rung.emit()
    lost = before - sys.getrefcount(True)
    assert lost == 0 if _IMMORTAL else abs(lost) <= _SLACK
