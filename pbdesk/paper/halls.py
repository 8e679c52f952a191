"""The report of a sum: what several halls came to together, who is in it, and what each hall gave.

Page one has the results with their codes, the halls that are in, those left out, and how many came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pbdesk.canonical import Json
from pbdesk.charts import bar_lengths
from pbdesk.i18n import Locale
from pbdesk.paper.document import document
from pbdesk.paper.pen import Pen
from pbdesk.paper.section import column, columns_of_figures, row, section
from pbdesk.paper.typeset import Section, typeset
from pbdesk.words import Day, Listing, Sentences, Share, Words, say, several

__all__ = ["HallSums", "SumLine", "SumOfHalls", "SumQuestion", "halls_pdf"]

_SIDE_BY_SIDE = 8
"""More options than these do not stand beside each other: the data have all."""
_IN_SHORT = 2
_NAMED = 12
"""More halls than these are only counted on page one: they are named further on."""
_MANY = 60
"""Of more halls than these the report tells each in a line, with the two foremost options."""
_BARS = 40
_OF_EACH = say(
    "Shares are of the people in the register of each hall. Whoever stands in the "
    "registers of two halls cannot be found out here.",
)
_APART = say(
    "Paper and screen stand apart only in halls where ten or more used each.",
)
_UNBROKEN = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class SumLine:
    """An option with what it got in all halls; `chosen`: it gets money or a place.

    `code`: on the sheet; empty where the title itself stands there.
    """

    id: str
    code: str
    title: Words
    got: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class SumQuestion:
    """A question: what came out, in sentences, and the sums of all halls."""

    id: str
    wording: str
    came: Words
    follows: Words
    quorum: Words
    method: Sentences
    counted: int
    rejected: int
    lines: tuple[SumLine, ...]
    code: tuple[str, ...]
    notes: Sentences = ()


@dataclass(frozen=True, slots=True)
class HallSums:
    """What one hall gave, by question and option; `channels`: papers given out, by how.

    `otherwise`: what it said differently from the parent: what, and in which words.
    """

    name: str
    place: str
    day: date
    code: str
    register: int
    people: int
    channels: Mapping[str, int]
    counted: Mapping[str, int]
    rejected: Mapping[str, int]
    sums: Mapping[str, Mapping[str, int]]
    otherwise: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True, slots=True)
class SumOfHalls:
    """All there is to say about a sum. `left_out`: halls that are not in it, by name."""

    name: str
    currency: str
    parent: tuple[str, ...]
    halls: tuple[HallSums, ...]
    left_out: tuple[str, ...]
    questions: tuple[SumQuestion, ...]
    dice: str
    codes: Mapping[str, str]
    signers: Sentences

    @property
    def register(self) -> int:
        """People in the registers of all halls."""
        return sum(hall.register for hall in self.halls)

    @property
    def people(self) -> int:
        """Who took a ballot, in all halls."""
        return sum(hall.people for hall in self.halls)

    def given(self, way: str) -> int:
        """The papers given out in one way, in all halls."""
        return sum(hall.channels.get(way, 0) for hall in self.halls)


def halls_pdf(
    told: SumOfHalls,
    *,
    code: tuple[str, ...],
    result_json: bytes,
    locale: Locale,
    made: date,
    pack_name: str,
) -> bytes:
    """The report as tagged PDF, result.json attached; the same bytes for the same arguments."""
    pen = Pen(locale, told.currency)
    data = document(
        pen,
        title=say("Result pack of {name}", name=told.name),
        name=told.name,
        running=say(
            "{name}. Result pack, the sum of all halls",
            name=told.name,
        ),
        made=made,
        sections=_sections(told, pen),
        code=code,
        pack_name=pack_name,
    )
    return typeset(data, attached=result_json.decode())


def _sections(told: SumOfHalls, pen: Pen) -> list[Section]:
    return [
        _decided(pen, told),
        *(_by_hall(pen, told, each) for each in told.questions),
        _turnout(pen, told),
        _bars(pen, told),
        *_each_hall(pen, told),
        _lot(pen, told),
    ]


def _decided(pen: Pen, told: SumOfHalls) -> Section:
    return section(
        pen,
        "rules",
        "decided",
        say("What all halls decided together"),
        _of_how_many(told),
        parts=_parts(told, pen),
    )


def _parts(told: SumOfHalls, pen: Pen) -> list[Json]:
    return [_who(pen, told), *(_in_short(pen, each) for each in told.questions)]


def _of_how_many(told: SumOfHalls) -> Words:
    return several(
        "{name}: the sum of {n} hall.",
        "{name}: the sum of {n} halls.",
        len(told.halls),
        name=told.name,
    )


def _who(pen: Pen, told: SumOfHalls) -> Json:
    """Who is in the sum and who is not, and how many came."""
    names = tuple(hall.name for hall in told.halls)
    many = pen(say("{n} halls, named below", n=len(names)))
    inside = pen.value(Listing(names)) if len(names) <= _NAMED else many
    left_out = (
        pen.value(Listing(told.left_out))
        if told.left_out
        else pen(say("No hall"))
    )
    came = _came_to_ballot(told)
    rows: list[Json] = [
        [pen(say("In the sum")), inside],
        [pen(say("Left out, on purpose")), left_out],
        [pen(say("Took a ballot")), pen(came)],
    ]
    return {"title": pen(say("Which halls")), "rows": rows}


def _came_to_ballot(told: SumOfHalls) -> Words:
    return say(
        "{people} of {register} people in the registers of these halls ({share})",
        people=told.people,
        register=told.register,
        share=Share(told.people, told.register, 1),
    )


def _in_short(pen: Pen, question: SumQuestion) -> Json:
    rows: list[Json] = _rows_in_short(question, pen)
    part: dict[str, Json] = {"title": pen(_heading(question)), "rows": rows}
    if question.code:
        part["code"] = list(question.code)
        part["note"] = pen(
            say(
                "The code of this result: the same in every pack that holds it.",
            ),
        )
    return part


def _rows_in_short(question: SumQuestion, pen: Pen) -> list[Json]:
    return [
        [pen(say("Result")), pen(question.came)],
        [pen(say("What follows")), pen(question.follows)],
        [pen(say("Quorum")), pen(question.quorum)],
    ]


def _heading(question: SumQuestion) -> Words:
    return say(
        "{number}. {wording}",
        number=question.id,
        wording=question.wording,
    )


def _by_hall(pen: Pen, told: SumOfHalls, question: SumQuestion) -> Section:
    """What each hall gave to a question, and the sum; of many options those that got most."""
    shown = _foremost(
        question,
        _IN_SHORT if len(told.halls) > _MANY else _SIDE_BY_SIDE,
    )
    columns = _columns_by_hall(shown, pen)
    rows: list[Json] = [
        row(_gave(pen, hall, question.id, shown)) for hall in told.halls
    ]
    total = [*(line.got for line in shown), question.counted, question.rejected]
    rows.append(_sum_of_all(pen, map(pen.number, total)))
    return section(
        pen,
        "table",
        f"question-{question.id}",
        _heading(question),
        question.came,
        table={"compact": True, "columns": columns, "rows": rows},
        notes=_notes(pen, question, shown),
    )


def _columns_by_hall(shown: list[SumLine], pen: Pen) -> list[Json]:
    shorter = [line.code or pen(line.title) for line in shown]
    heads = [*shorter, pen(say("Valid")), pen(say("Rejected"))]
    return columns_of_figures(pen(say("Hall")), heads)


def _gave(
    pen: Pen,
    hall: HallSums,
    question: str,
    shown: Sequence[SumLine],
) -> list[Json]:
    """A hall with what it gave to each option that is shown, its valid and rejected ballots."""
    sums = hall.sums[question]
    given = [sums.get(line.id, 0) for line in shown]
    figures = [*given, hall.counted[question], hall.rejected[question]]
    return [pen(hall.name), *map(pen.number, figures)]


def _notes(
    pen: Pen,
    question: SumQuestion,
    shown: Sequence[SumLine],
) -> list[Json]:
    """How it was counted, what the codes stand for, and how many options are not shown."""
    notes: list[Json] = [
        pen(words) for words in (*question.method, *question.notes)
    ]
    notes += _notes_of_options(shown, pen)
    if left := len(question.lines) - len(shown):
        more = _more_options(left)
        notes.append(pen(more))
    return notes


def _notes_of_options(shown: Sequence[SumLine], pen: Pen) -> list[str]:
    return [pen(_option(line)) for line in shown if line.code]


def _more_options(left: int) -> Words:
    return several(
        "{n} more option got less; the data have it.",
        "{n} more options got less; the data have them.",
        left,
    )


def _sum_of_all(pen: Pen, figures: Iterable[str]) -> Json:
    """The last row of a table of halls."""
    return row([pen(say("All halls")), *figures], strong=True, line=True)


def _foremost(question: SumQuestion, most: int) -> list[SumLine]:
    """All options in the order of the sheet; of too many the chosen ones and those with most."""
    if len(question.lines) <= most:
        return list(question.lines)
    ranked = _most_chosen(question)
    kept = {line.id for line in ranked[:most]}
    return [line for line in question.lines if line.id in kept]


def _most_chosen(question: SumQuestion) -> list[SumLine]:
    return sorted(question.lines, key=lambda line: (not line.chosen, -line.got))


def _option(line: SumLine) -> Words:
    return say("{code} is {title}.", code=line.code, title=line.title)


_WAYS: Mapping[str, Words] = {
    "paper": say("On paper"),
    "kiosk": say("On screen"),
    "all": say("Paper and screen together"),
}


def _turnout(pen: Pen, told: SumOfHalls) -> Section:
    """Who could come and who came, hall by hall and by channel, each share with its base."""
    ways = [
        way for way in _WAYS if any(way in hall.channels for hall in told.halls)
    ]
    columns = _columns_of_turnout(ways, pen)
    rows: list[Json] = [row(_took_part(pen, hall, ways)) for hall in told.halls]
    everybody = _came(pen, told.people, told.register)
    sums = [_given(pen, told.given(way)) for way in ways]
    rows.append(_sum_of_all(pen, [*everybody, *sums]))
    title = say("Who took part, hall by hall")
    table = {"compact": True, "columns": columns, "rows": rows}
    return section(
        pen,
        "table",
        "turnout",
        title,
        _OF_EACH,
        table=table,
        notes=[pen(_APART)],
    )


def _columns_of_turnout(ways: list[str], pen: Pen) -> list[Json]:
    heads = (*_CAME, *(_WAYS[way] for way in ways))
    return columns_of_figures(pen(say("Hall")), map(pen, heads))


_CAME = say("In the register"), say("Took a ballot"), say("Of the register")


def _came(pen: Pen, people: int, register: int) -> list[str]:
    share = _share(people, register, pen)
    return [pen.number(register), pen.number(people), share]


def _share(people: int, register: int, pen: Pen) -> str:
    if register:
        return pen.value(Share(people, register, 1))
    return ""


def _took_part(pen: Pen, hall: HallSums, ways: Sequence[str]) -> list[Json]:
    """A hall, who came to it, and what it gave out in each of the ways."""
    given = [_given(pen, hall.channels.get(way)) for way in ways]
    return [pen(hall.name), *_who_came(pen, hall), *given]


def _who_came(pen: Pen, hall: HallSums) -> list[str]:
    return _came(pen, hall.people, hall.register)


def _given(pen: Pen, n: int | None) -> str:
    return "–" if n is None else pen.number(n)


def _bars(pen: Pen, told: SumOfHalls) -> Section:
    """How many ballots each hall brought, as bars: a hall that weighs much is seen at once."""
    shown = sorted(told.halls, key=lambda hall: -hall.people)[:_BARS]
    if len(told.halls) <= _BARS:
        shown = list(told.halls)
    brought = [hall.people for hall in shown]
    lines: list[Json] = [
        _bar(told, hall, length, pen)
        for hall, length in zip(shown, bar_lengths(brought), strict=True)
    ]
    return section(
        pen,
        "bars",
        "bars",
        say("How much each hall brought"),
        say("People who took a ballot; shares are of all halls together.")
        if len(shown) == len(told.halls)
        else say(
            "People who took a ballot in the {n} halls that brought most; shares are of all "
            "halls together.",
            n=len(shown),
        ),
        heads=[pen(say("Hall")), pen(say("Took a ballot"))],
        lines=lines,
    )


def _bar(told: SumOfHalls, hall: HallSums, length: float, pen: Pen) -> Json:
    return {
        "funded": False,
        "title": pen(hall.name),
        "figure": pen(
            _people(told, hall),
        ),
        "length": length,
    }


def _people(told: SumOfHalls, hall: HallSums) -> Words:
    return say(
        "{people} ({share} of all)",
        people=hall.people,
        share=Share(hall.people, told.people, 1),
    )


def _each_hall(pen: Pen, told: SumOfHalls) -> tuple[Section, ...]:
    """What each hall said for itself, and the code of its pack; of many halls each in a line."""
    if len(told.halls) > _MANY:
        return (_in_lines(pen, told),)
    return _otherwise(pen, told), _packs(pen, told)


def _in_lines(pen: Pen, told: SumOfHalls) -> Section:
    """Every hall in two cells: in more, a city's would take more memory than its ballots."""
    rows: list[Json] = []
    for hall in told.halls:
        words = [_where(hall)]
        words += _differences(hall)
        words.append(
            say("Pack code {code}", code=hall.code.replace(" ", _UNBROKEN)),
        )
        rows.append(_row_of_hall(hall, words, pen))
    columns = [
        column(pen(say("Hall")), 48),
        column(pen(say("In this hall")), "1fr"),
    ]
    note = pen(say("Each pack bears its code on every page."))
    return _said_differently(pen, columns, rows, notes=[note])


