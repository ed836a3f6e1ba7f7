# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from logbook.documents.certificates import fingerprint, issue_certificate, make_root
from tests.documents.samples import NOW, identity


def parsed(der: bytes) -> x509.Certificate:
    return x509.load_der_x509_certificate(der)


def test_the_root_signs_itself_and_lasts_twenty_years() -> None:
    root = parsed(identity().root_certificate)
    root.verify_directly_issued_by(root)
    assert root.not_valid_after_utc - root.not_valid_before_utc == timedelta(days=7305)


def test_a_certificate_comes_from_the_root_and_lasts_three_years() -> None:
    certificate, root = parsed(identity().certificate), parsed(identity().root_certificate)
    certificate.verify_directly_issued_by(root)
    assert certificate.not_valid_after_utc - NOW == timedelta(days=1096)
    with pytest.raises((InvalidSignature, ValueError)):
        certificate.verify_directly_issued_by(parsed(identity("Other", "Other").root_certificate))


def test_no_certificate_outlives_its_root() -> None:
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _one in range(2))
    root = make_root("Elm Road", root_key, NOW)
    late = NOW + timedelta(days=7000)
    made = issue_certificate(root_key, root, name="A", organisation="B", key=key, at=late)
    assert parsed(made).not_valid_after_utc == parsed(root).not_valid_after_utc


def test_a_certificate_may_sign_documents_and_nothing_else() -> None:
    usage = parsed(identity().certificate).extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    basic = parsed(identity().certificate).extensions.get_extension_for_class(x509.BasicConstraints)
    assert not basic.value.ca


@pytest.mark.parametrize(
    "name",
    ["S" * 200, "", "  \n ", "Ŵ" * 70, "a\x00b"],
    ids=["long", "empty", "white", "Welsh", "control"],
)
def test_any_name_a_practice_may_have_fits_into_a_certificate(name: str) -> None:
    certificate = parsed(identity(name, name).certificate)
    common = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    assert 1 <= len(common) <= 64


def test_a_fingerprint_is_sixteen_groups_of_four() -> None:
    said = fingerprint(identity().root_certificate)
    assert re.fullmatch(r"([0-9a-f]{4} ){15}[0-9a-f]{4}", said)
    assert said != fingerprint(identity().certificate)
