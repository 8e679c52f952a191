"""The forms about trade-offs.

Each field is named as the parameter of its decision, so that a refusal finds it.
"""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.assembly.tradeoffs import ARGUMENTS, CHOICES, PARTS
from pbdesk.ui.widgets.choices import Choice
from pbdesk.ui.widgets.form import FieldSpec
from pbdesk.words import say

__all__ = ["ARGUMENT", "SKIP", "WORDING", "take_up_specs"]

WORDING = (
    FieldSpec("gained", PARTS["gained"], "paragraph"),
    FieldSpec("costs", PARTS["costs"], "paragraph"),
    FieldSpec("bears", PARTS["bears"]),
    FieldSpec("condition", PARTS["condition"]),
    FieldSpec(
        "choice",
        PARTS["choice"],
        "radios",
        choices=tuple(Choice(choice, words) for choice, words in CHOICES.items()),
    ),
    FieldSpec("reason", PARTS["reason"]),
    FieldSpec(
        "minority",
        PARTS["minority"],
        "paragraph",
        say("In their own words. It goes into the pack as it stands."),
    ),
)
"""A trade-off, in the order in which a table comes to it."""

ARGUMENT = (
    FieldSpec(
        "kind",
        say("What it is"),
        "radios",
        choices=tuple(Choice(kind, words) for kind, words in ARGUMENTS.items()),
    ),
    FieldSpec("words", say("What was said"), "paragraph", say("In a sentence, without a name.")),
)
"""Something that was said at the table."""

SKIP = (
    FieldSpec(
        "reason", say("Why it is skipped"), "paragraph", say("It stands in the pack in its place.")
    ),
)
"""Why a trade-off is left out."""


def take_up_specs(waiting: Sequence[tuple[str, str]]) -> list[FieldSpec]:
    """Which projects are to be weighed, and at how many tables."""
    return [
        FieldSpec(
            "projects",
            say("Which projects are weighed"),
            "ticks",
            choices=tuple(Choice(project, title) for project, title in waiting),
        ),
        FieldSpec(
            "tables",
            say("Tables in the hall"),
            "number",
            say("They share the projects out in turn. Left empty: the whole room weighs each."),
            least=1,
            most=60,
        ),
    ]
