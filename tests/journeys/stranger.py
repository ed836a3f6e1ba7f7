# SPDX-License-Identifier: Apache-2.0
"""Checks a signed PDF as a stranger can: Python's standard library, `pdfdetach` and `openssl`.

    python stranger.py FILE.pdf

Imports nothing of the product and shares no code with it. Prints a line for each thing checked and
exits with 1 at the first that does not hold. Whether the root certificate is the practice's own is
for the reader to compare: its fingerprint is printed.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ED25519_PREFIX = bytes.fromhex("302a300506032b6570032100")
"""What RFC 8410 puts before a raw Ed25519 public key."""


def main() -> int:
    """Check the file named first."""
    pdf = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        check_signature(pdf.read_bytes(), place)
        run("pdfdetach", "-saveall", "-o", str(place), str(pdf))
        check_evidence(place)
    return 0


def check_signature(pdf: bytes, place: Path) -> None:
    """Check that one signature covers the whole file, and that the certificates in it lead up."""
    ranges = re.findall(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", pdf)
    holds("there is one signature", len(ranges) == 1)
    start, length, second, rest = (int(number) for number in ranges[0])
    holds("it covers the whole file", start == 0 and second + rest == len(pdf))
    holds("only the signature itself lies between", pdf[length : length + 1] == b"<")
    holds("nothing may be changed (DocMDP 1)", re.search(rb"/P\s+1\b", pdf) is not None)
    signature = bytes.fromhex(pdf[length + 1 : second - 1].decode("ascii"))
    (place / "signed.bin").write_bytes(pdf[:length] + pdf[second:])
    (place / "cms.der").write_bytes(signature)
    certificates = run(
        "openssl", "pkcs7", "-inform", "DER", "-in", str(place / "cms.der"), "-print_certs"
    )
    roots = []
    for found in re.findall(
        r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", certificates, re.DOTALL
    ):
        said = run("openssl", "x509", "-noout", "-subject", "-issuer", given=found)
        subject, issuer = (line.split("=", 1)[1].strip() for line in said.splitlines())
        if subject == issuer:
            roots.append(found)
    holds("there is one root certificate in it", len(roots) == 1)
    (place / "root.pem").write_text(roots[0], "ascii")
    answer = run(
        *("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-cades"),
        *("-in", str(place / "cms.der"), "-content", str(place / "signed.bin")),
        *("-CAfile", str(place / "root.pem"), "-purpose", "any", "-out", "/dev/null"),
    )
    holds("openssl accepts the signature", "successful" in answer.lower())
    der = base64.b64decode("".join(roots[0].splitlines()[1:-1]))
    sys.stdout.write(f"root certificate, to be compared: {hashlib.sha256(der).hexdigest()}\n")


def check_evidence(place: Path) -> None:
    """Check that the record is the one committed to, and that its entry is in the journal."""
    entry_bytes = (place / "entry.json").read_bytes()
    entry = json.loads(entry_bytes)
    signer = json.loads((place / "signer.json").read_bytes())
    key = base64.b64decode(signer["public_key"])
    if (place / "payload.json").exists():
        salt = (place / "salt.bin").read_bytes()
        payload = (place / "payload.json").read_bytes()
        committed = hashlib.sha256(b"logbook/payload/v1\0" + salt + payload).hexdigest()
        holds("the record is the one the entry commits to", committed == entry["commitment"])
    leaf = hashlib.sha256(b"\0" + entry_bytes).digest()
    holds(
        "the entry is signed by the person it names",
        entry["actor"] == signer["actor"]
        and signed(place, key, b"logbook/entry/v1\n" + leaf, signer["entry_signature"]),
    )
    proof = (place / "entry.tlog-proof").read_text("utf-8")
    head, note = proof.split("\n\n", 1)
    first, index, *hashes = head.splitlines()
    holds("the proof is a C2SP tlog-proof", first == "c2sp.org/tlog-proof@v1")
    holds("it is about this entry", index == f"index {entry['seq']}")
    text, signature = note.split("\n\n", 1)
    origin, size, root = text.splitlines()
    holds("the checkpoint is of this journal", origin.split("/")[1] == entry["log"])
    path = [base64.b64decode(part) for part in hashes]
    holds(
        "the entry stands in the journal the checkpoint fixes",
        climbed(leaf, entry["seq"], int(size), path) == base64.b64decode(root),
    )
    blob = signature.split()[-1]
    raw = base64.b64decode(blob)[4:]
    key = base64.b64decode(signer["checkpoint_key"])
    holds(
        "the checkpoint is signed with the key that is given for it",
        signed(place, key, (text + "\n").encode(), base64.b64encode(raw).decode()),
    )


def climbed(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """Climb from a leaf to the root (RFC 9162, 2.1.3.2)."""
    here, last, found = index, size - 1, leaf
    for other in path:
        if here & 1 or here == last:
            found = hashlib.sha256(b"\1" + other + found).digest()
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\1" + found + other).digest()
        here, last = here >> 1, last >> 1
    holds("the proof has the right length", last == 0)
    return found


def signed(place: Path, key: bytes, message: bytes, signature: str) -> bool:
    """Ask openssl whether an Ed25519 signature holds."""
    pem = base64.b64encode(ED25519_PREFIX + key).decode()
    (place / "key.pem").write_text(
        f"-----BEGIN PUBLIC KEY-----\n{pem}\n-----END PUBLIC KEY-----\n", "ascii"
    )
    (place / "message").write_bytes(message)
    (place / "signature").write_bytes(base64.b64decode(signature))
    answer = run(
        *("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(place / "key.pem"), "-rawin"),
        *("-in", str(place / "message"), "-sigfile", str(place / "signature")),
    )
    return "Signature Verified Successfully" in answer


def run(*command: str, given: str | None = None) -> str:
    """Run a program and give all it says."""
    done = subprocess.run(
        command, input=given, capture_output=True, text=True, check=False, errors="replace"
    )
    return done.stdout + done.stderr


def holds(what: str, held: object) -> None:
    """Say what was checked, or stop."""
    sys.stdout.write(f"{'holds' if held else 'DOES NOT HOLD'}: {what}\n")
    if not held:
        raise SystemExit(1)


if __name__ == "__main__":
    sys.exit(main())
