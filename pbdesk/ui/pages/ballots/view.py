"""A ballot file counted by one rule or two: what stands on the page, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pbdesk.app.jobs.ballot_files import fitting
from pbdesk.ui.shown import (
    DONE,
    Choice,
    FieldSpec,
    Labelled,
    PotLine,
    Shape,
    TableColumn,
    TableRow,
)
from pbdesk.voting.explain.change import Change
from pbdesk.voting.options import Choice as OneOf
from pbdesk.voting.profile import Profile
from pbdesk.voting.report import Counted
from pbdesk.voting.rules import RULES
from pbdesk.words import Listing, Sentences, Value, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.paper.ballot_files import Printed

__all__ = [
    "NOBODY",
    "SECOND",
    "Seen",
    "changes",
    "given",
    "printed",
    "reasons",
    "rules",
    "seen",
    "settings",
]

NOBODY, SECOND = "", "second"
"""No second rule; the name under which its fields stand."""

_WON, _LOST = DONE, Shape("circle-x", "second")


@dataclass(frozen=True, slots=True)
class Seen:
    """The page: what the file holds, the pots, the table, and what is to be said of it."""

    caption: Words
    title: Words
    pots: tuple[PotLine, ...]
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    notes: Sentences


def _what(counts: Sequence[Counted]) -> Words:
    if len(counts) > 1:
        return say("Two rules side by side")
    return say("What a rule makes of it")


def seen(counts: Sequence[Counted]) -> Seen:
    """What one count of a file shows, or two of the same file beside each other."""
    return Seen(
        _holds(counts[0]),
        _what(counts),
        tuple(_pot(each) for each in counts if _funds(each)),
        _columns(counts),
        tuple(_rows(counts)),
        tuple(_notes(counts)),
    )


def _funds(counted: Counted) -> bool:
    return RULES[counted.outcome.rule].kind == "funding"


def _won(counted: Counted) -> tuple[str, ...]:
    """What was funded or elected, in the order in which it was."""
    outcome = counted.outcome
    if _funds(counted):
        return (*outcome.funded, *outcome.awards)
    return outcome.elected or tuple(outcome.winners or ())


def _holds(counted: Counted) -> Words:
    profile = counted.file.profile
    ballots = several("{n} ballot", "{n} ballots", profile.n)
    if not _funds(counted):
        options = several("{n} option", "{n} options", len(profile.projects))
        return say("{ballots}, {options}", ballots=ballots, options=options)
    projects = several("{n} project", "{n} projects", len(profile.projects))
    pot = profile.money(counted.outcome.budget)
    return say(
        "{ballots}, {projects}, a pot of {pot}",
        ballots=ballots,
        projects=projects,
        pot=pot,
    )


def _pot(counted: Counted) -> PotLine:
    profile, outcome = counted.file.profile, counted.outcome
    known = {project.id: project for project in profile.projects}
    parts = [
        (_name(profile, each), known[each].cost) for each in outcome.funded
    ]
    parts += [
        (_name(profile, each), sum_) for each, sum_ in outcome.awards.items()
    ]
    rest = say("{left} left", left=profile.money(outcome.leftover))
    return PotLine(
        RULES[outcome.rule].label,
        tuple(parts),
        outcome.budget,
        rest,
    )


def _name(profile: Profile, key: str) -> Words:
    return plain(
        next((each.name for each in profile.projects if each.id == key), "")
        or key,
    )


# The table


def _columns(counts: Sequence[Counted]) -> tuple[TableColumn, ...]:
    funds = any(_funds(each) for each in counts)
    return (
        TableColumn(say("Project") if funds else say("Option")),
        TableColumn(say("Support", context="votes")),
        *((TableColumn(say("Cost")),) if funds else ()),
        *(
            TableColumn(RULES[each.outcome.rule].label, figures=False)
            for each in counts
        ),
    )


def _rows(counts: Sequence[Counted]) -> Iterator[TableRow]:
    """Each project or option: what the first rule takes, then the others by their support."""
    first, profile = counts[0], counts[0].file.profile
    funds = any(_funds(each) for each in counts)
    support, won = first.outcome.support, _won(first)
    rest = sorted(
        support.keys() - set(won),
        key=lambda each: (-support[each], each),
    )
    cost = {project.id: project.cost for project in profile.projects}
    for key in (*won, *rest):
        yield TableRow(
            key,
            (
                _name(profile, key),
                _shown(support[key]),
                *((_shown(profile.money(cost[key])),) if funds else ()),
                *(_came(each, key) for each in counts),
            ),
            _WON if key in won else _LOST,
            strong=len({key in _won(each) for each in counts}) > 1,
        )


def _came(counted: Counted, key: str) -> Words:
    won = key in _won(counted)
    if _funds(counted):
        return say("Paid") if won else say("Not paid")
    return say("Elected") if won else say("Not elected")


def _shown(value: Value) -> Words:
    return say("{value}", value=value)


# What is said


def _notes(counts: Sequence[Counted]) -> Iterator[Words]:
    """What parts the rules, whether it is what was published, and what was not taken."""
    file, first = counts[0].file, counts[0]
    if len(counts) > 1:
        yield _parted(counts)
    if first.published_agrees is not None:
        yield (
            say("These are the projects that the file says were funded.")
            if first.published_agrees
            else say(
                "The file says that other projects were funded: its rule or its limits may be "
                "others.",
            )
        )
    rejected = sum(file.rejected.values())
    if rejected:
        yield several(
            "{n} ballot of the file is not counted.",
            "{n} ballots of the file are not counted.",
            rejected,
        )
    for each in counts:
        if each.outcome.lot_needed:
            equal = tuple(str(key) for key in each.outcome.lot_needed)
            yield say(
                "{rule}: only a lot decides between {equal}.",
                rule=RULES[each.outcome.rule].label,
                equal=Listing(equal),
            )
    yield from file.warnings


def _parted(counts: Sequence[Counted]) -> Words:
    one, other = (set(_won(each)) for each in counts[:2])
    if one == other:
        return say("Both rules come to the same.")
    return several(
        "They differ in {n} of them: it stands in bold.",
        "They differ in {n} of them: they stand in bold.",
        len(one ^ other),
    )


def printed(counts: Sequence[Counted]) -> Printed:
    """What stands on the page, for paper, with the reasons of every project or option."""
    from pbdesk.paper.ballot_files import (
        Printed,
        Row,
    )  # typst is loaded when a sheet is wanted

    shown = seen(counts)
    return Printed(
        shown.caption,
        [column.title for column in shown.columns],
        [
            column.figures and place > 0
            for place, column in enumerate(shown.columns)
        ],
        [RULES[each.outcome.rule].label for each in counts],
        [
            Row(
                row.cells,
                [why for _, why in reasons(counts, row.key)],
                row.strong,
            )
            for row in shown.rows
        ],
        shown.notes,
    )


def reasons(counts: Sequence[Counted], key: str) -> Labelled:
    """Why each rule took a project or option, or did not."""
    return tuple((_rule(each), _reason(each, key)) for each in counts)


def _rule(counted: Counted) -> Words:
    return RULES[counted.outcome.rule].label


def _reason(counted: Counted, key: str) -> Words:
    return counted.outcome.reasons.get(key) or _came(counted, key)


def changes(counted: Counted, found: Sequence[Change]) -> Sentences:
    """The least changes in words, each with whether it was proved."""
    profile = counted.file.profile
    if not found:
        return (
            say("It was taken, or nothing so simple would have changed it."),
        )
    return tuple(_change(each.words(profile), each) for each in found)


def _change(words: Words, found: Change) -> Words:
    if found.proved:
        return say("{change}. Proved by counting again.", change=words)
    return say("{change}. Found by searching; less may do.", change=words)


# What may be chosen


def rules(style: str) -> tuple[FieldSpec, ...]:
    """A rule, and another beside it or none."""
    named = tuple(Choice(name, RULES[name].label) for name in fitting(style))
    nobody = Choice(NOBODY, say("No second rule"))
    return (
        FieldSpec("first", say("Rule"), "choice", choices=named, column=True),
        FieldSpec(
            SECOND,
            say("Beside it"),
            "choice",
            choices=(nobody, *named),
            column=True,
        ),
    )


def settings(first: str, second: str) -> tuple[FieldSpec, ...]:
    """The settings of both rules, one column each."""
    columns = _column("first", first)
    if second:
        columns += _column(SECOND, second)
    return tuple(columns)


def _column(which: str, rule: str) -> list[FieldSpec]:
    """The settings of a rule; the first of them begins a column."""
    specs = enumerate(_settings(which, rule))
    return [replace(spec, column=not n) for n, spec in specs]


def _settings(whose: str, rule: str) -> Iterator[FieldSpec]:
    """Settings that are one of a few words, such as what comes when money is left."""
    for option in RULES[rule].options:
        if isinstance(option, OneOf):
            choices = tuple(
                Choice(key, words) for key, words in option.choices.items()
            )
            name = f"{whose}.{option.name}"
            yield FieldSpec(
                name,
                option.label,
                "choice",
                option.help or "",
                choices=choices,
            )


def given(
    values: Mapping[str, object],
    whose: str,
    rule: str,
) -> Mapping[str, str]:
    """What was set of a rule, by the names of its options."""
    named = {f"{whose}.{option.name}": option for option in RULES[rule].options}
    return {
        option.name: str(values[name])
        for name, option in named.items()
        if isinstance(option, OneOf)
        and values.get(name) not in (None, "", option.absent)
    }
