# SPDX-License-Identifier: Apache-2.0
"""Describes a fault by types and lines of code alone."""

from __future__ import annotations

import linecache
import platform
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion

from logbook import __version__

_LONGEST_CHAIN = 10


def crash_report(error: BaseException) -> str:
    """Describe an exception and what led to it by types and lines of code alone."""
    lines = [
        f"Disclosure Logbook {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}",
        "",
    ]
    for number, (link, each) in enumerate(_chain(error)):
        if number == _LONGEST_CHAIN:
            lines.append("…")
            break
        kind = type(each)
        lines.append(f"{link}{kind.__module__}.{kind.__qualname__}")
        lines += _frames(each.__traceback__)
        lines.append("")
    return "\n".join(lines)


def _chain(error: BaseException) -> Iterator[tuple[str, BaseException]]:
    """Give the exception and those that led to it, the last one first."""
    link, each, seen = "", error, set[int]()
    while id(each) not in seen:
        seen.add(id(each))
        yield link, each
        if each.__cause__ is not None:
            link, each = "caused by ", each.__cause__
        elif each.__context__ is not None and not each.__suppress_context__:
            link, each = "while handling ", each.__context__
        else:
            return


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        source = linecache.getline(code.co_filename, trace.tb_lineno).strip()
        yield f"  {_place(code.co_filename)}:{trace.tb_lineno} {code.co_qualname}"
        if source:
            yield f"    {source}"
        trace = trace.tb_next


def _place(filename: str) -> str:
    """Cut a path down to the part inside the program: folders above can hold a person's name."""
    parts = Path(filename).parts
    return "/".join(parts[-2:])
