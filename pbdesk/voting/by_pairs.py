"""The rules that compare two options at a time: what all of them give to `@rule`."""

from __future__ import annotations

from collections.abc import Callable

from pbdesk.voting.explain.wrong_ballots import of_pairs
from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.pairwise import Matrix, from_matrix
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Counting, MarginArgument, Method, Rule, rule
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words

__all__ = ["rule_of_pairs"]


def rule_of_pairs[S: Settings](
    name: str,
    found: Callable[[Profile, S, Ladder, Matrix], Outcome],
    *,
    label: Words,
    method: Callable[[S], Method],
    settings: type[S],
    margin: MarginArgument[S] = of_pairs,
) -> Callable[[Counting[S]], Rule[S]]:
    """Register the decorated function as the rule `name`, whose outcome pairs alone give."""
    return rule(
        name,
        kind="choosing",
        label=label,
        takes={"ordinal"},
        method=method,
        settings=settings,
        again=from_matrix(found),
        margin=margin,
    )
