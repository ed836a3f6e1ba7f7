# SPDX-License-Identifier: Apache-2.0
"""A last entry that cannot be read: what is still told of the journal, and what is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from logbook.journal.entry import FIRST_EPOCH
from logbook.store import journal_rows
from logbook.store.errors import VaultDamagedError
from logbook.store.journal_rows import RecordRow, SignedEntry
from logbook.store.vault import Vault

Recorder = Callable[..., tuple[SignedEntry, RecordRow]]


def spoil_the_last_entry(vault: Vault) -> None:
    connection = vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    connection.execute("DROP TRIGGER entry_is_not_changed")
    connection.execute("UPDATE entry SET body = x'7b7d' WHERE seq = (SELECT max(seq) FROM entry)")


def test_empty_journal_has_no_time_and_is_in_its_first_epoch(vault: Vault) -> None:
    assert journal_rows.last_time(vault) is None
    assert journal_rows.last_epoch(vault) == FIRST_EPOCH


def test_last_entry_says_when_and_in_which_epoch(vault: Vault, record: Recorder) -> None:
    record()
    assert journal_rows.last_time(vault) is not None
    assert journal_rows.last_epoch(vault) == FIRST_EPOCH


def test_of_a_last_entry_that_cannot_be_read_no_time_is_believed_and_no_epoch_guessed(
    vault: Vault, record: Recorder
) -> None:
    record()
    record()
    spoil_the_last_entry(vault)
    assert journal_rows.size(vault) == 2
    assert journal_rows.last_time(vault) is None
    with pytest.raises(VaultDamagedError):
        journal_rows.last_epoch(vault)
