"""The batches: opened, keyed twice by keyboard and blind, looked at again, corrected.

And stated to add up.
"""

from __future__ import annotations

import json
import statistics
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from pbdesk.app.desk import Desk
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import render
from pbdesk.questions import box, staff
from pbdesk.questions.door import Stubs
from pbdesk.ui.pages.batches.keying import Keying
from pbdesk.ui.pages.batches.reading import Reading, reading
from pbdesk.ui.pages.batches.sums import adding_up
from pbdesk.ui.pages.batches.view import PAGE, rows
from pbdesk.ui.pages.batches.work import Memory, Work, work_on
from pbdesk.ui.render.blocks import Own, Paragraph
from pbdesk.ui.render.view import Here, asks, blocks
from pbdesk.ui.shown import Sign
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.legend import Whole, cut, one_by_one
from pbdesk.words import plain
from tests.evenings import state_at
from tests.turned import with_given, with_round
from tests.ui.pages.on_proposals import asked, button, form
from tests.ui.pages.seen import seen_on


def heard(found: Reading) -> str:
    return " ".join(
        render(words) for words in (found.lead, found.words) if words
    )


def parts(state: Assembly, unreturned: int) -> dict[str, int | None]:
    parts = adding_up(state, unreturned).parts
    return {render(part.words): part.n for part in parts}


def keying(page) -> Keying:
    return page.findChild(Keying)


def is_keyed(page) -> bool:
    return keying(page) is not None and not keying(page).work.isHidden()


def about(page, name: str):
    """What the page's own widget of that name shows."""
    found = blocks(page._seen)
    return next(
        (
            each.about
            for each in found
            if isinstance(each, Own) and each.name == name
        ),
        None,
    )


def work(state: Assembly, batch: int) -> Work:
    return work_on(state, Memory(), state.box.batches[batch])


def mends(page) -> bool:
    return bool({"correct_batch", "key_again", "add_batch"} & asked_for(page))


def asked_for(page) -> set[str]:
    return {each.ask.key for each in page.forms.values()}


def mend(page, words: str, key: str, **typed: object) -> None:
    """Press what asks for it, write it, and record it."""
    if words:
        button(page, words).click()
    form(page, key).set_values(typed, keep_focused=False)
    asked(page, key).record.click()


def passes(state: Assembly, batch: int) -> tuple[int, int]:
    return state.papers.batch(batch).passes


@pytest.fixture
def enter(type_into, press):
    """Types a line where the focus is, and presses Enter."""

    def type_line(text: str) -> None:
        type_into(text)
        press(Qt.Key.Key_Return)

    return type_line


# What the view says


def test_batches_stand_by_what_they_need():
    lines = rows(state_at("keying"), Memory())
    assert [(render(line.section.title), line.key) for line in lines[:4]] == [
        ("Differ: look again", "2"),
        ("Differ: look again", "6"),
        ("Being keyed", "9"),
        ("Not started", "10"),
    ]
    assert [render(line.sub) for line in lines[:3]] == [
        "Paper 9 differs",
        "Paper 3 differs",
        "First pass, 13 of 25",
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("cef", "It counts: C, E and F."),
        ("ABCDEF", "It does not count: Too many marks."),
        ("0", "It does not count: Unmarked."),
        ("C Z", "“Z” is not on the paper. The codes go from A to H."),
    ],
)
def test_the_teller_hears_while_typing_what_the_paper_is_worth(typed, said):
    assert heard(reading(state_at("keying"), typed)) == said


def test_the_paper_mirrors_the_codes_and_tints_the_last():
    lines = reading(state_at("keying"), "CEF").lines
    assert [line.code for line in lines if line.mark == "keyed"] == [
        "C",
        "E",
        "F",
    ]
    assert [line.code for line in lines if line.tinted] == ["F"]


def test_a_doubtful_paper_is_drawn_as_the_hand_made_it():
    lines = reading(state_at("keying"), "? C' E/ F~").lines
    assert {line.code: line.mark for line in lines if line.mark} == {
        "C": "tick",
        "E": "beside",
        "F": "struck",
    }


def test_papers_that_are_not_accounted_for_are_said_in_words():
    state = state_at("keyed")
    assert parts(state, 0)["missing"] == 5
    assert parts(state, 5) == {
        "counted": 284,
        "rejected": 4,
        "doubtful, not ruled on yet": 5,
        "spoilt": 3,
        "not brought back": 5,
    }
    assert parts(state, 7)["too many"] == -2


