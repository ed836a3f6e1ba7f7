# SPDX-License-Identifier: Apache-2.0
"""An open folder, on a disk that takes the key file a few times more and then nothing."""

from __future__ import annotations

from logbook.services.opening import OpenFolder
from logbook.store.errors import VaultFullError
from logbook.store.key_file import KeyFile
from logbook.store.keyring import Unlocked


class FullAfterTwoWrites(OpenFolder):
    """A folder on a disk that takes the key file twice more, and then nothing."""

    __slots__ = ()

    def write_keys(self, key_file: KeyFile, unlocked: Unlocked | None = None) -> None:
        OpenFolder.write_keys(self, key_file, unlocked)
        self.__class__ = FullAfterOneWrite


class FullAfterOneWrite(OpenFolder):
    """As above, once."""

    __slots__ = ()

    def write_keys(self, key_file: KeyFile, unlocked: Unlocked | None = None) -> None:
        OpenFolder.write_keys(self, key_file, unlocked)
        self.__class__ = Full


class Full(OpenFolder):
    """A folder on a full disk."""

    __slots__ = ()

    def write_keys(self, key_file: KeyFile, unlocked: Unlocked | None = None) -> None:
        del key_file, unlocked
        raise VaultFullError("The disk is full.")
