# SPDX-License-Identifier: Apache-2.0
"""A time-stamping authority of the tests' own: real certificates, real signatures, no network."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _certificate(
    usage: x509.ObjectIdentifier, since: datetime, until: datetime, names: tuple[str, ...]
) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, each) for each in names])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(_key().public_key())
        .serial_number(7)
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
        .sign(_key(), hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
    )


def reply_to(
    request: bytes,
    *,
    at: datetime = AT,
    usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.TIME_STAMPING,
    valid: tuple[datetime, datetime] = (AT - timedelta(days=30), AT + timedelta(days=300)),
    names: tuple[str, ...] = ("Teme Time Stamps",),
) -> tsp.TimeStampResp:
    """Reply to a question as an authority does."""
    private = _key().private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    authority = DummyTimeStamper(
        asn1_x509.Certificate.load(_certificate(usage, *valid, names)),
        keys.PrivateKeyInfo.load(private),
        fixed_dt=at,
    )
    return authority.request_tsa_response(tsp.TimeStampReq.load(request))
