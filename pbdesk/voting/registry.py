"""The table of rules.

Registered by the word that sealed rulebooks store, in the order people see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from pbdesk.voting.constrained import Counter
from pbdesk.voting.constraints import AROUND, KINDS, Constraints, Kind
from pbdesk.voting.options import Option, Setting, settle
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.pots import obeying
from pbdesk.voting.profile import Profile
from pbdesk.voting.progress import Progress, listening
from pbdesk.voting.ties import Ladder
from pbdesk.voting.unsupported import UnsupportedError
from pbdesk.words import Words, say

type Refuses = Callable[[frozenset[Kind], Mapping[str, Setting]], Words | None]

__all__ = ["RULES", "Counting", "Rule", "UnsupportedError", "rule"]


class Counting(Protocol):
    """A rule's function: pure, deterministic, exact where it decides."""

    def __call__(
        self, profile: Profile, settings: Mapping[str, Setting], ladder: Ladder, /
    ) -> Outcome:
        """Count the profile."""
        ...


def _nothing(_kinds: frozenset[Kind], _settings: Mapping[str, Setting]) -> Words | None:
    return None


_WORDS: Mapping[Kind, Words] = {
    "caps": say("caps on categories or areas"),
    "exclusive": say("that some projects exclude each other"),
    "partial": say("that a project gets a part of its cost"),
}


@dataclass(frozen=True)
class Rule:
    """A counting rule: its name for ever, its words, what it takes and how it counts.

    `method` says in plain words (printed on the poster and in the pack) how it works with these
    settings. `obeys`: constraints that it obeys itself, beside those settled around the count of
    every funding rule. `refuses`: why it cannot obey given constraints under these settings, or
    None.
    """

    name: str
    kind: Literal["funding", "choosing"]
    label: Words
    takes: frozenset[str]
    options: tuple[Option, ...]
    method: Callable[[Mapping[str, Setting]], tuple[Words, ...]]
    counting: Counting
    obeys: frozenset[Kind] = frozenset()
    refuses: Refuses = _nothing

    def count(
        self,
        profile: Profile,
        settings: Mapping[str, Setting] | None = None,
        seed: str | None = None,
        *,
        progress: Progress | None = None,
    ) -> Outcome:
        """Count `profile` under `settings` (absent ones mean what they always meant).

        `seed` is the public lot's seed; None: funding rules fall back to the project id and say so
        in `ties`, choosing rules answer `lot_needed`. `progress` hears from long counts, and stops
        them by raising. Raises OptionError for a setting the rule does not know, UnsupportedError
        (a ValueError) for a ballot style it does not take or a constraint it cannot obey,
        ConstraintError for constraints that cannot be meant.
        """
        if profile.style not in self.takes:
            raise UnsupportedError(
                say("“{rule}” does not count {style} ballots.", rule=self.name, style=profile.style)
            )
        settled, ladder = settle(self.options, settings or {}), Ladder(seed)
        with listening(progress):
            found = (
                self.counting(profile, settled, ladder)
                if profile.constraints is None
                else self._obeying(profile, profile.constraints, settled, ladder)
            )
        return replace(found, notes=(*profile.notes, *found.notes)) if profile.notes else found

    def cannot(self, kinds: frozenset[Kind], settings: Mapping[str, Setting]) -> Words | None:
        """Why it cannot obey constraints of these kinds under these settings, in a sentence.

        None where it can.
        """
        if self.kind == "choosing" and kinds:
            return say("“{rule}” chooses options; constraints are for funding.", rule=self.label)
        beyond = kinds - AROUND - self.obeys
        first: Kind | None = next((kind for kind in KINDS if kind in beyond), None)
        return (
            self.refuses(kinds, settings)
            if first is None
            else say(
                "“{rule}” cannot obey {constraint}.", rule=self.label, constraint=_WORDS[first]
            )
        )

    def _obeying(
        self,
        profile: Profile,
        constraints: Constraints,
        settled: Mapping[str, Setting],
        ladder: Ladder,
    ) -> Outcome:
        refused = self.cannot(constraints.kinds, settled)
        if refused is not None:
            raise UnsupportedError(refused)
        least = int(settled.get("threshold") or 0)
        return obeying(
            profile,
            constraints,
            Counter(
                lambda within: self.counting(within, settled, ladder),
                ladder,
                least,
                "floors" in self.obeys,
            ),
        )


RULES: dict[str, Rule] = {}


def rule(
    name: str,
    *,
    kind: Literal["funding", "choosing"],
    label: Words,
    takes: set[str],
    method: Callable[[Mapping[str, Setting]], tuple[Words, ...]],
    options: tuple[Option, ...] = (),
    obeys: Iterable[Kind] = (),
    refuses: Refuses = _nothing,
) -> Callable[[Counting], Rule]:
    """Register the decorated function as the rule `name`."""

    def register(counting: Counting) -> Rule:
        made = Rule(
            name,
            kind,
            label,
            frozenset(takes),
            options,
            method,
            counting,
            frozenset(obeys),
            refuses,
        )
        if RULES.setdefault(name, made) is not made:
            raise ValueError(f"two rules are called {name}")
        return made

    return register
