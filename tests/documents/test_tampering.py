# SPDX-License-Identifier: Apache-2.0
"""The ways in which a signed PDF has been attacked, each with the verdict it must get."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfSignatureMetadata

from logbook.documents.certificates import fingerprint
from logbook.documents.evidence import attachments
from logbook.documents.finish import finish
from logbook.documents.render import render
from logbook.documents.sign import _PunctualSigner, _signer
from logbook.documents.verification import Verdict
from logbook.documents.verify import verify
from tests.documents.samples import NOW, content, evidence, identity, signed, signed_sample

OURS = frozenset({fingerprint(identity().root_certificate)})


def flip_a_letter(pdf: bytes) -> bytes:
    return pdf.replace(b"Disclosure record", b"Disclosure recorD", 1)


def flip_the_date(pdf: bytes) -> bytes:
    (date,) = re.findall(rb"/M \(D\\?:?.{4}", pdf)[:1] or [b"/M (D"]
    place = pdf.index(b"20261121", pdf.index(date))
    return pdf[: place + 3] + b"7" + pdf[place + 4 :]


def append_junk(pdf: bytes) -> bytes:
    return pdf + b"junk after the end"


def append_a_line_feed(pdf: bytes) -> bytes:
    return pdf + b"\n"


def incremental(change: Callable[[IncrementalPdfFileWriter], object]) -> Callable[[bytes], bytes]:
    """An attack by appending a revision, as an editor does."""

    def attack(pdf: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        change(writer)
        output = io.BytesIO()
        writer.write(output)
        return output.getvalue()

    return attack


def replace_the_page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)


def lay_a_note_over_it(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): generic.ArrayObject(
                map(generic.NumberObject, (0, 0, 600, 800))
            ),
            generic.pdf_name("/Contents"): generic.pdf_string("not agreed"),
        }
    )
    page.setdefault(generic.pdf_name("/Annots"), generic.ArrayObject()).append(
        writer.add_object(note)
    )
    writer.update_container(page)


def swap_a_font(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    fonts = page["/Resources"]["/Font"]
    first, second = list(fonts)[:2]
    fonts[first], fonts[second] = fonts.raw_get(second), fonts.raw_get(first)
    writer.update_container(fonts)


def add_a_script(writer: IncrementalPdfFileWriter) -> None:
    writer.root[generic.pdf_name("/OpenAction")] = generic.DictionaryObject(
        {
            generic.pdf_name("/S"): generic.pdf_name("/JavaScript"),
            generic.pdf_name("/JS"): generic.pdf_string("app.alert(1)"),
        }
    )
    writer.update_root()


def change_the_language(writer: IncrementalPdfFileWriter) -> None:
    writer.root[generic.pdf_name("/Lang")] = generic.pdf_string("fr-FR")
    writer.update_root()


def change_the_metadata(writer: IncrementalPdfFileWriter) -> None:
    writer.root[generic.pdf_name("/Metadata")] = writer.add_object(
        generic.StreamObject(stream_data=b"<x/>")
    )
    writer.update_root()


def drop_the_certification(writer: IncrementalPdfFileWriter) -> None:
    del writer.root["/Perms"]
    writer.update_root()


def add_a_second_signature(pdf: bytes) -> bytes:
    """What a well-behaved signer refuses to do, done by force."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    fields.append_signature_field(writer, fields.SigFieldSpec("Second"))
    field = writer.root["/AcroForm"]["/Fields"][1]
    first = writer.root["/AcroForm"]["/Fields"][0]
    field[generic.pdf_name("/V")] = first.raw_get("/V")
    writer.update_container(field)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def remove_the_byte_range(pdf: bytes) -> bytes:
    return pdf.replace(b"/ByteRange", b"/ByteRangX")


def widen_the_byte_range(pdf: bytes) -> bytes:
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", pdf)
    assert found
    changed = found[0].replace(
        b" " + found[3] + b"]", b" " + str(int(found[3]) - 1).encode() + b"]"
    )
    return pdf.replace(found[0], changed.ljust(len(found[0])))


def empty_the_signature(pdf: bytes) -> bytes:
    start = pdf.index(b"/Contents <", pdf.index(b"/ByteRange") - 20_000) + 11
    end = pdf.index(b">", start)
    return pdf[:start] + b"0" * (end - start) + pdf[end:]


def hide_something_in_the_padding(pdf: bytes) -> bytes:
    start = pdf.index(b"000000000000>")
    return pdf[:start] + b"DEADBEEF0000>" + pdf[start + 13 :]


def other_case_of_the_digits(pdf: bytes) -> bytes:
    found = re.search(rb"<(30820[0-9A-F]{2000,})>", pdf)
    assert found
    return pdf.replace(found[1], found[1].lower())


