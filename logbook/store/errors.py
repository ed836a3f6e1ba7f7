# SPDX-License-Identifier: Apache-2.0
"""What can go wrong with the encrypted folder, in families after what a person can do about it.

No text here names a person or holds a value: each may be logged. The sentences that people read
stand at the border (`ui.messages`, `cli`), looked up by `code`.
"""

from __future__ import annotations

from collections.abc import Mapping
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


class WeakPassphraseError(VaultError):
    """A new passphrase is too easily guessed by somebody who has the file."""

    code: ClassVar[str] = "vault.weak_passphrase"


class GivenPassphraseError(VaultError):
    """The passphrase somebody chose for themselves is the one they were given."""

    code: ClassVar[str] = "vault.given_passphrase"


class UnusablePinError(VaultError):
    """A new PIN is shorter than six characters, far too long, or the first anybody would try."""

    code: ClassVar[str] = "vault.unusable_pin"


class WrongTokenPinError(WrongPassphraseError):
    """The token refused its PIN; it counts, so the PIN is not tried again elsewhere."""


class TokenUnavailableError(VaultError):
    """No token of that label answers through that library, or it cannot do what is needed."""

    code: ClassVar[str] = "vault.token_unavailable"


class TokenLockedError(VaultError):
    """The token locked itself after too many wrong PINs; the other ways still open."""

    code: ClassVar[str] = "vault.token_locked"


class CodeMistypedError(VaultError):
    """What was typed is no recovery code: a check group at its end says so."""

    code: ClassVar[str] = "vault.code_mistyped"

    def __init__(self, group: int | None = None) -> None:
        super().__init__("The recovery code is mistyped.")
        self.group = group
        """The group that is wrong, counted from 1; None where it cannot be told."""


class CardsMistypedError(VaultError):
    """The cards of a clinical will are mistyped, too few, or of different sets."""

    code: ClassVar[str] = "vault.cards_mistyped"

    def __init__(self, card: int | None = None) -> None:
        super().__init__("The cards give no secret.")
        self.card = card
        """The card whose words are wrong, counted from 1; None where they do not fit together."""


class CardSlipError(CardsMistypedError):
    """The words of a card are words of the list, and not as they stand on the card."""

    code: ClassVar[str] = "vault.card_slip"

    def __init__(self, card: int) -> None:
        super().__init__(card)
        self._card = card

    @property
    def details(self) -> Mapping[str, str | int]:
        """Which card."""
        return {"card": self._card}


class CardWordError(CardSlipError):
    """A word of a card is not the one that stands there, and it is known which is likely meant."""

    code: ClassVar[str] = "vault.card_word"

    def __init__(self, card: int, place: int, meant: str) -> None:
        super().__init__(card)
        self.place = place
        """Which word, counted from 1."""
        self.meant = meant
        """The word that likely stands there. It is part of a secret."""

    @property
    def details(self) -> Mapping[str, str | int]:
        """Which card, which word, and what it should likely be."""
        return {**super().details, "place": self.place, "meant": self.meant}


class CardLengthError(CardSlipError):
    """A card has 33 words, and so many were not typed."""

    code: ClassVar[str] = "vault.card_length"

    def __init__(self, card: int, words: int) -> None:
        super().__init__(card)
        self._words = words

    @property
    def details(self) -> Mapping[str, str | int]:
        """Which card, and how many words were typed."""
        return {**super().details, "words": self._words}


class CardTwiceError(CardSlipError):
    """The same card was given twice."""

    code: ClassVar[str] = "vault.card_twice"


class CardOfAnotherSetError(CardSlipError):
    """A card belongs to another set of cards than the first."""

    code: ClassVar[str] = "vault.card_of_another_set"


class TooFewCardsError(CardsMistypedError):
    """Fewer cards were given than open the logbook."""

    code: ClassVar[str] = "vault.too_few_cards"

    def __init__(self, needed: int, given: int) -> None:
        super().__init__()
        self._needed, self._given = needed, given

    @property
    def details(self) -> Mapping[str, str | int]:
        """How many are needed, and how many there are."""
        return {"needed": self._needed, "given": self._given}


class WrongCardsError(WrongPassphraseError):
    """The cards fit together, and open nothing: they are of another will, or of one revoked."""

    code: ClassVar[str] = "vault.wrong_cards"