def test_the_kiosk_says_how_many_stubs_were_given_and_used():
    assert (
        render(adding_up(state_at("keyed"), 0).kiosk or "")
        == "56 given at the kiosk, 56 cast."
    )


# By keyboard


def test_the_box_is_opened_by_keyboard(page_at, type_into, press):
    page = page_at(PAGE, "closed")
    page.go_to("papers")
    type_into("60")
    press(Qt.Key.Key_Tab, 2)
    press(Qt.Key.Key_Return)
    assert [batch.papers for batch in page.host.state.box.batches.values()] == [
        25,
        25,
        10,
    ]
    assert keying(page).name.has_focus()


def test_a_box_without_a_number_is_refused_beside_the_field(page_at, press):
    page = page_at(PAGE, "closed")
    page.go_to("papers")
    press(Qt.Key.Key_Tab, 2)
    press(Qt.Key.Key_Return)
    assert form(page, "box").field("papers").is_wrong()


def test_a_batch_is_keyed_twice_by_keyboard_and_the_next_one_follows(
    page_at,
    enter,
):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=4, batch_size=2)
    page.go_to(None)
    for teller in ("Teller 1", "Teller 2"):
        enter(teller)
        enter("ace")
        enter("0")
    assert page.host.state.box.batches[1].agreed
    batch = page.host.state.box.batches[1]
    assert (*batch.first, *batch.second) == ("teller-1", "teller-2")
    assert page.at.chosen == "2"
    assert keying(page).name.has_focus()


def test_what_is_kept_is_on_disk_before_the_field_is_empty(
    page_at,
    type_into,
    press,
):
    page = page_at(PAGE, "keying")
    found: list[bool] = []

    def on_disk() -> bool:
        with Desk.open(page.host.desk.record.path, read_only=True) as again:
            return again.state.papers.paper(9, 14).at(1) is not None

    keying(page).codes.edit.textChanged.connect(
        lambda text: found.append(on_disk()) if not text else None,
    )
    page.go_to("9")
    type_into("CEF")
    press(Qt.Key.Key_Return)
    assert found == [True]
    assert render(about(page, "keying").title) == "Batch 9, paper 15 of 25"


def test_a_code_that_is_not_on_the_paper_stays_in_the_field_with_its_reason(
    page_at,
    enter,
):
    page = page_at(PAGE, "keying")
    page.go_to("9")
    enter("cz")
    assert keying(page).codes.raw() == "C Z"
    assert "“Z” is not on the paper." in seen_on(keying(page).codes)
    assert passes(page.host.state, 9) == (13, 0)


def test_the_paper_before_is_taken_back(page_at, enter, qtbot):
    page = page_at(PAGE, "keying")
    page.go_to("9")
    enter("ABC")
    assert "Paper 14: A B C" in seen_on(page.right.page)
    qtbot.keyClick(keying(page).before.button, Qt.Key.Key_Space)
    assert passes(page.host.state, 9) == (13, 0)
    assert keying(page).codes.has_focus()


def test_the_second_teller_never_sees_what_the_first_keyed(page_at, enter):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=2, batch_size=2)
    page.go_to(None)
    for line in ("Teller 1", "BCE", "BCE", "Teller 2"):
        enter(line)
    assert about(page, "keying").turn == 2
    assert "B C E" not in seen_on(page)
    enter("A")
    assert "Paper 1: A" in seen_on(page.right.page)


def test_nobody_keys_both_passes(page_at, enter):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=1, batch_size=1)
    page.go_to(None)
    for line in ("Teller 1", "A", "teller  1"):
        enter(line)
    assert passes(page.host.state, 1) == (1, 0)
    assert not is_keyed(page)
    assert keying(page).name.is_wrong()
    assert "Peter Hallam keyed paper 1 in the other pass." in seen_on(
        keying(page).naming,
    )


def test_the_third_teller_sees_both_readings_only_once_the_paper_is_keyed(
    page_at,
    enter,
):
    page = page_at(PAGE, "keying")
    state = page.host.state
    marked = json.loads(state.papers.paper(2, 9).at(1).ballot)
    codes = [line.code for line in state.sheet.lines if line.project in marked]
    first = " ".join(codes)
    page.go_to("2")
    enter("Teller 5")
    assert "First pass:" not in seen_on(page)
    enter("".join(codes))
    assert page.host.state.box.batches[2].agreed
    told = f"{first} holds, as Tomas Novak read it. First pass: {first}. Second pass: A."
    assert told in seen_on(page.right.page)


