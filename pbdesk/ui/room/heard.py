"""What hangs in the room, for those who hear it: the same words in the same order, row by row."""

from __future__ import annotations

from collections.abc import Iterator

from pbdesk.ui.room.deliberation import AgendaBody, Doubtful, MoneyMoved, SpeakingBody, Weighed
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
    Screen,
    Sentences,
    ShiftBars,
    StageBars,
    StageLine,
    Statement,
)
from pbdesk.words import Words, say

__all__ = ["REHEARSAL", "heard"]

REHEARSAL = say("Rehearsal: nothing here counts")
"""What stands above every screen of a rehearsal."""

_HANDS = {
    "cross": say("a cross"),
    "tick": say("a tick"),
    "beside": say("a mark beside the box"),
    "struck": say("a mark struck out"),
}


def heard(screen: Screen) -> tuple[Words | str, ...]:
    """All that stands on a screen but its title and the clock, from top to bottom."""
    below = (screen.foot, screen.seal)
    head = (REHEARSAL if screen.rehearsal else None, screen.under, screen.beside)
    rows = () if screen.body is None else _rows(screen.body)
    return tuple(words for words in (*head, *rows, *below) if words is not None)


def _rows(body: Body) -> Iterator[Words | str]:
    match body:
        case Statement(big=big, under=under):
            yield from (big, *under)
        case Sentences(sentences=sentences, code=code):
            yield from sentences
            if code:
                yield say("{name}: {said}", name=say("Fingerprint"), said=" ".join(code))
        case ShiftBars(headline=headline, lines=steps):
            yield headline
            yield from (
                say("{name}: {before} before, {after} after", name=name, before=b, after=a)
                for name, (b, _), (a, _) in steps
            )
        case StageBars(lines=bars, told=told):
            yield from told
            yield from map(_stage_line, bars)
        case ProjectList(lines=lines):
            yield from map(_project, lines)
        case OneProject(line=line, summary=summary):
            yield from (_project(line), summary)
        case Example(instruction=instruction, help=help_, lines=lines, hints=hints, papers=()):
            yield from (instruction, help_, *map(_mark, lines), *hints)
        case Example(instruction=instruction, help=help_, hints=hints, papers=papers):
            yield from (instruction, help_, *map(_paper, papers), *hints)
        case Ladder(rows=rows, line=money_line, line_at=at):
            said = [_result(body.support_name, row) for row in rows]
            yield from (*said[:at], money_line, *said[at:])
        case _:
            yield from _deliberated(body)


def _stage_line(line: StageLine) -> Words:
    if line.came is None:
        return say("{name}: {said}", name=line.name, said=line.votes)
    return say("{name}: {said} ({came})", name=line.name, said=line.votes, came=line.came)


def _deliberated(
    body: AgendaBody | SpeakingBody | Weighed | MoneyMoved | Doubtful,
) -> Iterator[Words | str]:
    match body:
        case AgendaBody(lines=lines):
            yield from (say("{name}: {said}", name=line.title, said=line.minutes) for line in lines)
        case SpeakingBody(speaking=seen):
            yield from (
                say("{name}: {said}", name=say("Speaking"), said=seen.who or seen.title),
                seen.whole_words,
            )
            if seen.then is not None:
                yield seen.then
            yield from (body.asked or "", *body.hints)
        case Weighed(rows=rows, minority=minority):
            yield from (say("{name}: {said}", name=label, said=text) for label, text in rows)
            if minority is not None:
                yield say("{name}: {said}", name=say("Minority statement"), said=minority)
        case MoneyMoved():
            for title, bars in ((say("Who pays"), body.pays), (say("Who gains"), body.gains)):
                yield title
                yield from (say("{name}: {said}", name=bar.title, said=bar.sum) for bar in bars)
            yield body.balance
        case Doubtful(paper=paper):
            yield from (
                say("{name}: {said}", name=f"{line.code} {line.title}", said=_HANDS[line.hand])
                for line in paper.lines
                if line.hand is not None
            )
            yield paper.rule


def _project(line: ProjectLine) -> Words:
    if line.cost is None:
        return say("{code} {title}", code=line.code, title=line.title)
    return say("{code} {title}: {cost}", code=line.code, title=line.title, cost=line.cost)


def _paper(paper: ExamplePaper) -> Words:
    told = say("Counts") if paper.counts else say("Does not count")
    return say("{name}: {said}", name=paper.title, said=told)


def _mark(line: ExampleLine) -> Words:
    return say("{name}: {said}", name=line.name, said=line.means)


def _result(support_name: Words, row: Result) -> Words:
    return say(
        "{title}. {name}: {support}. {cost}. {funded}.",
        title=row.title,
        name=support_name,
        support=row.support,
        cost=row.cost,
        funded=say("Funded") if row.funded else say("Not funded"),
    )
