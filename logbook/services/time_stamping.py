# SPDX-License-Identifier: Apache-2.0
"""Having a checkpoint stamped by an authority (RFC 3161): a question out, a reply in, by file."""

from __future__ import annotations

import hmac
from base64 import b64encode
from hashlib import sha256
from uuid import uuid4

from logbook.domain.anchored import Anchored, AnchorKind
from logbook.domain.records import Act
from logbook.journal.checkpoint import read_checkpoint
from logbook.services.checkpoints import Checkpoints
from logbook.services.opening import OpenFolder
from logbook.services.scribe import Scribe
from logbook.services.witnessing import Kept, is_ours
from logbook.store import journal_rows
from logbook.store.derivation import subkey, wipe

_NONCE_BITS = 63


class TimeStamping:
    """Asks for time stamps and keeps them."""

    def __init__(self, opened: OpenFolder, scribe: Scribe, checkpoints: Checkpoints) -> None:
        self._opened = opened
        self._scribe = scribe
        self._checkpoints = checkpoints

    def time_stamp_request(self) -> bytes:
        """Write the question about how far the journal is: a `.tsq` file (RFC 3161 2.4.1).

        Raises:
            InconsistentJournalError, VaultError: no checkpoint could be signed.
        """
        # pyHanko takes half a second to load and is only needed here.
        from logbook.documents.time_stamp import time_stamp_request  # noqa: PLC0415

        note = self._checkpoints.sign().encode()
        return time_stamp_request(note, self._nonce(note))

    def take_reply(self, reply: bytes) -> Kept:
        """Keep the reply of the authority, a `.tsr` file, as an anchor.

        Raises:
            TimeStampError: it is no reply to a question of this logbook, or was altered.
            VaultError: it could not be recorded.
        """
        from logbook.documents.time_stamp import (  # noqa: PLC0415 - see above
            TimeStampOfSomethingElseError,
            read_time_stamp,
            stamped_digest,
        )

        digest = stamped_digest(reply)
        signed = journal_rows.signed_notes(self._opened.vault)
        note = next((one for one in signed if sha256(one.encode()).digest() == digest), None)
        if note is None or not is_ours(self._opened, note):
            raise TimeStampOfSomethingElseError("The reply is about no checkpoint of this journal.")
        stamp = read_time_stamp(reply, note.encode(), self._nonce(note.encode()))
        head = read_checkpoint(note).checkpoint
        anchor = Anchored(
            id=uuid4(),
            kind=AnchorKind.TIME_STAMP,
            size=head.size,
            root=head.root.hex(),
            fixed_at=stamp.at,
            by=stamp.authority,
            key=stamp.fingerprint,
            note=note,
            token=b64encode(reply).decode(),
        )
        receipt = self._scribe.write(Act.CHECKPOINT_TIME_STAMPED, anchor)
        return Kept(receipt=receipt, anchor=anchor)

    def _nonce(self, note: bytes) -> int:
        """Derive the nonce of a question: nobody else can, and nothing needs to be remembered."""
        key = subkey(self._opened.keys.unlocked.root_key, "time-stamp-nonce/v1")
        try:
            found = int.from_bytes(hmac.digest(key, note, "sha256")[:8], "big")
        finally:
            wipe(key)
        return found % (1 << _NONCE_BITS)
