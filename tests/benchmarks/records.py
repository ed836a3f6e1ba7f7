# SPDX-License-Identifier: Apache-2.0
"""Recording, searching, listing and auditing, each beside the plainest way to do the same."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Self

from logbook.app import Logbook, unlock_job
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.drafts import KeptDraft
from logbook.domain.lines import LineKind
from logbook.journal.audit import StoredEntry
from logbook.journal.commitment import PREFIX
from logbook.journal.tree import HASH_BYTES
from logbook.store import lines, moments, search
from logbook.store.audit_rows import stored_journal
from logbook.store.connection import connect
from logbook.store.folder import LogbookFolder
from logbook.store.keyring import database_key
from logbook.store.vault import Vault
from tests.benchmarks.figures import FRAME, Figure, Timed, by_turns, middle, nearly_worst
from tests.builders import PASSPHRASE, StandingClock, a_disclosure_draft

ROWS = 256
"""As many rows as a table of a window reads at once."""

NEWEST = 50
"""As many rows as search shows, and a person's page."""

TYPED = ("sian okonkwo", "elm road surgery", "night pain", "LP-000042", "referral spinal", "report")
"""What is typed letter by letter: names and numbers that few have, and words that all have."""

_LAST = 2**62
_HASHED_AT_ONCE = 10_000
_RAW_TABLE = "CREATE TABLE raw (number INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT"
_RAW_ROW = "INSERT INTO raw (body) VALUES (:body)"
_ROW_SIZE = "SELECT length(payload) + length(salt) FROM record ORDER BY seq DESC LIMIT 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """An open logbook under measurement, and service users and disclosures picked from it."""

    logbook: Logbook
    vault: Vault
    random: Random

    @classmethod
    def of(cls, logbook: Logbook) -> Self:
        """Take a logbook that is open."""
        random = Random(2)  # noqa: S311 - the same choices each time, no secret
        return cls(logbook=logbook, vault=logbook._opened.vault, random=random)


@contextmanager
def opened(path: Path) -> Iterator[Measured]:
    """Open a logbook of the benchmark."""
    logbook = Logbook.open(path, unlock_job(path, PASSPHRASE).run(), StandingClock())
    with closing(logbook):
        yield Measured.of(logbook)


def figures_of_recording(small: Path, large: Path, rounds: int) -> list[Figure]:
    """Record signed disclosures in both, and raw rows in a copy of the large one."""
    copy = LogbookFolder(large.with_name("Raw.logbook"))
    with ExitStack() as stack:
        many, few = (stack.enter_context(opened(path)) for path in (large, small))
        key = database_key(many.logbook._opened.keys.unlocked)
        vault_id = many.vault.id
        # Python must not open the database while SQLite has it: closing it would drop the lock.
        many.vault._disconnect()
        copy.path.mkdir()
        shutil.copyfile(LogbookFolder(large).records, copy.records)
        many.vault.reopen()
        raw = stack.enter_context(closing(connect(copy, key, vault_id, new=False)))
        raw.set_authorizer(None)
        raw.execute(_RAW_TABLE)
        size = many.vault.row(_ROW_SIZE)
        assert size is not None, "there are records"
        body = {"body": os.urandom(size[0])}

        def raw_row() -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute(_RAW_ROW, body)
            raw.execute("COMMIT")

        times = by_turns(
            rounds, _Recording(many, rounds).record, raw_row, _Recording(few, rounds).record
        )
    ours, floor, before = map(middle, times)
    return [
        Figure(
            what="recording a signed disclosure, p50",
            ours=ours,
            floor=floor,
            unit="ms",
            ratio_goal=3,
        ),
        _growth("recording", ours, before),
    ]


class _Recording:
    """Records prepared drafts one by one, each kept before as the wizard keeps it."""

    def __init__(self, measured: Measured, rounds: int) -> None:
        self._logbook = measured.logbook
        self._drafts = iter([self._kept(measured) for _ in range(rounds)])

    def record(self) -> None:
        self._logbook.disclosing.record(next(self._drafts))

    def _kept(self, measured: Measured) -> DisclosureDraft:
        reviewing = self._logbook.reviewing
        number = measured.random.choice(reviewing.order_of_people())
        person = reviewing.lines_at([number])[0].object
        draft = a_disclosure_draft(person, reviewing.consents_of(person)[0].id)
        self._logbook.drafting.keep(KeptDraft(draft=draft))
        return draft


def figures_of_searching(few: Measured, many: Measured, rounds: int) -> list[Figure]:
    """Type letter by letter, and ask the full-text index by hand."""
    typed = [text[: end + 1] for text in TYPED for end in range(len(text))]
    texts: list[Iterator[str]] = [cycle(typed) for _ in range(3)]

    def by_hand() -> None:
        query = search.query_of(next(texts[1]))
        if query:
            many.vault.rows(search._SEARCH, {"query": query, "before": _LAST, "limit": NEWEST})

    times = by_turns(
        rounds * len(typed),
        lambda: many.logbook.searching.search(next(texts[0]), limit=NEWEST),
        by_hand,
        lambda: few.logbook.searching.search(next(texts[2]), limit=NEWEST),
    )
    ours, floor, before = map(nearly_worst, times)
    return [
        Figure(
            what=f"search while typing, newest {NEWEST}, p95",
            ours=ours,
            floor=floor,
            unit="ms",
            ratio_goal=1.5,
            limit=FRAME,
        ),
        _growth("searching", ours, before),
    ]


def figures_of_lists(few: Measured, many: Measured, rounds: int) -> list[Figure]:
    """Open the list of disclosures, leaf through it, and open people's pages."""
    opening = by_turns(rounds, _opens_list(many), _list_by_hand(many), _opens_list(few))
    leafing = by_turns(rounds, *_leafs(many, rounds))
    person = by_turns(rounds, *_opens_person(many, rounds), _opens_person(few, rounds)[0])
    named = (
        ("opening the list of disclosures, p95", opening),
        (f"a page of {ROWS} rows further down, p95", leafing),
        ("opening a person's page, p95", person),
    )
    return [
        *(
            Figure(
                what=what,
                ours=nearly_worst(times[0]),
                floor=nearly_worst(times[1]),
                unit="ms",
                ratio_goal=3,
                limit=FRAME,
            )
            for what, times in named
        ),
        _growth("opening a list", nearly_worst(opening[0]), nearly_worst(opening[2])),
        _growth("opening a person's page", nearly_worst(person[0]), nearly_worst(person[2])),
    ]


