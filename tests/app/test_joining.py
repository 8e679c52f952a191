"""Nobody joins two sheets of one person (decision 40): 300 voters, three questions, one round.

The matcher is given all that is left when a whole evening was voted at the desk: the sealed file, byte
for byte and row for row, whatever lies beside it, the record with its order and times, and the pack.
Every ballot is another, so that it finds each voter's papers; it must not tell whose they are.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import combinations, count, permutations
from pathlib import Path

import numpy as np
import pytest

from pbdesk.app.chance import from_seed
from pbdesk.app.desk import Desk
from pbdesk.app.jobs.counting import count_now
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.register import add_people
from pbdesk.app.sample.evening import PASSPHRASE, Clock
from pbdesk.assembly import mandate, rulebook
from pbdesk.i18n import ENGLISH
from pbdesk.ledger.people import Particulars
from pbdesk.minutes.entries import Id
from pbdesk.pack.bag import read_zip
from pbdesk.questions import box, declaration, door, kiosk, sheet, terms, vote
from pbdesk.questions import count as counting
from pbdesk.questions.lot import draw_seed
from pbdesk.voting.styles import STYLES
from tests.asking import FOLLOWS, SHARED, SIGNERS, do
from tests.evenings import CHEAP

QUESTIONS = (Id("1"), Id("2"), Id("3"))
OPTIONS = ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel")
ORDERS = list(permutations(OPTIONS))
"""720 ways to rank six options: more than there are voters."""

type Texts = list[list[str]]
"""Each voter's ballot as the box keeps it, question by question."""


def evening(folder: Path, voters: int) -> tuple[Desk, Texts]:
    """Everybody ranks on all three questions, in an order of their own, one after the other."""
    desk = Desk.create(
        folder / "three.pbdesk",
        name="Three Questions",
        place="Hall",
        day="2026-11-26",
        source=from_seed(
            "joining",
            Clock(datetime(2026, 11, 26, 15, 0, tzinfo=UTC)),
        ),
        asks="choose",
    )
    assert isinstance(desk, Desk)
    desk.make_people(PASSPHRASE, CHEAP)
    _asked(desk)
    people = [
        Particulars(f"Voter {n:03}", "1 Mill Road") for n in range(voters)
    ]
    assert add_people(desk, people) is None
    desk.turn(QUESTIONS[0])
    do(desk, vote.open_vote)
    texts: Texts = [[] for _ in QUESTIONS]
    chance = random.Random(7)
    orders = [chance.sample(ORDERS, voters) for _ in QUESTIONS]
    for n, person in enumerate(sorted(desk.state.door.register)):
        do(
            desk,
            door.give,
            person=person,
            channel="kiosk",
            checked_with="known",
        )
        for at, question in enumerate(QUESTIONS):
            desk.turn(question)
            line = {each.title: each.project for each in desk.state.sheet.lines}
            marks = {
                line[title]: place
                for place, title in enumerate(orders[at][n], 1)
            }
            do(desk, kiosk.cast, stub=f"K{n + 1}", marks=marks)
            texts[at].append(STYLES["ordinal"].encode(marks))
    return desk, texts


def _asked(desk: Desk) -> None:
    for _ in QUESTIONS[1:]:
        do(desk, terms.ask, kind="choose")
    for question in QUESTIONS:
        desk.turn(question)
        for clause, value in {
            "question": f"Which tree, {question}?",
            **FOLLOWS,
        }.items():
            do(desk, mandate.set_charter, clause=clause, value=value)
        for clause, value in {"rule": "schulze", "quorum": 0}.items():
            do(desk, rulebook.set_rule, clause=clause, value=value)
        for name in OPTIONS:
            do(desk, terms.add_option, name=name)
    for clause, value in SIGNERS.items():
        do(desk, mandate.set_charter, clause=clause, value=value)
    for clause, value in SHARED.items():
        do(desk, rulebook.set_rule, clause=clause, value=value)
    do(desk, rulebook.seal)
    for question in QUESTIONS:
        desk.turn(question)
        do(desk, sheet.draw_up)


def sealed(desk: Desk) -> None:
    """Closed, reconciled, sealed, thrown for, counted and declared."""
    desk.turn(QUESTIONS[0])
    do(desk, vote.close_vote)
    for question in QUESTIONS:
        desk.turn(question)
        do(desk, box.reconcile, unreturned=0)
    do(desk, counting.seal_urn)
    do(desk, draw_seed, dice="3 5 1 6")
    for question in QUESTIONS:
        desk.turn(question)
        assert count_now(desk, silent) is None
        do(desk, declaration.declare)


