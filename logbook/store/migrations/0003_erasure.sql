-- SPDX-License-Identifier: Apache-2.0
-- A record may be taken out, and only as one that was erased: its tombstone stays, and so do its
-- entry and the commitment in it. Whether something was lawfully erased is told by the certificate
-- in the journal and not by this table, which is what the triggers and the lists go by.

-- seq is the entry that recorded the revision, erased_by the entry that erased it.
CREATE TABLE erased (
    seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    object TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    erased_by INTEGER NOT NULL REFERENCES entry (seq),
    UNIQUE (object, revision)
) STRICT;

-- Erasures after which the pages of the file were not yet written anew.
CREATE TABLE unswept (
    erased_by INTEGER PRIMARY KEY REFERENCES entry (seq)
) STRICT;

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

-- The last entry is the one of this very act: nothing goes but in the transaction that erases it.
DROP TRIGGER record_is_not_removed;
CREATE TRIGGER record_is_not_removed BEFORE DELETE ON record
WHEN NOT EXISTS (
    SELECT 1 FROM erased
    WHERE seq = OLD.seq AND object = OLD.object AND revision = OLD.revision
        AND erased_by = (SELECT max(seq) FROM entry)
)
BEGIN SELECT RAISE (ABORT, 'record: only added to'); END;

-- What was erased never comes back under its identity.
CREATE TRIGGER record_stays_erased BEFORE INSERT ON record
WHEN EXISTS (SELECT 1 FROM erased WHERE object = NEW.object)
BEGIN SELECT RAISE (ABORT, 'record: erased'); END;

-- What the practice keeps of its own safety is few among many: asked for at each look at Today.
CREATE INDEX record_of_safety ON record (kind, seq)
WHERE kind IN ('backup', 'clinical-will', 'erasure', 'recovery-sheet', 'restoration');
