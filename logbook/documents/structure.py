# SPDX-License-Identifier: Apache-2.0
"""Writes a document's structure tree and its pre-made signature fields into the file.

ISO 32000-1, 14.7; PDF/UA-1 (ISO 14289-1) 7.1 and, for the fields, 7.18.4: a field that pyHanko
made while signing would stand in no structure tree.
"""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from logbook.documents.tagging import Element, FieldPlace, Mark

SIGNATURE_FIELD = "Practitioner"
"""Name of the field that certifies a document."""

_PRINT_AND_LOCKED = 132


def write_structure(pdf: Pdf, root: Element) -> None:
    """Give the file its structure tree, parent tree and form fields."""
    writer = _Writer(pdf)
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = writer.element(root, tree)
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=writer.parent_tree()))
    tree.ParentTreeNextKey = writer.next_key
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    if writer.fields:
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(writer.fields), SigFlags=3))


class _Writer:
    """Walks the elements once and collects what the parent tree must say."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._marks: list[dict[int, Object]] = [{} for _page in self._pages]
        self._field_parents: list[Object] = []
        self.fields: list[Object] = []

    @property
    def next_key(self) -> int:
        return len(self._pages) + len(self._field_parents)

    def element(self, element: Element, parent: Object) -> Object:
        made = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + element.role), P=parent)
        )
        if element.actual_text:
            made.ActualText = String(element.actual_text)
        if element.scope:
            made.A = Dictionary(O=Name.Table, Scope=Name("/" + element.scope))
        if element.alt:
            made.Alt = String(element.alt)
        if element.box is not None:
            box = Array([round(edge, 2) for edge in element.box])
            made.A = Dictionary(O=Name.Layout, BBox=box, Placement=Name.Block)
        made.K = Array([self._kid(kid, made) for kid in element.kids])
        return made

    def _kid(self, kid: Element | Mark | FieldPlace, parent: Object) -> Object | int:
        match kid:
            case Element():
                return self.element(kid, parent)
            case Mark():
                return self._mark(kid, parent)
            case FieldPlace():
                return self._field(kid, parent)

    def _mark(self, mark: Mark, parent: Object) -> Object | int:
        page = self._pages[mark.page]
        self._marks[mark.page][mark.number] = parent
        if "/Pg" not in parent:
            parent.Pg = page
        if parent.Pg.objgen == page.objgen:
            return mark.number
        return Dictionary(Type=Name.MCR, Pg=page, MCID=mark.number)

    def _field(self, place: FieldPlace, parent: Object) -> Object:
        page = self._pages[place.page]
        left, bottom, right, top = place.rectangle
        # An empty appearance: what the signature says is printed as tagged text beneath it.
        appearance = self._pdf.make_stream(b"")
        appearance.Type = Name.XObject
        appearance.Subtype = Name.Form
        appearance.BBox = Array([0, 0, right - left, top - bottom])
        appearance.Resources = Dictionary()
        widget = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(SIGNATURE_FIELD),
                TU=String(place.label),
                Contents=String(place.label),
                Rect=Array([left, bottom, right, top]),
                F=_PRINT_AND_LOCKED,
                P=page,
                AP=Dictionary(N=appearance),
                StructParent=self.next_key,
            )
        )
        form = self._pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Form,
                P=parent,
                Pg=page,
                Alt=String(place.label),
                K=Dictionary(Type=Name.OBJR, Obj=widget, Pg=page),
            )
        )
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(widget)
        self.fields.append(widget)
        self._field_parents.append(form)
        return form

    def parent_tree(self) -> Array:
        numbers = Array()
        for key, (page, marks) in enumerate(zip(self._pages, self._marks, strict=True)):
            page.StructParents = key
            page.Tabs = Name.S
            numbers.append(key)
            parents = Array([marks[number] for number in range(len(marks))])
            numbers.append(self._pdf.make_indirect(parents))
        for key, form in enumerate(self._field_parents, start=len(self._pages)):
            numbers.append(key)
            numbers.append(form)
        return numbers
