"""Near misses: for each project that was not funded, the least that would have won it.

Counts many times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from pbdesk.app.jobs.progress import Progress
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.entries import Id
from pbdesk.questions.near_miss import NearMiss, every_near_miss
from pbdesk.questions.sealing import rule_settings
from pbdesk.questions.tally import profile_of
from pbdesk.voting.explain.change import Change
from pbdesk.voting.explain.least_change import all_least_changes, patience
from pbdesk.voting.progress import listening
from pbdesk.words import Listing, Sentences, Words, say

__all__ = [
    "all_near_misses",
    "changes_told",
    "quick_changes",
    "quick_near_misses",
]

_MOST_OPTIONS = 12
_MOST_BALLOTS = 500
"""Of a choice: beyond these it is counted too often to wait for."""


def all_near_misses(
    state: Assembly,
    ballots: Sequence[tuple[str, str]],
    progress: Progress,
) -> dict[str, tuple[NearMiss, ...]]:
    """Near misses by project id. Pure but for progress.

    Raises ValueError before the count, Cancelled when stopped. Seconds under most rules; longer
    where shares are raised step by step, or where it has to be searched.
    """
    if state.outcome is None:
        raise ValueError("nothing is counted yet")
    lost = [
        line
        for line in state.sheet.lines
        if line.project not in state.outcome.funded
    ]
    progress(0, len(lost), say("Counting again for what was not funded"))
    with listening(progress):
        found = every_near_miss(state, ballots, [line.project for line in lost])
    progress(len(lost), len(lost), say("Counted."))
    return found


class _TooLongError(Exception):
    """Finding them would keep people waiting."""


def quick_near_misses(
    state: Assembly,
    ballots: Sequence[tuple[str, str]],
    progress: Progress,
) -> dict[str, tuple[NearMiss, ...]]:
    """Near misses where finding them keeps nobody waiting; else none."""
    most, told = _patience(state, ballots), count(1)

    def listen(done: int, of: int, words: Words) -> None:
        if next(told) > most:
            raise _TooLongError
        progress(done, of, words)

    try:
        if most:
            return all_near_misses(state, ballots, listen)
        return {}
    except _TooLongError:
        return {}


def _patience(state: Assembly, ballots: Sequence[tuple[str, str]]) -> int:
    """How many counts keep nobody waiting."""
    profile, _ = profile_of(state, ballots)
    rulebook = state.rulebook
    return patience(rulebook.rule, profile, rule_settings(rulebook, profile.n))


def quick_changes(
    state: Assembly,
    ballots: Sequence[tuple[str, str]],
) -> dict[str, tuple[Change, ...]] | None:
    """The fewest ballots for each option alone that would have elected it.

    None where too many counts would find them.
    """
    profile, _ = profile_of(state, ballots)
    if len(profile.projects) > _MOST_OPTIONS or profile.n > _MOST_BALLOTS:
        return None
    settings = rule_settings(state.rulebook, profile.n)
    lot = state.lot.of(state.asked, state.rulebook.rungs)
    found = all_least_changes(
        state.rulebook.rule,
        profile,
        settings,
        lot,
        profile.ids,
    )
    return {name: changes for name, changes in found.items() if changes}


def changes_told(
    state: Assembly,
    changes: Mapping[str, Sequence[Change]] | None,
) -> Sentences:
    """The least that would have chosen each other option, in words; why not, where nobody looked.

    `changes` as `quick_changes` gives them.
    """
    if changes is None:
        return (
            say(
                "The least that would have chosen another was not looked for: that takes too long "
                "with more than {options} options or {ballots} ballots.",
                options=_MOST_OPTIONS,
                ballots=_MOST_BALLOTS,
            ),
        )
    if not changes:
        return (say("No few ballots more would have chosen another."),)
    title = {line.project: line.title for line in state.sheet.lines}
    least = {name: ways[0] for name, ways in changes.items()}
    each = tuple(
        say("{option}: {change}", option=title[Id(name)], change=way.alone())
        for name, way in least.items()
    )
    how = say("Found by search, each counted.")
    if all(way.proved for way in least.values()):
        how = say("Proved by counting again: with one fewer it is not chosen.")
    return (
        say(
            "What would have chosen another, all other ballots as they were: {each}. {how}",
            each=Listing(each, either=True),
            how=how,
        ),
    )
