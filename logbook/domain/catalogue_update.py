# SPDX-License-Identifier: Apache-2.0
"""A newer catalogue of law that was brought into the logbook, kept whole (INV-37).

Every edition that was ever in use stays readable in the journal, so that an entry can be shown
with the law it was decided under.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

CATALOGUE_ID = UUID("8f4f2c1e-6d5b-4c0e-9a57-1b7d1f0c2a34")
"""The identity of the catalogue in every logbook: each update is one more revision of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueUpdate:
    """An edition of the catalogue that was brought in, with the file it came in."""

    id: UUID = CATALOGUE_ID
    version: str
    fingerprint: str
    """SHA-256 over the files of the catalogue, 64 hexadecimal digits."""
    publisher: str
    publisher_fingerprint: str
    """SHA-256 of the key it is signed with: whose later editions are accepted from now on."""
    text: str = field(repr=False)
    """The signed file as it came."""
    imported_by: UUID
    imported_at: datetime
