"""F4: what was erased, or sealed, stands in no block of the disk any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger.raw import Found, erase, mounted, search, write

N, BALLOTS = 30, 40


def test_f4_after_erasing_and_sealing_a_raw_search_of_the_disk_finds_nothing(
    tmp_path: Path,
):
    with mounted(tmp_path) as disk:
        if disk is None:
            pytest.skip("no right to mount a file system here")
        keys = write(disk.folder, N, BALLOTS)
        before = search(disk.bytes(), keys, N, BALLOTS)
        assert before == Found(N, N, N, before.ballots), (
            "the search sees what is there"
        )
        keys += erase(disk.folder, N)
        assert search(disk.bytes(), keys, N, BALLOTS) == Found(0, 0, 0, 0)


def test_f4_a_raw_search_finds_what_is_only_deleted(tmp_path: Path):
    """Else the test above could not fail."""
    with mounted(tmp_path) as disk:
        if disk is None:
            pytest.skip("no right to mount a file system here")
        keys = write(disk.folder, N, BALLOTS)
        for each in disk.folder.glob("ward-7*"):
            each.unlink()
        found = search(disk.bytes(), keys, N, BALLOTS)
        assert (found.texts, found.people, found.keyed) == (N, N, N)
