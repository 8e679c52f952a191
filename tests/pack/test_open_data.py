"""What others may take on with their own programs.

The draft of grants, and the schema of result.json.
"""

from __future__ import annotations

import csv
import io
import json

import pytest

from pbdesk.app.jobs.open_data import GRANT_FIELDS
from pbdesk.pack.bag import read_zip
from pbdesk.pack.contents import Question, Result
from pbdesk.pack.schema import result_schema
from pbdesk.pack.tables import table_csv
from tests.conftest import ROOT
from tests.pack.test_packing import made

__all__ = ["made"]


def grants(made) -> list[dict[str, str]]:
    text = read_zip(made.path).files["data/grants-draft.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_funded_project_is_a_row_with_the_ten_required_fields(made):
    rows = grants(made)
    assert [row["Title"] for row in rows] == [
        "Lighting on the riverside path",
        "Benches and shade at the bowling green",
        "Friday night youth club",
        "Community fridge",
        "Dropped kerbs on Station Road",
    ]
    assert set(rows[0]) == set(GRANT_FIELDS)
    assert (rows[0]["Currency"], rows[0]["Amount Applied For"]) == (
        "GBP",
        "12500",
    )
    assert rows[0]["Amount Awarded"] == ""  # the sample evening only advises
    assert all(row["Description"] for row in rows)


def test_what_only_the_council_knows_is_left_blank(made):
    for row in grants(made):
        assert {
            row[name]
            for name in GRANT_FIELDS
            if name.startswith("Recipient") or name == "Award Date"
        } == {""}


def test_a_title_that_would_run_as_a_formula_is_quoted():
    assert table_csv([["=1+1", "ok"]]) == b"'=1+1,ok\r\n"
    assert table_csv([["-1+1", "-1;2"]]) == b"'-1+1,'-1;2\r\n"


def test_a_number_below_nothing_is_a_number():
    assert table_csv([["-25000", "-3.50"]]) == b"-25000,-3.50\r\n"


def test_the_schema_in_docs_is_that_of_the_checks():
    assert (ROOT / "docs" / "result.schema.json").read_text(
        encoding="utf-8",
    ) == result_schema()


def test_the_schema_names_every_part_that_a_pack_has(made):
    schema = json.loads(result_schema())
    parts = schema["$defs"]["Result"]
    result = json.loads(read_zip(made.path).files["data/result.json"])
    (asked,) = result["questions"]
    of_question = schema["$defs"]["Question"]
    assert set(of_question["required"]) <= set(asked)
    assert set(of_question["properties"]) == set(Question.__struct_fields__)
    assert set(parts["required"]) <= set(result)
    assert set(parts["properties"]) == set(Result.__struct_fields__)
    assert set(schema["$defs"]["Trace"]["required"]) <= set(asked["trace"])


@pytest.mark.parametrize(
    "name",
    ["TracedRound", "TracedTie", "Chosen", "Sentence", "Papers", "ProjectLine"],
)
def test_every_part_is_explained(name):
    assert json.loads(result_schema())["$defs"][name]["description"]
