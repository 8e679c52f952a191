"""M6: what an outside file asks of the computer grows no faster than the file.

Each reader gets a file, one of twice the size, of four times and of eight times. Compared is the
time that the processor worked, never what the clock says: a reader that goes back over what it has
read takes four times as long for twice as much.
"""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from pbdesk.i18n import ENGLISH, render
from pbdesk.ledger.refusals import RosterRefused
from pbdesk.ledger.roster import Preview, read_roster
from pbdesk.pack.contents import canonical, canonically_read
from pbdesk.pack.record import read_record
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.sign import read_sshsig
from pbdesk.pack.signers import read_revoked, read_signers
from pbdesk.pack.stamps import read_stamp
from pbdesk.pack.tables import reasons_in
from pbdesk.pack.updates import read_update
from pbdesk.pack.zipped import read_entries, written
from pbdesk.voting.formats import ImportRefused, read_ballots
from pbdesk.voting.formats.constraints import read_constraints
from pbdesk.voting.formats.policies import read_policies
from pbdesk.voting.profile import Profile, Project
from tests.ledger.lists import workbook
from tests.pack.sample import SIGNERS

REFUSED = ImportRefused, RosterRefused, PackRefused, ValueError
LONG_ENOUGH = 0.004
"""Seconds of the processor for the smallest file, so that what is measured is the reading."""
MOST_GROWTH = 2.6
"""For twice as much, on the mean of three doublings."""

HEAD = "META\nkey;value\nbudget;9\nvote_type;{kind}\n{more}PROJECTS\nproject_id;cost\n"
POLICY = '{"candidates": [%s], "rules": {"winnerElectionMode": "bottomsUp", "overvoteRule": "exhaustImmediately"}}'
QUADRATIC = '{"rulebook": {}, "projects": [{"id": "a"}], "ballots": [%s]}'
PROFILE = Profile.of("approval", [Project("A", 5)], 9, [({"A": 1}, 1)])


def pb(n: int, votes: str) -> str:
    head = (
        HEAD.format(kind="approval", more="")
        + "1;1\n2;1\nVOTES\nvoter_id;vote\n"
    )
    return head + "".join(f"{i};{votes}\n" for i in range(n))


def projects(n: int) -> str:
    lines = "".join(f"{i};1\n" for i in range(n))
    head = HEAD.format(kind="scoring", more="default_score;1\n")
    return f"{head}{lines}VOTES\nvoter_id;vote;points\n1;1;2\n"


