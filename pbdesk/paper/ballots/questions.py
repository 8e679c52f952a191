"""Papers for the questions of a round: ranked, yes or no, a scale.

One person gets one paper a question, headed by one numbered strip. A paper bears its question and
its round and no number, so that two papers of one person cannot be laid side by side again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pbdesk.i18n import Locale, render
from pbdesk.minutes.entries import Id
from pbdesk.paper.ballots import BALLOTS
from pbdesk.paper.ballots.formats import EDITIONS, FORMATS, SIDES, Needed
from pbdesk.paper.ballots.paper import Layout, Paper
from pbdesk.paper.ballots.row import PRINTS
from pbdesk.questions.sheet import BallotLine
from pbdesk.voting.options import Settings
from pbdesk.words import Text, Words, as_words, say

__all__ = ["Answer", "QuestionPaper", "needed_by", "question_papers", "slip"]

_ISOLATES = "\u2066\u2067\u2068\u2069"


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of a paper: its code, its words, what it is, and what it costs in minor units."""

    code: str
    words: Text
    summary: Text = ""
    cost: int = 0


@dataclass(frozen=True, slots=True)
class QuestionPaper:
    """One question as it stands on its paper.

    `asked`: what to do, and a word of help. `number` and `round_` say which question and round it
    is. An empty `currency`: no money. `rules`: the groups of their fingerprint; `force`: what the
    vote does.
    """

    question: str
    answers: tuple[Answer, ...]
    asked: tuple[Words, Words]
    style: str
    settings: Settings
    number: int
    round_: int
    currency: str = ""
    rules: tuple[str, ...] = ()
    force: Words | None = None

    @property
    def layout(self) -> Layout:
        """How its lines look."""
        return BALLOTS[self.style](self.settings)

    @property
    def part(self) -> Words:
        """Which question it is, of which round."""
        return say(
            "Question {number}, round {round}",
            number=self.number,
            round=self.round_,
        )


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
    two_sided = any(len(paper.laid[1]) > 1 for paper in drawn)
    for number in control:
        for at, paper in enumerate(drawn):
            pages = paper.draw(sheet, number, len(drawn), first=at == 0)
            if two_sided and pages % SIDES:
                sheet.page()  # each paper is a sheet of its own
    return sheet.pdf()


@lru_cache(maxsize=64)
def needed_by(
    asked: QuestionPaper,
    *,
    name: str,
    day: date,
    locale: Locale,
    large: bool = False,
) -> Needed:
    """The sheet on which the paper of a question is one sheet, and its printed sides.

    A page asks it at every look, so that each paper is laid out once.
    """
    lines = len(asked.answers)
    for on in ("a4", "a3"):
        paper = _paper(
            asked,
            name=name,
            day=day,
            locale=locale,
            edition="large" if large else "standard",
            on=on,
            also=None,
            rehearsal=False,
        )
        sides = len(paper.laid[1])
        if sides <= SIDES:
            return Needed(on, sides, lines)
    return Needed(None, 0, lines)


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
    lines = list[BallotLine]()
    summaries = dict[str, Text]()
    for n, answer in enumerate(asked.answers):
        line = Id(f"answer-{n}")
        title = _in_both(answer.words, locale, also)
        lines.append(BallotLine(line, answer.code, title, answer.cost))
        summaries[line] = answer.summary
    return Paper(
        lines=tuple(lines),
        layout=asked.layout,
        asked=asked.asked,
        question=asked.question,
        name=name,
        day=day,
        currency=asked.currency,
        locale=locale,
        form=PRINTS[edition],
        on=FORMATS[on],
        edition=EDITIONS[edition],
        rehearsal=rehearsal,
        summaries=summaries,
        marks=None,
        read_out=None,
        also=also,
        asks_money=bool(asked.currency),
        part=asked.part,
        rules=tuple(asked.rules),
        force=asked.force,
    )


def slip(
    asked: QuestionPaper,
    *,
    name: str,
    day: date,
    locale: Locale,
    rehearsal: bool = False,
) -> bytes:
    """A slip that bears no number: to be copied for everybody in the room."""
    paper = _paper(
        asked,
        name=name,
        day=day,
        locale=locale,
        edition="standard",
        on="a4",
        also=None,
        rehearsal=rehearsal,
    )
    said = say("Nothing is decided by it. Do not write your name.")
    paper = replace(paper, instead=(say("Straw poll"), said))
    sheet = paper.sheet()
    _ = paper.draw(sheet, "", 1, first=False)
    return sheet.pdf()


def _in_both(words: Text, locale: Locale, also: Locale | None) -> str:
    """An answer in the paper's language, and after a stroke in the second one."""
    if also is None or not isinstance(words, Words):
        return render(as_words(words), locale)
    first = render(words, locale)
    second = render(words, also)
    return _joined(second, first)


def _joined(second: str, first: str) -> str:
    if second.strip(_ISOLATES) == first.strip(_ISOLATES):
        return first
    return f"{first} / {second}"
