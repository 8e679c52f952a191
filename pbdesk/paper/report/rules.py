"""Charter and rulebook as they were sealed."""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.assembly.figures import Figures
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import Source
from pbdesk.paper.typeset import Json, Section
from pbdesk.words import Clock, Day, Words, say

__all__ = ["clauses", "rules"]


def rules(source: Source) -> Sequence[Section]:
    """The rules in sentences as they hung on the wall, and their fingerprint."""
    figures = source.figures
    pen = source.pen
    return [
        {
            "kind": "rules",
            "name": "rules",
            "title": pen(say("The rules, sealed before the vote")),
            "lead": pen(_sealed(figures)),
            "parts": [
                {
                    "title": pen(say("As they hung on the wall")),
                    "sentences": [pen(words) for words in figures.poster.sentences],
                },
                {
                    "title": pen(say("Fingerprint of charter and rulebook")),
                    "code": list(figures.fingerprint),
                    "note": pen(
                        say(
                            "It is the one that hung on the wall, and the one in the result.",
                        ),
                    ),
                },
            ],
        },
    ]


def clauses(source: Source) -> Sequence[Section]:
    """Charter and rulebook clause by clause, for the annex."""
    figures = source.figures
    pen = source.pen
    return [
        {
            "kind": "rules",
            "name": "clauses",
            "title": pen(say("Charter and rulebook, clause by clause")),
            "lead": pen(_sealed(figures)),
            "parts": [
                {
                    "title": pen(say("Decision charter")),
                    "rows": _rows(figures.charter, pen),
                },
                {"title": pen(say("Rulebook")), "rows": _rows(figures.clauses, pen)},
            ],
        },
    ]


def _sealed(figures: Figures) -> Words:
    if figures.sealed_at is None:
        return say("Nothing was sealed.")
    return say(
        "Sealed at {time} on {day}. Nothing was changed after that.",
        time=Clock(figures.sealed_at),
        day=Day(figures.sealed_at.date()),
    )


def _rows(rows: tuple[tuple[Words, Words], ...], pen: Pen) -> list[Json]:
    return [[pen(label), pen(value)] for label, value in rows]