def _row_of_hall(
    hall: HallSums,
    words: list[Words],
    pen: Pen,
) -> dict[str, Json]:
    return row([pen(hall.name), " · ".join(map(pen, words))])


def _differences(hall: HallSums) -> list[Words]:
    return [
        say("{what}: {words}", what=what, words=said)
        for what, said in hall.otherwise
    ]


def _said_differently(
    pen: Pen,
    columns: list[Json],
    rows: list[Json],
    **more: Json,
) -> Section:
    lead = say(
        "Questions, options, their order and codes, and the rules were the same in all.",
    )
    table = {"compact": True, "stacked": True, "columns": columns, "rows": rows}
    title = say("What each hall said differently")
    return section(pen, "table", "otherwise", title, lead, table=table, **more)


def _otherwise(pen: Pen, told: SumOfHalls) -> Section:
    """What each hall settled for itself; questions, options and rules are the same everywhere."""
    rows: list[Json] = []
    for hall in told.halls:
        rows.append(_place_and_day(hall, pen))
        rows += [
            row(["", pen(what), pen(words)]) for what, words in hall.otherwise
        ]
    columns = _columns_otherwise(pen)
    return _said_differently(pen, columns, rows)


def _place_and_day(hall: HallSums, pen: Pen) -> Json:
    return row([pen(hall.name), pen(say("Place and day")), pen(_where(hall))])


