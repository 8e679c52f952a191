"""What every rule says of itself and finds in a few invented elections, as text that a person can read and compare.

`python -m tests.voting.told` writes it anew after a change that is meant; what changed is then read line by line.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from pbdesk.i18n import render
from pbdesk.voting.constrained import ConstraintError
from pbdesk.voting.constraints import Cap, Constraints, Floor, Pot, Threshold
from pbdesk.voting.options import Choice, Option
from pbdesk.voting.outcome import Outcome, Round
from pbdesk.voting.profile import Marks, Profile, Project
from pbdesk.voting.registry import Rule, UnsupportedError
from pbdesk.voting.rules import RULES
from pbdesk.words import Words

FOLDER = Path(__file__).with_name("told")
SEED = "4 1 6"
_NAMES = ("Bench", "Court", "Drain", "Lamps", "Seats", "Trees")


def elections(style: str) -> Iterator[Profile]:
    """Three drawn by chance, one without a ballot, one where all come out equal, and ranks that are shared."""
    yield from (_drawn(style, number) for number in range(3))
    usual = _drawn(style, 0).projects[:3]
    yield Profile.of(style, usual, 900, [])
    yield Profile.of(style, usual, 400, [({project.id: 1}, 2) for project in usual])
    if style == "ordinal":
        names = [project.id for project in usual]
        yield Profile.of(style, usual, 500, [({names[0]: 1, names[1]: 1}, 3), ({names[2]: 1, names[0]: 2}, 2),
                                             ({names[1]: 2, names[2]: 4}, 2), (dict.fromkeys(names, 1), 1)])


def _drawn(style: str, number: int) -> Profile:
    """The invented election of that number: five or six projects, about thirty ballots, some alike, some empty."""
    chance = random.Random(f"{style}/{number}")
    names = _NAMES[:5 + number % 2]
    projects = [Project(name, 100 * chance.choice([2, 3, 5, 5, 8, 11, 0 if number == 2 else 4])) for name in names]
    ballots = [(_marks(chance, style, names), chance.choice([1, 1, 2, 3, 5])) for _ in range(11)]
    return Profile.of(style, projects, 100 * (9, 14, 20)[number % 3], ballots)


def _marks(chance: random.Random, style: str, names: tuple[str, ...]) -> Marks:
    named = chance.sample(names, chance.randint(0, len(names)))
    if style == "ordinal":
        return {name: place for place, name in enumerate(named, 1)}
    values = {"approval": (1,), "cumulative": (1, 2, 4), "scoring": (0, 1, 3, 5), "quadratic": (-2, -1, 1, 2, 3),
              "quadratic-credits": (-9, -4, 1, 2, 8, 9)}
    return {name: chance.choice(values[style]) for name in named}


def told(rule: Rule) -> str:
    """The whole text of one rule."""
    return "\n".join(line.rstrip() for line in [*_itself(rule), *_elections(rule)]) + "\n"


def _itself(rule: Rule) -> Iterator[str]:
    yield f"{rule.name} ({rule.kind}): {_said(rule.label)}"
    yield f"takes {', '.join(sorted(rule.takes))}; obeys {', '.join(sorted(rule.obeys)) or 'what all obey'}"
    for option in rule.options:
        yield from _option(option)
    yield "method"
    usual = [_said(words) for words in rule.method(_settings(rule))]
    yield from (f"    {words}" for words in usual)
    for name, value in _others(rule):
        yield f"method with {name}={value}"
        yield from (f"    {words}" for said in rule.method(_settings(rule, **{name: value}))
                    if (words := _said(said)) not in usual)


def _option(option: Option) -> Iterator[str]:
    yield f"option {option.name}: {_said(option.label)} [{option.absent}] {_said(option.help)}"
    if isinstance(option, Choice):
        yield from (f"    {value}: {_said(words)}" for value, words in option.choices.items())
    else:
        yield f"    from {option.least} to {option.most}"


def _settings(rule: Rule, **given: str | int) -> dict[str, str | int | None]:
    return {option.name: option.absent for option in rule.options} | given


def _others(rule: Rule) -> Iterator[tuple[str, str | int]]:
    for option in rule.options:
        if isinstance(option, Choice):
            yield from ((option.name, value) for value in option.choices if value != option.absent)
        else:
            yield option.name, max(option.least, min(3, option.most))


def _elections(rule: Rule) -> Iterator[str]:
    for style in sorted(rule.takes):
        for number, profile in enumerate(elections(style)):
            yield f"\n{style} {number}: {' '.join(f'{p.id}={p.cost}' for p in profile.projects)} of {profile.budget}"
            usual = list(_counted(rule, profile, {}, SEED))
            yield from usual
            yield from _differing("without a seed", usual, list(_counted(rule, profile, {}, None)))
            for name, value in _others(rule):
                yield from _differing(f"{name}={value}", usual, list(_counted(rule, profile, {name: value}, SEED)))
            for title, held in _constraints(rule, profile):
                yield from _differing(title, usual, list(_counted(rule, replace(profile, constraints=held), {}, SEED)))


def _constraints(rule: Rule, profile: Profile) -> Iterator[tuple[str, Constraints]]:
    """One of each kind, over the first three projects; choosing rules refuse them all alike."""
    first, second, third = profile.ids[:3]
    green = frozenset((first, second))
    yield "a part from a tenth on", Constraints(partial=Fraction(1, 10))
    if rule.kind == "funding":
        yield "a cap of 400", Constraints(caps=(Cap("Green", green, 400),))
        yield "a floor of 300", Constraints(floors=(Floor("Green", green, 300),))
        yield "two that exclude each other", Constraints(exclusive=(green,))
        yield "one already funded", Constraints(funded=(third,))
        yield "a threshold of 5 ballots", Constraints(threshold=Threshold(Fraction(5), "ballots"))
        yield "a pot of 300", Constraints(pots=(Pot("Green", green, 300),), leftover="next")


def _differing(title: str, usual: list[str], lines: list[str]) -> Iterator[str]:
    """The lines that are not as usual, under their title."""
    if new := [line for line in lines if line not in usual]:
        yield f"  {title}"
        yield from (f"    {line}" for line in new)


def _counted(rule: Rule, profile: Profile, settings: Mapping[str, str | int], seed: str | None) -> Iterator[str]:
    try:
        outcome = rule.count(profile, settings, seed)
    except (UnsupportedError, ConstraintError) as refused:
        yield f"    refused: {_said(refused.words)}"
        return
    yield from _outcome(outcome)


def _outcome(outcome: Outcome) -> Iterator[str]:
    yield f"    {outcome.rule} {_plain(outcome.parameters)}"
    yield f"    funded {', '.join(outcome.funded)}; cost {outcome.cost}, left {outcome.leftover}"
    yield f"    winners {outcome.winners}, order {outcome.order}, lot needed {outcome.lot_needed}"
    yield f"    levels {outcome.levels}, finalists {outcome.finalists}"
    yield f"    support {_plain(outcome.support)}"
    yield from (f"    award {name} {sum_}" for name, sum_ in outcome.awards.items())
    yield from (f"    note {_said(words)}" for words in outcome.notes)
    yield from (f"    tie {tie.tied} by {tie.decided_by}: {tie.order}" for tie in outcome.ties)
    yield from (f"    round {number}: {_round(one)}" for number, one in enumerate(outcome.rounds, 1))
    yield from (f"    {name}: {_said(words)}" for name, words in outcome.reasons.items())
    for name, figures in (("figures", outcome.figures), ("matrix", outcome.matrix), ("strengths", outcome.strengths)):
        if figures:
            yield f"    {name} {_plain(figures)}"


def _round(one: Round) -> str:
    parts = [f"{one.project} {'funded' if one.funded else 'not funded'}, left {one.left}" if one.project else "",
             " + ".join(f"{p.voters} x {p.each}{' (all)' if p.all_left else ''}" for p in one.payments),
             f"totals {_plain(one.totals)}, exhausted {one.exhausted}" if one.totals else "",
             f"out {one.eliminated}" if one.eliminated else "", f"in {one.elected}" if one.elected else "",
             _said(one.words), _plain(one.figures) if one.figures else ""]
    return "; ".join(part for part in parts if part)


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_plain(inner)}" for key, inner in value.items()) + "}"
    return str(value)


def _said(words: Words | None) -> str:
    return "" if words is None else render(words)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for kept in FOLDER.glob("*.txt"):
        kept.unlink()
    for known in RULES.values():
        (FOLDER / f"{known.name}.txt").write_text(told(known), encoding="utf-8")
