"""Trace: the outcome of every rule as bytes and back, whatever its sentences hold."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from fractions import Fraction

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.rules import RULES
from pbdesk.voting.sentences import Sentence, read_number, sentence_of, words_of
from pbdesk.voting.ties import Lot
from pbdesk.voting.trace import outcome_bytes, outcome_from, outcome_told
from pbdesk.words import Clock, Day, Listing, Money, Share, Words, say, several
from tests.voting.elections import elections_for, settings_for

values = st.one_of(
    st.integers(-(10**12), 10**12),
    st.text(max_size=8),
    st.fractions(max_denominator=10**6),
    st.builds(Money, st.integers(0, 10**12), st.just("GBP")),
    st.builds(Day, st.dates(), st.booleans(), st.booleans()),
    st.builds(Share, st.integers(0, 9), st.fractions(0, 9), st.integers(0, 2)),
    st.just(Clock(datetime(2026, 11, 26, 19, 42, tzinfo=UTC))),
    st.just(Listing(("a", say("b")), either=True)),
    st.just(several("{n} ballot", "{n} ballots", 3)),
    st.just(say("Leave it", context="money")),
)

BALLOTS = [({"a": 1, "b": 1}, 3), ({"b": 1}, 2), ({"c": 1}, 2)]
STREET = Profile.of(
    "approval",
    [Project("a", 200), Project("b", 400), Project("c", 250)],
    700,
    BALLOTS,
)


@given(
    st.dictionaries(
        st.from_regex("[a-z]{1,6}", fullmatch=True),
        values,
        max_size=4,
    ),
)
def test_a_sentence_comes_back_with_every_value(filled):
    words = Words("x", filled)
    plain = json.loads(msgspec.json.encode(sentence_of(words)))
    assert words_of(msgspec.convert(plain, Sentence)) == words


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_the_outcome_of_every_rule_comes_back_whole(rule, data):
    style, projects, budget, ballots = data.draw(elections_for(rule))
    profile = Profile.of(style, projects, budget, ballots)
    lot = data.draw(st.sampled_from([Lot("4 1 6"), None]))
    try:
        outcome = rule.count(profile, data.draw(settings_for(rule)), lot)
    except UnsupportedError:
        assume(False)
        raise
    written = outcome_bytes(outcome)
    assert outcome_from(written) == outcome
    assert outcome_told(json.loads(written)) == outcome
    assert outcome_bytes(outcome_from(written)) == written


def test_what_shares_paid_comes_back_to_the_last_fraction():
    outcome = RULES["equal-shares"].count(
        STREET,
        {"completion": "add1-greedy"},
        Lot("3516"),
    )
    again = outcome_from(outcome_bytes(outcome))
    paid = [
        payment.each for round_ in again.rounds for payment in round_.payments
    ]
    assert paid
    assert all(isinstance(each, Fraction) for each in paid)
    assert again == outcome


def test_a_rule_that_funds_writes_nothing_of_choices():
    written = json.loads(
        outcome_bytes(RULES["greedy"].count(STREET, {}, Lot("3516"))),
    )
    assert "chosen" not in written
    assert "figures" not in written["rounds"][0]


def test_an_option_named_like_a_fraction_stays_a_name():
    options = [Project("1/2", 0), Project("b", 0)]
    profile = Profile.of("ordinal", options, 0, [({"1/2": 1, "b": 2}, 3)])
    outcome = RULES["condorcet"].count(profile, {}, Lot("3516"))
    assert "1/2" in outcome.figures.values()
    assert outcome_from(outcome_bytes(outcome)) == outcome


def damaged(**other: object) -> bytes:
    written = json.loads(
        outcome_bytes(RULES["phragmen"].count(STREET, {}, Lot("3516"))),
    )
    return json.dumps(written | other).encode()


def a(value: object) -> dict[str, object]:
    """Reasons in which a gap is filled by `value`."""
    return {"reasons": {"a": {"text": "{x}", "values": {"x": value}}}}


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"format": "pbdesk/outcome/2"}, "another format"),
        ({"more": 1}, "unknown field"),
        ({"budget": "700"}, "Expected `int`"),
        ({"budget": 700.5}, "Expected `int`"),
        ({"funded": None}, "Expected `array`"),
        ({"rounds": [{"project": "a"}]}, "missing required field"),
        ({"support": {"a": "1/0", "b": 1, "c": 1}}, "not a number"),
        ({"support": {"a": "1e9", "b": 1, "c": 1}}, "not a number"),
        (a({}), "no kind"),
        (a({"fraction": "1/0"}), "not a number"),
        (a({"day": "tomorrow"}), "isoformat"),
        (a({"listing": [{"day": "2027-01-29"}]}), "text and sentences only"),
    ],
    ids=str,
)
def test_what_no_count_wrote_is_refused(other, why):
    with pytest.raises(ValueError, match=why):
        outcome_from(damaged(**other))


def test_what_is_cut_short_is_refused():
    with pytest.raises(ValueError, match="truncated"):
        outcome_from(damaged()[:-1])


def test_a_number_of_more_digits_than_anybody_needs_is_refused():
    assert read_number("7/2") == Fraction(7, 2)
    with pytest.raises(ValueError, match="not a number"):
        read_number("9" * 4001)


def test_a_day_is_a_day():
    day = Day(date(2027, 1, 29))
    assert words_of(sentence_of(say("{d}", d=day))).values["d"] == day
