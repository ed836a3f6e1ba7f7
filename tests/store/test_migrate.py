# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from logbook.store import migrate
from logbook.store.errors import VaultTooNewError
from logbook.store.vault import Vault

GOLDEN = Path(__file__).parent.parent / "golden" / "schema.sql"
SCHEMA = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"


def test_schema_of_a_new_vault_is_the_golden_one(vault: Vault) -> None:
    schema = "".join(f"{sql};\n\n" for (sql,) in vault.rows(SCHEMA))
    assert schema == GOLDEN.read_text("utf-8")


def test_every_table_of_evidence_is_guarded_against_change_and_removal(vault: Vault) -> None:
    triggers = {
        name for (name,) in vault.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    }
    for table in ("vault", "entry", "record", "signed_checkpoint"):
        assert {f"{table}_is_not_changed", f"{table}_is_not_removed"} <= triggers


def test_version_counts_the_scripts(vault: Vault) -> None:
    assert vault.row("PRAGMA user_version") == (migrate.NEWEST,)
    folder = Path(migrate.__file__).parent / "migrations"
    assert [path.name for path in sorted(folder.glob("*.sql"))] == list(migrate._SCRIPTS)


def test_migrated_vault_is_left_as_it_is(vault: Vault) -> None:
    before = vault.rows(SCHEMA)
    vault.reopen()
    assert vault.rows(SCHEMA) == before


def test_what_was_recorded_before_a_migration_is_there_and_lists_are_to_be_made_again() -> None:
    connection = dbapi2.connect(":memory:", isolation_level=None)
    migrate._run(connection, 1)
    connection.execute(
        "INSERT INTO entry (seq, body, leaf, signature, nodes)"
        " VALUES (0, x'7b7d', zeroblob(32), zeroblob(64), x'')"
    )
    connection.execute(
        "INSERT INTO line (seq, object, kind, service_user, at, sort, number, title, detail, state,"
        " due, words) VALUES (0, 'o', 'hold', 'p', '2026-11-20T12:00:00Z', '', '', '', '', '',"
        " NULL, 'hollybush')"
    )
    connection.execute("INSERT INTO moment (service_user, seq) VALUES ('p', 0)")

    migrate.bring_up_to_date(connection)

    def count(query: str) -> object:
        return connection.execute(query).fetchone()[0]

    assert count("PRAGMA user_version") == migrate.NEWEST
    assert count("SELECT count(*) FROM entry") == 1
    assert count("SELECT count(*) FROM line") == 0
    assert count("SELECT count(*) FROM moment") == 0
    assert count("SELECT count(*) FROM search WHERE words MATCH 'hollybush'") == 0
    connection.close()


def test_newer_version_is_refused() -> None:
    connection = dbapi2.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA user_version = 999")
    with pytest.raises(VaultTooNewError):
        migrate.bring_up_to_date(connection)
    connection.close()


def test_script_that_fails_leaves_the_version_before_it() -> None:
    connection = dbapi2.connect(":memory:", isolation_level=None)
    # The script makes eight things before it comes to this name.
    connection.execute("CREATE TABLE line (x)")
    with pytest.raises(dbapi2.OperationalError):
        migrate.bring_up_to_date(connection)
    assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("line",)]
    assert not connection.in_transaction
    connection.close()


def test_script_is_parted_at_the_ends_of_statements() -> None:
    script = (
        "-- a comment; with a semicolon\n"
        "CREATE TABLE t (\n    x TEXT DEFAULT 'a;b'\n);\n\n"
        "CREATE TRIGGER g BEFORE DELETE ON t\nBEGIN SELECT 1; SELECT 2; END;\n"
        "-- the end\n"
    )
    found = list(migrate.statements(script))
    assert [text.rpartition("\n")[2] for text in found] == [");", "BEGIN SELECT 1; SELECT 2; END;"]


def test_script_whose_end_is_missing_is_noticed() -> None:
    with pytest.raises(AssertionError):
        list(migrate.statements("CREATE TABLE t (x);\nCREATE TABLE u (x)"))