class SheetMistypedError(VaultError):
    """The lines of a recovery sheet are not as they were printed."""

    code: ClassVar[str] = "vault.sheet_mistyped"

    def __init__(self, line: int | None = None) -> None:
        super().__init__("The lines of the recovery sheet are mistyped.")
        self.line = line
        """Which line, counted from 1; None where there are too few or too many."""


class SheetLineError(SheetMistypedError):
    """One line of a recovery sheet is not as it was printed."""

    code: ClassVar[str] = "vault.sheet_line"

    @property
    def details(self) -> Mapping[str, str | int]:
        """Which line."""
        return {"line": self.line or 0}


class SheetNotNeededError(VaultError):
    """There is a key file: the code of the sheet opens the logbook without its lines."""

    code: ClassVar[str] = "vault.sheet_not_needed"


class SheetCannotRebuildError(VaultError):
    """The sheet is not an administrator's, so it cannot take the place of a lost key file."""

    code: ClassVar[str] = "vault.sheet_cannot_rebuild"


class SheetVoidError(VaultError):
    """The sheet is genuine and opens other records: of another logbook, or under an earlier key."""

    code: ClassVar[str] = "vault.sheet_void"


class NoWillError(VaultError):
    """There is no clinical will."""

    code: ClassVar[str] = "vault.no_will"


class TooManyWaysError(VaultError):
    """A person would have more ways than a key file may hold, or there would be too many people."""

    code: ClassVar[str] = "vault.too_many_ways"


class LastWayError(VaultError):
    """A passphrase can be changed and never dropped: no other way may be the only one."""

    code: ClassVar[str] = "vault.last_way"


class NotAllowedError(VaultError):
    """The person who is signed in was not given the key or the role this needs."""

    code: ClassVar[str] = "vault.not_allowed"


class SuspendedError(VaultError):
    """Whose passphrase it is may not open the logbook: suspended, left, or not fully enrolled."""

    code: ClassVar[str] = "vault.suspended"


class WrongStandingError(VaultError):
    """As a person stands this cannot be done to them: suspended already, gone, or oneself."""

    code: ClassVar[str] = "vault.wrong_standing"


class KeyNotChangedError(VaultError):
    """The database could not be encrypted anew; the key it had still opens it."""

    code: ClassVar[str] = "vault.key_not_changed"


class KeyChangeNotEndedError(VaultError):
    """The root key is another; the journal or the key file could not be written to say so.

    The next change of it, closing, or the next opening does that.
    """

    code: ClassVar[str] = "vault.key_change_not_ended"


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


class VaultNewerError(VaultTooNewError):
    """A somewhat newer version wrote this logbook: this one can read it, and must not write."""

    code: ClassVar[str] = "vault.newer"


class VaultOlderError(VaultError):
    """An earlier version wrote this logbook, and it cannot be brought up to date here and now."""

    code: ClassVar[str] = "vault.older"


class UpgradeNotBegunError(VaultError):
    """No proven copy of an older logbook could be made, and without one it is not touched."""

    code: ClassVar[str] = "vault.upgrade_not_begun"


class UpgradeFailedError(VaultError):
    """An older logbook could not be brought up to date; it is as it was, and so is its copy."""

    code: ClassVar[str] = "vault.upgrade_failed"


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


class OpenForReadingOnlyError(VaultError):
    """The logbook is open for reading only: this was not recorded."""

    code: ClassVar[str] = "vault.open_for_reading_only"


class PlaceIsSyncedError(VaultError):
    """Another program keeps this folder in step with other computers: no place for a live logbook.

    It copies the database at any moment, half of a transaction included.
    """

    code: ClassVar[str] = "vault.place_is_synced"

    def __init__(self, service: str) -> None:
        super().__init__("The folder is kept in step by another program.")
        self.service = service
        """The name of that program, such as OneDrive."""


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


class StandingUnfinishedError(VaultError):
    """What was done to a person stands in the journal, and maybe not yet in the key file."""

    code: ClassVar[str] = "vault.standing_unfinished"


class KeysNotRenewedError(VaultError):
    """The journal says that a person got new keys, and the key file may still have the ones before.

    The keys that were made are lost then: others have to be made.
    """

    code: ClassVar[str] = "vault.keys_not_renewed"


class KeyChangeUnclearError(VaultError):
    """A change to the key file could be neither finished nor undone: the old holds, or the new."""

    code: ClassVar[str] = "vault.key_change_unclear"
