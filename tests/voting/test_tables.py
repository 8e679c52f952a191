"""Tables of ballots: sheets of a spreadsheet, and columns that are called by their rank."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from pbdesk.i18n import render
from pbdesk.voting.formats import ImportRefused, read_ballots
from pbdesk.voting.formats.policies import read_policies
from pbdesk.voting.rules import RULES

HEADINGS = ("Ballot #", "For Mayor Choice 1 (45)", "For Mayor Choice 2 (50)", "Precinct")


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
    file = read_ballots(written(tmp_path / "cvr.xlsx", HEADINGS, (1, "Ann", "Bo ", "North"), (2, "Bo", None, "South"),
                                (3, "Bo", "Ann", "North")))
    assert (file.profile.ids, file.profile.n) == (("Ann", "Bo"), 3)
    assert RULES["plurality"].count(file.profile, seed="1").winners == ("Bo",)


def test_a_csv_with_the_same_headings_is_read_alike(tmp_path):
    (tmp_path / "cvr.csv").write_text("Number,1st Choice,2nd Choice\n1,Ann,Bo\n2,Ann|Bo,\n")
    profile = read_ballots(tmp_path / "cvr.csv").profile
    assert (profile.ids, profile.n) == (("Ann", "Bo"), 2)
    assert sorted(profile.values.tolist()) == [1, 1, 1, 2]


@pytest.mark.parametrize("name", ["2015_portland_mayor", "exhaust_if_multiple_continuing"])
def test_the_export_of_a_voting_system_holds_what_its_plain_table_holds(shared, name):
    folder = shared / "ranked" / "rctab"
    policies = read_policies(folder / f"{name}.config.json")
    original = read_ballots(folder / "original" / f"{name}_cvr.xlsx", policies=policies)
    table = read_ballots(folder / f"{name}.cvr.csv", policies=policies)
    assert original.profile.n == table.profile.n
    assert RULES["rcv"].count(original.profile, seed="1") == RULES["rcv"].count(table.profile, seed="1")


def test_scores_in_a_sheet_are_read_like_scores_in_a_csv(tmp_path):
    sheet = read_ballots(written(tmp_path / "scores.xlsx", ("count", "Ann", "Bo"), (3, 5, None), (1, 0, 4)))
    (tmp_path / "scores.csv").write_text("count,Ann,Bo\n3,5,\n1,0,4\n")
    table = read_ballots(tmp_path / "scores.csv")
    assert sheet.format == table.format == "scores"
    assert RULES["score"].count(sheet.profile, seed="1") == RULES["score"].count(table.profile, seed="1")


@pytest.mark.parametrize(("content", "sentence"), [
    (b"PK\x03\x04 no zip", "This is not a spreadsheet that can be read."),
    (b"\xd0\xcf\x11\xe0 old", "This is an old spreadsheet, or one with a password."),
])
def test_a_spreadsheet_that_cannot_be_read_is_refused_in_a_sentence(tmp_path, content, sentence):
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
    assert render(refused.value.words) == "Line 3: the row has 3 cells, the header 2."


def test_a_record_is_no_file_of_ballots_and_is_told_so(tmp_path):
    (tmp_path / "evening.pbdesk").write_bytes(b"SQLite format 3\0" + bytes(80))
    with pytest.raises(ImportRefused, match="such as a record of pbdesk"):
        read_ballots(tmp_path / "evening.pbdesk")
