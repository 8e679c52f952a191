"""A letter is kept beside what was typed from it, and can be forgotten."""

from __future__ import annotations

import pytest

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.keeping import brought_from, do_with, forget, kept
from pbdesk.app.sample.evening import PASSPHRASE
from pbdesk.assembly import answers, arguments, asked
from pbdesk.ledger.people import Brought
from pbdesk.minutes import handover
from pbdesk.minutes.kept import forget_kept
from tests.assembly.said import said
from tests.evenings import CHEAP, evening_at

LETTER = Brought(
    "text/plain",
    b"Dear assembly, we accept. Margaret Okonkwo, Parks",
)


@pytest.fixture
def desk(tmp_path):
    desk = evening_at("declared", tmp_path).desk
    assert desk.do(handover.made, file="pack.zip", result="ab" * 32) is None
    assert desk.do(handover.handed_over, to="The clerk") is None
    with desk:
        yield desk


def answer_with_letter(desk: Desk, reply: str = "accept"):
    item = asked.items(desk.state)[0].id
    assert (
        do_with(
            desk,
            LETTER,
            answers.answer,
            as_="letter",
            item=item,
            reply=reply,
        )
        is None
    )
    return desk.state.answers.by_item[item].entry.letter


def opened_again(desk: Desk) -> Desk:
    desk.close()
    again = Desk.open(desk.record.path)
    again.unlock_people(PASSPHRASE, CHEAP)
    return again


def test_a_letter_is_kept_with_the_answer_that_was_typed_from_it(desk):
    letter = answer_with_letter(desk)
    with opened_again(desk) as again:
        assert kept(again.people, letter) == LETTER


def test_no_word_of_a_letter_enters_the_record(desk):
    _ = answer_with_letter(desk)
    path = desk.record.path
    desk.close()
    assert b"Margaret Okonkwo" not in path.read_bytes()


def test_a_letter_whose_entry_never_came_is_gone_when_the_file_is_opened_again(
    desk,
):
    lost = desk.people.keep("k-lost", LETTER)
    letter = answer_with_letter(desk)
    with opened_again(desk) as again:
        assert kept(again.people, letter) == LETTER
        with pytest.raises(KeyError):
            again.people.kept(lost)


def test_a_letter_of_an_answer_that_was_taken_back_stays_for_its_line_does(
    desk,
):
    letter = answer_with_letter(desk)
    assert desk.undo() is None
    with opened_again(desk) as again:
        assert kept(again.people, letter) == LETTER


def test_a_letter_that_is_forgotten_is_gone_and_the_answer_stays(desk):
    letter = answer_with_letter(desk)
    assert forget(desk, letter.ref, "It named somebody.") is None
    assert kept(desk.people, letter) is None
    assert len(desk.state.answers.by_item) == 1


def test_a_kill_between_the_entry_and_the_forgetting_forgets_at_the_next_opening(
    desk,
):
    letter = answer_with_letter(desk)
    refusal = desk.do(
        lambda _state, moment: forget_kept(
            desk.recorded,
            moment,
            ref=letter.ref,
            reason="Asked.",
        ),
    )
    assert refusal is None
    with opened_again(desk) as again:
        assert kept(again.people, letter) is None


@pytest.mark.parametrize(
    ("ref", "reason", "words"),
    [
        ("nothing", "Asked.", "No entry names this file."),
        (None, " ", "The record says why it was forgotten."),
    ],
)
def test_what_cannot_be_forgotten_is_refused(desk, ref, reason, words):
    letter = answer_with_letter(desk)
    assert said(forget(desk, ref or letter.ref, reason)) == words


def test_a_letter_is_forgotten_once(desk):
    letter = answer_with_letter(desk)
    assert forget(desk, letter.ref, "It named somebody.") is None
    assert (
        said(forget(desk, letter.ref, "Again.")) == "It is forgotten already."
    )


def test_a_refused_answer_keeps_nothing(desk):
    refusal = do_with(
        desk,
        LETTER,
        answers.answer,
        as_="letter",
        item="nothing",
        reply="accept",
    )
    assert said(refusal) == "This is no item of the pack."


def test_a_file_that_cannot_be_cleaned_is_refused_and_nothing_is_answered(desk):
    brought = Brought("application/zip", b"PK")
    item = asked.items(desk.state)[0].id
    refusal = do_with(
        desk,
        brought,
        answers.answer,
        as_="letter",
        item=item,
        reply="accept",
    )
    assert refusal.where == "letter"
    assert not desk.state.answers.by_item


def test_while_the_people_file_is_locked_nothing_is_kept(desk):
    desk.people.close()
    desk.people = None
    item = asked.items(desk.state)[0].id
    refusal = do_with(
        desk,
        LETTER,
        answers.answer,
        as_="letter",
        item=item,
        reply="accept",
    )
    assert said(refusal) == "The people file is locked."


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    refusal = brought_from(tmp_path / "letter.pdf")
    assert (
        said(refusal)
        == "“letter.pdf” cannot be read: No such file or directory"
    )


def test_only_evidence_has_a_file_and_none_once_the_pack_is_made(desk):
    by_kind = {
        each.kind: each.id for each in desk.state.arguments.by_id.values()
    }
    given = {"as_": "file", "argument": by_kind["question"]}
    assert (
        said(do_with(desk, LETTER, arguments.enclose, **given))
        == "This is no evidence."
    )
    given = {"as_": "file", "argument": by_kind["evidence"]}
    refusal = do_with(desk, LETTER, arguments.enclose, **given)
    assert said(refusal) == "The pack is made, and what was said stands in it."
