"""Agenda and floor.

A running order drawn by lot, equal time, and a clock that is kept in the minutes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.assembly import agenda, floor
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.assembly.public import public
from pbdesk.assembly.timetable import lateness, timetable
from pbdesk.i18n import ENGLISH, render
from pbdesk.minutes import clock
from pbdesk.pack.refused import PackRefused
from pbdesk.voting.ties import Lot, lot_order
from tests.assembly.said import said


def planned(desk, **given):
    assert desk.do(agenda.plan, **given) is None
    return desk.state.agenda.items[-1]


def test_every_project_gets_a_presentation_in_the_same_time_and_a_lot_says_who_is_first(
    evening,
):
    desk = evening("drawn-up").desk
    assert desk.do(agenda.present_projects, minutes=2) is None
    items = desk.state.agenda.presentations
    assert {item.minutes for item in items} == {2}
    entry = desk.recorded[-1].entry
    assert isinstance(entry, agenda.RunningOrderSet)
    assert [item.project for item in items] == list(
        lot_order(
            Lot(entry.seed, "presentations"),
            (item.project for item in items),
        ),
    )
    assert len(items) == len(desk.state.sheet.lines)


def test_presentations_stand_before_the_tables_and_the_vote(evening):
    desk = evening("drawn-up").desk
    planned(desk, kind="talk", title="Welcome", minutes=5)
    planned(desk, kind="vote", title="The vote", minutes=60)
    assert desk.do(agenda.present_projects, minutes=2) is None
    kinds = [item.kind for item in desk.state.agenda.items]
    assert (kinds[0], kinds[-1], len(kinds)) == ("talk", "vote", 10)


def test_projects_are_not_presented_before_the_ballot_stands(evening):
    assert (
        said(evening("answered").desk.do(agenda.present_projects, minutes=2))
        == "The ballot is not drawn up."
    )


def test_one_presentation_cannot_get_more_time_than_the_others(evening):
    desk = evening("planned").desk
    project = desk.state.agenda.presentations[0].project
    refusal = desk.do(
        agenda.plan,
        kind="presentation",
        project=project,
        minutes=5,
    )
    assert (said(refusal), refusal.where) == (
        "Every project is presented in 2 minutes.",
        "minutes",
    )


def test_other_minutes_for_one_presentation_are_those_of_all_until_the_first_has_begun(
    evening,
):
    desk = evening("planned").desk
    first, second = desk.state.agenda.presentations[:2]
    assert (
        desk.do(agenda.change, item=second.id, title=second.title, minutes=3)
        is None
    )
    assert {item.minutes for item in desk.state.agenda.presentations} == {3}
    assert desk.do(floor.begin, item=first.id) is None
    refusal = desk.do(
        agenda.change,
        item=second.id,
        title=second.title,
        minutes=4,
    )
    assert said(refusal) == "A project was presented already, in 3 minutes."


def test_a_table_deliberation_needs_its_tables(evening):
    refusal = evening("drawn-up").desk.do(
        agenda.plan,
        kind="tables",
        title="What we think",
        minutes=3,
    )
    assert (said(refusal), refusal.where) == (
        "Nobody knows how many tables speak.",
        "tables",
    )


def test_an_item_without_minutes_or_title_is_refused_at_its_field(evening):
    desk = evening("drawn-up").desk
    assert (
        desk.do(agenda.plan, kind="talk", title="Welcome", minutes=None).where
        == "minutes"
    )
    assert (
        desk.do(agenda.plan, kind="talk", title=" ", minutes=5).where == "title"
    )


def test_an_order_set_by_hand_is_told_as_such(evening):
    desk = evening("planned").desk
    first, second = desk.state.agenda.items[:2]
    assert desk.do(agenda.move, item=second.id, earlier=True) is None
    assert [item.id for item in desk.state.agenda.items[:2]] == [
        second.id,
        first.id,
    ]
    assert (
        render(ASSEMBLY.tell(desk.recorded[-1].entry, desk.state))
        == "The running order was changed by hand."
    )
    assert (
        said(desk.do(agenda.move, item=second.id, earlier=True))
        == "It is the first already."
    )


def test_once_presentations_have_begun_their_order_stands(evening):
    desk = evening("planned").desk
    assert desk.do(agenda.draw_order) is None
    assert (
        desk.do(floor.begin, item=desk.state.agenda.presentations[0].id) is None
    )
    assert said(desk.do(agenda.draw_order)) == "The presentations have begun."


def test_what_has_begun_is_not_taken_off(evening):
    desk = evening("planned").desk
    item = desk.state.agenda.items[0]
    assert desk.do(floor.begin, item=item.id) is None
    assert (
        said(desk.do(agenda.drop, item=item.id))
        == "“Welcome, and how the evening goes” has begun."
    )
    last = desk.state.agenda.items[-1]
    assert desk.do(agenda.drop, item=last.id) is None
    assert last.id not in desk.state.agenda.by_id


# The clock


def test_a_pause_keeps_the_floor_and_the_time_that_was_left(evening):
    playing = evening("planned")
    desk, item = playing.desk, playing.desk.state.agenda.items[0]
    playing.do(floor.begin, item=item.id)
    playing.clock.pass_by(60)
    playing.do(clock.pause)
    used = desk.state.floor.used(item.id, 0)
    playing.clock.pass_by(600)
    assert used in range(60, 70)
    assert public(desk.state).speaking.left(playing.clock.at) == 300 - used
    playing.do(floor.begin, item=item.id)
    assert desk.state.floor.used(item.id, 0) == used


def test_the_clock_runs_without_the_record(evening):
    playing = evening("planned")
    playing.do(floor.begin, item=playing.desk.state.agenda.items[0].id)
    seen = public(playing.desk.state).speaking
    entries = playing.desk.entries
    began = playing.desk.recorded[-1].at
    left = [
        seen.left(began + timedelta(seconds=s)) for s in (0, 90, 299, 300, 9000)
    ]
    assert left == [300, 210, 1, 0, 0]
    assert playing.desk.entries == entries


def test_what_begins_ends_what_ran_before(evening):
    desk = evening("planned").desk
    first, second = desk.state.agenda.items[:2]
    assert desk.do(floor.begin, item=first.id) is None
    assert desk.do(floor.begin, item=second.id) is None
    assert desk.state.floor.over(first.id)
    assert (
        said(desk.do(floor.begin, item=first.id)) == f"“{first.title}” is over."
    )


# What nobody ended in the evening


def left_open(evening):
    """The welcome was begun at half past five, and nobody ended it."""
    playing = evening("planned")
    item = playing.desk.state.agenda.items[0]
    playing.clock.at = playing.clock.at.replace(hour=17, minute=30, second=12)
    playing.do(floor.begin, item=item.id)
    return playing, item


def test_what_nobody_ended_is_ended_later_at_the_time_when_it_was_over(evening):
    playing, item = left_open(evening)
    playing.clock.at += timedelta(hours=15)
    playing.do(clock.end, time="17:42")
    began = playing.desk.state.floor.by_item[item.id].started
    took = playing.desk.state.floor.used(item.id, 0)
    assert took == (began.replace(minute=42, second=0) - began).seconds
    assert took < 12 * 60
    [told] = [
        render(ASSEMBLY.tell(each.entry, playing.desk.state))
        for each in playing.desk.recorded[-1:]
    ]
    assert told == f"It was said afterwards: “{item.title}” was over at 17:42."


def test_an_item_may_have_gone_on_after_midnight(evening):
    playing, item = left_open(evening)
    playing.clock.at += timedelta(hours=15)
    playing.do(clock.end, time="0.10")
    assert 6 * 3600 < playing.desk.state.floor.used(item.id, 0) < 7 * 3600


def test_an_item_may_be_over_in_the_minute_in_which_it_began(evening):
    playing, item = left_open(evening)
    playing.do(clock.end, time="17:30")
    assert playing.desk.state.floor.used(item.id, 0) == 0
    assert playing.desk.state.floor.over(item.id)


def test_an_item_cannot_have_ended_before_it_began_or_after_now(evening):
    playing, _ = left_open(evening)
    playing.clock.at += timedelta(hours=1)
    for time in ("17:29", "19:45"):
        refusal = playing.desk.do(clock.end, time=time)
        assert said(refusal).startswith(
            "It was begun at 17:30, and now it is 18:3",
        )
        assert said(refusal).endswith(f"it cannot have ended at {time}.")
    for time in ("later", "25:00", "17:61"):
        assert (
            said(playing.desk.do(clock.end, time=time))
            == f"“{time}” is no time of day."
        )


def test_no_pack_is_made_while_nobody_said_when_an_item_was_over(
    evening,
    tmp_path,
):
    playing = evening("declared")
    item = (
        playing.desk.do(agenda.plan, kind="talk", title="Thanks", minutes=3)
        or playing.desk.state.agenda.items[-1]
    )
    playing.do(floor.begin, item=item.id)
    waits = playing.desk.kind.steps[-2].missing(playing.desk.state)
    assert render(waits[0].words) == "“Thanks” is still running."
    source = pack_source(playing.desk)
    with pytest.raises(PackRefused, match="is still running, since") as refused:
        make_pack(
            source,
            tmp_path,
            locale=ENGLISH,
            made=playing.clock.at.date(),
            progress=silent,
        )
    assert "Say first when it was over." in refused.value.words.text
    playing.do(clock.end)
    assert render(
        playing.desk.kind.steps[-2].missing(playing.desk.state)[0].words,
    ) == ("The pack is not made.")


def test_tables_speak_in_turn_and_another_begins_each_time(evening):
    desk = evening("planned").desk
    lamps, kerbs = [
        item for item in desk.state.agenda.items if item.kind == "tables"
    ][:2]
    assert desk.do(floor.begin, item=lamps.id) is None
    assert (desk.state.floor.now.table, floor.to_come(desk.state, lamps)) == (
        1,
        (2, 3, 4, 5),
    )
    assert desk.do(floor.begin, item=lamps.id, table=2) is None
    assert floor.to_come(desk.state, lamps) == (3, 4, 5)
    assert floor.to_come(desk.state, kerbs) == (2, 3, 4, 5, 1)


def test_undoing_a_start_gives_the_floor_back(evening):
    desk = evening("speaking").desk
    before = desk.state.floor
    assert desk.do(floor.begin, item=before.now.item, table=3) is None
    assert desk.undo() is None
    assert desk.state.floor == before


def test_nobody_speaks_so_nothing_can_be_stopped(evening):
    desk = evening("planned").desk
    assert said(desk.do(clock.pause)) == "No clock is running."
    assert said(desk.do(clock.end)) == "No item is under way."


# When the evening begins, and how late it is


def timed(evening):
    desk = evening("drawn-up").desk
    for title, minutes in (("Welcome", 10), ("Soup", 20), ("Thanks", 5)):
        planned(desk, kind="talk", title=title, minutes=minutes)
    return desk


def test_the_times_of_all_items_follow_from_when_the_evening_begins(evening):
    desk = timed(evening)
    assert timetable(desk.state) is None
    assert desk.do(agenda.begin_at, time="17:00") is None
    assert "17:00" in render(agenda.tell(desk.recorded[-1].entry, desk.state))
    times = timetable(desk.state)
    assert [slot.planned for slot in times.slots] == [1020, 1030, 1050]
    assert times.ends == 1055
    assert lateness(desk.state) is None, "it has not begun"


def test_an_item_that_begins_late_makes_the_evening_late_and_the_room_is_told(
    evening,
):
    desk = timed(evening)
    welcome = desk.state.agenda.items[0].id
    assert desk.do(floor.begin, item=welcome) is None
    due = desk.state.floor.by_item[welcome].started - timedelta(minutes=12)
    assert desk.do(agenda.begin_at, time=f"{due.hour}:{due.minute:02}") is None
    assert timetable(desk.state).late == 12
    assert render(public(desk.state).late).startswith("12 minutes late")
    assert public(desk.state).agenda[1].begins is not None


def test_who_shortens_the_break_makes_up_for_lost_time_and_who_adds_an_item_loses_some(
    evening,
):
    desk = timed(evening)
    planned(desk, kind="break", title="Tea", minutes=15)
    welcome, soup, _, tea = desk.state.agenda.items
    assert desk.do(floor.begin, item=welcome.id) is None
    due = desk.state.floor.by_item[welcome.id].started - timedelta(minutes=12)
    assert desk.do(agenda.begin_at, time=f"{due.hour}:{due.minute:02}") is None
    assert desk.do(agenda.change, item=tea.id, title="Tea", minutes=5) is None
    times = timetable(desk.state)
    assert (times.late, times.of(tea.id).was, times.of(tea.id).minutes) == (
        2,
        15,
        5,
    )
    assert desk.do(agenda.drop, item=soup.id) is None
    assert lateness(desk.state) is None
    assert timetable(desk.state).late == -18
    planned(desk, kind="talk", title="One more", minutes=30)
    assert timetable(desk.state).late == 12
    assert desk.undo() is None
    assert timetable(desk.state).late == -18


def test_a_change_of_the_plan_before_the_evening_begins_is_the_plan(evening):
    desk = timed(evening)
    welcome, soup, _ = desk.state.agenda.items
    assert desk.do(agenda.begin_at, time="17:00") is None
    assert desk.do(agenda.change, item=soup.id, title="Soup", minutes=5) is None
    assert timetable(desk.state).ends == 1040
    assert desk.do(floor.begin, item=welcome.id) is None
    assert timetable(desk.state).ends == 1040


def test_a_time_is_written_as_people_write_it_and_taken_back_like_any_entry(
    evening,
):
    desk = timed(evening)
    for written, minute in (
        ("9.30", 570),
        ("17", 1020),
        ("0:05", 5),
        ("23h59", 1439),
    ):
        assert desk.do(agenda.begin_at, time=written) is None
        assert desk.state.agenda.starts == minute
    for nonsense in ("", "24:00", "17:60", "five", "17:5", "-1"):
        refusal = desk.do(agenda.begin_at, time=nonsense)
        assert refusal.where == "time", nonsense
    assert desk.undo() is None
    assert desk.state.agenda.starts == 5


def test_an_evening_that_goes_on_past_midnight_is_late_by_minutes_not_early_by_a_day(
    evening,
):
    desk = timed(evening)
    assert desk.do(agenda.begin_at, time="23:50") is None
    welcome = desk.state.agenda.items[0].id
    assert desk.do(floor.begin, item=welcome) is None
    began = desk.state.floor.by_item[welcome].started.replace(hour=0, minute=5)
    spoken = replace(desk.state.floor.by_item[welcome], started=began)
    there = replace(desk.state.floor, by_item={welcome: spoken})
    assert timetable(replace(desk.state, floor=there)).late == 15
