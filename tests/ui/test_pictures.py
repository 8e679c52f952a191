"""Pictures of pages, room, kiosk and paper, from the sample evening."""

from __future__ import annotations

from itertools import islice

import pytest
from PySide6.QtGui import QImage

from pbdesk.paper import SHEETS
from pbdesk.studio.pictures import Look, pictures
from pbdesk.ui.dress import dress
from pbdesk.ui.theme import theme

pytestmark = pytest.mark.studio


@pytest.fixture(autouse=True)
def look(qapp):
    dress(qapp)
    yield
    theme().set(colours="light", scale=1.0, language="en")


def test_a_page_is_drawn_in_each_of_its_scenes_and_two_runs_give_the_same(
    tmp_path,
):
    first = list(pictures(tmp_path / "one", Look(), "start"))
    second = list(pictures(tmp_path / "two", Look(), "start"))
    assert [path.name for path in first] == [
        "start-empty.png",
        "start-recent.png",
    ]
    assert [path.read_bytes() for path in first] == [
        path.read_bytes() for path in second
    ]
    assert QImage(str(first[0])).size().toTuple() == (1280, 800)


def test_what_is_not_usual_stands_in_the_files_name(tmp_path):
    names = [
        path.name
        for path in pictures(tmp_path, Look("dark", "ar", 200), "begin")
    ]
    assert "begin-refused-dark-ar-200.png" in names


@pytest.mark.parametrize(
    ("only", "some"),
    [
        ("kiosk", {"kiosk-approval.png", "kiosk-quadratic.png"}),
        ("room", {"room-question-1.png", "room-result-1.png"}),
    ],
)
def test_room_and_kiosk_are_drawn_too(tmp_path, only, some):
    """Until both were drawn: all of them are what `pbdesk pictures` is for."""
    drawn: set[str] = set()
    for path in pictures(tmp_path, Look(), only):
        assert not QImage(str(path)).isNull()
        drawn.add(path.name)
        if some <= drawn:
            break
    assert some <= drawn


def test_paper_is_drawn_too_page_by_page(tmp_path):
    """That each sheet is among them is shown where they are read (tests/paper/test_extraction)."""
    first, second = islice(pictures(tmp_path, Look(), "paper"), 2)
    assert first.name == f"paper-{SHEETS[0].name}-1.png"
    assert not QImage(str(first)).isNull()
    assert not QImage(str(second)).isNull()
