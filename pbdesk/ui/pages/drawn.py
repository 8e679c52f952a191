"""Marks as the kit's paper draws them."""

from __future__ import annotations

from collections.abc import Iterable

from pbdesk.ui.pages.marked import Marked
from pbdesk.ui.shown import PaperLine

__all__ = ["paper_lines"]


def paper_lines(marked: Iterable[Marked]) -> list[PaperLine]:
    """The lines of the paper with their marks."""
    return [_paper_line(each) for each in marked]


def _paper_line(line: Marked) -> PaperLine:
    return PaperLine(
        line.code,
        line.title,
        line.mark,
        line.figure,
        line.tinted,
        line.heard,
    )
