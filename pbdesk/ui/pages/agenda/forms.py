"""The forms of the agenda.

Each field is named as the parameter of its decision, so that a refusal finds it.
"""

from __future__ import annotations

from dataclasses import replace

from pbdesk.assembly.agenda import KINDS, Item
from pbdesk.assembly.interests import HANDLED, ROLES
from pbdesk.assembly.state import Assembly
from pbdesk.ui.widgets.choices import Choice
from pbdesk.ui.widgets.field import Value
from pbdesk.ui.widgets.form import FieldSpec
from pbdesk.words import Words, say

__all__ = [
    "as_planned",
    "asked_for",
    "change_specs",
    "handle_specs",
    "interest_specs",
    "plan_specs",
    "present_specs",
]

_MINUTES = FieldSpec("minutes", say("Minutes", context="time"), "number", least=1, most=240)
_SPEAKER = FieldSpec(
    "speaker", say("Who speaks"), help=say("A role, never a name. It may stay empty.")
)


def _projects(state: Assembly, label: Words, empty: Words) -> FieldSpec:
    return FieldSpec(
        "project",
        label,
        "choice",
        placeholder=empty,
        choices=tuple(Choice(p.id, p.title) for p in state.ideas.projects),
    )


def plan_specs(state: Assembly) -> list[FieldSpec]:
    """An item of the running order."""
    return [
        FieldSpec(
            "kind",
            say("What it is"),
            "radios",
            upright=True,
            choices=tuple(Choice(kind, words) for kind, words in KINDS.items()),
        ),
        _projects(state, say("About which project"), say("Choose the project")),
        FieldSpec(
            "title", say("Title"), help=say("As the room reads it. Empty: the project's own title.")
        ),
        _MINUTES,
        FieldSpec(
            "tables",
            say("Tables that speak"),
            "number",
            say("Each has the minutes above, one after the other."),
            least=1,
            most=60,
        ),
        _SPEAKER,
    ]


def asked_for(kind: Value) -> tuple[str, ...]:
    """Which fields belong to which kind of item."""
    return {
        None: ("kind",),
        "presentation": ("kind", "project", "minutes", "speaker"),
        "tables": ("kind", "project", "title", "minutes", "tables"),
    }.get(str(kind) if kind else None, ("kind", "title", "minutes", "speaker"))


def change_specs(item: Item) -> list[FieldSpec]:
    """What may be changed about an item."""
    minutes = (
        _MINUTES
        if item.kind != "presentation"
        else replace(_MINUTES, help=say("Every project gets the same time, so this is for all."))
    )
    tables = (
        [FieldSpec("tables", say("Tables that speak"), "number", least=1, most=60)]
        if item.tables
        else []
    )
    return [FieldSpec("title", say("Title")), minutes, *(tables or [_SPEAKER])]


def as_planned(item: Item) -> dict[str, Value]:
    """What stands in the form before an item is changed."""
    found: dict[str, Value] = {"title": item.title, "minutes": item.minutes}
    return (
        {**found, "tables": item.tables} if item.tables else {**found, "speaker": str(item.speaker)}
    )


def present_specs() -> list[FieldSpec]:
    """The time that every project gets."""
    return [
        FieldSpec(
            "minutes",
            say("Minutes for each project"),
            "number",
            say("All get the same. Their order is drawn by lot."),
            least=1,
            most=240,
        )
    ]


def interest_specs(state: Assembly) -> list[FieldSpec]:
    """An interest that somebody declares."""
    return [
        FieldSpec(
            "role",
            say("Who declares it"),
            "choice",
            say("A role: nobody is named in the record."),
            choices=tuple(Choice(role, words) for role, words in ROLES.items()),
            placeholder=say("Choose"),
        ),
        _projects(state, say("About which project"), say("More than one project")),
        FieldSpec(
            "what", say("What the interest is"), "paragraph", say("One sentence, without a name.")
        ),
        *handle_specs(),
    ]


def handle_specs() -> list[FieldSpec]:
    """How an interest is handled."""
    return [
        FieldSpec(
            "handled",
            say("How it is handled"),
            "radios",
            upright=True,
            choices=tuple(Choice(handled, words) for handled, words in HANDLED.items()),
        ),
        FieldSpec(
            "reason", say("Reason, in plain words"), "paragraph", say("A dispensation needs one.")
        ),
    ]
