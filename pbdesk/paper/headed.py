"""Rows with heads: whoever hears a cell hears its column and its row.

typst writes heads of columns only. The template marks what heads a row (`row-head` in look.typ);
this pass over the structure makes such a cell a head of its row (ISO 32000-1, 14.8.5.7: Scope), and
takes the lists of heads from the other cells, so that readers go by the scopes of both. Nothing
that is seen is touched.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

__all__ = ["with_heads_of_rows"]


def with_heads_of_rows(pdf: bytes, *, plain: bool) -> bytes:
    """`pdf` with heads of rows; the same bytes for the same bytes.

    `plain`: its objects stand one by one, as whoever looks a seal through reads them; else they
    are packed to a third.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        _settle_rows(document)
        modes = pikepdf.ObjectStreamMode
        out = io.BytesIO()
        packed = modes.disable if plain else modes.generate
        document.save(
            out,
            deterministic_id=True,
            object_stream_mode=packed,
            compress_streams=True,
        )
        return out.getvalue()


def _settle_rows(document: Any) -> None:
    for row in _of_kind(document.Root.StructTreeRoot, "/TR"):
        for cell in _kids(row):
            _settle(cell)


def _settle(cell: Any) -> None:
    """A cell that the template marked heads its row; no cell lists its heads."""
    import pikepdf

    marked = _is_strong(cell)
    found = cell.get("/A", pikepdf.Array())
    attributes = list(found) if isinstance(found, pikepdf.Array) else [found]
    of_table = _of_table(attributes)
    for each in of_table:
        if "/Headers" in each:
            del each["/Headers"]
    if not marked:
        return
    cell.S = pikepdf.Name.TH
    if of_table:
        of_table[0].Scope = pikepdf.Name.Row
    else:
        scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
        cell.A = pikepdf.Array([*attributes, scope])


def _is_strong(cell: Any) -> bool:
    return cell.S == "/TD" and next(_of_kind(cell, "/Strong"), None) is not None


def _of_table(attributes: list[Any]) -> list[Any]:
    return [each for each in attributes if each.O == "/Table"]


def _of_kind(element: Any, kind: str) -> Iterator[Any]:
    """The elements of a kind below this one, in reading order; none within another of them."""
    for each in _kids(element):
        if str(each.S) == kind:
            yield each
        else:
            yield from _of_kind(each, kind)


def _kids(element: Any) -> Iterator[Any]:
    """The elements within, of which one alone stands in no list."""
    import pikepdf

    held = element.get("/K", pikepdf.Array())
    for each in held if isinstance(held, pikepdf.Array) else (held,):
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