BALLOTS: dict[str, Callable[[int], str | bytes]] = {
    "pabulib": lambda n: pb(n, "1,2"),
    "pabulib, quoted": lambda n: pb(n, '"1,2"'),
    "pabulib, empty lines": lambda n: pb(1, "1") + "\n" * n,
    "pabulib, projects": projects,
    "pabulib, one long cell": lambda n: pb(1, "1," * n),
    "preflib": lambda n: (
        "# TITLE: x\n# NUMBER ALTERNATIVES: 3\n" + "2: 1,{2,3}\n" * n
    ),
    "preflib, spaces in a name": lambda n: (
        f"# ALTERNATIVE NAME{' ' * n}x\n1: 1\n"
    ),
    "preflib, spaces in a head": lambda n: f"# TITLE{' ' * n}x\n1: 1\n",
    "preflib, letters in a head": lambda n: f"# TITLE{' A' * n}x\n1: 1\n",
    "preflib, spaces in a line": lambda n: f"# TITLE: x\n1{' ' * n}x\n",
    "preflib, one group": lambda n: (
        f"# TITLE: x\n# NUMBER ALTERNATIVES: 2\n1: {{{'1,' * n}x\n"
    ),
    "blt": lambda n: "3 1\n" + "1 1 2=3 0\n" * n + "0\n",
    "blt, spaces in the head": lambda n: f"2{' ' * n}x\n",
    "blt, empty lines": lambda n: "\n" * n + "2 1\n0\n",
    "blt, spaces in a name": lambda n: (
        f"2 1\n# ALTERNATIVE NAME{' ' * n}x\n0\n"
    ),
    "blt, one line": lambda n: f"2 1\n{'1 ' * n}x\n0\n",
    "scores": lambda n: "count,a,b\n" + "1,0,5\n" * n,
    "scores, options": lambda n: f"count{',a' * n}\n",
    "scores, spaces": lambda n: " " * n + "count,a\n1,1\n",
    "scores, one cell": lambda n: f'count,a\n1,"{"x" * n}"\n',
    "cast votes": lambda n: "choice 1,choice 2\n" + "a,b;c\n" * n,
    "cast votes, names": lambda n: (
        "choice 1\n" + "".join(f"a{i}\n" for i in range(n))
    ),
    "cast votes, headings": lambda n: "choice 1,rank" + " " * n + "x\na,b\n",
    "quadratic": lambda n: QUADRATIC % ",".join(['{"votes": {"a": 1}}'] * n),
    "quadratic, brackets": lambda n: '{"x": [' + "[]," * n + "[]]}",
    "quadratic, deep": lambda n: '{"x": ' + "[" * n,
    "quadratic, digits": lambda n: '{"x": ' + "9" * n + "}",
    "spreadsheet": lambda n: workbook(
        [["count", "a"], *[[1, i % 9] for i in range(n)]],
    ),
    "nothing": lambda n: "x " * n,
}
ROSTERS: dict[str, Callable[[int], str]] = {
    "register": lambda n: (
        "name,street\n" + "".join(f"Ann {i},x\n" for i in range(n))
    ),
    "register, one sign for many": lambda n: (
        "name\n" + f"{'\ufdfa' * 190}\n" * n
    ),
    "register, accents": lambda n: f"name\na{'\u0301\u0323' * n}\n",
    "register, columns": lambda n: f"name{',' * n}\n",
    "register, cells": lambda n: f"name\n{',' * n}\n",
    "register, empty lines": lambda n: "name" + "\n" * n,
}
PACKS: dict[str, tuple[Callable[[int], bytes], Callable[[bytes], object]]] = {
    "zip, one file": (lambda n: written({"a/b": b"x" * n}), read_entries),
    "result": (lambda n: canonical({"x": [[]] * n}), canonically_read),
    "result, names": (
        lambda n: canonical({str(i): i for i in range(n)}),
        canonically_read,
    ),
    "record, lines": (lambda n: b"{}\n" * n, read_record),
    "record, one line": (lambda n: b"[" * n + b"\n", read_record),
    "signers": (
        lambda n: (SIGNERS + "# x\n" * n).encode(),
        lambda d: read_signers(d.decode(), "a"),
    ),
    "signers, spaces": (
        lambda n: b"a" + b" " * n + b"x\n",
        lambda d: read_signers(d.decode(), "a"),
    ),
    "signers, options": (
        lambda n: b"a " + b"a," * n + b"\n",
        lambda d: read_signers(d.decode(), "a"),
    ),
    "revoked keys": (
        lambda n: b"x " * n + b"\n",
        lambda d: read_revoked(d.decode()),
    ),
    "signature": (
        lambda n: b"-----BEGIN SSH SIGNATURE-----\n" + b"A\n" * n,
        read_sshsig,
    ),
    "time stamp": (lambda n: b"0\x80" * n, lambda d: read_stamp(d, b"")),
    "table of a pack": (lambda n: b"a,b\r\n" * n, reasons_in),
    "sealed report": (
        lambda n: b"1 0 obj\n" + b" " * n + b"x",
        lambda d: read_update(d, 0),
    ),
}


@pytest.fixture(autouse=True, scope="module")
def _nothing_older() -> Iterator[None]:
    """What other tests keep is not gone through each time that garbage is collected here."""
    gc.freeze()
    yield
    gc.unfreeze()


def worked(read: Callable[[], object]) -> float:
    """Seconds that the processor worked, the better of two; what is refused was read too."""
    best = float("inf")
    for _ in range(2):
        gc.collect()
        gc.disable()
        begun = time.process_time()
        try:
            _ = read()
        except REFUSED:
            pass
        finally:
            best = min(best, time.process_time() - begun)
            gc.enable()
    return best


