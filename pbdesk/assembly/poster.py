"""The poster: the rulebook in plain words, as it hangs on the wall and is quoted everywhere.

Whoever quotes a rule asks for it by name; its number is where it stands among the sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pbdesk.minutes.clauses import Given
from pbdesk.questions import limits
from pbdesk.questions.sealing import Rulebook, rule_settings, style_settings
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles import STYLES
from pbdesk.words import Sentences, Words, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = ["Part", "Poster", "poster"]

type Part = Literal[
    "people",
    "ballot",
    "count",
    "ties",
    "leftover",
    "intention",
    "quorum",
    "money",
]
"""What a sentence of the poster is about."""


@dataclass(frozen=True, slots=True)
class Poster:
    """The sentences in the order of their numbers.

    `intention`: of papers that are not marked as asked. `money`: limits of categories and of single
    projects, None where there are none.
    """

    people: Words
    ballot: Words
    count: Words
    ties: Words
    leftover: Words | None
    intention: Words
    quorum: Words
    money: Words | None = None

    @property
    def sentences(self) -> Sentences:
        """All that is said, in order."""
        return tuple(self._said().values())

    def place(self, part: Part) -> int | None:
        """The place of a sentence, from 0; None where nothing is said of it."""
        said = list(self._said())
        if part in said:
            return said.index(part)
        return None

    @property
    def intention_number(self) -> int:
        """The number that the rule on the intention of a paper bears."""
        return self.sentences.index(self.intention) + 1

    def _said(self) -> dict[str, Words]:
        every: dict[str, Words | None] = {
            each.name: getattr(self, each.name) for each in fields(self)
        }
        return {
            name: words for name, words in every.items() if words is not None
        }


def poster(state: Assembly) -> Poster:
    """The rulebook as it hangs on the wall, or as it would if it were sealed now."""
    rulebook = state.rulebook
    style = STYLES[rulebook.style]
    rule = RULES[rulebook.rule]
    given = rulebook.given
    instruction, _ = style.question(style_settings(rulebook))
    least = limits.share_sentence(given, rule)
    money = limits.sentences(given, state.mandate.currency, rule)
    return Poster(
        people=_joined(_who(given), _staff(given)),
        ballot=_joined(instruction, _own(given)),
        count=_joined(*rule.method(rule_settings(rulebook, 0)), *least),
        ties=_ties(rulebook),
        leftover=_leftover(given) if rulebook.kind == "fund" else None,
        intention=say(
            "If the intention of a paper is clear, it counts. A paper nobody can read for certain "
            "does not.",
        ),
        quorum=_quorum_of_all(given) if state.part else _quorum(given),
        money=_joined(*money) if money else None,
    )


_LADDERS = {
    "cheaper-votes": say(
        "If two tie, the cheaper wins, then the one with more votes, then the lot, drawn in "
        "view of all.",
    ),
    "votes-cheaper": say(
        "If two tie, the one with more votes wins, then the cheaper, then the lot, drawn in "
        "view of all.",
    ),
    "cheaper": say(
        "If two tie, the cheaper wins, then the lot, drawn in view of all.",
    ),
    "votes": say(
        "If two tie, the one with more votes wins, then the lot, drawn in view of all.",
    ),
    "lot": say("If two tie, the lot decides, drawn in view of all."),
}


def _ties(rulebook: Rulebook) -> Words:
    if rulebook.kind != "fund":
        return say(
            "Where two come out equal, the lot decides, drawn in view of all.",
        )
    return _LADDERS[rulebook.ladder]


def _who(given: Given) -> Words:
    people = given.get("people")
    if people:
        return say("{people} may vote.", people=str(people))
    return say("Who may vote is open.")


def _staff(given: Given) -> Words:
    if given.get("staff"):
        return say("Staff and councillors may vote too.")
    return say("Staff and councillors may not.")


def _own(given: Given) -> Words:
    if given.get("own") is False:
        return say("Who hands in a project may not vote for it.")
    return say("Who hands in a project may vote for it.")


def _leftover(given: Given) -> Words:
    if given.get("leftover") == "carried":
        return say("What is left is kept for the next assembly.")
    return say("What is left goes back to whoever holds the money.")


def _quorum(given: Given) -> Words:
    quorum = given.get("quorum")
    if quorum is None:
        return say("Whether a least number of ballots is needed is open.")
    if quorum == 0:
        return say("No least number of ballots is needed.")
    return say(
        "At least {quorum} people must take a ballot, else the result is only reported.",
        quorum=int(quorum),
    )


def _quorum_of_all(given: Given) -> Words:
    """No quorum of one hall of several counts."""
    quorum = int(given.get("quorum") or 0)
    if not quorum:
        return say("No least number of ballots is needed.")
    return say(
        "In all halls together at least {quorum} ballots must be given out, else the result is "
        "only reported.",
        quorum=quorum,
    )


def _joined(*parts: Words) -> Words:
    text = " ".join(f"{{p{i}}}" for i in range(len(parts)))
    return Words(
        text,
        MappingProxyType({f"p{i}": part for i, part in enumerate(parts)}),
    )
