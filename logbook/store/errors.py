# SPDX-License-Identifier: Apache-2.0
"""What can go wrong with the encrypted folder, in families after what a person can do about it.

No text here names a person or holds a value: each may be logged. The sentences that people read
stand at the border (`ui.messages`, `cli`), looked up by `code`.
"""

from __future__ import annotations

from typing import ClassVar

from logbook.errors import LogbookError


class VaultError(LogbookError):
    """The folder of the logbook cannot be used as asked; what was recorded before is kept."""

    code: ClassVar[str] = "vault"


class VaultMissingError(VaultError):
    """There is no logbook at this place."""

    code: ClassVar[str] = "vault.missing"


class VaultExistsError(VaultError):
    """Something already stands where a new logbook should go; it was left as it is."""

    code: ClassVar[str] = "vault.exists"


class NotALogbookError(VaultError):
    """The file is empty, of another program, or not a database; it was left as it is."""

    code: ClassVar[str] = "vault.not_a_logbook"


class WrongKeyError(VaultError):
    """The key does not open the file: another logbook's key, or not a logbook's file."""

    code: ClassVar[str] = "vault.wrong_key"


class WrongPassphraseError(VaultError):
    """Nothing opened with this passphrase; it is not told which part failed."""

    code: ClassVar[str] = "vault.wrong_passphrase"


class UnusablePassphraseError(VaultError):
    """A new passphrase is empty, far too long, or holds something that is not text."""

    code: ClassVar[str] = "vault.unusable_passphrase"


class NotAllowedError(VaultError):
    """The person who is signed in was not given the key this needs."""

    code: ClassVar[str] = "vault.not_allowed"


class KeyFileMissingError(VaultError):
    """Neither copy of the key file is in the folder."""

    code: ClassVar[str] = "vault.key_file_missing"


class KeyFileDamagedError(VaultError):
    """No copy of the key file is whole and genuine."""

    code: ClassVar[str] = "vault.key_file_damaged"


class VaultInUseError(VaultError):
    """Another window, program or computer has the logbook open."""

    code: ClassVar[str] = "vault.in_use"


class VaultTooNewError(VaultError):
    """A newer version of the program wrote this logbook."""

    code: ClassVar[str] = "vault.too_new"


class VaultDamagedError(VaultError):
    """Part of the file is damaged or missing; a backup is needed."""

    code: ClassVar[str] = "vault.damaged"


class VaultDiskError(VaultError):
    """The disk reported an error while reading or writing."""

    code: ClassVar[str] = "vault.disk"


class VaultFullError(VaultError):
    """The disk is full; the last act was not recorded, all earlier ones are kept."""

    code: ClassVar[str] = "vault.full"


class VaultReadOnlyError(VaultError):
    """The folder or a file in it may not be written to."""

    code: ClassVar[str] = "vault.read_only"


class NotEnoughMemoryError(VaultError):
    """The computer has not enough free memory to turn the passphrase into the key."""

    code: ClassVar[str] = "vault.not_enough_memory"


class CommitUnclearError(VaultError):
    """COMMIT reported an error, and yet the act may stand: reopen, read again, then answer.

    In exclusive mode SQLite can report an error of a transaction that is on the disk all the same,
    so nothing may be told to the person, nor tried again, before the journal has been read.
    """

    code: ClassVar[str] = "vault.commit_unclear"

    def __init__(self, reason: VaultError) -> None:
        super().__init__("The end of the transaction is unclear.")
        self.reason = reason
