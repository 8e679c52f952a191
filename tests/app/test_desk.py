"""The desk: nothing shows as done before it is on disk, and nothing done is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pbdesk.app.desk import Desk, people_path
from pbdesk.app.jobs.register import add_people
from pbdesk.assembly import ideas
from pbdesk.assembly.mandate import set_charter
from pbdesk.i18n import render
from pbdesk.ledger.people import Particulars
from pbdesk.ledger.refusals import RecordRefused
from pbdesk.minutes.decision import Refusal
from tests.evenings import CHEAP, evening_at


@pytest.fixture
def desk(tmp_path: Path):
    made = Desk.create(
        tmp_path / "a.pbdesk",
        name="A",
        place="",
        day="2026-11-26",
    )
    assert isinstance(made, Desk)
    with made:
        yield made


def test_watchers_hear_of_every_change_and_of_no_refusal(desk):
    heard = []
    stop = desk.watch(lambda: heard.append(desk.entries))
    assert desk.do(ideas.receive, title="Benches") is None
    assert isinstance(desk.do(ideas.receive, title=""), Refusal)
    stop()
    assert desk.do(ideas.receive, title="Lamps") is None
    assert heard == [3]


def test_an_assembly_is_not_begun_over_another(tmp_path, desk):
    again = Desk.create(
        tmp_path / "a.pbdesk",
        name="B",
        place="",
        day="2026-11-26",
    )
    assert isinstance(again, Refusal)
    assert desk.state.mandate.name == "A"


def test_a_day_that_is_none_begins_nothing(tmp_path):
    refused = Desk.create(tmp_path / "b.pbdesk", name="B", place="", day="soon")
    assert isinstance(refused, Refusal)
    assert refused.where == "day"
    assert not (tmp_path / "b.pbdesk").exists()


def test_a_half_filled_form_is_there_after_reopening(desk):
    assert desk.keep_draft("proposals", '{"title":"Ben"}') is None
    path = desk.record.path
    desk.close()
    with Desk.open(path) as again:
        assert again.form_draft("proposals") == '{"title":"Ben"}'
        assert again.keep_draft("proposals", None) is None
        assert again.form_draft("proposals") is None


def test_people_are_in_the_register_by_reference_and_in_their_own_file_by_name(
    desk,
):
    desk.make_people("six words that nobody guesses", CHEAP)
    assert add_people(desk, [Particulars("Harlow, June", "Weir Road")]) is None
    (ref,) = desk.state.door.register
    assert desk.people.get(ref).name == "Harlow, June"
    assert b"Harlow" not in desk.record.path.read_bytes()
    assert b"Harlow" not in people_path(desk.record.path).read_bytes()


def test_a_wrong_passphrase_is_a_sentence_and_the_assembly_opens_without_it(
    tmp_path,
):
    evening = evening_at("register", tmp_path)
    path = evening.desk.record.path
    evening.desk.close()
    with Desk.open(path) as again:
        with pytest.raises(RecordRefused):
            again.unlock_people("wrong", CHEAP)
        assert again.people is None
        assert len(again.state.door.register) == 1204


_CASTS = """
import sys
from pathlib import Path
from pbdesk.app.desk import Desk
from pbdesk.questions import door, kiosk
with Desk.open(Path(sys.argv[1])) as desk:
    project = desk.state.sheet.lines[0].project
    waiting = [p for p in sorted(desk.state.door.register) if p not in desk.state.door.by_person]
    for person in waiting:
        assert desk.do(door.give, person=person, channel="kiosk", checked_with="letter") is None
        stub = desk.state.door.by_person[person]
        assert desk.do(kiosk.cast, stub=stub, marks={project: 1}) is None
        print(desk.state.kiosk.in_urn, flush=True)
"""


@pytest.mark.parametrize("after", [5, 23, 61])
def test_a_killed_program_has_every_ballot_that_was_shown_as_recorded(
    tmp_path,
    after,
):
    evening = evening_at("open", tmp_path)
    path = evening.desk.record.path
    evening.desk.close()
    process = subprocess.Popen(
        [sys.executable, "-c", _CASTS, str(path)],
        stdout=subprocess.PIPE,
        text=True,
    )
    shown = [int(process.stdout.readline()) for _ in range(after)][-1]
    time.sleep(after / 10_000)
    os.kill(process.pid, signal.SIGKILL)
    shown = max(
        [
            shown,
            *(int(line) for line in process.stdout.read().splitlines() if line),
        ],
    )
    process.wait()
    process.stdout.close()
    with Desk.open(path) as again:
        assert again.state.kiosk.in_urn in (shown, shown + 1)
        assert (
            again.record.urn_count()
            == again.state.kiosk.in_urn
            == len(again.state.kiosk.taken)
        )


def test_a_text_that_no_entry_holds_is_refused_in_a_sentence_and_the_file_goes_on(
    tmp_path,
):
    with evening_at("charter", tmp_path).desk as desk:
        before = desk.entries
        refusal = desk.do(set_charter, clause="office", value="x" * 70_000)
        assert (
            render(refusal.words)
            == "This is longer than the record takes at once. Shorten it."
        )
        assert desk.entries == before
        assert (
            desk.do(set_charter, clause="office", value="Democratic Services")
            is None
        )
        assert desk.trouble is None
