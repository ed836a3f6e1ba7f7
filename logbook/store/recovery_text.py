# SPDX-License-Identifier: Apache-2.0
"""The text that lies in each logbook: how to read it should the program no longer exist."""

from __future__ import annotations

RECOVERY_TEXT = """\
HOW TO READ THIS LOGBOOK WITHOUT THE PROGRAM

This folder is an encrypted record of consents and disclosures, written by Disclosure Logbook.
Work on a copy of the whole folder. You need a passphrase of a person who could open it.
Nothing in this text is secret, and it holds no personal data.

1. The key file (keys.a.json and keys.b.json: two copies, the higher "epoch" counts)

   One line of JSON (canonical, RFC 8785), a line feed, the SHA-256 of that line in hexadecimal.
   Bytes are Base64. For the person in "people" and one of their "slots" of type "argon2id":

   a. Normalise the passphrase with Unicode NFKC, encode it as UTF-8.
   b. k = Argon2id (version 1.3) of it: salt "salt", memory "m" KiB, passes "t", lanes "p",
      32 bytes.
   c. kek = HKDF-SHA256(k, no salt, info "slot-kek/v1", 32 bytes).
   d. AES-256-GCM, key kek, nonce "nonce", over "ct" (the last 16 bytes are the tag). Additional
      data: the canonical JSON of
      {"person": their id, "slot": the slot without "ct", "v": 1, "vault": ...}.
      The result is 96 bytes: private keys X25519, Ed25519 and P-256 (big-endian), 32 each.
   e. "root_box" is HPKE (RFC 9180, base mode, X25519, HKDF-SHA256, AES-256-GCM; the first 32
      bytes are the encapsulated key), opened with the X25519 key. Its info: the canonical JSON of
      {"box": "root/v1", "person": their id, "root_epoch": ..., "vault": ...}. The result is the
      root key, 32 bytes.
   f. Database key = HKDF-SHA256(root key, no salt, info "db/v1", 32 bytes).

2. The database (records.db)

   SQLCipher 4, default settings (AES-256-CBC, HMAC-SHA512, pages of 4096 bytes), raw key:
   PRAGMA key = "x'<the database key as 64 hexadecimal digits>'"; then it is an SQLite database.
   A file records.db-journal beside it belongs to it: keep the two together.

   entry    the journal: "body", one JSON object (RFC 8785) for each thing done, without personal
            data; "leaf" = SHA-256(byte 00 + body); "signature" = Ed25519 over "logbook/entry/v1" +
            line feed + leaf, by the key of the actor in it; "nodes", the hashes of the Merkle
            tree (RFC 9162: SHA-256(byte 01 + left + right)) that the entry completes
   record   the written form (JSON, RFC 8785) of each record and each later version of it
   draft    what was typed and not yet recorded
   All other tables are lists and a search index, made from "record".

   The commitment in an entry is SHA-256("logbook/payload/v1" + byte 00 + salt + payload).

3. Checking

   anchors.jsonl holds signed checkpoints (C2SP tlog-checkpoint) seen for this logbook. If the tree
   over the first n entries has another root than a checkpoint of size n, entries were altered.
"""
