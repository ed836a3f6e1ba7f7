# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
import random
import re
import socket
import sys
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logbook.documents.certificates import fingerprint
from logbook.documents.content import DocumentContent, Look
from logbook.documents.disclosure_record import disclosure_record
from logbook.documents.evidence import attachments
from logbook.documents.finish import finish
from logbook.documents.letter import notification_letter
from logbook.documents.render import render
from logbook.documents.sign import sign
from logbook.documents.verification import Check, Verdict, Verification, verdict_of
from logbook.documents.verify import verify
from tests.documents.samples import (
    NOW,
    PLACE,
    content,
    evidence,
    identity,
    signed,
    signed_sample,
    source,
)

OURS = frozenset({fingerprint(identity().root_certificate)})


def checks(verification: Verification) -> list[Check]:
    return [finding.check for finding in verification.findings]


def test_our_own_document_is_intact_and_nothing_is_held_against_it() -> None:
    found = verify(signed_sample(), known_roots=OURS)
    assert found.verdict is Verdict.INTACT
    assert found.findings == ()
    assert found.signer == "Siân Rees"
    assert found.organisation == "Elm Road Therapy"
    assert found.signed_at == NOW + timedelta(minutes=5)
    assert found.document_title == "Disclosure record"
    assert found.entry_seq == 3
    assert found.root_fingerprint in OURS
    assert found.checkpoint.startswith("disclosure-logbook.invalid/k3v/1\n6\n")


def test_a_stranger_is_told_to_compare_the_fingerprint() -> None:
    found = verify(signed_sample(), known_roots=None)
    assert found.verdict is Verdict.INTACT
    assert checks(found) == [Check.COMPARE_FINGERPRINT]


@pytest.mark.parametrize(
    "document",
    [
        content(Look.LETTER),
        content(rows=120),
        disclosure_record(source(), place=PLACE, created=NOW),
        notification_letter(source(), created=NOW),
    ],
    ids=["letter", "long", "record", "notification"],
)
def test_every_kind_of_document_is_intact(document: DocumentContent) -> None:
    pdf = signed(document, proof=evidence(with_payload=False))
    assert verify(pdf, known_roots=OURS).verdict is Verdict.INTACT


@pytest.mark.parametrize("days", [0, 1, 1090])
def test_the_certificate_is_judged_as_of_the_time_of_signing(days: int) -> None:
    pdf = signed(at=NOW + timedelta(days=days))
    assert verify(pdf, known_roots=OURS).verdict is Verdict.INTACT


@pytest.mark.parametrize("days", [-1, 1097])
def test_a_signature_made_outside_the_certificates_time_does_not_count(days: int) -> None:
    found = verify(signed(at=NOW + timedelta(days=days)), known_roots=OURS)
    assert (found.verdict, checks(found)) == (Verdict.NOT_OURS, [Check.CHAIN_BROKEN])


def test_another_practice_of_the_same_name_is_not_ours() -> None:
    impostor = identity("Siân  Rees", "Elm  Road Therapy")
    found = verify(signed(by=impostor), known_roots=OURS)
    assert (found.signer, found.organisation) == ("Siân Rees", "Elm Road Therapy")
    assert (found.verdict, checks(found)) == (Verdict.NOT_OURS, [Check.KEY_NOT_KNOWN])


def test_a_certificate_that_names_a_root_it_does_not_come_from_does_not_count() -> None:
    mixed = replace(
        identity(), root_certificate=identity("Siân  Rees", "Elm  Road Therapy").root_certificate
    )
    for roots in (OURS, None, frozenset({fingerprint(mixed.root_certificate)})):
        found = verify(signed(by=mixed), known_roots=roots)
        assert (found.verdict, checks(found)) == (Verdict.NOT_OURS, [Check.CHAIN_BROKEN])


def test_a_document_without_evidence_is_not_ours_whoever_signed_it() -> None:
    bare = sign(finish(render(content())), identity(), reason="r", location="l", at=NOW)
    found = verify(bare, known_roots=OURS)
    assert (found.verdict, checks(found)) == (Verdict.NOT_OURS, [Check.NO_EVIDENCE])


def test_a_signed_document_of_others_is_not_ours() -> None:
    bare = sign(finish(render(content())), identity(), reason="r", location="l", at=NOW)
    found = verify(bare, known_roots=None)
    assert (found.verdict, checks(found)) == (Verdict.NOT_OURS, [Check.NO_EVIDENCE])


