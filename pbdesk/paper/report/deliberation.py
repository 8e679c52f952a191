"""The deliberation.

Interests and how they were handled, the time each had, trade-offs and minority statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pbdesk.assembly.deliberated import (
    ArgumentLine,
    ConditionLine,
    Deliberated,
    DotsSheet,
    InterestLine,
    MatterLine,
    OpinionLine,
    Steered,
    Timing,
    TradeLine,
    TradeOffLine,
)
from pbdesk.assembly.seating import Seating
from pbdesk.canonical import Json
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import Source
from pbdesk.paper.section import Labelled, column, labelled, row, section
from pbdesk.paper.typeset import Section
from pbdesk.words import Clock, Text, Words, say, several

__all__ = [
    "asked_together",
    "conditions",
    "dots",
    "interests",
    "prepared",
    "tradeoffs",
    "trades",
    "weighed",
]

_FEW = 3  # so many trade-offs stand whole in the report; of more it has the conditions
_LISTED = 16  # so many conditions have room on a page; the annex has all


def interests(source: Source) -> Sequence[Section]:
    """Each interest by the role of who has it, and the time that everybody had.

    Nothing where nothing was recorded.
    """
    held = source.figures.deliberated
    pen = source.pen
    spoken = [timing for timing in held.timings if timing.seconds is not None]
    if not held.interests and not spoken:
        return []
    none = "" if held.interests else pen(say("No interest was declared."))
    lines = [_interest(line, pen) for line in held.interests]
    parts = [_lines(lines, none)]
    if spoken:
        parts.append(_time_each_had(spoken, pen))
    title = say("Interests, and the time each had")
    lead = say("Declared by role; nobody is named.")
    return [section(pen, "deliberation", "interests", title, lead, parts=parts)]


def _lines(lines: Sequence[Json], none: str = "") -> Json:
    """A part without a heading of its own. `none`: what it says without a line."""
    return {"title": "", "lines": lines, "none": none}


def _labelled(
    title: Text,
    rows: Labelled,
    pen: Pen,
) -> Json:
    """A line of a part: its title, and each text beside its label."""
    return {"title": pen(title), "rows": labelled(rows, pen)}


def _time_each_had(spoken: Sequence[Timing], pen: Pen) -> Json:
    """What was planned for each thing that was spoken about, and what it took."""
    columns: list[Json] = [
        column(pen(say("What was spoken about")), "1fr"),
        column(pen(say("Was to have")), 52),
        column(pen(say("Took")), 20, figures=True),
    ]
    rows: list[Json] = [_timed(pen, t) for t in spoken]
    table = {"columns": columns, "rows": rows}
    return {
        "title": pen(say("The time each had")),
        "lines": [],
        "none": "",
        "table": table,
    }


def _timed(pen: Pen, t: Timing) -> Json:
    return row(
        [pen(t.title), pen(_planned(t.minutes, t.tables)), _took(t, pen)],
    )


def _planned(minutes: int, tables: int) -> Words:
    each = several("{n} minute", "{n} minutes", minutes)
    if not tables:
        return each
    return several(
        "{n} table, {minutes}",
        "{n} tables, {minutes} each",
        tables,
        minutes=each,
    )


def _took(timing: Timing, pen: Pen) -> str:
    if not timing.ended:
        return pen(say("not ended"))
    return _minutes(timing.seconds or 0)


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _interest(line: InterestLine, pen: Pen) -> Json:
    rows = [(say("Interest"), line.what), (say("Handled"), line.handled)]
    if pen(line.reason):
        rows.append((say("Reason"), line.reason))
    rows.append((say("When"), _declared(line)))
    return _labelled(_whose(line), rows, pen)


def _whose(line: InterestLine) -> Text:
    """Who has the interest, and in which project where it is one."""
    if line.project:
        return say("{who}: {title}", who=line.who, title=line.project)
    return line.who


def _declared(line: InterestLine) -> Words:
    at = Clock(line.at)
    if line.late:
        return say("Declared at {time}, after it was discussed.", time=at)
    return say("Declared at {time}, before it was discussed.", time=at)


def conditions(source: Source) -> Sequence[Section]:
    """The trade-offs whole where they are few; of many the conditions, with where the rest is."""
    if len(source.figures.deliberated.tradeoffs) <= _FEW:
        return tradeoffs(source)
    return _conditions_in_short(source)


def _conditions_in_short(source: Source) -> Sequence[Section]:
    pen, held = source.pen, source.figures.deliberated
    columns: list[Json] = [
        {"head": pen(say("Number")), "width": 18},
        {"head": pen(say("Project")), "width": 60},
        {"head": pen(say("Condition")), "width": "1fr"},
    ]
    lead = several(
        "{n} trade-off was weighed. What each gains and costs: {where}.",
        "{n} trade-offs were weighed. What each gains and costs: {where}.",
        len(held.tradeoffs),
        where=source.where("tradeoffs"),
    )
    rows: list[Json] = [
        {"cells": [pen.number(line.number), pen(line.title), pen(line.words)]}
        for line in held.conditions[:_LISTED]
    ]
    table: dict[str, Json] = {"compact": True, "columns": columns, "rows": rows}
    return [
        section(
            pen,
            "table",
            "conditions",
            say("Trade-offs and conditions"),
            lead,
            table=table,
            notes=[pen(_minorities(len(held.minorities)))],
        ),
    ]


def _minorities(n: int) -> Words:
    if not n:
        return say("No minority statement was made.")
    return several(
        "{n} minority statement stands there in its own words.",
        "{n} minority statements stand there in their own words.",
        n,
    )


def weighed(source: Source) -> Sequence[Section]:
    """Every trade-off, for the annex. Nothing where the report itself has them."""
    return (
        tradeoffs(source)
        if len(source.figures.deliberated.tradeoffs) > _FEW
        else []
    )


def tradeoffs(source: Source) -> Sequence[Section]:
    """What the tables weighed, and the minority statements as they were worded.

    Nothing where nothing was taken up.
    """
    held = source.figures.deliberated
    pen = source.pen
    if not held.tradeoffs:
        return []
    parts = [_lines([_weighed(line, held, pen) for line in held.tradeoffs])]
    title = say("Trade-offs")
    if held.minorities:
        parts.append(_quoted(held.minorities, pen))
        title = several(
            "Trade-offs and a minority statement",
            "Trade-offs and {n} minority statements",
            len(held.minorities),
        )
    lead = say(
        "What the tables weighed, who bears the cost, and on which condition.",
    )
    return [section(pen, "deliberation", "tradeoffs", title, lead, parts=parts)]


def _quoted(minorities: Sequence[TradeOffLine], pen: Pen) -> Json:
    """The minority statements in their own words, each beside whose it is."""
    n = len(minorities)
    return {
        "title": pen(several("Minority statement", "Minority statements", n)),
        "none": "",
        "lines": [],
        "quotes": _quotes(minorities, pen),
    }


def _quotes(minorities: Sequence[TradeOffLine], pen: Pen) -> list[list[str]]:
    return [
        [pen(_beside(line)), pen.quoted(line.minority or "")]
        for line in minorities
    ]


def _condition(numbered: ConditionLine | None) -> Words:
    if numbered is None:
        return say("Condition")
    return say("Condition {number}", number=numbered.number)


def _weighed(line: TradeOffLine, held: Deliberated, pen: Pen) -> Json:
    if line.skipped is not None:
        return _labelled(line.title, [(say("Skipped"), line.skipped)], pen)
    rows = [
        (say("Gained"), line.gained),
        (say("Costs"), line.costs),
        (say("Who bears it"), line.bears),
        *_with_hands(line, held),
        (say("Choice and reason"), _chosen(line)),
        *((said.label, _argument(said)) for said in line.arguments),
        (say("Read aloud"), _confirmed(line.confirmed)),
    ]
    return _labelled(line.title, rows, pen)


def _chosen(line: TradeOffLine) -> Words:
    return say(
        "{who}: {choice}. {reason}",
        who=line.who,
        choice=line.choice,
        reason=line.reason,
    )


def _with_hands(
    line: TradeOffLine,
    held: Deliberated,
) -> Labelled:
    """The condition of a trade-off, and how many hands it had at the table, where it has one."""
    if line.condition is None:
        return []
    numbered = held.condition_of(line)
    rows: list[tuple[Words, Text]] = [(_condition(numbered), line.condition)]
    if numbered is not None and numbered.hands is not None:
        rows.append((say("At the table"), numbered.hands))
    return rows


def _confirmed(at: datetime | None) -> Words:
    """Whether what was weighed was read aloud and confirmed, and when."""
    if at is None:
        return say("Not confirmed in these words.")
    return say("Confirmed at {time}.", time=Clock(at))


def _argument(said: ArgumentLine) -> Words:
    """What was said, with where it is from; of a question also the answer, or that it got none."""
    words = _with_source(said)
    if said.answer is not None:
        return say(
            "{words} Answered by {answer}",
            words=words,
            answer=said.answer,
        )
    if said.open:
        return say("{words} Nobody answered it.", words=words)
    return words


def _with_source(said: ArgumentLine) -> Words:
    """What was said, with where it is from and the file that is kept of it."""
    words = _from(said)
    if said.file is None:
        return words
    digest = said.file[:16]
    return say("{words} Kept in a file: {digest}", words=words, digest=digest)


def _from(said: ArgumentLine) -> Words:
    words = said.words
    if said.source is not None:
        words = say("{words} ({source})", words=words, source=said.source)
    return words


def _beside(line: TradeOffLine) -> Words:
    """Whose the statement is, and when it was read."""
    if line.confirmed is None:
        return say(
            "{title}, {who}. Not read aloud.",
            title=line.title,
            who=line.who,
        )
    return say(
        "{title}, {who}. Read out at {time}.",
        title=line.title,
        who=line.who,
        time=Clock(line.confirmed),
    )


def asked_together(source: Source) -> Sequence[Section]:
    """What people asked together, and what became of it. Nothing where nobody did."""
    held = source.figures.deliberated
    pen = source.pen
    if not held.matters:
        return []
    lines = [_matter(line, pen) for line in held.matters]
    return [
        section(
            pen,
            "deliberation",
            "matters",
            say("What people asked together"),
            say("Hands were counted by two people; nobody was written down."),
            parts=[_lines(lines)],
        ),
    ]


def _matter(line: MatterLine, pen: Pen) -> Json:
    rows = [*_hands(line), (say("What became of it"), line.stands)]
    if line.item:
        rows.append((say("On the agenda"), say("{title}", title=line.item)))
    if line.answer is not None:
        rows.append((say("Answer"), line.answer))
    return _labelled(line.words, rows, pen)


def _hands(line: MatterLine) -> Labelled:
    """How many hands it had, where they were counted."""
    if line.hands is None:
        return []
    told = say(
        "{n} of {present} people",
        n=line.hands,
        present=line.present or 0,
    )
    return [(say("Hands"), told)]


def trades(source: Source) -> Sequence[Section]:
    """Two options against each other, as tables chose. Nothing where nothing was traded."""
    held = source.figures.deliberated
    pen = source.pen
    if not held.trades:
        return []
    lines = [_traded(line, held, pen) for line in held.trades]
    return [
        section(
            pen,
            "deliberation",
            "trades",
            say("Rather this than that"),
            say("Two options against each other, at a table. It is no vote."),
            parts=[_lines(lines)],
        ),
    ]


def _traded(line: TradeLine, held: Deliberated, pen: Pen) -> Json:
    rows = [
        (say("Reason"), line.reason),
        (say("What is gained"), line.gained),
        (say("What is given up"), line.given_up),
        (say("What it costs each year"), line.running),
        (say("Who bears it"), line.bears),
        (_condition(held.condition_of(line)), line.condition),
        (say("At the table"), line.hands),
        (say("Minority statement"), line.minority),
    ]
    told = [(label, text) for label, text in rows if text is not None]
    told.append((say("Read aloud"), _confirmed(line.confirmed)))
    return _labelled(line.chosen, told, pen)


def prepared(source: Source) -> Sequence[Section]:
    """Who steered, by interest, what was checked beforehand, and how the tables were drawn.

    Nothing where none of it was recorded.
    """
    held = source.figures.deliberated
    pen = source.pen
    parts: list[Json] = []
    if rows := _steered(held.steered):
        parts.append(
            _part(
                say("The steering group, and what a meeting needs"),
                rows,
                pen,
            ),
        )
    if rows := _seated(held.seating):
        parts.append(_part(say("Tables by lot"), rows, pen))
    if not parts:
        return []
    title = say("Who prepared it, and who sat where")
    lead = say(
        "By interest and by numbered card; nobody is named. Anybody can deal again.",
    )
    return [section(pen, "deliberation", "prepared", title, lead, parts=parts)]


def _steered(steered: Steered) -> Labelled:
    """The seats of each interest, and what a meeting needs."""
    seats = [
        (interest, _taken(taken, of)) for interest, taken, of in steered.seats
    ]
    needs = [(need, _met(words, met=met)) for need, met, words in steered.needs]
    return [*seats, *needs]


def _taken(taken: int, seats: int) -> Words:
    return say("{taken} of {seats} seats taken", taken=taken, seats=seats)


def _met(words: Words, *, met: bool) -> Words:
    if met:
        return words
    return say("Missing: {words}", words=words)


def _seated(seating: Seating) -> Labelled:
    """How many tables there were, and the lot that dealt the cards to them."""
    if not seating.tables:
        return []
    dealt = [_dealt(cards, seed) for cards, seed in seating.dealt]
    return [(say("Tables"), say("{n}", n=seating.tables)), *dealt]


def _dealt(cards: int, seed: str) -> tuple[Words, Words]:
    people = several("{n} person", "{n} people", cards)
    return people, say("by the lot {seed}", seed=seed)


def _part(title: Words, rows: Labelled, pen: Pen) -> Json:
    return _lines([_labelled(title, rows, pen)])


def dots(source: Source) -> Sequence[Section]:
    """The dots of each sheet, and opinion groups of more than ten people. Nothing without dots."""
    held = source.figures.deliberated
    pen = source.pen
    if not held.dots:
        return []
    return [
        section(
            pen,
            "deliberation",
            "dots",
            say("Dots, and opinion groups"),
            say(
                "A group is the tables that gave most dots to the same line; it is shown where "
                "more than ten people sit in it. No row of a person is kept.",
            ),
            parts=[_part(each.title, _dotted(each), pen) for each in held.dots],
        ),
    ]


def _dotted(sheet: DotsSheet) -> Labelled:
    rows = [
        (several("{n} dot", "{n} dots", dots), line)
        for line, dots in sheet.lines
    ]
    rows += [_group(each) for each in sheet.opinions]
    if sheet.untold:
        untold = several(
            "Dots of {n} table are left out: too few people.",
            "Dots of {n} tables are left out: too few people.",
            sheet.untold,
        )
        rows.append((say("Not told"), untold))
    return rows


def _group(group: OpinionLine) -> tuple[Words, Words]:
    """An opinion group: how many people, and what their tables gave most dots to."""
    people = several("Group of {n} person", "Group of {n} people", group.people)

    return people, say(
        "{tables} gave most dots to “{line}”.",
        tables=group.tables,
        line=group.line,
    )
