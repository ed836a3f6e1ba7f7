# SPDX-License-Identifier: Apache-2.0
"""The order in which Tab goes through a page whose fields come and go."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def settle_tab_order(page: QWidget, ways_on: Iterable[QWidget]) -> None:
    """Let Tab go through what stands in a page as it stands, and then to the ways on.

    What hands the focus on to a part of itself is put before that part. Left where Qt puts what
    comes later, at the end, it would lead Tab back to its part: round and round, never past it.
    """
    window = page.window()
    stops = [
        each
        for each in page.findChildren(QWidget)
        if each.window() is window and (takes_focus(each) or _hands_on(each))
    ]
    for one, next_one in pairwise([*stops, *ways_on]):
        QWidget.setTabOrder(one, next_one)


def takes_focus(widget: QWidget) -> bool:
    """Tell whether a widget takes the focus itself."""
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None


def _hands_on(widget: QWidget) -> bool:
    proxy: QWidget | None = widget.focusProxy()
    return proxy is not None and widget.isAncestorOf(proxy)
