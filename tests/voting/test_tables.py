"""Tables of ballots: sheets of a spreadsheet, and columns that are called by their rank."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest
from openpyxl import Workbook

from pbdesk.i18n import render
from pbdesk.voting.formats import ImportRefused, read_ballots
from pbdesk.voting.formats.policies import read_policies
from pbdesk.voting.formats.voters import Voters
from pbdesk.voting.formats.weighting import Weighting
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot

HEADINGS = (
    "Ballot #",
    "For Mayor Choice 1 (45)",
    "For Mayor Choice 2 (50)",
    "Precinct",
)


def written(path, *rows):
    """A spreadsheet of those rows."""
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(out)
    path.write_bytes(out.getvalue())
    return path


def test_the_rank_columns_of_a_sheet_are_found_by_their_headings(tmp_path):
    file = read_ballots(
        written(
            tmp_path / "cvr.xlsx",
            HEADINGS,
            (1, "Ann", "Bo ", "North"),
            (2, "Bo", None, "South"),
            (3, "Bo", "Ann", "North"),
        ),
    )
    assert (file.profile.ids, file.profile.n) == (("Ann", "Bo"), 3)
    assert RULES["plurality"].count(file.profile, lot=Lot("1")).winners == (
        "Bo",
    )


def test_a_csv_with_the_same_headings_is_read_alike(tmp_path):
    (tmp_path / "cvr.csv").write_text(
        "Number,1st Choice,2nd Choice\n1,Ann,Bo\n2,Ann|Bo,\n",
    )
    profile = read_ballots(tmp_path / "cvr.csv").profile
    assert (profile.ids, profile.n) == (("Ann", "Bo"), 2)
    assert sorted(profile.values.tolist()) == [1, 1, 1, 2]


@pytest.mark.parametrize(
    "name",
    ["2015_portland_mayor", "exhaust_if_multiple_continuing"],
)
def test_the_export_of_a_voting_system_holds_what_its_plain_table_holds(
    shared,
    name,
):
    folder = shared / "ranked" / "rctab"
    policies = read_policies(folder / f"{name}.config.json")
    original = read_ballots(
        folder / "original" / f"{name}_cvr.xlsx",
        policies=policies,
    )
    table = read_ballots(folder / f"{name}.cvr.csv", policies=policies)
    assert original.profile.n == table.profile.n
    assert RULES["rcv"].count(original.profile, lot=Lot("1")) == RULES[
        "rcv"
    ].count(
        table.profile,
        lot=Lot("1"),
    )


def test_scores_in_a_sheet_are_read_like_scores_in_a_csv(tmp_path):
    sheet = read_ballots(
        written(
            tmp_path / "scores.xlsx",
            ("count", "Ann", "Bo"),
            (3, 5, None),
            (1, 0, 4),
        ),
    )
    (tmp_path / "scores.csv").write_text("count,Ann,Bo\n3,5,\n1,0,4\n")
    table = read_ballots(tmp_path / "scores.csv")
    assert sheet.format == table.format == "scores"
    assert RULES["score"].count(sheet.profile, lot=Lot("1")) == RULES[
        "score"
    ].count(
        table.profile,
        lot=Lot("1"),
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04 no zip", "This is not a spreadsheet that can be read."),
        (
            b"\xd0\xcf\x11\xe0 old",
            "This is not a spreadsheet that can be read.",
        ),
    ],
)
def test_a_spreadsheet_that_cannot_be_read_is_refused_in_a_sentence(
    tmp_path,
    content,
    sentence,
):
    (tmp_path / "ballots.xlsx").write_bytes(content)
    with pytest.raises(ImportRefused, match=sentence):
        read_ballots(tmp_path / "ballots.xlsx")


def test_an_empty_sheet_is_refused(tmp_path):
    with pytest.raises(ImportRefused, match="The file is empty"):
        read_ballots(written(tmp_path / "empty.xlsx"))


def test_a_row_longer_than_the_headings_is_refused_with_its_line(tmp_path):
    (tmp_path / "cvr.csv").write_text("Number,1st Choice\n1,Ann\n2,Bo,Cy\n")
    with pytest.raises(ImportRefused) as refused:
        read_ballots(tmp_path / "cvr.csv")
    assert (
        render(refused.value.words)
        == "Line 3: the row has 3 cells, the header 2."
    )


WEIGHTED = Voters(Weighting("precinct", {"North": Fraction(2)}, Fraction(1)))


@pytest.mark.parametrize(
    "rows",
    [
        (
            HEADINGS,
            (1, "Ann", "Bo", "North"),
            (2, "Bo", None, "South"),
            (3, "Bo", "Ann", "South"),
        ),
        (
            ("Precinct ", "count", "rank1", "rank2"),
            ("North", 1, "Ann", "Bo"),
            ("South", 1, "Bo", None),
            ("South", 1, "Bo", "Ann"),
        ),
        (
            ("count", "rank1", "PRECINCT", "rank2"),
            (1, "Ann", " North", "Bo"),
            (1, "Bo", "South", None),
            (1, "Bo", "South", "Ann"),
        ),
    ],
)
def test_ballots_of_a_group_count_twice_wherever_its_column_stands_in_a_sheet_or_a_csv(
    tmp_path,
    rows,
):
    (tmp_path / "x.csv").write_text(
        "".join(
            ",".join(str(cell or "") for cell in row) + "\n" for row in rows
        ),
    )
    for path in (written(tmp_path / "x.xlsx", *rows), tmp_path / "x.csv"):
        profile = read_ballots(path, voters=WEIGHTED).profile
        assert (profile.ids, profile.n, sorted(profile.weights.tolist())) == (
            ("Ann", "Bo"),
            4,
            [1, 1, 2],
        )
        assert [render(words) for words in profile.notes] == [
            "Each ballot of “North” counts 2 times.",
        ]


def test_scores_of_a_group_count_twice_and_its_column_is_no_option(tmp_path):
    (tmp_path / "scores.csv").write_text(
        "count,Ann,precinct,Bo\n3,5,North,\n1,0,South,4\n",
    )
    profile = read_ballots(tmp_path / "scores.csv", voters=WEIGHTED).profile
    assert (profile.ids, profile.n) == (("Ann", "Bo"), 7)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [(), ("count", "Ann"), (3, 5)],
            "Line 2: there is no column “precinct”.",
        ),
        (
            [
                (),
                ("count", "Ann", "Precinct"),
                (3, 5, "North"),
                (),
                (1, 4, "Nord"),
            ],
            "Line 5: nothing says how many times a ballot of “Nord” counts.",
        ),
        (
            [("count", "Ann", "Precinct"), (3, 5, "South")],
            "No ballot is of the group “North”.",
        ),
    ],
)
def test_a_table_without_the_column_or_a_weight_is_refused_with_the_line_of_the_sheet(
    tmp_path,
    rows,
    sentence,
):
    voters = Voters(
        Weighting("precinct", {"North": Fraction(2), "South": Fraction(1)}),
    )
    with pytest.raises(ImportRefused) as refused:
        read_ballots(written(tmp_path / "x.xlsx", *rows), voters=voters)
    assert render(refused.value.words).startswith(sentence)


def test_a_column_that_is_neither_count_nor_rank_is_no_choice(tmp_path):
    (tmp_path / "x.csv").write_text(
        "count,rank1,rank2,precinct\n2,Ann,Bo,North\n",
    )
    assert read_ballots(tmp_path / "x.csv").profile.ids == ("Ann", "Bo")


@pytest.mark.parametrize(
    "text",
    ["2 1\n3 1 2 0\n0\na\nb\n", "# TITLE: x\n# ALTERNATIVE NAME 1: a\n1: 1\n"],
)
def test_a_file_that_says_nothing_about_voters_is_told_so(tmp_path, text):
    (tmp_path / "x").write_text(text)
    with pytest.raises(
        ImportRefused,
        match="says nothing about who cast its ballots",
    ):
        read_ballots(tmp_path / "x", voters=WEIGHTED)


def test_a_record_is_no_file_of_ballots_and_is_told_so(tmp_path):
    (tmp_path / "evening.pbdesk").write_bytes(b"SQLite format 3\0" + bytes(80))
    with pytest.raises(ImportRefused, match="such as a record of pbdesk"):
        read_ballots(tmp_path / "evening.pbdesk")
