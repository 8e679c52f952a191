"""The vectors against the commands of START-HERE.txt, which use nothing that pbdesk brought."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.pack.sample import SIGNERS
from tests.pack.test_start_here import commands, with_stock_tools
from tests.vectors.make import HERE

VECTORS = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))[
    "vectors"
]


def seen(pack: Path, folder: Path) -> bool:
    """Whether unpacking, or a step of START-HERE.txt, says that something is wrong."""
    into = folder / "unpacked"
    if subprocess.run(
        ["unzip", "-qo", pack, "-d", into],
        capture_output=True,
        check=False,
    ).returncode:
        return True
    tops = list(into.iterdir())
    (into / "allowed_signers").write_text(SIGNERS)
    if len(tops) != 1:
        return True
    ran = {
        step: subprocess.run(
            ["bash", "-ec", commands(step)],
            cwd=tops[0],
            capture_output=True,
            check=False,
        )
        for step in ("1\\. ", "2\\. ", "4\\. ")
    }
    return (
        any(found.returncode for step, found in ran.items() if step != "2\\. ")
        or ran["2\\. "].stdout != b""
    )


@with_stock_tools
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["file"])
def test_the_stock_commands_see_what_they_claim(vector, tmp_path):
    assert seen(HERE / "packs" / vector["file"], tmp_path) == vector["stock"]
