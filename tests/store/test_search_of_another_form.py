# SPDX-License-Identifier: Apache-2.0
"""A structure of the index of the search that is gone, cut off, or of a form not known here."""

from __future__ import annotations

import pytest
from sqlcipher3 import dbapi2

from logbook.store.search_index import _segments_in, _table_is_complete, search_differs
from logbook.store.vault import Vault

COOKIE = b"\0\0\0\1"


@pytest.fixture
def insider(vault: Vault) -> dbapi2.Connection:
    """The open database, without its guards."""
    connection = vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    return connection


def test_empty_index_of_a_new_vault_is_complete(vault: Vault) -> None:
    assert _table_is_complete(vault)
    assert not search_differs(vault)


def test_index_without_its_structure_differs(vault: Vault, insider: dbapi2.Connection) -> None:
    insider.execute("DELETE FROM search_data WHERE id = 10")
    assert not _table_is_complete(vault)
    assert search_differs(vault)


@pytest.mark.parametrize("structure", [COOKIE + b"\xff\0\0\1\0\0\0", COOKIE + b"\1", COOKIE])
def test_structure_of_another_form_differs(
    vault: Vault, insider: dbapi2.Connection, structure: bytes
) -> None:
    assert _segments_in(structure) is None
    insider.execute("UPDATE search_data SET block = ? WHERE id = 10", (structure,))
    assert not _table_is_complete(vault)
