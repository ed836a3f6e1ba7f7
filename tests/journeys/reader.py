# SPDX-License-Identifier: Apache-2.0
"""Reads a backup as README-RECOVERY.txt says, with none of the product's code.

    python reader.py FILE.logbookbackup < passphrase

Needs only what anybody can get: Python's standard library, `cryptography` (Argon2id, HKDF, AES-GCM,
Ed25519; X25519 for HPKE, which is written out here after RFC 9180), and SQLite3 Multiple Ciphers
(`apsw-sqlite3mc`). The numbers in the comments are the steps of the text. Prints JSON: what it
found, and the payload of every disclosure.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import apsw
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

Json = dict[str, Any]


def main() -> int:
    """Read the backup named first."""
    passphrase = sys.stdin.readline().rstrip("\n")
    with zipfile.ZipFile(sys.argv[1]) as backup, tempfile.TemporaryDirectory() as place:
        manifest = json.loads(backup.read("manifest.json"))
        for one in manifest["members"]:
            data = backup.read(one["name"])
            assert len(data) == one["size"]
            assert hashlib.sha256(data).hexdigest() == one["sha256"]
        key_file = read_key_file(backup.read("keys.a.json"))
        check_manifest(manifest, key_file)
        key = database_key(key_file, passphrase)
        backup.extract("records.db", place)
        found = read_database(Path(place) / "records.db", key, manifest, key_file)
        sys.stdout.write(json.dumps(found))
    return 0


def canonical(value: object) -> bytes:
    """RFC 8785 for what stands in the key file: ASCII keys, no floats."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read_key_file(data: bytes) -> Json:
    """Step 1: one line of JSON, a line feed, its SHA-256 in hexadecimal."""
    body, checksum = data.rstrip(b"\n").split(b"\n")
    assert hashlib.sha256(body).hexdigest() == checksum.decode()
    found: Json = json.loads(body)
    return found


def check_manifest(manifest: Json, key_file: Json) -> None:
    """Step 4: who made the backup has signed the manifest."""
    made_by = next(one for one in key_file["people"] if one["id"] == manifest["made_by"])
    unsigned = canonical({**manifest, "signature": ""})
    Ed25519PublicKey.from_public_bytes(base64.b64decode(made_by["ed25519"])).verify(
        bytes.fromhex(manifest["signature"]),
        b"logbook/backup/v1\n" + hashlib.sha256(unsigned).digest(),
    )


def database_key(key_file: Json, passphrase: str) -> bytes:
    """Steps 1 a to f."""
    for person in key_file["people"]:
        for slot in person["slots"]:
            if slot["type"] == "argon2id":
                return _database_key(key_file, person, slot, passphrase)
    raise LookupError


def _database_key(key_file: Json, person: Json, slot: Json, passphrase: str) -> bytes:
    secret = unicodedata.normalize("NFKC", passphrase).encode("utf-8")  # a
    k = Argon2id(  # b
        salt=base64.b64decode(slot["salt"]),
        length=32,
        iterations=slot["t"],
        lanes=slot["p"],
        memory_cost=slot["m"],
    ).derive(secret)
    kek = hkdf(k, b"slot-kek/v1")  # c
    bare = {name: part for name, part in slot.items() if name != "ct"}
    about = {"person": person["id"], "slot": bare, "v": 1, "vault": key_file["vault"]}
    keys = AESGCM(kek).decrypt(  # d
        base64.b64decode(slot["nonce"]), base64.b64decode(slot["ct"]), canonical(about)
    )
    assert len(keys) == 112
    practice = base64.b64decode(key_file["practice_public"])
    assert hashlib.sha256(practice).digest()[:16] == keys[96:]
    info = {
        "box": "root/v1",
        "person": person["id"],
        "root_epoch": key_file["root_epoch"],
        "vault": key_file["vault"],
    }
    root_key = hpke_open(base64.b64decode(person["root_box"]), keys[:32], canonical(info))  # e
    assert len(root_key) == 32
    check_vouch(key_file, practice, root_key)
    return hkdf(root_key, b"db/v1")  # f


