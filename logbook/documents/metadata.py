# SPDX-License-Identifier: Apache-2.0
"""What the file says about itself: XMP, document information, colour space.

PDF/A-3 (ISO 19005-3) 6.6 asks that both kinds of metadata agree, and for a description of the
properties PDF/UA adds. Nothing here may name a service user.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import ImageCms

from logbook import __version__
from logbook.documents.content import DocumentContent, printable

TOOL = f"Disclosure Logbook {__version__}"
_PRODUCER = "ReportLab and pikepdf"
_PROFILE = "sRGB IEC61966-2.1"


def write_metadata(pdf: Pdf, content: DocumentContent) -> None:
    """Give the file its XMP, information dictionary, language and output intent."""
    title, author = printable(content.title), printable(content.author)
    packet = _XMP.format(
        title=escape(title),
        author=escape(author),
        language=escape(content.language),
        date=content.created.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
        tool=escape(TOOL),
        producer=escape(_PRODUCER),
    )
    stream = pdf.make_stream(packet.encode("utf-8"))
    stream.Type = Name.Metadata
    stream.Subtype = Name.XML
    pdf.Root.Metadata = stream
    date = pdf_date(content.created)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(title),
            Author=String(author),
            Creator=String(TOOL),
            Producer=String(_PRODUCER),
            CreationDate=date,
            ModDate=date,
        )
    )
    pdf.Root.Lang = String(content.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.OutputIntents = Array([pdf.make_indirect(_output_intent(pdf))])


def pdf_date(instant: datetime) -> String:
    """Write an instant, aware UTC, as PDF does."""
    return String(instant.strftime("D:%Y%m%d%H%M%S+00'00'"))


def _output_intent(pdf: Pdf) -> Dictionary:
    profile = pdf.make_stream(_srgb())
    profile.N = 3
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(_PROFILE),
        Info=String(_PROFILE),
        DestOutputProfile=profile,
    )


@cache
def _srgb() -> bytes:
    """An sRGB profile without the moment of its making, which would differ in every process."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[_ICC_DATE] = bytes(12)
    made[_ICC_ID] = bytes(16)
    return bytes(made)


_ICC_DATE = slice(24, 36)
_ICC_ID = slice(84, 100)


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
