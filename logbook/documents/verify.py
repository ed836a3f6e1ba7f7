# SPDX-License-Identifier: Apache-2.0
"""Examines a PDF of which nothing is known: intact, altered, appended to, not ours, cannot tell.

Stricter than PDF viewers, which miss things: poppler calls a certified file valid whose page was
replaced by an incremental update, and pyHanko one with junk after its end. Never reads a clock
and never touches a network; certificates are judged as of the time of signing, so a certificate
that has run out since changes nothing.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from dataclasses import dataclass, replace
from datetime import datetime

import pikepdf
from asn1crypto import cms
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from logbook.documents import evidence
from logbook.documents.certificates import fingerprint
from logbook.documents.verification import (
    Check,
    Verdict,
    Verification,
    VerificationFinding,
    verdict_of,
)

# What pyHanko logs may quote the document; what matters of it becomes a finding.
for _noisy in ("pyhanko", "pyhanko_certvalidator", "pikepdf"):
    logging.getLogger(_noisy).setLevel(logging.CRITICAL)

_MALFORMED = (
    PdfError,
    PathError,
    ValidationError,
    InvalidSignature,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.ExtensionNotFound,
    x509.UnsupportedGeneralNameType,
    pikepdf.PdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    Warning,
    struct.error,
    zlib.error,
)
"""What the libraries raise on files made badly or with bad intent, as fuzzing showed.

Warnings are among them where the interpreter was told to treat them as errors.
"""


def verify(pdf: bytes, *, known_roots: frozenset[str] | None) -> Verification:
    """Examine a file; never raises, whatever the bytes.

    Args:
        pdf: The whole file.
        known_roots: Fingerprints of the roots one's own documents are signed under. None means
            that none are known: the fingerprint is then for a person to compare.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        if reader.encrypted:
            return verdict_of(Verdict.CANNOT_TELL, Check.ENCRYPTED)
        signatures = reader.embedded_regular_signatures
        if not signatures and not reader.embedded_signatures:
            return _unsigned(pdf)
        return _judge(pdf, reader, signatures, known_roots)
    except _MALFORMED:
        return _unreadable(pdf)


def _unsigned(pdf: bytes) -> Verification:
    if _bears_our_marks(pdf):
        return verdict_of(Verdict.ALTERED, Check.DAMAGED)
    return verdict_of(Verdict.NOT_OURS, Check.UNSIGNED)


def _unreadable(pdf: bytes) -> Verification:
    if _bears_our_marks(pdf):
        return verdict_of(Verdict.ALTERED, Check.DAMAGED)
    if b"%PDF-" not in pdf[:1024]:
        return verdict_of(Verdict.CANNOT_TELL, Check.NOT_A_PDF)
    return verdict_of(Verdict.CANNOT_TELL, Check.UNREADABLE)


def _bears_our_marks(pdf: bytes) -> bool:
    """Whether a file looks, to a plain search, as if this program had made and signed it."""
    signed = (b"/ByteRange", b"/ETSI.CAdES.detached", b"/TransformMethod")
    return b"Disclosure Logbook" in pdf and any(mark in pdf for mark in signed)


def _judge(
    pdf: bytes,
    reader: PdfFileReader,
    signatures: list[EmbeddedPdfSignature],
    known_roots: frozenset[str] | None,
) -> Verification:
    if not signatures:
        return verdict_of(Verdict.NOT_OURS, Check.OTHER_SIGNATURE)
    signature = signatures[0]
    chain = _chain(signature)
    if chain is None:
        changed = not _content_is_as_signed(signature)
        if changed or _bears_our_marks(pdf):
            return verdict_of(Verdict.ALTERED, Check.CONTENT_CHANGED if changed else Check.DAMAGED)
        return verdict_of(Verdict.NOT_OURS, Check.OTHER_SIGNATURE)
    status = _status(signature, chain)
    said = _said(reader, chain)
    verdict, checks = _on_the_signature(pdf, reader, signature, status)
    if verdict is not Verdict.INTACT:
        return _with(said, verdict, checks)
    return _on_origin(pdf, said, chain, known_roots)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chain:
    """The signer's certificate, the root it came with, and the time of signing."""

    leaf: Certificate
    root: Certificate
    at: datetime


