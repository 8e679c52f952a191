"""Scenes of the start pages, by page.

Start and form stand before any assembly; the passphrase is asked of one.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from pbdesk.assembly.mandate import Mandate
from pbdesk.assembly.state import Assembly
from pbdesk.pack.parent import (
    PARENT_FORMAT,
    Parent,
    ParentHall,
    ParentOption,
    ParentQuestion,
    parent_bytes,
)
from pbdesk.questions.declaration import Declaration
from pbdesk.questions.parts import Question
from pbdesk.questions.terms import FIRST
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.start.begin import BeginPage
from pbdesk.ui.pages.start.hall import HallPage
from pbdesk.ui.pages.start.page import StartPage
from pbdesk.ui.pages.start.unlock import UnlockPage

__all__ = ["BEGIN", "HALL", "START", "UNLOCK"]

_FILES = (
    ("Duke Street, first try", date(2025, 11, 3), 31, None),
    (
        "Links Place spring round",
        date(2026, 3, 14),
        512,
        datetime(2026, 3, 14, 20, 5, tzinfo=UTC),
    ),
    ("Weir Road playpark", date(2026, 5, 12), 214, None),
)


def _recent(page: Page) -> None:
    """Three files that were open once; one of them is on a stick that is not plugged in."""
    assert isinstance(page, StartPage)
    for name, day, entries, declared in _FILES:
        question = Question(declaration=Declaration(declared=declared))
        state = Assembly(
            convened=Mandate(name=name, day=day),
            questions={FIRST: question},
        )
        path = page.lobby.settings.path.with_name(f"{name}.pbdesk")
        if entries > 100:
            path.touch()
        page.lobby.settings.keep_recent(path, state, entries)
    page.refresh()


def _filled(page: Page) -> None:
    assert isinstance(page, BeginPage)
    page.form.set_values(
        {
            "name": "Millbrook Assembly",
            "place": "Millbrook Community Hall",
            "day": date(2026, 11, 26),
        },
    )
    page.go_to("place")


def _refused(page: Page) -> None:
    _filled(page)
    assert isinstance(page, BeginPage)
    page.form.set_values({"passphrase": "weir"})
    page.button.click()


_VOTE = Parent(
    format=PARENT_FORMAT,
    assembly="northside-2026-11",
    name="Northside Votes",
    day="2026-11-26",
    currency="GBP",
    language="en",
    rulebooks=({"questions": [{"id": "1"}]},),
    lot_codes={"1": "0" * 64},
    questions=(
        ParentQuestion(
            id="1",
            kind="choose",
            wording="What shall the new green be called?",
            force="binding",
            way="sheet",
            round="1",
            rulebook=1,
            seed="",
            budget=None,
            options=(ParentOption(id="a", code="A", title="Weir Green"),),
            constraints=None,
        ),
    ),
    halls=(
        ParentHall(
            id="northside-2026-11-1",
            name="Mill Lane School",
            place="Mill Lane 4",
        ),
        ParentHall(
            id="northside-2026-11-2",
            name="Library",
            place="High Street 12",
        ),
    ),
    combiners=(),
)


def _chosen(page: Page) -> None:
    """Somebody chose the export of a vote in several halls."""
    assert isinstance(page, HallPage)
    path = page.lobby.settings.path.with_name("northside.pbhalls")
    path.write_bytes(parent_bytes(_VOTE))
    page.take(path)


def _wrong(page: Page) -> None:
    assert isinstance(page, UnlockPage)
    page.button.click()


START: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("recent", None, _recent),
)

BEGIN: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("at-work", None, _filled),
    Scene("refused", None, _refused),
)

HALL: tuple[Scene, ...] = (Scene("empty", None), Scene("chosen", None, _chosen))

UNLOCK: tuple[Scene, ...] = (
    Scene("at-work", "register"),
    Scene("refused", "register", _wrong),
)
