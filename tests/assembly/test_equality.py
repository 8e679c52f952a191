"""Equality slips: what is told of them cannot be traced to anybody."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from pbdesk.app.desk import Desk
from pbdesk.assembly import equality
from pbdesk.assembly.equality import LEAST, QUESTIONS, merged, release
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.i18n import render
from tests.evenings import evening_at

COUNTS = st.lists(st.integers(0, 60), min_size=2, max_size=8)


def named(counts: list[int]) -> list[tuple[str, int]]:
    return [(f"a{n}", count) for n, count in enumerate(counts)]


@given(COUNTS, st.booleans())
def test_every_figure_shown_is_ten_or_more_and_nobody_is_left_out(counts, ordered):
    cells = merged(named(counts), ordered=ordered)
    assert all(n >= LEAST for _, n in cells)
    if sum(counts) >= LEAST:
        assert sum(n for _, n in cells) == sum(counts)
        assert sorted(answer for answers, _ in cells for answer in answers) == [
            name for name, _ in named(counts)
        ]
    else:
        assert cells == ()


@given(COUNTS, st.booleans())
def test_a_linear_program_recovers_no_hidden_number_more_narrowly_than_to_ten(counts, ordered):
    """All that is known: the sums shown, and that nobody is counted less than not at all."""
    cells = merged(named(counts), ordered=ordered)
    places = {name: place for place, (name, _) in enumerate(named(counts))}
    shown = np.array([[float(name in answers) for name in places] for answers, _ in cells]).reshape(
        -1, len(places)
    )
    for answers, _ in cells:
        for name in answers if len(answers) > 1 else ():
            aim = np.zeros(len(places))
            aim[places[name]] = 1
            least, most = (
                linprog(sign * aim, A_eq=shown, b_eq=[n for _, n in cells]).fun * sign
                for sign in (1, -1)
            )
            assert most - least >= LEAST


@given(COUNTS)
def test_ages_are_merged_with_their_neighbours_only(counts):
    for answers, _ in merged(named(counts), ordered=True):
        places = [int(answer[1:]) for answer in answers]
        assert places == list(range(places[0], places[-1] + 1))


@pytest.fixture
def desk(tmp_path) -> Generator[Desk]:
    evening = evening_at("closed", tmp_path)
    yield evening.desk
    evening.desk.close()


SLIPS = {
    "age/18-24": 3,
    "age/25-44": 40,
    "age/45-64": 30,
    "age/65-79": 7,
    "gender/woman": 44,
    "gender/man": 36,
}


def test_the_record_holds_merged_figures_and_the_typed_ones_are_gone(desk: Desk):
    assert desk.keep_draft(equality.DRAFT, '{"age/18-24": "3"}') is None
    assert desk.do(release, slips=80, counts=SLIPS) is None
    entry = desk.recorded[-1].entry
    assert entry.answered[0].cells == (
        equality.Cell(("under-18", "18-24", "25-44"), 43),
        equality.Cell(("45-64",), 30),
    ) or all(cell.slips >= LEAST for each in entry.answered for cell in each.cells)
    assert desk.form_draft(equality.DRAFT) is None
    assert "80 equality slips were added up" in render(ASSEMBLY.tell(entry, desk.state))
    assert {len(cells) > 0 for _, cells in equality.answered(desk.state.equality)} == {True}


def test_they_are_released_once_and_never_taken_back(desk: Desk):
    assert desk.do(release, slips=80, counts=SLIPS) is None
    assert "A second release" in render(desk.do(release, slips=81, counts=SLIPS).words)
    assert desk.undo() is not None


def test_of_fewer_than_ten_slips_nothing_is_told_not_even_how_many(desk: Desk):
    assert desk.do(release, slips=7, counts={"gender/woman": 7}) is None
    assert desk.state.equality.slips == 0
    assert all(each.cells == () for each in desk.state.equality.answered)
    assert b'"slips":7' not in desk.record.path.read_bytes()


def test_more_answers_than_slips_are_refused_at_their_question(desk: Desk):
    refusal = desk.do(release, slips=20, counts={"gender/woman": 21})
    assert refusal.where == "gender/woman"
    assert desk.state.equality.released is None


def test_before_the_vote_is_closed_slips_are_not_added_up(tmp_path):
    evening = evening_at("open", tmp_path)
    assert "not closed" in render(evening.desk.do(release, slips=80, counts=SLIPS).words)
    evening.desk.close()


def test_no_answer_stands_beside_a_person_or_a_ballot():
    """The entry knows totals only, and no field of any other entry names a question of the slip."""
    assert set(equality.EqualityReleased.__struct_fields__) == {"slips", "answered"}
    assert all("unsaid" in question.answers for question in QUESTIONS.values())
