"""Options by number, called by their names where that is plain."""

from __future__ import annotations

from pbdesk.voting.formats.names import named


def test_a_name_is_the_id_where_every_name_differs():
    assert [p.id for p in named({1: "Anna", 2: "Bo"}).values()] == [
        "Anna",
        "Bo",
    ]


def test_where_two_have_one_name_numbers_tell_them_apart():
    found = named({1: "Anna", 2: "Anna"})
    assert [(p.id, p.name) for p in found.values()] == [
        ("1", "Anna"),
        ("2", "Anna"),
    ]
