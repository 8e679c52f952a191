"""The window is closed in the middle of the work and opened again.

Nothing keyed is lost, half-filled forms are there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pbdesk.app.sample.evening import PASSPHRASE, play, start
from tests.evenings import CHEAP
from tests.journeys.chapters import counting
from tests.journeys.person import Person

LOST = "Two people took their papers home."


def played(folder: Path, until: str) -> Path:
    """The sample evening as it stood at a moment; at its box the batches have 25 papers."""
    evening = play(start(folder / "millbrook.pbdesk", cost=CHEAP), until)
    evening.desk.close()
    return evening.desk.record.path


def unlocks(person: Person) -> None:
    person.write("Passphrase", PASSPHRASE)
    person.press("Unlock people")
    person.waits()


def test_nothing_keyed_is_lost_when_the_window_is_closed(
    sits_down: Callable[[], Person],
    tmp_path: Path,
) -> None:
    before = sits_down()
    before.answers(played(tmp_path, "box"))
    before.press("Open an assembly")
    unlocks(before)
    counting.keys(before, "Peter Hallam", ["AB", "C", "? D/"])
    before.shuts_the_window()

    after = sits_down()
    after.pick_row("Millbrook Assembly")
    unlocks(after)
    assert after.sees("3 of 25 keyed")
    assert after.sees("Paper 3: doubtful")
    after.write("Codes on the paper", "E")
    after.enter()
    assert after.sees("4 of 25 keyed")


def test_what_is_said_of_missing_papers_is_there_when_the_window_is_opened_again(
    sits_down: Callable[[], Person],
    tmp_path: Path,
) -> None:
    before = sits_down()
    before.answers(played(tmp_path, "ruled"))
    before.press("Open an assembly")
    unlocks(before)
    before.go("Batches")
    before.write("Papers not brought back", "2")
    before.write("What is known about missing papers", LOST)
    before.shuts_the_window()

    after = sits_down()
    after.pick_row("Millbrook Assembly")
    unlocks(after)
    after.go("Batches")
    assert after.reads("Papers not brought back") == "2"
    assert after.reads("What is known about missing papers") == LOST


def test_an_idea_half_written_is_there_when_the_window_is_opened_again(
    sits_down: Callable[[], Person],
    tmp_path: Path,
) -> None:
    before = sits_down()
    before.answers(played(tmp_path, "ideas"))
    before.press("Open an assembly")
    unlocks(before)
    before.press("Write an idea")
    before.write("Title", "A swing for the park")
    before.write("Asked for", "about 900")
    before.shuts_the_window()  # before the pause after which a draft is written

    after = sits_down()
    after.pick_row("Millbrook Assembly")
    unlocks(after)
    assert after.sees("Draft kept, not recorded")
    after.press("Write an idea")
    assert after.reads("Title") == "A swing for the park"
    assert after.reads("Asked for") == "about 900"
