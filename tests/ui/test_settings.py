"""What a computer remembers between two meetings.

And what it does with a settings file that was spoilt.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pbdesk.assembly.mandate import Mandate
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import ENGLISH, render
from pbdesk.ui.pages.start.view import recent_lines
from pbdesk.ui.settings import Settings


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(tmp_path / "settings.ini")


def opened(
    settings: Settings,
    path: Path,
    name: str = "Weir Road",
    entries: int = 3,
) -> None:
    settings.keep_recent(
        path,
        Assembly(convened=Mandate(name=name, day=date(2026, 11, 26))),
        entries,
    )


def test_the_look_is_remembered(settings):
    settings.keep_look(colours="dark", text=150)
    settings.sync()
    again = Settings(settings.path)
    assert (again.colours, again.text, again.language) == ("dark", 150, "en")


@pytest.mark.parametrize(
    "line",
    ["text=1000", "text=large", "colours=pink", "language=xx"],
)
def test_a_setting_that_makes_no_sense_is_as_if_it_were_not_there(
    settings,
    line,
):
    settings.path.write_text(f"[look]\n{line}\n")
    again = Settings(settings.path)
    assert (again.colours, again.text, again.language) == ("system", 100, "en")


def test_the_newest_file_stands_first_and_each_only_once(settings, tmp_path):
    for number in range(10):
        opened(settings, tmp_path / f"{number}.pbdesk")
    opened(settings, tmp_path / "5.pbdesk", entries=99)
    recent = settings.recent()
    assert Path(recent[0].path).name == "5.pbdesk"
    assert len(recent) == len({each.path for each in recent}) == 8


def test_a_list_of_recent_files_that_was_spoilt_begins_anew(settings):
    settings.path.write_text('[recent]\nfiles="[{broken"\n')
    assert Settings(settings.path).recent() == ()


def test_a_file_that_is_not_there_says_so_and_the_others_say_how_far_they_are(
    settings,
    tmp_path,
):
    (tmp_path / "here.pbdesk").touch()
    opened(settings, tmp_path / "gone.pbdesk")
    opened(settings, tmp_path / "here.pbdesk", entries=214)
    here, gone = recent_lines(settings.recent())
    assert (
        render(here.said, ENGLISH).replace("\xa0", " ")
        == "26 November 2026, entry 214, under way"
    )
    assert gone.known is None
    assert "stick" in render(gone.said, ENGLISH)
