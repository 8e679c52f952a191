"""The limits that a count obeyed are those of the sealed rulebook.

What the program makes passes, any other fails.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.assembly.rulebook import clauses
from pbdesk.pack.checks.obeyed import (
    _parted,
    refuse_another_rulebook,
    refuse_other_limits,
)
from pbdesk.pack.contents import RESULT_FORMAT, Result
from pbdesk.pack.refused import PackRefused
from pbdesk.questions.limits import Placed, constraints
from pbdesk.questions.sealing import Rulebook
from pbdesk.voting.constraints import Cap, Constraints
from pbdesk.voting.constraints_json import constraints_json
from pbdesk.voting.rules import RULES
from tests.pack.sample import result as sample_result
from tests.pack.sample import whole

SUMS = st.one_of(st.none(), st.integers(0, 90000))
GIVEN = st.fixed_dictionaries(
    {
        "rule": st.sampled_from(["greedy", "equal-shares", "phragmen"]),
        "categories": st.sampled_from(
            ["", "Parks", "Parks, Play", " Play ,, Parks,Play"],
        ),
        "pots": st.sampled_from([None, "one", "own"]),
        "pots_leftover": st.sampled_from([None, "returned", "next", "on"]),
        **{
            f"{kind}.{name}": SUMS
            for kind in ("cap", "floor", "pot")
            for name in ("Parks", "Play")
        },
        "exclusive": st.booleans(),
        "partial": st.integers(0, 99),
        "threshold_of": st.sampled_from([None, "all", "cost"]),
        "threshold": st.integers(0, 20),
        "least_share": st.integers(0, 20),
    },
)
PLACED = (
    Placed("A", "Parks", ("B",)),
    Placed("B", "Play", ()),
    Placed("C", "Parks", ()),
)


def told(given_: dict[str, Any]) -> dict[str, Any]:
    """result.json under a rulebook: its clauses as they are sealed, and what the count obeyed."""
    book = Rulebook(given_)
    found = {"record": {"entries": 6, "head": "0" * 64}, **sample_result()}
    obeyed = constraints(given_, PLACED, RULES[book.rule])
    outcome = found["outcome"]
    assert isinstance(outcome, dict)
    if obeyed is not None:
        outcome["constraints"] = constraints_json(obeyed)
    sealed = {clause.name: book.value(clause) for clause in clauses(book)}
    found["rulebook"] = {"questions": [{"id": "1", "rulebook": sealed}]}
    return {
        **whole(found),
        "format": RESULT_FORMAT,
        "assembly": "a",
        "stage": "final",
        "files": {},
    }


def outcome_of(said: dict[str, Any]) -> dict[str, Any]:
    return said["questions"][0]["outcome"]


def read(said: dict[str, Any]) -> Result:
    return msgspec.convert(json.loads(json.dumps(said)), Result)


def refuse_limits(said: dict[str, Any]) -> None:
    (asked,) = read(said).asked
    refuse_other_limits(asked)


@given(given_=GIVEN)
def test_what_a_count_obeys_under_any_rulebook_is_what_its_clauses_say(given_):
    refuse_limits(told(given_))


@given(given_=GIVEN, data=st.data())
def test_no_other_limit_passes_for_one_of_the_rulebook(given_, data):
    said = told(given_)
    obeyed = outcome_of(said).setdefault("constraints", {})
    sums = [
        (limit, key)
        for limit in (
            *obeyed.get("caps", ()),
            *obeyed.get("floors", ()),
            *obeyed.get("pots", ()),
        )
        for key in ("most", "least", "amount")
        if key in limit
    ]
    kind = data.draw(
        st.sampled_from(["sum", "partial", "threshold", "funded", "another"]),
    )
    if kind == "sum" and sums:
        limit, key = data.draw(st.sampled_from(sums))
        limit[key] += 1
    elif kind == "partial":
        obeyed["partial"] = "99/100" if given_["partial"] != 99 else "1/2"
    elif kind == "threshold":
        obeyed["threshold"] = {"least": "21/100", "base": "all"}
    elif kind == "funded":
        obeyed["funded"] = ["C"]
    else:
        obeyed["caps"] = [
            *obeyed.get("caps", []),
            {"name": "Roads", "projects": [], "most": 5},
        ]
    with pytest.raises(PackRefused, match="other limits than the clauses"):
        refuse_limits(said)


def test_projects_exclude_each_other_only_where_the_rulebook_says_so():
    given_ = {"rule": "greedy", "exclusive": True}
    said = told(given_)
    assert outcome_of(said)["constraints"] == {"exclusive": [["A", "B"]]}
    said["rulebooks"][0]["questions"][0]["rulebook"]["exclusive"] = False
    with pytest.raises(PackRefused, match="other limits than the clauses"):
        refuse_limits(said)


def test_a_result_that_tells_no_clauses_is_not_compared():
    said = told({"rule": "greedy", "partial": 50})
    for rulebook in (None, {"fingerprint": "0"}, {"questions": []}):
        refuse_limits({**said, "rulebooks": [rulebook]})


def test_a_result_without_the_rulebook_that_the_record_sealed_is_refused():
    said = told({"rule": "greedy"})
    del said["rulebooks"]
    refuse_another_rulebook(read(said), [])
    with pytest.raises(
        PackRefused,
        match="another rulebook than the record sealed",
    ):
        refuse_another_rulebook(read(said), ["0" * 64])


def test_m2_twelve_thousand_categories_are_compared_by_their_names_and_not_in_pairs():
    """In pairs these are 72 million comparisons: minutes."""
    caps = tuple(Cap(f"C{i}", frozenset({f"p{i}"}), 1) for i in range(12_000))
    ballot = {f"p{i}" for i in range(12_000)}
    assert _parted(Constraints(caps=caps), ballot)
    assert not _parted(
        Constraints(caps=(*caps, Cap("again", frozenset({"p7"}), 1))),
        ballot,
    )
    assert not _parted(
        Constraints(caps=(*caps, Cap("C7", frozenset({"p8"}), 1))),
        ballot,
    )
