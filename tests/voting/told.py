"""What every rule says of itself and finds in a few invented elections.

As text that a person can read and compare. `python -m tests.voting.told` writes it anew after a
change that is meant; what changed is then read line by line.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from pbdesk.i18n import render
from pbdesk.voting.constrained import ConstraintError
from pbdesk.voting.constraints import (
    KINDS,
    Cap,
    Constraints,
    Floor,
    Pot,
    Threshold,
)
from pbdesk.voting.options import Choice, Option, Settings
from pbdesk.voting.outcome import Outcome, Round
from pbdesk.voting.profile import Marks, Profile, Project
from pbdesk.voting.registry import Rule, UnsupportedError
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from pbdesk.words import Words

FOLDER = Path(__file__).with_name("told")
LOT = Lot("4 1 6")
RANKED = (
    "A 3",
    "AB 3, BA 2",
    "A 3, B 2, CB 1",
    "AB 3, B 3, C 2",
    "AB 4, B 2, C 2, D 2",
    "C 9, B 2, A 1",
    "B 5, A 4, CDE 1",
    "A 20, B 12, C 10, D 2, E 1",
    "ABC 10, BC 1, C 1, D 2, E 2",
    "BCAED 3, BA 3, ABD 3, EDA 1",
    "ECDA 1, BEAD 3, AB 3",
)
"""Rankings and how many cast each.

