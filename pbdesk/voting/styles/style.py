"""Ballot style: one file a style says what may stand on a ballot.

How it is kept and how it is said.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from pbdesk.voting.options import Given, Options, Settings, settle
from pbdesk.voting.profile import Marks
from pbdesk.words import Words, say

__all__ = [
    "REASONS",
    "Checked",
    "Codes",
    "Costs",
    "Ids",
    "Question",
    "Rejected",
    "Style",
    "rejected",
    "whole_marks",
]

REASONS: Mapping[str, Words] = {
    "unmarked": say("Unmarked"),
    "too-many": say("Too many marks"),
    "too-few": say("Too few marks"),
    "identifies": say("Identifies the voter"),
    "no-official-mark": say("Want of official mark"),
    "uncertain": say("Not clear what was meant"),
    "over-budget": say("Marks more than the pot"),
    "overspent": say("More credits or points than allowed"),
    "underspent": say("Fewer points than required"),
    "over-project-cap": say("Too much for one project"),
    "negative-not-allowed": say(
        "A vote against, which the rulebook does not allow",
    ),
    "not-an-integer": say("Not a whole number"),
    "unknown-project": say("Names a project that is not on the ballot"),
    "duplicate": say("Names a project twice"),
    "equal-places": say("Gives one place to two projects"),
    "skipped-place": say("Leaves out a place"),
    "out-of-range": say("A mark outside the range"),
    "blank-line": say("A line without a score"),
    "too-many-of-kind": say("Too many marks in one category"),
    "too-few-of-kind": say("Too few marks in one category"),
}
"""Why a ballot is not counted: code -> the legal word or plain words.

One table for screen, paper and files.
"""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A ballot that breaks a rule.

    Never mended, never dropped, counted by `reason` (a key of REASONS).
    """

    reason: str
    words: Words


def rejected(reason: str) -> Rejected:
    """The refusal for `reason`, a key of REASONS."""
    return Rejected(reason, REASONS[reason])


type Ids = Sequence[str]
type Costs = Mapping[str, int]
"""By project, minor units."""
type Codes = Mapping[str, str]
"""By project, what stands for it on the paper."""
type Checked = Marks | Rejected
type Question = tuple[Words, Words]
"""What the ballot asks, and help."""


def whole_marks(marks: Mapping[str, object], projects: Ids) -> Checked:
    """The marks by the ids of `projects`, each a whole number, or why not.

    Ids are compared as NFC text. 2.0, "3" and true are no whole numbers: nobody guesses what was
    meant.
    """
    known = {_normal(project): project for project in projects}
    whole: dict[str, int] = {}
    for name, value in marks.items():
        project = known.get(_normal(name))
        if project is None:
            return rejected("unknown-project")
        if project in whole:
            return rejected("duplicate")
        if type(value) is not int:
            return rejected("not-an-integer")
        whole[project] = value
    return whole


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _nothing_else(_marks: Marks) -> Sequence[Marks]:
    return ()


@dataclass(frozen=True)
class Style[S: Settings]:
    """A ballot style. `name` is Pabulib's word.

    Approval, ordinal, cumulative, scoring or "quadratic". kept(marks, projects, costs, budget,
    settings) -> whole marks in canonical form, or Rejected. costs: id -> minor units.
    words(marks, code_of, settings) ->
    how a teller reads the ballot out ("A, C and F", "5 votes for A (25 credits)").
    question(settings) -> (instruction, help): what the ballot asks, in one sentence each, for paper
    and screen. usual: the rule that counts it where none is chosen. support: what projects get from
    such ballots, head: what stands above its boxes, both as heads of columns. examples: filled in,
    by the codes A to H, for specimens. crossed: boxes hold crosses, not figures. zeros: a 0 is a
    mark. points: what its support counts, where that is no ballots or points on them.
    meant(marks) -> what marks that break a rule may have meant, the likeliest first, each a guess
    for two people to rule on; nothing where there is nothing to guess.
    """

    name: str
    label: Words
    settings: type[S]
    kept: Callable[[Marks, Ids, Costs, int, S], Checked]
    words: Callable[[Marks, Codes, S], Words]
    question: Callable[[S], Question]
    usual: str
    support: Words
    head: Words
    examples: tuple[Marks, ...]
    crossed: bool = False
    zeros: bool = False
    points: Words | None = None
    meant: Callable[[Marks], Sequence[Marks]] = _nothing_else

    @property
    def options(self) -> Options:
        """What may be set, in the order people see."""
        return self.settings.options()

    def settle(self, given: Given) -> S:
        """Its settings as given; absent ones mean what they always meant. Raises OptionError."""
        return settle(self.settings, given)

    def check(
        self,
        marks: Mapping[str, object],
        projects: Ids,
        costs: Costs,
        budget: int,
        settings: S,
    ) -> Checked:
        """The marks in canonical form, or why they do not count.

        `marks` may hold anything a person or a file wrote (values of any type).
        """
        whole = whole_marks(marks, projects)
        if isinstance(whole, Rejected):
            return whole
        return self.kept(whole, projects, costs, budget, settings)

    def encode(self, marks: Marks) -> str:
        """The one text of a ballot, the same for equal ballots: JSON, keys sorted, no spaces."""
        return json.dumps(
            dict(sorted(marks.items())),
            ensure_ascii=False,
            separators=(",", ":"),
        )

    def decode(self, text: str) -> Marks:
        """The marks that `encode` wrote. Raises ValueError for any other text."""
        try:
            marks = msgspec.json.decode(text, type=dict[str, int], strict=True)
        except (msgspec.DecodeError, UnicodeEncodeError) as error:
            raise ValueError("not a ballot") from error
        if self.encode(marks) != text:
            raise ValueError("not a ballot as this style writes it")
        return marks
