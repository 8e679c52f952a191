"""Charter and rulebook as they were sealed, and the proposals that did not reach the ballot."""

from __future__ import annotations

from pbdesk.assembly.figures import Figures
from pbdesk.paper.pen import Pen
from pbdesk.paper.typeset import Json
from pbdesk.words import Clock, Day, Words, say

__all__ = ["not_on_the_ballot", "rules"]


def rules(figures: Figures, pen: Pen) -> Json:
    """The rules in sentences as they hung on the wall, clause by clause, and their fingerprint."""
    return {
        "kind": "rules", "name": "rules", "title": pen(say("The rules, sealed before the vote")),
        "lead": pen(_sealed(figures)),
        "parts": [
            {"title": pen(say("As they hung on the wall")), "sentences": [pen(words) for words in figures.sentences]},
            {"title": pen(say("Decision charter")), "rows": _rows(figures.charter, pen)},
            {"title": pen(say("Rulebook")), "rows": _rows(figures.clauses, pen)},
            {"title": pen(say("Fingerprint of charter and rulebook")), "code": list(figures.fingerprint),
             "note": pen(say("It is the one that hung on the wall, and the one in the result."))},
        ],
    }


def _sealed(figures: Figures) -> Words:
    if figures.sealed_at is None:
        return say("Nothing was sealed.")
    return say("Sealed at {time} on {day}. Nothing was changed after that.", time=Clock(figures.sealed_at),
               day=Day(figures.sealed_at.date()))


def _rows(rows: tuple[tuple[Words, Words], ...], pen: Pen) -> list[Json]:
    return [[pen(label), pen(value)] for label, value in rows]


def not_on_the_ballot(figures: Figures, pen: Pen) -> Json:
    """Every proposal without a line on the ballot, and the reason its proposer was given."""
    return {
        "kind": "options", "name": "options", "title": pen(say("What did not reach the ballot")),
        "lead": pen(say("Every other proposal that was handed in, and the reason its proposer was given.")),
        "none": pen(say("Every proposal that was handed in stood on the ballot.")),
        "lines": [{"number": pen.number(o.number), "title": o.title, "what": pen(say("{what}.", what=o.what)),
                   "reason": o.reason} for o in figures.off_ballot],
    }
