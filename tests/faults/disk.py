# SPDX-License-Identifier: Apache-2.0
"""A disk with a cache: what a recording of calls leaves durable, and what a power cut may leave.

Data of a file is durable once the file is flushed; until then a cut may leave nothing of what was
written since, all, the first part, some of it, or single sectors of it. Names are durable at once
(`Names.ORDERED`: a file system that writes its own journal in order, while the data lags) or only
once their folder is flushed (`Names.LAGGING`). A flush is assumed honest, and flushing a file also
makes the name durable it was made under, as ext4, XFS and NTFS do.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import NamedTuple

SECTOR = 512

Tree = dict[str, bytes | None]
"""What a cut leaves: contents by path below the root, None for a folder."""


class Call(NamedTuple):
    """One recorded call; the kinds are those of record_calls.c."""

    kind: str
    inode: int
    offset: int
    path: str
    data: bytes


class Names(Enum):
    """When what happens to names is durable."""

    ORDERED = "ordered"
    LAGGING = "lagging"


class Cut(Enum):
    """What a power cut leaves of the data that was not flushed."""

    NOTHING = "nothing"
    EVERYTHING = "everything"
    FIRST_PART = "first part"
    SOME = "some"
    TORN = "torn"


def read_calls(recording: Path) -> Iterator[Call]:
    """Read a recording of record_calls.c."""
    data, at = recording.read_bytes(), 0
    while at < len(data):
        kind, inode, offset, of_path, of_data = struct.unpack_from("<cQQII", data, at)
        at += 25
        path, content = data[at : at + of_path], data[at + of_path : at + of_path + of_data]
        at += of_path + of_data
        yield Call(kind.decode(), inode, offset, path.decode(), content)


@dataclass(frozen=True, slots=True)
class Start:
    """A folder as it was when a recording began: `inodes` by path, the root's own under ''."""

    root: str
    tree: Tree
    inodes: dict[str, int]

    @classmethod
    def of(cls, root: Path) -> Start:
        """Read a folder as it is."""
        tree = tree_of(root)
        return cls(str(root), tree, {path: (root / path).stat().st_ino for path in ("", *tree)})


def tree_of(root: Path) -> Tree:
    """Read what a folder holds."""
    return {
        path.relative_to(root).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in sorted(root.rglob("*"))
    }


class _Change(NamedTuple):
    """A write (`data`) or a truncation (None) that is still on its way to the disk."""

    serial: int
    offset: int
    data: bytes | None


@dataclass(slots=True)
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[_Change] = field(default_factory=list)
    is_folder: bool = False


class _Naming(NamedTuple):
    """A name given or taken away in folders that are not flushed yet."""

    serial: int
    folder: int
    name: str
    file: int
    gives: bool
    moved_from: tuple[int, str] | None = None


_Folders = dict[int, dict[str, int]]


