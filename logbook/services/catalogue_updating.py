# SPDX-License-Identifier: Apache-2.0
"""Bringing a newer catalogue of law into the logbook, offline, from a signed file.

The catalogue that came with the program is used until a later edition is brought in, and again
once the program comes with a later one still. What was recorded under an edition keeps naming it,
and the edition can be read for as long as the logbook (INV-37).
"""

from __future__ import annotations

from logbook.clock import Clock
from logbook.domain.catalogue_reading import edition, read_catalogue, shipped_catalogue
from logbook.domain.catalogue_update import CATALOGUE_ID, CatalogueUpdate
from logbook.domain.legal_basis import Catalogue
from logbook.domain.records import Act, Receipt
from logbook.exchange.catalogue_file import (
    CatalogueFile,
    read_catalogue_file,
    read_publishers,
    texts_in,
)
from logbook.journal.payload import read_payload
from logbook.resources import read_text
from logbook.services.scribe import Scribe
from logbook.store import journal_rows
from logbook.store.vault import Vault


class CatalogueUpdating:
    """Brings catalogues in, and gives the one in use and those that were."""

    def __init__(self, vault: Vault, scribe: Scribe, clock: Clock) -> None:
        self._vault = vault
        self._scribe = scribe
        self._clock = clock
        self._read: dict[str, Catalogue] = {}

    def in_use(self) -> Catalogue:
        """Give the latest edition there is: brought in, or come with the program."""
        shipped = shipped_catalogue()
        row = journal_rows.latest_record(self._vault, str(CATALOGUE_ID))
        latest = self._update(row.revision) if row is not None else None
        if latest is None or edition(latest.version) <= edition(shipped.version):
            return shipped
        return self._catalogue(latest)

    def find(self, version: str, fingerprint: str = "") -> Catalogue | None:
        """Find an edition by its version, and its fingerprint if one is given.

        None where it is not in this logbook: it came with another version of the program.
        """
        shipped = shipped_catalogue()
        if shipped.version == version and fingerprint in {"", shipped.fingerprint}:
            return shipped
        for update in reversed(self.updates()):
            if update.version == version and fingerprint in {"", update.fingerprint}:
                return self._catalogue(update)
        return None

    def updates(self) -> tuple[CatalogueUpdate, ...]:
        """Give every edition that was brought in, earliest first."""
        row = journal_rows.latest_record(self._vault, str(CATALOGUE_ID))
        revisions = row.revision if row is not None else 0
        return tuple(self._update(number) for number in range(1, revisions + 1))

    def look_at(self, data: bytes, *, accept: str = "") -> CatalogueFile:
        """Verify a file and give what is in it; nothing is recorded.

        Args:
            data: The bytes of the file.
            accept: The fingerprint of a publisher's key that a person has compared.

        Raises:
            CatalogueFileError: it is none, was altered, is signed by nobody known, or is not newer.
            CatalogueError: it is genuine, and its publisher made a mistake; it says where.
        """
        accepted = {update.publisher_fingerprint for update in self.updates()}
        return read_catalogue_file(
            data,
            known=read_publishers(read_text("legal/publishers.toml")),
            accepted=accepted | ({_typed(accept)} if accept else set()),
            in_use=self.in_use(),
        )

    def bring_in(self, data: bytes, *, accept: str = "") -> Receipt:
        """Record a newer catalogue; decisions from now on are made under it.

        Args:
            data: The bytes of the file.
            accept: The fingerprint of a publisher's key that a person has compared; its later
                editions are then accepted too.

        Raises:
            CatalogueFileError, CatalogueError: as `look_at` does; nothing was recorded.
            VaultError: nothing was recorded.
        """
        file, now = self.look_at(data, accept=accept), self._clock.now()
        return self._scribe.write(
            Act.CATALOGUE_UPDATED,
            CatalogueUpdate(
                version=file.catalogue.version,
                fingerprint=file.catalogue.fingerprint,
                publisher=file.publisher.name,
                publisher_fingerprint=file.publisher.fingerprint,
                text=file.text,
                imported_by=self._scribe.person,
                imported_at=now,
            ),
            at=now,
        )

    def _update(self, revision: int) -> CatalogueUpdate:
        row = journal_rows.record_at(self._vault, str(CATALOGUE_ID), revision)
        assert row is not None, "revisions are counted without gaps"
        record = read_payload(row.payload)
        assert isinstance(record, CatalogueUpdate), "only updates have this identity"
        return record

    def _catalogue(self, update: CatalogueUpdate) -> Catalogue:
        if update.fingerprint not in self._read:
            self._read[update.fingerprint] = read_catalogue(texts_in(update.text))
        return self._read[update.fingerprint]


def _typed(fingerprint: str) -> str:
    """Give a fingerprint as it is computed, however a person spaced it."""
    return "".join(fingerprint.replace(":", "").split()).lower()
