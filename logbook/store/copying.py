# SPDX-License-Identifier: Apache-2.0
"""A copy of the open database, made by a worker while the logbook goes on.

The database is never copied as a file: half a transaction could be in the copy, and Python closing
the file would drop SQLite's lock. SQLite's own online backup goes through the open connection
instead: a few pages at a time it decrypts them, encrypts them anew and writes them to the copy.
In between the vault's own thread reads and writes as ever, and what it writes gets into the copy
too: this holds the database as it is when the copying ends, whole and of one moment.

Two threads never call into one connection at once. Most calls keep Python's lock while they wait
for SQLite's, and our authoriser waits for Python's while SQLite's is held: each would wait for the
other for ever. So the worker has the vault's turn for each step, and gives it up between them.

The copy may be under another key than the database, to take its place: that is how the key is
changed. Such a copy is read whole before it counts.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, RLock

from sqlcipher3 import dbapi2

from logbook.domain.progress import Tell, unwatched
from logbook.errors import StoppedError
from logbook.store.connection import connect_to_copy
from logbook.store.derivation import wipe
from logbook.store.errors import (
    VaultDamagedError,
    VaultDiskError,
    VaultError,
    VaultExistsError,
    VaultFullError,
    VaultReadOnlyError,
)
from logbook.store.folder import disk_errors, flush, flush_folder
from logbook.store.sqlite_errors import family_of

AT_A_TIME = 32
"""Pages: some three milliseconds, for which the vault's own thread may have to wait."""

_BREATH_S = 0.001
"""Between two steps, since whoever waits is not let in before somebody sleeps."""

_LOOK_S = 0.05
"""How often a worker that waits for its turn looks whether it is to stop."""

_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
_BINARY: int = getattr(os, "O_BINARY", 0)


class Copying:
    """One copy to be made. It owns its key, and wipes it when it has ended or is stopped."""

    def __init__(
        self,
        source: dbapi2.Connection,
        turn: RLock,
        path: Path,
        key: bytearray,
        *,
        is_to_be_checked: bool,
    ) -> None:
        self.path = path
        self._turn = turn
        self._is_to_be_checked = is_to_be_checked
        self._source = source
        self._key = key
        self._entering = Lock()
        self._has_turn = False
        self._is_begun = False
        self._is_stopped = False
        self._has_let_go = Event()
        self._changes_before = -1
        self._changes = -1

    @property
    def has_ended(self) -> bool:
        """Whether the database is not read any more by this."""
        return self._has_let_go.is_set()

    @property
    def is_up_to_date(self) -> bool:
        """Whether nothing was written to the database since.

        It may say no where nothing was: then the copy is made again.
        """
        with self._turn:
            changes: int = self._source.total_changes
            return changes == self._changes

    def run(self, tell: Tell = unwatched) -> None:
        """Make the copy, durably, at a place where nothing is; on failure nothing is left.

        SQLite follows links, so the folder must be one in which nobody else can put any.

        Raises:
            StoppedError: the vault was closed meanwhile.
            VaultExistsError: something stands at the place; it was left as it is.
            VaultFullError, VaultReadOnlyError, VaultDiskError: it cannot be written there.
            VaultDamagedError: the database cannot be read whole.
        """
        self._begin()
        try:
            _make_empty(self.path)
            try:
                self._copy(tell)
                _make_durable(self.path)
            except BaseException:
                _remove(self.path)
                raise
        finally:
            wipe(self._key)
            self._has_let_go.set()

    def stop(self) -> None:
        """Have the worker let go of the database, and wait until it has: some milliseconds."""
        # Nobody else comes between: the worker ends what it began without a turn of its own.
        with self._turn:
            with self._entering:
                self._is_stopped = True
                if not self._is_begun:
                    wipe(self._key)
                    self._has_let_go.set()
            self._has_let_go.wait()

    def discard(self) -> None:
        """Stop it, and remove what it has made unless that was taken over."""
        self.stop()
        _remove(self.path)

    def _begin(self) -> None:
        with self._entering:
            if self._is_stopped:
                raise StoppedError("The database was closed before it was copied.")
            assert not self._is_begun, "a copy is made once"
            self._is_begun = True

    def _copy(self, tell: Tell) -> None:
        def look(_status: int, remaining: int, total: int) -> None:
            # What was written before the last step began is in the copy; later, nobody knows.
            self._changes, self._changes_before = self._changes_before, self._source.total_changes
            self._give_turn_up()
            try:
                tell(total - remaining, total)
                time.sleep(_BREATH_S)
            finally:
                self._take_turn()
            self._must_go_on()

        try:
            target = connect_to_copy(self.path, self._key)
            try:
                self._take_turn()
                try:
                    self._must_go_on()
                    self._changes_before = self._source.total_changes
                    self._source.backup(target, pages=AT_A_TIME, progress=look)
                finally:
                    self._give_turn_up()
                self._has_let_go.set()
                if self._is_to_be_checked:
                    _check(target)
            finally:
                self._has_let_go.set()
                target.close()
        except dbapi2.Error as error:
            raise family_of(error) or _told_by_its_words(error) from error

    def _take_turn(self) -> None:
        while not self._turn.acquire(timeout=_LOOK_S):
            if self._is_stopped:
                # Whoever stops it has the turn, and waits: what was begun is ended in theirs.
                return
        self._has_turn = True

    def _give_turn_up(self) -> None:
        if self._has_turn:
            self._has_turn = False
            self._turn.release()

    def _must_go_on(self) -> None:
        if self._is_stopped:
            raise StoppedError("The database was closed while it was copied.")


def _make_empty(path: Path) -> None:
    """Make the file ourselves, for its owner only."""
    with disk_errors():
        try:
            flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_FOLLOW | _BINARY
            os.close(os.open(path, flags, 0o600))
        except FileExistsError as error:
            raise VaultExistsError("Something already stands at this place.") from error


def _check(target: dbapi2.Connection) -> None:
    """Read every page with the key it is under.

    Raises:
        VaultDamagedError: It is not whole.
    """
    for question, sound in (
        ("PRAGMA cipher_integrity_check", []),
        ("PRAGMA integrity_check", [("ok",)]),
    ):
        if target.execute(question).fetchall() != sound:
            raise VaultDamagedError("The copy is not whole.")


def _told_by_its_words(error: dbapi2.Error) -> VaultError:
    """Tell the family of an error of SQLite's backup, which comes without a code."""
    family = _FAMILIES.get(str(error), VaultDiskError)
    return family(str(error))


_FAMILIES: dict[str, type[VaultError]] = {
    "database or disk is full": VaultFullError,
    "database disk image is malformed": VaultDamagedError,
    "attempt to write a readonly database": VaultReadOnlyError,
}


def _make_durable(path: Path) -> None:
    with disk_errors():
        descriptor = os.open(path, os.O_RDWR | _NO_FOLLOW | _BINARY)
        try:
            flush(descriptor)
        finally:
            os.close(descriptor)
        flush_folder(path.parent)


def _remove(path: Path) -> None:
    # A disk that refuses this too is told of by the first error.
    with suppress(OSError):
        path.unlink(missing_ok=True)
