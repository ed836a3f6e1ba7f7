# SPDX-License-Identifier: Apache-2.0
"""The program speaks to no other computer: not in a whole day, and not by what it imports."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from tests.journeys.day import a_day

ROOT = Path(__file__).parents[2]

SPEAKING = {
    "aiohttp", "ftplib", "http", "imaplib", "nntplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib3", "websockets", "xmlrpc", "httpx", "asyncio",
    "PySide6.QtNetwork", "PySide6.QtWebSockets", "urllib.request", "urllib.robotparser",
}  # fmt: skip
"""Modules by which a program can speak to another computer."""

BROUGHT_ALONG = {
    "socket": "cryptography reads e-mail addresses with email.utils, which wants the host's name",
    "urllib.request": "xml.sax.saxutils, which escapes text for ReportLab, could open documents",
    "http": "by urllib.request",
    "ssl": "by http.client",
    "asyncio": "pyHanko signs and verifies in coroutines",
    "aiohttp": "pyHanko could ask for certificates and time stamps; it is given no one to ask",
}
"""What libraries load of them, and why. Nothing in them was called: the day below shows it."""


def loaded(modules: list[str]) -> set[str]:
    """Give which of the modules that can speak are among the loaded ones."""
    return {each for each in SPEAKING if each in modules}


def test_nothing_of_ours_imports_a_module_that_speaks() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for folder in ("logbook", "ui")
        for path in (ROOT / folder).rglob("*.py")
        for name in imported(path.read_text("utf-8"))
        if any(name == each or name.startswith(f"{each}.") for each in SPEAKING)
    }

    assert found == set()


@pytest.mark.parametrize(
    "line",
    ["import urllib.request", "from urllib import request", "from PySide6 import QtNetwork"],
)
def test_an_import_of_one_would_be_seen(line: str) -> None:
    assert set(imported(line)) & SPEAKING


def imported(source: str) -> list[str]:
    """Give every module a source file imports, wherever in it."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
    return names


@pytest.mark.slow
def test_in_a_whole_day_no_connection_is_opened_and_no_name_looked_up(tmp_path: Path) -> None:
    day = a_day(tmp_path)

    assert day.told["reached"] == []
    assert loaded(day.told["modules"]) <= set(BROUGHT_ALONG)
    assert "PySide6.QtNetwork" not in day.told["modules"]


@pytest.mark.slow
def test_one_connection_would_be_seen(tmp_path: Path) -> None:
    day = a_day(tmp_path, "leak")

    assert "socket.connect" in day.told["reached"]
    assert json.dumps(day.told["reached"])
