"""The window's bench measures what it says: a stall is noticed, and a crowd is in the urn."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pbdesk.app.desk import Desk
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.cli.bench import bench
from pbdesk.studio.bench import (
    Watchdog,
    crowd,
    evening_walk,
    first_window,
    full,
    pages,
    walked,
)
from pbdesk.ui.all_pages import pages_of
from tests.evenings import CHEAP, evening_at

pytestmark = pytest.mark.studio


class Clock:
    """A clock that only the test moves."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_the_watchdog_notices_a_stall_and_what_was_being_done(qapp):
    clock = Clock()

    def steps():
        yield "reading"
        clock.seconds += 0.3
        yield "sleeping"
        yield "waking"

    dog = Watchdog(clock)
    walked(steps(), dog)
    stall, where = dog.worst[0]
    assert (round(stall), where) == (300, "sleeping")


def test_what_is_done_off_the_clock_does_not_count(qapp):
    clock = Clock()

    def steps():
        yield "reading"
        clock.seconds += 0.3
        dog.rest()
        yield "sleeping"
        yield "waking"

    dog = Watchdog(clock)
    walked(steps(), dog)
    assert {where: stall for stall, where in dog.worst}["sleeping"] == 0


def test_a_step_of_the_walk_that_fails_is_not_swallowed(qapp):
    def steps():
        yield "reading"
        raise RuntimeError("refused")

    with pytest.raises(RuntimeError, match="refused"):
        walked(steps(), Watchdog())


def test_a_crowded_evening_is_gone_through_from_ideas_to_pack_and_its_stalls_are_told_by_name(
    qapp,
    tmp_path,
):
    few = {"door", "result"}
    figures = list(evening_walk(tmp_path, voters=12, projects=5, turned=few))
    assert len(figures) == 5
    assert all(
        figure.what.startswith("stall, 12 voters x 5: ") for figure in figures
    )
    assert figures[0].value == max(figure.value for figure in figures)
    with Desk.open(tmp_path / "walk.pbdesk") as desk:
        assert desk.record.urn_count() == 12 + 3
        assert desk.state.handover.made


def test_a_window_opens_in_a_process_of_its_own(tmp_path):
    figure = first_window(tmp_path, times=1)
    assert figure.unit == "s"
    assert figure.value > 0


def test_pages_are_turned_with_a_crowd_in_the_urn(qapp, tmp_path):
    begun = evening_at("all-given", tmp_path)
    begun.desk.close()
    path = begun.desk.record.path
    evening = crowd(path, 40, CHEAP)
    assert evening.desk.state.declaration.declared
    assert evening.desk.state.door.people == 354 + 40
    assert evening.desk.record.urn_count() == 349 + 40
    evening.desk.close()
    figures = list(pages(path, tmp_path, CHEAP))
    assert "389 ballots" in figures[0].what
    assert f"median of {3 * len(pages_of(ASSEMBLY))}" in figures[1].what
    median, worst = (figure.value for figure in figures[1:])
    assert 0 < median <= worst


def test_a_file_in_which_much_was_asked_and_said_opens_and_its_pages_are_turned(
    qapp,
    tmp_path,
):
    figures = list(full(tmp_path, questions=4, proposals=15, arguments=20))
    assert [each.unit for each in figures] == ["s", "ms", "ms", "ms"]
    assert all(
        "4 questions, 15 proposals, 20 arguments" in each.what
        for each in figures
    )
    with Desk.open(tmp_path / "full.pbdesk") as desk:
        assert len(desk.state.order) == 4
        assert len(desk.state.ideas.by_id) == 15


def test_the_bench_of_the_window_is_offered_by_name():
    ran = CliRunner().invoke(bench, ["--help"])
    assert "ui" in ran.output
    assert CliRunner().invoke(bench, ["windows"]).exit_code == 2
