"""The table of rules: registered by the word that sealed rulebooks store, in the order people see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from pbdesk.voting.constrained import constrained
from pbdesk.voting.constraints import Constraints, Kind
from pbdesk.voting.options import Option, Setting, settle
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.progress import Progress, listening
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["RULES", "Counting", "Rule", "UnsupportedError", "rule"]


class UnsupportedError(ValueError):
    """This rule does not count such ballots, said in `words`."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence for whoever shows it."""
        super().__init__(words.text)
        self.words = words


class Counting(Protocol):
    """A rule's function: pure, deterministic, exact where it decides."""

    def __call__(self, profile: Profile, settings: Mapping[str, Setting], ladder: Ladder, /) -> Outcome:
        """Count the profile."""
        ...


@dataclass(frozen=True)
class Rule:
    """A counting rule: its name for ever, its words, what it takes and how it counts.

    `method` says in plain words (printed on the poster and in the pack) how it works with these settings.
    `obeys`: constraints that it obeys beside those that every funding rule does.
    """

    name: str
    kind: Literal["funding", "choosing"]
    label: Words
    takes: frozenset[str]
    options: tuple[Option, ...]
    method: Callable[[Mapping[str, Setting]], tuple[Words, ...]]
    counting: Counting
    obeys: frozenset[Kind] = frozenset()

    def count(self, profile: Profile, settings: Mapping[str, Setting] | None = None, seed: str | None = None, *,
              progress: Progress | None = None) -> Outcome:
        """Count `profile` under `settings` (absent ones mean what they always meant).

        `seed` is the public lot's seed; None: funding rules fall back to the project id and say so in `ties`,
        choosing rules answer `lot_needed`. `progress` hears from long counts, and stops them by raising.
        Raises OptionError for a setting the rule does not know, UnsupportedError (a ValueError) for a ballot style it
        does not take or a constraint it cannot obey, ConstraintError for constraints that cannot be meant.
        """
        if profile.style not in self.takes:
            raise UnsupportedError(say("“{rule}” does not count {style} ballots.", rule=self.name, style=profile.style))
        settled, ladder = settle(self.options, settings or {}), Ladder(seed)
        with listening(progress):
            if profile.constraints is None:
                return self.counting(profile, settled, ladder)
            self._must_obey(profile.constraints)
            return constrained(profile, profile.constraints, lambda within: self.counting(within, settled, ladder))

    def _must_obey(self, constraints: Constraints) -> None:
        if self.kind == "choosing":
            raise UnsupportedError(say("“{rule}” chooses options; constraints are for funding.", rule=self.name))
        for kind in sorted(constraints.kinds - self.obeys):
            raise UnsupportedError(
                say("“{rule}” cannot obey caps on categories or areas.", rule=self.name) if kind == "caps"
                else say("“{rule}” cannot obey that some projects exclude each other.", rule=self.name))


RULES: dict[str, Rule] = {}


def rule(name: str, *, kind: Literal["funding", "choosing"], label: Words, takes: set[str],
         method: Callable[[Mapping[str, Setting]], tuple[Words, ...]], options: tuple[Option, ...] = (),
         obeys: Iterable[Kind] = ()) -> Callable[[Counting], Rule]:
    """Register the decorated function as the rule `name`."""

    def register(counting: Counting) -> Rule:
        made = Rule(name, kind, label, frozenset(takes), options, method, counting, frozenset(obeys))
        if RULES.setdefault(name, made) is not made:
            raise ValueError(f"two rules are called {name}")
        return made

    return register
