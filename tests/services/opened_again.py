# SPDX-License-Identifier: Apache-2.0
"""A logbook opened again, and what it holds by now: its acts, and who is certified."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from logbook.app import Logbook
from logbook.journal.entry import read_entry
from logbook.store.boxes import taken_out
from logbook.store.seal import holder_of

Enter = Callable[..., Logbook]
"""Open the logbook of the test with a passphrase, or one at another place; it is closed for you."""


def acts(logbook: Logbook) -> list[str]:
    """Give the act of every entry of the journal, in order."""
    bodies = logbook._opened.vault.rows("SELECT body FROM entry ORDER BY seq")
    return [read_entry(body).act for (body,) in bodies]


def acts_and_objects(logbook: Logbook) -> list[tuple[str, str]]:
    """Give the act of every entry and what it is about, in order."""
    bodies = logbook._opened.vault.rows("SELECT body FROM entry ORDER BY seq")
    return [(entry.act, entry.object) for (body,) in bodies for entry in (read_entry(body),)]


def certificate_at(logbook: Logbook, person: UUID) -> bytes:
    """Give the certificate of somebody, or what asks for one, out of its box in the key file."""
    keys = logbook._opened.keys
    holder = holder_of(keys.key_file, str(person))
    return taken_out(holder.certificate_box, keys.unlocked.root_key, keys.key_file.vault, holder.id)
