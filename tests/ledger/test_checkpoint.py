"""Heads that left the laptop."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbdesk.ledger.checkpoint import Checkpoint, keep, kept


def test_a_mirror_gives_back_the_heads_it_was_given(tmp_path: Path):
    mirror = tmp_path / "heads.txt"
    heads = tuple(Checkpoint(n, bytes([n]) * 32) for n in (1, 5, 9))
    for head in heads:
        keep(mirror, head)
    assert kept(mirror) == heads


def test_a_line_cut_short_when_the_stick_was_pulled_is_passed_over(
    tmp_path: Path,
):
    mirror = tmp_path / "heads.txt"
    keep(mirror, Checkpoint(1, bytes(32)))
    mirror.write_bytes(mirror.read_bytes() + b"2 00ff\xff")
    assert kept(mirror) == (Checkpoint(1, bytes(32)),)


def test_the_next_head_after_a_cut_line_stands_on_a_line_of_its_own(
    tmp_path: Path,
):
    mirror = tmp_path / "heads.txt"
    mirror.write_bytes(b"2 00ff")
    keep(mirror, Checkpoint(3, bytes(32)))
    assert kept(mirror) == (Checkpoint(3, bytes(32)),)


def test_a_stick_that_is_gone_is_an_error(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        keep(tmp_path / "stick" / "heads.txt", Checkpoint(1, bytes(32)))


def test_a_slip_shows_eight_groups_of_four():
    assert Checkpoint(1, bytes(32)).groups == ("0000",) * 8
