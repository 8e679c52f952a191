"""Marks: whatever a person or a file wrote, as whole numbers by project."""

from __future__ import annotations

import unicodedata

from pbdesk.i18n import render
from pbdesk.voting.styles.marks import by_code, number_word, sentences
from pbdesk.voting.styles.style import Rejected, rejected, whole_marks
from pbdesk.words import say


def test_nobody_guesses_what_was_meant_by_a_mark_that_is_no_whole_number():
    for odd in (2.0, "3", True, None, [1]):
        assert whole_marks({"a": odd}, ["a"]) == rejected("not-an-integer")
    assert whole_marks({"x": 1}, ["a"]) == rejected("unknown-project")


def test_one_name_in_two_spellings_is_one_project():
    name = "é"
    apart = unicodedata.normalize("NFD", name)
    assert whole_marks({apart: 1}, [name]) == {name: 1}
    assert isinstance(whole_marks({apart: 1, name: 1}, [name]), Rejected)


def test_marks_are_read_out_in_the_order_of_their_codes():
    assert by_code({"p1": 2, "p2": 1}, {"p1": "B", "p2": "A"}) == [
        ("A", 1),
        ("B", 2),
    ]


def test_small_numbers_are_words():
    assert (
        render(say("{n} of {m}", n=number_word(2), m=number_word(25)))
        == "two of 25"
    )
    assert render(sentences(say("One."), say("Two."))) == "One. Two."