def _columns_otherwise(pen: Pen) -> list[Json]:
    return [
        column(pen(say("Hall")), "1fr"),
        column(pen(say("What")), 48),
        column(pen(say("In this hall")), "1fr"),
    ]


def _where(hall: HallSums) -> Words:
    return say("{place}, {day}", place=hall.place, day=Day(hall.day))


def _lot(pen: Pen, told: SumOfHalls) -> Section:
    return section(
        pen,
        "audit",
        "lot",
        say("The lot of the sum"),
        say(
            "Where options were equal this lot decided, and nothing that was thrown in a hall.",
        ),
        parts=[{"title": "", "facts": _rows_of_lot(told, pen)}],
    )


def _rows_of_lot(told: SumOfHalls, pen: Pen) -> list[Json]:
    codes = ", ".join(told.codes.values())
    return [
        [pen(say("Dice, thrown when all packs were in")), " ".join(told.dice)],
        [pen(say("Code that the parent sealed")), codes],
        [pen(say("Parent’s fingerprint")), " ".join(told.parent)],
        [pen(say("Signed by")), pen.value(Listing(told.signers))],
    ]


def _packs(pen: Pen, told: SumOfHalls) -> Section:
    """The code of each hall's pack, to compare with what hangs in the hall."""
    return section(
        pen,
        "table",
        "packs",
        say("The packs that were added up"),
        say("Each bears this code on every page."),
        table={
            "compact": True,
            "columns": _columns_of_packs(pen),
            "rows": _rows_of_packs(told, pen),
        },
    )


def _rows_of_packs(told: SumOfHalls, pen: Pen) -> list[Json]:
    return [{"cells": [pen(hall.name), hall.code]} for hall in told.halls]


def _columns_of_packs(pen: Pen) -> list[Json]:
    return [
        {"head": pen(say("Hall")), "width": "1fr"},
        {"head": pen(say("Code of its pack")), "width": "auto", "code": True},
    ]
