"""The rulebook: what must be said, what is fixed, and what a changed mind may still do."""

from __future__ import annotations

import hashlib

from pbdesk.assembly import mandate, rulebook
from pbdesk.i18n import render
from tests.assembly.said import said


def test_a_rulebook_without_a_quorum_is_not_sealed_and_says_what_is_missing(evening):
    desk = evening("rules").desk
    refusal = desk.do(rulebook.seal)
    assert said(refusal) == (
        "The rulebook cannot be sealed yet. Least number of ballots (quorum): not given yet.")
    assert refusal.where == "quorum"


def test_sealing_fixes_charter_and_rulebook_for_good(evening):
    desk = evening("sealed").desk
    assert said(desk.do(mandate.set_charter, clause="pot", value=1)) == "The charter was sealed with the rulebook."
    assert said(desk.do(rulebook.set_rule, clause="quorum", value=1)) == "The rulebook is sealed."
    assert said(desk.undo()) == "The last act cannot be undone."


def test_the_fingerprint_is_the_digest_of_the_sealed_bytes(evening):
    desk = evening("sealed").desk
    sealed = desk.record.attachment(bytes.fromhex(desk.state.rulebook.digest)).data
    assert hashlib.sha256(sealed).hexdigest() == desk.state.rulebook.digest
    assert sealed == rulebook.document(desk.state)
    assert [len(group) for group in desk.state.rulebook.fingerprint] == [4] * 8


def test_a_money_clause_refuses_what_is_no_sum(evening):
    desk = evening("rules").desk
    refusal = desk.do(mandate.set_charter, clause="pot", value=-5)
    assert (said(refusal), refusal.where) == ("-5 is outside what can stand here.", "pot")


def test_clauses_follow_the_ballot_style(evening):
    desk = evening("charter").desk
    assert desk.do(rulebook.set_rule, clause="style", value="quadratic") is None
    names = {clause.name for clause in rulebook.clauses(desk.state.rulebook)}
    assert {"ballot.credits", "rule", "quorum"} <= names
    assert "ballot.max_picks" not in names
    assert desk.state.rulebook.rule == "quadratic"


def test_the_wall_text_says_every_rule_as_a_sentence(evening):
    text = [render(words) for words in rulebook.sentences(evening("sealed").desk.state)]
    assert len(text) == 7
    assert "up to five" in text[1]
    assert "fewer than 10 of 100 valid ballots" in text[2]
    assert text[4] == "What is left is kept for the next assembly."


def test_a_least_share_becomes_a_number_of_ballots_rounded_up(evening):
    book = evening("sealed").desk.state.rulebook
    assert rulebook.rule_settings(book, 343)["threshold"] == 35


def test_a_rule_that_does_not_take_the_new_ballot_style_stands_no_longer(evening):
    import json

    from pbdesk.assembly.state import tell

    desk = evening("rules").desk
    assert desk.do(rulebook.set_rule, clause="style", value="ordinal") is None
    sealed = json.loads(rulebook.document(desk.state))["rulebook"]
    assert (sealed["style"], sealed["rule"], desk.state.rulebook.rule) == ("ordinal", "borda-greedy", "borda-greedy")
    assert all(render(tell(r.entry, desk.state)) for r in desk.recorded)


def test_a_least_share_is_not_on_the_wall_under_a_rule_that_has_none(evening):
    desk = evening("rules").desk
    assert any("of 100 valid ballots" in render(words) for words in rulebook.sentences(desk.state))
    assert desk.do(rulebook.set_rule, clause="rule", value="equal-shares") is None
    assert not any("of 100 valid ballots" in render(words) for words in rulebook.sentences(desk.state))
    assert "threshold" not in rulebook.rule_settings(desk.state.rulebook, 343)
