"""Papers for the questions of a round: ranked, yes or no, a scale.

One person gets one paper a question, headed by one numbered strip. A paper bears its question and
its round and no number, so that two papers of one person cannot be laid side by side again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from pbdesk.i18n import Locale, render
from pbdesk.minutes.entries import Id
from pbdesk.paper.ballots.formats import EDITIONS, FORMATS, SIDES
from pbdesk.paper.ballots.paper import Layout, Paper
from pbdesk.paper.ballots.row import PRINTS, BoxRow
from pbdesk.questions.sheet import BallotLine
from pbdesk.words import Words, as_words, say, several

__all__ = ["QuestionPaper", "question_papers", "ranked", "scale", "yes_or_no"]

_CROSS, _NUMBER = BoxRow(10, crossed=True), BoxRow(13)
_ISOLATES = "\u2066\u2067\u2068\u2069"
_NO_SUMMARIES: Mapping[str, str | Words] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class QuestionPaper:
    """One question as it stands on its paper.

    `answers`: code and words of each line. `asked`: what to do, and a word of help. `crossed`: a
    cross in the box, else a number. `part`: which question and round it is.
    """

    question: str
    answers: tuple[tuple[str, str | Words], ...]
    asked: tuple[Words, Words]
    crossed: bool
    part: Words


def ranked(
    question: str, lines: Sequence[BallotLine], *, most: int, number: int, round_: int
) -> QuestionPaper:
    """Numbers beside names, 1 for the first choice, up to `most` of them."""
    return QuestionPaper(
        question,
        tuple((line.code, line.title) for line in lines),
        (
            say(
                "Write 1 beside your first choice, 2 beside your second, and so on up to {n}.",
                n=most,
            ),
            say("You may stop earlier. Use each number once."),
        ),
        crossed=False,
        part=_part(number, round_),
    )


def yes_or_no(question: str, *, number: int, round_: int, abstain: bool = True) -> QuestionPaper:
    """A cross for yes or no; abstaining is a line of its own where the rules count it."""
    answers = [("", say("Yes")), ("", say("No"))]
    answers += [("", say("Abstain"))] if abstain else []
    return QuestionPaper(
        question,
        tuple(answers),
        (say("Put a cross in one box."), say("An empty paper is not counted as an answer.")),
        crossed=True,
        part=_part(number, round_),
    )


def scale(
    question: str, steps: Sequence[str | Words], *, number: int, round_: int
) -> QuestionPaper:
    """A cross on one step, from the first to the last."""
    return QuestionPaper(
        question,
        tuple((str(n), step) for n, step in enumerate(steps, start=1)),
        (
            several("Put a cross on the step.", "Put a cross on one of the {n} steps.", len(steps)),
            say("Cross the step that is nearest to what you think."),
        ),
        crossed=True,
        part=_part(number, round_),
    )


def _part(number: int, round_: int) -> Words:
    return say("Question {number}, round {round}", number=number, round=round_)


def question_papers(
    papers: Sequence[QuestionPaper],
    *,
    name: str,
    day: date,
    locale: Locale,
    control: Sequence[str],
    edition: str = "standard",
    on: str = "a4",
    also: Locale | None = None,
    rehearsal: bool = False,
) -> bytes:
    """A set of papers for each control number, which stands on the strip of the first alone.

    Raises KeyError for an edition or a sheet that nobody knows, ValueError without a paper.
    """
    drawn = [
        _paper(
            paper,
            name=name,
            day=day,
            locale=locale,
            edition=edition,
            on=on,
            also=also,
            rehearsal=rehearsal,
        )
        for paper in papers
    ]
    if not drawn:
        raise ValueError("no question, no paper")
    sheet = drawn[0].sheet()
    two_sided = any(len(paper.laid()[1]) > 1 for paper in drawn)
    for number in control:
        for at, paper in enumerate(drawn):
            pages = paper.draw(sheet, number, len(drawn), first=at == 0)
            if two_sided and pages % SIDES:
                sheet.page()  # each paper is a sheet of its own
    return sheet.pdf()


def _paper(
    asked: QuestionPaper,
    *,
    name: str,
    day: date,
    locale: Locale,
    edition: str,
    on: str,
    also: Locale | None,
    rehearsal: bool,
) -> Paper:
    lines = tuple(
        BallotLine(Id(f"answer-{n}"), code, _in_both(words, locale, also), 0)
        for n, (code, words) in enumerate(asked.answers)
    )
    return Paper(
        lines=lines,
        layout=Layout(_CROSS if asked.crossed else _NUMBER),
        asked=asked.asked,
        question=asked.question,
        name=name,
        day=day,
        currency="",
        locale=locale,
        form=PRINTS[edition],
        on=FORMATS[on],
        edition=EDITIONS[edition],
        rehearsal=rehearsal,
        summaries=_NO_SUMMARIES,
        marks=None,
        read_out=None,
        also=also,
        asks_money=False,
        part=asked.part,
    )


def _in_both(words: str | Words, locale: Locale, also: Locale | None) -> str:
    """An answer in the paper's language, and after a stroke in the second one."""
    if also is None or not isinstance(words, Words):
        return render(as_words(words), locale)
    first, second = render(words, locale), render(words, also)
    return first if second.strip(_ISOLATES) == first.strip(_ISOLATES) else f"{first} / {second}"
