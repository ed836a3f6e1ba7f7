# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Name, Pdf

from logbook.documents.accounting_document import accounting_document
from logbook.documents.consent_record import consent_record
from logbook.documents.content import DocumentContent, Look
from logbook.documents.disclosure_record import disclosure_record
from logbook.documents.evidence import attachments
from logbook.documents.finish import Attachment, Relationship, finish
from logbook.documents.letter import notification_letter
from logbook.documents.render import render
from logbook.domain.decision import Choice
from tests.documents.filling import everything
from tests.documents.samples import (
    EVERY_NAME,
    NOW,
    PLACE,
    consent,
    content,
    evidence,
    failed_rules,
    signed,
    source,
)
from tests.documents.test_accounting_document import listed, numbered
from tests.documents.test_consent_record import history_of
from tests.documents.test_letter_wider import breach

DOCUMENTS = {
    "record": content(Look.RECORD),
    "letter": content(Look.LETTER),
    "many pages": content(rows=120, reasons="Because it was needed. " * 700),
    "a table without rows": content(rows=0),
    "nothing in it": replace(content(), sections=(), opening=(), banner="", practice_lines=()),
    "disclosure record": disclosure_record(source(), place=PLACE, created=NOW),
    "notification letter": notification_letter(source(), created=NOW),
    "record with everything": disclosure_record(everything(), place=PLACE, created=NOW),
    "refusal": disclosure_record(everything(Choice.REFUSE), place=PLACE, created=NOW),
    "breach letter": notification_letter(breach(), created=NOW),
    "consent record": consent_record(history_of(consent()), place=PLACE, created=NOW),
    "accounting": accounting_document(listed(numbered(1), numbered(2)), created=NOW),
}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_documents_keep_every_rule_of_the_archival_and_the_accessible_standard(
    document: DocumentContent,
) -> None:
    assert failed_rules(finish(render(document), attachments(evidence()))) == []


@pytest.mark.parametrize("name", ["record", "letter", "many pages", "disclosure record"])
def test_signing_breaks_no_rule(name: str) -> None:
    assert failed_rules(signed(DOCUMENTS[name])) == []


@pytest.mark.parametrize("scale", [1.5, 2.0])
def test_large_print_keeps_the_rules_too(scale: float) -> None:
    assert failed_rules(finish(render(content(Look.LETTER), scale=scale))) == []


def broken(change: Callable[[Pdf], object]) -> bytes:
    """A good document after somebody spoiled one thing in it."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(finish(render(content()), attachments(evidence())))) as pdf:
        change(pdf)
        pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return output.getvalue()


def first_font_file(pdf: Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
            del item["/FontFile2"]
            return


def untagged_text(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(b"BT /F1 8 Tf 20 20 Td (x) Tj ET"))


def columns_without_scope(pdf: Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == Name.TH:
            del item["/A"]


SPOILERS: dict[str, Callable[[Pdf], object]] = {
    "no language": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "no colour space": lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
    "no structure": lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
    "no metadata": lambda pdf: pdf.Root.__delitem__("/Metadata"),
    "no relationship": lambda pdf: pdf.Root.AF[0].__delitem__("/AFRelationship"),
    "no title shown": lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"),
    "a font not embedded": first_font_file,
    "text outside the structure": untagged_text,
    "headers without scope": columns_without_scope,
}


@pytest.mark.parametrize("spoil", SPOILERS.values(), ids=SPOILERS)
def test_the_validator_objects_when_something_is_spoiled(spoil: Callable[[Pdf], object]) -> None:
    assert failed_rules(broken(spoil)) != []


def test_the_control_of_the_spoilers_is_clean() -> None:
    assert failed_rules(broken(lambda _pdf: None)) == []


def test_the_same_content_gives_the_same_bytes() -> None:
    one = finish(render(content(rows=40)), attachments(evidence()))
    assert finish(render(content(rows=40)), attachments(evidence())) == one
    assert finish(render(content(rows=41)), attachments(evidence())) != one


def test_the_metadata_holds_no_service_users_name() -> None:
    for name in (
        "disclosure record",
        "notification letter",
        "breach letter",
        "consent record",
        "accounting",
    ):
        document = DOCUMENTS[name]
        with pikepdf.open(io.BytesIO(signed(document))) as pdf:
            info = " ".join(str(value) for value in pdf.docinfo.values())
            packet = pdf.Root.Metadata.read_bytes().decode("utf-8")
        for part in ("Gwen", "Okafor"):
            assert part not in info
            assert part not in packet


def test_every_font_is_embedded_and_helvetica_is_not_mentioned() -> None:
    pdf = finish(render(content(name=EVERY_NAME)))
    assert b"Helvetica" not in pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = [
            item
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == Name.FontDescriptor
        ]
        assert len(fonts) >= 5
        assert all("/FontFile2" in font for font in fonts)


def test_attachments_are_kept_as_they_are() -> None:
    attached = Attachment(
        name="payload.json",
        media_type="application/json",
        data=b'{"a":"\xc3\xa9"}\n',
        description="The record",
        relationship=Relationship.SOURCE,
    )
    with pikepdf.open(io.BytesIO(finish(render(content()), (attached,)))) as pdf:
        kept = pdf.attachments["payload.json"]
        assert kept.get_file().read_bytes() == attached.data
        assert kept.obj.AFRelationship == Name.Source


def roles(pdf: bytes) -> list[str]:
    """The structure types of a document in reading order."""
    found: list[str] = []

    def walk(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append(str(element.S)[1:])
            kids = element.get("/K", pikepdf.Array())
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                walk(kid)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        walk(opened.Root.StructTreeRoot.K)
    return found


def test_a_screen_reader_meets_headings_tables_lists_and_the_field_in_order() -> None:
    met = roles(finish(render(content())))
    order = [met.index(role) for role in ("Document", "H1", "H2", "Table", "L", "Form")]
    assert order == sorted(order)
    assert met.count("H1") == 1
    assert met.count("H2") == 3
    assert met.count("LI") == met.count("Lbl") == met.count("LBody") == 2
    assert met.count("Form") == 1


def test_the_header_of_a_long_table_is_read_once() -> None:
    assert roles(finish(render(content(rows=120)))).count("THead") == 1


def test_no_stream_ends_so_that_its_length_is_in_doubt() -> None:
    for number in range(30):
        with pikepdf.open(io.BytesIO(finish(render(content(reasons=f"{number}"))))) as pdf:
            ends = [
                item.read_raw_bytes()[-1:]
                for item in pdf.objects
                if isinstance(item, pikepdf.Stream) and item.get("/Type") != Name.Metadata
            ]
        assert not {b"\r", b"\n"} & set(ends)
