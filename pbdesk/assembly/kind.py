"""The kind of file that holds one neighbourhood assembly, and the table of its chapters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pbdesk.assembly import (
    agenda,
    answers,
    arguments,
    book,
    carried,
    conditions,
    dots,
    floor,
    follow_up,
    hall,
    ideas,
    mandate,
    matters,
    proposers,
    rulebook,
    seating,
    speakers,
    steering,
    supplements,
    tradeoffs,
    trades,
)
from pbdesk.assembly.public import public
from pbdesk.assembly.retained import SIGNERS
from pbdesk.assembly.state import Assembly
from pbdesk.assembly.steps import STEPS
from pbdesk.minutes import clock, erasure, handover, interests, kept, retention
from pbdesk.minutes.fold import UNDONE
from pbdesk.minutes.kinds import Chapter, Kind
from pbdesk.questions import sealing
from pbdesk.questions.chapters import chapters
from pbdesk.questions.parts import PARTS
from pbdesk.words import say

__all__ = ["ASSEMBLY", "CHAPTERS", "PAGES"]

CHAPTERS: tuple[Chapter[Assembly, Any, Any], ...] = (
    Chapter(
        "convened",
        "prepare",
        mandate.MandateEntry,
        mandate.Mandate(),
        mandate.apply,
        mandate.tell,
    ),
    Chapter(
        "rules",
        "prepare",
        sealing.RulebookEntry,
        sealing.Rules(),
        sealing.apply,
        rulebook.tell,
    ),
    *chapters(rulebook.tell_terms),
    Chapter(
        "carried",
        "prepare",
        carried.CarriedEntry,
        carried.Carried(),
        carried.apply,
        carried.tell,
    ),
    Chapter(
        "hall",
        "prepare",
        hall.HallEntry,
        hall.Hall(),
        hall.apply,
        hall.tell,
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
        "proposers",
        "ideas",
        proposers.ProposerEntry,
        proposers.Proposers(),
        proposers.apply,
        proposers.tell,
    ),
    Chapter(
        "steering",
        "prepare",
        steering.SteeringEntry,
        steering.Steering(),
        steering.apply,
        steering.tell,
    ),
    Chapter(
        "agenda",
        "deliberate",
        agenda.AgendaEntry,
        agenda.Agenda(),
        agenda.apply,
        agenda.tell,
    ),
    Chapter(
        "floor",
        "deliberate",
        clock.FloorEntry,
        clock.Floor(),
        clock.apply,
        floor.tell,
    ),
    Chapter(
        "seating",
        "deliberate",
        seating.SeatingEntry,
        seating.Seating(),
        seating.apply,
        seating.tell,
    ),
    Chapter(
        "speakers",
        "deliberate",
        speakers.SpeakerEntry,
        speakers.Speakers(),
        speakers.apply,
        speakers.tell,
    ),
    Chapter(
        "interests",
        "deliberate",
        interests.InterestEntry,
        interests.Interests(),
        interests.apply,
        interests.tell,
    ),
    Chapter(
        "tradeoffs",
        "deliberate",
        tradeoffs.TradeOffEntry,
        tradeoffs.TradeOffs(),
        tradeoffs.apply,
        tradeoffs.tell,
    ),
    Chapter(
        "arguments",
        "deliberate",
        arguments.ArgumentEntry,
        arguments.Arguments(),
        arguments.apply,
        arguments.tell,
    ),
    Chapter(
        "dots",
        "deliberate",
        dots.DotsEntry,
        dots.Dots(),
        dots.apply,
        dots.tell,
    ),
    Chapter(
        "matters",
        "deliberate",
        matters.MatterEntry,
        matters.Matters(),
        matters.apply,
        matters.tell,
    ),
    Chapter(
        "trades",
        "deliberate",
        trades.TradeEntry,
        trades.Trades(),
        trades.apply,
        trades.tell,
    ),
    Chapter(
        "conditions",
        "deliberate",
        conditions.ConditionEntry,
        conditions.Conditions(),
        conditions.apply,
        conditions.tell,
    ),
    Chapter(
        "handover",
        "pack",
        handover.HandoverEntry,
        handover.Handover(),
        handover.apply,
        handover.tell,
    ),
    Chapter(
        "answers",
        "after",
        answers.AnswerEntry,
        answers.Answers(),
        answers.apply,
        answers.tell,
    ),
    Chapter(
        "book",
        "after",
        book.BookEntry,
        book.Book(),
        book.apply,
        book.tell,
    ),
    Chapter(
        "follow_up",
        "after",
        follow_up.FollowUpEntry,
        follow_up.FollowUp(),
        follow_up.apply,
        follow_up.tell,
    ),
    Chapter(
        "supplements",
        "after",
        supplements.SupplementEntry,
        supplements.Supplements(),
        supplements.apply,
        supplements.tell,
    ),
    Chapter(
        "retention",
        "pack",
        retention.RetentionEntry,
        retention.Retention(),
        retention.apply,
        retention.tell,
    ),
    Chapter(None, "", erasure.WordsErased, None, erasure.apply, erasure.tell),
    Chapter(None, "", kept.KeptForgotten, None, kept.apply, kept.tell),
    UNDONE,
)
"""The chapters of an assembly. A chapter that nobody lists fails a test."""


def _turned_to(state: Assembly) -> Mapping[str, str]:
    """The question that the state is turned to, and its round."""
    return {"question": state.asked, "round": state.round}


PAGES = (
    "question",
    "charter",
    "rulebook",
    "steering",
    "proposals",
    "agenda",
    "seating",
    "matters",
    "arguments",
    "dots",
    "tradeoffs",
    "trades",
    "whatif",
    "papers",
    "door",
    "polls",
    "hands",
    "slips",
    "batches",
    "doubtful",
    "tally",
    "result",
    "pack",
    "response",
    "owed",
    "open_book",
    "way",
    "record",
)
"""The names of its pages, in the order of the evening."""

ASSEMBLY = Kind(
    tag="assembly",
    state=Assembly,
    opens=mandate.AssemblyStarted,
    chapters=CHAPTERS,
    start=mandate.start,
    steps=STEPS,
    pages=PAGES,
    public=public,
    signers={**SIGNERS},
    ending=".pbdesk",
    word=say("an assembly"),
    parts=PARTS,
    turned_to=_turned_to,
)
