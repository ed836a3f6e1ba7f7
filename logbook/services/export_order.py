# SPDX-License-Identifier: Apache-2.0
"""What is ordered when a document is to be made: all that it says and all that proves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from logbook.documents.letter import letter_reference
from logbook.documents.source import DisclosureSource
from logbook.domain.records import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """An entry with all that proves it: what the attachments of a document are made of."""

    entry: bytes
    entry_signature: bytes
    payload: bytes
    salt: bytes
    proof: str
    checkpoint: str
    actor: str
    key_name: str
    public_key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOrder:
    """Everything a document says, everything that proves it, and who signs it."""

    kind: DocumentKind
    source: DisclosureSource
    proven: Proven
    made_at: datetime
    key: EllipticCurvePrivateKey = field(repr=False)
    certificate: bytes = field(repr=False)
    root_certificate: bytes = field(repr=False)

    @property
    def reference(self) -> str:
        """What the document is called by: the disclosure's number, or the letter's reference.

        A letter bears a reference of its own: gaps in the numbers would tell of other entries.
        """
        if self.kind is DocumentKind.NOTIFICATION_LETTER:
            return letter_reference(self.source)
        return self.source.disclosure.number
