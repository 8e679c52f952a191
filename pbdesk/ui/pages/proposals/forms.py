"""The forms about a proposal.

Each field is named as the parameter of its decision, so that a refusal finds it.
"""

from __future__ import annotations

from collections.abc import Callable

from pbdesk.assembly import ideas
from pbdesk.assembly.ideas import ASPECTS, VERDICTS, Proposal
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Refusal, Writing
from pbdesk.ui.widgets.choices import Choice
from pbdesk.ui.widgets.field import Value
from pbdesk.ui.widgets.form import FieldSpec
from pbdesk.words import say

__all__ = [
    "ANSWERS",
    "ASKED_FOR",
    "answer_specs",
    "as_answered",
    "as_handed_in",
    "check_specs",
    "decided",
    "idea_specs",
]

ANSWERS = {
    "accepted": say("Accept as a project"),
    "not-feasible": say("Not feasible"),
    "merged": say("Merge with another"),
    "withdrawn": say("Withdrawn"),
}

ASKED_FOR = {
    None: ("answer",),
    "accepted": ("answer", "cost", "reason"),
    "not-feasible": ("answer", "reason"),
    "merged": ("answer", "into", "consent", "reason"),
    "withdrawn": ("answer", "reason"),
}
"""Which fields belong to which answer."""


def idea_specs(currency: str) -> list[FieldSpec]:
    """An idea, as it is handed in or amended."""
    return [
        FieldSpec(
            "title", say("Title"), help=say("A few words, as they will stand on the ballot.")
        ),
        FieldSpec(
            "summary",
            say("What it is"),
            "paragraph",
            say("One or two sentences, in the proposer's own words."),
            rows=3,
        ),
        FieldSpec("place", say("Where")),
        FieldSpec(
            "wish", say("Asked for"), "money", say("Left empty: not costed yet."), currency=currency
        ),
    ]


def as_handed_in(proposal: Proposal) -> dict[str, Value]:
    """What stands in the form before an idea is amended."""
    return {
        "title": proposal.title,
        "summary": str(proposal.summary),
        "place": proposal.place,
        "wish": proposal.wish,
    }


def check_specs() -> list[FieldSpec]:
    """What the feasibility check found on one aspect, and who said so."""
    return [
        FieldSpec(
            "aspect",
            say("What was looked at"),
            "radios",
            choices=tuple(Choice(name, words) for name, words in ASPECTS.items()),
        ),
        FieldSpec(
            "verdict",
            say("Is it so?"),
            "radios",
            choices=tuple(Choice(name, words) for name, words in VERDICTS.items()),
        ),
        FieldSpec("by", say("Who said so"), help=say("The office or the person's role.")),
        FieldSpec("reason", say("Reason, in plain words"), "paragraph"),
    ]


def answer_specs(state: Assembly, proposal: Proposal) -> list[FieldSpec]:
    """The answer that whoever handed it in is owed."""
    others = tuple(
        Choice(p.id, say("{number}. {title}", number=p.number, title=p.title))
        for p in state.ideas.by_id.values()
        if p.id != proposal.id and p.state in ("open", "accepted")
    )
    return [
        FieldSpec(
            "answer",
            "",
            "radios",
            choices=tuple(Choice(name, words) for name, words in ANSWERS.items()),
            heard=say("Your answer"),
        ),
        FieldSpec("cost", say("What it costs"), "money", currency=state.mandate.currency),
        FieldSpec(
            "into",
            say("Merged into"),
            "choice",
            choices=others,
            placeholder=say("Choose the other proposal"),
        ),
        FieldSpec("consent", say("Who handed it in agrees"), "tick"),
        FieldSpec(
            "reason",
            say("Reason, in plain words"),
            "paragraph",
            say("Read out to the proposer and printed in the project book."),
        ),
    ]


def as_answered(proposal: Proposal) -> dict[str, Value]:
    """What stands in the form before an answer.

    The one that stands, and the sum that was asked for.
    """
    cost = proposal.wish if proposal.cost is None else proposal.cost
    return {
        "answer": None if proposal.state == "open" else proposal.state,
        "cost": cost,
        "reason": str(proposal.reason or ""),
    }


def decided(given: dict[str, Value]) -> tuple[Callable[..., Writing | Refusal], dict[str, Value]]:
    """The decision that an answer means, with what it takes."""
    answer, said = (
        given["answer"],
        {name: value for name, value in given.items() if name != "answer"},
    )
    match answer:
        case "merged":
            return ideas.merge, said
        case "withdrawn":
            return ideas.withdraw, said
        case _:
            return ideas.answer, {**said, "accepted": answer == "accepted"}
