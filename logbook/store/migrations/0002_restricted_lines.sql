-- SPDX-License-Identifier: Apache-2.0
-- A line knows whether the person may be shown it (INV-23). Lists are no evidence: they are cleared
-- here and made again from the journal when the logbook is next opened.

DELETE FROM moment;
DELETE FROM line;

ALTER TABLE line ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1));
