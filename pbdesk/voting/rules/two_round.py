"""Two rounds: the two with the most first choices meet.

And every ballot counts for the one it ranks higher.
"""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.voting.choosing import by_score, chosen, lot_between
from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome, Round, Tie
from pbdesk.voting.pairwise import places_of
from pbdesk.voting.preferences import first_places
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import rule
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["two_round"]


def _method(_settings: Settings) -> tuple[Words, ...]:
    return (
        say("An option with more than half of the first choices wins at once."),
        say(
            "Otherwise the two with the most first choices meet, and each ballot counts for the "
            "one it ranks "
            "higher."
        ),
    )


@rule(
    "two-round",
    kind="choosing",
    label=say("Two rounds"),
    takes={"ordinal"},
    settings=Settings,
    method=_method,
)
def two_round(profile: Profile, settings: Settings, ladder: Ladder) -> Outcome:
    """A majority of first choices, else a run-off of the first two.

    Only a lot decides a tie for second place. In the run-off a ballot that ranks both in one place,
    or neither, counts for nobody. Cost: O(marks). Raises UnsupportedError for ballots that give
    their first place to two options.
    """
    scores, exhausted = first_places(profile)
    rounds = [Round(totals=profile.by_id(scores), exhausted=exhausted)]
    finalists, tie = _finalists(profile, scores, ladder)
    reasons = [say("{n} of {all} first choices.", n=n, all=sum(scores)) for n in scores]
    if tie is not None and ladder.seed is None:
        return Outcome(
            "two-round",
            settings.parameters,
            profile.budget,
            profile.by_id(scores),
            profile.by_id(reasons),
            rounds=tuple(rounds),
            lot_needed=tie.tied,
        )
    winners = finalists
    if len(finalists) == 2:
        second = _run_off(profile, *finalists)
        exhausted = profile.n - sum(second.values())
        winners = [i for i in finalists if second[i] == max(second.values())]
        rounds.append(
            Round(totals={profile.ids[i]: second[i] for i in finalists}, exhausted=exhausted)
        )
        for i in finalists:
            reasons[i] = say(
                "{first} {second} ballots rank it above the other finalist.",
                first=reasons[i],
                second=second[i],
            )
    return chosen(
        "two-round",
        profile,
        settings,
        ladder,
        winners=winners,
        support=scores,
        levels=by_score(scores),
        reasons=reasons,
        finalists=finalists,
        rounds=rounds,
        ties=() if tie is None else (tie,),
    )


def _run_off(profile: Profile, a: int, b: int) -> dict[int, int]:
    """Ballots that rank each of the two above the other."""
    places = places_of(profile)
    return {i: int(profile.weights[places[i] < places[j]].sum()) for i, j in ((a, b), (b, a))}


def _finalists(
    profile: Profile, scores: Sequence[int], ladder: Ladder
) -> tuple[list[int], Tie | None]:
    """One with a majority, or the first two; and the tie for second place where there is one."""
    levels = by_score(scores)
    if not levels:
        return [], None
    first = levels[0]
    if 2 * scores[first[0]] > sum(scores) or len(scores) == 1:
        return first, None
    sure, pool = ([], first) if len(first) > 1 else (first, levels[1])
    if len(sure) + len(pool) == 2:
        return [*sure, *pool], None
    tie = lot_between(ladder, [profile.ids[i] for i in pool])
    return [*sure, *(profile.ids.index(name) for name in tie.order[: 2 - len(sure)])], tie
