"""Questions: what each one came to, and how; for evenings that ask more than where money goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pbdesk.assembly.answered import votes_words
from pbdesk.assembly.figures import Figures
from pbdesk.assembly.reported import Answer, AnswerLine, Stage
from pbdesk.canonical import Json
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import Source
from pbdesk.paper.section import column, row, section
from pbdesk.paper.typeset import Section
from pbdesk.words import Words, say

__all__ = ["decided", "each_question", "gave", "what_each_got"]

_STAGES, _STAGES_LARGE = 8, 2
"""More stages than these do not stand side by side: the last are shown, all are told below."""


def decided(source: Source) -> Sequence[Section]:
    """The first page: every question with what came out, what follows, and its code."""
    pen = source.pen
    figures = source.figures
    lead = _lead_of_all(figures)
    parts: list[Json] = [_in_short(source, each) for each in figures.answers]
    return [
        section(
            pen,
            "rules",
            "decided",
            say("What was decided"),
            lead,
            parts=parts,
        ),
    ]


def _lead_of_all(figures: Figures) -> Words:
    return say(
        "{name}, {place}. Straw polls are no results and have no code.",
        name=figures.name,
        place=figures.place,
    )


def gave(source: Source) -> Sequence[Section]:
    """The first page of one hall of several: what it gave, and that the sum of all decides."""
    pen = source.pen
    figures = source.figures
    return [
        section(
            pen,
            "rules",
            "decided",
            say("What this hall gave"),
            say(
                "{hall}, {place}: one hall of “{name}”. Nothing is decided here: no quorum and "
                "no lot of one hall counts. The sum of all halls decides.",
                hall=figures.hall.hall,
                place=figures.place,
                name=figures.hall.of,
            ),
            parts=[_in_short(source, each) for each in figures.answers],
        ),
    ]


def what_each_got(source: Source) -> Sequence[Section]:
    """A section for each question of one hall: its options in the order of the sheet."""
    return [_section(source, each) for each in source.figures.answers]


def _in_short(source: Source, answer: Answer) -> Json:
    pen = source.pen
    code = source.codes.get(answer.id)
    rows = [
        _row(pen, say("What follows"), answer.follows),
        _row(pen, say("How"), answer.taken),
    ]
    if not source.figures.hall.parent:
        rows.insert(0, _row(pen, say("Result"), answer.came))
    part: dict[str, Json] = {"title": pen(_heading(answer)), "rows": rows}
    if code:
        part["code"] = list(code)
        part["note"] = pen(
            say(
                "The code of this result: the same in every pack that holds it.",
            ),
        )
    return part


def _row(pen: Pen, label: Words, words: Words) -> Json:
    return [pen(label), pen(words)]


def _heading(answer: Answer) -> Words:
    return say("{number}. {wording}", number=answer.id, wording=answer.wording)


def each_question(source: Source) -> Sequence[Section]:
    """A section for each question: its options with what they got, and every stage of the count."""
    told = [each for each in source.figures.answers if each.kind != "fund"]
    return [_section(source, each) for each in told]


def _section(source: Source, answer: Answer) -> Section:
    """The options with what they got; where there were stages, what happened at each of them."""
    pen = source.pen
    name = f"question-{answer.id}"
    said: dict[str, Json] = {"notes": _notes(source, answer)}
    if not answer.stages:
        table = _answers(pen, answer)
        return section(
            pen,
            "table",
            name,
            _heading(answer),
            answer.came,
            **said,
            table=table,
        )
    most = _STAGES_LARGE if source.large else _STAGES
    staged = _Staged(pen, answer, max(0, len(answer.stages) - most))
    said["picture"] = None if source.large else staged.picture()
    said["table"] = staged.table()
    said["told"] = _stages_told(answer, pen)
    return section(pen, "stages", name, _heading(answer), answer.came, **said)


def _stages_told(answer: Answer, pen: Pen) -> list[list[str]]:
    return [
        _stage_told(n, stage, pen) for n, stage in enumerate(answer.stages, 1)
    ]


def _stage_told(n: int, stage: Stage, pen: Pen) -> list[str]:
    return [pen(say("Stage {n}", n=n)), pen(stage.told)]


def _notes(source: Source, answer: Answer) -> list[Json]:
    """The code of the result, how it was counted, and what else is to be known."""
    pen = source.pen
    notes: list[Json] = [_method(answer, pen)]
    notes += [pen(words) for words in answer.notes]
    if code := source.codes.get(answer.id):
        notes.insert(
            0,
            _code_told(pen, code),
        )
    return notes


def _code_told(pen: Pen, code: tuple[str, ...]) -> str:
    return pen(say("The code of this result: {code}.", code=" ".join(code)))


def _method(answer: Answer, pen: Pen) -> str:
    return " ".join(pen(words) for words in answer.method)


def _answers(pen: Pen, answer: Answer) -> Json:
    columns: list[Json] = _columns_of_answers(pen)
    rows: list[Json] = _rows_of_answers(answer, pen)
    return {"compact": True, "columns": columns, "rows": rows}


def _rows_of_answers(answer: Answer, pen: Pen) -> list[Json]:
    return [_row_of_answer(pen, line) for line in answer.lines]


def _columns_of_answers(pen: Pen) -> list[Json]:
    return [
        column(pen(say("On the sheet")), 24),
        column(pen(say("Option")), "1fr"),
        column(pen(say("Answers")), figures=True),
    ]


def _row_of_answer(pen: Pen, line: AnswerLine) -> Json:
    return row(
        [line.code, pen(line.title), pen.number(line.support)],
        strong=line.chosen,
    )


@dataclass(frozen=True, slots=True)
class _Staged:
    """A count by stages as picture and as table, on the same columns; `hidden`: stages left out."""

    pen: Pen
    answer: Answer
    hidden: int

    @property
    def _shown(self) -> Sequence[Stage]:
        return self.answer.stages[self.hidden :]

    @property
    def _heads(self) -> list[str]:
        last = len(self.answer.stages)
        return [
            self.pen(say("Stage {n}", n=n)) for n in self._shown_numbers(last)
        ]

    def _shown_numbers(self, last: int) -> range:
        return range(self.hidden + 1, last + 1)

    def picture(self) -> Json:
        """A bar for each option at each stage, and the line of what a place takes."""
        figures = [
            sum_
            for stage in self._shown
            for sum_ in (*stage.sums, stage.needed)
        ]
        longest = max((figure for figure in figures if figure), default=1)
        needed = self._shown[-1].needed
        told = _line_told(needed)
        return {
            "head": self.pen(told),
            "heads": self._heads,
            "lines": [
                self._bars_of(line, place, longest)
                for place, line in enumerate(self.answer.lines)
            ],
        }

    def _bars_of(
        self,
        line: AnswerLine,
        place: int,
        longest: int | Fraction,
    ) -> Json:
        return {
            "title": self.pen(line.title),
            "standing": self.pen(self._standing(line.id)),
            "chosen": line.chosen,
            "bars": [
                self._bar(place, line.id, stage, longest)
                for stage in self._shown
            ],
        }

    def _bar(
        self,
        place: int,
        option: str,
        stage: Stage,
        longest: int | Fraction,
    ) -> Json:
        sum_ = stage.sums[place]
        return {
            "length": None if sum_ is None else float(sum_ / Fraction(longest)),
            "full": option in self._elected_by(stage),
            "line": float(stage.needed / Fraction(longest))
            if stage.needed
            else None,
        }

    def _elected_by(self, stage: Stage) -> set[str]:
        """Who has a place at that stage."""
        until = self._until(stage)
        return {option for each in until for option in each.elected}

    def _until(self, stage: Stage) -> tuple[Stage, ...]:
        return self.answer.stages[: self.answer.stages.index(stage) + 1]

    def _standing(self, option: str) -> Words:
        for n, stage in enumerate(self.answer.stages, 1):
            if option in stage.elected:
                return say("elected at stage {n}", n=n)
            if option in stage.out:
                return say("out at stage {n}", n=n)
        return say("in to the end")

    def table(self) -> Json:
        """The sums of every option at every stage, and that they add up."""
        columns: list[Json] = [
            {"head": self.pen(say("Votes at each stage")), "width": 44},
        ]
        columns += [
            {"head": head, "width": "1fr", "figures": True, "tight": True}
            for head in self._heads
        ]
        rows: list[Json] = [
            self._row_of(line, place)
            for place, line in enumerate(self.answer.lines)
        ]
        lost = [_sum(self.pen, stage.exhausted) for stage in self._shown]
        whole = self._all_votes
        rows.append(
            {
                "line": True,
                "cells": [self.pen(say("No further choice")), *lost],
            },
        )
        rows.append(
            {"strong": True, "cells": [self.pen(say("All votes")), *whole]},
        )
        return {"compact": True, "columns": columns, "rows": rows}

    @property
    def _all_votes(self) -> list[str]:
        return [
            _sum(
                self.pen,
                sum(sum_ or 0 for sum_ in stage.sums) + stage.exhausted,
            )
            for stage in self._shown
        ]

    def _row_of(self, line: AnswerLine, place: int) -> Json:
        return {
            "strong": line.chosen,
            "cells": [
                self.pen(line.title),
                *self._sums_of(place),
            ],
        }

    def _sums_of(self, place: int) -> Iterator[str]:
        return (_sum(self.pen, stage.sums[place]) for stage in self._shown)


def _line_told(needed: int | Fraction | None) -> Words:
    if needed:
        return say("Dashed line: votes needed, {n}", n=votes_words(needed))
    return say("")


def _sum(pen: Pen, figure: int | Fraction | None) -> str:
    return "–" if figure is None else pen(votes_words(figure))
