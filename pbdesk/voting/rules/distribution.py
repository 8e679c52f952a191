"""Distribution: how many ballots are on each step of a scale, and the middle one. Nobody wins."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from pbdesk.voting.options import Settings, switch
from pbdesk.voting.outcome import Outcome, Spread
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method, rule
from pbdesk.voting.support import ballots_for, refuse_several_marks
from pbdesk.voting.ties import Ladder
from pbdesk.words import say, several

__all__ = ["DistributionSettings", "distribution"]


@dataclass(frozen=True)
class DistributionSettings(Settings):
    """Whether the last option is a step."""

    apart: bool = switch(
        say("The last answer is no step (“cannot say”)"),
        yes=say("Yes, it is counted by itself"),
    )


def _method(settings: DistributionSettings) -> Method:
    counted = say(
        "The ballots on each step are counted; the middle step is where the middle ballot is when "
        "all are put in order.",
    )
    nobody = say("Nothing is decided by it.")
    if not settings.apart:
        return counted, nobody
    return counted, say("The last answer is counted by itself."), nobody


def _again(
    profile: Profile,
    settings: DistributionSettings,
    _ladder: Ladder,
    told: Outcome,
) -> Outcome:
    """The outcome that the published sums give."""
    counts = [int(told.support[name]) for name in profile.ids]
    if min(counts, default=0) < 0 or sum(counts) > profile.n:
        raise ValueError("more than so many ballots give")
    return _found(profile, settings, counts)


@rule(
    "distribution",
    kind="telling",
    label=say("Ballots on each step of a scale"),
    takes={"approval"},
    method=_method,
    settings=DistributionSettings,
    again=_again,
)
def distribution(
    profile: Profile,
    settings: DistributionSettings,
    _ladder: Ladder,
) -> Outcome:
    """The ballots on each step, and the middle step.

    Options are the steps in their order; a ballot marks one. Of an even number of ballots the two
    in the middle may lie on two steps: then both are the middle. Raises UnsupportedError for a
    ballot with two marks.
    """
    refuse_several_marks("distribution", profile)
    counts: list[int] = ballots_for(profile).tolist()
    return _found(profile, settings, counts)


def _found(
    profile: Profile,
    settings: DistributionSettings,
    counts: list[int],
) -> Outcome:
    """How so many ballots on each option lie."""
    return Outcome(
        "distribution",
        settings.parameters,
        profile.budget,
        profile.by_id(counts),
        profile.by_id(
            several("{n} ballot.", "{n} ballots.", n) for n in counts
        ),
        spread=_spread(profile.ids, counts, apart=settings.apart),
    )


def _spread(ids: tuple[str, ...], counts: list[int], *, apart: bool) -> Spread:
    """How answers lie on the steps; `apart`: the last option is none."""
    steps = ids[:-1] if apart else ids
    on_steps = counts[: len(steps)]
    middle = tuple(steps[i] for i in _middle(on_steps))
    return Spread(steps, middle, sum(on_steps), ids[len(steps) :])


def _middle(counts: list[int]) -> list[int]:
    """The steps of the middle ballots, one or two; none where there is no ballot."""
    total = sum(counts)
    if not total:
        return []
    # The middle ballots, counted from 1.
    lower = _step_of((total + 1) // 2, counts)
    upper = _step_of(total // 2 + 1, counts)
    return sorted({lower, upper})


def _step_of(ballot: int, counts: list[int]) -> int:
    """The step of a ballot when all are put in order."""
    return next(i for i, n in enumerate(accumulate(counts)) if n >= ballot)
