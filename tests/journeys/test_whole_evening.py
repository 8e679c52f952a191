"""A person creates an assembly in the window and runs it through every chapter with keyboard and mouse; the pack it
made verifies."""

from __future__ import annotations

import io
from pathlib import Path

from click.testing import CliRunner
from pypdf import PdfReader

from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.cli import main
from pbdesk.pack.bag import read_zip
from pbdesk.pack.verify import verify
from pbdesk.ui.theme import theme
from tests.journeys.chapters import counting, preparing, voting
from tests.journeys.chapters.preparing import BENCH, COSTS, LIGHT
from tests.journeys.person import Person

ELSEWHERE = {
    "hands",
    "matters",
    "question",
    "arguments",
    "trades",
    "whatif",
    "way",
    "seating",
    "steering",
}
"""Pages where other journeys go: of several questions, and of a hall's words to six months later."""


def test_a_whole_evening_in_the_window_ends_in_a_pack_that_verifies(
    person: Person,
    tmp_path: Path,
) -> None:
    prepares(person, tmp_path)
    votes(person, tmp_path)
    counts_and_declares(person)
    pack, signers = hands_over(person, tmp_path)
    reads_the_minutes(person)
    assert person.visited >= set(ASSEMBLY.pages) - ELSEWHERE
    person.shuts_the_window()
    the_pack_verifies(pack, signers)
    the_record_is_whole(tmp_path / "millbrook.pbdesk")


def prepares(person: Person, folder: Path) -> None:
    preparing.begins(person, folder)
    preparing.writes_the_charter(person)
    preparing.writes_the_rules(person)
    preparing.asks_who_came(person)
    preparing.seals_the_rulebook(person)
    preparing.writes_ideas(person, list(COSTS))
    preparing.records_a_check(person, LIGHT)
    preparing.answers_ideas(person, list(COSTS))
    voting.draws_up_the_ballot(person)
    voting.looks_at_the_papers(person)
    voting.runs_the_agenda(person)
    voting.weighs_a_project(person, LIGHT)
    voting.reads_the_register(person, folder)


def votes(person: Person, folder: Path) -> None:
    """Nine papers go out, one of them for a spoilt one and one to somebody written down.

    Two vote at the kiosk.
    """
    voting.opens_the_vote(person)
    for number, name in enumerate(
        ("abbot", "bevan", "chow", "dunn", "eze", "farrell", "gould"),
        start=1,
    ):
        voting.gives(person, name, f"Give paper {number}")
    assert person.sees("Quorum 2: reached")
    voting.writes_down(person, "Larkin, Grace", "Mill Lane 12")
    person.press("Known to two people here", of="Give paper 8")
    voting.exchanges(person, spoilt=3, fresh=9)
    voting.gives(person, "hussain", "Give kiosk ticket K1", "At the kiosk")
    voting.gives(person, "iqbal", "Give kiosk ticket K2", "At the kiosk")
    votes_at_the_kiosk(person)
    voting.closes_the_vote(person)


def votes_at_the_kiosk(person: Person) -> None:
    """One voter turns the contrast.

    The room keeps its look, and the laptop has its own again afterwards.
    Meanwhile nobody can close the window behind the kiosk.
    """
    voting.hands_over_the_laptop(person)
    room = person.shell.room.window
    assert room is not None
    now = room._wall._at
    room._now = lambda: (
        now
    )  # its clock stands still, or a minute may pass between two pictures
    usual, hangs_there = theme().colours, room.picture(room.size()).toImage()
    person.press("Contrast")
    assert theme().colours == "contrast"
    assert room.picture(room.size()).toImage() == hangs_there
    person.shell.close()
    assert person.shell.isVisible()
    voting.casts(person, LIGHT, BENCH)
    assert theme().colours == usual
    voting.unlocks(person, "Start the next ballot")
    voting.casts(person, BENCH)
    voting.unlocks(person, "Back to the door")


def counts_and_declares(person: Person) -> None:
    counting.opens_the_box(person, papers=8, bundle=4)
    counting.keys_the_papers(person)
    counting.rules_on_the_doubtful_paper(person)
    counting.states_that_papers_add_up(person)
    counting.counts(person, valid=10)
    counting.declares(person, valid=10)
    for _ in COSTS:
        person.press("Next")
    assert person.sees("The room shows: The result, 4 of 4")
    person.press("Close the room")
    counting.adds_up_who_came(person)


def hands_over(person: Person, folder: Path) -> tuple[Path, Path]:
    pack = counting.makes_the_pack(person, folder)
    counting.signs_with_a_key(
        person,
        "Facilitator, Amina Yusuf",
        folder / "facilitator",
    )
    counting.signs_with_a_key(
        person,
        "First teller, Peter Hallam",
        folder / "teller",
    )
    person.press("Signed in ink", of="Second teller, Rosa Lindqvist")
    person.confirm()
    assert person.sees("Signed, 3 of 3")
    return pack, counting.hands_over(person, folder)


def reads_the_minutes(person: Person) -> None:
    person.go("Record")
    person.write("Find in the record", "declared")
    person.enter()
    assert person.sees("The result was declared.")


def the_pack_verifies(
    pack: Path,
    signers: Path,
    named: str = LIGHT,
    untold: frozenset[int] = frozenset(),
) -> None:
    """All but what nobody asked for, and what cannot be told without the ballots (`untold`)."""
    keys = signers.read_text(encoding="utf-8")
    found = verify(pack, keys, keys.split()[0].partition("@")[2])
    assert found.genuine
    assert found.stage == "final"
    # no time stamp was asked for, nothing follows the result yet, there is one hall, and no case
    assert {check.number for check in found.checks if not check.passed} == {
        21,
        26,
        28,
        29,
        30,
        31,
        *untold,
    }
    report = PdfReader(io.BytesIO(read_zip(pack).files["data/report.pdf"]))
    assert any(named in page.extract_text() for page in report.pages)


def the_record_is_whole(record: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(record)])
    assert result.exit_code == 0
    assert "Counted again from the ballots: the same result." in result.output
