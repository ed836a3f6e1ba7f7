# SPDX-License-Identifier: Apache-2.0
"""Headings of pages and cards.

Qt Widgets can give a label the role of a heading only through an accessibility factory, which in
PySide is asked for every object of the program; the heading therefore stays a label whose
description says its level.
"""

from __future__ import annotations

from logbook.i18n import _
from ui.widgets.text import Text


class Heading(Text):
    """A heading; level 1 is the title of a page, 2 that of a card."""

    def __init__(self, text: str = "", level: int = 1) -> None:
        super().__init__(text, look="title" if level == 1 else "heading")
        self.setAccessibleDescription(_("Heading level {level}").format(level=level))
