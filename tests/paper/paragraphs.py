"""The text of a document that is set, paragraph by paragraph, as its own file says it.

Every piece of text belongs to an element of the structure, or is an artifact. Glyphs say their
letters (ISO 32000-1, 9.10.2); what is drawn from its end is marked so (14.8.2.3.3), and what a face
cannot say stands beside it (14.9.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf

from tests.paper.reading import operations, reader

__all__ = ["RUN", "paragraphs"]

RUN = "\u2063"
"""Between two runs of letters: which of them is read first is the reader's own matter."""


def paragraphs(pdf: bytes) -> Iterator[str]:
    """The text of each element and of each artifact, its runs in the order of the file."""
    document = reader(pdf)
    root: Any = document.trailer["/Root"]
    elements = _entered(root["/StructTreeRoot"]["/ParentTree"].get_object())
    found: dict[object, list[str]] = {}
    for number, page in enumerate(document.pages):
        own = elements.get(int(page.get("/StructParents", -1)), [])
        faces = {
            name: _letters(face)
            for name, face in page["/Resources"]["/Font"].items()
        }
        for place, run in _runs(operations(page), faces, number):
            element = own[place].idnum if isinstance(place, int) else place
            found.setdefault(element, []).append(run)
    for runs in found.values():
        yield RUN.join(runs)


def _entered(tree: Any) -> dict[int, Any]:
    """The elements of the marks of each page, by the page's key in the parent tree."""
    numbers = tree.get("/Nums", [])
    held = zip(numbers[::2], numbers[1::2], strict=True)
    found = {int(key): value.get_object() for key, value in held}
    for kid in tree.get("/Kids", []):
        found |= _entered(kid.get_object())
    return found


def _letters(face: Any) -> dict[int, str]:
    """Code -> letters, as the face's own table says (two bytes a glyph)."""
    table = (
        face.get_object()["/ToUnicode"]
        .get_object()
        .get_data()
        .decode("latin-1")
    )
    found = dict[int, str]()
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(
            r"<(\w+)>\s*<(\w+)>\s*<(\w+)>",
            block,
        ):
            for code in range(int(first, 16), int(last, 16) + 1):
                found[code] = chr(int(text, 16) + code - int(first, 16))
    return found


def _runs(
    drawn: Iterable[tuple[list[Any], str]],
    faces: Mapping[str, dict[int, str]],
    page: int,
) -> Iterator[tuple[object, str]]:
    """Each run with the mark it belongs to (its number), or the artifact."""
    within, face = list[str](), dict[int, str]()
    place: object = (page, "none")
    for at, (operands, operator) in enumerate(drawn):
        if operator in ("BDC", "BMC"):
            kind, told = (
                str(operands[0]),
                operands[1] if len(operands) > 1 else {},
            )
            if "/MCID" in told:
                place = int(told["/MCID"])
            elif kind == "/Artifact":
                place = (page, at)
            instead = "/ActualText" in told
            if instead:
                yield place, str(told["/ActualText"])
            within.append("instead" if instead else kind)
        elif operator == "EMC":
            within.pop()
        elif operator == "Tf":
            face = faces[str(operands[0])]
        elif operator in ("Tj", "TJ") and "instead" not in within:
            glyphs = [face[code] for code in _codes(operands[0])]
            turned = "/ReversedChars" in within
            yield place, "".join(reversed(glyphs) if turned else glyphs)


def _codes(shown: Any) -> Iterator[int]:
    for piece in shown if isinstance(shown, pikepdf.Array) else [shown]:
        text = bytes(piece) if isinstance(piece, pikepdf.String) else b""
        yield from (
            int.from_bytes(text[i : i + 2], "big")
            for i in range(0, len(text), 2)
        )
