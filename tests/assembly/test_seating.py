"""Tables mixed by lot: numbered cards, a public lot, late people dealt on, and nobody named."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.assembly import floor, seating
from pbdesk.assembly.public import public
from pbdesk.assembly.seating import Seating
from pbdesk.i18n import ENGLISH, locale_of, render
from pbdesk.paper.rosters import rosters_pdf
from pbdesk.ui.room.view import screens
from pbdesk.words import Listing, say
from tests.assembly.said import said
from tests.paper.reading import text_of

DICE = "4 2 6 1"


def drawn(desk, cards=61, tables=6):
    assert desk.do(seating.draw, tables=tables, cards=cards, dice=DICE) is None
    return desk.state.seating


@given(
    tables=st.integers(2, 60),
    dealt=st.lists(
        st.tuples(st.integers(1, 90), st.text("123456", min_size=4)),
        min_size=1,
    ),
)
def test_every_card_has_one_table_and_no_two_tables_differ_by_more_than_one(
    tables,
    dealt,
):
    rosters = Seating(tables, tuple(dealt)).rosters
    cards = sorted(card for each in rosters for card in each)
    assert cards == list(range(1, sum(n for n, _ in dealt) + 1))
    sizes = [len(each) for each in rosters]
    assert max(sizes) - min(sizes) <= 1


def test_anybody_draws_it_again_by_hand_from_the_dice(evening):
    held = drawn(evening("planned").desk)

    def place(card: int) -> bytes:
        parts = ("pbdesk/lot/2", "4261", "tables", str(card))
        return hashlib.sha256(
            b"\0".join(each.encode() for each in parts),
        ).digest()

    order = sorted(range(1, 62), key=place)
    assert held.rosters[0] == tuple(sorted(order[0::6]))
    assert held.rosters[5] == tuple(sorted(order[5::6]))


def test_who_comes_late_gets_a_place_and_nobody_who_sits_is_moved(evening):
    desk = evening("planned").desk
    before = drawn(desk).rosters
    assert desk.do(seating.seat_late, more=5, dice="1135") is None
    after = desk.state.seating.rosters
    assert all(
        set(old) <= set(new) for old, new in zip(before, after, strict=True)
    )
    assert sum(map(len, after)) == 66
    assert desk.undo() is None
    assert desk.state.seating.rosters == before
    assert desk.undo() is None
    assert desk.state.seating.rosters == ()


def test_without_dice_the_record_tells_the_seed(evening):
    desk = evening("planned").desk
    assert desk.do(seating.draw, tables=3, cards=9) is None
    assert desk.state.seating.dealt[0][1]


@pytest.mark.parametrize(
    ("tables", "cards", "dice", "where", "words"),
    [
        (1, 9, "", "tables", "There are from 2 to 60 tables."),
        (None, 9, "", "tables", "There are from 2 to 60 tables."),
        (61, 900, "", "tables", "There are from 2 to 60 tables."),
        (3, None, "", "cards", "Nobody is counted."),
        (3, 0, "", "cards", "Nobody is counted."),
        (3, 2_001, "", "cards", "There are at most 2000 numbered cards."),
        (3, 5, "", "tables", "Fewer than two people would sit at a table."),
        (3, 9, "777", "dice", "“777” is no throw of dice."),
    ],
)
def test_what_cannot_be_drawn_is_asked_for_at_its_field(
    evening,
    tables,
    cards,
    dice,
    where,
    words,
):
    refusal = evening("planned").desk.do(
        seating.draw,
        tables=tables,
        cards=cards,
        dice=dice,
    )
    assert (refusal.where, said(refusal).replace("2,000", "2000")) == (
        where,
        words,
    )


def test_late_people_need_tables_a_number_and_room(evening):
    desk = evening("planned").desk
    assert (
        said(desk.do(seating.seat_late, more=2)) == "No tables are drawn yet."
    )
    drawn(desk)
    for more in (None, 0):
        assert desk.do(seating.seat_late, more=more).where == "more"
    assert desk.do(seating.seat_late, more=2_000).where == "more"
    assert desk.do(seating.seat_late, more=2, dice="9999").where == "dice"


def test_once_tables_speak_they_are_not_drawn_again(evening):
    desk = evening("planned").desk
    drawn(desk)
    drawn(desk, 40, 5)
    item = next(each for each in desk.state.agenda.items if each.tables)
    assert desk.do(floor.begin, item=item.id) is None
    refusal = desk.do(seating.draw, tables=3, cards=9)
    assert said(refusal) == "The tables have begun to speak."
    assert desk.do(seating.seat_late, more=2) is None


def test_rosters_are_printed_and_hang_in_the_room_by_the_number_of_the_card(
    evening,
):
    desk = evening("planned").desk
    held = drawn(desk)
    text = " ".join(text_of(rosters_pdf(desk.state, locale=ENGLISH)).split())
    for cards in held.rosters:
        assert f"Cards {listed(cards)}" in text
    assert (
        f"61: {next(n for n, each in enumerate(held.rosters, 1) if 61 in each)}"
        in text
    )
    shown = next(iter(screens(public(desk.state), "seating"))).body
    assert render(shown.rows[3][1]) == listed(held.rosters[3])


def listed(cards, locale=ENGLISH):
    return render(say("{cards}", cards=Listing(tuple(map(str, cards)))), locale)


def test_in_arabic_the_cards_of_a_table_run_from_right_to_left(evening):
    """A list that is one text of figures would be set from left to right."""
    desk = evening("planned").desk
    drawn(desk, 12, 2)
    arabic = locale_of("ar")
    shown = next(iter(screens(public(desk.state), "seating"))).body
    first = render(shown.rows[0][1], arabic)
    parts = first.split(" \N{ARABIC LETTER WAW}")
    assert len(parts) == 6
    assert all(part.startswith("\N{FIRST STRONG ISOLATE}") for part in parts)


def test_the_record_holds_the_lot_and_no_roster(evening):
    desk = evening("planned").desk
    drawn(desk)
    *_, newest = desk.record.entries()
    assert newest.type == "tables.drawn"
    assert {"tables", "cards", "seed"} <= newest.body.keys()
    assert not any(
        isinstance(value, list | dict) for value in newest.body.values()
    )
