"""Tags for sheets that are drawn: what each mark on the page is, in the order of reading.

The sheet marks its text while it draws (ISO 32000-1, 14.6) and keeps a list of tags; here one pass
over the finished file puts them into a structure (14.7), names the document, and embeds a face for
what is typed into fields. Nothing of a page's content is touched. Two readers need it: a program
that reads the sheet aloud, and one that moves through the fields of a form.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from pbdesk.resources import resource

__all__ = ["Tag", "tagged"]

_FACE = "AtkinsonHyperlegibleNext-Regular"
_HIDDEN = 2  # ISO 32000-1, 12.5.3: annotation flags
_FIRST, _LAST = 32, 255
_NOT_SYMBOLIC = 32


@dataclass(slots=True)
class Tag:
    """One piece of the structure: a paragraph, a heading, a picture, a field.

    `marks`: page (from 0) and number of the marked content; `words`: what a picture says; `box`:
    where it is, in points; `widget`: page and place among the fields that can be seen there.
    """

    kind: str
    marks: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    words: str = ""
    box: tuple[float, float, float, float] | None = None
    widget: tuple[int, int] | None = None


def tagged(pdf: bytes, tags: Sequence[Tag], *, title: str, conforms: bool = False) -> bytes:
    """`pdf` with the structure that the tags make; the same bytes for the same arguments.

    `conforms`: the file says that it follows ISO 14289-1. Raises ValueError for a field that no
    tag has: whoever reads aloud would not come to it.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        document: Any = opened
        pages = [page.obj for page in document.pages]
        for number, page in enumerate(pages):
            page.StructParents = number
            page.Tabs = pikepdf.Name.S
            if "/F1" in page.Resources.Font:  # named by reportlab, used by nothing
                del page.Resources.Font.F1
        root: Any = document.make_indirect({"/Type": pikepdf.Name.StructTreeRoot})
        whole: Any = document.make_indirect(
            {"/Type": pikepdf.Name.StructElem, "/S": pikepdf.Name.Document, "/P": root}
        )
        widgets = [_widgets(page) for page in pages]
        parents: list[list[Any]] = [[] for _ in pages]
        fields: list[Any] = []
        whole.K = pikepdf.Array(
            [_element(document, each, whole, pages, widgets, parents, fields) for each in tags]
        )
        if len(fields) != sum(len(found) for found in widgets):
            raise ValueError("a field of the sheet has no tag")
        numbers: list[Any] = []
        for number, marks in enumerate(parents):
            numbers += [number, pikepdf.Array(marks)]
        for number, element in enumerate(fields, start=len(pages)):
            numbers += [number, element]
        root.K = whole
        root.ParentTree = document.make_indirect({"/Nums": pikepdf.Array(numbers)})
        root.ParentTreeNextKey = len(pages) + len(fields)
        _about(document, root, title=title, conforms=conforms)
        if "/AcroForm" in document.Root:
            _embed(document)
        out = io.BytesIO()
        opened.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=True,
        )
        return out.getvalue()


def _widgets(page: Any) -> list[Any]:
    """The fields of a page that can be seen, in the order in which they were drawn."""
    return [each for each in page.get("/Annots", ()) if not int(each.get("/F", 0)) & _HIDDEN]


def _element(
    document: Any,
    tag: Tag,
    whole: Any,
    pages: list[Any],
    widgets: list[list[Any]],
    parents: list[list[Any]],
    fields: list[Any],
) -> Any:
    """The structure element of a tag; its marks and its field are entered for the way back."""
    import pikepdf

    first = tag.marks[0][0] if tag.marks else tag.widget[0] if tag.widget else 0
    element = document.make_indirect(
        {
            "/Type": pikepdf.Name.StructElem,
            "/S": pikepdf.Name(f"/{tag.kind}"),
            "/P": whole,
            "/Pg": pages[first],
        }
    )
    kids: list[Any] = []
    for page, mark in tag.marks:
        parents[page].append(element)
        kids.append(
            mark
            if page == first
            else pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=pages[page], MCID=mark)
        )
    if tag.widget is not None:
        page, place = tag.widget
        widget = widgets[page][place]
        widget.StructParent = len(pages) + len(fields)
        fields.append(element)
        kids.append(pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Pg=pages[page], Obj=widget))
    element.K = pikepdf.Array(kids)
    if tag.words:
        element.Alt = pikepdf.String(tag.words)
    if tag.box is not None:
        element.A = pikepdf.Dictionary(O=pikepdf.Name.Layout, BBox=pikepdf.Array(list(tag.box)))
    return element


