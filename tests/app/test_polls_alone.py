"""An evening of straw polls alone: it binds nobody, and still comes to an end that can be checked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pbdesk.app.chance import from_seed
from pbdesk.app.desk import Desk
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.reports import EDITIONS
from pbdesk.app.sample.evening import PASSPHRASE, Clock
from pbdesk.assembly import mandate, rulebook
from pbdesk.assembly.steps import STEPS
from pbdesk.i18n import ENGLISH
from pbdesk.minutes.entries import Id
from pbdesk.minutes.steps import Progress, next_step, step_state
from pbdesk.pack.bag import read_zip
from pbdesk.pack.verify import verify
from pbdesk.questions import count, hands, sheet, slips, terms
from tests.asking import SIGNERS, do
from tests.evenings import CHEAP

BY_HANDS, ON_SLIPS = Id("1"), Id("2")


@pytest.fixture
def desk(tmp_path):
    made = Desk.create(
        tmp_path / "polls.pbdesk",
        name="Polls",
        place="Hall",
        day="2026-11-26",
        source=from_seed(
            "polls",
            Clock(datetime(2026, 11, 26, 15, 0, tzinfo=UTC)),
        ),
        asks="scale",
    )
    assert isinstance(made, Desk)
    made.make_people(PASSPHRASE, CHEAP)
    do(made, terms.ask, kind="scale")
    for question, way in ((BY_HANDS, "hands"), (ON_SLIPS, "slip")):
        made.turn(question)
        do(
            made,
            mandate.set_charter,
            clause="question",
            value="How strong is the support?",
        )
        do(made, rulebook.set_rule, clause="way", value=way)
    for clause, value in {
        "people": "All",
        "kept": 12,
        "staff": False,
        "own": True,
    }.items():
        do(made, rulebook.set_rule, clause=clause, value=value)
    for clause, value in SIGNERS.items():
        do(made, mandate.set_charter, clause=clause, value=value)
    do(made, rulebook.seal)
    yield made
    made.close()


def way(desk: Desk) -> tuple[str, str]:
    """The page and the question where the way goes on."""
    found = next_step(STEPS, desk.state)
    assert found is not None
    return found.missing[0].page, found.missing[0].question


def test_an_evening_of_polls_alone_needs_no_door_and_ends_in_a_pack_that_is_whole(
    desk,
    tmp_path,
):
    assert way(desk) == ("hands", BY_HANDS)
    desk.turn(BY_HANDS)
    do(desk, sheet.draw_up)
    raised = {str(n): n for n in range(1, 9)}
    for teller in ("teller-1", "teller-2"):
        do(desk, hands.count_hands, by=teller, hands=raised, present=50)
    do(desk, count.count_open)
    assert desk.state.declared is None
    assert way(desk) == ("slips", ON_SLIPS)
    desk.turn(ON_SLIPS)
    do(desk, sheet.draw_up)
    do(desk, slips.release, answers={"1": 12})
    do(desk, count.count_open)
    assert way(desk) == ("pack", "")
    progress = {
        step.name: step_state(step, desk.state).progress for step in STEPS
    }
    assert progress["count"] is progress["declare"] is Progress.NOT_NEEDED
    day = desk.state.about.day
    made = make_pack(
        pack_source(desk),
        tmp_path,
        locale=ENGLISH,
        made=day,
        progress=silent,
        editions=tuple(EDITIONS),
    )
    reports = {name for name in read_zip(made.path).files if "report" in name}
    assert reports == {
        "data/report.pdf",
        "data/report-large.pdf",
    }  # no grants, but who reads large
    found = verify(made.path, None, None)
    assert found.verdict == "whole"
    told = found.as_json()["questions"]
    assert isinstance(told, list)
    assert [each["result_code"] for each in told] == [None, None]