One option, two, ties, several at once, surplus of a surplus, circles.
"""
_NAMES = ("Bench", "Court", "Drain", "Lamps", "Seats", "Trees")


def elections(rule: Rule, style: str) -> Iterator[Profile]:
    """Three drawn by chance, one with nothing to vote on, one without a ballot.

    One where all come out equal.
    Of ranks also some that are shared, and for choosing those of `RANKED`.
    """
    if rule.kind in {"deciding", "telling"}:
        yield from (_answered(rule, number) for number in range(4))
        return
    yield from (_drawn(style, number) for number in range(3))
    usual = _drawn(style, 0).projects[:3]
    yield Profile.of(style, [], 900, [])
    yield Profile.of(style, usual, 900, [])
    yield Profile.of(
        style,
        usual,
        400,
        [({project.id: 1}, 1) for project in usual],
    )
    if style == "ordinal":
        names = [project.id for project in usual]
        yield Profile.of(
            style,
            usual,
            500,
            [
                ({names[0]: 1, names[1]: 1}, 3),
                ({names[2]: 1, names[0]: 2}, 2),
                ({names[1]: 2, names[2]: 4}, 2),
                (dict.fromkeys(names, 1), 1),
            ],
        )
    if style == "ordinal" and rule.kind == "choosing":
        yield Profile.of(style, usual[:1], 900, [])
        yield from map(_ranked, RANKED)


def _drawn(style: str, number: int) -> Profile:
    """The invented election of that number.

    Five or six projects, about thirty ballots, some alike, some empty.
    """
    chance = random.Random(f"{style}/{number}")
    names = _NAMES[: 5 + number % 2]
    projects = [
        Project(
            name,
            100 * chance.choice([2, 3, 5, 5, 8, 11, 0 if number == 2 else 4]),
        )
        for name in names
    ]
    ballots = [
        (_marks(chance, style, names), chance.choice([1, 1, 2, 3, 5]))
        for _ in range(11)
    ]
    return Profile.of(
        style,
        projects,
        100 * (9, 14, 20)[number],
        ballots,
        currency="EUR" if number == 1 else None,
    )


def _answered(rule: Rule, number: int) -> Profile:
    """An invented answer to a question: one mark a ballot, some blank; the first has no ballot."""
    chance = random.Random(f"{rule.name}/{number}")
    names = rule.answers or _NAMES
    marks = [
        ({chance.choice(names): 1}, chance.choice([1, 2, 5])) for _ in range(9)
    ]
    ballots = [*marks, ({}, number)] if number else []
    return Profile.of(
        min(rule.takes),
        [Project(name, 0) for name in names],
        0,
        ballots,
    )


def _ranked(ballots: str) -> Profile:
    """The election of those rankings, each with how many cast it; every option costs as much."""
    cast = [ballot.split() for ballot in ballots.split(",")]
    names = sorted(set("".join(ranking for ranking, _ in cast)))
    return Profile.of(
        "ordinal",
        [Project(name, 100) for name in names],
        200,
        [
            ({name: place for place, name in enumerate(ranking, 1)}, int(times))
            for ranking, times in cast
        ],
    )


def _marks(chance: random.Random, style: str, names: tuple[str, ...]) -> Marks:
    named = chance.sample(names, chance.randint(0, len(names)))
    if style == "ordinal":
        return {name: place for place, name in enumerate(named, 1)}
    values = {
        "approval": (1,),
        "cumulative": (1, 2, 4),
        "scoring": (0, 1, 3, 5),
        "quadratic": (-2, -1, 1, 2, 3),
        "quadratic-credits": (-9, -4, 1, 2, 8, 9),
    }
    return {name: chance.choice(values[style]) for name in named}


def told(rule: Rule) -> str:
    """The whole text of one rule."""
    return (
        "\n".join(line.rstrip() for line in [*_itself(rule), *_elections(rule)])
        + "\n"
    )


def _itself(rule: Rule) -> Iterator[str]:
    yield f"{rule.name} ({rule.kind}): {_said(rule.label)}"
    yield f"takes {', '.join(sorted(rule.takes))}; obeys {', '.join(sorted(rule.obeys)) or 'what all obey'}"
    for option in rule.options:
        yield from _option(option)
    usual = list(_method(rule, _settings(rule)))
    yield "method"
    yield from (f"    {words}" for words in usual)
    for name, value in _others(rule):
        lines = list(_method(rule, _settings(rule, **{name: value})))
        yield from _differing(f"method with {name}={value}", usual, lines)
    yield "steps told of while it counts"
    yield from (f"    {step}" for step in _steps(rule))


def _method(rule: Rule, settings: Settings) -> Iterator[str]:
    """The method in words, and why it cannot obey which constraint."""
    yield from (_said(words) for words in rule.method(settings))
    for kind in KINDS if rule.kind == "funding" else ():
        if refused := rule.cannot(frozenset((kind,)), settings):
            yield f"{kind}: {_said(refused)}"


def _steps(rule: Rule) -> list[str]:
    heard: list[str] = []
    rule.count(
        next(elections(rule, min(rule.takes))),
        {},
        LOT,
        progress=lambda done, of, words: heard.append(
            f"{done} of {of}: {_said(words)}",
        ),
    )
    return heard


def _option(option: Option) -> Iterator[str]:
    yield f"option {option.name}: {_said(option.label)} [{option.absent}] {_said(option.help)}"
    if isinstance(option, Choice):
        yield from (
            f"    {value}: {_said(words)}"
            for value, words in option.choices.items()
        )
    else:
        yield f"    from {option.least} to {option.most}"


def _settings(rule: Rule, **given: str | int) -> Settings:
    return rule.settle(given)


def _others(rule: Rule) -> Iterator[tuple[str, str | int]]:
    for option in rule.options:
        if isinstance(option, Choice):
            yield from (
                (option.name, value)
                for value in option.choices
                if value != option.absent
            )
        else:
            yield option.name, max(option.least, min(3, option.most))


def _elections(rule: Rule) -> Iterator[str]:
    for style in sorted(rule.takes):
        for number, profile in enumerate(elections(rule, style)):
            yield f"\n{style} {number}: {' '.join(f'{p.id}={p.cost}' for p in profile.projects)} of {profile.budget}"
            usual = list(_counted(rule, profile, {}, LOT))
            yield from usual
            yield from _differing(
                "without a lot",
                usual,
                list(_counted(rule, profile, {}, None)),
            )
            yield from _varied(rule, profile, {}, usual)
            for title, held in _constraints(rule, profile):
                lines = list(
                    _counted(
                        rule,
                        replace(profile, constraints=held),
                        _obeying(rule, held),
                        LOT,
                    ),
                )
                yield from _differing(title, usual, lines)


def _varied(
    rule: Rule,
    profile: Profile,
    given: Mapping[str, str | int],
    usual: list[str],
) -> Iterator[str]:
    """With one more setting at a time.

    Of a rule that can fill several places, also beside these.
    """
    for name, value in _others(rule):
        if name not in given:
            lines = list(_counted(rule, profile, {**given, name: value}, LOT))
            yield from _differing(
                " ".join(f"{n}={v}" for n, v in {**given, name: value}.items()),
                usual,
                lines,
            )
            if name == "seats":
                yield from _varied(rule, profile, {name: value}, lines)


def _constraints(
    rule: Rule,
    profile: Profile,
) -> Iterator[tuple[str, Constraints]]:
    """One of each kind, over the first three projects; choosing rules refuse them all alike."""
    yield "a part from a tenth on", Constraints(partial=Fraction(1, 10))
    if rule.kind == "funding" and len(profile.projects) > 2:
        first, second, third = profile.ids[:3]
        green = frozenset((first, second))
        yield (
            "a part from a half on, under a cap of 400, and no third beside the first",
            Constraints(
                caps=(Cap("Green", green, 400),),
                exclusive=(frozenset((first, third)),),
                partial=Fraction(1, 2),
            ),
        )
        yield "a cap of 400", Constraints(caps=(Cap("Green", green, 400),))
        yield (
            "a floor of 300",
            Constraints(floors=(Floor("Green", green, 300),)),
        )
        yield "two that exclude each other", Constraints(exclusive=(green,))
        yield "one already funded", Constraints(funded=(third,))
        yield (
            "a threshold of 5 ballots",
            Constraints(threshold=Threshold(Fraction(5), "ballots")),
        )
        yield (
            "a pot of 300",
            Constraints(pots=(Pot("Green", green, 300),), leftover="next"),
        )


def _obeying(rule: Rule, held: Constraints) -> Mapping[str, str | int]:
    """The usual settings, or else the first that let the rule obey."""
    every = ({}, *({name: value} for name, value in _others(rule)))
    return next(
        (
            given
            for given in every
            if rule.cannot(held.kinds, _settings(rule, **given)) is None
        ),
        {},
    )


def _differing(title: str, usual: list[str], lines: list[str]) -> Iterator[str]:
    """The lines that are not as usual, under their title.

    How many there are in all, as some may be missing.
    """
    if lines != usual:
        yield f"  {title}, {len(lines)} lines"
        yield from (f"    {line}" for line in lines if line not in usual)


def _counted(
    rule: Rule,
    profile: Profile,
    settings: Mapping[str, str | int],
    lot: Lot | None,
) -> Iterator[str]:
    try:
        outcome = rule.count(profile, settings, lot)
    except (UnsupportedError, ConstraintError) as refused:
        yield f"    refused: {_said(refused.words)}"
        return
    yield from _outcome(outcome)


def _outcome(outcome: Outcome) -> Iterator[str]:
    absent = _settings(RULES[outcome.rule]).parameters
    yield f"    {outcome.rule} {_plain({n: value for n, value in outcome.parameters.items() if value != absent[n]})}"
    yield f"    funded {', '.join(outcome.funded)}; cost {outcome.cost}, left {outcome.leftover} of {outcome.budget}"
    yield f"    winners {outcome.winners}, order {outcome.order}, lot needed {outcome.lot_needed}"
    if outcome.elected:
        yield f"    elected {outcome.elected}"
    yield f"    levels {outcome.levels}, finalists {outcome.finalists}"
    yield f"    support {_plain(outcome.support)}"
    if outcome.decided:
        yield f"    decided {outcome.decided}"
    if outcome.spread:
        yield f"    spread {outcome.spread}"
    yield from (
        f"    award {name} {sum_}" for name, sum_ in outcome.awards.items()
    )
    yield from (f"    note {_said(words)}" for words in outcome.notes)
    yield from (
        f"    tie {tie.tied} by {tie.decided_by}: {tie.order}"
        for tie in outcome.ties
    )
    yield from (
        f"    round {number}: {_round(one)}"
        for number, one in enumerate(outcome.rounds, 1)
    )
    yield from (
        f"    {name}: {_said(words)}" for name, words in outcome.reasons.items()
    )
    for name, figures in (
        ("figures", outcome.figures),
        ("matrix", outcome.matrix),
        ("strengths", outcome.strengths),
        ("grades", outcome.grades),
    ):
        if figures:
            yield f"    {name} {_plain(figures)}"


def _round(one: Round) -> str:
    parts = [
        f"{one.project} {'funded' if one.funded else 'not funded'}, left {one.left}"
        if one.project
        else "",
        f"gets {one.award}" if one.award else "",
        " + ".join(
            f"{p.voters} x {p.each}{' (all)' if p.all_left else ''}"
            for p in one.payments
        ),
        f"totals {_plain(one.totals)}, exhausted {one.exhausted}"
        if one.totals
        else "",
        f"out {one.eliminated}" if one.eliminated else "",
        f"in {one.elected}" if one.elected else "",
        f"by lot {one.lot.order}" if one.lot else "",
        _said(one.words),
        _plain(one.figures) if one.figures else "",
    ]
    return "; ".join(part for part in parts if part)


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return (
            "{"
            + ", ".join(
                f"{key}: {_plain(inner)}" for key, inner in value.items()
            )
            + "}"
        )
    return str(value)


def _said(words: Words | None) -> str:
    return "" if words is None else render(words)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for kept in FOLDER.glob("*.txt"):
        kept.unlink()
    for known in RULES.values():
        (FOLDER / f"{known.name}.txt").write_text(told(known), encoding="utf-8")
