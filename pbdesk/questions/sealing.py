"""Sealing: the rules as given and sealed, and how they set ballot style and counting rule.

Entries    RuleSet, RulebookSealed
Which clauses there are is for the kind of file to say; those of ballot and count come from the
style and the rule themselves (`voting`), declared once there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import assert_never

from pbdesk.minutes.clauses import Clause, ClauseValue, checked
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import Entry
from pbdesk.minutes.growing import put
from pbdesk.questions import limits
from pbdesk.voting.options import Choice, LeastSupport, Option, Setting, Settings
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles import STYLES
from pbdesk.words import Words, code_groups, say

__all__ = [
    "BALLOT",
    "COUNT",
    "RuleSet",
    "Rulebook",
    "RulebookEntry",
    "RulebookSealed",
    "apply",
    "rule_clauses",
    "rule_settings",
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


class RulebookSealed(Entry, frozen=True, tag="rulebook.sealed"):
    """The rulebook was fixed for good.

    `digest` is SHA-256 of the sealed document; `lot_code` of the sealed code.
    """

    undoable = False
    digest: str
    lot_code: str


RulebookEntry = RuleSet | RulebookSealed


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The clauses as given, and when they were sealed under which digest."""

    given: Mapping[str, ClauseValue] = field(default_factory=lambda: MappingProxyType({}))
    sealed: datetime | None = None
    digest: str = ""
    lot_code: str = ""

    @property
    def style(self) -> str:
        """The ballot style's name; approval until chosen."""
        return str(self.given.get("style") or "approval")

    @property
    def rule(self) -> str:
        """The counting rule's name: as given where it takes the style, else the usual one."""
        given = str(self.given.get("rule") or "")
        fitting = [
            name
            for name, rule in RULES.items()
            if rule.kind == "funding" and self.style in rule.takes
        ]
        return given if given in fitting else STYLES[self.style].usual

    @property
    def fingerprint(self) -> tuple[str, ...]:
        """The code people compare: 8 groups of 4, empty until sealed."""
        return code_groups(bytes.fromhex(self.digest)) if self.digest else ()

    def value(self, clause: Clause) -> ClauseValue:
        """What a clause says.

        As given where that is still one of its values, else what its absence means.
        A rule chosen for one ballot style stands no longer once the style is changed.
        """
        given = self.given.get(clause.name)
        stands = given is not None and not isinstance(checked(clause, given), Refusal)
        return given if stands else clause.absent


def style_clauses(rulebook: Rulebook) -> tuple[Clause, ...]:
    """The clauses that the chosen ballot style brings."""
    style = STYLES[rulebook.style]
    return tuple(_from_option(_STYLE, BALLOT, option) for option in style.options)


def rule_clauses(rulebook: Rulebook) -> tuple[Clause, ...]:
    """The clauses that the chosen counting rule brings.

    Without its threshold: that is said as a share of the ballots (`limits`).
    """
    options = [each for each in RULES[rulebook.rule].options if each.name != LeastSupport.option]
    return tuple(_from_option(_RULE, COUNT, option) for option in options)


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
    said = _said(rulebook, _STYLE, style_clauses(rulebook))
    return STYLES[rulebook.style].settle(said)


def rule_settings(rulebook: Rulebook, valid: int) -> Settings:
    """The counting rule's settings.

    The least share of `valid` ballots becomes a number of ballots, rounded up.
    """
    rule = RULES[rulebook.rule]
    settings = rule.settle(_said(rulebook, _RULE, rule_clauses(rulebook)))
    share = limits.own_threshold(rulebook.given, rule)
    if not isinstance(settings, LeastSupport) or not share:
        return settings
    return replace(settings, threshold=-(-valid * share // 100))


def _said(rulebook: Rulebook, prefix: str, clauses: tuple[Clause, ...]) -> Mapping[str, Setting]:
    """What these clauses say, by the names of the options that they come from."""
    return {each.name.removeprefix(f"{prefix}."): rulebook.value(each) for each in clauses}


def apply(rulebook: Rulebook, entry: RulebookEntry, at: datetime) -> Rulebook:
    """What the entry adds."""
    match entry:
        case RuleSet(clause=clause, value=value):
            return replace(rulebook, given=put(rulebook.given, clause, value))
        case RulebookSealed(digest=digest, lot_code=lot_code):
            return replace(rulebook, sealed=at, digest=digest, lot_code=lot_code)
        case _:
            assert_never(entry)