def test_after_a_third_look_a_batch_that_nobody_began_comes_next_and_what_held_is_said(
    page_at,
    enter,
):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=2, batch_size=1)
    page.go_to(None)
    for line in ("Teller 1", "A", "Teller 2", "D", "Teller 3", "D"):
        enter(line)
    assert page.at.chosen == "2"
    assert keying(
        page,
    ).naming.isVisible()  # nobody keys it under another's number
    assert page.host.banners[-1].startswith("Batch 1, Paper 1: D holds, as ")


def test_a_third_look_is_taken_back_while_another_paper_still_differs(
    page_at,
    enter,
):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=3, batch_size=3)
    page.go_to(None)
    for line in (
        "Teller 1",
        "A",
        "B",
        "C",
        "Teller 2",
        "D",
        "B",
        "E",
        "Teller 3",
        "F",
    ):
        enter(line)
    papers = page.host.state.papers.batch(1)
    assert papers.at("differs") == (3,)
    assert "Paper 1: F" in seen_on(keying(page).before)
    keying(page).before.button.click()
    assert page.host.state.papers.batch(1).at("differs") == (1, 3)
    assert keying(page).before.isHidden()
    assert keying(page).codes.has_focus()


def test_a_bundle_without_its_last_paper_is_keyed_blind_and_then_counted_by_hand(
    page_at,
    enter,
    press,
    qtbot,
):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=3, batch_size=3)
    page.go_to(None)
    for line in ("Teller 1", "A", "B"):
        enter(line)
    button(page, "No paper is left").click()
    for line in ("Teller 2", "A", "B"):
        enter(line)
    assert "Batch 1 is 1 paper short." in seen_on(page.right.page)
    assert form(page, "correct_batch").value("papers") == 2
    mend(page, "", "correct_batch", reason="It lay under the box, empty.")
    assert page.host.state.box.batches[1].agreed


def test_that_the_papers_add_up_is_stated_with_what_is_unreturned(
    page_at,
    type_into,
    press,
):
    page = page_at(PAGE, "ruled")
    page.go_to("unreturned")
    type_into("5")
    assert "not accounted for" not in seen_on(page.right.page)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert page.host.state.box.reconciled.unreturned == 5
    assert page.host.led_on == ["It is recorded that the papers add up."]


def test_a_missing_paper_needs_an_explanation_beside_its_field(
    page_at,
    type_into,
):
    page = page_at(PAGE, "ruled")
    page.go_to("unreturned")
    type_into("4")
    asked(page, "reconcile").record.click()
    assert not page.host.state.box.reconciled
    assert form(page, "reconcile").field("explanation").has_focus()
    type_into("Seen last at table 3")
    asked(page, "reconcile").record.click()
    assert parts(page.host.state, 0)["missing"] == 1


def test_papers_that_are_not_ruled_on_keep_the_sum_from_being_stated_and_it_says_so(
    page_at,
):
    page = page_at(PAGE, "keyed")
    form(page, "reconcile").set_values({"unreturned": 5})
    asked(page, "reconcile").record.click()
    assert not page.host.state.box.reconciled
    assert page.host.banners == [
        "Papers are still to be keyed or ruled on. Finish them first.",
    ]


def test_a_paper_found_later_is_keyed_on_in_both_passes(
    page_at,
    enter,
    type_into,
):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=1, batch_size=1)
    page.go_to(None)
    for line in ("Teller 1", "A", "Teller 2", "A"):
        enter(line)
    mend(
        page,
        "The bundle holds another number",
        "correct_batch",
        papers=2,
        reason="Stuck to the lid.",
    )
    enter("B")
    enter("B")
    assert page.host.state.box.batches[1].agreed
    assert page.host.state.box.papers == 2


