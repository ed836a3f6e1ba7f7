# SPDX-License-Identifier: Apache-2.0
"""The text that lies in each logbook: how to read it should the program no longer exist."""

from __future__ import annotations

RECOVERY_TEXT = """\
HOW TO READ THIS LOGBOOK WITHOUT THE PROGRAM

This folder is an encrypted record of consents and disclosures, written by Disclosure Logbook.
Work on a copy of the whole folder. You need one way of a person who could open it: a passphrase,
the code of a recovery sheet, a hardware token with its PIN, or enough cards of a clinical will.
Nothing in this text is secret, and it holds no personal data.

1. The key file (keys.a.json and keys.b.json: two copies, the higher "epoch" counts)

   One line of JSON (canonical, RFC 8785), a line feed, the SHA-256 of that line in hexadecimal.
   Bytes are Base64. For the person in "people" take one of their "slots"; its "type" says how to
   get the key that opens it, kek. HKDF is HKDF-SHA256 without salt, 32 bytes long.

   argon2id   Normalise the passphrase with Unicode NFKC, encode it as UTF-8. k = Argon2id (version
              1.3) of it: salt "salt", memory "m" KiB, passes "t", lanes "p", 32 bytes.
              kek = HKDF(k, info "slot-kek/v1").
   recovery   Take the first 52 characters of the code without spaces, read O as 0, I and L as 1.
              Each is five bits (Crockford's Base32: 0123456789ABCDEFGHJKMNPQRSTVWXYZ); the first
              256 bits are c, the last four are zero. The last group of the code is a check: the
              first 20 bits, written the same way, of SHA-256("logbook/recovery-code/v1" + byte 00
              + the 52 characters). kek = HKDF(c, info "recovery-kek/v1").
   device     k as above, of the PIN. s = the 32 bytes that the computer's own store of secrets
              keeps (service "disclosure-logbook", name: vault + "/" + person id; JSON, "secret" in
              hexadecimal). kek = HKDF(k + s, info "device-kek/v1").
   token      The token's private key, called "Disclosure Logbook", P-256, is multiplied with
              "point" (PKCS#11: CKM_ECDH1_DERIVE, CKD_NULL): d, 32 bytes.
              kek = HKDF(d, info "token-kek/v1").
   will       Put the cards together (SLIP-39, no passphrase): w, 32 bytes.
              kek = HKDF(w, info "will-kek/v1").

   Then:

   a. AES-256-GCM, key kek, nonce "nonce", over "ct" (the last 16 bytes are the tag). Additional
      data: the canonical JSON of {"person": their id, "slot": the slot without "ct" and "expires",
      "v": 1, "vault": ...}.
      The result is 112 bytes: private keys X25519, Ed25519 and P-256 (big-endian), 32 each, and
      the first 16 bytes of the SHA-256 of "practice_public", if the key file is genuine.
   b. "root_box" is HPKE (RFC 9180, base mode, X25519, HKDF-SHA256, AES-256-GCM; the first 32
      bytes are the encapsulated key), opened with the X25519 key. Its info: the canonical JSON of
      {"box": "root/v1", "person": their id, "root_epoch": ..., "vault": ...}. The result is the
      root key, 32 bytes.
      If "pending_root_box" is not empty, a change of the root key was interrupted: should the
      database not open, take that box instead, with a "root_epoch" one higher.
      Whether it is this practice's: "root_vouch" is ECDSA (P-256, SHA-256, DER), under
      "practice_public" (uncompressed), over the canonical JSON of {"fingerprint":
      "practice_fingerprint" in hexadecimal, "root": HKDF(root key, info "vouched/v1") in
      hexadecimal, "root_epoch": ..., "vault": ..., "vouched": "root/v1"}.
   c. Database key = HKDF(root key, info "db/v1").

   If both copies of the key file are lost, the numbered lines of an administrator's recovery sheet
   stand for what is needed of it. In each line the first 24 characters are 15 bytes (Base32 as
   above; the last group is a check). Together they are: one byte 02; "vault", 16 bytes; the
   person's id (a UUID), 16; "root_epoch", 4, big-endian; and of the slot, "type": "recovery", "id",
   8, to be written in hexadecimal, "nonce", 12, and "ct", 128; "root_box", 80; a box with the
   practice's key, 80; zeros. Go on with a.

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
   "prev" in an entry is the leaf of the one before, in hexadecimal; in the first it is the SHA-256
   of the practice's certificate ("practice_fingerprint"), which all documents bear.

4. A backup (*.logbookbackup)

   In the folder "before-upgrade" lies one from before a new version changed the database.
   An ordinary zip file, nothing in it compressed: take it apart with any program that knows zip.
   It holds this text, keys.a.json and records.db as above (one copy of the key file is enough, and
   there is no journal file), anchors.jsonl, and manifest.json: for each member its size and
   SHA-256, how many entries the journal has ("size"), the root of their tree ("root"), and the
   identities of what had been erased ("erased"): do not bring it back from an older backup.
   The signature in the manifest is Ed25519 by the person "made_by" (their "ed25519" in the key
   file) over "logbook/backup/v1", a line feed, and the SHA-256 of the canonical JSON of the
   manifest in which "signature" is empty.
"""
