"""Whatever bytes a file from outside holds, it is read or refused in one sentence.

Within two seconds and 300 MB. Records, people files and lists of people:
`tests/ledger/test_fuzz.py`; packs: `tests/pack/test_zipped.py`.
"""

from __future__ import annotations

import contextlib
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.app.jobs.answers import fields_of
from pbdesk.ledger.chain import parse
from pbdesk.pack.contents import read_result
from pbdesk.pack.keys import public_line, public_of
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.sign import read_sshsig, sshsig
from pbdesk.pack.signers import read_revoked
from pbdesk.pack.stamps import query, read_stamp
from pbdesk.voting.formats import ImportRefused, read_ballots
from pbdesk.voting.formats.constraints import read_constraints
from pbdesk.voting.formats.policies import read_policies
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import UnsupportedError
from tests.ledger.lists import workbook
from tests.pack.sample import Evening
from tests.pack.test_answers import PDF
from tests.vectors.stamps import Authority

PROFILE = Profile.of(
    "approval",
    [Project("A", 400), Project("B", 300)],
    900,
    [({"A": 1}, 2)],
)
BAG = Evening().signed()
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))

WHOLE: dict[str, bytes] = {
    "pabulib": b"META\nkey;value\nvote_type;approval\nrule;greedy\nbudget;900\n"
    b"PROJECTS\nproject_id;cost\n1;400\n2;300\nVOTES\nvoter_id;age;vote\n7;40;1,2\n8;;2\n",
    "preflib": b"# TITLE: x\n# DATA TYPE: toi\n# NUMBER ALTERNATIVES: 2\n# ALTERNATIVE NAME 1: a\n"
    b"# ALTERNATIVE NAME 2: b\n3: 1,{2}\n2: 2\n",
    "blt": b'2 1\n3 1 2 0\n2 2 0\n0\n"a"\n"b"\n"An election"\n',
    "scores": b"count,a,b\n2,0,\n1,5,3\n",
    "cast votes": b"Cast Vote Record,Precinct,Choice 1,Choice 2\n1,North,a,b\n2,South,b,overvote\n",
    "quadratic": b'{"rulebook": {"credits": 9, "unit": "votes"}, "projects": [{"id": "a", "cost": 4}],'
    b' "ballots": [{"id": "1", "votes": {"a": -2}}], "budget": 9}',
    "spreadsheet": workbook([["count", "a", "b"], [2, 0, None], [1, 5, 3]]),
    "constraints": b'{"caps": [{"name": "Parks", "most": 5000, "projects": ["A", "B"]}], "exclusive": [["A", "B"]]}',
    "policies": b'{"candidates": [{"name": "a"}], "rules": {"winnerElectionMode": "singleWinnerMajority",'
    b' "overvoteRule": "exhaustImmediately", "maxSkippedRanksAllowed": "1", "maxRankingsAllowed": "max",'
    b' "numberOfWinners": "1", "tiebreakMode": "random"}}',
    "response form": PDF,
    "time stamp": Authority().answer(query(BAG)),
    "signature": sshsig(KEY, BAG.signed),
    "signers": f"{public_line(public_of(KEY))}\n".encode(),
    "entry": BAG.files["data/result.json"],
}

FILES: dict[str, Callable[[Path], object]] = {
    **dict.fromkeys(
        (
            "pabulib",
            "preflib",
            "blt",
            "scores",
            "cast votes",
            "quadratic",
            "spreadsheet",
        ),
        read_ballots,
    ),
    "constraints": lambda path: read_constraints(path, PROFILE),
    "policies": read_policies,
    "response form": fields_of,
    "time stamp": lambda path: read_stamp(path.read_bytes(), BAG.signed),
    "signature": lambda path: read_sshsig(path.read_bytes()),
    "signers": lambda path: read_revoked(path.read_text("utf-8", "replace")),
    "entry": lambda path: [
        read(path.read_bytes())
        for read in (read_result, lambda data: parse(data.decode()))
    ],
}
REFUSALS = ImportRefused, PackRefused, UnsupportedError
CHECKED = {"signature", "entry"}
"""Read by checks that say themselves what does not hold: these raise ValueError."""

PIECE = st.binary(max_size=30) | st.sampled_from(
    [
        b'"',
        b"\n",
        b";",
        b",",
        b"{",
        b"}",
        b"[" * 40_000,
        b"-1",
        b"1e400",
        b"NaN",
        b"9" * 400,
        "\u202e".encode(),
        b"\0",
        "\u0661".encode(),
        b"\xff",
    ],
)


def changed(whole: bytes) -> st.SearchStrategy[bytes]:
    """The file with up to three pieces put in, cut short now and then; or a piece alone."""
    place = st.integers(0, len(whole))
    return PIECE | st.builds(
        _patched,
        st.just(whole),
        st.lists(st.tuples(place, PIECE), max_size=3),
        st.just(len(whole)) | place,
    )


def _patched(whole: bytes, pieces: list[tuple[int, bytes]], end: int) -> bytes:
    for at, piece in sorted(pieces, reverse=True):
        whole = whole[:at] + piece + whole[at:]
    return whole[:end]


@pytest.mark.parametrize("kind", FILES)
@given(data=st.data())
def test_any_bytes_are_read_or_refused_in_one_sentence(
    kind,
    data,
    tmp_path_factory,
):
    file = tmp_path_factory.getbasetemp() / f"any-{kind}"
    file.write_bytes(data.draw(changed(WHOLE[kind])))
    begun = time.process_time()
    with contextlib.suppress(
        *REFUSALS,
        *([ValueError] if kind in CHECKED else []),
    ):
        FILES[kind](file)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("kind", FILES)
def test_a_whole_file_is_read_in_little_memory(kind, tmp_path):
    file = tmp_path / "whole"
    file.write_bytes(WHOLE[kind])
    tracemalloc.start()
    assert FILES[kind](file) is not None
    assert tracemalloc.get_traced_memory()[1] < 300_000_000
    tracemalloc.stop()
