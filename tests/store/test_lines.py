# SPDX-License-Identifier: Apache-2.0
"""Lists, timelines and search over the same few records, and how their queries go about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logbook.domain.lines import Line, LineKind
from logbook.store import lines, moments, search, sequences
from logbook.store.journal_rows import RecordRow, SignedEntry
from logbook.store.vault import Vault

Recorder = Callable[..., tuple[SignedEntry, RecordRow]]
LineMaker = Callable[..., Line]


@pytest.fixture
def put(vault: Vault, record: Recorder, a_line: LineMaker) -> Callable[..., Line]:
    def add(
        words: str = "", *, object_id: str | None = None, revision: int = 1, **changes: object
    ) -> Line:
        entry, row = record(object_id=object_id, revision=revision)
        line = a_line(entry.seq, row.object, **changes)
        with vault.atomic():
            lines.put(vault, line, words)
            moments.put(vault, line.service_user, line.seq)
        return line

    return add


def a_person(put: Callable[..., Line], name: str) -> Line:
    return put(
        name,
        kind=LineKind.SERVICE_USER,
        title=name,
        sort=name.casefold(),
        number="",
        due=None,
    )


def test_line_comes_back_with_the_name_of_its_person(
    vault: Vault, put: Callable[..., Line]
) -> None:
    person = a_person(put, "Marmaduke Holly")
    line = put(service_user=person.object)
    assert lines.line_of(vault, line.object) == replace(line, person="Marmaduke Holly")
    assert lines.line_of(vault, person.object) == replace(person, person="Marmaduke Holly")
    assert lines.line_of(vault, uuid4()) is None


def test_new_name_shows_in_every_line_of_the_person(vault: Vault, put: Callable[..., Line]) -> None:
    person = a_person(put, "Marmaduke Holly")
    line = put(service_user=person.object)
    put(
        object_id=str(person.object),
        revision=2,
        kind=LineKind.SERVICE_USER,
        title="M. Ivy",
        sort="m. ivy",
    )
    found = lines.line_of(vault, line.object)
    assert found is not None
    assert found.person == "M. Ivy"
    assert len(lines.people(vault)) == 1


def test_amended_record_has_one_line_and_its_old_words_find_it_no_more(
    vault: Vault, put: Callable[..., Line]
) -> None:
    first = put("solicitor")
    second = put("barrister", object_id=str(first.object), revision=2)
    assert [line.seq for line in lines.newest(vault)] == [second.seq]
    assert search.search(vault, "solicitor") == ()
    assert [line.seq for line in search.search(vault, "barrister")] == [second.seq]


def test_line_put_again_for_the_same_entry_shows_its_new_state(
    vault: Vault, put: Callable[..., Line]
) -> None:
    line = put("solicitor")
    with vault.atomic():
        lines.put(vault, replace(line, state="told-after", due=None), "solicitor")
    assert [found.state for found in lines.newest(vault)] == ["told-after"]
    assert len(search.search(vault, "solicitor")) == 1


def test_pages_join_without_gap_or_double(vault: Vault, put: Callable[..., Line]) -> None:
    put_seqs = [put().seq for _ in range(7)]
    found: list[int] = []
    before = 2**62
    while page := lines.newest(vault, LineKind.DISCLOSURE, before=before, limit=3):
        found += [line.seq for line in page]
        before = page[-1].seq
    assert found == put_seqs[::-1]


def test_people_come_by_name_page_by_page(vault: Vault, put: Callable[..., Line]) -> None:
    for name in ("Cole", "Ash", "Birch", "Ash", "Dell"):
        a_person(put, name)
    put()
    first = lines.people(vault, limit=2)
    rest = lines.people(vault, after=first[-1])
    assert [line.title for line in (*first, *rest)] == ["Ash", "Ash", "Birch", "Cole", "Dell"]


def test_lines_of_a_person_are_theirs_alone(vault: Vault, put: Callable[..., Line]) -> None:
    one, other = a_person(put, "Ash"), a_person(put, "Birch")
    theirs = [put(service_user=one.object).seq for _ in range(3)]
    put(service_user=other.object)
    put(service_user=one.object, kind=LineKind.CONSENT)
    found = lines.of_person(vault, one.object, LineKind.DISCLOSURE)
    assert [line.seq for line in found] == theirs[::-1]
    assert lines.of_person(vault, one.object, LineKind.DISCLOSURE, before=theirs[0]) == ()


def test_what_is_due_comes_most_pressing_first(vault: Vault, put: Callable[..., Line]) -> None:
    days = [date(2026, 12, 3), None, date(2026, 12, 1), date(2026, 12, 1), date(2027, 1, 1)]
    for day in days:
        put(due=day)
    first = lines.due(vault, date(2026, 12, 31), limit=2)
    rest = lines.due(vault, date(2026, 12, 31), after=first[-1])
    assert [line.due for line in (*first, *rest)] == [days[2], days[3], days[0]]


def test_array_of_a_list_and_the_lines_at_some_of_its_places(
    vault: Vault, put: Callable[..., Line]
) -> None:
    made = [put() for _ in range(4)]
    a_person(put, "Ash")
    numbers = sequences.newest_first(vault, LineKind.DISCLOSURE)
    assert list(numbers) == [line.seq for line in made[::-1]]
    found = sequences.lines_at(vault, numbers[1:3])
    assert [line.seq for line in found] == [made[2].seq, made[1].seq]
    assert sequences.lines_at(vault, []) == ()
    assert len(sequences.by_name(vault)) == 1


def test_disclosure_is_found_by_its_number_alone(vault: Vault, put: Callable[..., Line]) -> None:
    put(number="D-2026-00010")
    wanted = put("nothing of note", number="D-2026-0001")
    put("see D-2026-0001", number="D-2026-0002")
    found = sequences.numbered(vault, "D-2026-0001")
    assert found is not None
    assert found.seq == wanted.seq
    assert sequences.numbered(vault, "D-2026-0003") is None
    assert sequences.numbered(vault, "") is None


def test_lists_made_again_are_the_same(vault: Vault, put: Callable[..., Line]) -> None:
    made = [put("solicitor") for _ in range(3)]
    before = (lines.newest(vault), search.search(vault, "solicitor"))
    with vault.atomic():
        lines.put_all_again(vault, ())
        moments.put_all_again(vault, ())
    assert lines.newest(vault) == search.search(vault, "solicitor") == ()
    with vault.atomic():
        for line in made:
            lines.put(vault, line, "solicitor")
    assert (lines.newest(vault), search.search(vault, "solicitor")) == before


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("solic", True),
        ("SOLICITOR", True),
        ("solicitor holl", True),
        ("holly solicitor", True),
        ("rene", True),
        ("ren\u00e9", True),
        ("rene\u0301", True),
        ("o'neill", True),
        ("o\u2019neill", True),
        ("olicitor", False),
        ("solicitor barrister", False),
        ("s", False),
        ("", False),
        ("   ", False),
        ('"', False),
        ("*", False),
        ("solicitor &", True),
        ("solicitor OR barrister", False),
        ("NEAR(solicitor holly)", False),
        ("words : solicitor", True),
        ("-holly", True),
        ("^solicitor", True),
        ("half \ud800", False),
        ("nul\0l", False),
    ],
)
def test_what_is_typed_is_text(
    vault: Vault, put: Callable[..., Line], typed: str, *, is_found: bool
) -> None:
    put("words of the solicitor about Holly, Ren\u00e9 and O'Neill")
    assert bool(search.search(vault, typed)) is is_found


def test_search_gives_the_newest_first_page_by_page(vault: Vault, put: Callable[..., Line]) -> None:
    seqs = [put("solicitor").seq for _ in range(5)]
    first = search.search(vault, "solicitor", limit=3)
    rest = search.search(vault, "solicitor", before=first[-1].seq)
    assert [line.seq for line in (*first, *rest)] == seqs[::-1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text())
def test_no_text_is_a_fault_of_the_query(vault: Vault, typed: str) -> None:
    assert search.search(vault, typed) == ()


SIGNS = st.text(st.sampled_from("\"*^:()-+'{}, ANDORNEARx\u00e9\u00df"), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(SIGNS)
def test_no_sign_is_a_fault_of_the_query(vault: Vault, typed: str) -> None:
    assert search.search(vault, typed) == ()


def test_words_that_were_taken_out_leave_no_trace_in_the_index(
    vault: Vault, put: Callable[..., Line]
) -> None:
    # F16
    line = put("marmaduke hollybush")
    put("other things entirely", object_id=str(line.object), revision=2)
    blocks = vault.rows("SELECT block FROM search_data")
    assert not any(b"armadu" in block or b"ollybu" in block for (block,) in blocks)


def test_control_index_keeps_the_words_where_it_is_not_told_otherwise(vault: Vault) -> None:
    connection = vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    connection.execute("CREATE VIRTUAL TABLE keeping USING fts5 (words)")
    for row in range(50):
        connection.execute("INSERT INTO keeping (rowid, words) VALUES (?, 'marmaduke')", (row,))
    connection.execute("DELETE FROM keeping WHERE rowid = 3")
    blocks = connection.execute("SELECT block FROM keeping_data").fetchall()
    assert any(b"armadu" in block for (block,) in blocks)


def test_no_list_walks_a_whole_table(vault: Vault) -> None:
    queries = {
        f"{module.__name__}.{name}": text
        for module in (lines, moments, search, sequences)
        for name, text in vars(module).items()
        if name.startswith("_") and isinstance(text, str) and "SELECT" in text
    }
    # _AT sorts no more than the rows of the page it is asked for.
    assert len(queries) >= 11
    parameters = dict.fromkeys(
        (
            *("object", "before", "limit", "kind", "person", "sort", "seq", "day", "due"),
            *("service_user", "query", "numbers", "number", "title", "at", "detail", "state"),
            *("after", "named"),
        )
    )
    for name, text in queries.items():
        plan = [row[3] for row in vault.rows("EXPLAIN QUERY PLAN " + text, parameters)]
        bad = [
            step
            for step in plan
            if (step.startswith("SCAN") and not is_bounded(name, step))
            or ("TEMP B-TREE" in step and not name.endswith("._AT"))
        ]
        assert not bad, f"{name}: {plan}"


def is_bounded(name: str, step: str) -> bool:
    """Tell whether a walk is over an index of what is asked for, or stops at the page's end."""
    return (
        # The rows of "(subquery-1)" are those of its own plan, which is looked at too.
        step.startswith(
            ("SCAN search VIRTUAL TABLE", "SCAN wanted VIRTUAL TABLE", "SCAN (subquery-1)")
        )
        or "USING INDEX line_of_name" in step
        or "USING COVERING INDEX line_of_name" in step
        or (name.endswith("lines._NEWEST") and step == "SCAN line")
    )


def test_moments_come_latest_first(vault: Vault, put: Callable[..., Line]) -> None:
    person = a_person(put, "Ash")
    seqs = [put(service_user=person.object).seq for _ in range(3)]
    rows = vault.rows(
        "SELECT seq FROM moment WHERE service_user = :who ORDER BY seq DESC",
        {"who": str(UUID(str(person.object)))},
    )
    assert [seq for (seq,) in rows] == [*seqs[::-1], person.seq]
