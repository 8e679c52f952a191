"""What hangs in the room while a jury hears a case: no name, no figure of a vote, no document.

The quiet screen is for a witness who is shaken: nothing moves on it and nothing runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import batched

from pbdesk.assembly.public import Speaking
from pbdesk.jury.public import PartNow, Told, part_words
from pbdesk.ui.room.deliberation import AgendaBody, AgendaLine, SpeakingBody
from pbdesk.ui.room.screen import Body, RulesInWords, Screen, Screens, Statement
from pbdesk.words import Words, plain, say

__all__ = ["CASE_SCENES", "case_screens"]

CASE_SCENES: dict[str, Words] = {
    "hearing": say("The order of the hearing"),
    "floor": say("Who has the floor"),
    "points": say("What the jury decides on"),
    "quiet": say("A quiet screen"),
    "black": say("Nothing"),
}
"""What can hang in the room of a case."""

_ROWS = 8
_SENTENCES = 5
_NO_HURRY = (
    say("There is no hurry."),
    say("You may stop, or go on, whenever you want."),
)


def case_screens(told: Told, scene: str) -> Screens:
    """The screens of a scene. Raises KeyError for a scene that nobody listed."""
    made = {
        "hearing": _order,
        "floor": _floor,
        "points": _points,
        "quiet": _quiet,
    }
    return made[scene](told)


def _screen(told: Told, title: Words, body: Body) -> Screen:
    return Screen(
        title,
        plain(told.question),
        body,
        beside=_adjourned(told),
        foot=plain(told.name),
        rehearsal=told.rehearsal,
    )


def _adjourned(told: Told) -> Words | None:
    return say("Adjourned") if told.adjourned else None


def _alone(told: Told, words: Words) -> Screens:
    """One screen, on which one thing is said."""
    return (_screen(told, say("The hearing"), Statement(words)),)


def _each(told: Told, title: Words, bodies: Iterable[Body]) -> Screens:
    return tuple(_screen(told, title, body) for body in bodies)


def _order(told: Told) -> Screens:
    if not told.parts:
        return _alone(told, say("It is not planned yet."))
    lines = [_line(told, at) for at in range(len(told.parts))]
    titles = tuple(line.title for line in lines)
    bodies = (AgendaBody(some, titles, _ROWS) for some in _parted(lines, _ROWS))
    return _each(told, say("The order of the hearing"), bodies)


def _line(told: Told, at: int) -> AgendaLine:
    part = told.parts[at]
    return AgendaLine(
        part_words(part),
        say("{n} min", n=part.minutes),
        at + 1 == told.now,
    )


def _floor(told: Told) -> Screens:
    """Both sides see the same clock; who asked a question is not said."""
    if told.speaking is None:
        return _alone(told, say("Nobody has the floor."))
    body = SpeakingBody(_speaking(told, told.speaking))
    return (_screen(told, say("The hearing"), body),)


def _speaking(told: Told, now: PartNow) -> Speaking:
    return Speaking(
        title="",
        kind=now.part.kind,
        place=say("Part {n} of {all}", n=told.now, all=len(told.parts)),
        who=part_words(now.part),
        whole=now.part.minutes * 60,
        used=now.used,
        since=now.since,
        then=_then(told),
    )


def _then(told: Told) -> Words | None:
    """What comes after the part that is under way."""
    if told.now >= len(told.parts):
        return None
    return say("Then: {part}", part=part_words(told.parts[told.now]))


def _points(told: Told) -> Screens:
    points = enumerate(told.points, 1)
    sentences = [say("{n}. {point}", n=n, point=point) for n, point in points]
    bodies = (RulesInWords(some, ()) for some in _parted(sentences, _SENTENCES))
    return _each(told, say("What the jury decides on"), bodies)


def _quiet(told: Told) -> Screens:
    moment = say("We take a moment.")
    body = Statement(moment, _NO_HURRY)
    return (
        Screen(moment, plain(""), body, rehearsal=told.rehearsal, still=True),
    )


def _parted[T](items: Sequence[T], most: int) -> list[tuple[T, ...]]:
    return list(batched(items, most)) or [()]
