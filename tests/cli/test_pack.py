"""`pbdesk pack`, as somebody types it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pbdesk.cli.pack import pack
from pbdesk.pack.bag import read_zip
from tests.evenings import evening_at


@pytest.fixture
def record(tmp_path):
    evening = evening_at("declared", tmp_path)
    path = evening.desk.record.path
    evening.desk.close()
    return path


def test_editions_are_put_into_the_pack_by_name(record, tmp_path):
    given = [
        str(record),
        "--to",
        str(tmp_path),
        "--edition",
        "plain",
        "--edition",
        "projects",
        "--edition",
        "plain",
    ]
    result = CliRunner().invoke(pack, given)
    assert result.exit_code == 0, result.output
    files = read_zip(next(tmp_path.glob("pb-result_*.zip"))).files
    assert {name for name in files if "report" in name} == {
        "data/report.pdf",
        "data/report-plain.pdf",
        "data/report-projects.pdf",
    }


def test_an_edition_that_nobody_knows_is_named(record, tmp_path):
    result = CliRunner().invoke(pack, [str(record), "--to", str(tmp_path), "--edition", "braille"])
    assert result.exit_code == 2
    assert "'braille'" in result.output
    assert not list(tmp_path.glob("pb-result_*.zip"))