def figure_of_auditing(many: Measured, rounds: int) -> Figure:
    """Audit all but the signatures, and hash every entry, node and record once."""
    ours, floor = [], []
    for _ in range(rounds):
        ours += by_turns(1, lambda: many.logbook.auditing.audit(signatures=False))[0]
        floor.append(_time_to_hash(many.vault))
    return Figure(
        what="auditing the journal, without signatures, p50",
        ours=middle(ours),
        floor=middle(floor),
        unit="ms",
        ratio_goal=6,
    )


def _growth(what: str, ours: float, before: float) -> Figure:
    return Figure(
        what=f"growth of {what}, ten times the entries",
        ours=ours,
        floor=before,
        unit="ms",
        ratio_goal=2,
    )


def _opens_list(measured: Measured) -> Timed:
    reviewing = measured.logbook.reviewing

    def open_list() -> None:
        order = reviewing.order_of(LineKind.DISCLOSURE)
        reviewing.lines_at(order[:ROWS])

    return open_list


def _list_by_hand(measured: Measured) -> Timed:
    page = {"kind": LineKind.DISCLOSURE.value, "before": _LAST, "limit": ROWS}
    return lambda: measured.vault.rows(lines._NEWEST_OF_KIND, page)


def _leafs(measured: Measured, rounds: int) -> tuple[Timed, Timed]:
    reviewing = measured.logbook.reviewing
    order = reviewing.order_of(LineKind.DISCLOSURE)
    pages = [order[start : start + ROWS] for start in _starts(measured, len(order), rounds)]
    ours, floor = iter(pages), iter(pages)

    def by_hand() -> None:
        page = {"kind": LineKind.DISCLOSURE.value, "before": next(floor)[0] + 1, "limit": ROWS}
        measured.vault.rows(lines._NEWEST_OF_KIND, page)

    return lambda: reviewing.lines_at(next(ours)), by_hand


def _starts(measured: Measured, rows: int, rounds: int) -> list[int]:
    return [measured.random.randrange(rows) for _ in range(rounds)]


def _opens_person(measured: Measured, rounds: int) -> tuple[Timed, Timed]:
    reviewing = measured.logbook.reviewing
    order = reviewing.order_of_people()
    people = [
        reviewing.lines_at([order[place]])[0].object
        for place in _starts(measured, len(order), rounds)
    ]
    ours, floor = iter(people), iter(people)

    def open_page() -> None:
        person = next(ours)
        reviewing.person(person)
        reviewing.timeline(person, limit=NEWEST)

    def by_hand() -> None:
        page = {"service_user": str(next(floor)), "before": _LAST, "limit": NEWEST}
        measured.vault.rows(moments._TIMELINE, page)

    return open_page, by_hand


def _time_to_hash(vault: Vault) -> float:
    """Time, in milliseconds, the hashing of rows in memory by hand, and nothing else."""
    entries, taken = iter(stored_journal(vault).entries), 0.0
    while rows := list(islice(entries, _HASHED_AT_ONCE)):
        taken += by_turns(1, lambda: _hash_all(rows))[0][0]
    return taken


def _hash_all(rows: list[StoredEntry]) -> None:
    """Hash every leaf, every node above and every commitment once, as an audit must."""
    for _seq, body, leaf, _signature, nodes, _object, _revision, payload, salt in rows:
        sha256(b"\x00" + body).digest()
        for start in range(0, len(nodes), HASH_BYTES):
            sha256(b"\x01" + leaf + nodes[start : start + HASH_BYTES]).digest()
        if payload is not None and salt is not None:
            sha256(PREFIX + salt + payload).digest()
