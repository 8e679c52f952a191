"""BLT, PrefLib, CSV of scores and JSON of quadratic ballots: read, or refused in one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.formats import ImportRefused, read_ballots
from pbdesk.voting.formats.preflib import read_preflib
from tests.voting.test_pabulib import ballots, outcome_of

HABITS = {
    "quotes": '2 1\n3 1 2 0\n1 2 0\n0\n"Ann ""A"" Lee"\n"Bo"\n"Title"\n',
    "bare": '2 1\n3 1 2 0\n1 2 0\n0\nAnn "A" Lee\nBo\nTitle',
    "comments": '2 1\n3 1 2 0\n1 2 0\n0\n# ALTERNATIVE NAME 1: Ann "A" Lee\n# ALTERNATIVE NAME 2: '
    "Bo\n",
    "commas": '2 1,\n3 1 2 0,\n1 2 0,\n0,\n"Ann ""A"" Lee",\n"Bo",\n"Title",\n',
    "bom, comments and blanks": '\ufeff2 1 # two\n\n3 1 2 0 # three\n1 2 0\n0 # end\n"Ann ""A"" '
    'Lee"\n"Bo"\n"Title"\n',
}


def read(tmp_path, text: str):
    file = tmp_path / "ballots"
    file.write_text(text, encoding="utf-8")
    return read_ballots(file)


@pytest.mark.parametrize("text", HABITS.values(), ids=list(HABITS))
def test_every_habit_of_blt_reads_alike(tmp_path, text):
    file = read(tmp_path, text)
    assert ballots(file.profile) == {
        (('Ann "A" Lee', 1), ("Bo", 2)): 3,
        (("Bo", 1),): 1,
    }
    assert file.seats == 1


def test_places_left_out_and_shared_in_blt(tmp_path):
    file = read(
        tmp_path,
        '3 2\n-2\n1 1 - 3 0\n1 2=3 1 0\n0\n"a"\n"b"\n"c"\n"t"\n',
    )
    assert ballots(file.profile) == {
        (("a", 1), ("c", 2)): 1,
        (("a", 2), ("b", 1), ("c", 1)): 1,
    }


def test_rankings_of_preflib_with_groups(tmp_path):
    file = read(
        tmp_path,
        "# FILE NAME: x.toi\n# NUMBER ALTERNATIVES: 3\n# ALTERNATIVE NAME 1: a\n"
        "# ALTERNATIVE NAME 2: b\n# ALTERNATIVE NAME 3: c\n4: 2,{1,3}\n1: 3\n",
    )
    assert ballots(file.profile) == {
        (("a", 2), ("b", 1), ("c", 2)): 4,
        (("c", 1),): 1,
    }


def test_options_without_names_keep_their_numbers(tmp_path):
    assert read(
        tmp_path,
        "# TITLE: x\n# NUMBER ALTERNATIVES: 2\n1: 2,1\n",
    ).profile.ids == (
        "1",
        "2",
    )


def test_scores_with_empty_cells(tmp_path):
    assert ballots(read(tmp_path, "count,a,b\n2,0,\n1,5,3\n").profile) == {
        (("a", 0),): 2,
        (("a", 5), ("b", 3)): 1,
    }


@pytest.mark.parametrize(
    "text",
    [
        "2 1\n3 1 2 0\n",
        "2 1\n3 1 5 0\n0\na\nb\n",
        "2 1\n3 1 1 0\n0\na\nb\n",
        "2 1\n3 1 2\n0\na\nb\n",
        "9 9\n",
        "# TITLE: x\n# NUMBER ALTERNATIVES: many\n",
        "# TITLE: x\n1: 7\n",
        "# TITLE: x\n# ALTERNATIVE NAME 1: a\n1: 1,1\n",
        "# TITLE: x\n# ALTERNATIVE NAME 1: a\nsome words\n",
        "count,a,a\n1,1,1\n",
        "count,a\n1,x\n",
        "count,a\n1\n",
        "{}",
        '{"rulebook": {}, "projects": [], "ballots": 3}',
        '{"rulebook": {}, "projects": [{"id": "a"}, {"id": "a"}], "ballots": []}',
        '{"rulebook": {"credits": -1}, "projects": [], "ballots": []}',
        "hello",
        "\x00",
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path, text):
    assert outcome_of(lambda: read(tmp_path, text)) != "read"


@given(
    start=st.sampled_from(
        ["2 1\n", "# TITLE: x\n", "count,a,b\n", "{", *HABITS.values()],
    ),
    rest=st.text(max_size=60),
    cut=st.integers(0, 60),
)
def test_no_text_does_anything_but_read_or_refuse(
    tmp_path_factory,
    start,
    rest,
    cut,
):
    file = tmp_path_factory.getbasetemp() / "any"
    file.write_text(
        start[:cut] + rest + start[cut:],
        encoding="utf-8",
        errors="surrogatepass",
    )
    assert outcome_of(lambda: read_ballots(file))


@settings(max_examples=60, deadline=None)
@given(ballots=st.lists(st.lists(st.integers(1, 4), max_size=4), max_size=6))
def test_rankings_read_at_once_are_the_same_as_read_one_by_one(ballots):
    """A group of one in braces makes the reader go ballot by ballot."""
    head = "# DATA TYPE: soi\n# NUMBER ALTERNATIVES: 3\n"
    plain = "".join(f"2: {','.join(map(str, ballot))}\n" for ballot in ballots)
    braced = "".join(
        f"2: {','.join(f'{{{option}}}' for option in ballot)}\n"
        for ballot in ballots
    )
    found = []
    for text in (plain, braced):
        try:
            profile = read_preflib(head + text).profile
            found.append(
                (
                    profile.n,
                    sorted(
                        (
                            tuple(profile.columns[row]),
                            tuple(profile.values[row]),
                            int(times),
                        )
                        for start, end, times in zip(
                            profile.start,
                            profile.start[1:],
                            profile.weights,
                            strict=False,
                        )
                        for row in [slice(start, end)]
                    ),
                ),
            )
        except ImportRefused as refused:
            found.append(render(refused.words))
    assert found[0] == found[1]
