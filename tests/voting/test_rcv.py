"""Ranked choice under policies.

Why a ballot counts no further, and the tabulator's own published counts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from pbdesk.assembly.answered import _told
from pbdesk.i18n import render
from pbdesk.voting.formats import ImportRefused, read_ballots
from pbdesk.voting.formats.cast_votes import read_cast_votes
from pbdesk.voting.formats.policies import RankPolicies, read_policies
from pbdesk.voting.formats.tables import table_of
from pbdesk.voting.java_random import JavaRandom
from pbdesk.voting.profile import ENDS, UNDECLARED, Profile, Project
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.report import count_file, count_json
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from pbdesk.words import plain

RULES_OF_FILE = {
    "overvoteRule": "exhaustImmediately",
    "winnerElectionMode": "singleWinnerMajority",
}
ABC = RankPolicies(("A", "B", "C"))
ALSO = {"Anna": "A", "7": "B"}


def cast(text: str, policies: RankPolicies):
    """The file of cast votes in a text."""
    table = table_of(text)
    assert table is not None
    return read_cast_votes(table, policies)


def read(row: str, **policies):
    """The one ballot of a file: its places by candidate, and why it ends."""
    profile = cast(
        f"count,rank1,rank2,rank3,rank4\n1,{row}\n",
        replace(ABC, **policies),
    ).profile
    marks = {
        profile.ids[p]: int(v)
        for p, v in zip(profile.columns, profile.values, strict=True)
    }
    assert profile.ends is not None
    return marks, ENDS[int(profile.ends[0])]


@pytest.mark.parametrize(
    ("row", "policies", "marks", "end"),
    [
        ("A,B,,", {}, {"A": 1, "B": 2}, "exhausted"),
        (",,,", {}, {}, "blank"),
        (",A,,", {"max_skipped": 0}, {}, "skipped"),
        ("A,,B,", {"max_skipped": 0}, {"A": 1}, "skipped"),
        ("A,,B,", {"max_skipped": 1}, {"A": 1, "B": 3}, "exhausted"),
        ("A,,,", {"max_skipped": 0}, {"A": 1}, "exhausted"),
        ("A,A,B,", {"duplicate_ends": True}, {"A": 1}, "duplicate"),
        ("A,A,B,", {}, {"A": 1, "B": 3}, "exhausted"),
        ("A,B;C,B,", {"overvotes": "exhaust"}, {"A": 1}, "overvote"),
        ("A,B;C,B,", {"overvotes": "skip"}, {"A": 1, "B": 3}, "exhausted"),
        ("A,B;C,,", {}, {"A": 1, "B": 2, "C": 2}, "exhausted"),
        (
            "A,over,B,",
            {"overvote": "over", "overvotes": "skip"},
            {"A": 1, "B": 3},
            "exhausted",
        ),
        (
            "A,over,B,",
            {"overvote": "over", "overvotes": "exhaust"},
            {"A": 1},
            "overvote",
        ),
        ("none,A,,", {"undervote": "none", "max_skipped": 0}, {}, "skipped"),
        ("A,B,C,", {"max_ranks": 2}, {"A": 1, "B": 2}, "exhausted"),
        ("Anna,7,C,", {"aliases": ALSO}, {"A": 1, "B": 2, "C": 3}, "exhausted"),
        (
            "Anna,A,C,",
            {"aliases": ALSO, "duplicate_ends": True},
            {"A": 1},
            "duplicate",
        ),
        (
            "Anna;C,B,,",
            {"aliases": ALSO, "overvotes": "exhaust"},
            {},
            "overvote",
        ),
        (
            "Anna,B,,",
            {"aliases": ALSO, "excluded": frozenset("A")},
            {"B": 2},
            "exhausted",
        ),
        (
            "A,B,,",
            {"excluded": frozenset("A"), "max_skipped": 0},
            {"B": 2},
            "exhausted",
        ),
        (
            "W,A,,",
            {"write_in": "W"},
            {"Undeclared Write-ins": 1, "A": 2},
            "exhausted",
        ),
        (
            ",A,B,C",
            {"blank_is_write_in": True},
            {"Undeclared Write-ins": 1, "A": 2, "B": 3, "C": 4},
            "exhausted",
        ),
    ],
)
def test_a_ballot_is_read_as_the_policies_say(row, policies, marks, end):
    assert read(row, **policies) == (marks, end)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("count,rank1\n1,D\n", "Line 2: there is no candidate “D”."),
        ("count,rank1\n1,A,B\n", "Line 2: the row has 3 cells, the header 2."),
        (
            "count,rank1\nx,A\n",
            "Line 2: a count or score is not a whole number.",
        ),
        (
            'count,rank1\n1,"A\n',
            "Line 2: the quotes or cells of this row cannot be read.",
        ),
    ],
)
def test_a_row_that_cannot_be_read_is_named(text, words):
    with pytest.raises(ImportRefused) as refused:
        cast(text, ABC)
    assert render(refused.value.words) == words


def counted(ballots, lot=None, **settings):
    return RULES["rcv"].count(
        Profile.of(
            "ordinal",
            [Project(name, 0) for name in "abcd"],
            0,
            ballots,
        ),
        settings,
        lot,
    )


def ended(round_, why: str):
    inactive = round_.figures["inactive"]
    assert isinstance(inactive, Mapping)
    return inactive[why]


def test_two_in_one_place_count_while_one_of_them_is_out():
    ballots = [
        ({"d": 1, "a": 2, "b": 2}, 1),
        ({"c": 1, "a": 2, "b": 2}, 2),
        ({"a": 1}, 4),
        ({"b": 1}, 3),
        ({}, 1),
    ]
    ends = {
        over: [
            ended(round_, "overvote")
            for round_ in counted(ballots, overvote=over).rounds
        ]
        for over in ("exhaust-if-several", "exhaust", "skip")
    }
    assert ends == {
        "exhaust-if-several": [0, 1, 3],
        "exhaust": [0, 1, 3],
        "skip": [0, 0, 0],
    }
    assert ended(counted(ballots).rounds[0], "blank") == 1


def test_a_majority_may_be_of_each_round_or_of_the_first():
    ballots = [({"a": 1}, 4), ({"b": 1}, 3), ({"c": 1}, 2)]
    each, first = (
        counted(ballots, threshold=base)
        for base in ("each-round", "first-round")
    )
    assert [
        round_.figures["threshold"]
        for round_ in each.rounds[-1:] + first.rounds[-1:]
    ] == [
        4,
        5,
    ]
    assert each.winners == first.winners == ("a",)


def test_going_on_until_two_are_left_shows_how_large_the_majority_is():
    ballots = [
        ({"a": 1}, 6),
        ({"b": 1}, 2),
        ({"c": 1, "b": 2}, 1),
        ({"d": 1, "a": 2}, 1),
    ]
    outcome = counted(ballots, Lot("1"), until_two="yes")
    assert outcome.winners == ("a",)
    assert outcome.rounds[-1].totals == {"a": 7, "b": 3}


@pytest.mark.parametrize("until_two", ["no", "yes"])
def test_where_only_people_who_cannot_win_were_written_in_nobody_wins(
    until_two,
):
    written_in = Profile.of(
        "ordinal",
        [Project("others", 0, categories=(UNDECLARED,))],
        0,
        [({"others": 1}, 3)],
    )
    assert (
        RULES["rcv"].count(written_in, {"until_two": until_two}).winners == ()
    )


def test_a_tie_for_last_needs_a_lot_and_says_so():
    ballots = [
        ({"a": 1}, 3),
        ({"b": 1}, 1),
        ({"c": 1}, 1),
        ({"d": 1, "c": 2}, 2),
    ]
    undecided, decided = counted(ballots), counted(ballots, Lot("7"))
    assert (undecided.winners, undecided.lot_needed) == (None, ("b", "c"))
    assert decided.ties[0].decided_by == "lot"
    assert counted(ballots, ties="order").rounds[0].eliminated == ("c",)


TIED = [({"a": 1}, 3), ({"b": 1}, 1), ({"c": 1}, 1), ({"d": 1, "c": 2}, 2)]


@pytest.mark.parametrize(
    ("settings", "rung", "order", "words"),
    [
        (
            {"ties": "order"},
            "order",
            ("b", "c"),
            "the order on the ballot decided",
        ),
        (
            {"random_seed": 0},
            "generator",
            ("b", "c"),
            "the generator of the published",
        ),
        (
            {"random_seed": 10**9},
            "generator",
            ("c", "b"),
            "the generator of the publi",
        ),
    ],
)
def test_no_tie_is_broken_in_silence_whatever_breaks_it(
    settings,
    rung,
    order,
    words,
):
    outcome = counted(TIED, **settings)
    (tie,) = outcome.ties
    first = outcome.rounds[0]
    assert (tie.decided_by, tie.order) == (rung, order)
    assert first.lot is tie
    assert first.eliminated == (order[-1],)
    names = {line: plain(line.upper()) for line in "abcd"}
    told = [render(sentence) for sentence in _told(first, names, None)]
    assert any("B and C" in each or "C and B" in each for each in told)
    assert any(words in each for each in told)
    assert not any("The lot decided" in each for each in told)


def test_the_seed_of_a_published_count_stands_for_the_lot_where_none_was_drawn():
    """Its first number is 0.73 from the seed 0, and 0.19 from a thousand millions.

    The second of two, and the first.
    """
    ballots = [
        ({"a": 1}, 3),
        ({"b": 1}, 1),
        ({"c": 1}, 1),
        ({"d": 1, "c": 2}, 2),
    ]
    out = [
        counted(ballots, drawn, random_seed=seed).rounds[0].eliminated
        for drawn in (None, Lot("7"))
        for seed in (0, 10**9)
    ]
    assert out == [
        ("c",),
        ("b",),
        *[counted(ballots, Lot("7")).rounds[0].eliminated] * 2,
    ]


def test_earlier_rounds_settle_a_tie_where_the_policy_says_so():
    ballots = [
        ({"a": 1}, 5),
        ({"b": 1}, 3),
        ({"c": 1}, 2),
        ({"d": 1, "c": 2}, 1),
    ]
    assert counted(ballots, ties="earlier").rounds[1].eliminated == ("c",)
    assert counted(ballots).lot_needed == ("b", "c")


def test_a_surplus_is_cut_off_at_the_decimals_the_policy_names():
    """a has 5 of the 3 that are enough.

    A fraction of 2/5, or at no decimal place nothing at all.
    """
    ballots = [({"a": 1, "b": 2}, 5), ({"b": 1}, 1), ({"c": 1}, 2)]
    second = [
        counted(ballots, Lot("1"), seats=2, decimals=places)
        .rounds[1]
        .totals["b"]
        for places in (0, 1, 4)
    ]
    assert second == [1, 3, 3]
    assert counted(
        [({"a": 1, "b": 2}, 7), ({"b": 1}, 1), ({"c": 1}, 2)],
        Lot("1"),
        seats=2,
        decimals=2,
    ).rounds[1].totals["b"] == 1 + 7 * Fraction(42, 100)


def test_bottoms_up_goes_on_until_no_more_are_left_than_places():
    outcome = counted(
        [({"a": 1}, 9), ({"b": 1}, 3), ({"c": 1}, 2), ({"d": 1}, 1)],
        seats=2,
        lead="last-standing",
    )
    assert outcome.winners == ("a", "b")
    assert [round_.eliminated for round_ in outcome.rounds] == [
        ("d",),
        ("c",),
        (),
    ]


def test_fewer_votes_than_the_least_go_out_first():
    outcome = counted(
        [({"a": 1}, 5), ({"b": 1}, 4), ({"c": 1}, 2), ({"d": 1}, 1)],
        least=3,
    )
    assert outcome.rounds[0].eliminated == ("c", "d")


def test_the_tabulators_generator_gives_the_numbers_of_its_specification():
    """new java.util.Random(0).nextDouble() is 0.730967787376657.

    And 0.24053641567148587 comes next.
    """
    chance = JavaRandom(0)
    assert [chance.below(10**15) for _ in range(2)] == [
        730967787376657,
        240536415671485,
    ]


@pytest.mark.parametrize(
    ("rules", "error"),
    [
        ({"overvoteRule": "perhaps"}, UnsupportedError),
        ({"winnerElectionMode": "multiPassIrv"}, UnsupportedError),
        ({"numberOfWinners": "many"}, ImportRefused),
        ({"batchElimination": "yes"}, ImportRefused),
    ],
)
def test_policies_that_are_not_known_are_refused(tmp_path, rules, error):
    file = tmp_path / "x.json"
    file.write_text(
        json.dumps(
            {"candidates": [{"name": "A"}], "rules": RULES_OF_FILE | rules},
        ),
    )
    with pytest.raises(error):
        read_policies(file)


def test_without_policies_everybody_named_is_an_option(tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("count,rank1,rank2\n3,A,B\n2,B,\n1,B;A,\n")
    assert read_ballots(file).profile.ids == ("A", "B")
    assert count_file(file, "rcv", {}).outcome.winners == ("A",)


def test_the_tabulators_published_counts_come_out_round_by_round(shared):
    for path in sorted((shared / "ranked" / "expected").glob("*.json")):
        document = json.loads(path.read_text())
        wanted = document["rules"].get("rctab")
        if wanted is None or "2013_minneapolis_mayor" in path.name:
            continue
        file = shared / "ranked" / document["file"]
        policies = str(file).removesuffix(".cvr.csv") + ".config.json"
        found = count_json(
            count_file(file, "rcv", {"policies": policies}),
            render,
        )
        assert sorted(found["winners"]) == sorted(wanted["winners"]), path.name
        assert [
            [Fraction(n) for _, n in sorted(r["totals"].items()) if Fraction(n)]
            for r in found["rounds"]
        ] == [
            [Fraction(n) for _, n in sorted(r["totals"].items()) if Fraction(n)]
            for r in wanted["rounds"]
        ], path.name
        assert [
            {why: Fraction(n) for why, n in r["inactive"].items()}
            for r in found["rounds"]
        ] == [
            {why: Fraction(n) for why, n in r["inactive"].items()}
            for r in wanted["rounds"]
        ], path.name


def written_in(*ballots):
    """A contest of two places in which people were written in who had not declared."""
    projects = [Project(name, 0) for name in "abc"]
    return Profile.of(
        "ordinal",
        [*projects, Project("others", 0, categories=(UNDECLARED,))],
        0,
        ballots,
    )


def steps(outcome):
    return [(round_.eliminated, round_.elected) for round_ in outcome.rounds]


def test_with_several_places_write_ins_go_out_before_anybody_is_elected():
    """RCTab 2.0 (its issue 397): an earlier version passed the surplus on first."""
    profile = written_in(
        ({"a": 1}, 6),
        ({"b": 1}, 3),
        ({"c": 1}, 2),
        ({"others": 1}, 4),
        ({"a": 1, "others": 2}, 1),
    )
    outcome = RULES["rcv"].count(profile, {"seats": 2, "ties": "order"})
    assert [round_.figures["threshold"] for round_ in outcome.rounds] == [6] * 5
    assert steps(outcome) == [
        (("others",), ()),
        ((), ("a",)),
        (("c",), ()),
        ((), ("b",)),
        ((), ()),
    ]
    assert outcome.rounds[0].totals == {"a": 7, "b": 3, "c": 2, "others": 4}
    assert outcome.winners == ("a", "b")


def test_write_ins_without_a_vote_keep_nobody_from_being_elected():
    profile = written_in(
        ({"a": 1, "others": 2}, 7),
        ({"b": 1}, 3),
        ({"c": 1}, 2),
    )
    outcome = RULES["rcv"].count(profile, {"seats": 2})
    assert steps(outcome)[0] == ((), ("a",))
    assert (
        outcome.rounds[1].totals["others"] > 0
    )  # what a had too much came to them
    assert steps(outcome)[1] == (("others",), ())
    assert outcome.winners == ("a", "b")


@pytest.mark.parametrize("lead", ["several", "one", "last-standing"])
def test_write_ins_with_the_most_votes_never_take_a_place(lead):
    profile = written_in(
        ({"others": 1, "b": 2}, 9),
        ({"a": 1}, 2),
        ({"c": 1}, 1),
    )
    outcome = RULES["rcv"].count(profile, {"seats": 2, "lead": lead})
    assert steps(outcome)[0] == (("others",), ())
    assert set(outcome.winners) == {"a", "b"}


def test_as_many_candidates_as_places_wait_until_the_write_ins_are_out():
    profile = written_in(
        ({"a": 1}, 2),
        ({"b": 1}, 2),
        ({"others": 1, "c": 2}, 1),
        ({"c": 1}, 1),
    )
    outcome = RULES["rcv"].count(profile, {"seats": 3})
    assert steps(outcome)[:2] == [(("others",), ()), ((), ("a", "b", "c"))]


def policies_of(tmp_path, **file):
    path = tmp_path / "policies.json"
    path.write_text(
        json.dumps({"rules": RULES_OF_FILE, **file}),
        encoding="utf-8",
    )
    return read_policies(path)


def test_a_candidate_may_have_other_names_and_a_code(tmp_path):
    candidates = [
        {
            "name": "Anna Berg",
            "aliases": ["A. Berg", "Berg, Anna"],
            "excluded": False,
        },
        {"name": "Bo Dahl", "code": "17"},
    ]
    policies = policies_of(tmp_path, candidates=candidates)
    assert dict(policies.aliases) == {
        "A. Berg": "Anna Berg",
        "Berg, Anna": "Anna Berg",
        "17": "Bo Dahl",
    }
    profile = cast(
        'rank1,rank2\nA. Berg,17\n"Berg, Anna",Bo Dahl\n',
        policies,
    ).profile
    assert profile.ids == ("Anna Berg", "Bo Dahl")
    assert profile.weights.tolist() == [2]


@pytest.mark.parametrize(
    "candidates",
    [
        [{"name": "A", "aliases": ["B"]}, {"name": "B"}],
        [{"name": "A", "aliases": ["x"]}, {"name": "B", "aliases": ["x"]}],
        [{"name": "A", "code": "x"}, {"name": "B", "aliases": ["x"]}],
    ],
)
def test_a_name_of_two_candidates_is_refused(tmp_path, candidates):
    with pytest.raises(ImportRefused) as refused:
        policies_of(tmp_path, candidates=candidates)
    said = render(refused.value.words)
    assert said.endswith(
        ("stands for two candidates: A and B.", "candidates: B and A."),
    )


def test_the_labels_of_the_tabulators_own_file_stand_with_its_sources(tmp_path):
    source = {
        "filePath": "cvr.xlsx",
        "provider": "ess",
        "undeclaredWriteInLabel": "UWI",
    }
    candidates = [{"name": "A"}]
    assert (
        policies_of(
            tmp_path,
            candidates=candidates,
            cvrFileSources=[source],
        ).write_in
        == "UWI"
    )
    other = {**source, "undeclaredWriteInLabel": "write-in"}
    with pytest.raises(UnsupportedError):
        policies_of(
            tmp_path,
            candidates=candidates,
            cvrFileSources=[source, other],
        )
