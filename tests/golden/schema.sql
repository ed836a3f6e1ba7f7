CREATE INDEX line_due ON line (due, seq) WHERE due IS NOT NULL;

CREATE INDEX line_of_kind ON line (kind, seq);

CREATE INDEX line_of_name ON line (sort, seq) WHERE kind = 'service-user';

CREATE INDEX record_of_safety ON record (kind, seq)
WHERE kind IN ('backup', 'clinical-will', 'erasure', 'recovery-sheet', 'restoration');

CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    body BLOB NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;

CREATE TABLE entry (
    seq INTEGER PRIMARY KEY CHECK (seq >= 0),
    body BLOB NOT NULL CHECK (length(body) BETWEEN 2 AND 65536),
    leaf BLOB NOT NULL CHECK (length(leaf) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    nodes BLOB NOT NULL CHECK (length(nodes) % 32 = 0)
) STRICT;

CREATE TABLE erased (
    seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    object TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    erased_by INTEGER NOT NULL REFERENCES entry (seq),
    UNIQUE (object, revision)
) STRICT;

CREATE TABLE line (
    seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    object TEXT NOT NULL,
    kind TEXT NOT NULL,
    service_user TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 20),
    sort TEXT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    detail TEXT NOT NULL,
    state TEXT NOT NULL,
    due TEXT CHECK (due IS NULL OR length(due) = 10),
    words TEXT NOT NULL
, restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1))) STRICT;

CREATE TABLE moment (
    service_user TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES entry (seq),
    PRIMARY KEY (service_user, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
    seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    object TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    kind TEXT NOT NULL,
    payload BLOB NOT NULL,
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    UNIQUE (object, revision)
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (
    words,
    content = 'line',
    content_rowid = 'seq',
    columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);

CREATE TABLE 'search_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE signed_checkpoint (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    origin TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0),
    root BLOB NOT NULL CHECK (length(root) = 32),
    note TEXT NOT NULL
) STRICT;

CREATE TABLE unswept (
    erased_by INTEGER PRIMARY KEY REFERENCES entry (seq)
) STRICT;

CREATE TABLE vault (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    id TEXT NOT NULL CHECK (length(id) = 32)
) STRICT;

CREATE TRIGGER entry_follows BEFORE INSERT ON entry
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq) + 1, 0) FROM entry)
BEGIN SELECT RAISE (ABORT, 'entry: out of sequence'); END;

CREATE TRIGGER entry_is_not_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE (ABORT, 'entry: only added to'); END;

CREATE TRIGGER entry_is_not_removed BEFORE DELETE ON entry
BEGIN SELECT RAISE (ABORT, 'entry: only added to'); END;

CREATE TRIGGER erased_follows BEFORE INSERT ON erased
WHEN NEW.erased_by IS NOT (SELECT max(seq) FROM entry)
    OR (
        SELECT json_extract(CAST(body AS TEXT), '$.act') FROM entry WHERE seq = NEW.erased_by
    ) NOT IN ('retention.destroyed', 'erasure.done', 'erasure.re-applied')
    OR NOT EXISTS (
        SELECT 1 FROM record
        WHERE seq = NEW.seq AND object = NEW.object AND revision = NEW.revision
    )
    OR EXISTS (SELECT 1 FROM erased WHERE seq = NEW.seq)
BEGIN SELECT RAISE (ABORT, 'erased: nothing erases it'); END;

CREATE TRIGGER erased_is_not_changed BEFORE UPDATE ON erased
BEGIN SELECT RAISE (ABORT, 'erased: only added to'); END;

CREATE TRIGGER erased_is_not_removed BEFORE DELETE ON erased
BEGIN SELECT RAISE (ABORT, 'erased: only added to'); END;

CREATE TRIGGER line_is_found AFTER INSERT ON line
BEGIN INSERT INTO search (rowid, words) VALUES (NEW.seq, NEW.words); END;

CREATE TRIGGER line_is_found_no_more AFTER DELETE ON line
BEGIN INSERT INTO search (search, rowid, words) VALUES ('delete', OLD.seq, OLD.words); END;

CREATE TRIGGER line_is_not_changed BEFORE UPDATE ON line
BEGIN SELECT RAISE (ABORT, 'line: put again, never changed'); END;

CREATE TRIGGER record_follows BEFORE INSERT ON record
WHEN NEW.seq IS NOT (SELECT max(seq) FROM entry)
    OR NEW.revision IS NOT (
        SELECT coalesce(max(revision) + 1, 1) FROM record WHERE object = NEW.object
    )
    OR EXISTS (SELECT 1 FROM record WHERE seq = NEW.seq)
BEGIN SELECT RAISE (ABORT, 'record: out of sequence'); END;

CREATE TRIGGER record_is_not_changed BEFORE UPDATE ON record
BEGIN SELECT RAISE (ABORT, 'record: only added to'); END;

CREATE TRIGGER record_is_not_removed BEFORE DELETE ON record
WHEN NOT EXISTS (
    SELECT 1 FROM erased
    WHERE seq = OLD.seq AND object = OLD.object AND revision = OLD.revision
        AND erased_by = (SELECT max(seq) FROM entry)
)
BEGIN SELECT RAISE (ABORT, 'record: only added to'); END;

CREATE TRIGGER record_stays_erased BEFORE INSERT ON record
WHEN EXISTS (SELECT 1 FROM erased WHERE object = NEW.object)
BEGIN SELECT RAISE (ABORT, 'record: erased'); END;

CREATE TRIGGER signed_checkpoint_follows BEFORE INSERT ON signed_checkpoint
WHEN NEW.number IS NOT (SELECT coalesce(max(number) + 1, 1) FROM signed_checkpoint)
BEGIN SELECT RAISE (ABORT, 'signed_checkpoint: out of sequence'); END;

CREATE TRIGGER signed_checkpoint_is_not_changed BEFORE UPDATE ON signed_checkpoint
BEGIN SELECT RAISE (ABORT, 'signed_checkpoint: only added to'); END;

CREATE TRIGGER signed_checkpoint_is_not_removed BEFORE DELETE ON signed_checkpoint
BEGIN SELECT RAISE (ABORT, 'signed_checkpoint: only added to'); END;

CREATE TRIGGER vault_is_not_changed BEFORE UPDATE ON vault
BEGIN SELECT RAISE (ABORT, 'vault: never changed'); END;

CREATE TRIGGER vault_is_not_removed BEFORE DELETE ON vault
BEGIN SELECT RAISE (ABORT, 'vault: never changed'); END;

