"""Trace: an outcome as bytes and back, whatever its sentences hold."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from pbdesk.assembly.trace import outcome_bytes, outcome_from, words_from, words_json
from pbdesk.words import Clock, Day, Listing, Money, Share, Words, say, several

values = st.one_of(
    st.integers(-(10**12), 10**12),
    st.text(max_size=8),
    st.fractions(max_denominator=10**6),
    st.builds(Money, st.integers(0, 10**12), st.just("GBP")),
    st.builds(Day, st.dates(), st.booleans()),
    st.builds(Share, st.integers(0, 9), st.integers(0, 9), st.integers(0, 2)),
    st.just(Clock(datetime(2026, 11, 26, 19, 42, tzinfo=UTC))),
    st.just(Listing(("a", say("b")))),
    st.just(several("{n} ballot", "{n} ballots", 3)),
)


@given(st.dictionaries(st.from_regex("[a-z]{1,6}", fullmatch=True), values, max_size=4))
def test_a_sentence_comes_back_with_every_value(filled):
    words = Words("x", filled)
    again = words_from(words_json(words))
    assert dict(again.values) == filled


def test_the_outcome_of_the_evening_comes_back_whole(evening):
    outcome = evening("counted").desk.state.outcome
    assert outcome_from(outcome_bytes(outcome)) == outcome
    assert outcome_bytes(outcome_from(outcome_bytes(outcome))) == outcome_bytes(outcome)


def test_a_day_is_a_day():
    assert words_from(words_json(say("{d}", d=Day(date(2027, 1, 29))))).values["d"] == Day(
        date(2027, 1, 29)
    )


def test_what_shares_paid_comes_back_to_the_last_fraction():
    from pbdesk.voting.profile import Profile, Project
    from pbdesk.voting.rules import RULES

    ballots = [({"a": 1, "b": 1}, 3), ({"b": 1}, 2), ({"c": 1}, 2)]
    profile = Profile.of(
        "approval", [Project("a", 200), Project("b", 400), Project("c", 250)], 700, ballots
    )
    outcome = RULES["equal-shares"].count(profile, {"completion": "add1-greedy"}, "3516")
    assert any(round_.payments for round_ in outcome.rounds)
    assert outcome_from(outcome_bytes(outcome)) == outcome


def test_a_choosing_rules_outcome_has_no_place_in_the_record():
    import pytest

    from pbdesk.voting.profile import Profile, Project
    from pbdesk.voting.rules import RULES

    profile = Profile.of("ordinal", [Project("a", 0), Project("b", 0)], 0, [{"a": 1, "b": 2}])
    with pytest.raises(ValueError, match="chooses"):
        outcome_bytes(RULES["irv"].count(profile, {}, "3516"))
