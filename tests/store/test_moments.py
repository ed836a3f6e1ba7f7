# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from logbook.domain.people import ServiceUser
from logbook.domain.records import Act
from logbook.journal.payload import written_payload
from logbook.store import moments
from logbook.store.journal_rows import RecordRow, SignedEntry
from logbook.store.vault import Vault


def test_timeline_gives_each_revision_as_it_was_the_latest_first(
    vault: Vault, record: Callable[..., tuple[SignedEntry, RecordRow]]
) -> None:
    person, other = uuid4(), uuid4()
    for revision, name in enumerate(("Marmaduke Holly", "M. Ivy"), start=1):
        named = ServiceUser(id=person, reference="R-1", name=name)
        entry, _ = record(written_payload(named), object_id=str(person), revision=revision)
        moments.put(vault, person, entry.seq)
    entry, _ = record(written_payload(ServiceUser(id=other, reference="R-2", name="Birch")))
    moments.put(vault, other, entry.seq)
    found = moments.timeline(vault, person)
    assert [moment.seq for moment in found] == [1, 0]
    names = [moment.record.name for moment in found if isinstance(moment.record, ServiceUser)]
    assert names == ["M. Ivy", "Marmaduke Holly"]
    assert {(moment.object, moment.act) for moment in found} == {(person, Act.DISCLOSURE_RECORDED)}
    assert [moment.seq for moment in moments.timeline(vault, person, before=1)] == [0]
    assert [moment.seq for moment in moments.timeline(vault, person, limit=1)] == [1]


def test_what_names_something_is_found_among_what_came_after_an_entry(
    vault: Vault, record: Callable[..., tuple[SignedEntry, RecordRow]]
) -> None:
    person, other, named = uuid4(), uuid4(), uuid4()
    for place, words in (
        (person, str(named)),
        (person, f"as with {named}"),
        (person, str(uuid4())),
        (other, str(named)),
    ):
        one = ServiceUser(id=uuid4(), reference="R-1", name=words)
        entry, _ = record(written_payload(one))
        moments.put(vault, place, entry.seq)

    found = list(moments.records_naming(vault, person, named, 0))

    assert [one.name for one in found if isinstance(one, ServiceUser)] == [f"as with {named}"]
    assert len(list(moments.records_naming(vault, person, named, -1))) == 2
