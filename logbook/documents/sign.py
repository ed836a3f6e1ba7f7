# SPDX-License-Identifier: Apache-2.0
"""Certifies a finished document: PAdES B-B, no changes allowed, P-256 with SHA-256.

Three habits of pyHanko would break the archival or the accessible form, and are kept from it:
it rewrites the XMP (`_QuietWriter`), makes fields that stand in no structure tree (ours are made
in `structure`), and draws a stamp (ours is empty; the signer's details are printed as text).
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from logbook.documents.structure import SIGNATURE_FIELD
from logbook.errors import LogbookError

# What pyHanko logs may quote the document; what matters of it is raised.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


class SigningError(LogbookError):
    """The document could not be signed."""

    code: ClassVar[str] = "signing"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningIdentity:
    """Who signs: their key, their certificate and the practice's root, both DER."""

    private_key: ec.EllipticCurvePrivateKey = field(repr=False)
    certificate: bytes
    root_certificate: bytes
    name: str


def sign(
    pdf: bytes, identity: SigningIdentity, *, reason: str, location: str, at: datetime
) -> bytes:
    """Certify the document in its one signature field, as of `at`.

    Raises:
        SigningError: it has no free signature field, or key and certificates do not fit.
    """
    metadata = PdfSignatureMetadata(
        field_name=SIGNATURE_FIELD,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
        name=identity.name,
        reason=reason,
        location=location,
    )
    try:
        signer = _PunctualSigner(metadata, _signer(identity), at=at)
        output = io.BytesIO()
        signer.sign_pdf(
            _QuietWriter(io.BytesIO(pdf)),
            existing_fields_only=True,
            bytes_reserved=_RESERVED,
            output=output,
        )
    except (PdfError, ValueError, KeyError) as error:
        raise SigningError("The document could not be signed with this identity.") from error
    return output.getvalue()


_RESERVED = 8192
"""Hex digits kept free for the signature; one with two P-256 certificates takes about 3,200."""


class _QuietWriter(IncrementalPdfFileWriter):
    """Leaves the XMP alone: pyHanko would lose the schema that PDF/A asks for."""

    def _update_meta(self) -> None:
        pass


class _PunctualSigner(PdfSigner):
    """Signs as of a given time instead of reading the computer's clock."""

    def __init__(
        self, metadata: PdfSignatureMetadata, signer: SimpleSigner, *, at: datetime
    ) -> None:
        super().__init__(
            metadata,
            signer=signer,
            stamp_style=StaticStampStyle(border_width=0, background=None),
        )
        self._at = at

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:  # noqa: FBT001, FBT002 - pyHanko's signature
        """Begin a signing session at the given time."""
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self._at
        return session


def _signer(identity: SigningIdentity) -> SimpleSigner:
    key = identity.private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # theirs
    store.register(Certificate.load(identity.root_certificate))
    return SimpleSigner(
        signing_cert=Certificate.load(identity.certificate),
        signing_key=PrivateKeyInfo.load(key),
        cert_registry=store,
        embed_roots=True,
    )
