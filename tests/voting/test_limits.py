"""Limits: sums that sets of projects keep to, one inside the other."""

from __future__ import annotations

from pbdesk.voting.limits import Limit, kept, tree

GREEN = Limit(frozenset({0, 1}), most=10)


def test_a_set_keeps_to_a_limit_by_what_its_members_cost():
    assert kept([GREEN], [6, 4, 9], [0, 1, 2])
    assert not kept([GREEN], [6, 5, 9], [0, 1])
    assert not kept([Limit(frozenset({2}), least=5)], [6, 5, 9], [0])
    assert not kept([Limit(frozenset({0, 1}), one=True)], [1, 1, 1], [0, 1])


def test_a_limit_stands_inside_the_one_around_it():
    whole = Limit(frozenset({0, 1, 2}), most=20)
    node = tree([Limit(frozenset({0}), most=3), GREEN], whole)
    assert [inner.limit for inner in node.inner] == [GREEN]
    assert [inner.limit.members for inner in node.inner[0].inner] == [{0}]
    assert list(node.single) == [2]