def in_the_file(path: Path, texts: Texts) -> list[np.ndarray]:
    """Where each ballot lies in the bytes of the file."""
    file = path.read_bytes()
    return [
        np.array([file.index(text.encode()) for text in each]) for each in texts
    ]


def in_the_rows(desk: Desk, texts: Texts) -> list[np.ndarray]:
    """Which row each ballot is, as the desk reads the boxes."""
    found: list[np.ndarray] = []
    for question, each in zip(QUESTIONS, texts, strict=True):
        place = {
            text: n for n, (_, text) in enumerate(desk.record.ballots(question))
        }
        found.append(np.array([place[text] for text in each]))
    return found


def rho(one: np.ndarray, other: np.ndarray) -> float:
    """Spearman's rank correlation."""
    return float(
        np.corrcoef(one.argsort().argsort(), other.argsort().argsort())[0, 1],
    )


def matches(places: Sequence[np.ndarray]) -> list[float]:
    """How far the matcher joins two boxes, and each box with the order in which people voted."""
    voted = np.arange(len(places[0]))
    return [
        abs(rho(one, other)) for one, other in combinations([voted, *places], 2)
    ]


def beside(places: Sequence[np.ndarray]) -> float:
    """The share of voters two of whose papers lie next to each other among all papers."""
    parts = np.array_split(
        np.concatenate(places).argsort().argsort(),
        len(places),
    )
    return float(
        np.mean(
            [abs(one - other) == 1 for one, other in combinations(parts, 2)],
        ),
    )


def band(voters: int) -> float:
    """Where all twelve of Spearman's rho that are looked at lie in 99 of 100 random cases."""
    return 3.34 / np.sqrt(voters - 1)


def chance_by(
    monkeypatch: pytest.MonkeyPatch,
    draw: Callable[[int], bytes],
) -> None:
    """The ids of papers from here."""
    monkeypatch.setattr(secrets, "token_bytes", draw)


def test_sealed_file_record_and_pack_join_no_two_sheets_of_300_voters(
    tmp_path,
    monkeypatch,
):
    voters = 300
    chance_by(monkeypatch, random.Random(12).randbytes)
    desk, texts = evening(tmp_path, voters)
    with desk:
        assert len({text for each in texts for text in each}) == 3 * voters
        sealed(desk)
        path = desk.record.path
        for places in (in_the_file(path, texts), in_the_rows(desk, texts)):
            assert max(matches(places)) < band(voters)
            assert beside(places) < 4 / voters
        left = [
            each
            for each in tmp_path.iterdir()
            if each.is_file() and each != path
        ]
        for each in left:
            assert not any(
                text.encode() in each.read_bytes()
                for one in texts
                for text in one
            ), each
        _no_entry_tells(desk, texts)
        pack = make_pack(
            pack_source(desk),
            tmp_path,
            locale=ENGLISH,
            made=desk.state.about.day,
            progress=silent,
        )
        whole = b"\n".join(read_zip(pack.path).files.values())
        assert not any(text.encode() in whole for one in texts for text in one)
        assert b"kiosk" not in read_zip(pack.path).files["data/record.jsonl"]


def _no_entry_tells(desk: Desk, texts: Texts) -> None:
    """No entry of the record holds marks; those of casting have no time that tells an order."""
    for entry in desk.record.entries():
        body = str(entry.body)
        assert not any(text in body for one in texts for text in one)
        assert entry.type != "urn.count" or "at" not in entry.body


def test_the_matcher_finds_a_join_that_was_planted(tmp_path, monkeypatch):
    """Ids that follow the order of casting: rewriting the file would not help."""
    voters, ids = 60, count(1)
    chance_by(monkeypatch, lambda n: next(ids).to_bytes(n))
    desk, texts = evening(tmp_path, voters)
    with desk:
        sealed(desk)
        assert min(matches(in_the_rows(desk, texts))) > 0.9
        # within a page of the file the newest lies first
        assert min(matches(in_the_file(desk.record.path, texts))) > 1.5 * band(
            voters,
        )


def test_no_box_is_read_before_it_is_sealed(tmp_path):
    desk, texts = evening(tmp_path, 3)
    with desk, pytest.raises(ValueError, match="not sealed yet"):
        in_the_rows(desk, texts)
