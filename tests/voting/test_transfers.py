"""Transfers: surpluses pass on as a part of every ballot held."""

from __future__ import annotations

from pbdesk.i18n import render
from pbdesk.voting.options import Seats
from pbdesk.voting.ties import Ladder, Lot
from pbdesk.voting.transfers import by_transfers, transfer_words
from tests.voting.ballots import ranked


def whole(worth, surplus, votes):
    return surplus * worth // votes


def test_the_largest_surplus_passes_on_first_and_nobody_goes_out_before():
    profile = ranked(("ac", 9), ("bc", 7), ("c", 1), ("d", 1))
    outcome = by_transfers(
        "stv",
        profile,
        Seats(3),
        Ladder(Lot("1")),
        one=100,
        part=whole,
    )
    assert outcome.figures["quota"] == 5
    assert outcome.rounds[0].elected == ("a", "b")
    assert outcome.rounds[1].totals["c"] > outcome.rounds[0].totals["c"]
    assert outcome.winners == ("a", "b", "c")


def test_the_method_names_the_places():
    assert "one of 3 places" in render(transfer_words(Seats(3))[1])
