"""The renderer: what every page that is data does, whatever it is about."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pbdesk.app.sample.evening import MOMENTS
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.halls.kind import PARENT
from pbdesk.jury.kind import CASE, JURY
from pbdesk.minutes.handover import Handover
from pbdesk.ui.all_pages import PAGES
from pbdesk.ui.render.blocks import Ask, Paragraph
from pbdesk.ui.render.intents import ByHand, Open, Print
from pbdesk.ui.render.page import RenderedPage
from pbdesk.ui.render.view import (
    Here,
    PageSpec,
    PageView,
    asks,
    blocks,
    presses,
)
from tests.cases import case_states
from tests.evenings import state_at
from tests.halls.votes import parent_states
from tests.test_architecture import loaded_by

PACKED = datetime(2026, 11, 26, 22, tzinfo=UTC)
SPECS = [page.spec for page in PAGES if issubclass(page, RenderedPage)]
every_spec = pytest.mark.parametrize(
    "spec",
    SPECS,
    ids=[spec.name for spec in SPECS],
)


def states_of(spec: PageSpec) -> Iterator[object]:
    """The file of the page's kind as it stood: the evening's moments, or those of the case."""
    for kind in (CASE, JURY):
        if spec.name in kind.pages and spec.name != "record":
            yield from case_states(kind.tag)
            return
    if spec.name in PARENT.pages and spec.name not in ASSEMBLY.pages:
        yield from parent_states()
        return
    yield from map(state_at, MOMENTS)
    yield replace(
        state_at("declared"),
        handover=Handover("pack.zip", "ab" * 32, PACKED),
    )


def views_of(spec: PageSpec) -> Iterator[PageView]:
    """The page at every moment of its file, at each row, and with each form that it opens."""
    for state in states_of(spec):
        rows = getattr(spec.view(state, None, Here()).left, "rows", ())
        for row in (None, *(row.key for row in rows)):
            seen = spec.view(state, None, Here(chosen=row))
            yield seen
            for press in presses(seen):
                if isinstance(press.intent, Open):
                    yield spec.view(
                        state,
                        None,
                        Here(chosen=row, doing=press.intent.form),
                    )


def misfits(ask: Ask) -> set[str]:
    """Answers that the decision does not take, and what it needs and nobody is asked for."""
    if isinstance(ask.decide, Print):
        return set()  # a sheet takes what it wants of them
    match ask.decide:
        case ByHand(act=act):
            taken = [*inspect.signature(act).parameters.values()][1:]
        case decide:
            taken = [*inspect.signature(decide).parameters.values()][2:]
    any_ = [
        each for each in taken if each.kind is inspect.Parameter.VAR_KEYWORD
    ]
    taken = [each for each in taken if each not in any_]
    given = {*(field.name for field in ask.fields), *ask.given}
    needed = {
        each.name for each in taken if each.default is inspect.Parameter.empty
    }
    beyond = set() if any_ else given - {each.name for each in taken}
    return beyond | (needed - given)


@every_spec
def test_every_form_gives_its_decision_what_it_takes(spec):
    forms = [ask for seen in views_of(spec) for ask in asks(seen)]
    assert {ask.key: misfits(ask) for ask in forms if misfits(ask)} == {}


@every_spec
def test_every_button_that_opens_a_form_finds_it(spec):
    for state in states_of(spec):
        for press in presses(spec.view(state, None, Here())):
            if isinstance(press.intent, Open):
                there = Here(
                    chosen=press.intent.chosen,
                    doing=press.intent.form,
                )
                assert press.intent.form in {
                    a.key for a in asks(spec.view(state, None, there))
                }


def tells_too_late(seen: PageView) -> bool:
    """Whether the page says that what it is for can no longer be written."""
    return any(
        isinstance(each, Paragraph) and each.key == "locked"
        for each in blocks(seen)
    )


@every_spec
def test_where_a_page_says_that_it_is_too_late_no_form_of_it_can_be_filled(
    spec,
):
    late = [seen for seen in views_of(spec) if tells_too_late(seen)]
    assert [ask.key for seen in late for ask in asks(seen) if ask.open] == []


def test_pages_say_that_it_is_too_late():
    """Else the law above would hold of nothing."""
    late = {
        spec.name
        for spec in SPECS
        for seen in views_of(spec)
        if tells_too_late(seen)
    }
    assert {
        "proposals",
        "tradeoffs",
        "arguments",
        "matters",
        "seating",
        "dots",
    } <= late


def test_a_page_of_data_knows_no_qt():
    modules = sorted({inspect.getmodule(spec.view).__name__ for spec in SPECS})
    assert len(modules) > 30
    assert "PySide6" not in loaded_by(
        "\n".join(f"import {module}" for module in modules),
    )
