# SPDX-License-Identifier: Apache-2.0
"""Tries to open a logbook that are not in its journal yet, kept on this computer.

A locked logbook cannot be written to, so what was tried in vain is kept here until it is open. A
try is kept before it is answered: who ends the program in the middle of one leaves it behind. One
that opens is taken away again, and the others go once they stand in the journal.

Each is an empty file that is named after its instant, so that of two windows neither undoes what
the other kept. It says nothing of who tried, nor with what. What cannot be kept is remembered as
long as the program runs; nobody is kept out by it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from logbook.clock import Clock
from logbook.errors import LogbookError
from logbook.store.errors import (
    SheetVoidError,
    SuspendedError,
    TokenLockedError,
    WrongPassphraseError,
)
from logbook.store.folder import flush_folder

MOST = 10_000
"""So many are looked at. Who can write here may leave any number of files."""

_SETTLED = b"settled"
_WRITTEN = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]{16}\Z", re.ASCII)

_IN_VAIN = (WrongPassphraseError, SheetVoidError, SuspendedError, TokenLockedError)
"""Somebody tried, and it was refused. A slip on paper or a token that is not there is no try."""

_REMEMBERED: set[Path] = set()
"""Tries that could not be kept on the disk."""
_DONE_WITH: set[Path] = set()
"""Tries that are settled, and whose files did not go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """A try to open a logbook: when it was, and the name it is kept under."""

    at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class Tries:
    """The tries to open one logbook; `folder` is made when the first one is kept."""

    folder: Path

    def all(self) -> tuple[Try, ...]:
        """Give the tries that are not settled, the earliest first."""
        try:
            with os.scandir(self.folder) as files:
                names = {one.name for one in islice(files, MOST) if _is_unsettled(one)}
        except OSError:
            names = set()
        names |= {path.name for path in _REMEMBERED.copy() if path.parent == self.folder}
        names -= {path.name for path in _DONE_WITH.copy() if path.parent == self.folder}
        return tuple(found for name in sorted(names) if (found := _try_of(name)) is not None)

    def keep(self, at: datetime) -> Try:
        """Keep a try, durably where this computer lets it."""
        utc = at.astimezone(UTC)
        # `%Y` writes the year 12 in two digits on some computers.
        name = f"{utc.year:04}{utc:%m%dT%H%M%SZ}-{os.urandom(8).hex()}"
        path = self.folder / name
        try:
            made = [each for each in (self.folder, *self.folder.parents) if not each.exists()]
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            for each in (path, *made):
                flush_folder(each.parent)
        except OSError:
            _REMEMBERED.add(path)
        return Try(at=utc, name=name)

    def settle(self, one: Try) -> None:
        """Forget a try: it opened, or it stands in the journal.

        A file that may not go is written to, which says the same.
        """
        path = self.folder / one.name
        try:
            path.unlink(missing_ok=True)
            if path not in _REMEMBERED:
                flush_folder(self.folder)
        except OSError:
            try:
                path.write_bytes(_SETTLED)
            except OSError:
                _DONE_WITH.add(path)
        _REMEMBERED.discard(path)

    @contextmanager
    def trying(self, clock: Clock) -> Iterator[None]:
        """Keep a try for as long as it is not answered, and for good where it is in vain."""
        one = self.keep(clock.now())
        try:
            yield
        except _IN_VAIN:
            raise
        except LogbookError:
            self.settle(one)
            raise
        self.settle(one)

    @contextmanager
    def keeping_refusals(self, clock: Clock) -> Iterator[None]:
        """Keep a try that is refused only after its way opened.

        Who tried is suspended, or their keys were given up since.
        """
        try:
            yield
        except _IN_VAIN:
            self.keep(clock.now())
            raise


def _is_unsettled(file: os.DirEntry[str]) -> bool:
    try:
        return file.is_file(follow_symlinks=False) and not file.stat(follow_symlinks=False).st_size
    except OSError:
        return False


def _try_of(name: str) -> Try | None:
    found = _NAME.match(name)
    if found is None:
        return None
    try:
        return Try(at=datetime.strptime(found[1], _WRITTEN).replace(tzinfo=UTC), name=name)
    except ValueError:
        return None
