# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from logbook.app import unlock_job
from logbook.domain.ways import WayKind
from tests.builders import PASSPHRASE
from tests.kept_here import KeptHere
from tests.store.soft_token import PIN as TOKEN_PIN
from tests.store.soft_token import library, soft_tokens
from ui.practice.unlocking_section import UnlockingSection
from ui.session import Session

Enter = Callable[[QWidget], Any]

NEW = "hedgehog violin copper rain saturday"
PIN = "271828"


def kinds(session: Session) -> list[WayKind]:
    return [way.kind for way in session.logbook.unlocking.ways()]


def test_the_passphrase_is_changed_and_the_new_one_opens(session: Session, enter: Enter) -> None:
    room = enter(UnlockingSection(session))

    room.type_in("passphrase-old", PASSPHRASE)
    room.type_in("passphrase-new", NEW)
    room.type_in("passphrase-again", NEW)
    room.press("passphrase-change")
    room.wait_for("The passphrase is changed")

    assert unlock_job(session.logbook.path, NEW).run().unlocked.person_id
    assert room.section.passphrase._old.text() == ""
    assert room.section.passphrase._new._first.text() == ""


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("not the passphrase", NEW, NEW, "does not open"),
        (PASSPHRASE, "aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "guess"),
    ],
    ids=["wrong-proof", "weak"],
)
def test_a_change_is_refused_in_a_sentence_and_the_old_one_still_opens(  # noqa: PLR0917
    session: Session, enter: Enter, old: str, new: str, again: str, said: str
) -> None:
    room = enter(UnlockingSection(session))
    card = room.section.passphrase

    room.type_in("passphrase-old", old)
    room.type_in("passphrase-new", new)
    room.type_in("passphrase-again", again)
    room.press("passphrase-change")
    room.qtbot.waitUntil(lambda: bool(card.banner.text()), timeout=30_000)

    assert said in card.banner.text()
    assert unlock_job(session.logbook.path, PASSPHRASE).run().unlocked.person_id


def test_what_was_typed_twice_differently_is_marked_beside_its_field(
    session: Session, enter: Enter
) -> None:
    room = enter(UnlockingSection(session))

    room.type_in("passphrase-old", PASSPHRASE)
    room.type_in("passphrase-new", NEW)
    room.type_in("passphrase-again", "something else")
    room.press("passphrase-change")

    assert "The two are not the same" in room.words()
    assert not room.section.passphrase.is_busy


def test_a_pin_is_set_and_dropped_where_the_store_of_secrets_is_safe(
    session: Session, enter: Enter
) -> None:
    store = KeptHere()
    room = enter(UnlockingSection(session, lambda: store))
    room.qtbot.waitUntil(
        lambda: room.part(QPushButton, "pin-set").isVisibleTo(room.section), timeout=10_000
    )

    for name, text in (("pin-new", PIN), ("pin-again", PIN), ("pin-proof", PASSPHRASE)):
        room.type_in(name, text)
    room.press("pin-set")
    room.wait_for("The PIN is set")
    assert WayKind.DEVICE in kinds(session)
    assert "On this computer, until" in room.words()

    room.press("way-2-action")
    room.confirm(room.section.ways)
    room.wait_for("The PIN opens this logbook no more")
    assert kinds(session) == [WayKind.PASSPHRASE]
    assert store.items == {}


def test_a_plain_pin_is_refused(session: Session, enter: Enter) -> None:
    store = KeptHere()
    room = enter(UnlockingSection(session, lambda: store))
    room.qtbot.waitUntil(
        lambda: room.part(QPushButton, "pin-set").isVisibleTo(room.section), timeout=10_000
    )

    for name, text in (("pin-new", "123456"), ("pin-again", "123456"), ("pin-proof", PASSPHRASE)):
        room.type_in(name, text)
    room.press("pin-set")

    assert "PIN" in room.section.quick_unlock.banner.text()
    assert kinds(session) == [WayKind.PASSPHRASE]
    assert store.items == {}


def test_without_a_safe_store_the_card_says_why_and_asks_nothing(
    session: Session, enter: Enter
) -> None:
    from logbook.services.secret_store import SecretStoreRefusedError  # noqa: PLC0415

    def none_here() -> Any:
        raise SecretStoreRefusedError("There is no safe store of secrets here.")

    room = enter(UnlockingSection(session, none_here))
    room.wait_for("no store of secrets that is safe enough")

    assert not room.part(QPushButton, "pin-set").isVisibleTo(room.section)


def test_a_library_that_is_none_is_refused(session: Session, enter: Enter, tmp_path: Path) -> None:
    room = enter(UnlockingSection(session))
    (tmp_path / "token.so").write_text("no library at all", "utf-8")
    card = room.section.token

    room.press("token-choose")
    room.choose(card, tmp_path / "token.so")
    room.type_in("token-label", "Practice")
    room.type_in("token-pin", TOKEN_PIN)
    room.type_in("token-proof", PASSPHRASE)
    room.press("token-add")
    room.qtbot.waitUntil(lambda: bool(card.banner.text()), timeout=30_000)

    assert "token" in card.banner.text()
    assert kinds(session) == [WayKind.PASSPHRASE]


@pytest.mark.skipif(library() is None, reason="needs the package softhsm2")
def test_a_token_is_added_and_dropped(session: Session, enter: Enter, tmp_path: Path) -> None:
    with soft_tokens(tmp_path, "Practice") as (token,):
        room = enter(UnlockingSection(session))

        room.type_in("token-library", str(token.library))
        room.type_in("token-label", token.label)
        room.type_in("token-pin", token.pin)
        room.type_in("token-proof", PASSPHRASE)
        room.press("token-add")
        room.wait_for("The token opens this logbook now")
        assert WayKind.TOKEN in kinds(session)

        room.press("way-2-action")
        room.confirm(room.section.ways)
        room.wait_for("The token opens this logbook no more")
        assert kinds(session) == [WayKind.PASSPHRASE]
