"""A rehearsal says everywhere that nothing of it counts.

In the window, in the room, at the kiosk, in the pack.
"""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtGui import QAccessible

from pbdesk.pack.bag import read_zip
from pbdesk.ui.room.window import RoomWindow
from tests.journeys.chapters import counting, preparing, voting
from tests.journeys.chapters.preparing import BENCH, LIGHT
from tests.journeys.person import Person, nodes

NOTHING_COUNTS = "This is a rehearsal. Nothing you do here counts."


def test_a_rehearsal_is_marked_in_window_room_kiosk_and_pack(
    person: Person,
    tmp_path: Path,
) -> None:
    preparing.begins(person, tmp_path, rehearsal=True)
    assert person.sees("The people file of this rehearsal opens with")
    assert person.sees(NOTHING_COUNTS)
    assert person.sees("Millbrook Assembly, rehearsal – pbdesk")
    preparing.writes_the_charter(person)
    preparing.writes_the_rules(person)
    preparing.seals_the_rulebook(person)
    preparing.writes_ideas(person, [LIGHT, BENCH])
    person.pick_row(LIGHT)
    preparing.answers_ideas(person, [LIGHT, BENCH])
    votes_at_the_kiosk_only(person)
    counts_and_declares(person)
    person.go_on("Go to Pack")
    pack = counting.makes_the_pack(person, tmp_path)
    assert person.sees(NOTHING_COUNTS)
    assert (
        json.loads(read_zip(pack).files["data/result.json"])["stage"]
        == "rehearsal"
    )


def votes_at_the_kiosk_only(person: Person) -> None:
    voting.draws_up_the_ballot(person)
    person.go_on("Go to Door")
    voting.writes_the_first_down(person, "Larkin, Grace", "Mill Lane 12")
    voting.writes_down(person, "Mensah, Kwame", "Mill Lane 13")
    person.press("Make up 60 people")
    assert person.sees("60 people were put in the register.")
    voting.opens_the_vote(person)
    voting.gives(
        person,
        "larkin, grace",
        "Give kiosk ticket K1",
        "At the kiosk",
    )
    voting.gives(
        person,
        "mensah, kwame",
        "Give kiosk ticket K2",
        "At the kiosk",
    )
    voting.hands_over_the_laptop(person)
    assert person.sees("Millbrook Assembly, rehearsal: nothing counts")
    voting.casts(person, LIGHT, BENCH)
    voting.unlocks(person, "Start the next ballot")
    voting.casts(person, BENCH)
    voting.unlocks(person, "Back to the door")
    voting.closes_the_vote(person)


def counts_and_declares(person: Person) -> None:
    counting.states_that_papers_add_up(person)
    counting.counts(person, valid=2)
    counting.declares(person, valid=2)
    room = person.shell.room.window
    assert room is not None
    for _ in range(room.steps):
        assert "Rehearsal: nothing here counts" in hung(room)
        room.next()


def hung(room: RoomWindow) -> list[str]:
    """What hangs in the room, line by line, as a screen reader tells it."""
    told = [
        node.text(QAccessible.Text.Description)
        for node in nodes(QAccessible.queryAccessibleInterface(room))
    ]
    return "\n".join(told).splitlines()


def test_rehearsing_opens_a_made_up_neighbourhood_in_which_nothing_counts(
    person: Person,
) -> None:
    person.press("Rehearse")
    person.waits()
    assert person.sees("3 need an answer")
    assert person.sees(NOTHING_COUNTS)
