"""Ballots: what may stand on them, how they are kept and how they are read out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pbdesk.voting.styles
from pbdesk.i18n import render
from pbdesk.voting.categories import MarksIn, outside
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles import REASONS, STYLES, Rejected
from tests.voting.elections import marks

IDS = ["A", "B", "C", "D"]
COSTS = {"A": 10, "B": 20, "C": 30, "D": 40}
CODES = {name: name for name in IDS}
every_style = pytest.mark.parametrize(
    "style",
    STYLES.values(),
    ids=list(STYLES),
)


def checked(style: str, ballot: dict, **settings):
    checks = STYLES[style]
    return checks.check(ballot, IDS, COSTS, 50, checks.settle(settings))


def reason(style: str, ballot: dict, **settings) -> str:
    found = checked(style, ballot, **settings)
    assert isinstance(found, Rejected)
    return found.reason


@pytest.mark.parametrize(
    ("style", "ballot", "settings", "why"),
    [
        ("approval", {"A": 1, "B": 1}, {"max_picks": 1}, "too-many"),
        ("approval", {"A": 1}, {"min_picks": 2}, "too-few"),
        ("approval", {"C": 1, "D": 1}, {"knapsack": "yes"}, "over-budget"),
        ("approval", {"A": 2}, {}, "out-of-range"),
        ("approval", {"A": "x"}, {}, "not-an-integer"),
        ("approval", {"Z": 1}, {}, "unknown-project"),
        ("ordinal", {"A": 1, "B": 1}, {}, "equal-places"),
        ("ordinal", {"A": 1, "B": 3}, {}, "skipped-place"),
        ("ordinal", {"A": 0}, {}, "out-of-range"),
        ("ordinal", {"A": 1, "B": 2}, {"max_ranks": 1}, "too-many"),
        ("ordinal", {"A": 1}, {"min_ranks": 3}, "too-few"),
        ("cumulative", {"A": 6, "B": 5}, {}, "overspent"),
        ("cumulative", {"A": 6}, {"project_cap": 5}, "over-project-cap"),
        ("cumulative", {"A": 10}, {"min_projects": 2}, "too-few"),
        ("cumulative", {"A": 9}, {"min_points": 10}, "underspent"),
        ("cumulative", {"A": -1}, {}, "out-of-range"),
        ("cumulative", {"A": 1, "B": 1}, {"max_projects": 1}, "too-many"),
        (
            "scoring",
            {"A": 5, "B": 0, "C": 1},
            {"every_line": "yes"},
            "blank-line",
        ),
        ("scoring", {"A": 5}, {"min_scores": 2}, "too-few"),
        ("scoring", {"A": 5, "B": 0}, {"max_scores": 1}, "too-many"),
        ("quadratic", {"A": 1}, {"min_projects": 2}, "too-few"),
        ("quadratic", {"A": 1, "B": 1}, {"max_projects": 1}, "too-many"),
        ("scoring", {"A": 6}, {}, "out-of-range"),
        ("scoring", {"A": True}, {}, "not-an-integer"),
        ("quadratic", {"A": 9, "B": 5}, {}, "overspent"),
        ("quadratic", {"A": -1}, {}, "negative-not-allowed"),
        ("quadratic", {"A": 4}, {"project_cap": 3}, "over-project-cap"),
        ("quadratic", {"A": 2.0}, {}, "not-an-integer"),
    ],
)
def test_a_ballot_that_breaks_a_rule_is_rejected_with_its_reason(
    style,
    ballot,
    settings,
    why,
):
    assert reason(style, ballot, **settings) == why


@every_style
def test_an_empty_ballot_is_unmarked(style):
    assert reason(style.name, {}) == "unmarked"


def test_crosses_up_to_the_limit_and_up_to_the_pot_are_counted():
    assert checked(
        "approval",
        {"A": 1, "D": 1, "B": 0},
        max_picks=2,
        knapsack="yes",
    ) == {
        "A": 1,
        "D": 1,
    }


def test_exactly_all_credits_may_be_spent():
    assert checked("quadratic", {"A": 8, "B": -6}, negative="yes") == {
        "A": 8,
        "B": -6,
    }


def test_a_score_of_nothing_is_a_mark():
    assert checked("scoring", {"A": 0, "B": 5}) == {"A": 0, "B": 5}


@pytest.mark.parametrize("blank", ["zero", "skip"])
def test_ten_papers_that_score_one_project_never_beat_nine_that_score_all(
    blank,
):
    """Scored on every line such papers are not counted; by the mean they weigh no more."""
    one, every = {"A": 5}, {"A": 1, "B": 5, "C": 1, "D": 1}
    assert reason("scoring", one, every_line="yes") == "blank-line"
    assert checked("scoring", every, every_line="yes") == every
    options = [Project(name, 0) for name in IDS]
    both = Profile.of("scoring", options, 0, [(one, 10), (every, 9)])
    kept = Profile.of("scoring", options, 0, [(every, 9)])
    settled = {"blank": blank}
    assert RULES["score"].count(kept, settled).elected == ("B",)
    assert RULES["score"].count(both, settled).elected == (
        ("A",) if blank == "zero" else ("B",)
    )


PARKS = MarksIn("Parks", frozenset({"A", "B", "C"}), 1, 2)


@pytest.mark.parametrize(
    ("marks_", "why"),
    [
        ({"A": 1, "D": 1}, None),
        ({"A": 1, "B": 2, "D": 3}, None),
        ({"D": 1}, "too-few-of-kind"),
        ({"A": 1, "B": 2, "C": 3}, "too-many-of-kind"),
    ],
)
def test_marks_in_a_category_are_counted_whatever_their_size(marks_, why):
    found = outside(marks_, [MarksIn("Streets", frozenset({"D"})), PARKS])
    assert (None if found is None else found.reason) == why


def test_a_limit_by_category_is_said_and_one_that_nobody_can_keep_is_refused():
    kinds = frozenset({"A", "B"})
    said = [
        MarksIn("Parks", kinds, least, most).words
        for least, most in (
            (0, None),
            (1, None),
            (0, 2),
            (2, 2),
            (1, 2),
            (0, 0),
        )
    ]
    assert [words and render(words) for words in said] == [
        None,
        "“Parks”: mark at least one.",
        "“Parks”: mark at most two.",
        "“Parks”: mark two.",
        "“Parks”: mark one to two.",
        "“Parks”: mark none.",
    ]
    assert MarksIn("Parks", kinds, 2, 2).cannot() is None
    for limit, most in (
        (MarksIn("Parks", kinds, 3), None),
        (MarksIn("Parks", kinds, 2, 1), None),
    ):
        assert limit.cannot(most)
    assert MarksIn("Parks", kinds, 2).cannot(1)


@every_style
@given(data=st.data())
def test_a_ballot_is_kept_as_one_text_and_read_back(style, data):
    ballot = data.draw(marks(style.name, tuple(IDS)))
    assert style.decode(style.encode(ballot)) == ballot
    assert style.encode(dict(reversed(ballot.items()))) == style.encode(ballot)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}x",
        '{"A": 1}',
        '{"A":1.0}',
        '{"A":"1"}',
        '{"A":true}',
        '{"B":1,"A":1}',
        '{"A":1,"A":1}',
        "[" * 9999,
    ],
)
def test_a_text_that_no_ballot_has_is_refused(text):
    with pytest.raises(ValueError):
        STYLES["approval"].decode(text)


@every_style
@given(data=st.data())
def test_anything_a_person_writes_is_a_ballot_or_a_reason(style, data):
    thing = st.one_of(
        st.integers(),
        st.floats(),
        st.text(),
        st.none(),
        st.booleans(),
        st.lists(st.integers()),
    )
    ballot = data.draw(
        st.dictionaries(st.sampled_from([*IDS, "é", "Z"]), thing),
    )
    found = style.check(ballot, IDS, COSTS, 50, style.settle({}))
    assert (
        found.reason in REASONS
        if isinstance(found, Rejected)
        else set(found) <= set(IDS)
    )


@pytest.mark.parametrize(
    ("style", "ballot", "said"),
    [
        ("approval", {"C": 1, "A": 1, "B": 1}, "A, B and C"),
        ("ordinal", {"C": 1, "A": 2}, "1: C and 2: A"),
        ("cumulative", {"A": 1, "C": 5}, "1 point for A and 5 points for C"),
        ("scoring", {"A": 0, "C": 5}, "0 for A and 5 for C"),
        (
            "quadratic",
            {"A": 5, "C": -1},
            "5 votes for A (25 credits) and 1 vote against C (1 credit)",
        ),
        ("approval", {}, "No mark"),
    ],
)
def test_a_teller_reads_a_ballot_out(style, ballot, said):
    assert (
        render(STYLES[style].words(ballot, CODES, STYLES[style].settle({})))
        == said
    )


@pytest.mark.parametrize(
    ("style", "settings", "asked"),
    [
        (
            "approval",
            {"max_picks": 5},
            ("Put a cross in up to five boxes.", "Fewer is fine."),
        ),
        (
            "approval",
            {"max_picks": 1},
            ("Put a cross in one box.", "One only."),
        ),
        (
            "ordinal",
            {"max_ranks": 5},
            (
                "Write 1 beside your first choice, 2 beside your second, and so on up to 5.",
                "You may stop earlier. Use each number once.",
            ),
        ),
        (
            "cumulative",
            {"project_cap": 5, "min_projects": 3},
            (
                "You have 10 points. Share them out among those you want.",
                "At most 5 for one. Give points to at least three.",
            ),
        ),
        (
            "quadratic",
            {"credits": 25},
            (
                "You have 25 credits. For each one you like, choose how many votes to buy.",
                (
                    "1 credit buys 1 vote, 4 buy 2, 9 buy 3, 16 buy 4 and 25 buy 5. Spend no more "
                    "than 25 in all. Leave a line "
                    "empty if you do not want it."
                ),
            ),
        ),
    ],
)
def test_a_ballot_asks_its_question_in_plain_words(style, settings, asked):
    assert (
        tuple(
            render(words)
            for words in STYLES[style].question(STYLES[style].settle(settings))
        )
        == asked
    )


def test_reasons_are_codes_with_words():
    assert all(
        render(words) and code == json.loads(json.dumps(code))
        for code, words in REASONS.items()
    )


def test_every_file_of_styles_is_listed():
    folder = Path(pbdesk.voting.styles.__file__).parent
    assert {path.stem for path in folder.glob("*.py")} - {
        "__init__",
        "style",
        "marks",
    } == set(STYLES)