def test_the_names_of_those_who_count_are_offered_for_the_next_batch(
    page_at,
    enter,
):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=2, batch_size=1)
    page.go_to(None)
    for line in ("Teller 1", "A", "Teller 2", "A"):
        enter(line)
    assert keying(page).name.raw() == ""
    offered = [
        button.text() for button in keying(page).offers.findChildren(Button)
    ]
    assert offered == [
        "Peter Hallam",
        "Rosa Lindqvist",
        "Samira Kelley",
        "Wren Ashby",
        "Tomas Novak",
    ]


@pytest.mark.parametrize(
    "spelling",
    ["HALLAM, Peter", "peter  hallam", "Teller 1", "1"],
)
def test_one_person_under_two_spellings_is_one_person(page_at, enter, spelling):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=1, batch_size=1)
    page.go_to(None)
    for line in ("Peter Hallam", "A", spelling):
        enter(line)
    assert passes(page.host.state, 1) == (1, 0)
    assert "Peter Hallam keyed paper 1 in the other pass." in seen_on(
        keying(page).naming,
    )


def test_whom_nobody_named_does_not_key_until_they_are_added(page_at, enter):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=1, batch_size=1)
    page.go_to(None)
    enter("Bea Stranger")
    assert "“Bea Stranger” is not among those who count." in seen_on(
        keying(page).naming,
    )
    page.host.act(staff.add, name="Bea Stranger")
    keying(page).name.set_value("")
    for line in ("bea stranger", "A"):
        enter(line)
    assert page.host.state.papers.paper(1, 1).at(1).by == ("teller-6",)


def test_while_the_people_file_is_locked_nobody_keys_and_the_page_says_why(
    page_at,
):
    page = page_at(PAGE, "keying")
    page.host.desk.people.close()
    page.host.desk.people = None
    page.refresh()
    page.go_to("9")
    assert not is_keyed(page)
    assert "the names of those who count stand in it" in seen_on(
        keying(page).naming,
    )
    keying(page).say_who("Peter Hallam")
    assert not is_keyed(page)


def test_where_everybody_voted_at_the_kiosk_only_the_sum_is_asked_for(page_at):
    page = page_at(PAGE, "closed")
    state = page.host.state
    stubs = {
        number: stub
        for number, stub in state.door.stubs.items()
        if stub.channel == "kiosk"
    }
    fates = Counter(stub.fate for stub in stubs.values())
    nobody = with_round(state, given_out=Stubs(stubs, fates=fates))
    found = adding_up(nobody, 0)
    assert (found.issued, found.missing) == (0, 0)
    assert [each.key for each in asks(PAGE.view(nobody, None, Here()))] == [
        "reconcile",
    ]


def test_a_batch_that_is_agreed_shows_no_paper_any_more(page_at):
    page = page_at(PAGE, "keyed")
    page.go_to("1")
    assert not is_keyed(page)
    assert "Before this" not in seen_on(page)


def test_a_paper_is_kept_in_fifty_milliseconds_of_work(
    page_at,
    type_into,
    press,
):
    """Processor time, so that a busy machine does not fail it.

    The disk's share is measured elsewhere.
    """
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=500, batch_size=200)
    page.go_to(None)
    type_into("Teller 1")
    press(Qt.Key.Key_Return)
    spent: list[float] = []
    for _ in range(20):
        type_into("ACEFH")
        before = time.process_time()
        press(Qt.Key.Key_Return)
        spent.append(time.process_time() - before)
    assert passes(page.host.state, 1) == (20, 0)
    assert statistics.median(spent) < 0.05


def test_a_ranked_paper_is_typed_one_number_a_line(page_at):
    state = state_at("keying")
    ranked = with_given(state, {**state.rulebook.given, "style": "ordinal"})
    found = reading(ranked, "1 - 2 - - - - -")
    assert heard(found) == "It counts: 1: A and 2: C."
    assert [line.figure for line in found.lines] == [
        "1",
        "",
        "2",
        "",
        "",
        "",
        "",
        "",
    ]
    assert "The paper has 8 lines, 2 are typed." in heard(
        reading(ranked, "1 2"),
    )


def enter_again(press):
    """The Enter too many: held down, or the scanner's second."""
    press(Qt.Key.Key_Return, 3)


def test_enter_on_the_last_paper_of_a_pass_never_begins_the_next(
    page_at,
    enter,
    press,
):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=1, batch_size=1)
    page.go_to(None)
    enter("Teller 1")
    enter("A")
    enter_again(press)
    assert not is_keyed(page)
    assert keying(page).name.has_focus()
    assert not keying(page).name.is_wrong()


