# SPDX-License-Identifier: Apache-2.0
"""What executors of a clinical will need to know, on paper: to be taken to whoever is told.

It names people and how they may be reached, and nothing of why they came. Executors sign nothing,
so it is not signed.
"""

from __future__ import annotations

from datetime import date, datetime

from logbook.documents.content import (
    Block,
    DocumentContent,
    Look,
    Notice,
    Points,
    Section,
    Text,
    Tone,
)
from logbook.documents.finish import finish
from logbook.documents.render import render
from logbook.domain.executor_view import ExecutorView
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.executor_words import ExecutorPart, executor_parts, in_a_line


def executor_sheet(view: ExecutorView, *, day: date, created: datetime) -> DocumentContent:
    """Write the sheet."""
    return DocumentContent(
        look=Look.RECORD,
        reference=_("For the executors \N{EN DASH} {day}").format(day=day_in_words(day)),
        title=_("What the executors need to know"),
        practice_lines=(view.files.practice, in_a_line(view.files.address)),
        sections=(_about(view, day), *(_section(part) for part in executor_parts(view))),
        footer=_("Confidential. For the executors only; destroy it when it is no longer needed."),
        author=view.practitioner,
        created=created,
    )


def executor_sheet_pdf(view: ExecutorView, *, day: date, created: datetime) -> bytes:
    """Give the sheet as a PDF, made in memory."""
    return finish(render(executor_sheet(view, day=day, created=created)))


def _about(view: ExecutorView, day: date) -> Section:
    said = _(
        "Executors of the clinical will of {practitioner} opened the logbook, and this is what it"
        " shows them, as of {day}. That they opened it stands in its journal."
    ).format(practitioner=view.practitioner, day=day_in_words(day))
    return Section(blocks=(Notice(text=said),))


def _section(part: ExecutorPart) -> Section:
    blocks: list[Block] = []
    if part.lead:
        blocks.append(Text(text=part.lead, tone=Tone.MUTED))
    if part.items:
        blocks.append(Points(items=tuple("\n".join(item) for item in part.items)))
    else:
        blocks.append(Text(text=part.nothing))
    return Section(heading=part.heading, blocks=tuple(blocks))
