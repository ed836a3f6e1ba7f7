# SPDX-License-Identifier: Apache-2.0
"""Every text a person can type is kept as it is or refused as a whole, and found again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from logbook.app import Logbook
from logbook.domain.drafts import KeptDraft
from logbook.domain.findings import RecordRefusedError
from logbook.errors import LogbookError
from tests.builders import a_consent_draft, a_disclosure_draft, a_person
from tests.faults.scene import make_scene

KEPT = {
    "a family of emoji, joined": "Ana \U0001f469\u200d\U0001f469\u200d\U0001f467 Lima",
    "letters and marks apart": "Sia\u0302n W\u0302yn",
    "stacked marks": "Z\u0351\u0343a\u0316lgo",
    "Welsh, Irish and Gaelic": "Ŵyn ŷ Ó Súilleabháin MacÌomhair",
    "Arabic": "فاطمة الزهراء",
    "Hebrew": "שרה כהן",
    "Chinese, outside the first plane": "𠮷野家 𡈽",
    "Hindi": "क्षत्रिय",
    "Turkish": "İlkay Işık",  # noqa: RUF001 - that is the letter
    "German": "Straße Weiß",
    "an apostrophe for SQL": "O'Brien'); DROP TABLE entry; --",
    "operators for the search": '"NEAR(" * OR AND NOT ^col:',
    "per cent and underscore": "100% _off_",
    "markup": "<img src=x> <b>&amp;",
    "a template": "{0} %s ${HOME}",
    "two hundred characters": "ŵ" * 200,
}
REFUSED = {
    "NUL": "Ana\0Lima",
    "half a surrogate pair": "Ana \ud83d Lima",
    "an override of direction": "Ana \u202egnp.exe",
    "an isolate that is not ended": "Ana \u2066Lima",
    "a backspace": "Ana\x08Lima",
    "an escape": "Ana\x1b[31mLima",
    "a character that is none": "Ana\uffffLima",
    "ten megabytes": "x" * 10_000_000,
    "one character too many": "x" * 201,
}


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@pytest.fixture(scope="module")
def logbook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logbook]:
    scene = make_scene(tmp_path_factory.mktemp("unicode") / "scene")
    scene.open()
    yield scene.opened
    scene.close()


@pytest.mark.parametrize("name", KEPT.values(), ids=KEPT)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_kept_and_found_in_whatever_form_it_is_typed(
    name: str, form: str, logbook: Logbook
) -> None:
    typed = composed(name) if form == "NFD" else unicodedata.normalize("NFD", name)
    person = a_person(name=typed if len(typed) <= 200 else name)

    logbook.enrolling.add(person)

    kept = logbook.reviewing.person(person.id)
    assert kept is not None
    assert kept.name == composed(name)
    sought = composed(name) if form == "NFC" else unicodedata.normalize("NFD", name)
    found = logbook.searching.search(sought)
    is_searchable = any(character.isalnum() for character in name)
    assert (person.id in {line.object for line in found}) is is_searchable
    assert logbook.auditing.audit().is_intact


@pytest.mark.parametrize("name", REFUSED.values(), ids=REFUSED)
def test_a_name_that_cannot_be_kept_is_refused_whole(name: str, logbook: Logbook) -> None:
    before = logbook.reviewing.entries()

    with pytest.raises(RecordRefusedError):
        logbook.enrolling.add(a_person(name=name))

    assert logbook.reviewing.entries() == before
    logbook.enrolling.add(a_person())
    assert logbook.auditing.audit().is_intact


@pytest.mark.parametrize("text", [*REFUSED.values()][:-1], ids=[*REFUSED][:-1])
def test_a_text_in_the_depth_of_a_form_is_refused_whole(text: str, logbook: Logbook) -> None:
    person = a_person()
    logbook.enrolling.add(person)
    draft = a_consent_draft(person.id)
    consent = logbook.consenting.record(draft).object
    before = logbook.reviewing.entries()
    other = a_consent_draft(person.id)
    disclosure = a_disclosure_draft(person.id, consent)

    with pytest.raises(LogbookError):
        logbook.consenting.record(replace(other, scope=replace(other.scope, how_used=text)))
    with pytest.raises(LogbookError):
        logbook.disclosing.record(
            replace(disclosure, recipient=replace(disclosure.recipient, name=text))
        )

    assert logbook.reviewing.entries() == before


@pytest.mark.parametrize("text", [*KEPT.values(), *REFUSED.values()], ids=[*KEPT, *REFUSED])
def test_whatever_was_typed_so_far_is_kept_as_a_draft_and_read_again(
    text: str, logbook: Logbook
) -> None:
    draft = a_consent_draft(a_person().id)
    draft = replace(draft, scope=replace(draft.scope, purpose=text))

    logbook.drafting.keep(KeptDraft(draft=draft, place="purpose"))

    kept = logbook.drafting.find(draft.id)
    assert kept is not None
    assert kept.draft == replace(
        draft, scope=replace(draft.scope, purpose=text.encode("utf-8", "replace").decode())
    )
    assert draft.id in {line.id for line in logbook.drafting.all()}


IN_A_LOCALE = """
import locale, sys
locale.setlocale(locale.LC_ALL, "")
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID
from logbook.domain.text import folded
from logbook.journal.payload import written_payload
from tests.builders import NOON, a_person
person = a_person(id=UUID(int=7), name="Iris İlkay ISIK", born=date(1980, 4, 12))
sys.stdout.buffer.write(written_payload(person))
print(folded(person.name), f"{NOON:%Y-%m-%dT%H:%M:%SZ}", "I".lower(), "i".upper(), f"{1234.5:,}")
"""


OTHERWISE = """
import locale, time
locale.setlocale(locale.LC_ALL, "")
print(locale.format_string("%.2f", 1234.5, grouping=True), time.strftime("%A %B", time.gmtime(0)))
"""
"""The control: what a program writes that lets the locale have a say."""

LOCALES = {"tr_TR.UTF-8": "tr_TR", "ar_EG.UTF-8": "ar_EG", "de_DE.UTF-8": "de_DE"}
SYSTEM = ("C.UTF-8", "POSIX")


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """Build the locales, whether or not the system has them; None where it cannot build any."""
    if shutil.which("localedef") is None or not Path("/usr/share/i18n/locales").is_dir():
        return None
    place = tmp_path_factory.mktemp("locales")
    for name, source in LOCALES.items():
        command = ["localedef", "-f", "UTF-8", "-i", source, str(place / name)]
        # It warns, and then its status is 1, where a locale is not quite what POSIX asks for.
        subprocess.run(command, capture_output=True, check=False)
    return place


@cache
def in_locale(name: str, code: str, locales: Path | None) -> bytes | None:
    """Give what a program writes in a locale; None where this system does not have it."""
    place = {"LOCPATH": str(locales)} if locales is not None and name in LOCALES else {}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"LC_ALL": name, "LANGUAGE": name} | place,
        capture_output=True,
        check=False,
    )
    if b"unsupported locale setting" in done.stderr:
        return None
    assert done.stderr == b""
    return done.stdout


@pytest.mark.parametrize("name", [*LOCALES, *SYSTEM])
def test_what_is_written_is_the_same_in_every_locale(name: str, locales: Path | None) -> None:
    written = in_locale(name, IN_A_LOCALE, locales)
    if written is None:
        pytest.skip(f"the locale {name} is not installed")

    assert written == in_locale("C", IN_A_LOCALE, locales)


@pytest.mark.parametrize("name", LOCALES)
def test_control_a_program_that_lets_the_locale_have_a_say_is_told_apart(
    name: str, locales: Path | None
) -> None:
    written = in_locale(name, OTHERWISE, locales)
    if written is None:
        pytest.skip(f"the locale {name} is not installed")

    assert written != in_locale("C", OTHERWISE, locales)


def test_control_the_names_are_such_that_a_careless_program_changes_them() -> None:
    # Otherwise it would show nothing that they come back as they were.
    differ = {name for name in KEPT.values() if unicodedata.normalize("NFD", name) != name}
    wide = {name for name in KEPT.values() if max(name) > "\uffff"}
    folded = {name for name in KEPT.values() if name.lower().upper() != name.upper()}

    assert min(len(differ), len(wide)) >= 2
    assert folded
