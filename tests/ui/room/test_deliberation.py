"""The room while the hall deliberates, and the doubtful paper on the wall."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from pbdesk.assembly.public import public, put_on_the_wall
from pbdesk.assembly.simulated import Gain, Line, Simulated
from pbdesk.i18n import locale_of, render
from pbdesk.questions import batches, box, count
from pbdesk.questions.papers import HandMark
from pbdesk.studio.scenes.agenda import begin_late
from pbdesk.ui import fonts
from pbdesk.ui.fit import clipped
from pbdesk.ui.room import board
from pbdesk.ui.room.deliberation import (
    AgendaBody,
    Doubtful,
    MoneyMoved,
    SpeakingBody,
    Weighed,
)
from pbdesk.ui.room.heard import heard
from pbdesk.ui.room.screen import Statement
from pbdesk.ui.room.view import SCENES, screens
from pbdesk.words import plain
from tests.assembly.said import said
from tests.evenings import evening_at
from tests.ui.room.conftest import public_at


@pytest.fixture
def ruling(tmp_path):
    """An evening in the middle of its rulings, with the first waiting paper on the wall."""
    evening = evening_at("ruling", tmp_path)
    batch, paper = batches.to_rule(evening.desk.state)[0]
    evening.do(put_on_the_wall, batch=batch, paper=paper)
    yield evening, batch, paper
    evening.desk.close()


def body_of(shown, scene):
    return screens(shown, scene)[0].body


def test_the_agenda_shows_what_runs_and_what_comes_not_what_is_over():
    body = body_of(public_at("speaking"), "agenda")
    assert isinstance(body, AgendaBody)
    assert [line.now for line in body.lines] == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert (
        render(screens(public_at("speaking"), "agenda")[0].under)
        == "9 of 14 items are over."
    )


def test_who_has_the_floor_stands_there_alone_and_says_who_comes_next():
    body = body_of(public_at("speaking"), "speaking")
    assert isinstance(body, SpeakingBody)
    assert render(body.speaking.who) == "Table 2"
    assert render(body.speaking.then) == "Then table 3, then table 4"


def test_the_rooms_clock_ticks_without_the_record(room):
    window, shown = room(), public_at("speaking")
    since: Any = shown.speaking.since
    window._now = lambda: since + timedelta(seconds=48)
    window.show_public(shown, "speaking")
    first = window.grab().toImage()
    window._now = lambda: since + timedelta(seconds=49)
    window._tick()
    assert window.grab().toImage() != first


def test_nobody_has_the_floor_before_the_first_item():
    assert isinstance(body_of(public_at("drawn-up"), "speaking"), Statement)


def test_a_trade_off_hangs_there_with_its_minority_statement():
    shown = screens(public_at("deliberated"), "tradeoffs")
    assert len(shown) == 3
    assert isinstance(shown[0].body, Weighed)
    assert render(shown[0].body.minority).startswith("Two of nine")
    assert render(shown[0].foot) == "Read aloud and confirmed at 17:33"


def test_the_choice_of_a_table_is_the_headline_of_its_trade_off():
    shown = screens(public_at("deliberated"), "tradeoffs")[0]
    assert render(shown.title) == "Support on this condition"
    assert render(shown.under) == "Table 1: “Lighting on the riverside path”"


def test_the_doubtful_paper_is_drawn_from_its_keyed_marks(ruling):
    evening, _, _ = ruling
    body = body_of(public(evening.desk.state), "doubtful")
    assert isinstance(body, Doubtful)
    *counts, last = body.paper.readings
    assert render(last.words) == "It does not count."
    assert render(last.why) == "Nobody can know what was meant."
    assert all(
        render(each.words).startswith("It counts for ") for each in counts
    )


def test_beside_each_reading_stands_what_it_takes_the_marks_for(ruling):
    evening, _, _ = ruling
    found = public(evening.desk.state).doubtful
    assert found is not None
    assert render(found.name) == "Doubtful paper 3 of 5"
    assert [render(each.why) for each in found.readings] == [
        "E marked beside the box: meant.",
        "E marked beside the box: not meant.",
        "Nobody can know what was meant.",
    ]


def test_identifies_the_voter_is_announced_in_words_only(ruling):
    evening, batch, paper = ruling
    evening.do(
        box.rule_paper,
        batch=batch,
        paper=paper,
        reading=None,
        code="identifies",
        reason="A name is written.",
    )
    shown = public(evening.desk.state)
    assert shown.doubtful.lines == ()
    assert not isinstance(body_of(shown, "doubtful"), Doubtful)
    ruled = [render(words) for words in shown.doubtful.ruling]
    assert ruled == ["Rejected: Identifies the voter", "A name is written."]


def test_a_paper_ruled_to_count_leaves_only_words_on_the_wall(ruling):
    evening, batch, paper = ruling
    assert public(evening.desk.state).doubtful.lines
    evening.do(
        box.rule_paper,
        batch=batch,
        paper=paper,
        reading="A",
        reason="The wish is clear.",
    )
    shown = public(evening.desk.state)
    assert shown.doubtful.lines == ()
    ruled = [render(words) for words in shown.doubtful.ruling]
    assert ruled == ["It counts.", "The wish is clear."]


def test_the_wall_shows_the_drawing_as_it_is_mended_in_the_room(ruling):
    evening, batch, paper = ruling
    marks = (HandMark("B", 1, "struck"),)
    evening.do(box.redraw, batch=batch, paper=paper, marks=marks)
    lines = public(evening.desk.state).doubtful.lines
    assert {line.code: line.hand for line in lines if line.hand} == {
        "B": "struck",
    }


def test_no_doubtful_paper_hangs_there_until_one_is_put_on_the_wall():
    assert public_at("ruling").doubtful is None


def test_with_the_sealing_of_the_urn_the_paper_is_gone_from_the_wall(tmp_path):
    evening = evening_at("reconciled", tmp_path)
    batch, paper = next(iter(evening.desk.state.box.rulings))
    evening.do(put_on_the_wall, batch=batch, paper=paper)
    assert public(evening.desk.state).doubtful is not None
    evening.do(count.seal_urn)
    assert public(evening.desk.state).doubtful is None
    evening.desk.close()


def test_putting_a_paper_on_the_wall_is_no_entry(ruling):
    evening, batch, paper = ruling
    before = evening.desk.entries
    evening.do(put_on_the_wall, batch=batch, paper=paper)
    assert evening.desk.entries == before
    assert (
        said(evening.desk.do(put_on_the_wall, batch=1, paper=1))
        == "This paper is not doubtful."
    )


@pytest.mark.parametrize("scene", ["agenda", "speaking", "tradeoffs"])
@pytest.mark.parametrize("size", [(1280, 720), (1024, 768), (1920, 1080)])
def test_no_word_of_it_is_cut_off(room, scene, size):
    window = room(*size)
    clipped.clear()
    window.show_public(public_at("weighed"), scene)
    for _ in range(window.steps):
        window.grab()
        window.next()
    assert clipped == []


def test_the_doubtful_paper_fits_with_many_projects(room, ruling):
    evening, _, _ = ruling
    shown = public(evening.desk.state)
    lines = tuple(
        replace(shown.doubtful.lines[i % 8], code=f"{i:02}") for i in range(22)
    )
    window = room()
    clipped.clear()
    window.show_public(
        replace(shown, doubtful=replace(shown.doubtful, lines=lines)),
        "doubtful",
    )
    assert window.steps == 2
    for _ in range(window.steps):
        window.grab()
        window.next()
    assert clipped == []


def test_whoever_does_not_see_the_wall_hears_it(ruling):
    evening, _, _ = ruling
    for shown, scene in (
        (public_at("weighed"), "tradeoffs"),
        (public_at("speaking"), "speaking"),
        (public_at("speaking"), "agenda"),
        (public(evening.desk.state), "doubtful"),
    ):
        spoken = [render(words) for words in heard(screens(shown, scene)[0])]
        assert scene in SCENES
        assert all("{" not in words for words in spoken)
        assert len(spoken) > 4


def long_trade_off(shown):
    long = plain(
        "It can be walked after dark, by whoever comes late from the bus. " * 9,
    )
    lines = tuple(
        replace(
            line,
            gained=long,
            costs=long,
            bears=long,
            reason=long,
            minority=long,
        )
        for line in shown.tradeoffs
    )
    return replace(shown, tradeoffs=lines)


def test_a_long_trade_off_goes_on_on_the_next_screen_and_no_word_of_it_is_lost(
    room,
):
    window, shown = (
        room(),
        replace(long_trade_off(public_at("weighed")), rehearsal=True),
    )
    clipped.clear()
    window.show_public(shown, "tradeoffs")
    assert window.steps > len(shown.tradeoffs)
    for _ in range(window.steps):
        window.grab()
        window.next()
    assert clipped == []
    told = " ".join(
        render(words)
        for screen in screens(shown, "tradeoffs")
        for words in heard(screen)
    )
    assert told.count("from the bus.") == 5 * 9 * len(shown.tradeoffs)


def test_no_letter_of_the_room_is_smaller_than_36_pixels_at_1080(
    room,
    ruling,
    monkeypatch,
):
    evening, _, _ = ruling
    sizes: list[int] = []

    def noted(pixels: int, **kind: bool):
        sizes.append(pixels)
        return fonts.font(pixels, **kind)

    monkeypatch.setattr(
        board,
        "fonts",
        SimpleNamespace(font=noted, QFont=fonts.QFont),
    )
    window, on_the_wall = room(1920, 1080), public(evening.desk.state)
    many = tuple(
        replace(on_the_wall.doubtful.lines[i % 8], code=f"{i:02}")
        for i in range(22)
    )
    paper = replace(
        on_the_wall,
        doubtful=replace(on_the_wall.doubtful, lines=many),
    )
    seen = [
        (long_trade_off(public_at("weighed")), "tradeoffs"),
        (paper, "doubtful"),
    ]
    seen += [
        (public_at("declared"), scene) for scene in SCENES if scene != "black"
    ]
    seen += [
        (public_at("speaking"), "speaking"),
        (public_at("speaking"), "agenda"),
    ]
    for shown, scene in seen:
        window.show_public(replace(shown, rehearsal=True), scene)
        for _ in range(window.steps):
            window.grab()
            window.next()
    assert min(sizes) >= 36


def test_once_the_time_is_up_the_time_over_it_is_counted():
    seen = public_at("speaking").speaking
    assert seen.since is not None
    end = seen.since + timedelta(seconds=seen.whole - seen.used)
    assert (seen.left(end), seen.over(end)) == (0, 0)
    assert (
        seen.left(end + timedelta(seconds=35)),
        seen.over(end + timedelta(seconds=35)),
    ) == (
        0,
        35,
    )


def tried(*lines: Line) -> Simulated:
    """A fridge of £6,200 that gets £5,000."""
    fridge = Gain("Community fridge", 500_000, 620_000, None)
    return Simulated("", "GBP", 6_000_000, (fridge,), lines, ())


def test_what_pays_stands_with_a_minus_and_what_gains_with_a_plus():
    shown = replace(
        public_at("deliberated"),
        whatif=tried(Line("Grass cutting", 290_000, 420_000)),
    )
    (screen,) = screens(shown, "whatif")
    body = screen.body
    assert isinstance(body, MoneyMoved)
    assert [render(bar.sum) for bar in body.pays] == ["−£2,100", "−£2,900"]
    assert [render(bar.sum) for bar in body.gains] == ["+£5,000"]
    assert render(screen.beside or plain("")) == "Not a decision"


def test_what_pays_nothing_has_no_sign():
    shown = replace(
        public_at("deliberated"),
        whatif=tried(Line("Grass cutting", 500_000, 500_000)),
    )
    body = screens(shown, "whatif")[0].body
    assert isinstance(body, MoneyMoved)
    assert [render(bar.sum) for bar in body.pays] == ["£0", "−£5,000"]


def speaking_over(seconds: int):
    """Who has the floor, so long after the time was up."""
    shown = public_at("speaking")
    seen: Any = shown.speaking
    return shown, seen.since + timedelta(
        seconds=seen.whole - seen.used + seconds,
    )


def test_once_the_time_is_up_the_next_table_is_asked_to_get_ready(
    room,
    monkeypatch,
):
    said: list[str] = []

    def noted(self, words, *rest, **how):
        said.append(render(words))
        return write(self, words, *rest, **how)

    write = board.Board.text
    monkeypatch.setattr(board.Board, "text", noted)
    shown, at = speaking_over(24)
    window = room()
    window._now = lambda: at
    window.show_public(shown, "speaking")
    window.grab()
    assert {"+0:24", "Time is up", "over the 3 minutes"} <= set(said)
    assert "Table 3, please get ready. Then table 4." in said
    assert "Then table 3, then table 4" not in said


def test_the_bar_fills_again_hatched_once_the_time_is_up(room, monkeypatch):
    hatched: list[float] = []
    monkeypatch.setattr(
        board.Board,
        "hatch",
        lambda _self, _x, _y, width, _high: hatched.append(width),
    )
    window = room()
    for seconds in (-10, 24, 48):
        shown, at = speaking_over(seconds)
        window._now = lambda at=at: at
        window.show_public(shown, "speaking")
        window.grab()
    assert len(hatched) >= 2
    assert hatched[-1] == pytest.approx(2 * hatched[0])


def test_an_evening_with_times_stands_on_an_axis_planned_over_tonight(tmp_path):
    evening = evening_at("speaking", tmp_path)
    begin_late(evening.desk)
    shown = public(evening.desk.state)
    evening.desk.close()
    body = body_of(shown, "agenda")
    assert isinstance(body, AgendaBody)
    assert body.axis is not None
    assert len(body.axis.planned) == len(body.axis.tonight) == 14
    stands = [span.stands for span in body.axis.tonight]
    assert stands == ["over"] * 9 + ["now"] + ["to come"] * 4
    late = body.axis.tonight[-1].end - body.axis.planned[-1].end
    assert shown.behind == late == 11
    assert [line.number for line in body.lines] == [10, 11, 12, 13, 14]
    (screen,) = screens(shown, "speaking")
    assert render(screen.beside) == "11 minutes late"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_word_of_the_axis_is_cut_off(room, tmp_path, language):
    evening = evening_at("speaking", tmp_path)
    begin_late(evening.desk)
    shown = public(evening.desk.state)
    evening.desk.close()
    for width, height in ((1280, 720), (1920, 1080), (1024, 768)):
        window = room(width, height)
        window.speak(locale_of(language))
        window._now = lambda: shown.speaking.since
        window.show_public(shown, "agenda")
        clipped.clear()
        window.grab()
        assert clipped == []


def test_every_bar_of_the_money_has_its_sentence_where_a_title_takes_two_lines(
    room,
    monkeypatch,
):
    said: list[str] = []

    def noted(self, words, *rest, **how):
        said.append(render(words))
        return write(self, words, *rest, **how)

    write = board.Board.text
    monkeypatch.setattr(board.Board, "text", noted)
    long = Gain(
        "Benches and shade at the old bowling green",
        840_000,
        840_000,
        None,
    )
    tries = replace(tried(), gains=(long, replace(long, title="Gym"), long))
    window = room()
    window.show_public(
        replace(public_at("deliberated"), whatif=tries),
        "whatif",
    )
    window.grab()
    assert said.count("Paid in full: it costs £8,400.") >= 3


SIXTY = "A covered way with benches from the station to the old mill"
LONG = f"{SIXTY} bridge, with lamps, trees and a drinking fountain on the way"


@pytest.mark.parametrize("title", [SIXTY, LONG])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_long_title_reaches_into_the_row_below_it(
    room,
    ruling,
    tmp_path_factory,
    title,
    language,
):
    evening = evening_at("speaking", tmp_path_factory.mktemp("timed"))
    begin_late(evening.desk)
    timed = public(evening.desk.state)
    evening.desk.close()
    declared, paper = public_at("declared"), public(ruling[0].desk.state)
    seen = [
        (replace(timed, agenda=_all_called(title, timed.agenda)), "agenda"),
        (
            replace(
                declared,
                projects=_all_called(title, declared.projects),
                result=replace(
                    declared.result,
                    projects=_all_called(title, declared.result.projects),
                ),
            ),
            "result",
        ),
        (
            replace(
                paper,
                doubtful=replace(
                    paper.doubtful,
                    lines=_all_called(title, paper.doubtful.lines),
                ),
            ),
            "doubtful",
        ),
    ]
    window = room()
    window.speak(locale_of(language))
    for shown, scene in seen:
        window.show_public(shown, scene)
        for _ in range(window.steps):
            clipped.clear()
            window.grab()
            assert clipped == [], scene
            window.next()


def _all_called(title: str, things):
    return tuple(replace(thing, title=title) for thing in things)
