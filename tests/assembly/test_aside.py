"""Standing aside bites: what was confirmed with somebody at the table is confirmed without them."""

from __future__ import annotations

from pbdesk.assembly import aside, conditions, tradeoffs, trades

MINE = {"role": "member", "what": "Lives beside it.", "handled": "recused"}


def of_the_lamps(desk):
    return next(iter(desk.state.tradeoffs.by_id.values()))


def test_who_stands_aside_late_has_the_table_confirm_and_count_again(evening):
    desk = evening("deliberated").desk
    lamps = of_the_lamps(desk)
    assert lamps.stands
    assert desk.do(aside.declare, **MINE, project=lamps.project) is None
    assert not of_the_lamps(desk).stands
    condition = desk.state.conditions.of(lamps.id)
    assert (condition.number, condition.hands) == (1, None)
    assert [each.field for each in tradeoffs.missing(desk.state)] == [lamps.id]
    assert desk.state.trades.newest.confirmed is None
    assert trades.missing(desk.state)
    assert desk.do(tradeoffs.confirm, tradeoff=lamps.id) is None
    again = {
        "number": 1,
        "in_favour": 6,
        "against": 2,
        "abstained": 0,
        "told": True,
    }
    assert desk.do(conditions.count_hands, **again) is None
    assert desk.state.conditions.of(lamps.id).hands.in_favour == 6


def test_it_bites_too_when_it_is_decided_later_and_not_on_other_projects(
    evening,
):
    desk = evening("deliberated").desk
    _, kerbs, *_ = desk.state.tradeoffs.by_id.values()
    assert (
        desk.do(
            aside.declare,
            **{**MINE, "handled": "declared"},
            project=kerbs.project,
        )
        is None
    )
    assert desk.state.tradeoffs.open == ()
    newest = list(desk.state.interests.by_id)[-1]
    assert desk.do(aside.handle, interest=newest, handled="recused") is None
    assert [each.id for each in desk.state.tradeoffs.open] == [kerbs.id]
    assert of_the_lamps(desk).stands


def test_undoing_it_lets_stand_what_was_confirmed(evening):
    desk = evening("deliberated").desk
    assert (
        desk.do(aside.declare, **MINE, project=of_the_lamps(desk).project)
        is None
    )
    assert desk.undo() is None
    assert of_the_lamps(desk).stands
    assert desk.state.conditions.by_number[1].hands.in_favour == 7


def test_what_was_declared_stands(evening):
    desk = evening("declared").desk
    assert (
        desk.do(aside.declare, **MINE, project=of_the_lamps(desk).project)
        is None
    )
    assert of_the_lamps(desk).stands


def test_who_refuses_to_say_what_it_is_is_asked(evening):
    desk = evening("deliberated").desk
    assert desk.do(aside.declare, **{**MINE, "what": " "}).where == "what"
    interest = next(iter(desk.state.interests.by_id))
    dispensed = {"interest": interest, "handled": "dispensation"}
    assert desk.do(aside.handle, **dispensed).where == "reason"
