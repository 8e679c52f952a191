"""A hall: it begins from the export, has its own evening, and changes nothing that was sealed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from pbdesk.app.desk import Desk
from pbdesk.app.halls import begin_hall
from pbdesk.app.jobs.sheets import ballots_pdf, wall_facts
from pbdesk.app.sample.northside import hold_hall, start_hall
from pbdesk.assembly import hall, ideas, mandate, placed, rulebook, supplements
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.assembly.poster import poster
from pbdesk.assembly.public import public
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import ENGLISH, render
from pbdesk.ledger.refusals import RecordRefused
from pbdesk.ledger.sqlite import Error, File
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.steps import Progress
from pbdesk.pack.contents import canonical
from pbdesk.pack.parent import parent_code, parent_digest
from pbdesk.questions import declaration, sheet, terms, vote
from pbdesk.questions.count import record_count
from pbdesk.questions.lot import draw_seed
from tests.evenings import CHEAP
from tests.halls.votes import refused

SIGN = {
    "facilitator": "R. Okafor",
    "teller-1": "Ida Brandt",
    "teller-2": "Ken Lowe",
}


def test_a_hall_has_what_was_sealed_and_its_own_place_day_and_language(
    tmp_path,
    export,
    parent,
):
    made = begin_hall(
        tmp_path / "h.pbdesk",
        export,
        parent.halls[2].id,
        place="The gym",
        day="2026-11-27",
        language="ar",
    )
    assert isinstance(made, Desk)
    with made as desk:
        about = desk.state.about
        assert (about.id, about.place, about.language) == (
            parent.halls[2].id,
            "The gym",
            "ar",
        )
        assert about.day.isoformat() == "2026-11-27"
        assert about.name == f"{parent.name}, {parent.halls[2].name}"
        for question in parent.questions:
            state = desk.state.of(question.id)
            assert state.terms.wording == question.wording
            assert [line.code for line in state.sheet.lines] == [
                o.code for o in question.options
            ]
            assert state.rulebook.fingerprint == parent_code(
                parent_digest(export),
            )
        assert not desk.state.drafts.get("lot/1")


def test_the_papers_of_two_halls_bear_one_code_and_each_its_own_name(
    fresh,
    held,
):
    assert fresh.state.rulebook.fingerprint == held.state.rulebook.fingerprint
    assert fresh.state.about.name != held.state.about.name


def test_a_hall_can_change_nothing_of_what_was_sealed(fresh):
    sealed = "The questions were sealed for all halls of “{name}”."
    line = fresh.state.of("2").sheet.lines[0].project
    project = fresh.state.of("1").sheet.lines[0].project
    stands = "The ballot is drawn up, so the list of projects stands."
    for question, decision, given, words in (
        ("1", terms.ask, {"kind": "decide"}, sealed),
        ("1", terms.drop, {}, "This question is sealed."),
        (
            "2",
            terms.add_option,
            {"name": "New"},
            "The options were sealed with the question.",
        ),
        (
            "2",
            terms.drop_option,
            {"option": line},
            "The options were sealed with the question.",
        ),
        ("1", placed.place, {"proposal": project}, sealed),
        ("1", ideas.receive, {"title": "Late"}, stands),
        ("1", ideas.amend, {"proposal": project, "title": "Other"}, stands),
        ("1", ideas.withdraw, {"proposal": project, "reason": "No"}, stands),
        ("1", ideas.answer, {"proposal": project, "accepted": False}, stands),
        ("1", sheet.draw_up, {}, "The ballot is already drawn up."),
        (
            "1",
            rulebook.set_rule,
            {"clause": "quorum", "value": 1},
            "The rulebook is sealed.",
        ),
        (
            "1",
            rulebook.set_rule,
            {"clause": "people", "value": "All"},
            "The rulebook is sealed.",
        ),
        (
            "1",
            rulebook.set_rule,
            {"clause": "kept", "value": 1},
            "The rulebook is sealed.",
        ),
        ("1", draw_seed, {"dice": "1234"}, "A hall throws no dice."),
    ):
        fresh.turn(question)
        assert refused(fresh, decision, **given) == words
    for question in fresh.state.order:
        fresh.turn(question)
        for clause in (
            "question",
            "binding",
            "decider",
            "promise",
            "answer_by",
        ):
            said = refused(
                fresh,
                mandate.set_charter,
                clause=clause,
                value="advisory",
            )
            assert said == "The charter was sealed with the rulebook."
    assert fresh.undo() is not None


def test_nobody_votes_before_the_hall_sealed_who_counts_and_signs(fresh):
    assert (
        refused(fresh, rulebook.seal)
        == "The rulebook cannot be sealed yet. {first}"
    )
    missing = {each.words.text for each in vote.missing(fresh.state)}
    assert "The charter of this hall is not sealed." in missing
    for clause, value in SIGN.items():
        assert fresh.do(mandate.set_charter, clause=clause, value=value) is None
    assert fresh.do(rulebook.seal) is None
    assert refused(fresh, rulebook.seal) == "The rulebook is already sealed."
    assert refused(fresh, mandate.set_charter, clause="teller-1", value="X")
    assert "The charter of this hall is not sealed." not in {
        each.words.text for each in vote.missing(fresh.state)
    }


def test_nothing_is_counted_before_the_ballots_are_sealed(fresh):
    refusal = refused(
        fresh,
        record_count,
        outcome=None,
        counted=0,
        rejected={},
        trace=b"",
    )
    assert refusal == "The ballots are not sealed."


def test_no_quorum_of_a_hall_decides(held, parent):
    for question in parent.questions:
        state = held.state.of(question.id)
        assert state.door.people < int(state.rulebook.given["quorum"])
        assert state.declaration.quorum_met


def test_nobody_wins_in_one_hall(held):
    for question in held.state.order:
        outcome = held.state.of(question).outcome
        assert not (
            *outcome.funded,
            *outcome.elected,
            *outcome.rounds,
            *outcome.ties,
        )
        assert outcome.decided is None
        assert outcome.winners is None


def test_the_room_hears_what_the_hall_gave_and_that_the_sum_decides(held):
    for question in held.state.order:
        held.turn(question)
        said = public(held.state).answer
        assert said.headline.text == "What this hall gave"
        assert said.notes[0].text == "The sum of all halls of “{name}” decides."
        assert {bar.standing for bar in said.stages[0].bars} == {"in"}


def test_the_room_hears_nothing_before_it_is_said_aloud(
    tmp_path,
    export,
    parent,
):
    evening = start_hall(
        tmp_path / "h.pbdesk",
        export,
        parent.halls[0].id,
        cost=CHEAP,
    )
    with evening.desk as desk:
        assert public(desk.state).answer is None


def test_every_entry_of_a_hall_is_told_in_the_minutes(held):
    texts = {
        held.kind.tell(each.entry, held.state).text for each in held.recorded
    }
    assert (
        "{counted} ballots were counted; the sum of all halls decides." in texts
    )
    assert "What the hall gave was said aloud." in texts


def test_an_objection_is_kept_in_a_hall_as_anywhere(held):
    assert held.do(declaration.note_objection, words="Too loud") is None


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"which": "nobody"}, "hall"),
        ({"export": b"{}"}, "export"),
        ({"day": "soon"}, "day"),
        ({"place": " "}, "place"),
    ],
)
def test_a_hall_that_cannot_begin_leaves_no_file(
    tmp_path,
    export,
    parent,
    given,
    where,
):
    which = given.pop("which", parent.halls[0].id)
    made = begin_hall(
        tmp_path / "h.pbdesk",
        given.pop("export", export),
        which,
        **given,
    )
    assert isinstance(made, Refusal)
    assert made.where == where
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_taken_is_left_alone(tmp_path, export, parent):
    (tmp_path / "h.pbdesk").write_text("mine")
    assert isinstance(
        begin_hall(tmp_path / "h.pbdesk", export, parent.halls[0].id),
        Refusal,
    )
    assert (tmp_path / "h.pbdesk").read_text() == "mine"


def test_an_export_with_one_other_word_is_another_parent(
    tmp_path,
    export,
    parent,
):
    other = canonical(json.loads(export) | {"name": "Southside"})
    made = begin_hall(tmp_path / "h.pbdesk", other, parent.halls[0].id)
    assert isinstance(made, Desk)
    with made as desk:
        assert desk.state.rulebook.fingerprint != parent_code(
            parent_digest(export),
        )


def test_a_hall_is_begun_once_and_from_one_export_only(fresh, export):
    begun = next(
        e.entry for e in fresh.recorded if isinstance(e.entry, hall.HallBegun)
    )
    nothing = hall.Inherited(export, (), (), {}, {})
    given = {
        "name": "X",
        "place": "Y",
        "day": "2026-11-26",
        "currency": "GBP",
        "language": "en",
    }
    given |= {"begun": begun, "id": "x", "inherited": nothing}
    assert "already holds" in refused(fresh, hall.start, **given)
    other = replace(nothing, export=export + b" ")
    found = hall.start(
        Assembly(),
        fresh.moment(),
        **given | {"inherited": other},
    )
    assert isinstance(found, Refusal)
    assert (
        render(found.words)
        == "This is not the export that the hall was begun from."
    )


KILLED = """
import os, signal, sys
from pathlib import Path
from pbdesk.app.halls import begin_hall
from pbdesk.ledger.sqlite import Error, File
from pbdesk.pack.parent import read_parent
path, export = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes()
add, added = File.add, iter(range(40))
def adding(*given):
    if next(added, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)
    return add(*given)