def test_false_evidence_under_a_good_signature_is_found() -> None:
    false = replace(evidence(), payload=b'{"kind":"disclosure","words":"other"}')
    found = verify(signed(proof=false), known_roots=OURS)
    assert (found.verdict, checks(found)) == (Verdict.ALTERED, [Check.RECORD_DIFFERS])


def test_an_unsigned_document_is_not_ours() -> None:
    unsigned = finish(render(content()), attachments(evidence()))
    found = verify(unsigned, known_roots=OURS)
    assert (found.verdict, checks(found)) == (Verdict.NOT_OURS, [Check.UNSIGNED])


def test_a_plain_pdf_of_somebody_else_is_not_ours() -> None:
    output = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(output)
    found = verify(output.getvalue(), known_roots=None)
    assert (found.verdict, checks(found)) == (Verdict.NOT_OURS, [Check.UNSIGNED])


def test_a_protected_pdf_cannot_be_judged() -> None:
    output = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(output, encryption=pikepdf.Encryption(owner="o", user="u"))
    found = verify(output.getvalue(), known_roots=None)
    assert (found.verdict, checks(found)) == (Verdict.CANNOT_TELL, [Check.ENCRYPTED])


@pytest.mark.parametrize(
    ("data", "check"),
    [
        (b"", Check.NOT_A_PDF),
        (b"hello", Check.NOT_A_PDF),
        (b"PK\x03\x04" + bytes(3000), Check.NOT_A_PDF),
        (b"%PDF-1.7\n", Check.UNREADABLE),
        (b"%PDF-1.7\n" + bytes(5000), Check.UNREADABLE),
        (b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\nstartxref\n0\n%%EOF", Check.UNREADABLE),
    ],
)
def test_what_is_no_pdf_or_no_whole_one_cannot_be_judged(data: bytes, check: Check) -> None:
    found = verify(data, known_roots=OURS)
    assert (found.verdict, checks(found)) == (Verdict.CANNOT_TELL, [check])


def test_every_finding_has_a_sentence() -> None:
    for finding in verdict_of(Verdict.ALTERED, *Check).findings:
        assert finding.sentence.endswith((".", "signed."))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_at_all_get_a_verdict(data: bytes) -> None:
    for pdf in (data, b"%PDF-1.7\n" + data, data + b"\nstartxref\n9\n%%EOF"):
        assert verify(pdf, known_roots=None).verdict is not Verdict.INTACT


def test_no_truncation_passes() -> None:
    pdf = signed_sample()
    places = [*range(0, len(pdf), 1499), *range(len(pdf) - 40, len(pdf))]
    verdicts = {place: verify(pdf[:place], known_roots=OURS).verdict for place in places}
    assert Verdict.INTACT not in verdicts.values()


def test_no_flipped_bit_passes() -> None:
    pdf, chance = signed_sample(), random.Random(20261122)  # noqa: S311 - not for secrets
    passed = []
    for _flip in range(150):
        place, bit = chance.randrange(len(pdf)), chance.randrange(8)
        changed = bytearray(pdf)
        changed[place] ^= 1 << bit
        verdict = verify(bytes(changed), known_roots=OURS).verdict
        if verdict not in {Verdict.ALTERED, Verdict.APPENDED}:
            passed.append((place, bit, verdict))
    assert passed == []


def test_no_flipped_bit_of_the_signature_itself_passes() -> None:
    pdf, chance = signed_sample(), random.Random(20261123)  # noqa: S311 - not for secrets
    digits = re.search(rb"<(30820[0-9A-F]{2000,})>", pdf)
    assert digits
    start = digits.start(1)
    passed = []
    for _flip in range(150):
        place, bit = start + chance.randrange(len(digits[1])), chance.randrange(8)
        changed = bytearray(pdf)
        changed[place] ^= 1 << bit
        if verify(bytes(changed), known_roots=None).verdict is Verdict.INTACT:
            passed.append((place, bit))
    assert passed == []


def test_verifying_opens_no_connection() -> None:
    opened: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in {"socket.connect", "socket.getaddrinfo"}:
            opened.append(f"{event} {arguments}")

    sys.addaudithook(watch)  # it stays for the life of the process, but looks away
    verify(signed_sample(), known_roots=None)
    seen = list(opened)
    with socket.socket() as control:
        control.settimeout(0.01)
        with pytest.raises(OSError):  # noqa: PT011 - whichever error a closed port gives
            control.connect(("127.0.0.1", 9))
    watching = False
    assert seen == []
    assert opened != [], "the control must be seen"
