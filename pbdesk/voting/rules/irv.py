"""Instant run-off.

The option with the fewest ballots goes out, its ballots pass to their next choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.choosing import chosen, lot_between
from pbdesk.voting.explain.wrong_ballots import of_rounds
from pbdesk.voting.options import Settings, choice, switch
from pbdesk.voting.outcome import Outcome, Round, Tie
from pbdesk.voting.preferences import by_place, first_choices
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import UnsupportedError, rule
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say, several

__all__ = ["IrvSettings", "irv"]


@dataclass(frozen=True)
class IrvSettings(Settings):
    """Who goes out, and what decides a tie."""

    batch: bool = switch(
        say("Let several go out together"),
        yes=say("Yes, all that together have fewer ballots than the next"),
    )
    ties: Literal["lot", "any-order"] = choice(
        say("When several are last"),
        {
            "lot": say(
                "The one with fewer ballots in the last earlier round that differs, then a lot"
            ),
            "any-order": say("Name every winner that some order would give"),
        },
        "lot",
    )


_MOST_STATES = 20_000  # sets of options still in that `any-order` looks at


def _method(settings: IrvSettings) -> tuple[Words, ...]:
    return (
        say("Each ballot counts for the first of its choices that is still in."),
        say(
            "An option with more than half of the ballots that still count wins; otherwise the one "
            "with the fewest "
            "goes out."
        ),
        say("Options with no ballot go out together.")
        if not settings.batch
        else say("All go out together that have fewer ballots in all than the next one."),
    )


type _Order = NDArray[np.int32]


def _margin(profile: Profile, settings: IrvSettings, outcome: Outcome, mark: int) -> int | None:
    """Where every round eliminates those who are behind in it."""
    return of_rounds(profile, settings, outcome, mark) if settings.ties == "lot" else None


@rule(
    "irv",
    kind="choosing",
    label=say("Instant run-off"),
    takes={"ordinal"},
    method=_method,
    settings=IrvSettings,
    margin=_margin,
)
def irv(profile: Profile, settings: IrvSettings, ladder: Ladder) -> Outcome:
    """One winner, by a majority of the ballots still active in its round.

    Last together: fewer ballots at the most recent earlier round where they differ, then lot;
    several with no ballot go out without one; the last two by lot at once. Empty ballots are
    exhausted from round 1. Raises UnsupportedError for ballots with equal places.
    """
    order = by_place(profile)
    if settings.ties == "any-order":
        return _any_order(profile, settings, ladder, order)
    rounds: list[Round] = []
    ties: list[Tie] = []
    earlier: list[list[int]] = []
    in_ = list(range(len(profile.projects)))
    while True:
        totals, exhausted = first_choices(profile, order, in_)
        leader = max(in_, key=totals.__getitem__, default=None)
        if leader is None or len(in_) == 1 or 2 * totals[leader] > sum(totals):
            rounds.append(_round(profile, in_, totals, exhausted, won=leader))
            return _outcome(profile, settings, rounds, ties, winner=leader)
        out, tied = _going_out(in_, totals, earlier, batch=settings.batch)
        if tied and ladder.seed is not None:
            ties.append(lot_between(ladder, [profile.projects[i].id for i in tied]))
            out = [profile.ids.index(ties[-1].order[-1])]
        rounds.append(_round(profile, in_, totals, exhausted, out=out))
        if not out:
            return _outcome(profile, settings, rounds, ties, lot=tied)
        earlier.append(totals)
        in_ = [i for i in in_ if i not in out]


def _going_out(
    in_: Sequence[int],
    totals: Sequence[int],
    earlier: Sequence[Sequence[int]],
    *,
    batch: bool,
) -> tuple[list[int], list[int]]:
    """Who goes out; or, where only a lot tells, nobody and who is tied."""
    ranked = sorted(in_, key=totals.__getitem__)
    if batch:
        for size in range(
            len(ranked) - 2, 1, -1
        ):  # were all others together fewer, the leader would have won
            if sum(totals[i] for i in ranked[:size]) < totals[ranked[size]]:
                return sorted(ranked[:size]), []
    last = [i for i in in_ if totals[i] == totals[ranked[0]]]
    if totals[last[0]] == 0 and len(last) < len(in_):
        return last, []
    if (
        len(in_) == 2
    ):  # equal, as nobody has a majority: only a lot decides, being ahead earlier is no reason
        return [], last
    for before in reversed(earlier):
        last = [i for i in last if before[i] == min(before[j] for j in last)]
    return (last, []) if len(last) == 1 else ([], last)


def _round(
    profile: Profile,
    in_: Sequence[int],
    totals: Sequence[int],
    exhausted: int,
    *,
    won: int | None = None,
    out: Sequence[int] = (),
) -> Round:
    ids = profile.ids
    return Round(
        totals={ids[i]: totals[i] for i in in_},
        exhausted=exhausted,
        eliminated=tuple(ids[i] for i in out),
        elected=() if won is None else (ids[won],),
    )


def _outcome(
    profile: Profile,
    settings: IrvSettings,
    rounds: Sequence[Round],
    ties: Sequence[Tie],
    *,
    winner: int | None = None,
    lot: Sequence[int] = (),
) -> Outcome:
    ids = profile.ids
    support: dict[str, int | Fraction] = {}
    reasons: dict[str, Words] = {}
    for number, round_ in enumerate(rounds, 1):
        support.update(round_.totals)
        reasons |= {name: _reason(name, number, round_) for name in round_.totals}
    out = [name for round_ in rounds for name in round_.eliminated]
    return Outcome(
        "irv",
        settings.parameters,
        profile.budget,
        support,
        reasons,
        rounds=tuple(rounds),
        ties=tuple(ties),
        winners=None if lot else () if winner is None else (ids[winner],),
        order=()
        if winner is None
        else (
            ids[winner],
            *sorted(
                (name for name in ids if name not in out and name != ids[winner]),
                key=lambda name: -support[name],
            ),
            *reversed(out),
        ),
        lot_needed=tuple(ids[i] for i in lot),
    )


def _reason(name: str, number: int, round_: Round) -> Words:
    ballots, active = int(round_.totals[name]), int(sum(round_.totals.values()))
    if name in round_.elected:
        return several(
            "{n} of {active} ballots still active in round {round}: elected.",
            "{n} of {active} ballots still active in round {round}: elected.",
            ballots,
            active=active,
            round=number,
        )
    if name in round_.eliminated:
        return several(
            "{n} ballot in round {round}, the fewest: out.",
            "{n} ballots in round {round}, the fewest: out.",
            ballots,
            round=number,
        )
    return several(
        "{n} of {active} ballots still active in round {round}, the last.",
        "{n} of {active} ballots still active in round {round}, the last.",
        ballots,
        active=active,
        round=number,
    )


def _any_order(profile: Profile, settings: IrvSettings, ladder: Ladder, order: _Order) -> Outcome:
    """Every winner that some order of breaking ties for the last place leads to.

    UnsupportedError if too many.
    """
    known: dict[tuple[int, ...], frozenset[int]] = {}

    def winners(in_: tuple[int, ...]) -> frozenset[int]:
        if in_ in known:
            return known[in_]
        if len(known) > _MOST_STATES:
            raise UnsupportedError(say("Too many ways to break these ties to look at all of them."))
        totals, _ = first_choices(profile, order, in_)
        leaders = [i for i in in_ if 2 * totals[i] > sum(totals)]
        if leaders or len(in_) < 2:
            known[in_] = frozenset(leaders or in_)
        else:
            least = min(totals[i] for i in in_)
            known[in_] = frozenset().union(
                *(winners(tuple(j for j in in_ if j != i)) for i in in_ if totals[i] == least)
            )
        return known[in_]

    found = sorted(winners(tuple(range(len(profile.projects)))))
    totals, _ = first_choices(profile, order, range(len(profile.projects)))
    reasons = [
        say("Some order of breaking ties makes it the winner.")
        if i in found
        else say("No order of breaking ties makes it the winner.")
        for i in range(len(profile.projects))
    ]
    return chosen("irv", profile, settings, ladder, winners=found, support=totals, reasons=reasons)
