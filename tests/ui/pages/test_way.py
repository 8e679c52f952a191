"""What became of it: found by its words, shown in the room; and the next assembly begun from it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from pbdesk.app.desk import Desk
from pbdesk.app.sample.evening import PASSPHRASE
from pbdesk.i18n import render
from pbdesk.ui.pages.way import PAGE
from pbdesk.ui.render.view import Here
from tests.evenings import CHEAP

PROMISED = (
    Path(__file__).parents[2] / "data" / "records" / "v1" / "promised.pbdesk"
)


@pytest.fixture
def promised(tmp_path) -> Path:
    """A record whose pack was handed over, and of which not all was kept."""
    return Path(shutil.copy(PROMISED, tmp_path))


def test_a_condition_is_found_by_its_words_and_says_how_far_it_came(promised):
    with Desk.open(promised, read_only=True) as desk:
        state = desk.state
    wanted = str(state.conditions.by_number[1].words)
    rows = PAGE.view(state, None, Here(search=wanted.upper())).left.rows
    assert render(rows[0].title) == wanted
    nothing = PAGE.view(state, None, Here(search="no such words")).left
    assert (nothing.rows, render(nothing.nothing)) == (
        (),
        "Nothing is called that.",
    )


def test_the_next_assembly_begins_from_the_page(
    promised,
    window,
    tmp_path,
    monkeypatch,
):
    path = tmp_path / "next.pbdesk"
    with Desk.open(promised) as desk:
        desk.make_people(PASSPHRASE, CHEAP)
    monkeypatch.setattr(
        QFileDialog,
        "getSaveFileName",
        lambda *_: (str(path), ""),
    )
    page = window.show_over(promised, PAGE.name)
    begun = page.forms["next"]
    begun.record.click()
    assert begun.form.field("day").is_wrong()
    assert not path.exists()
    begun.form.set_values({"day": date(2027, 11, 25)})
    begun.record.click()
    with Desk.open(path, read_only=True) as desk:
        assert desk.state.about.day == date(2027, 11, 25)
        assert desk.state.agenda.items[0].title == "What was promised last time"
