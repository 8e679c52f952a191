"""Limits from the rulebook to the pack.

An evening with categories, a floor, a part award and two rivals.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pbdesk.app.jobs.counting import recounted
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import counted_ballots, make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.app.sample.evening import Evening, play, start
from pbdesk.assembly import rulebook
from pbdesk.assembly.figures import figures
from pbdesk.assembly.placed import place
from pbdesk.i18n import ENGLISH, render
from pbdesk.pack.bag import read_zip
from pbdesk.pack.contents import read_result
from pbdesk.pack.keys import public_of
from pbdesk.pack.sign import add_signature
from pbdesk.pack.signers import Signer
from pbdesk.pack.verify import verify
from pbdesk.questions import vote
from tests.assembly.said import said
from tests.evenings import CHEAP
from tests.pack.sample import KEYS

LIMITS = {
    "categories": "Green, Young",
    "cap.Green": 1_300_000,
    "floor.Young": 1_000_000,
    "exclusive": True,
    "partial": 30,
}
YOUNG = {"Friday night youth club", "Outdoor gym beside the pitches"}


def ruled(folder: Path) -> Evening:
    """The evening up to its rulebook, not sealed."""
    return play(start(folder / "millbrook.pbdesk", cost=CHEAP), "rules")


def limited(evening: Evening) -> Evening:
    """The evening up to its projects, under a rulebook with limits, every project placed."""
    for clause, value in LIMITS.items():
        evening.do(rulebook.set_rule, clause=clause, value=value)
    play(evening, "answered")
    projects = evening.desk.state.ideas.projects
    for project in projects:
        evening.do(
            place,
            proposal=project.id,
            category="Young" if project.title in YOUNG else "Green",
            excludes=(projects[0].id,) if project is projects[1] else (),
        )
    return evening


@pytest.fixture(scope="module")
def declared(tmp_path_factory):
    evening = limited(ruled(tmp_path_factory.mktemp("limits")))
    play(evening, "declared")
    yield evening
    evening.desk.close()


def test_the_count_obeys_what_the_rulebook_says_of_money(declared):
    state = declared.desk.state
    gets = {p.id: p.cost for p in figures(state).projects if p.funded}
    green = [p for p in state.ideas.projects if p.category == "Green"]
    assert sum(gets.get(p.id, 0) for p in green) <= int(LIMITS["cap.Green"])
    rivals = {p.id for p in state.ideas.projects[:2]}
    assert len(rivals & gets.keys()) == 1
    assert sum(gets.values()) + state.outcome.leftover == state.mandate.pot
    assert recounted(declared.desk, silent)


def test_a_pack_with_limits_passes_every_check_and_counts_again(
    declared,
    tmp_path,
):
    source = pack_source(declared.desk)
    made = make_pack(
        source,
        tmp_path,
        locale=ENGLISH,
        made=date(2026, 11, 26),
        progress=silent,
    )
    for who, key in KEYS.items():
        add_signature(made.path, who, key)
    signers = "\n".join(
        Signer(who, source.figures.id, public_of(key)).line
        for who, key in KEYS.items()
    )
    found = verify(
        made.path,
        signers,
        source.figures.id,
        ballots=counted_ballots(source),
    )
    assert not found.failed
    passed = {
        check.number: render(check.detail)
        for check in found.checks
        if check.passed
    }
    assert {16, 17, 19, 20} <= passed.keys()
    result = read_result(read_zip(made.path).files["data/result.json"])
    assert {"caps", "floors", "exclusive", "partial"} == set(
        result.questions[0].outcome.constraints,
    )


def test_a_project_without_a_category_keeps_the_vote_from_opening(tmp_path):
    evening = ruled(tmp_path)
    evening.do(rulebook.set_rule, clause="categories", value="Green")
    play(evening, "register")
    refusal = evening.desk.do(vote.open_vote)
    assert said(refusal).endswith("is in no category.")
    evening.desk.close()


def test_what_is_placed_stays_once_the_vote_is_open(tmp_path):
    evening = limited(ruled(tmp_path))
    play(evening, "open")
    project = evening.desk.state.ideas.projects[0]
    assert said(
        evening.desk.do(place, proposal=project.id, category="Young"),
    ).startswith("The vote is open.")
    evening.desk.close()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"category": "Streets"}, "The rulebook has no category “Streets”."),
        ({"excludes": ("nobody",)}, "A project excludes others, not itself."),
    ],
)
def test_a_project_is_placed_only_where_the_rulebook_says(
    tmp_path,
    given,
    words,
):
    evening = ruled(tmp_path)
    for clause, value in LIMITS.items():
        evening.do(rulebook.set_rule, clause=clause, value=value)
    play(evening, "ideas")
    project = next(iter(evening.desk.state.ideas.by_id))
    assert words in said(evening.desk.do(place, proposal=project, **given))
    evening.desk.close()
