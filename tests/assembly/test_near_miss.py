"""Near misses: the least that would have won a project.

Found and proved by counting the kept ballots again.
"""

from __future__ import annotations

import pytest

from pbdesk.app.jobs.near_misses import all_near_misses, quick_near_misses
from pbdesk.app.jobs.progress import silent
from pbdesk.app.sample.from_ballots import hold
from pbdesk.i18n import render
from pbdesk.ledger.people import Cost
from pbdesk.questions.near_miss import near_misses
from pbdesk.voting.formats import read_ballots
from tests.evenings import evening_at


@pytest.fixture
def declared(tmp_path):
    evening = evening_at("declared", tmp_path)
    yield evening.desk
    evening.desk.close()


def gym(state) -> str:
    return next(
        line.project
        for line in state.sheet.lines
        if line.title == "Outdoor gym beside the pitches"
    )


def test_every_way_that_no_other_beats_is_told_with_what_it_means(declared):
    found = near_misses(declared.state, declared.ballots(), gym(declared.state))
    assert [render(way.change) for way in found] == [
        "29 more ballots",
        "12 more ballots and £100 off its cost",
        "11 more ballots and £3,401 off its cost",
        "£14,700 off its cost",
    ]
    assert [render(way.meaning or "") for way in found] == [
        "170 in all: before “Community fridge”, when £24,100 is left.",
        "153 in all: before “Dropped kerbs on Station Road”, when £17,900 is left.",
        "152 in all: a tie with “Dropped kerbs on Station Road”, and the cheaper wins.",
        "At that cost it fits at its turn, when £3,300 is left.",
    ]
    assert all(way.proved for way in found)


def test_the_others_would_have_lost_what_the_change_takes(declared):
    first = near_misses(
        declared.state,
        declared.ballots(),
        gym(declared.state),
    )[0]
    assert render(first.others) == (
        "Community fridge and Dropped kerbs on Station Road would not be funded. "
        "Seed library in the old kiosk would be funded too. £2,000 would be left."
    )


def test_a_funded_project_needed_nothing_more(declared):
    funded = declared.state.outcome.funded[0]
    assert near_misses(declared.state, declared.ballots(), funded) == ()


def test_all_projects_that_were_not_funded_are_looked_at(declared):
    found = all_near_misses(declared.state, list(declared.ballots()), silent)
    assert set(found) == {
        line.project for line in declared.state.sheet.lines
    } - set(
        declared.state.outcome.funded,
    )


def test_before_the_count_there_is_nothing_to_look_for(tmp_path):
    evening = evening_at("keyed", tmp_path)
    with pytest.raises(ValueError, match="nothing is counted yet"):
        near_misses(evening.desk.state, [], "x")
    evening.desk.close()


FILE = """META
key;value
description;Small
country;Poland
unit;Small
instance;2026
num_projects;5
num_votes;12
budget;{budget}
currency;PLN
vote_type;approval
rule;equalshares/add1
PROJECTS
project_id;cost
1;{costs[0]}
2;{costs[1]}
3;{costs[2]}
4;{costs[3]}
5;{costs[4]}
VOTES
voter_id;vote
"""
VOTES = [
    "1,2",
    "1,2",
    "1,3",
    "1",
    "2,3",
    "2,4",
    "3",
    "4",
    "4,5",
    "5",
    "1,5",
    "2",
]


@pytest.mark.parametrize(("times", "shown"), [(1, True), (100_000, False)])
def test_near_misses_are_in_the_pack_where_shares_are_raised_unless_they_take_long(
    tmp_path,
    times,
    shown,
):
    file = tmp_path / "small.pb"
    text = FILE.format(
        budget=600 * times,
        costs=[times * cost for cost in (220, 260, 210, 190, 205)],
    )
    file.write_text(
        text + "".join(f"{i};{vote}\n" for i, vote in enumerate(VOTES)),
        encoding="utf-8",
    )
    evening = hold(
        tmp_path / "small.pbdesk",
        read_ballots(file),
        cost=Cost(1024, 1),
    )
    state, ballots = evening.desk.state, list(evening.desk.ballots())
    found = quick_near_misses(state, ballots, silent)
    assert set(found) == (
        {line.project for line in state.sheet.lines} - set(state.outcome.funded)
        if shown
        else set()
    )
    assert all(way.proved for ways in found.values() for way in ways)
    evening.desk.close()
