"""Sealing: the rules as given and sealed, and how they set ballot style and counting rule.

Entries    RuleSet, RulebookSealed
The questions that are known are sealed together; a later sealing adds questions and changes no
earlier clause. Which clauses there are is for the kind of file to say; those of ballot and count
come from the style and the rule themselves (`voting`), declared once there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import assert_never

from pbdesk.minutes.clauses import Clause, ClauseValue, Given, checked
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import Entry
from pbdesk.minutes.growing import put
from pbdesk.questions import limits
from pbdesk.questions.terms import KINDS, Terms
from pbdesk.voting.options import (
    Based,
    Choice,
    LeastSupport,
    Option,
    Setting,
    Settings,
)
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles import STYLES
from pbdesk.voting.ties import LADDERS, USUAL_LADDER, Rung
from pbdesk.words import Words, code_groups, say

__all__ = [
    "BALLOT",
    "COUNT",
    "RuleSet",
    "Rulebook",
    "RulebookEntry",
    "RulebookSealed",
    "Rules",
    "Sealing",
    "apply",
    "idle_clauses",
    "rule_clauses",
    "rule_settings",
    "rulebook_of",
    "style_clauses",
    "style_settings",
]

BALLOT, COUNT = say("Ballot"), say("Count")
"""The groups of clauses that ballot style and counting rule bring."""

_STYLE, _RULE = "ballot", "count"


class RuleSet(Entry, frozen=True, tag="rulebook.set"):
    """A clause of the rulebook was given, or taken back (None)."""

    clause: str
    value: str | int | bool | None


class RulebookSealed(Entry, frozen=True, tag="rulebook.sealed", kw_only=True):
    """Rules were fixed for good: those of the file with the first, and those of these questions.

    `digest` is SHA-256 of the sealed document, `lot_codes` of the code sealed for each round.
    `number` counts the sealings from 1; a later one gives its `reason`.
    """

    undoable = False
    number: int
    digest: str
    questions: tuple[str, ...]
    lot_codes: dict[str, str]
    reason: str = ""


RulebookEntry = RuleSet | RulebookSealed


@dataclass(frozen=True, slots=True)
class Sealing:
    """A sealing: when, which questions, under which digest, with a code for each round's lot."""

    at: datetime
    digest: str
    questions: tuple[str, ...]
    lot_codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rules:
    """The clauses that all questions share, and every sealing."""

    given: Given = field(
        default_factory=lambda: MappingProxyType({}),
    )
    sealings: tuple[Sealing, ...] = ()

    def sealing(self, question: str) -> Sealing | None:
        """The sealing that fixed a question."""
        return next(
            (each for each in self.sealings if question in each.questions),
            None,
        )

    def lot_code(self, round_: str) -> str:
        """SHA-256 (hex) of the code that was sealed for the lot of a round; empty before."""
        for each in self.sealings:
            if round_ in each.lot_codes:
                return each.lot_codes[round_]
        return ""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The clauses that hold for one question, as given, and when they were sealed.

    `parent` is SHA-256 (hex) of the export from which a hall has them; empty in no hall.
    """

    given: Given = field(
        default_factory=lambda: MappingProxyType({}),
    )
    sealed: datetime | None = None
    digest: str = ""
    lot_code: str = ""
    kind: str = "fund"
    parent: str = ""

    @property
    def style(self) -> str:
        """The ballot style's name; the kind's first until chosen."""
        given = str(self.given.get("style") or "")
        return given if given in self.styles else KINDS[self.kind].style

    @property
    def styles(self) -> tuple[str, ...]:
        """The styles that a rule for this kind of question takes; one where it takes one mark."""
        kind = KINDS[self.kind]
        if self.sheet_fixed:
            return (kind.style,)
        taken = _taken_by_rules(kind.counts)
        return tuple(name for name in STYLES if name in taken)

    @property
    def sheet_fixed(self) -> bool:
        """Whether the kind of question alone says how the sheet is marked."""
        return bool(KINDS[self.kind].options or self.raised)

    @property
    def raised(self) -> bool:
        """Whether hands are raised for one of several options: one hand a person, one seat."""
        return self.kind == "choose" and self.given.get("way") == "hands"

    @property
    def rule(self) -> str:
        """The counting rule's name: as given where it takes the style, else the usual one."""
        given = str(self.given.get("rule") or "")
        fitting = self.fitting
        if given in fitting:
            return given
        usual = STYLES[self.style].usual
        return usual if usual in fitting else fitting[0]

    @property
    def fitting(self) -> tuple[str, ...]:
        """The rules that answer this kind of question and take its sheets."""
        if self.raised:
            return ("plurality",)
        counts = KINDS[self.kind].counts
        style = self.style
        return tuple(
            name
            for name, rule in RULES.items()
            if rule.kind == counts and style in rule.takes
        )

    @property
    def ladder(self) -> str:
        """What parts projects that come out equal before the lot does, by its word."""
        given = str(self.given.get("ties") or "")
        return (
            given if self.kind == "fund" and given in LADDERS else USUAL_LADDER
        )

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The same, rung by rung."""
        return LADDERS[self.ladder]

    @property
    def fingerprint(self) -> tuple[str, ...]:
        """The code people compare: 8 groups of 4, empty until sealed; in all halls the same."""
        digest = self.parent or self.digest
        return code_groups(bytes.fromhex(digest)) if digest else ()

    def value(self, clause: Clause) -> ClauseValue:
        """What a clause says.

        As given where that is still one of its values, else what its absence means.
        A rule chosen for one ballot style stands no longer once the style is changed.
        """
        given = self.given.get(clause.name)
        if given is None or isinstance(checked(clause, given), Refusal):
            return clause.absent
        return given


def _taken_by_rules(counts: str) -> set[str]:
    """The styles that some rule for this kind of count takes."""
    return {
        name
        for rule in RULES.values()
        if rule.kind == counts
        for name in rule.takes
    }


def rulebook_of(
    rules: Rules,
    terms: Terms,
    question: str,
    parent: str = "",
) -> Rulebook:
    """The rules as they hold for one question; `parent` where a hall has them from an export."""
    sealing = rules.sealing(question)
    return Rulebook(
        MappingProxyType({**rules.given, **terms.given}),
        sealing.at if sealing else None,
        sealing.digest if sealing else "",
        rules.lot_code(terms.round),
        terms.kind,
        parent,
    )


def style_clauses(rulebook: Rulebook) -> tuple[Clause, ...]:
    """The clauses that the chosen ballot style brings; none where the kind fixes the sheet."""
    if rulebook.sheet_fixed:
        return ()
    return _brought(STYLES[rulebook.style].settings, _STYLE, BALLOT)


def rule_clauses(rulebook: Rulebook) -> tuple[Clause, ...]:
    """The clauses that the chosen counting rule brings.

    Without its threshold, which is said as a share of the ballots (`limits`), and without how many
    its base is: that is known when it is counted.
    """
    return _brought(RULES[rulebook.rule].settings, _RULE, COUNT)


@cache
def _brought(
    settings: type[Settings],
    prefix: str,
    group: Words,
) -> tuple[Clause, ...]:
    known = {LeastSupport.option}
    if issubclass(settings, Based):
        known.add(Based.option)
    options = [each for each in settings.options() if each.name not in known]
    return tuple(_from_option(prefix, group, option) for option in options)


def _from_option(prefix: str, group: Words, option: Option) -> Clause:
    name = f"{prefix}.{option.name}"
    if isinstance(option, Choice):
        return Clause(
            name,
            group,
            option.label,
            "choice",
            option.help,
            choices=option.choices,
            absent=option.absent,
        )
    return Clause(
        name,
        group,
        option.label,
        "number",
        option.help,
        least=option.least,
        most=option.most,
        absent=option.absent,
    )


def style_settings(rulebook: Rulebook) -> Settings:
    """The ballot style's settings as this rulebook has them."""
    style = STYLES[rulebook.style]
    if KINDS[rulebook.kind].options:
        return style.settle({"max_picks": 1})
    return style.settle(_said(rulebook, _STYLE, style_clauses(rulebook)))


