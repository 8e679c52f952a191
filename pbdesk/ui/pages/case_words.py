"""What the pages of a case share: what is shown of a case that was referred, and common fields."""

from __future__ import annotations

from collections.abc import Mapping

from pbdesk.jury.asked import SIDES
from pbdesk.jury.state import Case
from pbdesk.ui.render.blocks import Block, Empty, Heading, Paragraph
from pbdesk.ui.render.intents import To
from pbdesk.ui.render.view import PageView
from pbdesk.ui.shown import ATTENTION, SEALED, Choice, FieldSpec, Text
from pbdesk.words import Words, say

__all__ = ["SIDE", "choices", "closed_off", "nothing_yet", "to_form"]


def choices[K: str](words: Mapping[K, Words]) -> tuple[Choice, ...]:
    """The lines of a table as things to choose."""
    return tuple(Choice(key, label) for key, label in words.items())


SIDE = FieldSpec(
    "side", say("Which side"), "radios", choices=choices(SIDES), must=say("Choose the side.")
)


def closed_off(state: Case, label: Words) -> PageView | None:
    """What is seen of a case that was referred or not taken; None: all of it."""
    if state.triage.paused:
        told = Paragraph(
            say(
                "This case was referred at once and is paused. Nobody sees more of it here until "
                "whoever it was referred to releases it."
            ),
            shape=ATTENTION,
        )
        return PageView((Heading(say("Referred"), label, SEALED, say("Paused")), told))
    if not state.triage.taken:
        title = say("The jury has not taken this case")
        sentence = say("It begins once the complaint was looked through and taken.")
        return PageView((Heading(say("Not begun"), label), Empty(title, sentence)))
    return None


def nothing_yet(title: Text, sentence: Text) -> Block:
    """A place where something will stand."""
    return Empty(title, sentence)


def to_form(_state: object, target: str | None) -> To:
    """To a form of the page, or to a field in it."""
    return To(focus=target or "", doing=target or "")
