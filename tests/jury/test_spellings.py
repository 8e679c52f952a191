"""Names in whatever spelling: what must go is found, what may stay is left."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.jury.spellings import listed_names, near_places, places, squashed

NAMES = (
    "Zoë Brontë-Müller",
    "Li",
    "07700 900123",
    "priya.ramanath@post.example",
    "Steffi Finch",
    "Wilhelmina Rose Draycott",
    "14 Weir Street",
)


def left_of(text: str, *names: str) -> str:
    found = places(listed_names(names or NAMES), text)
    return "".join(
        sign for place, sign in enumerate(text) if place not in found
    )


@pytest.mark.parametrize(
    "spelled",
    [
        "Zoë Brontë-Müller",
        unicodedata.normalize("NFD", "Zoë Brontë-Müller"),
        "ZOE BRONTE MULLER",
        "Zoë Brontë-\nMüller",
        "Z o ë  B r o n t ë - M ü l l e r",
        "Brontë-Müller, Zoë",
        "Z. Brontë-Müller",
        "Brontë-Müller, Z.",
        "Zo\u00adë Brontë\u200bMüller",
        "rellüM-ëtnorB ëoZ",
        "Steﬃ Finch",
        "Steffi ﬁnch",
        "PRIYA.RAMANATH@\nPOST.EXAMPLE",
        "priya.ramanath@post.example?subject=x",
        "07700900123",
        "+44 7700 900 123",
        "0044 (0)7700-900123",
        "Li",
        "LI",
        "Zoe Bronte-Mueller",
        "Wilhelmina Draycott",
        "Wilhelmina R. Draycott",
        "W. R. Draycott",
        "Draycott, Wilhelmina R.",
        "Mrs. Draycott",
        "Stеffi Fіnch",
        "priya dot ramanath at post dot example",
        "priya [dot] ramanath [at] post [dot] example",
        "oh double seven double oh, nine double oh, one two three",
        "07700 nine hundred 123",
        "plus four four seven seven hundred nine hundred one two three",
        "14 Weir St",
        "14, Weir Street",
        "Weir St 14",
    ],
)
def test_a_listed_name_goes_in_every_spelling(spelled: str):
    rest = left_of(f"Then {spelled} wrote.")
    assert rest.startswith("Then ")
    assert rest.endswith(" wrote.")
    assert squashed(rest) in {
        "thenwrote",
        "thensubjectxwrote",
        "thenplusfourfourwrote",
    }


@pytest.mark.parametrize(
    "word",
    [
        "Lisbon",
        "alien",
        "a Lime",
        "0770 090012",
        "Finch Lane",
        "Zoë",
        "Draycott",
        "new Draycott",
        "Weir Street",
        "one, two, three",
        "seven hundred and nine hundred",
    ],
)
def test_what_only_resembles_a_name_stays(word: str):
    assert left_of(f"Then {word} wrote.") == f"Then {word} wrote."


def test_a_word_misread_in_a_picture_is_still_a_name_and_its_neighbours_stay():
    words = [
        "Then",
        " ",
        "Wi1helmlna",
        " ",
        "Draycolt",
        " ",
        "wrote",
        " ",
        "in",
        " ",
        "May.",
    ]
    found = near_places(
        listed_names(["Wilhelmina Draycott", "Draycott"]),
        words,
    )
    assert [
        word
        for place, word in enumerate(words)
        if place not in found and word != " "
    ] == [
        "Then",
        "wrote",
        "in",
        "May.",
    ]


def test_a_short_name_is_no_part_of_a_word_that_was_read_whole():
    words = [
        "nothing",
        " ",
        "Ng,",
        " ",
        "rang",
        " ",
        "(Ng’s)",
        " ",
        "fi\u0301ng",
    ]
    found = places(listed_names(["Ng"]), words)
    assert [word for place, word in enumerate(words) if place in found] == [
        "Ng,",
        "(Ng’s)",
    ]


def test_the_role_behind_a_tab_stands_for_the_name():
    (listed,) = listed_names(["Marisol Quenby\tthe complainant", "   ", "…"])
    assert (listed.name, listed.role) == ("Marisol Quenby", "the complainant")


LETTERS = st.text(
    alphabet=st.characters(categories=("Ll", "Lu")),
    min_size=4,
    max_size=12,
)


@given(LETTERS, LETTERS, st.text(max_size=40), st.text(max_size=40))
def test_no_text_keeps_a_listed_name_however_it_stands_in_it(
    given_name,
    surname,
    before,
    after,
):
    name = f"{given_name} {surname}"
    rest = left_of(
        f"{before} {surname}, {given_name} {name}{after}",
        name,
        surname,
    )
    assert not squashed(surname) or squashed(surname) not in squashed(f"{rest}")


@given(st.text(max_size=200), st.lists(st.text(max_size=30), max_size=5))
def test_any_list_and_any_text_are_searched_without_a_fault(
    text: str,
    names: list[str],
):
    listed = listed_names(names)
    assert set(places(listed, text)) <= set(range(len(text)))
    assert set(places(listed, text)) <= set(near_places(listed, text))


def test_a_number_is_found_where_a_sign_holds_several_digits():
    """Who reads a picture may take two digits for one sign."""
    names = listed_names(["07700 900461\ta telephone"])
    signs = ["t", "e", "l", " ", "07", "7", "00", " ", "90", "04", "61", "."]
    assert set(places(names, signs)) >= set(range(4, 11))
    assert 0 not in places(names, signs)
