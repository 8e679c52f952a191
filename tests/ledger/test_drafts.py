"""What can be forgotten is forgotten: no trace of it in the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.ledger.check import check
from pbdesk.ledger.drafts import row_sum
from pbdesk.ledger.record import Draft, Record, Removed, Said
from tests.ledger.sample import cast_into

DAY = date(2026, 11, 30)


def traces(folder: Path, marker: bytes) -> int:
    """How often a text stands in any file of a folder."""
    return sum(file.read_bytes().count(marker) for file in folder.iterdir())


def test_erased_drafts_leave_no_trace_in_any_file(path: Path, record: Record):
    for n in range(150):
        record.write(
            [],
            drafts=[
                Draft(f"1/{n}", "keyed", f"SECRET-{n} " + "A,C," * (n % 40)),
            ],
        )
        cast_into(record, "A,C")
    assert traces(path.parent, b"SECRET-") >= 150
    for n in range(0, 150, 2):
        record.write([], drafts=[Draft(f"1/{n}", "keyed", f"CHANGED-{n}")])
    record.write(
        [],
        drafts=[Draft(f"1/{n}", "keyed", None) for n in range(150)],
    )
    record.close()
    assert (
        traces(path.parent, b"SECRET-") == traces(path.parent, b"CHANGED-") == 0
    )


def test_erased_words_leave_no_trace_and_show_as_removed_with_day_and_reason(
    path: Path,
    record: Record,
):
    for n in range(60):
        record.write(
            [],
            said=[
                Said(
                    f"id-{n}",
                    b"SALT" * 4,
                    f"GOSSIP-{n} about a neighbour " * (1 + n * 4),
                ),
            ],
        )
    assert record.said("id-7") == "GOSSIP-7 about a neighbour " * 29
    for n in range(60):
        record.write(
            [],
            removed={f"id-{n}": Removed(DAY, "Asked for by the person")},
        )
    assert (record.said("id-7"), record.removed("id-7")) == (
        None,
        Removed(DAY, "Asked for by the person"),
    )
    record.close()
    assert (
        traces(path.parent, b"GOSSIP-") == traces(path.parent, b"SALTSALT") == 0
    )
    assert check(path).whole


def test_words_are_erased_once_and_only_if_they_were_said(record: Record):
    record.write([], said=[Said("a", b"salt", "words")])
    assert record.removed("a") is None
    record.write([], removed={"a": Removed(DAY, "why")})
    for missing in ("a", "b"):
        with pytest.raises(KeyError):
            record.write([], removed={missing: Removed(DAY, "again")})
    with pytest.raises(KeyError):
        record.said("b")


@given(
    st.lists(st.none() | st.text(max_size=3), min_size=3, max_size=3),
    st.lists(st.none() | st.text(max_size=3), min_size=3, max_size=3),
)
def test_two_rows_have_one_sum_only_when_they_are_the_same(one, other):
    assert (row_sum(*one) == row_sum(*other)) == (one == other)


def test_the_salt_of_what_was_said_is_there_for_an_auditor_until_it_is_erased(
    record: Record,
):
    salt = b"s" * 16
    record.write([], said=[Said("id", salt, "Too dark by the river")])
    assert record.all_said() == {"id": (salt, "Too dark by the river")}
    record.write([], removed={"id": Removed(date(2026, 11, 30), "Asked for")})
    assert record.all_said() == {"id": None}
