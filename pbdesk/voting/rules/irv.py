"""Instant run-off.

The option with the fewest ballots goes out, its ballots pass to their next choice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.choosing import chosen, lot_between, with_transfers
from pbdesk.voting.explain.wrong_ballots import of_rounds
from pbdesk.voting.options import Settings, choice, switch
from pbdesk.voting.outcome import Outcome, Round, Tie, Worth
from pbdesk.voting.preferences import FirstPlaces, by_place, first_choices
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method, UnsupportedError, rule
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
                "The one with fewer ballots in the last earlier round that differs, then a lot",
            ),
            "any-order": say("Name every winner that some order would give"),
        },
        "lot",
    )


_MOST_STATES = 20_000  # sets of options still in that `any-order` looks at


def _method(settings: IrvSettings) -> Method:
    out = say("Options with no ballot go out together.")
    if settings.batch:
        out = say(
            "All go out together that have fewer ballots in all than the next one.",
        )
    return (
        say(
            "Each ballot counts for the first of its choices that is still in.",
        ),
        say(
            "An option with more than half of the ballots that still count wins; otherwise the one "
            "with the fewest "
            "goes out.",
        ),
        out,
    )


type _Order = NDArray[np.int32]
type _Options = Sequence[int]
type _Totals = Sequence[int]
type _FirstChoices = Callable[[_Options], FirstPlaces]


def _margin(
    profile: Profile,
    settings: IrvSettings,
    outcome: Outcome,
    mark: int,
) -> int | None:
    """Where every round eliminates those who are behind in it."""
    if settings.ties == "lot":
        return of_rounds(profile, settings, outcome, mark)
    return None


def _again(
    profile: Profile,
    settings: IrvSettings,
    ladder: Ladder,
    told: Outcome,
) -> Outcome:
    """The outcome that the totals of each published round give."""
    if settings.ties == "any-order":
        raise UnsupportedError(
            say("Who wins in some order of breaking ties needs the ballots."),
        )
    stages = iter(told.rounds)

    def first(still_in: _Options) -> FirstPlaces:
        stage = next(stages, None)
        if stage is None:
            raise ValueError("too few rounds")
        return _told_first(stage, profile, still_in)

    return _counted(profile, settings, ladder, first)


def _told_first(
    stage: Round,
    profile: Profile,
    still_in: _Options,
) -> FirstPlaces:
    """The first choices that a published round tells."""
    totals = [0] * len(profile.ids)
    for i in still_in:
        totals[i] = int(stage.totals[profile.ids[i]])
    return FirstPlaces(totals, profile.n - sum(totals))


@rule(
    "irv",
    kind="choosing",
    label=say("Instant run-off"),
    takes={"ordinal"},
    method=_method,
    settings=IrvSettings,
    margin=_margin,
    again=_again,
)
def irv(profile: Profile, settings: IrvSettings, ladder: Ladder) -> Outcome:
    """One winner, by a majority of the ballots still active in its round.

    Last together: fewer ballots at the most recent earlier round where they differ, then lot;
    several with no ballot go out without one; the last two by lot at once. Empty ballots are
    exhausted from round 1. Where there are too many orders of breaking ties to look at, the lot's
    stands. Raises UnsupportedError for ballots with equal places.
    """
    order = by_place(profile)
    if settings.ties == "any-order":
        try:
            return _any_order(profile, settings, ladder, order)
        except UnsupportedError:
            if ladder.lot is None:
                raise
    return _counted(
        profile,
        settings,
        ladder,
        lambda still_in: first_choices(profile, order, still_in),
    )


def _counted(
    profile: Profile,
    settings: IrvSettings,
    ladder: Ladder,
    first: _FirstChoices,
) -> Outcome:
    """The count, round by round, by the first choices among those still in."""
    found = _Rounds(profile, settings)
    earlier: list[list[int]] = []
    in_ = list(range(len(profile.ids)))
    while True:
        totals, exhausted = first(in_)
        now = Round(totals=_totals(profile, in_, totals), exhausted=exhausted)
        won = profile.names(_winners(in_, totals))
        if won or not in_:
            found.rounds.append(replace(now, elected=won))
            return found.ended(won)
        last = _last(in_, totals, earlier, batch=settings.batch)
        out = found.put_out(now, last, ladder)
        if not out:
            return found.stopped(profile.names(last.tied))
        earlier.append(totals)
        in_ = [i for i in in_ if i not in out]


def _totals(profile: Profile, in_: _Options, totals: _Totals) -> dict[str, int]:
    """The totals of those still in, by their ids."""
    return {profile.ids[i]: totals[i] for i in in_}


def _winners(in_: _Options, totals: _Totals) -> list[int]:
    """Who has a majority of the ballots still active, or is the last still in; nobody, or one."""
    if not in_:
        return []
    leader = max(in_, key=totals.__getitem__)
    if len(in_) == 1 or 2 * totals[leader] > sum(totals):
        return [leader]
    return []


class _Last(NamedTuple):
    """Who goes out together; or, where only a lot tells, nobody, and who is tied."""

    together: _Options = ()
    tied: _Options = ()


def _last(
    in_: _Options,
    totals: _Totals,
    earlier: Sequence[_Totals],
    *,
    batch: bool,
) -> _Last:
    """Who is last of those still in, by the votes of the round and of earlier ones."""
    together = _batch(in_, totals) if batch else ()
    if together:
        return _Last(together)
    last = _fewest(in_, totals)
    if totals[last[0]] == 0 and len(last) < len(in_):
        return _Last(last)
    if len(in_) == 2:
        # Equal, as nobody has a majority: only a lot decides, being ahead earlier is no reason.
        return _Last(tied=last)
    for before in reversed(earlier):
        last = _fewest(last, before)
    if len(last) == 1:
        return _Last(last)
    return _Last(tied=last)


def _fewest(among: _Options, totals: _Totals) -> _Options:
    """Those with the fewest ballots."""
    fewest = min(totals[i] for i in among)
    return [i for i in among if totals[i] == fewest]


def _batch(in_: _Options, totals: _Totals) -> _Options:
    """The most, two at least, who have fewer ballots in all than the next one."""
    ranked = sorted(in_, key=totals.__getitem__)
    # Were all but one together fewer, that one would have won.
    for size in range(len(ranked) - 2, 1, -1):
        together = sum(totals[i] for i in ranked[:size])
        if together < totals[ranked[size]]:
            return sorted(ranked[:size])
    return ()


@dataclass
class _Rounds:
    """The rounds of a count so far, and the lots that were drawn."""

    profile: Profile
    settings: IrvSettings
    rounds: list[Round] = field(default_factory=list[Round])
    ties: list[Tie] = field(default_factory=list[Tie])

    def put_out(self, now: Round, last: _Last, ladder: Ladder) -> _Options:
        """Note the round, and who goes out in it: nobody where only a lot could tell."""
        if last.tied and ladder.lot is not None:
            return self._put_out_by_lot(now, last.tied, ladder)
        out = self.profile.names(last.together)
        self.rounds.append(replace(now, eliminated=out))
        return last.together

    def _put_out_by_lot(
        self,
        now: Round,
        tied: _Options,
        ladder: Ladder,
    ) -> _Options:
        lot = lot_between(ladder, self.profile.names(tied))
        self.ties.append(lot)
        out = lot.order[-1]
        self.rounds.append(replace(now, eliminated=(out,), lot=lot))
        return [self.profile.ids.index(out)]

    def ended(self, won: Sequence[str]) -> Outcome:
        """The outcome with its winner, or none where nobody stood."""
        told = self._told()
        order = self._order(won, told) if won else ()
        return replace(
            told,
            winners=tuple(won),
            order=order,
            elected=tuple(won),
        )

    def _order(self, won: Sequence[str], told: Outcome) -> tuple[str, ...]:
        """Who won, who was still in by ballots, who went out, the last of them first."""
        out = [name for round_ in self.rounds for name in round_.eliminated]
        settled = {*won, *out}
        rest = [name for name in self.profile.ids if name not in settled]
        rest.sort(key=told.support.__getitem__, reverse=True)
        return (*won, *rest, *reversed(out))

    def stopped(self, tied: Sequence[str]) -> Outcome:
        """The outcome where only a lot that was not drawn could go on."""
        return replace(self._told(), lot_needed=tuple(tied))

    def _told(self) -> Outcome:
        support: dict[str, Worth] = {}
        reasons: dict[str, Words] = {}
        for number, round_ in enumerate(self.rounds, 1):
            for name, ballots in round_.totals.items():
                support[name] = ballots
                reasons[name] = _reason(name, number, round_)
        return Outcome(
            "irv",
            self.settings.parameters,
            self.profile.budget,
            support,
            reasons,
            rounds=with_transfers(self.rounds),
            ties=tuple(self.ties),
        )


def _reason(name: str, number: int, round_: Round) -> Words:
    ballots = int(round_.totals[name])
    active = int(sum(round_.totals.values()))
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


def _any_order(
    profile: Profile,
    settings: IrvSettings,
    ladder: Ladder,
    order: _Order,
) -> Outcome:
    """Every winner that some order of breaking ties for the last place leads to.

    UnsupportedError if too many.
    """
    everybody = tuple(range(len(profile.projects)))
    winners = _AnyOrder(profile, order).winners(everybody)
    totals, _ = first_choices(profile, order, everybody)
    wins = say("Some order of breaking ties makes it the winner.")
    never = say("No order of breaking ties makes it the winner.")
    return chosen(
        "irv",
        profile,
        settings,
        ladder,
        winners=sorted(winners),
        support=totals,
        reasons=[wins if i in winners else never for i in everybody],
    )


@dataclass
class _AnyOrder:
    """Who may win from each set of options still in. `known`: the sets looked at."""

    profile: Profile
    order: _Order
    known: dict[tuple[int, ...], frozenset[int]] = field(default_factory=dict)

    def winners(self, in_: tuple[int, ...]) -> frozenset[int]:
        """Who wins in some order of breaking ties, from here on."""
        if in_ not in self.known:
            if len(self.known) > _MOST_STATES:
                raise UnsupportedError(
                    say(
                        "Too many ways to break these ties to look at all of them.",
                    ),
                )
            self.known[in_] = self._winners(in_)
        return self.known[in_]

    def _winners(self, in_: tuple[int, ...]) -> frozenset[int]:
        if len(in_) < 2:
            return frozenset(in_)
        totals, _ = first_choices(self.profile, self.order, in_)
        leaders = [i for i in in_ if 2 * totals[i] > sum(totals)]
        if leaders:
            return frozenset(leaders)
        found: frozenset[int] = frozenset()
        for last in _fewest(in_, totals):
            found |= self.winners(tuple(i for i in in_ if i != last))
        return found
