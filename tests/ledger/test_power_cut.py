"""The power goes at any moment.

No acknowledged ballot is lost, at most one more is there, and the record opens.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.ledger.faults import cuts, loss

IMAGES = int(os.environ.get("PBDESK_IMAGES", "200"))
"""How many disks a power cut may leave are opened in this run; `make faults` opens 10,000 and more.
"""

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None,
    reason="strace is not on this machine",
)


def test_every_disk_that_a_power_cut_may_leave_holds_what_was_acknowledged(
    path: Path,
    tmp_path_factory,
):
    elsewhere = tmp_path_factory.mktemp("cut")
    images, sealed = 0, 0
    for acknowledged, files in cuts(path, elsewhere / "log", IMAGES):
        assert loss(elsewhere / "disk", acknowledged, files) == ""
        images, sealed = images + 1, sealed + ("sealed" in acknowledged)
    assert images >= IMAGES
    assert sealed


def test_the_usual_settings_would_lose_acknowledged_ballots(
    path: Path,
    tmp_path_factory,
):
    """Else the test above could not fail."""
    elsewhere = tmp_path_factory.mktemp("cut")
    usual = cuts(
        path,
        elsewhere / "log",
        IMAGES,
        "journal_mode = DELETE",
        "synchronous = NORMAL",
    )
    assert any(loss(elsewhere / "disk", *cut) for cut in usual)