def growth(read_of: Callable[[int], Callable[[], object]]) -> float:
    """By how much reading grows for twice as much, on the mean of three doublings."""
    n, most = 512, 1 << 13
    first = worked(read_of(n))
    while first < LONG_ENOUGH and n < most:
        n *= 4
        first = worked(read_of(n))
    return (worked(read_of(8 * n)) / max(first, LONG_ENOUGH)) ** (1 / 3)


def of_file(
    path: Path,
    made: Callable[[int], str | bytes],
    read: Callable[[Path], object],
):
    def at(n: int) -> Callable[[], object]:
        content = made(n)
        path.write_bytes(
            content.encode() if isinstance(content, str) else content,
        )
        return lambda: read(path)

    return at


@pytest.mark.parametrize("kind", BALLOTS)
def test_m6_a_ballot_file_of_twice_the_size_takes_about_twice_the_work(
    kind,
    tmp_path,
):
    assert (
        growth(of_file(tmp_path / "file", BALLOTS[kind], read_ballots))
        <= MOST_GROWTH
    )


def _read(path: Path) -> Preview:
    return read_roster(path, date(2026, 11, 26))


@pytest.mark.parametrize("kind", ROSTERS)
def test_m6_a_register_of_twice_the_size_takes_about_twice_the_work(
    kind,
    tmp_path,
):
    assert (
        growth(of_file(tmp_path / "file.csv", ROSTERS[kind], _read))
        <= MOST_GROWTH
    )


@pytest.mark.parametrize("kind", PACKS)
def test_m2_a_part_of_a_pack_of_twice_the_size_takes_about_twice_the_work(kind):
    made, read = PACKS[kind]

    def at(n: int) -> Callable[[], object]:
        data = made(n)
        return lambda: read(data)

    assert growth(at) <= MOST_GROWTH


def test_m6_files_of_policies_and_constraints_take_work_by_their_size(tmp_path):
    def policies(n: int) -> str:
        return POLICY % ",".join(['{"name": "a"}'] * n)

    def constraints(n: int) -> str:
        return '{"exclusive": [' + ",".join(['["A"]'] * n) + "]}"

    path = tmp_path / "file.json"
    assert growth(of_file(path, policies, read_policies)) <= MOST_GROWTH
    read = lambda path: read_constraints(path, PROFILE)  # noqa: E731  one line is its whole name
    assert growth(of_file(path, constraints, read)) <= MOST_GROWTH


TOO_MUCH = {
    "100,000 options": "# NUMBER ALTERNATIVES: 99999\n1: 1\n",
    "100,000 columns": f"count{''.join(f',a{i}' for i in range(100_000))}\n",
    "100,000 names": "choice 1\n" + "".join(f"a{i}\n" for i in range(100_000)),
    "200,000 projects": projects(200_000),
    "a default score for too many": HEAD.format(
        kind="scoring",
        more="default_score;1\n",
    )
    + "".join(f"{i};1\n" for i in range(4_000))
    + "VOTES\nvoter_id;vote;points\n"
    + "".join(f"{i};{i};2\n" for i in range(1_000)),
    "brackets": '{"x": [' + "[]," * 3_000_000 + "[]]}",
    "lines": "3 1\n" + "1 1 0\n" * 600_000 + "0\n",
    "cells that are not there": "choice 1"
    + ",x" * 4_000
    + "\n"
    + "a\n" * 1_000,
    "bytes": "x" * 64_000_001,
}


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_m6_a_file_beyond_any_vote_is_refused_in_a_sentence(kind, tmp_path):
    path = tmp_path / "file"
    path.write_text(TOO_MUCH[kind])
    with pytest.raises(ImportRefused) as refused:
        read_ballots(path)
    assert re.search(
        "more than|larger than",
        render(refused.value.words, ENGLISH),
    )


def test_m6_a_name_that_stands_for_thousands_of_letters_is_refused_with_its_line(
    tmp_path,
):
    path = tmp_path / "list.csv"
    path.write_text("name\nAnn\n" + "\ufdfa" * 190 + "\n", "utf-8")
    found = _read(path)
    assert [row.name for row in found.rows] == ["Ann"]
    assert [remark.line for remark in found.refused] == [3]
