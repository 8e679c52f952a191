"""Constraints that a .pb file sets for its count: a threshold, a stop, points for places."""

from __future__ import annotations

from collections.abc import Mapping

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.options import Setting
from pbdesk.voting.registry import UnsupportedError
from pbdesk.words import say

__all__ = ["constraints_of"]

_CAPS = ("budget_per_category", "budget_per_neighborhood", "max_sum_cost_per_category", "min_sum_cost_per_category")


def constraints_of(file: BallotFile, rule: str) -> Mapping[str, Setting]:
    """The rule's settings as META has them. Raises UnsupportedError for caps by category or neighbourhood."""
    meta = file.meta
    if any(meta.get(name) for name in _CAPS):
        raise UnsupportedError(say("The file caps the money of categories or areas; no rule here does that yet."))
    stop: Setting = "stop" if meta.get("rule") == "greedy-no-skip" else "skip"
    match rule:
        case "greedy":
            return {"fit": stop, "threshold": _number(meta.get("min_project_score_threshold")) or 0}
        case "borda-greedy":
            return {"fit": stop, "first": _number(meta.get("max_length"))}
        case _:
            return {}


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
