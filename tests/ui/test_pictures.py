"""Pictures of pages, room, kiosk and paper, from the sample evening."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from pbdesk.paper import SHEETS
from pbdesk.studio.pictures import Look, pictures
from pbdesk.ui.dress import dress
from pbdesk.ui.theme import theme
from pbdesk.voting.styles import STYLES


@pytest.fixture(autouse=True)
def look(qapp):
    dress(qapp)
    yield
    theme().set(colours="light", scale=1.0, language="en")


def test_a_page_is_drawn_in_each_of_its_scenes_and_two_runs_give_the_same(tmp_path):
    first = list(pictures(tmp_path / "one", Look(), "start"))
    second = list(pictures(tmp_path / "two", Look(), "start"))
    assert [path.name for path in first] == ["start-empty.png", "start-recent.png"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert QImage(str(first[0])).size().toTuple() == (1280, 800)


def test_what_is_not_usual_stands_in_the_files_name(tmp_path):
    names = [path.name for path in pictures(tmp_path, Look("dark", "ar", 200), "begin")]
    assert "begin-refused-dark-ar-200.png" in names


@pytest.mark.parametrize(
    ("only", "some"),
    [
        ("kiosk", {"kiosk-approval.png", "kiosk-quadratic.png"}),
        ("room", {"room-question-1.png", "room-result-1.png"}),
        (
            "paper",
            {
                "paper-report-large-1.png",
                *(f"paper-{sheet.name}-1.png" for sheet in SHEETS),
                *(
                    f"paper-{kind}-{style}-1.png"
                    for style in STYLES
                    for kind in (
                        "ballot",
                        "ballot-large",
                        "specimen",
                        "specimen-large",
                        "count-sheet",
                    )
                ),
            },
        ),
    ],
)
def test_room_kiosk_and_paper_are_drawn_too(tmp_path, only, some):
    drawn = {path.name for path in pictures(tmp_path, Look(), only)}
    assert some <= drawn
    assert all(not QImage(str(tmp_path / name)).isNull() for name in drawn)