File.add = adding
begin_hall(path, export, read_parent(export).halls[0].id)
"""


@pytest.mark.skipif(
    sys.platform == "win32",
    reason="SIGKILL and file size limits are POSIX",
)
def test_a_hall_whose_beginning_is_killed_is_not_half_begun(tmp_path, export):
    path, given = tmp_path / "h.pbdesk", tmp_path / "export"
    given.write_bytes(export)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, path, given],
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    with pytest.raises(
        RecordRefused,
        match="is empty: making it was interrupted",
    ):
        Desk.open(path)


@pytest.mark.parametrize("row", [0, 1, 40, 80])
def test_a_hall_that_the_disk_does_not_take_whole_leaves_no_file(
    tmp_path,
    export,
    parent,
    monkeypatch,
    row,
):
    add, added = File.add, iter(range(row))

    def adding(*given):
        if next(added, None) is None:
            raise Error("database or disk is full")
        return add(*given)

    path, which = tmp_path / "h.pbdesk", parent.halls[0].id
    with monkeypatch.context() as broken:
        broken.setattr(File, "add", adding)
        assert isinstance(begin_hall(path, export, which), Refusal)
    assert not path.exists()
    again = begin_hall(path, export, which)
    assert isinstance(again, Desk)
    again.close()


def test_a_hall_can_be_held_on_paper_alone(tmp_path, export, parent):
    evening = start_hall(
        tmp_path / "h.pbdesk",
        export,
        parent.halls[0].id,
        cost=CHEAP,
    )
    with evening.desk:
        hold_hall(evening, 1, papers=4, screens=0)
        assert evening.desk.state.declared


def test_an_export_that_contradicts_its_own_rules_begins_no_hall(
    tmp_path,
    export,
    parent,
):
    said = json.loads(export)
    said["questions"][0]["budget"] += 1
    made = begin_hall(
        tmp_path / "h.pbdesk",
        canonical(said),
        parent.halls[0].id,
    )
    assert isinstance(made, Refusal)
    assert made.where == "export"
    assert not list(tmp_path.iterdir())


def test_the_papers_of_a_hall_bear_the_code_of_all_halls_and_the_name_of_the_hall(
    fresh,
):
    for question in fresh.state.order:
        fresh.turn(question)
        paper = ballots_pdf(fresh.state, ENGLISH, large=False, control=("1",))
        printed = " ".join(
            page.extract_text() for page in PdfReader(BytesIO(paper)).pages
        )
        assert fresh.state.hall.hall in " ".join(printed.split())
        assert " ".join(fresh.state.hall.fingerprint[:4]) in " ".join(
            printed.split(),
        )


def test_the_poster_of_a_hall_says_which_hall_it_is_and_that_the_sum_decides(
    fresh,
):
    labels = [render(label) for label, _ in wall_facts(fresh.state)]
    said = [render(words) for _, words in wall_facts(fresh.state)]
    assert f"{fresh.state.hall.hall}, one hall" in labels
    assert "The sum of all halls of “Northside Votes” decides." in said
    assert any(
        "In all halls together" in render(each)
        for each in poster(fresh.state).sentences
    )


def test_what_follows_is_answered_to_the_sum_and_not_to_one_hall(held):
    assert "sum of all halls" in refused(
        held,
        supplements.supplement_made,
        kind="answer",
        file="",
        result="",
    )
    after = next(step for step in ASSEMBLY.steps if step.name == "after")
    assert after.progress(held.state) is Progress.NOT_NEEDED
    assert render(after.note(held.state)) == "The sum of all halls is answered"
