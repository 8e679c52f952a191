"""Limits: the rulebook's clauses beside the counting rule.

Categories, caps, floors, pots, parts, what goes together. Every clause added here was absent from
older rulebooks, and its absence means what they meant: no such limit. Which project is in which
category, and which exclude each other, is said under Ideas (`placed`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast

from pbdesk.minutes.clauses import Clause, Given
from pbdesk.minutes.decision import Missing
from pbdesk.voting.constraints import (
    Cap,
    Constraints,
    Floor,
    Kind,
    Leftover,
    Pot,
    Threshold,
)
from pbdesk.voting.options import LeastSupport, Settings
from pbdesk.words import Money, Sentences, Share, Words, say

if TYPE_CHECKING:
    from pbdesk.voting.registry import AnyRule

__all__ = [
    "Placed",
    "categories",
    "clauses",
    "constraints",
    "kinds",
    "missing",
    "own_threshold",
    "sentences",
    "share_clauses",
    "share_sentence",
]

_LIMITS, _COUNT = say("Limits"), say("Count")


@dataclass(frozen=True, slots=True)
class Placed:
    """A project on the ballot: its category (empty for none) and those it excludes."""

    project: str
    category: str
    excludes: tuple[str, ...]


def categories(given: Given) -> tuple[str, ...]:
    """The categories that the rulebook names, each once, in its order."""
    names = map(str.strip, str(given.get("categories") or "").split(","))
    return tuple(dict.fromkeys(filter(None, names)))


def _own_pots(given: Given) -> bool:
    return bool(categories(given)) and given.get("pots") == "own"


def _share_name(rule: AnyRule) -> str:
    """Rules with a threshold of their own had the clause first, under another name."""
    if issubclass(rule.settings, LeastSupport):
        return "least_share"
    return "threshold"


def least_share_of(given: Given, rule: AnyRule) -> int:
    """The least share of valid ballots that a project needs, in %; 0 for none."""
    return int(given.get(_share_name(rule)) or 0)


def share_clauses(given: Given, rule: AnyRule) -> tuple[Clause, ...]:
    """The least share of ballots, and what it is a share of."""
    name = _share_name(rule)
    base = Clause(
        "threshold_of",
        _COUNT,
        say("That share is"),
        "choice",
        absent="all",
        choices=MappingProxyType(
            {
                "all": say("Of all valid ballots, for every project alike"),
                "cost": say(
                    "For a project that takes the whole pot; for others in "
                    "proportion to their cost",
                ),
            },
        ),
    )
    return (
        Clause(
            name,
            _COUNT,
            say("Least share of valid ballots, in %"),
            "number",
            most=100,
            absent=0,
            help=say(
                "A project on fewer ballots is not funded. 0: no such limit.",
            ),
        ),
        *((base,) if given.get(name) else ()),
    )


def clauses(given: Given) -> tuple[Clause, ...]:
    """The clauses of the section, as far as they stand with what is given."""
    return (
        Clause(
            "categories",
            _LIMITS,
            say("Categories of projects"),
            "line",
            help=say(
                "With commas between, such as: Parks, Play, Streets. Left empty: no categories.",
            ),
        ),
        *_of_categories(given),
        Clause(
            "exclusive",
            _LIMITS,
            say("Some projects exclude each other"),
            "tick",
            absent=False,
            help=say(
                "Which ones is said under Ideas. At most one of them is funded.",
            ),
        ),
        Clause(
            "partial",
            _LIMITS,
            say("Least part of its cost that a project may get, in %"),
            "number",
            most=99,
            absent=0,
            help=say(
                "A project that is not paid in full gets what is left, if that is at least so "
                "much. "
                "0: all or nothing.",
            ),
        ),
    )


def _of_categories(given: Given) -> Iterator[Clause]:
    names = categories(given)
    if not names:
        return
    yield Clause(
        "pots",
        _LIMITS,
        say("Money for categories"),
        "choice",
        absent="one",
        choices=MappingProxyType(
            {
                "one": say("One pot for all"),
                "own": say("A pot of its own for each category"),
            },
        ),
    )
    for name in names:
        if _own_pots(given):
            yield Clause(
                f"pot.{name}",
                _LIMITS,
                say("Pot of “{name}”", name=name),
                "money",
                required=True,
                why=say("A category with a pot of its own needs a sum."),
            )
        else:
            yield Clause(
                f"floor.{name}",
                _LIMITS,
                say("“{name}” gets at least", name=name),
                "money",
            )
            yield Clause(
                f"cap.{name}",
                _LIMITS,
                say("“{name}” gets at most", name=name),
                "money",
            )
    if _own_pots(given):
        yield Clause(
            "pots_leftover",
            _LIMITS,
            say("What a pot leaves"),
            "choice",
            absent="returned",
            choices=MappingProxyType(
                {
                    "returned": say("Is left over"),
                    "on": say("Goes into the next pot, in the order named"),
                    "next": say(
                        "Goes to the most supported projects that fit, whatever their category",
                    ),
                },
            ),
        )


def _sums(given: Given, kind: Literal["cap", "floor", "pot"]) -> dict[str, int]:
    """The sums given for categories, minor units."""
    if (kind == "pot") != _own_pots(given):
        return {}
    found = {name: given.get(f"{kind}.{name}") for name in categories(given)}
    return {name: int(sum_) for name, sum_ in found.items() if sum_ is not None}


def own_threshold(given: Given, rule: AnyRule) -> int:
    """The share of ballots, in %, that becomes the rule's own threshold, as in older rulebooks.

    0 for none.
    """
    share = (
        least_share_of(given, rule) if _share_name(rule) == "least_share" else 0
    )
    if given.get("threshold_of") == "cost":
        return 0
    return share


def _threshold(given: Given, rule: AnyRule) -> Threshold | None:
    """The threshold that holds beside the rule's own."""
    share = least_share_of(given, rule)
    by_cost = given.get("threshold_of") == "cost"
    if not share or own_threshold(given, rule):
        return None
    return Threshold(Fraction(share, 100), "cost" if by_cost else "all")


