"""The vectors as files, against pbdesk: what another checker is measured by holds for ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pbdesk.cli import main
from tests.vectors.make import HERE, expected, vectors

EXPECTED = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
every_vector = pytest.mark.parametrize(
    "vector",
    EXPECTED["vectors"],
    ids=lambda vector: vector["file"],
)


@every_vector
def test_pbdesk_finds_what_was_done(vector):
    asked = [
        "verify",
        str(HERE / "packs" / vector["file"]),
        "--signers",
        str(HERE / EXPECTED["signers"]),
        "--assembly",
        EXPECTED["assembly"],
        "--json",
    ]
    result = CliRunner().invoke(main, asked)
    failed = [
        check["number"]
        for check in json.loads(result.stdout)["checks"]
        if check["passed"] is False
    ]
    assert next(iter(failed), None) == vector["fails"]
    assert result.exit_code == (1 if failed else 0)


def test_the_files_are_those_that_the_script_makes():
    assert (HERE / "expected.json").read_text(encoding="utf-8") == expected()
    made = {name: data for name, _, _, data in vectors()}
    assert made == {
        file.name: file.read_bytes() for file in (HERE / "packs").iterdir()
    }


def test_every_kind_of_check_has_its_vector():
    assert {vector["fails"] for vector in EXPECTED["vectors"]} == {
        None,
        *range(1, 24),
        25,
        27,
    }
    assert (
        sum(vector["fails"] is not None for vector in EXPECTED["vectors"]) >= 25
    )


def test_the_vectors_are_small():
    assert (
        sum(file.stat().st_size for file in Path(HERE, "packs").iterdir())
        < 4_500_000
    )
