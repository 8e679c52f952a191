"""Who may not sit: by the pool's own file, by the jury's file, by a shared home."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pbdesk.app.jobs.lending import Numbers, numbers_of
from pbdesk.i18n import render
from pbdesk.jury import docket, followup, triage
from pbdesk.jury.case_told import told_by
from pbdesk.jury.docket import sat_lately
from pbdesk.jury.excluded import LOOKED_THROUGH, named_as, sifted
from pbdesk.jury.pool import PoolRefused, read_people
from pbdesk.jury.spellings import listed_names
from pbdesk.minutes.decision import Refusal
from tests.jury.held import Held, listed, sealed_jury


def test_the_pools_file_says_who_may_not_sit_and_why():
    rows = [f"T{n},{reason}," for n, reason in enumerate((*LOOKED_THROUGH, ""))]
    people = read_people(
        ("id,excluded,household\n" + "\n".join(rows)).encode(),
        "pool.csv",
    )
    may_sit, left_out = sifted(people, frozenset())
    assert [each.id for each in may_sit] == ["T7"]
    assert left_out == dict.fromkeys(LOOKED_THROUGH, 1)


def test_a_reason_that_nobody_knows_is_named_with_its_line():
    with pytest.raises(PoolRefused) as refused:
        read_people(b"id,excluded\nT1,\nT2,friend\n", "pool.csv")
    assert render(refused.value.words).startswith(
        "“pool.csv”, line 3: “friend” is no reason",
    )


def test_who_shares_a_home_with_a_side_may_not_sit_and_with_staff_may():
    rows = ("T1,party,H1", "T2,,H1", "T3,staff,H2", "T4,,H2", "T5,,")
    people = read_people(
        ("id,excluded,household\n" + "\n".join(rows)).encode(),
        "pool.csv",
    )
    may_sit, left_out = sifted(people, frozenset({"T5"}))
    assert [each.id for each in may_sit] == ["T4"]
    assert left_out == {"party": 1, "household": 1, "staff": 1, "sat": 1}


@pytest.mark.parametrize(
    ("name", "street", "why"),
    [
        ("Samira Okonjo-Hale", "Elsewhere 1", "party"),
        ("Tobias Okonjo-Hale", "", None),
        ("Anna Pullman", "", "relative"),
        ("Ada Fell", "14 Larkspur Terrace", "household"),
        ("Ada Fell", "15 Larkspur Terrace", None),
    ],
)
def test_the_list_of_names_says_who_is_a_side_or_bears_its_name(
    name,
    street,
    why,
):
    names = listed_names(
        ["Samira Okonjo-Hale", "Pullman", "14 Larkspur Terrace"],
    )
    assert named_as(name, street, names) == why


def test_who_sat_in_the_last_cases_of_a_service_is_known_to_the_next_one(
    tmp_path,
):
    """Three cases back by the sealed numbers, and of this service only."""
    held = Held(tmp_path)
    with sealed_jury(tmp_path, lambda: held.at) as jury:
        told = replace(told_by(held.state), looked=True, taken=True)
        for n in range(5):
            case = listed(jury, "damp", date(2026, 3, 2))
            assert (
                jury.do(
                    docket.follow,
                    told=replace(told, case=case, sat=(f"T{n}",)),
                )
                is None
            )
        coming = listed(jury, "damp", date(2026, 3, 2))
        assert sat_lately(jury.state, coming) == {"T2", "T3", "T4"}
        given = {"theme": "bins", "service": "Waste", "received": "2026-03-02"}
        assert jury.do(docket.list_case, **given) is None
        other = tuple(jury.state.docket.by_case)[-1]
        assert sat_lately(jury.state, other) == frozenset()
    numbers = numbers_of(jury.record.path, coming)
    assert isinstance(numbers, Numbers)
    assert numbers.sat == {"T2", "T3", "T4"}


def test_the_jurys_list_follows_a_case_to_its_end_and_back(tmp_path):
    held = Held(tmp_path).until("followed")
    held.done(followup.close)
    with sealed_jury(tmp_path, lambda: held.at) as jury:
        case = listed(jury, "damp", date(2026, 3, 2))
        told = replace(told_by(held.state), case=case)
        assert jury.do(docket.follow, told=told) is None
        found = jury.state.docket.by_case[case]
        assert found.ended == "closed"
        assert {
            "receipt",
            "heard",
            "reported",
            "answered",
            "three",
            "six",
        } <= set(
            found.at,
        )
        assert (jury.state.docket.summed[case].accepted, len(told.sat)) == (
            1,
            5,
        )
        again = jury.do(docket.follow, told=told)
        assert isinstance(again, Refusal)
        assert render(again.words) == "The list says the same already."
        held.done(followup.reopen, reason="It is wet again.")
        assert (
            jury.do(docket.follow, told=replace(told_by(held.state), case=case))
            is None
        )
        assert jury.state.docket.by_case[case].ended == ""


def test_of_a_danger_the_list_learns_only_that_it_is_not_with_the_jury(
    tmp_path,
):
    held = Held(tmp_path).until("received")
    held.done(
        triage.look_through,
        verdict="safeguarding",
        by="Chair",
        where="The team",
        reason="Not safe.",
    )
    told = told_by(held.state)
    assert (told.taken, told.at, told.sat) == (False, {}, ())
    with sealed_jury(tmp_path, lambda: held.at) as jury:
        case = listed(jury, "neighbours", date(2026, 3, 2))
        assert jury.do(docket.follow, told=replace(told, case=case)) is None
        assert jury.state.docket.by_case[case].hidden
        assert isinstance(
            jury.do(docket.follow, told=replace(told, case="AAAA-AAAA")),
            Refusal,
        )