def constraints(
    given: Given,
    projects: Sequence[Placed],
    rule: AnyRule,
) -> Constraints | None:
    """What the count must obey beside the counting rule; None for nothing."""

    def of(name: str) -> frozenset[str]:
        return frozenset(
            placed.project for placed in projects if placed.category == name
        )

    caps = [
        Cap(name, of(name), most) for name, most in _sums(given, "cap").items()
    ]
    floors = [
        Floor(name, of(name), least)
        for name, least in _sums(given, "floor").items()
    ]
    pots = [
        Pot(name, of(name), amount)
        for name, amount in _sums(given, "pot").items()
    ]
    found = Constraints(
        tuple(caps),
        _exclusive(projects) if given.get("exclusive") else (),
        (),
        _threshold(given, rule),
        tuple(floor for floor in floors if floor.least),
        Fraction(int(given.get("partial") or 0), 100) or None,
        tuple(pots),
        cast("Leftover", given.get("pots_leftover") or "returned"),
    )
    if found.kinds:
        return found
    return None


def _exclusive(projects: Sequence[Placed]) -> tuple[frozenset[str], ...]:
    """The pairs of which only one can be done, where both are on the ballot."""
    there = {placed.project for placed in projects}
    pairs = set[frozenset[str]]()
    for placed in projects:
        for other in there.intersection(placed.excludes):
            pairs.add(frozenset({placed.project, other}))
    return tuple(sorted(pairs, key=sorted))


def kinds(given: Given, rule: AnyRule) -> frozenset[Kind]:
    """The kinds of constraints that a count under this rulebook may have to obey."""
    found = constraints(given, (), rule)
    if found is None:
        return _of_rivals(given)
    return found.kinds | _of_rivals(given)


def _of_rivals(given: Given) -> frozenset[Kind]:
    if given.get("exclusive"):
        return frozenset({"exclusive"})
    return frozenset()