class Disk:
    """Takes calls in the order they were made, and tells what a cut may leave."""

    def __init__(self, start: Start, names: Names) -> None:
        """Begin with a folder as it was, all of it durable."""
        self._root = start.root
        self._names = names
        self._files: dict[int, _File] = {0: _File(is_folder=True)}
        self._now: _Folders = {0: {}}
        self._durable: _Folders = {0: {}}
        self._naming: list[_Naming] = []
        self._by_inode = {start.inodes[""]: 0}
        self._serial = 0
        for path, content in start.tree.items():
            made = self._make(start.inodes[path], is_folder=content is None)
            self._files[made].durable += content or b""
            folder, name = self._place(path)
            self._now[folder][name] = self._durable[folder][name] = made

    def take(self, call: Call) -> None:
        """Do what was done."""
        self._serial += 1
        if call.kind in "CK":
            self._give(call.path, self._make(call.inode, is_folder=call.kind == "K"))
        elif call.kind == "L":
            self._give(call.data.decode(), self._by_inode[call.inode])
        elif call.kind == "U":
            folder, name = self._place(call.path)
            gone = self._now[folder].pop(name)
            self._name(_Naming(self._serial, folder, name, gone, gives=False))
        elif call.kind == "R":
            self._rename(call.path, call.data.decode())
        elif call.kind in "WT":
            data = call.data if call.kind == "W" else None
            change = _Change(self._serial, call.offset, data)
            self._files[self._by_inode[call.inode]].pending.append(change)
        elif call.kind == "S":
            self._flush(self._by_inode[call.inode])
        elif call.kind == "D":
            self._flush_folder(self._by_inode[call.inode])

    @property
    def is_behind(self) -> bool:
        """Whether anything that was done is not durable yet."""
        return bool(self._naming) or any(file.pending for file in self._files.values())

    def cut(self, how: Cut, chance: random.Random) -> Tree:
        """Give what a power cut leaves now."""
        folders = {folder: dict(names) for folder, names in self._durable.items()}
        for naming in self._surviving(how, chance):
            _apply(folders, naming)
        until = chance.randint(0, self._serial)
        left: Tree = {}
        self._collect(0, "", folders, left, lambda file: _after(file, how, chance, until))
        return left

    def now(self) -> Tree:
        """Give what a program that goes on would see."""
        left: Tree = {}
        everything = random.Random(0)  # noqa: S311 - nothing is left to chance
        self._collect(
            0, "", self._now, left, lambda file: _after(file, Cut.EVERYTHING, everything, 0)
        )
        return left

    def _make(self, inode: int, *, is_folder: bool) -> int:
        made = len(self._files)
        self._files[made] = _File(is_folder=is_folder)
        self._by_inode[inode] = made
        if is_folder:
            self._now[made], self._durable[made] = {}, {}
        return made

    def _place(self, path: str) -> tuple[int, str]:
        *folders, name = path.removeprefix(self._root).strip("/").split("/")
        at = 0
        for folder in folders:
            at = self._now[at][folder]
        return at, name

    def _give(self, path: str, file: int) -> None:
        folder, name = self._place(path)
        self._now[folder][name] = file
        self._name(_Naming(self._serial, folder, name, file, gives=True))

    def _rename(self, old: str, new: str) -> None:
        source = self._place(old)
        file = self._now[source[0]].pop(source[1])
        folder, name = self._place(new)
        self._now[folder][name] = file
        self._name(_Naming(self._serial, folder, name, file, gives=True, moved_from=source))

    def _name(self, naming: _Naming) -> None:
        if self._names is Names.ORDERED:
            _apply(self._durable, naming)
        else:
            self._naming.append(naming)

    def _flush(self, number: int) -> None:
        file = self._files[number]
        for change in file.pending:
            _write(file.durable, change.offset, change.data)
        file.pending.clear()
        self._settle(lambda naming: naming.file == number and naming.gives)

    def _flush_folder(self, number: int) -> None:
        self._settle(
            lambda naming: (
                naming.folder == number
                or (naming.moved_from is not None and naming.moved_from[0] == number)
            )
        )

    def _settle(self, is_due: Callable[[_Naming], bool]) -> None:
        for naming in self._naming:
            if is_due(naming):
                _apply(self._durable, naming)
        self._naming = [naming for naming in self._naming if not is_due(naming)]

    def _surviving(self, how: Cut, chance: random.Random) -> list[_Naming]:
        """Choose what became durable by itself: in each folder the first so many."""
        if how is Cut.NOTHING:
            return []
        if how is Cut.EVERYTHING:
            return self._naming
        until = {naming.folder: chance.randint(0, self._serial) for naming in self._naming}
        return [naming for naming in self._naming if naming.serial <= until[naming.folder]]

    def _collect(
        self,
        folder: int,
        prefix: str,
        folders: _Folders,
        left: Tree,
        content: Callable[[_File], bytes],
    ) -> None:
        for name, number in sorted(folders[folder].items()):
            file, path = self._files[number], prefix + name
            if file.is_folder:
                left[path] = None
                self._collect(number, path + "/", folders, left, content)
            else:
                left[path] = content(file)


def _apply(folders: _Folders, naming: _Naming) -> None:
    if naming.moved_from is not None:
        _take_away(folders, *naming.moved_from, naming.file)
    if naming.gives:
        folders[naming.folder][naming.name] = naming.file
    else:
        _take_away(folders, naming.folder, naming.name, naming.file)


def _take_away(folders: _Folders, folder: int, name: str, file: int) -> None:
    # Another file may have the name by now: one that was flushed, and so came first.
    if folders[folder].get(name) == file:
        del folders[folder][name]


def _after(file: _File, how: Cut, chance: random.Random, until: int) -> bytes:
    """Give the content of a file after a cut; with `FIRST_PART`, of what was done `until` then."""
    if not file.pending or how is Cut.NOTHING:
        return bytes(file.durable)
    content = bytearray(file.durable)
    for change in file.pending:
        if how is Cut.TORN and change.data is not None:
            for start in range(0, len(change.data), SECTOR):
                if chance.random() < 0.5:
                    sector = change.data[start : start + SECTOR]
                    _write(content, change.offset + start, sector)
        elif _survives(change, how, chance, until):
            _write(content, change.offset, change.data)
    return bytes(content)


def _survives(change: _Change, how: Cut, chance: random.Random, until: int) -> bool:
    if how is Cut.EVERYTHING:
        return True
    if how is Cut.FIRST_PART:
        return change.serial <= until
    return chance.random() < 0.5


def _write(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    if data is not None:
        content[offset : offset + len(data)] = data
