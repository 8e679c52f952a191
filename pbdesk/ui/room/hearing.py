"""What hangs in the room while a jury hears a case: no name, no figure of a vote, no document.

The quiet screen is for a witness who is shaken: nothing moves on it and nothing runs.
"""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.assembly.public import Speaking
from pbdesk.jury.public import Told, part_words
from pbdesk.ui.room.deliberation import AgendaBody, AgendaLine, SpeakingBody
from pbdesk.ui.room.screen import Body, Screen, Sentences, Statement
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


def case_screens(told: Told, scene: str) -> tuple[Screen, ...]:
    """The screens of a scene. Raises KeyError for a scene that nobody listed."""
    made = {"hearing": _order, "floor": _floor, "points": _points, "quiet": _quiet}
    return made[scene](told)


def _screen(told: Told, title: Words, body: Body) -> Screen:
    beside = say("Adjourned") if told.adjourned else None
    return Screen(
        title,
        plain(told.question),
        body,
        beside,
        plain(told.name),
        None,
        told.rehearsal,
    )


def _order(told: Told) -> tuple[Screen, ...]:
    if not told.parts:
        return (
            _screen(told, say("The hearing"), Statement(say("It is not planned yet."))),
        )
    lines = [
        AgendaLine(part_words(part), say("{n} min", n=part.minutes), n == told.now)
        for n, part in enumerate(told.parts, 1)
    ]
    titles = tuple(line.title for line in lines)
    return tuple(
        _screen(told, say("The order of the hearing"), AgendaBody(some, titles, _ROWS))
        for some in _parted(lines, _ROWS)
    )


def _floor(told: Told) -> tuple[Screen, ...]:
    """Both sides see the same clock; who asked a question is not said."""
    speaking = told.speaking
    if speaking is None:
        return (
            _screen(told, say("The hearing"), Statement(say("Nobody has the floor."))),
        )
    part = speaking.part
    coming = told.parts[told.now] if told.now < len(told.parts) else None
    body = SpeakingBody(
        Speaking(
            title="",
            kind=part.kind,
            place=say("Part {n} of {all}", n=told.now, all=len(told.parts)),
            who=part_words(part),
            whole=part.minutes * 60,
            used=speaking.used,
            since=speaking.since,
            then=say("Then: {part}", part=part_words(coming)) if coming else None,
        ),
    )
    return (_screen(told, say("The hearing"), body),)


def _points(told: Told) -> tuple[Screen, ...]:
    sentences = [
        say("{n}. {point}", n=n, point=point) for n, point in enumerate(told.points, 1)
    ]
    return tuple(
        _screen(told, say("What the jury decides on"), Sentences(some, ()))
        for some in _parted(sentences, _SENTENCES)
    )


def _quiet(told: Told) -> tuple[Screen, ...]:
    moment = say("We take a moment.")
    whenever = say("You may stop, or go on, whenever you want.")
    body = Statement(moment, (say("There is no hurry."), whenever))
    return (Screen(moment, plain(""), body, rehearsal=told.rehearsal, still=True),)


def _parted[T](items: Sequence[T], most: int) -> list[tuple[T, ...]]:
    return [tuple(items[at : at + most]) for at in range(0, len(items), most)] or [()]
