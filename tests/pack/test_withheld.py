"""H1: what the public record withholds cannot be found out from the pack."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.app.sample.evening import Evening, play
from pbdesk.i18n import ENGLISH
from pbdesk.pack.bag import read_zip
from pbdesk.questions import door, kiosk
from tests.evenings import evening_at
from tests.pack import guessing
from tests.paper.reading import text_of

WITHHELD = {
    "batch.agreed",
    "batch.corrected",
    "box.opened",
    "door.kept",
    "kiosk.permit_taken",
    "paper.spoilt",
    "ballot.taken_back",
    "ballot.moved",
    "person.forgotten",
    "batch.added",
    "paper.reopened",
    "papers.added_up",
    "people.registered",
    "proposer.kept",
    "proposer.told",
    "kiosk.skipped",
    "sheet.exchanged",
    "slips.scored",
    "staff.forgotten",
    "staff.named",
    "stub.given",
    "urn.count",
    "urn.salvaged",
}
PLACE, TOLD = (
    {"seq", "prev", "digest"},
    {"seq", "prev", "digest", "type", "body", "random"},
)


KIOSK = 60
"""So many vote at the kiosk."""


@pytest.fixture(scope="module")
def evening(tmp_path_factory) -> Iterator[Evening]:
    """The sample evening, with some more voters at the kiosk."""
    evening = evening_at("all-given", tmp_path_factory.mktemp("withheld"))
    state = evening.desk.state
    came = {given.person for given in state.door.stubs.values()}
    projects = [line.project for line in state.sheet.lines]
    for person in sorted(set(state.door.register) - came)[
        : KIOSK - len(state.kiosk.taken)
    ]:
        stub = door.next_stub(evening.desk.state.door, "kiosk")
        evening.do(
            door.give,
            person=person,
            channel="kiosk",
            checked_with="letter",
        )
        evening.do(kiosk.cast, stub=stub, marks=dict.fromkeys(projects[:2], 1))
    yield play(evening)
    evening.desk.close()


@pytest.fixture(scope="module")
def pack(evening, tmp_path_factory) -> Path:
    """The zip of its pack: all that a stranger has."""
    made = make_pack(
        pack_source(evening.desk),
        tmp_path_factory.mktemp("handed-over"),
        locale=ENGLISH,
        made=evening.desk.state.about.day,
        progress=silent,
    )
    return made.path


@pytest.fixture(scope="module")
def lines(pack) -> list[dict[str, Any]]:
    """The public record, as the pack has it."""
    return guessing.record_in(pack)


def test_h1_a_withheld_line_says_its_place_and_its_digest_and_nothing_else(
    lines,
    evening,
):
    entries = list(evening.desk.record.entries())
    assert (
        Counter(entry.type for entry in entries)["kiosk.permit_taken"] == KIOSK
    )
    assert len(lines) == len(entries)
    for line, entry in zip(lines, entries, strict=True):
        assert line.keys() == (PLACE if entry.type in WITHHELD else TOLD), (
            entry.type
        )
    public = {line["type"] for line in lines if "type" in line}
    assert public.isdisjoint(WITHHELD)
    kinds = evening.desk.kind.by_tag.items()
    assert {tag for tag, kind in kinds if not kind.public} == WITHHELD


def test_h1_nothing_withheld_comes_back_by_guessing_what_it_may_say(
    lines,
    evening,
):
    """The guesses of the attack, with the right type, stub, number and second among them.

    They found 56 of 56 kiosk votes when a hash covered the body alone. A guesser who knows the
    whole body has 2^128 digests left to try for each.
    """
    digests = {line["digest"] for line in lines if "type" not in line}
    chances = [line["random"] for line in lines if "random" in line]
    entries = [
        entry
        for entry in evening.desk.record.entries()
        if entry.type in WITHHELD
    ]
    for entry in entries:
        bodies = [entry.body, *_near(entry.body)]
        for chance in (
            None,
            "",
            "0" * 32,
            chances[0],
            chances[-1],
            entry.prev.hex()[:32],
        ):
            for body in bodies if chance is None else bodies[:1]:
                assert digests.isdisjoint(
                    _digests(entry.type, body, chance, entry),
                )


def test_h1_a_day_of_guessing_at_60_kiosk_votes_finds_none_but_by_one_in_a_trillion(
    lines,
    evening,
):
    """A million million guesses a second, each with type, stub, second and number right."""
    entries = list(evening.desk.record.entries())
    space = guessing.space_of(lines)
    assert (
        space.entries
        == sum(entry.type in WITHHELD for entry in entries)
        > 2 * KIOSK
    )
    assert space.bits == 128
    assert space.found_in_a_day(1e12) < 1e-12
    assert space.years(1e12) > 1e15
    assert "10^" in space.told(guessing.guesses_a_second(0.01))


def test_h1_each_of_the_128_bits_is_chance_in_every_entry(evening):
    """Else the space would be smaller than it looks; a count or a repeated half is told at once."""
    chances = [
        int.from_bytes(entry.random) for entry in evening.desk.record.entries()
    ]
    assert all(
        len(entry.random) == 16 for entry in evening.desk.record.entries()
    )
    steps = [one ^ other for one, other in pairwise(chances)]
    for these in (chances, steps):
        for bit in range(128):
            share = sum(one >> bit & 1 for one in these) / len(these)
            assert 0.3 < share < 0.7, bit
    assert len(set(chances)) == len(chances)
    assert len({one & (2**64 - 1) for one in chances}) == len(chances)


def test_h1_no_cheap_chance_opens_a_kiosk_vote_whose_every_word_is_known(
    pack,
    lines,
    evening,
):
    """Everything in the zip, counts, hashes of both, and the clock's own second as the chance."""
    withheld = {line["digest"] for line in lines if "type" not in line}
    seen = sorted(guessing.in_the_zip(read_zip(pack).files))
    assert {line["random"] for line in lines if "random" in line} <= set(seen)
    chances = [*seen, *guessing.derived(seen)]
    taken = [
        entry
        for entry in evening.desk.record.entries()
        if entry.type == "kiosk.permit_taken"
    ]
    for entry in taken[:: KIOSK // 3]:
        at = datetime.fromisoformat(entry.body["at"]).timestamp()
        for chance in (*chances, *guessing.by_the_clock(at)):
            assert (
                guessing.digest_of(entry.type, entry.body, chance)
                not in withheld
            )
        assert (
            guessing.digest_of(entry.type, entry.body, entry.random.hex())
            in withheld
        )


def test_h1_no_file_of_the_pack_names_a_kiosk_vote_by_time_stub_or_person(
    pack,
    evening,
):
    files = read_zip(pack).files
    told = [
        text_of(data) if data[:5] == b"%PDF-" else data.decode()
        for data in files.values()
    ]
    everything = "\n".join(told)
    assert (
        "19:02" in everything
    )  # when the vote closed is public; else the below could not fail
    entries = list(evening.desk.record.entries())
    public = {
        str(entry.body.get("at"))
        for entry in entries
        if entry.type not in WITHHELD
    }
    for entry in entries:
        if entry.type == "kiosk.permit_taken":
            assert (
                entry.body["at"] in public or entry.body["at"] not in everything
            )
            assert f'"{entry.body["stub"]}"' not in everything
    assert not any(
        person in everything for person in evening.desk.state.door.register
    )


def _near(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Bodies as somebody in the hall would guess them: a few seconds off, another number."""
    at = body.get("at")
    for seconds in range(-3, 4) if at else ():
        moved = datetime.fromisoformat(str(at)) + timedelta(seconds=seconds)
        yield {**body, "at": moved.isoformat(timespec="seconds")}
    for n in range(1, 70) if "n" in body else ():
        yield {**body, "n": n}


def _digests(
    tag: str,
    body: dict[str, Any],
    chance: str | None,
    entry: Any,
) -> set[str]:
    """What would stand in the line if the digest were made in one of these ways."""
    told: dict[str, Any] = {"type": tag, "body": body}
    if chance is not None:
        told["random"] = chance
    place = {"seq": entry.seq, "prev": entry.prev.hex(), **told}
    return {
        hashlib.sha256(head + rfc8785.dumps(said)).hexdigest()
        for head, said in (
            (b"\0pbdesk/entry/2\0", told),
            (b"\0pbdesk/event/1\0", place),
            (b"\0pbdesk/event/2\0", place),
            (b"", told),
        )
    }


def test_h1_what_is_reconciled_in_public_speaks_of_all_channels_together(
    lines,
    evening,
):
    (said,) = [
        line["body"]
        for line in lines
        if line.get("type") == "papers.reconciled"
    ]
    state = evening.desk.state
    assert said["issued"] == sum(1 for _ in state.door.stubs)
    assert said[
        "cast"
    ] == state.box.reconciled.counted + state.box.reconciled.rejected + len(
        state.kiosk.taken,
    )
    assert said.keys() == {
        "issued",
        "cast",
        "spoilt",
        "unreturned",
        "missing",
        "explanation",
        "question",
        "act",
        "at",
    }


def test_h1_the_auditor_finds_every_withheld_body_under_its_digest(evening):
    source = pack_source(evening.desk)
    told = [json.loads(line) for line in source.record().splitlines()]
    for line, entry in zip(told, evening.desk.record.entries(), strict=True):
        assert line["digest"] == entry.digest.hex()