def _about(document: Any, root: Any, *, title: str, conforms: bool) -> None:
    """What the catalogue and the metadata say of the document."""
    import pikepdf

    catalogue = document.Root
    catalogue.StructTreeRoot = root
    catalogue.MarkInfo = pikepdf.Dictionary(Marked=True)
    catalogue.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        said["dc:title"] = title
        if conforms:
            said["pdfuaid:part"] = "1"


def _embed(document: Any) -> None:
    """Every field is typed into in a face that the file brings (ISO 14289-1, 7.21.4.1)."""
    face = _face(document)
    document.Root.AcroForm.DR.Font.Helv = face
    for page in document.pages:
        for each in page.obj.get("/Annots", ()):
            shown: Any = each.get("/AP", {}).get("/N", {})
            fonts: Any = shown.get("/Resources", {}).get("/Font", {})
            if "/Helv" in fonts:
                fonts.Helv = face


def _face(document: Any) -> Any:
    import pikepdf

    whole, widths, told = _measures()
    held = document.make_stream(whole)
    held.Length1 = len(whole)
    descriptor = document.make_indirect(
        {
            "/Type": pikepdf.Name.FontDescriptor,
            "/FontName": pikepdf.Name(f"/{_FACE}"),
            "/Flags": _NOT_SYMBOLIC,
            "/FontBBox": pikepdf.Array(told["box"]),
            "/ItalicAngle": 0,
            "/Ascent": told["ascent"][0],
            "/Descent": told["descent"][0],
            "/CapHeight": told["capital"][0],
            "/StemV": 80,
            "/FontFile2": held,
        }
    )
    return document.make_indirect(
        {
            "/Type": pikepdf.Name.Font,
            "/Subtype": pikepdf.Name.TrueType,
            "/BaseFont": pikepdf.Name(f"/{_FACE}"),
            "/Encoding": pikepdf.Name.WinAnsiEncoding,
            "/FirstChar": _FIRST,
            "/LastChar": _LAST,
            "/Widths": pikepdf.Array(list(widths)),
            "/FontDescriptor": descriptor,
        }
    )


@cache
def _measures() -> tuple[bytes, tuple[int, ...], dict[str, list[int]]]:
    """The face's letters of Windows-1252, their widths and its heights in thousandths."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    letters = [bytes([code]).decode("cp1252", "ignore") for code in range(_FIRST, _LAST + 1)]
    font = TTFont(resource("fonts", f"{_FACE}.ttf"), recalcTimestamp=False)
    chosen = Subsetter(Options(layout_features=[], hinting=False))
    chosen.populate(text="".join(letters))
    chosen.subset(font)
    told: Any = cast("Any", font)
    per = 1000 / told["head"].unitsPerEm
    named, advance = told.getBestCmap(), told["hmtx"]

    def wide(letter: str) -> int:
        glyph = named.get(ord(letter), ".notdef") if letter else ".notdef"
        return round(advance[glyph][0] * per)

    head, across = told["head"], told["OS/2"]
    out = io.BytesIO()
    font.save(out, reorderTables=None)
    return (
        out.getvalue(),
        tuple(wide(letter) for letter in letters),
        {
            "box": [round(each * per) for each in (head.xMin, head.yMin, head.xMax, head.yMax)],
            "ascent": [round(told["hhea"].ascent * per)],
            "descent": [round(told["hhea"].descent * per)],
            "capital": [round(across.sCapHeight * per)],
        },
    )
