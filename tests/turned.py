"""States of an assembly as if its rules, people or first words were others, for tests."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from pbdesk.assembly.mandate import ASKED
from pbdesk.assembly.state import Assembly

ASKED_NAMES = {each.name for each in ASKED}


def with_given(state: Assembly, given: Mapping[str, object]) -> Assembly:
    """The state as if file and question said this, and nothing else, in the rulebook."""
    held = state.question
    said = {
        name: value
        for name, value in held.terms.given.items()
        if name in ASKED_NAMES
    }
    terms = replace(held.terms, given=MappingProxyType({**said, **given}))
    return replace(
        state,
        rules=replace(state.rules, given=MappingProxyType(dict(given))),
        questions=MappingProxyType(
            {**state.questions, state.asked: replace(held, terms=terms)},
        ),
    )


def with_round(state: Assembly, **slices: object) -> Assembly:
    """The state as if its round had these slices."""
    held = replace(state.rounds[state.round], **slices)
    return replace(
        state,
        rounds=MappingProxyType({**state.rounds, state.round: held}),
    )
