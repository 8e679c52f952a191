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

    @property
    def first_page(self) -> int:
        """The page (from 0) of its first mark, else of its field."""
        if self.marks:
            return self.marks[0][0]
        return self.widget[0] if self.widget else 0


def tagged(
    pdf: bytes,
    tags: Sequence[Tag],
    *,
    title: str,
    conforms: bool = False,
) -> bytes:
    """`pdf` with the structure that the tags make; the same bytes for the same arguments.

    `conforms`: the file says that it follows ISO 14289-1. Raises ValueError for a field that no
    tag has: whoever reads aloud would not come to it.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        document: Any = opened
        pages = [page.obj for page in document.pages]
        _in_order(pages)
        root = _tree(document, pages, tags)
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


def _in_order(pages: list[Any]) -> None:

    for number, page in enumerate(pages):
        page.StructParents = number
        _in_reading_order(page)


def _in_reading_order(page: Any) -> None:
    import pikepdf

    page.Tabs = pikepdf.Name.S
    if "/F1" in page.Resources.Font:  # named by reportlab, used by nothing
        del page.Resources.Font.F1


def _tree(document: Any, pages: list[Any], tags: Sequence[Tag]) -> Any:
    """The root of the structure: the document as one element with an element for each tag."""
    import pikepdf

    root = document.make_indirect({"/Type": pikepdf.Name.StructTreeRoot})
    whole = document.make_indirect(
        {
            "/Type": pikepdf.Name.StructElem,
            "/S": pikepdf.Name.Document,
            "/P": root,
        },
    )
    growing = _Growing(document, whole, pages)
    whole.K = pikepdf.Array([_element(growing, each) for each in tags])
    if len(growing.fields) != sum(len(found) for found in growing.widgets):
        raise ValueError("a field of the sheet has no tag")
    root.K = whole
    root.ParentTree = document.make_indirect({"/Nums": growing.way_back()})
    root.ParentTreeNextKey = len(pages) + len(growing.fields)
    return root


class _Growing:
    """The structure while elements are added, and the way back from marks and fields to them.

    `parents`: by page, the element of each mark; `fields`: the element of each field, in the order
    of the tags; `widgets`: by page, the fields that can be seen.
    """

    def __init__(self, document: Any, whole: Any, pages: list[Any]) -> None:
        self.document = document
        self.whole = whole
        self.pages = pages
        self.widgets = [_widgets(page) for page in pages]
        self.parents: list[list[Any]] = [[] for _ in pages]
        self.fields: list[Any] = []

    def way_back(self) -> Any:
        """The number tree (ISO 32000-1, 7.9.7): pages by their numbers, then the fields."""
        import pikepdf

        numbers: list[Any] = []
        for number, marks in enumerate(self.parents):
            numbers += [number, pikepdf.Array(marks)]
        for number, element in enumerate(self.fields, start=len(self.pages)):
            numbers += [number, element]
        return pikepdf.Array(numbers)


def _widgets(page: Any) -> list[Any]:
    """The fields of a page that can be seen, in the order in which they were drawn."""
    return [
        each
        for each in page.get("/Annots", ())
        if not int(each.get("/F", 0)) & _HIDDEN
    ]


def _element(growing: _Growing, tag: Tag) -> Any:
    """The structure element of a tag; its marks and its field are entered for the way back."""
    import pikepdf

    first = tag.first_page
    element = _new_element(growing, tag, first)
    kids = [
        _mark(growing, element, page, mark, first) for page, mark in tag.marks
    ]
    if tag.widget is not None:
        kids.append(_field(growing, element, *tag.widget))
    element.K = pikepdf.Array(kids)
    if tag.words:
        element.Alt = pikepdf.String(tag.words)
    if tag.box is not None:
        element.A = pikepdf.Dictionary(
            O=pikepdf.Name.Layout,
            BBox=pikepdf.Array(list(tag.box)),
        )
    return element


def _new_element(growing: _Growing, tag: Tag, first: int) -> Any:
    import pikepdf

    return growing.document.make_indirect(
        {
            "/Type": pikepdf.Name.StructElem,
            "/S": pikepdf.Name(f"/{tag.kind}"),
            "/P": growing.whole,
            "/Pg": growing.pages[first],
        },
    )


def _mark(
    growing: _Growing,
    element: Any,
    page: int,
    mark: int,
    first: int,
) -> Any:
    """A mark of the element: a number on its `first` page, else with the page named."""
    import pikepdf

    growing.parents[page].append(element)
    if page == first:
        return mark
    return pikepdf.Dictionary(
        Type=pikepdf.Name.MCR,
        Pg=growing.pages[page],
        MCID=mark,
    )


def _field(growing: _Growing, element: Any, page: int, place: int) -> Any:
    """The field of the element."""
    import pikepdf

    widget = growing.widgets[page][place]
    widget.StructParent = len(growing.pages) + len(growing.fields)
    growing.fields.append(element)
    return pikepdf.Dictionary(
        Type=pikepdf.Name.OBJR,
        Pg=growing.pages[page],
        Obj=widget,
    )


def _about(document: Any, root: Any, *, title: str, conforms: bool) -> None:
    """What the catalogue and the metadata say of the document."""
    import pikepdf

    catalogue = document.Root
    catalogue.StructTreeRoot = root
    catalogue.MarkInfo = pikepdf.Dictionary(Marked=True)
    catalogue.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    with document.open_metadata(
        set_pikepdf_as_editor=False,
        update_docinfo=False,
    ) as said:
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
    descriptor = _descriptor(document, told, held)
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
        },
    )


def _descriptor(document: Any, told: dict[str, list[int]], held: Any) -> Any:
    import pikepdf

    return document.make_indirect(
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
        },
    )


_LETTERS = [
    bytes([code]).decode("cp1252", "ignore")
    for code in range(_FIRST, _LAST + 1)
]


@cache
def _measures() -> tuple[bytes, tuple[int, ...], dict[str, list[int]]]:
    """The face's letters of Windows-1252, their widths and its heights in thousandths."""
    letters = _LETTERS
    font = _with_these_alone("".join(letters))
    per = 1000 / font["head"].unitsPerEm
    named = font.getBestCmap()
    advance = font["hmtx"]
    out = io.BytesIO()
    font.save(out, reorderTables=None)
    glyphs = [
        named.get(ord(letter), ".notdef") if letter else ".notdef"
        for letter in letters
    ]
    return (
        out.getvalue(),
        tuple(round(advance[glyph][0] * per) for glyph in glyphs),
        {
            name: [round(each * per) for each in told]
            for name, told in _heights(font).items()
        },
    )


def _with_these_alone(letters: str) -> Any:
    """The face with no more than these letters, as fontTools holds it."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(resource("fonts", f"{_FACE}.ttf"), recalcTimestamp=False)
    chosen = Subsetter(Options(layout_features=[], hinting=False))
    chosen.populate(text=letters)
    chosen.subset(font)
    return cast("Any", font)


def _heights(font: Any) -> dict[str, tuple[int, ...]]:
    """The box of all letters, and its heights, in units of the face."""
    head = font["head"]
    across = font["hhea"]
    return {
        "box": (head.xMin, head.yMin, head.xMax, head.yMax),
        "ascent": (across.ascent,),
        "descent": (across.descent,),
        "capital": (font["OS/2"].sCapHeight,),
    }
