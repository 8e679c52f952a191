"""The table of rules: registered by the word that sealed rulebooks store, in the order people see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from pbdesk.voting.options import Option, Setting, settle
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
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
    """

    name: str
    kind: Literal["funding", "choosing"]
    label: Words
    takes: frozenset[str]
    options: tuple[Option, ...]
    method: Callable[[Mapping[str, Setting]], tuple[Words, ...]]
    counting: Counting

    def count(self, profile: Profile, settings: Mapping[str, Setting] | None = None, seed: str | None = None,
              ) -> Outcome:
        """Count `profile` under `settings` (absent ones mean what they always meant).

        `seed` is the public lot's seed; None: funding rules fall back to the project id and say so in `ties`,
        choosing rules answer `lot_needed`. Raises OptionError for a setting the rule does not know, and
        UnsupportedError (a ValueError) for a ballot style it does not take.
        """
        if profile.style not in self.takes:
            raise UnsupportedError(say("“{rule}” does not count {style} ballots.", rule=self.name, style=profile.style))
        return self.counting(profile, settle(self.options, settings or {}), Ladder(seed))


RULES: dict[str, Rule] = {}


def rule(name: str, *, kind: Literal["funding", "choosing"], label: Words, takes: set[str],
         method: Callable[[Mapping[str, Setting]], tuple[Words, ...]], options: tuple[Option, ...] = (),
         ) -> Callable[[Counting], Rule]:
    """Register the decorated function as the rule `name`."""

    def register(counting: Counting) -> Rule:
        made = Rule(name, kind, label, frozenset(takes), options, method, counting)
        if RULES.setdefault(name, made) is not made:
            raise ValueError(f"two rules are called {name}")
        return made

    return register
