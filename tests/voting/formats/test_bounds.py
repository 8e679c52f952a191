"""Limits of ballot files: what is one too many is refused, what is just enough is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pbdesk.i18n import render
from pbdesk.voting.formats.bounds import (
    MOST_BYTES,
    bytes_of,
    refuse_more,
    refuse_more_lines,
)
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.words import say


def test_as_many_lines_as_may_be_are_taken_and_one_more_is_refused():
    refuse_more_lines("x\n" * 9 + "x", 10)
    with pytest.raises(ImportRefused, match="more than"):
        refuse_more_lines("x\n" * 10 + "x", 10)


def test_the_sentence_names_what_is_too_many():
    refuse_more(3, 3, say("options"))
    with pytest.raises(ImportRefused) as refused:
        refuse_more(4, 3, say("options"))
    assert (
        render(refused.value.words)
        == "The file holds more than 3 options, which cannot be read."
    )


def test_a_file_that_is_too_large_or_none_is_refused_before_it_is_read_whole(
    tmp_path: Path,
):
    large = tmp_path / "large.pb"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(ImportRefused, match="larger than"):
        bytes_of(large)
    with pytest.raises(ImportRefused, match="cannot be opened"):
        bytes_of(tmp_path)
    with pytest.raises(ImportRefused, match="cannot be opened"):
        bytes_of(tmp_path / "missing.pb")


@pytest.mark.skipif(
    not hasattr(os, "mkfifo"),
    reason="Each system is asked in its own way.",
)
def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path):
    pipe = tmp_path / "pipe.pb"
    os.mkfifo(pipe)
    with pytest.raises(ImportRefused) as refused:
        bytes_of(pipe)
    assert (
        render(refused.value.words)
        == "“pipe.pb” cannot be opened: it is no file."
    )