def test_enter_on_the_last_paper_of_all_acts_on_nothing_that_comes_after(
    page_at,
    enter,
    press,
):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=1, batch_size=1)
    page.go_to(None)
    for line in ("Teller 1", "A", "Teller 2", "A"):
        enter(line)
    before = page.host.desk.entries
    enter_again(press)
    assert page.host.desk.entries == before
    assert not mends(page)
    assert page.left.rows.hasFocus()


def test_enter_after_the_third_look_acts_on_nothing_that_comes_after(
    page_at,
    enter,
    press,
):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=1, batch_size=1)
    page.go_to(None)
    for line in ("Teller 1", "A", "Teller 2", "B", "Teller 3", "A"):
        enter(line)
    enter_again(press)
    assert page.host.state.box.batches[1].agreed
    assert not mends(page)


def test_somebody_who_keyed_the_next_paper_is_turned_away_before_it_is_keyed(
    page_at,
    enter,
):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=2, batch_size=2)
    for teller in ("teller-3", "teller-4"):
        page.host.act(box.key, batch=1, turn=1, teller=teller, text="A")
    page.go_to(None)
    enter("Wren Ashby")
    enter("A")
    assert not is_keyed(page)
    assert "Wren Ashby keyed paper 2 in the other pass." in seen_on(
        keying(page).naming,
    )
    assert passes(page.host.state, 1) == (2, 1)


def test_both_who_keyed_it_look_again_together(page_at, enter, qtbot):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=1, batch_size=1)
    page.go_to(None)
    for line in ("Teller 1", "A", "Teller 2", "B"):
        enter(line)
    together = keying(page).offers.findChildren(Button)[-1]
    qtbot.mouseClick(together, Qt.MouseButton.LeftButton)
    enter("A")
    batch = page.host.state.box.batches[1]
    assert (batch.third, batch.together) == (("teller-1", "teller-2"), 1)


def test_in_a_bundle_that_never_was_there_no_paper_is_to_be_keyed_again(
    page_at,
):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=5, batch_size=3)
    page.host.act(
        box.correct_batch,
        batch=2,
        papers=0,
        reason="It was counted twice.",
    )
    assert page.host.state.box.batches[2].agreed
    assert not work(page.host.state, 2).may_key_again


def test_the_gap_in_the_bar_names_the_batch_that_is_short(page_at, enter):
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=3, batch_size=3)
    page.go_to(None)
    for line in ("Teller 1", "A", "B"):
        enter(line)
    button(page, "No paper is left").click()
    for line in ("Teller 2", "A", "B"):
        enter(line)
    seen = about(page, "whole")
    gaps = {
        render(part.words): part.n for part in seen.parts if part.fill == "gap"
    }
    assert gaps == {"missing, batch 1": 1}
    assert sum(part.n for part in seen.parts) == seen.issued


@pytest.mark.parametrize(("stage", "typed"), [("keying", "CEF"), ("keyed", "")])
def test_keying_and_adding_up_stand_on_one_screen(
    page_at,
    stage,
    typed,
    type_into,
    qtbot,
):
    page = page_at(PAGE, stage)
    assert page.height() <= 702  # what a window of 1280 x 800 leaves to a page
    page.go_to(None if typed else "unreturned")
    type_into(typed)
    bar = page.right.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)


def test_while_papers_are_keyed_the_keys_are_drawn_and_no_sum_is_shown(page_at):
    page = page_at(PAGE, "keying")
    page.go_to(None)
    told = keying(page).hand.accessibleName()
    assert told == "A cross, A' tick, A/ beside the box, A~ struck out"
    assert about(page, "whole") is None


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=8))
def test_the_parts_of_a_bar_fill_it_and_none_is_too_slim_to_see(sizes):
    widths = cut(700, sizes, 8)
    assert sum(widths) == pytest.approx(700)
    assert min(widths) >= 8 - 1e-9


@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=7).filter(
        lambda sizes: sum(sizes) <= 40,
    ),
    st.integers(160, 1200),
)
def test_each_of_a_few_papers_stands_by_itself_below_the_bar(sizes, width):
    parts = one_by_one(width, sizes, 24)
    assert [len(part) for part in parts] == sizes
    sheets = [sheet for part in parts for sheet in part]
    ends = [0, *(x + wide for x, wide in sheets)]
    starts = [*(x for x, _ in sheets), width]
    assert all(
        end <= start + 1e-6 for end, start in zip(ends, starts, strict=True)
    )
    assert ends[-1] == pytest.approx(width), "at the end, as in the bar"


