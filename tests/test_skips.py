"""A run that has CI set guards what it says: a skip is on the list, or it fails."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.skips import ALLOWED

SKIPPING = """
import pytest

{whole}
@pytest.mark.parametrize("reason", {reasons!r})
def test_something(reason):
    pytest.skip(reason)
"""


def outcome_of(folder: Path, *reasons: str, ci: str, whole: str = "") -> str:
    """The last line of a run of one test for each reason, skipped with it."""
    (folder / "test_skipping.py").write_text(
        SKIPPING.format(reasons=reasons, whole=whole),
    )
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "tests.conftest",
            "-c",
            os.devnull,
            folder,
        ],
        cwd=ROOT,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )
    return re.sub(r" in [0-9.]+s", "", ran.stdout.strip().splitlines()[-1])


def test_a_skip_that_is_on_the_list_is_one(tmp_path):
    assert outcome_of(tmp_path, *ALLOWED, ci="1") == f"{len(ALLOWED)} skipped"


def test_any_other_skip_fails_the_run_where_ci_is_set(tmp_path):
    reason = "no Chromium on this machine, so verify.html is not opened"
    assert outcome_of(tmp_path, reason, ci="1") == "1 failed"
    assert outcome_of(tmp_path, reason, ci="") == "1 skipped"


def test_a_whole_file_that_is_skipped_fails_it_too(tmp_path):
    whole = 'pytest.skip("not today", allow_module_level=True)'
    assert outcome_of(tmp_path, ci="1", whole=whole) == "1 error"


def test_every_reason_of_the_list_is_one_that_a_test_gives():
    given = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "tests").rglob("*.py")
    )
    own = (ROOT / "tests" / "skips.py").read_text(encoding="utf-8")
    assert [
        reason for reason in ALLOWED if given.count(reason) <= own.count(reason)
    ] == []
