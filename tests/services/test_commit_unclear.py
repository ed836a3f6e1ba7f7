# SPDX-License-Identifier: Apache-2.0
"""An error from COMMIT is answered only after the journal was read again.

The vault is real. What is simulated is the disk that reports an error of a COMMIT that stands
(as seen in exclusive mode), or of one that does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from logbook.app import Logbook, unlock_job
from logbook.services.opening import OpenFolder
from logbook.store.computer import ComputerFolder
from logbook.store.errors import CommitUnclearError, VaultDiskError
from logbook.store.folder import FolderLock, LogbookFolder
from logbook.store.keyring import database_key
from logbook.store.vault import Vault
from tests.builders import PASSPHRASE, StandingClock, a_logbook, a_person


class ReportsAnError(Vault):
    """A vault whose next COMMIT reports an error, standing or not."""

    stands: bool | None = None

    @contextmanager
    def atomic(self) -> Iterator[None]:
        if self.stands is None:
            with super().atomic():
                yield
        elif self.stands:
            with super().atomic():
                yield
            self.stands = None
            raise CommitUnclearError(VaultDiskError("said the disk"))
        else:
            try:
                with super().atomic():
                    yield
                    raise InterruptedError  # noqa: TRY301 - the transaction ends here
            except InterruptedError:
                self.stands = None
                raise CommitUnclearError(VaultDiskError("said the disk")) from None


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Logbook, ReportsAnError]]:
    clock = StandingClock()
    first, _keys = a_logbook(tmp_path / "Test.logbook", clock)
    first.close()
    folder = LogbookFolder(tmp_path / "Test.logbook")
    keys = unlock_job(folder.path, PASSPHRASE).run()
    vault = ReportsAnError.open(folder, database_key(keys.unlocked), keys.key_file.vault)
    logbook = Logbook(
        OpenFolder(
            folder=folder,
            lock=FolderLock(folder),
            vault=vault,
            keys=keys,
            computer=ComputerFolder.of_this_user(),
        ),
        clock,
    )
    yield logbook, vault
    logbook.close()


def test_an_act_that_stands_is_acknowledged_although_its_commit_reported_an_error(
    opened: tuple[Logbook, ReportsAnError],
) -> None:
    logbook, vault = opened
    vault.stands = True
    person = a_person()

    receipt = logbook.enrolling.add(person)

    assert receipt.seq == 2
    assert logbook.reviewing.person(person.id) == person
    assert logbook.auditing.audit().size == 3


def test_an_act_that_does_not_stand_is_refused_with_what_the_disk_said(
    opened: tuple[Logbook, ReportsAnError],
) -> None:
    logbook, vault = opened
    vault.stands = False
    person = a_person()

    with pytest.raises(VaultDiskError):
        logbook.enrolling.add(person)

    assert logbook.reviewing.person(person.id) is None
    assert logbook.auditing.audit().size == 2
    logbook.enrolling.add(person)
    assert logbook.auditing.audit().is_intact
