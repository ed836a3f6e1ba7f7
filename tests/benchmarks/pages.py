# SPDX-License-Identifier: Apache-2.0
"""One signed PDF, beside what ReportLab and pyHanko make of the same content by hand."""

from __future__ import annotations

import io
from collections.abc import Iterator

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from logbook.documents.content import Block, DocumentContent, Facts, Grid, Points, SignatureBlock
from logbook.documents.fonts import BOLD, REGULAR, register
from logbook.domain.lines import LineKind
from logbook.domain.records import DocumentKind
from logbook.services.export_order import ExportOrder
from logbook.services.pressing import _content
from tests.benchmarks.figures import Figure, by_turns, middle
from tests.benchmarks.records import Measured

_WIDTHS = (150, 300)


def figure_of_pages(measured: Measured, rounds: int) -> Figure:
    """Make the record of the newest disclosure, warm, and the same text as plain signed pages."""
    logbook = measured.logbook
    [newest] = logbook.reviewing.lines_at(logbook.reviewing.order_of(LineKind.DISCLOSURE)[:1])
    job = logbook.exporting.prepare(newest.object, DocumentKind.DISCLOSURE_RECORD)
    hand = _ByHand(job.order)
    # Once before it counts: libraries are loaded and fonts are read.
    by_turns(1, job.run, hand.press)
    times = by_turns(rounds, job.run, hand.press)
    return Figure(
        what="one signed PDF, warm, p50",
        ours=middle(times[0]),
        floor=middle(times[1]),
        unit="ms",
        ratio_goal=1.5,
    )


class _ByHand:
    """The same content with the same fonts, keys and certificates, and no more than that."""

    def __init__(self, order: ExportOrder) -> None:
        self._order = order
        self._body = ParagraphStyle("body", fontName=register(REGULAR), fontSize=10, leading=13)
        self._head = ParagraphStyle("head", self._body, fontName=register(BOLD), fontSize=13)

    def press(self) -> bytes:
        """Draw and sign."""
        content = _content(self._order)
        pages, signed = io.BytesIO(), io.BytesIO()
        SimpleDocTemplate(pages, title=content.title).build(list(self._story(content)))
        signer = PdfSigner(
            PdfSignatureMetadata(
                field_name="Signature",
                md_algorithm="sha256",
                certify=True,
                docmdp_permissions=MDPPerm.NO_CHANGES,
                subfilter=SigSeedSubFilter.PADES,
            ),
            signer=self._signer(),
        )
        signer.sign_pdf(IncrementalPdfFileWriter(pages), output=signed)
        return signed.getvalue()

    def _story(self, content: DocumentContent) -> Iterator[Flowable]:
        yield from map(self._text, content.practice_lines)
        yield Paragraph(content.title, self._head)
        for section in content.sections:
            yield Paragraph(section.heading, self._head)
            for block in section.blocks:
                yield from self._flowables(block)

    def _flowables(self, block: Block) -> Iterator[Flowable]:
        if isinstance(block, Facts):
            rows = [[self._text(fact.label), self._text(fact.value)] for fact in block.rows]
            yield Table(rows, colWidths=_WIDTHS)
        elif isinstance(block, Grid):
            yield Table([[self._text(cell) for cell in row] for row in (block.header, *block.rows)])
        elif isinstance(block, Points):
            yield from map(self._text, block.items)
        elif isinstance(block, SignatureBlock):
            yield from map(self._text, block.lines)
        else:
            yield self._text(block.text)

    def _text(self, text: str) -> Paragraph:
        return Paragraph(text.replace("&", "&amp;").replace("<", "&lt;"), self._body)

    def _signer(self) -> SimpleSigner:
        order = self._order
        key = order.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # theirs
        store.register(Certificate.load(order.root_certificate))
        return SimpleSigner(
            signing_cert=Certificate.load(order.certificate),
            signing_key=PrivateKeyInfo.load(key),
            cert_registry=store,
            embed_roots=True,
        )