def check_vouch(key_file: Json, practice: bytes, root_key: bytes) -> None:
    """Step 1 b, its end: whether the root key is this practice's."""
    said = {
        "fingerprint": base64.b64decode(key_file["practice_fingerprint"]).hex(),
        "root": hkdf(root_key, b"vouched/v1").hex(),
        "root_epoch": key_file["root_epoch"],
        "vault": key_file["vault"],
        "vouched": "root/v1",
    }
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), practice).verify(
        base64.b64decode(key_file["root_vouch"]), canonical(said), ec.ECDSA(SHA256())
    )


def hkdf(key: bytes, info: bytes) -> bytes:
    """HKDF-SHA256 without a salt, 32 bytes."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(key)


def hpke_open(box: bytes, private: bytes, info: bytes) -> bytes:
    """RFC 9180 in base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; one message."""
    encapsulated, sealed = box[:32], box[32:]
    own = X25519PrivateKey.from_private_bytes(private)
    shared = own.exchange(X25519PublicKey.from_public_bytes(encapsulated))
    kem = b"KEM" + (0x0020).to_bytes(2, "big")
    context = encapsulated + own.public_key().public_bytes_raw()
    secret = expand(extract(b"", shared, b"eae_prk", kem), b"shared_secret", context, 32, kem)
    suite = b"HPKE" + b"".join(n.to_bytes(2, "big") for n in (0x0020, 0x0001, 0x0002))
    schedule = (
        b"\x00" + extract(b"", b"", b"psk_id_hash", suite) + extract(b"", info, b"info_hash", suite)
    )
    prk = extract(secret, b"", b"secret", suite)
    key = expand(prk, b"key", schedule, 32, suite)
    nonce = expand(prk, b"base_nonce", schedule, 12, suite)
    return AESGCM(key).decrypt(nonce, sealed, b"")


def extract(salt: bytes, key: bytes, label: bytes, suite: bytes) -> bytes:
    """LabeledExtract of RFC 9180, 4."""
    return HKDF.extract(SHA256(), salt or bytes(32), b"HPKE-v1" + suite + label + key)


def expand(prk: bytes, label: bytes, info: bytes, length: int, suite: bytes) -> bytes:
    """LabeledExpand of RFC 9180, 4."""
    labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return HKDFExpand(algorithm=SHA256(), length=length, info=labelled).derive(prk)


def read_database(path: Path, key: bytes, manifest: Json, key_file: Json) -> Json:
    """Step 2: SQLCipher 4 with a raw key; and what of step 3 needs no more than hashes."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        connection.execute("PRAGMA cipher = 'sqlcipher'")
        connection.execute("PRAGMA legacy = 4")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        entries = list(connection.execute("SELECT body, leaf, signature FROM entry ORDER BY seq"))
        records = list(
            connection.execute("SELECT seq, kind, payload, salt FROM record ORDER BY seq")
        )
    finally:
        connection.close()
    public = {one["id"]: base64.b64decode(one["ed25519"]) for one in key_file["people"]}
    for body, leaf, signature in entries:
        assert hashlib.sha256(b"\x00" + body).digest() == leaf
        actor = Ed25519PublicKey.from_public_bytes(public[json.loads(body)["actor"]])
        actor.verify(signature, b"logbook/entry/v1\n" + leaf)
    for seq, _kind, payload, salt in records:
        committed = hashlib.sha256(b"logbook/payload/v1\x00" + salt + payload).hexdigest()
        assert json.loads(entries[seq][0])["commitment"] == committed
    root = tree([leaf for _body, leaf, _signature in entries])
    assert (len(entries), root.hex()) == (manifest["size"], manifest["root"])
    return {
        "entries": len(entries),
        "root": root.hex(),
        "disclosures": [
            json.loads(payload) for _seq, kind, payload, _salt in records if kind == "disclosure"
        ],
    }


def tree(leaves: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + tree(leaves[:half]) + tree(leaves[half:])).digest()


if __name__ == "__main__":
    sys.exit(main())
