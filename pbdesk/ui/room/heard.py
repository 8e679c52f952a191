"""What hangs in the room, for those who hear it: the same words in the same order, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pbdesk.assembly.public import PublicMark, PublicReading, Speaking
from pbdesk.ui.room.deliberation import (
    AgendaBody,
    Doubtful,
    MoneyBar,
    MoneyMoved,
    SpeakingBody,
    Weighed,
)
from pbdesk.ui.room.screen import (
    Body,
    Example,
    ExampleLine,
    ExamplePaper,
    Ladder,
    OneProject,
    ProjectLine,
    ProjectList,
    Result,
    RulesInWords,
    Screen,
    ShiftBars,
    ShiftLine,
    StageBars,
    StageLine,
    Statement,
)
from pbdesk.words import Text, Words, say

__all__ = ["REHEARSAL", "TOLD", "heard"]

REHEARSAL = say("Rehearsal: nothing here counts")
"""What stands above every screen of a rehearsal."""

TOLD = {True: say("Counts"), False: say("Does not count")}
"""What a paper is that is shown as an example."""

_FUNDED = {True: say("Funded"), False: say("Not funded")}
_HANDS = {
    "cross": say("a cross"),
    "tick": say("a tick"),
    "beside": say("a mark beside the box"),
    "struck": say("a mark struck out"),
}


def heard(screen: Screen) -> tuple[Text, ...]:
    """All that stands on a screen but its title and the clock, from top to bottom."""
    rows = () if screen.body is None else _rows(screen.body)
    all_ = (*_above(screen), *rows, screen.foot, screen.seal)
    return tuple(words for words in all_ if words is not None)


def _above(screen: Screen) -> tuple[Words | None, ...]:
    rehearsal = REHEARSAL if screen.rehearsal else None
    return (rehearsal, screen.under, screen.beside)


def _rows(body: Body) -> Iterator[Text]:
    match body:
        case Statement(big=big, under=under):
            yield from (big, *under)
        case RulesInWords(sentences=sentences, code=code):
            yield from sentences
            if code:
                yield _named(say("Fingerprint"), " ".join(code))
        case ShiftBars(headline=headline, lines=steps):
            yield headline
            yield from map(_step, steps)
        case StageBars(lines=bars, told=told):
            yield from told
            yield from map(_stage_line, bars)
            if body.needed is not None:
                yield body.needed[0]
        case ProjectList(lines=lines):
            yield from map(_project, lines)
        case OneProject(line=line, summary=summary):
            yield from (_project(line), summary)
        case Example():
            yield from (
                body.instruction,
                body.help,
                *_examples(body),
                *body.hints,
            )
        case Ladder():
            yield from _ladder(body)
        case _:
            yield from _deliberated(body)


def _examples(body: Example) -> Iterator[Words]:
    if body.papers:
        return map(_paper, body.papers)
    return map(_mark, body.lines)


def _ladder(body: Ladder) -> Iterator[Words]:
    """The rows, the money line between what is funded and what is not."""
    said = [_result(body.support_name, row) for row in body.rows]
    yield from (*said[: body.line_at], body.line, *said[body.line_at :])


def _named(name: Text, said: Text) -> Words:
    return say("{name}: {said}", name=name, said=said)


def _step(step: ShiftLine) -> Words:
    name, (many, _), (then, _) = step
    return say(
        "{name}: {before} before, {after} after",
        name=name,
        before=many,
        after=then,
    )


def _stage_line(line: StageLine) -> Words:
    if line.came is None:
        return _named(line.name, line.votes)
    return say(
        "{name}: {said} ({came})",
        name=line.name,
        said=line.votes,
        came=line.came,
    )


def _deliberated(
    body: AgendaBody | SpeakingBody | Weighed | MoneyMoved | Doubtful,
) -> Iterator[Text]:
    match body:
        case AgendaBody(lines=lines):
            yield from (_named(line.title, line.minutes) for line in lines)
        case SpeakingBody(speaking=seen):
            yield from _speaking(seen)
        case Weighed(rows=rows, minority=minority):
            yield from (_named(label, text) for label, text in rows)
            if minority is not None:
                yield _named(say("Minority statement"), minority)
        case MoneyMoved(pays=pays, gains=gains):
            yield from _bars(say("Who pays"), pays)
            yield from _bars(say("Who gains"), gains)
            yield body.balance
        case Doubtful(paper=paper):
            yield from _by_hand(paper.lines)
            yield say("How can it be read?")
            yield from map(_reading, paper.readings)
            yield paper.rule


def _reading(reading: PublicReading) -> Words:
    return say("{words} {why}", words=reading.words, why=reading.why)


def _speaking(seen: Speaking) -> Iterator[Words]:
    yield _named(say("Speaking"), seen.who or seen.title)
    yield seen.whole_words
    if seen.then is not None:
        yield seen.then


def _by_hand(lines: Sequence[PublicMark]) -> Iterator[Words]:
    """The marks of a paper, line by line."""
    for line in lines:
        if line.hand is not None:
            yield _named(f"{line.code} {line.title}", _HANDS[line.hand])


def _bars(title: Words, bars: Sequence[MoneyBar]) -> Iterator[Words]:
    yield title
    for bar in bars:
        yield _named(bar.title, bar.sum)


def _project(line: ProjectLine) -> Words:
    if line.cost is None:
        return say("{code} {title}", code=line.code, title=line.title)
    return say(
        "{code} {title}: {cost}",
        code=line.code,
        title=line.title,
        cost=line.cost,
    )


def _paper(paper: ExamplePaper) -> Words:
    return _named(paper.title, TOLD[paper.counts])


def _mark(line: ExampleLine) -> Words:
    return _named(line.name, line.means)


def _result(support_name: Words, row: Result) -> Words:
    return say(
        "{title}. {name}: {support}. {cost}. {funded}.",
        title=row.title,
        name=support_name,
        support=row.support,
        cost=row.cost,
        funded=_FUNDED[row.funded],
    )
