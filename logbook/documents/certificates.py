# SPDX-License-Identifier: Apache-2.0
"""The practice's own root certificate, and the certificates it issues to its practitioners.

P-256 with SHA-256: two of two free PDF readers refused Ed25519. A recipient compares the root's
fingerprint with the one the practice publishes; that is the whole of the trust.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from logbook.documents.content import printable

_ROOT_VALID = timedelta(days=20 * 365 + 5)
_PERSON_VALID = timedelta(days=3 * 365 + 1)
_LONGEST_NAME = 64
"""Bytes the library takes; RFC 5280, appendix A, allows as many characters."""


def make_root(name: str, key: ec.EllipticCurvePrivateKey, at: datetime) -> bytes:
    """Make the certificate with which a practice issues others, valid for 20 years; DER."""
    subject = _subject(name, name)
    builder = _builder(subject, subject, key.public_key(), at, at + _ROOT_VALID)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(issues=True), critical=True)
    return _signed(builder, key, key.public_key())


def issue_certificate(
    root_key: ec.EllipticCurvePrivateKey,
    root_certificate: bytes,
    *,
    name: str,
    organisation: str,
    key: ec.EllipticCurvePrivateKey | ec.EllipticCurvePublicKey,
    at: datetime,
) -> bytes:
    """Issue a practitioner's certificate, valid for three years or as long as the root; DER."""
    root = x509.load_der_x509_certificate(root_certificate)
    public = key.public_key() if isinstance(key, ec.EllipticCurvePrivateKey) else key
    until = min(at + _PERSON_VALID, root.not_valid_after_utc)
    builder = _builder(_subject(name, organisation), root.subject, public, at, until)
    builder = builder.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    builder = builder.add_extension(_usage(issues=False), critical=True)
    return _signed(builder, root_key, root_key.public_key())


def fingerprint(der: bytes) -> str:
    """Give the SHA-256 of a certificate as people compare it: 16 groups of 4 hex digits."""
    return printed_fingerprint(hashlib.sha256(der).digest())


def printed_fingerprint(digest: bytes) -> str:
    """Give a SHA-256 (32 bytes) as people compare it: 16 groups of 4 hex digits."""
    digits = digest.hex()
    return " ".join(digits[start : start + 4] for start in range(0, 64, 4))


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    since: datetime,
    until: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _signed(
    builder: x509.CertificateBuilder,
    key: ec.EllipticCurvePrivateKey,
    issuer: ec.EllipticCurvePublicKey,
) -> bytes:
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer)
    certificate = builder.add_extension(identifier, critical=False).sign(key, hashes.SHA256())
    return certificate.public_bytes(Encoding.DER)


def _subject(name: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "GB"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _fitting(organisation)),
            x509.NameAttribute(NameOID.COMMON_NAME, _fitting(name)),
        ]
    )


def _fitting(name: str) -> str:
    """A name as a certificate can hold it: printable, not empty, at most 64 bytes of UTF-8."""
    encoded = " ".join(printable(name).split()).encode("utf-8")
    return encoded[:_LONGEST_NAME].decode("utf-8", errors="ignore").strip() or "-"


def _usage(*, issues: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not issues,
        content_commitment=not issues,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=issues,
        crl_sign=issues,
        encipher_only=False,
        decipher_only=False,
    )
