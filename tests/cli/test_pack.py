"""`pbdesk pack`, as somebody types it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from pbdesk.assembly.answers import answer
from pbdesk.assembly.asked import items
from pbdesk.cli.follow import follow
from pbdesk.cli.pack import pack
from pbdesk.minutes import handover
from pbdesk.pack.bag import read_zip
from pbdesk.pack.chain import verify_chain
from pbdesk.pack.keys import make_key
from pbdesk.pack.verify import Brought, verify
from tests.conftest import ROOT
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


def test_an_assembly_whose_first_question_is_a_straw_poll_gets_its_pack(
    tmp_path,
):
    kept = ROOT / "tests" / "data" / "records" / "v1" / "several.pbdesk"
    path = Path(shutil.copy(kept, tmp_path / "several.pbdesk"))
    path.chmod(0o600)
    made = CliRunner().invoke(pack, [str(path), "--to", str(tmp_path)])
    assert made.exit_code == 0, made.output
    (found,) = tmp_path.glob("pb-result_*.zip")
    assert verify(found, None, None).verdict == "whole"


def test_it_is_said_that_names_are_not_looked_for_without_the_people_file(
    record,
    tmp_path,
):
    made = CliRunner().invoke(pack, [str(record), "--to", str(tmp_path)])
    assert made.exit_code == 0, made.output
    assert "names of people are not looked for" in made.stderr
    assert "names of people" not in made.stdout


def test_an_edition_that_nobody_knows_is_named(record, tmp_path):
    result = CliRunner().invoke(
        pack,
        [str(record), "--to", str(tmp_path), "--edition", "braille"],
    )
    assert result.exit_code == 2
    assert "'braille'" in result.output
    assert not list(tmp_path.glob("pb-result_*.zip"))


@pytest.fixture
def handed_over(tmp_path):
    """A record whose pack was handed over, and the key of its keeper."""
    desk = evening_at("declared", tmp_path).desk
    assert desk.do(handover.made, file="pack.zip", result="ab" * 32) is None
    assert desk.do(handover.handed_over, to="The clerk") is None
    item = items(desk.state)[0].id
    assert desk.do(answer, item=item, reply="accept", owner="Parks") is None
    desk.close()
    _ = make_key(tmp_path / "keeper.key", "weir kiosk lamp", "keeper")
    return desk.record.path


def test_a_pack_that_follows_is_made_signed_and_chained_to_the_one_before(
    handed_over,
    tmp_path,
):
    given = [str(handed_over), "answer", "--to", str(tmp_path)]
    first = CliRunner().invoke(
        follow,
        [*given, "--sign", f"keeper={tmp_path / 'keeper.key'}"],
        input="weir kiosk lamp\n",
    )
    assert first.exit_code == 0, first.output
    second = CliRunner().invoke(
        follow,
        [str(handed_over), "money", "--to", str(tmp_path)],
    )
    assert second.exit_code == 0, second.output
    one, two = (Path(ran.stdout.splitlines()[-2]) for ran in (first, second))
    assert "names of people are not looked for" in second.stderr
    assert read_zip(one).files["signatures/keeper.sshsig"]
    found = verify_chain([two, one], Brought())
    assert [link.kind for link in found.links] == ["result", "answer", "money"]
    assert [link.passed for link in found.links] == [False, True, True]


def test_nothing_follows_before_there_is_a_pack(record, tmp_path):
    ran = CliRunner().invoke(
        follow,
        [str(record), "answer", "--to", str(tmp_path)],
    )
    assert ran.exit_code == 1
    assert (
        "There is no pack that this could follow. Make it first." in ran.output
    )


def test_a_teller_does_not_sign_what_follows(handed_over, tmp_path):
    given = [
        str(handed_over),
        "answer",
        "--to",
        str(tmp_path),
        "--sign",
        "teller-1=key",
    ]
    ran = CliRunner().invoke(follow, given)
    assert (ran.exit_code, "facilitator, keeper" in ran.output) == (2, True)
