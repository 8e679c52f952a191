"""Charter and rulebook as they were sealed."""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.assembly.figures import Figures
from pbdesk.canonical import Json
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import Source
from pbdesk.paper.section import labelled, section
from pbdesk.paper.typeset import Section
from pbdesk.words import Clock, Day, Words, say

__all__ = ["clauses", "rules"]


def rules(source: Source) -> Sequence[Section]:
    """The rules in sentences as they hung on the wall, and their fingerprint."""
    figures = source.figures
    pen = source.pen
    return [
        _sealed_rules(figures, pen),
    ]


def _sealed_rules(figures: Figures, pen: Pen) -> Section:
    return section(
        pen,
        "rules",
        "rules",
        say("The rules, sealed before the vote"),
        _sealed(figures),
        parts=[
            _as_hung(pen, figures),
            _fingerprint(pen, figures),
        ],
    )


def _fingerprint(pen: Pen, figures: Figures) -> Json:
    return {
        "title": pen(say("Fingerprint of charter and rulebook")),
        "code": list(figures.fingerprint),
        "note": pen(
            say(
                "It is the one that hung on the wall, and the one in the result.",
            ),
        ),
    }


def _as_hung(pen: Pen, figures: Figures) -> Json:
    return {
        "title": pen(say("As they hung on the wall")),
        "sentences": [pen(words) for words in figures.poster.sentences],
    }


def clauses(source: Source) -> Sequence[Section]:
    """Charter and rulebook clause by clause, for the annex."""
    figures = source.figures
    pen = source.pen
    return [
        _every_clause(figures, pen),
    ]


def _every_clause(figures: Figures, pen: Pen) -> Section:
    return section(
        pen,
        "rules",
        "clauses",
        say("Charter and rulebook, clause by clause"),
        _sealed(figures),
        parts=[
            _charter(pen, figures),
            _rulebook(pen, figures),
        ],
    )


def _rulebook(pen: Pen, figures: Figures) -> Json:
    return {
        "title": pen(say("Rulebook")),
        "rows": labelled(figures.clauses, pen),
    }


def _charter(pen: Pen, figures: Figures) -> Json:
    return {
        "title": pen(say("Decision charter")),
        "rows": labelled(figures.charter, pen),
    }


def _sealed(figures: Figures) -> Words:
    if figures.sealed_at is None:
        return say("Nothing was sealed.")
    return say(
        "Sealed at {time} on {day}. Nothing was changed after that.",
        time=Clock(figures.sealed_at),
        day=Day(figures.sealed_at.date()),
    )
