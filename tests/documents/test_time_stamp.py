# SPDX-License-Identifier: Apache-2.0
"""Replies of a time-stamping authority, good ones and every kind of bad one."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from asn1crypto import tsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from logbook.documents.time_stamp import (
    TimeStampError,
    TimeStampOfSomethingElseError,
    TimeStampRefusedError,
    read_time_stamp,
    stamped_digest,
    time_stamp_request,
)
from tests.documents.stamping import AT, reply_to

STAMPED = b"a checkpoint\n"
NONCE = 2**63 - 25
CONFIG = """
[req]
distinguished_name = d
[d]
[tsa]
default_tsa = t
[t]
serial = {place}/serial
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
[ext]
extendedKeyUsage = critical,timeStamping
"""


def test_a_reply_says_when_and_by_whom() -> None:
    stamp = read_time_stamp(reply_to(question()).dump(), STAMPED, NONCE)

    assert stamp.at == AT
    assert stamp.authority == "Teme Time Stamps"
    assert len(stamp.fingerprint) == 64
    assert stamped_digest(reply_to(question()).dump()) == sha256(STAMPED).digest()


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("Teme\x1b[2J Time\nStamps",), "Teme[2J TimeStamps"),
        (("Teme \u202espmatS emiT",), "Teme spmatS emiT"),
        (("Teme", "Time  Stamps"), "Teme Time Stamps"),
        (tuple("x" * 60 for _each in range(5)), f"{'x' * 60} {'x' * 59}"),
        ((), ""),
    ],
)
def test_a_name_is_told_on_one_short_line_whatever_a_certificate_bears(
    names: tuple[str, ...], told: str
) -> None:
    question = time_stamp_request(b"x", 7)
    reply = reply_to(question, names=names).dump()
    assert read_time_stamp(reply, b"x", 7).authority == told


def test_a_question_asks_for_the_certificate_and_bears_the_nonce() -> None:
    asked = tsp.TimeStampReq.load(question())

    assert asked["cert_req"].native is True
    assert asked["nonce"].native == NONCE
    assert asked["message_imprint"]["hashed_message"].native == sha256(STAMPED).digest()


def test_a_reply_about_something_else_is_refused() -> None:
    for other in (question(b"another\n"), question(nonce=NONCE + 1)):
        with pytest.raises(TimeStampOfSomethingElseError):
            read_time_stamp(reply_to(other).dump(), STAMPED, NONCE)


def test_a_refusal_is_told_as_one() -> None:
    refusal = bytes.fromhex("3005 3003 020102")
    with pytest.raises(TimeStampRefusedError):
        read_time_stamp(refusal, STAMPED, NONCE)
    with pytest.raises(TimeStampRefusedError):
        stamped_digest(refusal)
    granted_nothing = bytes.fromhex("3005 3003 020100")
    with pytest.raises(TimeStampError):
        read_time_stamp(granted_nothing, STAMPED, NONCE)


def test_a_certificate_for_another_purpose_is_refused() -> None:
    reply = reply_to(question(), usage=ExtendedKeyUsageOID.CODE_SIGNING)
    with pytest.raises(TimeStampError):
        read_time_stamp(reply.dump(), STAMPED, NONCE)


@pytest.mark.parametrize("days", [-31, 301])
def test_a_time_at_which_the_certificate_was_not_valid_is_refused(days: int) -> None:
    reply = reply_to(question(), at=AT + timedelta(days=days))
    with pytest.raises(TimeStampError):
        read_time_stamp(reply.dump(), STAMPED, NONCE)


def test_a_reply_altered_in_what_it_states_is_refused() -> None:
    """Each bit of the statement, of its signed attributes and of the signature counts."""
    reply = reply_to(question()).dump()
    data = tsp.TimeStampResp.load(reply)["time_stamp_token"]["content"]
    statement = bytes(data["encap_content_info"]["content"])
    signature = data["signer_infos"][0]["signature"].native
    attributes = data["signer_infos"][0]["signed_attrs"].contents
    for part in (statement, signature, attributes):
        start = reply.index(part)
        for place in range(start, start + len(part)):
            altered = bytearray(reply)
            altered[place] ^= 1 << place % 8
            with pytest.raises(TimeStampError):
                read_time_stamp(bytes(altered), STAMPED, NONCE)


def test_no_bytes_of_any_kind_do_more_than_be_refused() -> None:
    reply = reply_to(question()).dump()
    for length in range(0, len(reply), 7):
        with pytest.raises(TimeStampError):
            read_time_stamp(reply[:length], STAMPED, NONCE)
    for place in range(0, len(reply), 3):
        altered = bytearray(reply)
        altered[place] ^= 0x80
        try:
            read_time_stamp(bytes(altered), STAMPED, NONCE)
        except TimeStampError:
            continue
    for wrong in (b"", b"0" * 300_000, reply + b"x", question()):
        with pytest.raises(TimeStampError):
            read_time_stamp(wrong, STAMPED, NONCE)
        with pytest.raises(TimeStampError):
            stamped_digest(wrong)


def test_a_reply_without_its_certificate_is_refused() -> None:
    reply = reply_to(question())
    del reply["time_stamp_token"]["content"]["certificates"][0]
    with pytest.raises(TimeStampError):
        read_time_stamp(reply.dump(force=True), STAMPED, NONCE)


@pytest.mark.parametrize("key", ["rsa:2048", "ec"])
def test_what_openssl_replies_is_understood(tmp_path: Path, key: str) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    (tmp_path / "tsa.cnf").write_text(CONFIG.format(place=tmp_path), "utf-8")
    (tmp_path / "serial").write_text("01", "utf-8")
    (tmp_path / "q.tsq").write_bytes(question())
    curve = ["-pkeyopt", "ec_paramgen_curve:P-256"] if key == "ec" else []
    for arguments in (
        ["req", "-x509", "-newkey", key, *curve, "-nodes", "-keyout", "k.pem", "-out", "c.pem",
         "-subj", "/O=Open authority", "-days", "3650", "-config", "tsa.cnf", "-extensions",
         "ext"],
        ["ts", "-reply", "-queryfile", "q.tsq", "-signer", "c.pem", "-inkey", "k.pem", "-config",
         "tsa.cnf", "-out", "r.tsr"],
    ):  # fmt: skip
        subprocess.run([openssl, *arguments], cwd=tmp_path, capture_output=True, check=True)

    stamp = read_time_stamp((tmp_path / "r.tsr").read_bytes(), STAMPED, NONCE)
    assert stamp.authority == "Open authority"
    assert stamp.at.tzinfo is UTC


def question(stamped: bytes = STAMPED, nonce: int = NONCE) -> bytes:
    return time_stamp_request(stamped, nonce)
