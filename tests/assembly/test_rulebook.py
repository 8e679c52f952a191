"""The rulebook: what must be said, what is fixed, and what a changed mind may still do."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from pbdesk.assembly import mandate, rulebook
from pbdesk.assembly.figures import figures
from pbdesk.assembly.poster import poster
from pbdesk.i18n import render
from pbdesk.questions import limits, sealing
from pbdesk.voting.options import LeastSupport
from pbdesk.voting.rules import RULES
from tests.assembly.said import said
from tests.evenings import state_at
from tests.turned import with_given


def test_a_rulebook_without_a_quorum_is_not_sealed_and_says_what_is_missing(
    evening,
):
    desk = evening("rules").desk
    refusal = desk.do(rulebook.seal)
    assert said(refusal) == (
        "The rulebook cannot be sealed yet. Least number of ballots (quorum): not given yet."
    )
    assert refusal.where == "quorum"


def test_a_ballot_that_needs_more_crosses_than_it_may_have_is_not_sealed(
    evening,
):
    desk = evening("rules").desk
    for clause, value in (
        ("quorum", 10),
        ("ballot.min_picks", 5),
        ("ballot.max_picks", 3),
    ):
        assert desk.do(rulebook.set_rule, clause=clause, value=value) is None
    found = {
        each.field: render(each.words) for each in rulebook.missing(desk.state)
    }
    assert found["ballot.min_picks"] == (
        "A ballot needs at least 5 marks and may have 3: none would count."
    )
    more = desk.do(rulebook.set_rule, clause="ballot.max_picks", value=5)
    assert more is None
    assert "ballot.min_picks" not in {
        each.field for each in rulebook.missing(desk.state)
    }


def test_sealing_fixes_charter_and_rulebook_for_good(evening):
    desk = evening("sealed").desk
    assert (
        said(desk.do(mandate.set_charter, clause="pot", value=1))
        == "The charter was sealed with the rulebook."
    )
    assert (
        said(desk.do(rulebook.set_rule, clause="quorum", value=1))
        == "The rulebook is sealed."
    )
    assert said(desk.undo()) == "What was done last cannot be undone."


def test_the_fingerprint_is_the_digest_of_the_sealed_bytes(evening):
    desk = evening("sealed").desk
    sealed = desk.record.attachment(
        bytes.fromhex(desk.state.rulebook.digest),
    ).data
    assert hashlib.sha256(sealed).hexdigest() == desk.state.rulebook.digest
    before = replace(desk.state, rules=replace(desk.state.rules, sealings=()))
    assert sealed == rulebook.document(before)
    assert [len(group) for group in desk.state.rulebook.fingerprint] == [4] * 8


def test_a_money_clause_refuses_what_is_no_sum(evening):
    desk = evening("rules").desk
    refusal = desk.do(mandate.set_charter, clause="pot", value=-5)
    assert (said(refusal), refusal.where) == (
        "-5 is outside what can stand here.",
        "pot",
    )


def test_clauses_follow_the_ballot_style(evening):
    desk = evening("charter").desk
    assert desk.do(rulebook.set_rule, clause="style", value="quadratic") is None
    names = {clause.name for clause in rulebook.clauses(desk.state.rulebook)}
    assert {"ballot.credits", "rule", "quorum"} <= names
    assert "ballot.max_picks" not in names
    assert desk.state.rulebook.rule == "quadratic"


def test_the_days_on_which_it_is_asked_what_was_done_are_those_of_the_sealed_rulebook():
    state = state_at("declared")
    assert figures(state).looks == (date(2027, 4, 29), date(2027, 7, 29))
    sooner = with_given(state, {**state.rulebook.given, "first_look": 1})
    assert figures(sooner).looks == (date(2027, 2, 28), date(2027, 7, 29))
    assert {"first_look", "second_look"} <= {
        clause.name for clause in rulebook.clauses(state.rulebook)
    }


def test_the_wall_text_says_every_rule_as_a_sentence(evening):
    text = [
        render(words)
        for words in poster(evening("sealed").desk.state).sentences
    ]
    assert len(text) == 7
    assert "up to five" in text[1]
    assert "fewer than 10 of 100 valid ballots" in text[2]
    assert text[4] == "What is left is kept for the next assembly."


def test_a_least_share_becomes_a_number_of_ballots_rounded_up(evening):
    book = evening("sealed").desk.state.rulebook
    assert sealing.rule_settings(book, 343).threshold == 35


def test_a_rule_that_does_not_take_the_new_ballot_style_stands_no_longer(
    evening,
):
    import json

    from pbdesk.assembly.kind import ASSEMBLY

    desk = evening("rules").desk
    assert desk.do(rulebook.set_rule, clause="style", value="ordinal") is None
    sealed = json.loads(rulebook.document(desk.state))["questions"][0][
        "rulebook"
    ]
    assert (sealed["style"], sealed["rule"], desk.state.rulebook.rule) == (
        "ordinal",
        "borda-greedy",
        "borda-greedy",
    )
    assert all(
        render(ASSEMBLY.tell(r.entry, desk.state)) for r in desk.recorded
    )


def test_a_least_share_is_not_on_the_wall_under_a_rule_that_has_none(evening):
    desk = evening("rules").desk
    assert any(
        "of 100 valid ballots" in render(words)
        for words in poster(desk.state).sentences
    )
    assert (
        desk.do(rulebook.set_rule, clause="rule", value="equal-shares") is None
    )
    assert not any(
        "of 100 valid ballots" in render(words)
        for words in poster(desk.state).sentences
    )
    assert (
        "threshold"
        not in sealing.rule_settings(desk.state.rulebook, 343).parameters
    )


def limited(evening, **given):
    """The rulebook with these clauses too; names of categories stand behind two underscores."""
    desk = evening("rules").desk
    for clause, value in given.items():
        assert (
            desk.do(
                rulebook.set_rule,
                clause=clause.replace("__", "."),
                value=value,
            )
            is None
        )
    return desk


def wrong(state) -> list[tuple[str, str | None]]:
    return [
        (render(each.words), each.field)
        for each in rulebook.unanswered(state)
        if each.field not in ("quorum", "kept")
    ]


def test_categories_bring_their_sums_into_the_rulebook(evening):
    desk = limited(evening, categories="Parks, Play, Parks")
    names = [clause.name for clause in rulebook.clauses(desk.state.rulebook)]
    assert [
        name
        for name in names
        if "." in name and not name.startswith(("ballot", "count"))
    ] == [
        "floor.Parks",
        "cap.Parks",
        "floor.Play",
        "cap.Play",
    ]
    assert desk.do(rulebook.set_rule, clause="pots", value="own") is None
    assert wrong(desk.state) == [
        ("Pot of “Parks”: not given yet.", "pot.Parks"),
        ("Pot of “Play”: not given yet.", "pot.Play"),
    ]


def test_the_wall_says_every_limit(evening):
    desk = limited(
        evening,
        categories="Parks, Play",
        cap__Parks=2_000_000,
        floor__Parks=500_000,
        floor__Play=100,
        exclusive=True,
        partial=60,
        threshold_of="cost",
    )
    text = [render(words) for words in poster(desk.state).sentences]
    assert text[2].endswith(
        "A project that takes the whole pot needs 10 of 100 valid ballots; others need as many in "
        "proportion to their cost.",
    )
    assert text[7] == (
        "“Parks” gets at least £5,000, as far as its projects have support, and at most £20,000. "
        "“Play” gets at least "
        "£1, as far as its projects have support. Where a category would get less, its most "
        "supported project is "
        "funded first, and all is counted again. Of projects that exclude each other only one is "
        "funded. A project "
        "that is not paid in full gets what is left for it, if that is at least 60% of its cost."
    )


def test_pots_and_what_becomes_of_their_rest_are_on_the_wall(evening):
    desk = limited(
        evening,
        categories="Parks, Play",
        pots="own",
        pot__Parks=2_000_000,
        pot__Play=1_000_000,
        pots_leftover="on",
    )
    assert render(poster(desk.state).money) == (
        "“Parks” has a pot of its own, £20,000. “Play” has a pot of its own, £10,000. Each pot is "
        "counted by itself; "
        "what it leaves goes into the next."
    )
    assert wrong(desk.state) == []
    obeyed = limits.constraints(desk.state.rulebook.given, [], RULES["greedy"])
    assert obeyed is not None
    assert obeyed.leftover == "on"


def test_sums_that_cannot_be_meant_keep_the_rulebook_from_being_sealed(evening):
    desk = limited(
        evening,
        categories="Parks, Play",
        floor__Parks=5_000_000,
        floor__Play=2_000_000,
        cap__Parks=100,
    )
    assert wrong(desk.state) == [
        (
            "Together these are £70,000, and the whole pot is £60,000.",
            "floor.Parks",
        ),
        ("“Parks” cannot get at least £50,000 and at most £1.", "cap.Parks"),
    ]
    assert desk.do(rulebook.seal) is not None


GIVEN = {
    "caps": {"categories": "Parks", "cap__Parks": 100},
    "floors": {"categories": "Parks", "floor__Parks": 100},
    "pots": {"categories": "Parks", "pots": "own", "pot__Parks": 100},
    "exclusive": {"exclusive": True},
    "partial": {"partial": 50},
    "threshold": {"threshold": 5},
}


@pytest.mark.parametrize("kind", GIVEN)
@pytest.mark.parametrize(
    "name",
    [name for name, rule in RULES.items() if rule.kind == "funding"],
)
def test_what_a_rule_cannot_obey_is_said_before_the_rulebook_is_sealed(
    name,
    kind,
):
    rule = RULES[name]
    own = issubclass(rule.settings, LeastSupport)
    clauses = (
        {"least_share": 5, "threshold_of": "cost"}
        if kind == "threshold" and own
        else GIVEN[kind]
    )
    style = next(style for style in rulebook.STYLES if style in rule.takes)
    state = state_at("rules")
    state = with_given(
        state,
        {"people": "All", "style": style, "rule": name}
        | {
            clause.replace("__", "."): value
            for clause, value in clauses.items()
        },
    )
    assert limits.kinds(state.rulebook.given, rule) == {kind}
    refused = rule.cannot(
        frozenset({kind}),
        sealing.rule_settings(state.rulebook, 0),
    )
    assert wrong(state) == (
        [] if refused is None else [(render(refused), "rule")]
    )


def test_an_older_rulebook_that_kept_a_share_from_another_rule_still_has_no_threshold(
    evening,
):
    desk = limited(evening, rule="equal-shares")
    assert desk.state.rulebook.given["least_share"] == 10
    assert (
        limits.constraints(desk.state.rulebook.given, (), RULES["equal-shares"])
        is None
    )
    assert desk.do(rulebook.set_rule, clause="threshold", value=5) is None
    assert (
        limits.constraints(
            desk.state.rulebook.given,
            (),
            RULES["equal-shares"],
        ).threshold
        is not None
    )