def _chain(signature: EmbeddedPdfSignature) -> _Chain | None:
    roots = [
        certificate
        for certificate in signature.other_embedded_certs
        if certificate.subject == certificate.issuer
    ]
    at = signature.self_reported_timestamp
    if len(roots) != 1 or at is None or at.tzinfo is None:
        return None
    return _Chain(leaf=signature.signer_cert, root=roots[0], at=at)


def _status(signature: EmbeddedPdfSignature, chain: _Chain) -> PdfSignatureStatus:
    context = ValidationContext(
        trust_roots=[chain.root],
        other_certs=[],
        moment=chain.at,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    return validate_pdf_signature(signature, context)


def _said(reader: PdfFileReader, chain: _Chain) -> Verification:
    """What the file says of itself, without a verdict yet."""
    names = chain.leaf.subject.native
    title = reader.trailer["/Info"].get("/Title", "") if "/Info" in reader.trailer else ""
    return Verification(
        verdict=Verdict.CANNOT_TELL,
        signer=str(names.get("common_name", "")),
        organisation=str(names.get("organization_name", "")),
        root_fingerprint=fingerprint(chain.root.dump()),
        signed_at=chain.at,
        document_title=str(title),
    )


def _with(said: Verification, verdict: Verdict, checks: tuple[Check, ...]) -> Verification:
    return replace(
        said,
        verdict=verdict,
        findings=tuple(VerificationFinding(check=check) for check in checks),
    )


def _on_the_signature(
    pdf: bytes, reader: PdfFileReader, signature: EmbeddedPdfSignature, status: PdfSignatureStatus
) -> tuple[Verdict, tuple[Check, ...]]:
    """Whether the bytes are those that were signed, all of them, and signed as is done here."""
    covered = _covers_everything(pdf, signature) and bool(status.docmdp_ok)
    trusted = bool(status.trusted and status.bottom_line)
    answers = (
        (status.intact, Verdict.ALTERED, Check.CONTENT_CHANGED),
        (status.valid, Verdict.ALTERED, Check.SIGNATURE_CHANGED),
        (len(reader.embedded_signatures) == 1, Verdict.APPENDED, Check.MORE_SIGNATURES),
        (covered, Verdict.APPENDED, Check.SOMETHING_ADDED),
    )
    for holds, verdict, check in answers:
        if not holds:
            return verdict, (check,)
    if not _is_certified(reader, signature):
        return Verdict.NOT_OURS, (Check.OTHER_SIGNATURE,)
    # The root first: a flipped bit in it breaks the chain too, and is an alteration.
    if not _root_signed_itself(signature) or not trusted:
        return Verdict.NOT_OURS, (Check.CHAIN_BROKEN,)
    if not _is_written_plainly(pdf, signature):
        return Verdict.ALTERED, (Check.SIGNATURE_CHANGED,)
    return Verdict.INTACT, ()


def _covers_everything(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Two ranges from the first byte to the last that leave out the signature and nothing else."""
    start, length, rest, rest_length = (int(number) for number in signature.byte_range)
    return (
        signature.evaluate_signature_coverage() is SignatureCoverageLevel.ENTIRE_FILE
        and start == 0
        and rest + rest_length == len(pdf)
        and rest - length == 2 * len(signature.pkcs7_content) + len("<>")
    )


def _is_certified(reader: PdfFileReader, signature: EmbeddedPdfSignature) -> bool:
    """Whether no change at all is allowed, and the signing was the one revision after the base."""
    certified = reader.root["/Perms"].raw_get("/DocMDP").reference
    return (
        signature.docmdp_level is MDPPerm.NO_CHANGES
        and certified == signature.sig_field.raw_get("/V").reference
        and signature.signed_revision == 1
        and reader.xrefs.total_revisions == _BASE_AND_SIGNATURE
    )


_BASE_AND_SIGNATURE = 2


def _is_written_plainly(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the signature is exactly what is written here, so that no bit of it can wander.

    No hash covers versions, lists of algorithms, the naming of the certificate and the padding;
    a reader passes over changes there, and this one must not.
    """
    content = signature.pkcs7_content
    info = cms.ContentInfo.load(content)
    data, signer, written = info["content"], signature.signer_info, info.dump()
    issuer = signer["sid"].chosen["issuer"].dump()
    digits = content.hex().upper().encode("ascii")
    length, rest = int(signature.byte_range[1]), int(signature.byte_range[2])
    return (
        pdf[length:rest] == b"<" + digits + b">"
        and not any(content[len(written) :])
        and written.endswith(data["signer_infos"].dump())
        and written.endswith(signer["signature"].dump())
        and data["version"].dump() == signer["version"].dump() == _VERSION_1
        and data["digest_algorithms"].dump() == b"\x31\x0f" + _SHA256
        and signer["digest_algorithm"].dump() == _SHA256
        and signer["signature_algorithm"].dump() == _ECDSA_WITH_SHA256
        and data["encap_content_info"].dump() == _DETACHED
        and bool(issuer == signature.signer_cert.issuer.dump())
    )


_VERSION_1 = bytes.fromhex("020101")
_SHA256 = bytes.fromhex("300d06096086480165030402010500")
_ECDSA_WITH_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
_DETACHED = bytes.fromhex("300b06092a864886f70d010701")
"""DER of what every signature made here holds (RFC 5652 5, RFC 5754 3.2)."""


def _root_signed_itself(signature: EmbeddedPdfSignature) -> bool:
    """Path validation takes a root on trust; a flipped bit in it must show all the same."""
    chain = _chain(signature)
    if chain is None:
        return False
    root = x509.load_der_x509_certificate(chain.root.dump())
    root.verify_directly_issued_by(root)
    return True


def _content_is_as_signed(signature: EmbeddedPdfSignature) -> bool:
    context = ValidationContext(trust_roots=[], allow_fetching=False)
    return bool(validate_pdf_signature(signature, context, skip_diff=True).intact)


def _on_origin(
    pdf: bytes, said: Verification, chain: _Chain, known_roots: frozenset[str] | None
) -> Verification:
    """Whose it is, and whether it agrees with the journal it came from."""
    is_known = known_roots is not None and said.root_fingerprint in known_roots
    if known_roots is not None and not is_known:
        return _with(said, Verdict.NOT_OURS, (Check.KEY_NOT_KNOWN,))
    files = _attached_files(pdf)
    if not evidence.is_attached(files):
        # Whoever signs with a known key could have made anything: without evidence from the
        # journal it is not a document of this program.
        return _with(said, Verdict.NOT_OURS, (Check.NO_EVIDENCE,))
    reading = evidence.examine(files)
    entry = reading.entry
    told = replace(said, entry_seq=entry.seq if entry else None, checkpoint=reading.checkpoint)
    if reading.checks:
        return _with(told, Verdict.ALTERED, reading.checks)
    if reading.signer is None or not evidence.is_bound(
        reading.signer, chain.leaf.dump(), chain.root.dump()
    ):
        return _with(told, Verdict.NOT_OURS, (Check.SIGNER_NOT_BOUND,))
    return _with(told, Verdict.INTACT, () if is_known else (Check.COMPARE_FINGERPRINT,))


def _attached_files(pdf: bytes) -> dict[str, bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return {
            name: specification.get_file().read_bytes()
            for name, specification in opened.attachments.items()
        }
