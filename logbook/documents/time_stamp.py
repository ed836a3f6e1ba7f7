# SPDX-License-Identifier: Apache-2.0
"""Time stamps of an authority (RFC 3161), by file: the question that goes out, the reply checked.

No network is touched: a person sends the question by whatever way they trust and brings the reply.
What is checked is that the reply answers this question and that the certificate in it signed it;
whether that authority is to be trusted is not known here: whoever takes the reply in is told its
name and fingerprint, and compares them with what the authority publishes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import ClassVar

from asn1crypto import algos, cms, core, tsp
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import UnacceptableSignerError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from logbook.errors import LogbookError

_NAMES_OF_THE_CERTIFICATE = frozenset({"signing_certificate", "signing_certificate_v2"})
_GRANTED = frozenset({"granted", "granted_with_mods"})
_LARGEST = 256 * 1024
_LONGEST_NAME = 120
_MALFORMED = (
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OverflowError,
    PdfError,
    RecursionError,
    SignatureValidationError,
    TypeError,
    UnacceptableSignerError,
    ValueError,
)
"""What the libraries raise on bytes made badly or with bad intent."""


class TimeStampError(LogbookError):
    """A file is not the reply of a time-stamping authority, or was altered."""

    code: ClassVar[str] = "time-stamp"


class TimeStampRefusedError(TimeStampError):
    """The authority replied that it would not stamp."""

    code: ClassVar[str] = "time-stamp.refused"


class TimeStampOfSomethingElseError(TimeStampError):
    """The reply answers another question: another checkpoint, or another nonce."""

    code: ClassVar[str] = "time-stamp.of-something-else"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStamp:
    """What an authority states: that these bytes were there by this time.

    `authority` is what it calls itself, on one short line; anybody can make a certificate of any
    name. `fingerprint` is the SHA-256 of its certificate, 64 hex digits.
    """

    at: datetime
    authority: str
    fingerprint: str


def time_stamp_request(stamped: bytes, nonce: int) -> bytes:
    """Write the question to an authority about the SHA-256 of some bytes: DER of a TimeStampReq."""
    request = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {
                "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                "hashed_message": sha256(stamped).digest(),
            },
            "nonce": nonce,
            # The certificate comes with the reply: it can then be checked for ever.
            "cert_req": True,
        }
    )
    found: bytes = request.dump()
    return found


def stamped_digest(reply: bytes) -> bytes:
    """Tell what a reply is about: the digest that it says was stamped. Nothing is checked.

    Raises:
        TimeStampError: nothing can be read, or the authority refused.
    """
    try:
        digest: bytes = _info(_signed_data(reply))["message_imprint"]["hashed_message"].native
    except _MALFORMED as error:
        raise TimeStampError("The reply cannot be read.") from error
    return digest


def read_time_stamp(reply: bytes, stamped: bytes, nonce: int) -> TimeStamp:
    """Check the reply of an authority: DER of a TimeStampResp.

    Raises:
        TimeStampRefusedError: the authority refused.
        TimeStampOfSomethingElseError: it is about something else.
        TimeStampError: it is no such reply, or was altered.
    """
    try:
        data = _signed_data(reply)
        info = _info(data)
        imprint = info["message_imprint"]
        if (
            imprint["hash_algorithm"]["algorithm"].native != "sha256"
            or imprint["hashed_message"].native != sha256(stamped).digest()
            or info["nonce"].native != nonce
        ):
            raise TimeStampOfSomethingElseError("The reply is about something else.")
        at = info["gen_time"].native.astimezone(UTC).replace(microsecond=0)
        certificate = _signer(data, at)
        return TimeStamp(
            at=at, authority=_name_in(certificate), fingerprint=certificate.sha256.hex()
        )
    except _MALFORMED as error:
        raise TimeStampError("The reply cannot be read.") from error


class _Response(core.Sequence):  # type: ignore[misc]
    """A TimeStampResp. The library's own asks for a token even where the authority refused."""

    _fields = [  # noqa: RUF012 - as the library has it
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


def _signed_data(reply: bytes) -> cms.SignedData:
    if len(reply) > _LARGEST:
        raise TimeStampError("The reply is too large.")
    response = _Response.load(reply, strict=True)
    if response["status"]["status"].native not in _GRANTED:
        raise TimeStampRefusedError("The authority did not stamp.")
    token = response["time_stamp_token"]
    if token["content_type"].native != "signed_data":
        raise TimeStampError("The reply holds no signed data.")
    return token["content"]


def _name_in(certificate: Certificate) -> str:
    """Give what a certificate calls its owner, without what would break or turn round a line."""
    name = certificate.subject.native
    said = name.get("common_name") or name.get("organization_name") or ""
    # Several of one kind come as a list.
    words = " ".join(said) if isinstance(said, list) else str(said)
    plain = "".join(each for each in words if each.isprintable())
    return " ".join(plain.split())[:_LONGEST_NAME]


def _info(data: cms.SignedData) -> tsp.TSTInfo:
    content = data["encap_content_info"]
    if content["content_type"].native != "tst_info":
        raise TimeStampError("The reply states no time.")
    info = tsp.TSTInfo.load(bytes(content["content"]), strict=True)
    if info["version"].native != "v1":
        raise TimeStampError("The reply is of another version.")
    return info


def _signer(data: cms.SignedData, at: datetime) -> Certificate:
    """Give the certificate that signed; refuse one that is not for stamping, or was not valid."""
    (signer,) = data["signer_infos"]
    certificate = _certificate(data, signer)
    content = bytes(data["encap_content_info"]["content"])
    digest = hashlib.new(signer["digest_algorithm"]["algorithm"].native, content).digest()
    named = {attribute["type"].native for attribute in signer["signed_attrs"]}
    if not named & _NAMES_OF_THE_CERTIFICATE:
        # RFC 3161 2.4.2: otherwise another certificate of the same key could take its place.
        raise TimeStampError("The reply does not name the certificate it is signed with.")
    intact, valid = validate_sig_integrity(signer, certificate, "tst_info", digest)
    usage = certificate.extended_key_usage_value
    is_for_stamping = usage is not None and usage.native == ["time_stamping"]
    is_in_time = certificate.not_valid_before <= at <= certificate.not_valid_after
    if not (intact and valid and is_for_stamping and is_in_time):
        raise TimeStampError("The reply is not signed by a certificate for time stamps.")
    return certificate


def _certificate(data: cms.SignedData, signer: cms.SignerInfo) -> Certificate:
    for choice in data["certificates"]:
        certificate = choice.chosen
        sid = signer["sid"]
        if sid.name == "issuer_and_serial_number":
            wanted = sid.chosen
            if (
                certificate.issuer == wanted["issuer"]
                and certificate.serial_number == wanted["serial_number"].native
            ):
                return certificate
        elif certificate.key_identifier == sid.chosen.native:
            return certificate
    raise TimeStampError("The certificate is missing from the reply.")