def rule_settings(
    rulebook: Rulebook,
    valid: int,
    base: int | None = None,
) -> Settings:
    """The counting rule's settings.

    The least share of `valid` ballots becomes a number of ballots, rounded up; `base` is how many
    the base of a threshold is, where the ballots do not tell it.
    """
    rule = RULES[rulebook.rule]
    settings = rule.settle(_said(rulebook, _RULE, rule_clauses(rulebook)))
    if isinstance(settings, Based):
        return replace(settings, of=base)
    share = limits.own_threshold(rulebook.given, rule)
    if not isinstance(settings, LeastSupport) or not share:
        return settings
    return replace(settings, threshold=-(-valid * share // 100))


def idle_clauses(rulebook: Rulebook) -> frozenset[str]:
    """The clauses of the counting rule that change nothing as the others stand."""
    return frozenset(
        f"{_RULE}.{name}" for name in rule_settings(rulebook, 0).idle
    )


def _said(
    rulebook: Rulebook,
    prefix: str,
    clauses: tuple[Clause, ...],
) -> Mapping[str, Setting]:
    """What these clauses say, by the names of the options that they come from."""
    return {
        each.name.removeprefix(f"{prefix}."): rulebook.value(each)
        for each in clauses
    }


def apply(rules: Rules, entry: RulebookEntry, at: datetime) -> Rules:
    """What the entry adds."""
    match entry:
        case RuleSet(clause=clause, value=value):
            return replace(rules, given=put(rules.given, clause, value))
        case RulebookSealed():
            sealing = Sealing(
                at,
                entry.digest,
                entry.questions,
                entry.lot_codes,
            )
            return replace(rules, sealings=(*rules.sealings, sealing))
        case _:
            assert_never(entry)
