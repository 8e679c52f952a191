"""Slips with several items: what is told of them cannot be traced to anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from pbdesk.app.desk import Desk
from pbdesk.app.sample.evening import WHO_CAME
from pbdesk.assembly import mandate, rulebook
from pbdesk.assembly.figures import AddedUp, figures
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.i18n import render
from pbdesk.jury import scores
from pbdesk.minutes.entries import Id
from pbdesk.questions import items, terms
from pbdesk.questions.items import USUAL
from pbdesk.questions.slips import (
    LEAST,
    Cell,
    SlipsReleased,
    merged,
    release_items,
    told,
)
from tests.evenings import evening_at
from tests.jury.held import Held

COUNTS = st.lists(st.integers(0, 60), min_size=2, max_size=8)


def named(counts: list[int]) -> list[tuple[str, int]]:
    return [(f"a{n}", count) for n, count in enumerate(counts)]


@given(COUNTS, st.booleans())
def test_every_figure_shown_is_ten_or_more_and_nobody_is_left_out(
    counts,
    ordered,
):
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
def test_a_linear_program_recovers_no_hidden_number_more_narrowly_than_to_ten(
    counts,
    ordered,
):
    """All that is known: the sums shown, and that nobody is counted less than not at all."""
    cells = merged(named(counts), ordered=ordered)
    places = {name: place for place, (name, _) in enumerate(named(counts))}
    shown = np.array(
        [[float(name in answers) for name in places] for answers, _ in cells],
    ).reshape(-1, len(places))
    for answers, _ in cells:
        for name in answers if len(answers) > 1 else ():
            aim = np.zeros(len(places))
            aim[places[name]] = 1
            least, most = (
                linprog(sign * aim, A_eq=shown, b_eq=[n for _, n in cells]).fun
                * sign
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
    evening.desk.turn(WHO_CAME)
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


def test_the_record_holds_merged_figures_alone(desk: Desk):
    assert desk.do(release_items, slips=80, counts=SLIPS) is None
    entry = desk.recorded[-1].entry
    assert isinstance(entry, SlipsReleased)
    assert entry.items[0].cells == (
        Cell(("under-18", "18-24", "25-44"), 43),
        Cell(("45-64",), 30),
    ) or all(cell.slips >= LEAST for each in entry.items for cell in each.cells)
    assert "80 slips were added up" in render(ASSEMBLY.tell(entry, desk.state))
    assert {
        len(cells) > 0 for _, cells in told(desk.state.terms, desk.state.slips)
    } == {True}


def test_they_are_released_once_and_never_taken_back(desk: Desk):
    assert desk.do(release_items, slips=80, counts=SLIPS) is None
    assert "A second release" in render(
        desk.do(release_items, slips=81, counts=SLIPS).mend,
    )
    assert desk.undo() is not None


def test_of_fewer_than_ten_slips_nothing_is_told_not_even_how_many(desk: Desk):
    assert desk.do(release_items, slips=7, counts={"gender/woman": 7}) is None
    assert desk.state.slips.came == 0
    assert all(each.cells == () for each in desk.state.slips.items)
    assert b'"slips":7' not in desk.record.path.read_bytes()


def test_more_answers_than_slips_are_refused_at_their_item(desk: Desk):
    refusal = desk.do(release_items, slips=20, counts={"gender/woman": 21})
    assert refusal.where == "gender/woman"
    assert not desk.state.slips.done


def test_a_figure_beside_an_answer_that_is_not_asked_is_refused(desk: Desk):
    refusal = desk.do(release_items, slips=20, counts={"gender/sailor": 2})
    assert "an answer that is not asked" in render(refusal.words)
    assert (
        desk.do(release_items, slips=20, counts={"gender/man": -2}) is not None
    )


def test_before_the_vote_is_closed_slips_are_not_added_up(tmp_path):
    evening = evening_at("open", tmp_path)
    evening.desk.turn(WHO_CAME)
    refusal = evening.desk.do(release_items, slips=80, counts=SLIPS)
    assert "not closed" in render(refusal.words)
    evening.desk.close()


def test_no_answer_stands_beside_a_person_or_a_ballot():
    """The entry knows totals only, and whoever leaves an item open would rather not say."""
    assert set(SlipsReleased.__struct_fields__) == {
        "answers",
        "slips",
        "items",
        "question",
    }
    assert all("unsaid" in item.answers for item in USUAL.values())


# A council's own


@pytest.fixture
def asking(tmp_path) -> Generator[Desk]:
    """The rules are written, not sealed, and a score is asked beside who came."""
    evening = evening_at("rules", tmp_path)
    desk = evening.desk
    assert desk.do(terms.ask, kind="score") is None
    desk.turn(SCORED)
    asked = "How well was the evening run?"
    assert desk.do(mandate.set_charter, clause="question", value=asked) is None
    yield desk
    desk.close()


SCORED = Id("3")


def said_of_the_vote(desk: Desk) -> None:
    before = desk.state.asked
    desk.turn(Id("1"))
    for clause, value in (("quorum", 0), ("kept", 12)):
        assert desk.do(rulebook.set_rule, clause=clause, value=value) is None
    desk.turn(before)


def sealed(desk: Desk) -> None:
    said_of_the_vote(desk)
    assert desk.do(rulebook.seal) is None


def test_a_council_writes_its_own_items(asking: Desk):
    asking.turn(WHO_CAME)
    for item in USUAL:
        assert asking.do(items.drop_item, item=Id(item)) is None
    own = {
        "name": "How did you come?",
        "answers": "On foot\nBy bus\n\nBy car\n",
    }
    assert asking.do(items.add_item, **own) is None
    (asked,) = asking.state.terms.items.values()
    assert [
        render(words) if not isinstance(words, str) else words
        for words in asked.answers.values()
    ] == [
        "On foot",
        "By bus",
        "By car",
        "Would rather not say",
    ]
    again = asking.do(items.add_item, **own | {"name": "HOW DID you come?"})
    assert "stands there already" in render(again.words)
    one = asking.do(items.add_item, name="Your bus?", answers="Line 4")
    assert one.where == "answers"
    twice = asking.do(
        items.add_item,
        name="Your bus?",
        answers="Line 4\nline 4",
    )
    assert twice.where == "answers"
    assert asking.undo() is None
    assert not asking.state.terms.items


def test_nothing_asked_is_not_sealed_and_what_was_sealed_stays(asking: Desk):
    said_of_the_vote(asking)
    empty = asking.do(rulebook.seal)
    assert "Nothing is asked on the slip" in render(empty.words)
    assert asking.do(items.add_score, name="Everybody was heard") is None
    sealed(asking)
    refusal = asking.do(items.add_score, name="The room was warm")
    assert "were sealed with the question" in render(refusal.words)
    (item,) = asking.state.terms.items
    assert asking.do(items.drop_item, item=item).words == refusal.words


@pytest.mark.parametrize(
    ("scores", "middle"),
    [
        ({"4": 3, "3": 2}, "Fully met, close"),
        ({"4": 3, "0": 2}, "Fully met, apart"),
        ({"4": 3, "3": 3}, "Mostly met to Fully met, close"),
        ({"4": 4, "unsaid": 20}, None),
    ],
)
def test_of_scores_the_middle_alone_is_told_from_five_on(
    asking: Desk,
    scores,
    middle,
):
    assert asking.do(items.add_score, name="Everybody was heard") is None
    own_round = asking.do(rulebook.set_rule, clause="round", value=9)
    assert own_round is None
    sealed(asking)
    (item,) = asking.state.terms.items
    counts = {f"{item}/{score}": n for score, n in scores.items()}
    assert (
        asking.do(release_items, slips=sum(scores.values()), counts=counts)
        is None
    )
    assert not asking.recorded[-1].entry.public
    ((_, answers),) = told(asking.state.terms, asking.state.slips)
    assert [(render(words), n) for words, n in answers] == (
        [(middle, None)] if middle else []
    )


def test_the_scores_of_a_jury_are_a_question_like_an_assemblys(
    asking: Desk,
    tmp_path,
):
    """The same slips in a case and in an assembly: the same entry, told in the same words."""
    rows = ((0, 3), (4, 3), (0, 1), (1, 2), (0, None))
    held = Held(tmp_path).until("heard")
    for row in rows:
        held.done(scores.key_slip, scores=row)
    held.done(scores.show)
    for standard in held.state.terms.standards:
        assert asking.do(items.add_score, name=standard) is None
    assert asking.do(rulebook.set_rule, clause="round", value=9) is None
    sealed(asking)
    counts = Counter(
        f"{item}/{'unsaid' if score is None else score}"
        for row in rows
        for item, score in zip(asking.state.terms.items, row, strict=True)
    )
    assert asking.do(release_items, slips=len(rows), counts=counts) is None
    case, hall = scores.question(held.state), asking.state.terms
    assert (case.kind, case.way, case.force) == (
        hall.kind,
        hall.way,
        hall.force,
    )
    told_of = list(told(hall, asking.state.slips))
    assert list(told(case, held.state.scores)) == told_of
    assert [len(answers) for _, answers in told_of] == [1, 0]
    in_case, in_hall = held.state.scores.scored, asking.state.slips.scored
    assert in_case
    assert in_hall
    assert [each.cells for each in in_case.items] == [
        each.cells for each in in_hall.items
    ]


def test_the_report_tells_who_came(tmp_path):
    evening = evening_at("declared", tmp_path)
    (added,) = figures(evening.desk.state.of(Id("1"))).added_up
    evening.desk.close()
    assert isinstance(added, AddedUp)
    assert (added.wording, added.came) == ("Who was in the room?", 318)
    assert [render(label) for label, _ in added.items][:2] == ["Age", "Gender"]


def test_a_slip_has_room_for_forty_items_of_twenty_answers(asking: Desk):
    asking.turn(WHO_CAME)
    many = "\n".join(f"Line {n}" for n in range(21))
    full = asking.do(items.add_item, name="Which bus?", answers=many)
    assert render(full.words) == "A slip has room for 20 answers to an item."
    for n in range(40 - len(asking.state.terms.items)):
        assert (
            asking.do(items.add_item, name=f"Bus {n}?", answers="Yes\nNo")
            is None
        )
    over = asking.do(items.add_item, name="Tram?", answers="Yes\nNo")
    assert render(over.words) == "A slip has room for 40 items."


def test_what_cannot_stand_on_a_slip_is_said(asking: Desk):
    steps = asking.do(items.add_item, name="Was it warm?", answers="Yes\nNo")
    assert render(steps.words) == "A score has its steps already."
    usual = asking.do(items.add_usual_items)
    assert render(usual.words) == "Who came is not scored."
    unnamed = asking.do(items.add_score, name="  ")
    assert render(unnamed.words) == "It is not said what is asked."
    asking.turn(WHO_CAME)
    score = asking.do(items.add_score, name="Everybody was heard")
    assert render(score.words) == "Nothing is scored in this question."
    again = asking.do(items.add_usual_items)
    assert render(again.words) == "All of it is asked already."
    gone = asking.do(items.drop_item, item=Id("shoes"))
    assert render(gone.words) == "This does not stand on the slip."
    asking.turn(Id("1"))
    money = asking.do(items.add_item, name="Was it warm?", answers="Yes\nNo")
    assert render(money.words) == "This question has no items of its own."
