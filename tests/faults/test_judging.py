# SPDX-License-Identifier: Apache-2.0
"""The judge itself: each thing it looks for, put there, is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from logbook.domain.practice import Role
from logbook.domain.ways import WayKind
from logbook.store.keyring import database_key
from tests.faults.destroying import a_mark, a_marked_person
from tests.faults.judging import GOOD, Judgement, Verdict, judge, what_is_left
from tests.faults.people_promises import (
    HasLeft,
    KeysStand,
    PersonStands,
    WayStands,
    WillStands,
    signing_key_of,
)
from tests.faults.promises import IsGone, Promise, WholeOrGone
from tests.faults.scene import Scene, make_scene


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return make_scene(tmp_path_factory.mktemp("judging") / "scene")


@pytest.fixture(scope="module")
def marked(scene: Scene) -> WholeOrGone:
    scene.open()
    whole = a_marked_person(scene.opened)
    scene.close()
    return whole


def judged(scene: Scene, promise: Promise, place: Path) -> Judgement:
    copy = scene.copied_to(place / "copy")
    return judge(copy, copy.root, [promise])


def test_records_that_go_together_and_are_all_there_are_whole(
    scene: Scene, marked: WholeOrGone, tmp_path: Path
) -> None:
    assert judged(scene, marked, tmp_path) is GOOD


def test_one_record_that_lacks_among_those_that_go_together_is_half(
    scene: Scene, marked: WholeOrGone, tmp_path: Path
) -> None:
    half = replace(marked, objects=(*marked.objects, uuid4()))

    assert judged(scene, half, tmp_path).verdict is Verdict.CORRUPT


def test_a_draft_that_lacks_beside_what_it_names_is_half(
    scene: Scene, marked: WholeOrGone, tmp_path: Path
) -> None:
    assert judged(scene, replace(marked, draft=uuid4()), tmp_path).verdict is Verdict.CORRUPT


def test_a_word_of_what_is_said_to_be_gone_is_found_in_the_pages(
    scene: Scene, marked: WholeOrGone, tmp_path: Path
) -> None:
    # Said to be other records, which are not there: what bears the word is left all the same.
    gone = WholeOrGone((uuid4(),), marked.mark[3:])

    found = judged(scene, gone, tmp_path)

    assert found.verdict is Verdict.CORRUPT
    assert "records" in found.why


def test_a_word_that_was_never_written_is_found_nowhere(
    scene: Scene, marked: WholeOrGone, tmp_path: Path
) -> None:
    copy = scene.copied_to(tmp_path / "copy")
    key = bytes(database_key(copy.opener.unlock(copy.path).unlocked))

    assert what_is_left(copy.path, key, [a_mark()]) == ""
    assert what_is_left(copy.path, key, [marked.mark]) != ""


def test_a_promise_about_people_that_is_not_kept_is_lost(scene: Scene, tmp_path: Path) -> None:
    key_file = scene.opener.unlock(scene.path).key_file
    me = scene.opener.unlocked.person_id
    (own,) = [holder for holder in key_file.people if holder.id == me]
    person = UUID(own.id)
    key = signing_key_of(key_file, person)
    for kept, broken in (
        (HasLeft(uuid4(), None, 1), HasLeft(person)),
        (HasLeft(uuid4(), None, 1), HasLeft(uuid4(), None, 2)),
        (KeysStand(person, (key,)), KeysStand(person, (bytes(32),))),
        (
            PersonStands(person, frozenset({Role.ADMINISTRATOR}), frozenset({False})),
            PersonStands(person, frozenset({Role.READER}), frozenset({False})),
        ),
        (
            PersonStands(uuid4(), frozenset({None})),
            PersonStands(uuid4(), frozenset({Role.READER}), frozenset({False})),
        ),
        (WayStands(WayKind.DEVICE, (None,)), WayStands(WayKind.DEVICE, ("a slot",))),
        (WillStands(None), WillStands(uuid4(), ("no card", "nor this"))),
        (IsGone(uuid4()), IsGone(scene.consent)),
    ):
        assert judged(scene, kept, tmp_path) is GOOD
        assert judged(scene, broken, tmp_path).verdict is Verdict.LOST, broken
