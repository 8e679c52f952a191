"""Who wants to speak: by table or group, whoever has spoken least first, and no name."""

from __future__ import annotations

from pbdesk.assembly import speakers
from pbdesk.assembly.public import public
from pbdesk.assembly.speakers import called, queue, turns
from pbdesk.i18n import render
from pbdesk.minutes import clock
from pbdesk.ui.room.view import screens
from tests.assembly.said import said


def asked(desk, table=None, group=None):
    assert desk.do(speakers.ask, table=table, group=group) is None


def silent(evening):
    """An item is under way, and nobody has asked to speak yet."""
    desk = evening("speaking").desk
    while desk.state.speakers.waiting or desk.state.speakers.heard:
        assert desk.undo() is None
    return desk


def line(desk) -> list[str]:
    return [render(called(each)) for each in queue(desk.state)]


def test_who_has_spoken_least_is_called_first_and_among_equals_who_asked_first(
    evening,
):
    desk = silent(evening)
    for table in (2, 2, 2, 5, 1):
        asked(desk, table)
    assert line(desk) == ["Table 2", "Table 5", "Table 1", "Table 2", "Table 2"]
    assert desk.do(speakers.call) is None
    assert line(desk) == ["Table 5", "Table 1", "Table 2", "Table 2"]
    assert [(render(who), n) for who, n in turns(desk.state)] == [
        ("Table 2", 1),
    ]
    assert desk.undo() is None
    assert line(desk)[0] == "Table 2"


def test_groups_are_balanced_as_tables_are(evening):
    desk = silent(evening)
    asked(desk, 1, "owners")
    assert desk.do(speakers.call) is None
    asked(desk, 2, "owners")
    asked(desk, 3, "users")
    asked(desk, group="workers")
    assert line(desk) == [
        "Table 3, Users of the services",
        "Workers",
        "Table 2, Owners and businesses",
    ]
    assert [n for _, n in turns(desk.state)] == [1, 1]


def test_who_speaks_no_more_is_taken_off_and_an_ended_item_has_no_line(evening):
    desk = silent(evening)
    asked(desk, 1)
    asked(desk, 2)
    assert desk.do(speakers.withdraw, speaker=queue(desk.state)[0].id) is None
    assert line(desk) == ["Table 2"]
    assert (
        said(desk.do(speakers.withdraw, speaker="?"))
        == "Nobody waits to speak."
    )
    assert desk.do(clock.end) is None
    assert line(desk) == []
    assert said(desk.do(speakers.call)) == "Nobody waits to speak."
    assert said(desk.do(speakers.ask, table=1)) == "No item is under way."


def test_a_speaker_is_put_down_by_table_or_group(evening):
    desk = evening("speaking").desk
    assert desk.do(speakers.ask).where == "table"
    assert said(desk.do(speakers.ask, table=0)).startswith("Nobody knows where")
    assert desk.do(speakers.ask, table=61).where == "table"


def test_the_room_sees_the_line_by_table_and_group(evening):
    desk = silent(evening)
    [empty] = screens(public(desk.state), "speakers")
    assert "Nobody waits to speak." in str(empty.body)
    asked(desk, 4, "workers")
    wall = render(screens(public(desk.state), "speakers")[0].body.rows[0][1])
    assert wall == "Table 4, Workers"