def test_papers_are_shown_one_by_one_where_all_but_the_counted_are_few(qtbot):
    def high(*sizes: int) -> int:
        whole = Whole()
        qtbot.addWidget(whole)
        fills = ("filled", "dark", "struck")
        whole.show_parts(
            [
                Sign(plain(fill), fill=fill, n=n)
                for fill, n in zip(fills, sizes, strict=False)
            ],
        )
        return whole._bar.sizeHint().height()

    assert high(286, 6, 9) > high(286, 0, 0)
    assert high(286, 60, 3) == high(286, 0, 0), "too many to look at"
    assert high(3, 6, 1) == high(286, 0, 0), "nothing is small here"


@pytest.mark.parametrize("colours", ["light", "dark", "contrast"])
def test_no_two_parts_of_the_bar_look_alike(qtbot, colours):
    theme().set(colours=colours)
    fills = ("filled", "dark", "pale", "plain", "hatched", "struck", "gap")
    seen: set[bytes] = set()
    for fill in fills:
        whole = Whole()
        qtbot.addWidget(whole)
        whole.show_parts([Sign(plain(""), fill=fill, n=1)])
        whole._bar.resize(160, 28)
        image = whole._bar.grab().toImage().convertToFormat(_RGB)
        seen.add(image.constBits().tobytes())
    assert len(seen) == len(fills)


_RGB = QImage.Format.Format_RGB32


def test_nothing_is_amber_before_the_papers_are_keyed():
    seen = adding_up(state_at("box"), 0)
    assert seen.alerts == ()
    assert not any(part.fill == "gap" for part in seen.parts)
    assert {render(part.words): part.n for part in seen.parts}[
        "not in the box"
    ] == 5


@pytest.mark.parametrize(
    ("more", "told"),
    [(0, []), (1, ["1 paper is too many."]), (5, ["5 papers are too many."])],
)
def test_more_papers_than_can_be_in_the_box_are_said_before_any_is_keyed(
    desk_at,
    more,
    told,
):
    with desk_at("closed") as desk:
        out = desk.state.door.given("paper", "large")
        papers = out - desk.state.door.in_the_envelope + more
        assert desk.do(box.open_box, papers=papers) is None
        right = PAGE.view(desk.state, desk.people, Here()).right
    assert [
        render(each.lead)
        for each in right
        if isinstance(each, Paragraph) and each.key == "surplus"
    ] == told


def test_a_batch_on_which_tellers_differed_is_not_said_to_agree_on_every_paper():
    assert render(work(state_at("keyed"), 2).caption) == (
        "First keyed by Teller 1, then by Teller 3. They differed on 1 paper; Teller 5 looked again."
    )


def test_a_paper_that_both_read_wrongly_is_keyed_anew_with_its_reason(
    page_at,
    enter,
):
    page = page_at(PAGE, "keyed")
    page.go_to("1")
    mend(
        page,
        "A paper was read wrongly",
        "key_again",
        paper=3,
        reason="B was read for D.",
    )
    assert not page.host.state.box.batches[1].agreed
    assert render(about(page, "keying").title) == "Batch 1, paper 3 of 25"
    for line in ("Peter Hallam", "A", "Rosa Lindqvist", "A"):
        enter(line)
    assert page.host.state.box.batches[1].agreed


def test_a_bundle_that_was_not_counted_is_added(page_at):
    page = page_at(PAGE, "keyed")
    page.go_to("1")
    mend(
        page,
        "There is another bundle",
        "add_batch",
        papers=4,
        reason="Under the lid.",
    )
    assert page.host.state.box.batches[13].papers == 4
    assert page.at.chosen == "13"


def test_beside_a_batch_that_agrees_stand_those_who_keyed_it():
    state = state_at("counted")
    told = [str(render(each.sub)) for each in rows(state, Memory()) if each.sub]
    keyed = [
        (*batch.first, *batch.second) for batch in state.box.batches.values()
    ]
    roles = [
        [f"Teller {who.removeprefix('teller-')}" for who in both]
        for both in keyed
    ]
    assert told == ["; ".join(both) for both in roles]
