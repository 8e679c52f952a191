"""What a screen reader stumbles over in a PDF: a check of our own, each finding with its clause.

ISO 14289-1 unless said otherwise, as far as a program can tell; what it cannot (whether words are
right, whether the order makes sense) is looked at by people. It proves no conformance: no validator
that does is to be had here.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf

from tests.paper.reading import operations, reader

HIDDEN = 2
PAINTS = frozenset(
    [
        "Tj",
        "TJ",
        "'",
        '"',
        "f",
        "f*",
        "F",
        "S",
        "s",
        "B",
        "b",
        "B*",
        "b*",
        "Do",
    ],
)


def findings(pdf: bytes) -> list[str]:
    """All that is wrong with it; empty: nothing was found."""
    document = reader(pdf)
    root: Any = document.trailer["/Root"]
    if "/StructTreeRoot" not in root:
        return ["7.1: no structure"]
    found = list(_document(root))
    tree = list(elements(root["/StructTreeRoot"]))
    found += _headings(tree)
    found += _figures(tree)
    found += _tables(tree)
    found += _lists(tree)
    entered = _parents(root["/StructTreeRoot"])
    for number, page in enumerate(document.pages, start=1):
        found += [
            f"page {number}: {said}" for said in _page(page, tree, entered)
        ]
    return found


def elements(node: Any) -> Iterator[Any]:
    """The structure elements below a node, in reading order."""
    kids = node.get("/K", []) if hasattr(node, "get") else []
    kids = kids if isinstance(kids, list) else [kids]
    for kid in (
        kid.get_object() if hasattr(kid, "get_object") else kid for kid in kids
    ):
        if hasattr(kid, "get") and "/S" in kid:
            yield kid
            yield from elements(kid)


def _document(root: Any) -> Iterator[str]:
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "7.1: not marked as tagged"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "7.1: the title is not shown"
    if b"dc:title" not in root["/Metadata"].get_object().get_data():
        yield "7.1: no title in the metadata"
    if not str(root.get("/Lang", "")):
        yield "7.2: no language"


def _headings(tree: list[Any]) -> Iterator[str]:
    levels = [
        int(str(e["/S"])[2:])
        for e in tree
        if str(e["/S"])[1:2] == "H" and e["/S"] != "/H"
    ]
    if levels and levels[0] != 1:
        yield "7.4.2: the first heading is not of level 1"
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield "7.4.2: a level of headings is left out"


def _figures(tree: list[Any]) -> Iterator[str]:
    for each in tree:
        if each["/S"] == "/Figure" and not str(each.get("/Alt", "")).strip():
            yield "7.3: a picture without words"


def _scope(cell: Any) -> str:
    held = cell.get("/A", [])
    held = held if isinstance(held, list) else [held]
    return next(
        (
            str(e.get_object()["/Scope"])
            for e in held
            if "/Scope" in e.get_object()
        ),
        "",
    )


def _span(cell: Any) -> int:
    held = cell.get("/A", [])
    held = held if isinstance(held, list) else [held]
    return next(
        (
            int(e.get_object()["/ColSpan"])
            for e in held
            if "/ColSpan" in e.get_object()
        ),
        1,
    )


def _tables(tree: list[Any]) -> Iterator[str]:
    for table in (each for each in tree if each["/S"] == "/Table"):
        rows = [
            [cell for cell in elements(row) if cell["/S"] in ("/TH", "/TD")]
            for row in elements(table)
            if row["/S"] == "/TR"
        ]
        heads = [cell for row in rows for cell in row if cell["/S"] == "/TH"]
        if not any(_scope(cell) == "/Column" for cell in heads):
            yield "7.5: a table without heads of columns"
        if not all(_scope(cell) for cell in heads):
            yield "7.5: a head that does not say of what (Scope)"
        body = [row for row in rows if any(cell["/S"] == "/TD" for cell in row)]
        for row in body:
            if len(row) > 1 and not any(_scope(cell) == "/Row" for cell in row):
                yield f"7.5: a row of {len(row)} cells without its head"


def _lists(tree: list[Any]) -> Iterator[str]:
    for each in (one for one in tree if one["/S"] == "/L"):
        for item in (one for one in elements(each) if one["/S"] == "/LI"):
            if "/LBody" not in {str(one["/S"]) for one in elements(item)}:
                yield "7.6: an item of a list without its body"


def _parents(tree: Any) -> dict[int, Any]:
    """Of the parent tree: the elements of each page's marks, and of each field and link."""
    found: dict[int, Any] = {}

    def walk(node: Any) -> None:
        numbers = node.get("/Nums", [])
        for key, value in zip(numbers[::2], numbers[1::2], strict=True):
            found[int(key)] = value.get_object()
        for kid in node.get("/Kids", []):
            walk(kid.get_object())

    walk(tree["/ParentTree"].get_object())
    return found


def _page(page: Any, tree: list[Any], entered: dict[int, Any]) -> Iterator[str]:
    yield from _content(page, entered)
    shown = [
        note.get_object()
        for note in page.annotations or ()
        if not int(note.get_object().get("/F", 0)) & HIDDEN
    ]
    if shown and page.get("/Tabs") != "/S":
        yield "7.18.3: not walked in the order of the structure"
    for note in shown:
        kind = {"/Widget": "/Form", "/Link": "/Link"}.get(str(note["/Subtype"]))
        holder = entered.get(int(note.get("/StructParent", -1)))
        if kind and (holder is None or holder["/S"] != kind):
            yield f"7.18.4, 7.18.5: {note['/Subtype']} is not in a {kind} of the structure"
        named = str(note.get("/TU", note.get("/Contents", "")))
        if kind and not named.strip():
            yield f"7.18.1, 7.18.5: {note['/Subtype']} without a name"
    for face in _faces(page, shown):
        inner = face.get("/DescendantFonts", [face])[0].get_object()
        told = inner.get("/FontDescriptor", {})
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(told):
            yield f"7.21.4.1: {face['/BaseFont']} is not in the file"
        if (
            "/ToUnicode" not in face
            and face.get("/Encoding") != "/WinAnsiEncoding"
        ):
            yield f"7.21.7: {face['/BaseFont']} does not say which letters it draws"


def _faces(page: Any, notes: list[Any]) -> list[Any]:
    held = list(page["/Resources"].get("/Font", {}).values())
    for note in notes:
        shown = note.get("/AP", {}).get("/N", {})
        held += list(shown.get("/Resources", {}).get("/Font", {}).values())
    return [each.get_object() for each in held]


def _content(page: Any, entered: dict[int, Any]) -> Iterator[str]:
    """Whatever paints stands in marked content, and each mark has its element."""
    known = entered.get(int(page.get("/StructParents", -1)), [])
    within, loose = 0, 0
    for operands, operator in operations(page):
        if operator in ("BDC", "BMC"):
            within += 1
            told = operands[1] if len(operands) > 1 else {}
            if isinstance(told, pikepdf.Dictionary) and "/MCID" in told:
                number = int(told["/MCID"])
                if (
                    number >= len(known)
                    or "/S" not in known[number].get_object()
                ):
                    yield f"ISO 32000-1, 14.7.4.4: mark {number} has no element"
        elif operator == "EMC":
            within -= 1
        elif operator in PAINTS and not within:
            loose += 1
    if loose:
        yield f"7.1: {loose} pieces of content neither tagged nor artifact"
    if within:
        yield "ISO 32000-1, 14.6: marked content is not closed"
