"""What the desk leaves on the disk after an evening.

No order of casting, and nothing of what was erased.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.mirror import keep
from pbdesk.app.jobs.register import add_people
from pbdesk.app.sample.evening import play
from pbdesk.assembly import ideas
from pbdesk.cli import crash, main
from pbdesk.ledger.people import Particulars
from pbdesk.ledger.record import Paper, Record
from pbdesk.minutes.erasure import holds_words
from pbdesk.ui.settings import Settings
from tests.evenings import CHEAP, evening_at

DAY = date(2026, 11, 30)
ERASED = (
    "Zanzibarova",
    "Quillfeather Row",
    "MUTTERED-WORDS",
    "HALF-WRITTEN-DRAFT",
    "REPLACED-DRAFT",
)


def folders(tmp_path: Path) -> list[Path]:
    """Where the desk may leave anything.

    The assembly's folder and the person's own for settings, state and logs.
    """
    return [
        tmp_path,
        *(
            Path(value)
            for name, value in os.environ.items()
            if name.startswith("XDG_")
        ),
    ]


def found(places: list[Path], words: str) -> list[str]:
    """The files in which words stand, as UTF-8 or UTF-16, in any folder."""
    sought = [
        words.encode(),
        words.encode("utf-16-le"),
        words.casefold().encode(),
    ]
    return [
        file.name
        for place in places
        for file in place.rglob("*")
        if file.is_file() and any(each in file.read_bytes() for each in sought)
    ]


def work_and_erase(desk: Desk) -> None:
    """Write down what is to be forgotten, among much else, then forget it."""
    for n in range(30):
        assert desk.keep_draft(f"form/{n}", f"REPLACED-DRAFT {n} " * n) is None
        assert (
            desk.do(
                ideas.receive,
                title=f"Idea {n}",
                summary=f"MUTTERED-WORDS {n} about a neighbour " * 8,
            )
            is None
        )
        assert (
            desk.keep_draft(f"form/{n}", f"HALF-WRITTEN-DRAFT {n} " * 40)
            is None
        )
    assert (
        add_people(
            desk,
            [
                Particulars(f"Zanzibarova {n}", "Quillfeather Row")
                for n in range(40)
            ],
        )
        is None
    )
    assert desk.people is not None
    for ref in desk.state.door.register:
        desk.people.erase(ref, DAY)
    for each in [each.seq for each in desk.recorded if holds_words(each.entry)]:
        assert desk.do(desk.erasing, number=each, reason="Asked for") is None
    for n in range(30):
        assert desk.keep_draft(f"form/{n}", None) is None


@pytest.fixture
def left(tmp_path: Path) -> list[Path]:
    """Where to look, after a desk wrote and erased.

    And settings, a stick, a crash report and commands came by.
    """
    made = Desk.create(
        tmp_path / "a.pbdesk",
        name="A",
        place="",
        day="2026-11-26",
    )
    assert isinstance(made, Desk)
    (tmp_path / "stick").mkdir()
    with made as desk:
        desk.make_people("three blue chairs", CHEAP)
        work_and_erase(desk)
        assert keep(desk, tmp_path / "stick") is None
        settings = Settings()
        settings.keep_recent(desk.record.path, desk.state, desk.entries)
        settings.sync()
        crash.sentence(RuntimeError("a fault"), tmp_path / "log")
    for command in ("check", "show"):
        assert (
            CliRunner()
            .invoke(main, [command, str(tmp_path / "a.pbdesk")])
            .exit_code
            == 0
        )
    return folders(tmp_path)


@pytest.mark.parametrize("words", ERASED)
def test_nothing_that_was_erased_stands_in_any_file_the_desk_leaves(
    left: list[Path],
    words: str,
):
    assert found(left, words) == []


def test_the_search_would_find_what_was_not_erased(left: list[Path]):
    assert found(left, "Idea 7") == ["a.pbdesk"]
    assert {"settings.ini", "a.people", "a.pbdesk", "a.pbdesk-journal"} <= {
        file.name for place in left for file in place.rglob("*")
    }


def test_a_name_never_stands_readable_even_before_it_is_erased(tmp_path: Path):
    evening = evening_at("declared", tmp_path)
    assert evening.desk.people is not None
    name = evening.desk.people.get(
        next(iter(evening.desk.state.door.register)),
    ).name
    assert found([tmp_path], name) == []
    evening.desk.close()


def physical_order(path: Path, ids: list[bytes]) -> list[np.ndarray]:
    """For each page of the file, the casting numbers of the papers on it.

    In their physical order.
    """
    file, pages = path.read_bytes(), dict[int, list[tuple[int, int]]]()
    for number, paper in enumerate(ids):
        place = file.index(paper)
        pages.setdefault(place // 4096, []).append((place, number))
    return [
        np.array([number for _, number in sorted(there)])
        for there in pages.values()
    ]


def rho(order: np.ndarray) -> float:
    """Spearman's rank correlation of physical place and casting order."""
    return float(
        np.corrcoef(np.arange(len(order)), order.argsort().argsort())[0, 1],
    )


def test_the_sealed_file_of_an_evening_does_not_tell_the_order_of_casting(
    tmp_path: Path,
    monkeypatch,
):
    """Screen ballots in the order they were cast, then papers as keyed.

    On each page, and over all pages.
    """
    evening = evening_at("open", tmp_path)
    ids = list[bytes]()

    def seen(self: Record, put):
        def spy(*given):
            papers = [
                each for one in given if isinstance(one, tuple) for each in one
            ]
            ids.extend(each.id for each in papers if isinstance(each, Paper))
            return put(self, *given)

        return spy

    write, seal = Record.write, Record.seal_urn
    monkeypatch.setattr(
        Record,
        "write",
        lambda self, *given: seen(self, write)(*given),
    )
    monkeypatch.setattr(
        Record,
        "seal_urn",
        lambda self, *given: seen(self, seal)(*given),
    )
    play(evening, "urn")
    pages = physical_order(evening.desk.record.path, ids)
    evening.desk.close()
    assert len(ids) == sum(map(len, pages)) == 349
    assert rho(np.arange(60)) > 0.99, "the measure sees what there is to see"
    several = [
        page for page in pages if len(page) > 1
    ]  # one paper alone on a page has no order there
    assert (
        abs(
            np.average(
                [rho(page) for page in several],
                weights=[len(page) for page in several],
            ),
        )
        < 0.2
    )
    assert abs(rho(np.concatenate(pages))) < 0.2