def rewritten(change: Callable[[pikepdf.Pdf], object]) -> Callable[[bytes], bytes]:
    """An attack by writing the whole file anew."""

    def attack(pdf: bytes) -> bytes:
        output = io.BytesIO()
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            change(opened)
            opened.save(output)
        return output.getvalue()

    return attack


def strip_the_signature(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AcroForm.Fields[0]["/V"]
    del pdf.Root["/Perms"]


def swap_the_attached_record(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["payload.json"] = pikepdf.AttachedFileSpec(pdf, b'{"other":1}')


def add_a_page(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page()


def hide_a_layer(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(BaseState=Name.OFF))
    pdf.Root.Lang = String("cy")


def signature_of_another_document(pdf: bytes) -> bytes:
    """The signature of one document put into another of the same length."""
    other = signed(content(reasons="Denied."))
    ours = re.search(rb"<30820[0-9A-F]{2000,}>", pdf)
    theirs = re.search(rb"<30820[0-9A-F]{2000,}>", other)
    assert ours
    assert theirs
    return pdf.replace(ours[0], theirs[0])


def sign_it_again_under_another_root(_pdf: bytes) -> bytes:
    return signed(by=identity("Siân  Rees", "Elm  Road Therapy"))


def permissive(_pdf: bytes) -> bytes:
    """Signed by ourselves, but so that comments may be added afterwards (P=3)."""
    base = finish(render(content()), attachments(evidence()))
    metadata = PdfSignatureMetadata(
        field_name="Practitioner",
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=fields.MDPPerm.ANNOTATE,
        subfilter=fields.SigSeedSubFilter.PADES,
    )

    output = io.BytesIO()
    signer = _PunctualSigner(metadata, _signer(identity()), at=NOW + timedelta(minutes=5))
    signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(base)), output=output)
    return output.getvalue()


CORPUS: dict[str, tuple[Callable[[bytes], bytes], Verdict]] = {
    "a letter changed": (flip_a_letter, Verdict.ALTERED),
    "the date of signing changed": (flip_the_date, Verdict.ALTERED),
    "junk after the end": (append_junk, Verdict.APPENDED),
    "a line feed after the end": (append_a_line_feed, Verdict.APPENDED),
    "a page replaced by a revision": (incremental(replace_the_page), Verdict.APPENDED),
    "a note laid over the page": (incremental(lay_a_note_over_it), Verdict.APPENDED),
    "fonts swapped": (incremental(swap_a_font), Verdict.APPENDED),
    "a script added": (incremental(add_a_script), Verdict.APPENDED),
    "the language changed": (incremental(change_the_language), Verdict.APPENDED),
    "the metadata replaced": (incremental(change_the_metadata), Verdict.APPENDED),
    "the certification dropped": (incremental(drop_the_certification), Verdict.APPENDED),
    "a second signature": (add_a_second_signature, Verdict.APPENDED),
    "the byte range removed": (remove_the_byte_range, Verdict.ALTERED),
    "the byte range changed": (widen_the_byte_range, Verdict.ALTERED),
    "the signature zeroed": (empty_the_signature, Verdict.ALTERED),
    "something in the padding": (hide_something_in_the_padding, Verdict.ALTERED),
    "the digits in small letters": (other_case_of_the_digits, Verdict.ALTERED),
    "the signature of another document": (signature_of_another_document, Verdict.ALTERED),
    "the whole file written anew": (rewritten(lambda _pdf: None), Verdict.ALTERED),
    "the signature stripped": (rewritten(strip_the_signature), Verdict.NOT_OURS),
    "the attached record swapped": (rewritten(swap_the_attached_record), Verdict.ALTERED),
    "a page added": (rewritten(add_a_page), Verdict.ALTERED),
    "a layer hidden": (rewritten(hide_a_layer), Verdict.ALTERED),
    "signed again by an impostor": (sign_it_again_under_another_root, Verdict.NOT_OURS),
    "signed so that changes are allowed": (permissive, Verdict.NOT_OURS),
}


@pytest.mark.parametrize(("attack", "verdict"), CORPUS.values(), ids=CORPUS)
def test_the_attack_is_seen(attack: Callable[[bytes], bytes], verdict: Verdict) -> None:
    attacked = attack(signed_sample())
    assert attacked != signed_sample()
    found = verify(attacked, known_roots=OURS)
    assert found.verdict is verdict
    assert all(finding.sentence for finding in found.findings)
    assert found.findings


def test_good_documents_raise_no_alarm() -> None:
    for number in range(20):
        pdf = signed(content(reasons=f"Reason {number}", rows=number))
        assert verify(pdf, known_roots=OURS).verdict is Verdict.INTACT
