"""The kind of file that holds what several halls have alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pbdesk.assembly import ideas, mandate, rulebook
from pbdesk.assembly.mandate import CharterSet
from pbdesk.halls import begun, named
from pbdesk.halls.state import Parent
from pbdesk.halls.steps import STEPS
from pbdesk.minutes import erasure, kept
from pbdesk.minutes.fold import UNDONE
from pbdesk.minutes.kinds import Chapter, Kind
from pbdesk.questions import sealing
from pbdesk.questions.chapters import chapters
from pbdesk.questions.parts import PARTS
from pbdesk.words import say

__all__ = ["PARENT"]

_OF_A_QUESTION = {"terms": "prepare", "sheet": "halls"}
"""The chapters of a question that a parent has, each with its step: what is asked, and what stands
on the sheet."""

_CHAPTERS: tuple[Chapter[Parent, Any, Any], ...] = (
    Chapter(
        "convened",
        "prepare",
        begun.ParentStarted | CharterSet,
        mandate.Mandate(),
        mandate.apply,
        begun.tell,
    ),
    Chapter(
        "rules",
        "prepare",
        sealing.RulebookEntry,
        sealing.Rules(),
        sealing.apply,
        rulebook.tell,
    ),
    *(
        replace(each, step=_OF_A_QUESTION[each.name])
        for each in chapters(rulebook.tell_terms)
        if each.name in _OF_A_QUESTION
    ),
    Chapter(
        "ideas",
        "ideas",
        ideas.IdeasEntry,
        ideas.Ideas(),
        ideas.apply,
        ideas.tell,
    ),
    Chapter(
        "halls",
        "halls",
        named.HallsEntry,
        named.Halls(),
        named.apply,
        named.tell,
    ),
    Chapter(None, "", erasure.WordsErased, None, erasure.apply, erasure.tell),
    Chapter(None, "", kept.KeptForgotten, None, kept.apply, kept.tell),
    UNDONE,
)


def _turned_to(state: Parent) -> Mapping[str, str]:
    """The question that the state is turned to, and its round."""
    return {"question": state.asked, "round": state.round}


PARENT = Kind(
    tag="parent",
    state=Parent,
    opens=begun.ParentStarted,
    chapters=_CHAPTERS,
    start=begun.start,
    steps=STEPS,
    pages=(
        "question",
        "charter",
        "rulebook",
        "proposals",
        "halls",
        "combining",
        "record",
    ),
    public=lambda _state: None,
    signers={**named.ROLES},
    ending=".pbparent",
    word=say("a vote in several halls"),
    parts=PARTS,
    turned_to=_turned_to,
)
"""What all halls have alike: sealed once, handed out as one export."""
