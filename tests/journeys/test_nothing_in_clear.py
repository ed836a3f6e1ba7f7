# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from logbook.app import Logbook, make_sample, unlock_job
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.drafts import KeptDraft
from logbook.domain.lines import LineKind
from logbook.domain.text import texts
from logbook.store.keyring import SMALLEST
from tests.builders import StandingClock

SHORTEST = 4
"""Letters: shorter words of ordinary English stand in README-RECOVERY.txt by chance."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """Make the sample, keep a draft in it, and list every word that is in its records."""
    path = tmp_path_factory.mktemp("sample") / "Sample.logbook"
    clock = StandingClock()
    made = make_sample(path, clock, cost=SMALLEST)
    logbook = Logbook.open(path, unlock_job(path, made.passphrase).run(), clock)
    reviewing = logbook.reviewing
    draft = DisclosureDraft(id=made.disclosure, service_user=None)
    logbook.drafting.keep(KeptDraft(draft=draft, place="Ŵynnstay draft marker"))
    people = reviewing.lines_at(reviewing.order_of_people())
    records = [
        logbook.practice,
        logbook.practitioner,
        *(reviewing.person(line.object) for line in people),
        *(
            reviewing.consent(line.object)
            for line in reviewing.lines_at(reviewing.order_of(LineKind.CONSENT))
        ),
        reviewing.disclosure(made.disclosure),
    ]
    logbook.close()
    said = " ".join(text for record in records for _part, text in texts(record))
    words = set(re.findall(rf"\w{{{SHORTEST},}}", said + " Ŵynnstay marker"))
    return path, words


def found_in_clear(data: bytes, words: set[str]) -> set[str]:
    """Give the words that stand in bytes, however they might be encoded."""
    return {
        word
        for word in words
        if any(word.encode(encoding) in data for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
    }


def unfolded(data: bytes) -> bytes:
    """Give bytes with everything that stands in them as base64 or hexadecimal beside them."""
    parts = [data]
    for part in re.findall(rb"[A-Za-z0-9+/_-]{16,}={0,2}", data):
        for decode in (base64.b64decode, bytes.fromhex):
            try:
                parts.append(decode(part.decode("ascii")))
            except ValueError:
                continue
    return b"\n".join(parts)


def test_no_word_of_any_record_stands_in_a_file_of_the_logbook(
    sample: tuple[Path, set[str]],
) -> None:
    path, words = sample
    recovery = (path / "README-RECOVERY.txt").read_text("utf-8")
    keys = (path / "keys.a.json").read_text("utf-8")
    structure = {part for key in re.findall(r'"(\w+)":', keys) for part in key.split("_")}
    telling = {word for word in words if word not in recovery and word not in structure}
    files = [file for file in path.rglob("*") if file.is_file()]

    assert len(telling) > 100
    assert {file.name for file in files} >= {"records.db", "keys.a.json", "keys.b.json"}
    for file in files:
        # Four letters of ASCII can stand in a megabyte of random bytes; longer words cannot.
        long_enough = {word for word in telling if len(word.encode()) > SHORTEST + 1}
        assert found_in_clear(unfolded(file.read_bytes()), long_enough) == set(), file.name


def test_the_names_of_the_files_tell_nothing(sample: tuple[Path, set[str]]) -> None:
    path, _words = sample

    assert {file.name for file in path.rglob("*")} == {
        "README-RECOVERY.txt",
        "anchors.jsonl",
        "keys.a.json",
        "keys.b.json",
        "lock",
        "records.db",
    }


def test_the_scan_sees_a_word_that_does_stand_in_clear(sample: tuple[Path, set[str]]) -> None:
    _path, words = sample
    word = max(words, key=len)

    assert found_in_clear(b"\0" * 9 + word.encode() + b"\0", words) >= {word}
    assert found_in_clear(word.encode("utf-16-le"), words) >= {word}
    assert found_in_clear(unfolded(base64.b64encode(b"xx" + word.encode() * 3)), words) >= {word}
