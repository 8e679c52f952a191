"""BLT: rankings as the counts of Scottish councils write them."""

from __future__ import annotations

import pytest

from pbdesk.i18n import render
from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.blt import looks_like_blt, read_blt
from pbdesk.voting.formats.refused import ImportRefused

TEXT = """3 2
-2
4 1 3 0
2 3=1 0
1 - 2 0
0
"Anna ""Bee"" Berg"
Bo Dahl
"Cy",
"Ward 1"
"""


def test_places_times_and_names_are_read_as_written():
    assert looks_like_blt(TEXT)
    file = read_blt(TEXT)
    assert isinstance(file, BallotFile)
    assert file.seats == 2
    assert file.profile.ids == ('Anna "Bee" Berg', "Bo Dahl", "Cy")
    assert sorted(file.profile.weights.tolist()) == [1, 2, 4]


def test_a_ballot_for_an_option_that_is_not_there_is_refused_with_its_line():
    with pytest.raises(ImportRefused) as refused:
        read_blt(TEXT.replace("4 1 3 0", "4 1 9 0"))
    assert render(refused.value.words).startswith("Line 3:")
