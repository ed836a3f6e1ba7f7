# SPDX-License-Identifier: Apache-2.0
"""The practice's own root certificate, and the certificates it issues to its practitioners.

P-256 with SHA-256: two of two free PDF readers refused Ed25519. A recipient compares the root's
fingerprint with the one the practice publishes; that is the whole of the trust.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from logbook.documents.content import printable

_JOURNAL_KEY = x509.ObjectIdentifier("2.25.88214437591470324915706228730173440591")
"""A random UUID as an object identifier (ITU-T X.667): no registry is needed for one."""

_UTF8_STRING = 0x0C
_SHORT = 128
_is_key = re.compile("[0-9a-f]{64}").fullmatch

_ROOT_VALID = timedelta(days=20 * 365 + 5)
_PERSON_VALID = timedelta(days=3 * 365 + 1)
_LONGEST_NAME = 64
"""Bytes the library takes; RFC 5280, appendix A, allows as many characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalKey:
    """Who a person is in the journal, and the raw Ed25519 key (32 bytes) they sign it with.

    `reads` is the raw X25519 key (32 bytes) to which boxes are closed that only they are to open:
    whoever put their own in its place would be handed what the next box for the person holds.
    """

    actor: str
    public: bytes
    reads: bytes = b""


def make_root(name: str, key: ec.EllipticCurvePrivateKey, at: datetime) -> bytes:
    """Make the certificate with which a practice issues others, valid for 20 years; DER."""
    subject = _subject(name, name)
    builder = _builder(subject, subject, key.public_key(), at, at + _ROOT_VALID)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(issues=True), critical=True)
    return _signed(builder, key, key.public_key())


def request_certificate(
    *,
    name: str,
    organisation: str,
    key: ec.EllipticCurvePrivateKey,
    at: datetime,
    journal: JournalKey,
) -> bytes:
    """Make what a practice is asked to issue a certificate for: one somebody issued to themselves.

    It shows that they hold the key. Nobody trusts it, as the practice's root did not sign it; DER.
    """
    subject = _subject(name, organisation)
    builder = _builder(subject, subject, key.public_key(), at, at + _PERSON_VALID)
    return _signed(_for_a_person(builder, journal), key, key.public_key())


def key_in(der: bytes) -> ec.EllipticCurvePublicKey:
    """Give the key that a certificate (DER) of a person is about.

    Raises:
        ValueError: the bytes are not a certificate, or it is about another kind of key.
    """
    key = x509.load_der_x509_certificate(der).public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise ValueError("it is about another kind of key")  # noqa: TRY004 - as of other bytes
    return key


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """From when until when a certificate may have signed, both with a time zone."""

    since: datetime
    until: datetime


def validity_of(der: bytes) -> Validity:
    """Tell when a certificate (DER) is valid.

    Raises:
        ValueError: the bytes are not a certificate.
    """
    certificate = x509.load_der_x509_certificate(der)
    return Validity(since=certificate.not_valid_before_utc, until=certificate.not_valid_after_utc)


def issue_certificate(
    root_key: ec.EllipticCurvePrivateKey,
    root_certificate: bytes,
    *,
    name: str,
    organisation: str,
    key: ec.EllipticCurvePrivateKey | ec.EllipticCurvePublicKey,
    at: datetime,
    since: datetime | None = None,
    journal: JournalKey | None = None,
) -> bytes:
    """Issue a practitioner's certificate, valid for three years or as long as the root; DER.

    With `journal` it names the key with which the same person signs the journal. With `since` it is
    valid from before: one that is renewed by a clock that is fast must not wait for its own time.
    """
    root = x509.load_der_x509_certificate(root_certificate)
    public = key.public_key() if isinstance(key, ec.EllipticCurvePrivateKey) else key
    until = root.not_valid_after_utc
    # The other way round a clock in the year 9999 would leave the calendar.
    if at < until - _PERSON_VALID:
        until = at + _PERSON_VALID
    since = at if since is None else min(since, at)
    builder = _builder(_subject(name, organisation), root.subject, public, since, until)
    return _signed(_for_a_person(builder, journal), root_key, root_key.public_key())


def journal_key_of(der: bytes) -> JournalKey | None:
    """Tell which key of the journal a certificate (DER) names; None if it names none.

    Raises:
        ValueError: the bytes are not a certificate.
    """
    certificate = x509.load_der_x509_certificate(der)
    try:
        value = certificate.extensions.get_extension_for_oid(_JOURNAL_KEY).value
    except x509.ExtensionNotFound:
        return None
    assert isinstance(value, x509.UnrecognizedExtension), "the library knows no such extension"
    start = 2 if value.value[1:2] < bytes((_SHORT,)) else 3
    actor, *digits = value.value[start:].decode("ascii", "replace").split("\n")
    if len(digits) not in {1, 2} or not all(_is_key(each) for each in digits):
        return None
    public, reads = (*(bytes.fromhex(each) for each in digits), b"")[:2]
    found = JournalKey(actor=actor, public=public, reads=reads)
    return found if _written(found) == value.value else None


def is_issued_by(der: bytes, root: bytes) -> bool:
    """Tell whether a root certificate issued another; both DER."""
    try:
        x509.load_der_x509_certificate(der).verify_directly_issued_by(
            x509.load_der_x509_certificate(root)
        )
    except (InvalidSignature, TypeError, ValueError):
        return False
    return True


def fingerprint(der: bytes) -> str:
    """Give the SHA-256 of a certificate as people compare it: 16 groups of 4 hex digits."""
    return printed_fingerprint(hashlib.sha256(der).digest())


def printed_fingerprint(digest: bytes) -> str:
    """Give a SHA-256 (32 bytes) as people compare it: 16 groups of 4 hex digits."""
    digits = digest.hex()
    return " ".join(digits[start : start + 4] for start in range(0, 64, 4))


def _for_a_person(
    builder: x509.CertificateBuilder, journal: JournalKey | None
) -> x509.CertificateBuilder:
    builder = builder.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    builder = builder.add_extension(_usage(issues=False), critical=True)
    if journal is None:
        return builder
    return builder.add_extension(
        x509.UnrecognizedExtension(_JOURNAL_KEY, _written(journal)), critical=False
    )


def _written(journal: JournalKey) -> bytes:
    """A UTF8String of the person and, on lines of their own, the keys in hexadecimal; DER."""
    keys = [each.hex() for each in (journal.public, journal.reads) if each]
    text = "\n".join((journal.actor, *keys)).encode("ascii", "replace")
    assert len(text) < 2 * _SHORT, "a person is known by a UUID"
    length = (len(text),) if len(text) < _SHORT else (_SHORT + 1, len(text))
    return bytes((_UTF8_STRING, *length)) + text


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
