"""What the pages of a case share: what is shown of a case that was referred, and common fields."""

from __future__ import annotations

from collections.abc import Mapping

from pbdesk.jury.asked import SIDES
from pbdesk.jury.state import Case
from pbdesk.ui.render.blocks import Empty, Heading
from pbdesk.ui.render.intents import To
from pbdesk.ui.render.view import PageView
from pbdesk.ui.shown import Choice, FieldSpec
from pbdesk.words import Words, say

__all__ = ["SIDE", "choices", "closed_off", "to_form"]


def choices[K: str](words: Mapping[K, Words]) -> tuple[Choice, ...]:
    """The lines of a table as things to choose."""
    return tuple(Choice(*line) for line in words.items())


SIDE = FieldSpec(
    "side",
    say("Which side"),
    "radios",
    choices=choices(SIDES),
    must=say("Choose the side."),
)


def closed_off(state: Case, label: Words) -> PageView | None:
    """What is seen of a case that is not the jury's, referred or not; None: all of it.

    That it was referred for a danger is seen on the page of the complaint alone.
    """
    if not state.triage.taken:
        return PageView((Heading(say("Not begun"), label), _NOT_TAKEN))
    if state.complaint.withdrawn:
        return PageView((Heading(say("Rests"), label), _WITHDRAWN))
    return None


_NOT_TAKEN = Empty(
    say("The jury has not taken this case"),
    say("It begins once the complaint was looked through and taken."),
)
_WITHDRAWN = Empty(
    say("The person withdrew the complaint"),
    say(
        "It rests. If they ask for it, take it up again on the page of the complaint.",
    ),
)


def to_form(_state: object, target: str | None) -> To:
    """To a form of the page, or to a field in it."""
    return To(focus=target or "", doing=target or "")
