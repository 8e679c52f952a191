"""Pools and quotas as a clerk hands them over: what is wrong is said with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.jury.pool import (
    Person,
    Pool,
    PoolRefused,
    Quota,
    read_people,
    read_quotas,
)


def test_a_pool_is_read_with_its_categories_and_households():
    content = "id,age,household\n p1 ,old,h1\n\np2,young,\n".encode("utf-8-sig")
    assert read_people(content, "pool.csv") == (
        Person("p1", {"age": "old"}, "h1"),
        Person("p2", {"age": "young"}, ""),
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name,age\nx,old\n", "has no column “id”"),
        ("id,age\np1,old\np1,old\n", "line 3: p1 stands in line 2 already"),
        ("id,age\n,old\n", "line 2: the id is missing"),
        ("id,age\np1\n", "line 2: 1 cells, but the first line names 2 columns"),
        ("id,age,age\np1,a,b\n", "two columns “age”"),
        ("id,age\n", "names nobody"),
        ('id,age\n"p1', "this is not a table"),
        ("", "has no column “id”"),
        (
            "id,age\np1,old\np\0002,old\n",
            "line 3: a sign that cannot be seen (U+0000)",
        ),
        (
            "id,age\np\u200b1,old\n",
            "line 2: a sign that cannot be seen (U+200B)",
        ),
        (
            "id,age\np\u200d1,old\n",
            "line 2: a sign that cannot be seen (U+200D)",
        ),
        (
            "id,age\np1,o\u202eld\n",
            "line 2: a sign that cannot be seen (U+202E)",
        ),
        ("id,a\0ge\np1,old\n", "line 1: a sign that cannot be seen (U+0000)"),
        (
            f"id,age\n{'p' * 101},old\n",
            "line 2: a cell has more than 100 letters",
        ),
    ],
)
def test_a_pool_that_cannot_be_taken_is_refused_with_its_line(
    content: str,
    said: str,
):
    with pytest.raises(PoolRefused) as refused:
        read_people(content.encode(), "pool.csv")
    assert said in render(refused.value.words)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("category,value,min\n", "has no column “max”"),
        (
            "category,value,min,max\nage,old,x,2\n",
            "line 2: “x” is not a whole number",
        ),
        (
            "category,value,min,max\nage,old,-1,2\n",
            "“-1” is not a whole number",
        ),
        ("category,value,min,max\nage,old,٣,4\n", "“٣” is not a whole number"),
        (
            "category,value,min,max\nage,old,3,2\n",
            "line 2: min is larger than max",
        ),
        (
            "category,value,min,max\nage,old,1,2\nage,old,1,2\n",
            "two quotas for age “old”",
        ),
    ],
)
def test_quotas_that_cannot_be_taken_are_refused_with_their_line(
    content: str,
    said: str,
):
    with pytest.raises(PoolRefused) as refused:
        read_quotas(content.encode(), "quotas.csv")
    assert said in render(refused.value.words)


@pytest.mark.parametrize(
    ("traits", "said"),
    [
        ({"age": "?"}, "has the age “?”"),
        ({"age": ""}, "has no age"),
        ({}, "has no age"),
    ],
)
def test_somebody_whom_no_quota_counts_is_named(
    traits: dict[str, str],
    said: str,
):
    with pytest.raises(PoolRefused) as refused:
        Pool((Person("p7", traits),), (Quota("age", "old", 0, 1),), 1)
    assert render(refused.value.words).startswith("Person p7 " + said)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_pool_or_refused_in_words(content: bytes):
    for read in (read_people, read_quotas):
        told = "."
        try:
            read(content, "list.csv")
        except PoolRefused as refused:
            told = render(refused.words)
        assert told.endswith(".")


@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_table_that_a_spreadsheet_divides_by_another_sign_is_read_alike(
    sign: str,
):
    people = "id,age,household\np1,old,h1\np2,young,\n"
    quotas = "category,value,min,max\nage,old,1,2\n"
    assert read_people(people.replace(",", sign).encode(), "p") == read_people(
        people.encode(),
        "p",
    )
    assert read_quotas(quotas.replace(",", sign).encode(), "q") == read_quotas(
        quotas.encode(),
        "q",
    )


def test_a_persian_word_keeps_the_joiner_that_shapes_it():
    (person,) = read_people("id,age\np1,می\u200cرود\n".encode(), "pool.csv")
    assert person.traits == {"age": "می\u200cرود"}