def missing(
    given: Given,
    pot: int,
    currency: str,
    rule: AnyRule,
    settings: Settings,
) -> Iterator[Missing]:
    """What of it cannot be meant, or the counting rule cannot obey under its settings."""
    refused = rule.cannot(kinds(given, rule), settings)
    if refused is not None:
        why = say(
            "{refused} Choose another counting rule, or do without.",
            refused=refused,
        )
        yield Missing(refused, why, "rulebook", "rule")
    floors = _sums(given, "floor")
    for sums, field in ((_sums(given, "pot"), "pot"), (floors, "floor")):
        together = sum(sums.values())
        if together > pot:
            words = say(
                "Together these are {sum}, and the whole pot is {pot}.",
                sum=Money(together, currency),
                pot=Money(pot, currency),
            )
            yield Missing(
                words,
                words,
                "rulebook",
                f"{field}.{next(iter(sums))}",
            )
    yield from _crossed(floors, _sums(given, "cap"), currency)


def _crossed(
    floors: Mapping[str, int],
    caps: Mapping[str, int],
    currency: str,
) -> Iterator[Missing]:
    """Categories that are to get at least more than they may get at most."""
    for name, least in floors.items():
        if name in caps and caps[name] < least:
            words = say(
                "“{name}” cannot get at least {least} and at most {most}.",
                name=name,
                least=Money(least, currency),
                most=Money(caps[name], currency),
            )
            yield Missing(words, words, "rulebook", f"cap.{name}")


def share_sentence(given: Given, rule: AnyRule) -> Sentences:
    """What a project needs to take part."""
    share = least_share_of(given, rule)
    if not share:
        return ()
    if given.get("threshold_of") == "cost":
        return (_share_by_cost(share),)
    return (
        say(
            "A project on fewer than {share} of 100 valid ballots is not funded.",
            share=share,
        ),
    )


def _share_by_cost(share: int) -> Words:
    return say(
        "A project that takes the whole pot needs {share} of 100 valid ballots; others "
        "need as many in "
        "proportion to their cost.",
        share=share,
    )


def sentences(given: Given, currency: str, rule: AnyRule) -> Sentences:
    """The limits in plain words, as they hang on the wall; none where there are none."""
    return (
        *_pot_sentences(given, currency),
        *_category_sentences(given, currency, rule),
        *_other_sentences(given),
    )


_LEAVES = {
    "on": say(
        "Each pot is counted by itself; what it leaves goes into the next.",
    ),
    "next": say(
        "Each pot is counted by itself; what they leave goes to the most supported projects that "
        "fit, whatever "
        "their category.",
    ),
}


def _pot_sentences(given: Given, currency: str) -> Iterator[Words]:
    for name, amount in _sums(given, "pot").items():
        yield say(
            "“{name}” has a pot of its own, {amount}.",
            name=name,
            amount=Money(amount, currency),
        )
    if _own_pots(given):
        yield _LEAVES.get(
            str(given.get("pots_leftover")),
            say("Each pot is counted by itself; what it leaves is left over."),
        )


def _category_sentences(
    given: Given,
    currency: str,
    rule: AnyRule,
) -> Iterator[Words]:
    floors = _sums(given, "floor")
    caps = _sums(given, "cap")
    for name in categories(given):
        least = Money(floors.get(name, 0), currency)
        most = Money(caps.get(name, 0), currency)
        if least.minor and name in caps:
            yield say(
                "“{name}” gets at least {least}, as far as its projects have support, and at most "
                "{most}.",
                name=name,
                least=least,
                most=most,
            )
        elif least.minor:
            yield say(
                "“{name}” gets at least {least}, as far as its projects have support.",
                name=name,
                least=least,
            )
        elif name in caps:
            yield say("“{name}” gets at most {most}.", name=name, most=most)
    if any(floors.values()) and "floors" not in rule.obeys:
        yield say(
            "Where a category would get less, its most supported project is funded first, and all "
            "is counted "
            "again.",
        )


def _other_sentences(given: Given) -> Iterator[Words]:
    if given.get("exclusive"):
        yield say("Of projects that exclude each other only one is funded.")
    if given.get("partial"):
        yield say(
            "A project that is not paid in full gets what is left for it, if that is at least "
            "{share} of its "
            "cost.",
            share=Share(int(given["partial"] or 0), 100, 0),
        )
