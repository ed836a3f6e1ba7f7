# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from logbook.documents.content import Section
from logbook.documents.finish import finish
from logbook.documents.render import render
from logbook.documents.sign import SigningError, sign
from tests.documents.samples import NOW, content, identity, signed, signed_sample

Program = Callable[..., str]


def test_pyhanko_accepts_the_signature() -> None:
    signature = PdfFileReader(io.BytesIO(signed_sample())).embedded_signatures[0]
    context = ValidationContext(
        trust_roots=[Certificate.load(identity().root_certificate)],
        moment=NOW + timedelta(hours=1),
        revocation_mode="soft-fail",
    )
    status = validate_pdf_signature(signature, context)
    assert status.bottom_line
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert signature.docmdp_level is MDPPerm.NO_CHANGES
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_poppler_accepts_the_signature(run: Program, tmp_path: Path) -> None:
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed_sample())
    said = run("pdfsig", file)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "SHA-256" in said


def test_openssl_accepts_the_signature(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed on this machine")
    pdf = signed_sample()
    signature = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0]
    start, length, rest, rest_length = (int(number) for number in signature.byte_range)
    (tmp_path / "cms.der").write_bytes(bytes(signature.pkcs7_content))
    (tmp_path / "content").write_bytes(pdf[start : start + length] + pdf[rest : rest + rest_length])
    root = x509.load_der_x509_certificate(identity().root_certificate)
    (tmp_path / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))

    def verified(content_file: str) -> bool:
        command = [openssl, "cms", "-verify", "-binary", "-inform", "DER", "-cades"]
        command += ["-in", "cms.der", "-content", content_file, "-CAfile", "root.pem"]
        command += ["-purpose", "any", "-attime", str(int(NOW.timestamp()) + 3600)]
        command += ["-out", "out"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        return done.returncode == 0

    assert verified("content")
    changed = (tmp_path / "content").read_bytes().replace(b"Disclosure record", b"Xisclosure")
    (tmp_path / "changed").write_bytes(changed)
    assert not verified("changed")


def test_the_time_of_signing_is_the_one_given() -> None:
    at = datetime(2031, 2, 3, 4, 5, 6, tzinfo=UTC)
    pdf = signed(at=at)
    signature = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0]
    assert signature.self_reported_timestamp == at
    assert str(datetime.now(UTC).year).encode() not in re.findall(rb"/M \(.*?\)", pdf)[0]


def test_signing_only_adds_to_the_file() -> None:
    base = finish(render(content()))
    done = sign(base, identity(), reason="r", location="l", at=NOW)
    assert done.startswith(base)
    assert len(done) - len(base) < 12_000


def test_the_field_stands_where_the_block_is_drawn() -> None:
    with pikepdf.open(io.BytesIO(signed_sample())) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        left, bottom, right, top = (float(number) for number in field.Rect)
        assert str(field.TU) == "Electronic signature of Siân Rees"
        assert right - left > 300
        assert 20 < top - bottom < 200


def test_a_document_without_a_place_to_sign_is_refused() -> None:
    bare = finish(render(replace(content(), sections=(Section(heading="Nothing"),))))
    with pytest.raises(SigningError):
        sign(bare, identity(), reason="r", location="l", at=NOW)


@pytest.mark.parametrize("data", [b"", b"no pdf", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(SigningError):
        sign(data, identity(), reason="r", location="l", at=NOW)


def test_a_document_is_signed_once() -> None:
    with pytest.raises(SigningError):
        sign(signed_sample(), identity(), reason="r", location="l", at=NOW)


def test_an_identity_does_not_show_its_key() -> None:
    assert "private_key" not in repr(identity())
