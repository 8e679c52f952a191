"""H1: what the public record withholds cannot be found out from the pack."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import rfc8785

from pbdesk.app.jobs.pack_source import pack_source
from tests.evenings import evening_at

WITHHELD = {
    "batch.agreed",
    "batch.corrected",
    "box.opened",
    "kiosk.permit_taken",
    "paper.spoilt",
    "ballot.taken_back",
    "ballot.moved",
    "person.forgotten",
    "batch.added",
    "paper.reopened",
    "papers.added_up",
    "people.registered",
    "kiosk.skipped",
    "sheet.exchanged",
    "slips.scored",
    "stub.given",
    "urn.count",
    "urn.salvaged",
}
PLACE, TOLD = {"seq", "prev", "digest"}, {"seq", "prev", "digest", "type", "body", "random"}


@pytest.fixture(scope="module")
def lines(source) -> list[dict[str, Any]]:
    """The public record of the sample evening, as its pack has it."""
    return [json.loads(line) for line in source.record().splitlines()]


@pytest.fixture(scope="module")
def evening(tmp_path_factory):
    evening = evening_at("declared", tmp_path_factory.mktemp("withheld"))
    yield evening
    evening.desk.close()


def test_h1_a_withheld_line_says_its_place_and_its_digest_and_nothing_else(lines, evening):
    entries = list(evening.desk.record.entries())
    assert Counter(entry.type for entry in entries)["kiosk.permit_taken"] >= 56
    assert len(lines) == len(entries)
    for line, entry in zip(lines, entries, strict=True):
        assert line.keys() == (PLACE if entry.type in WITHHELD else TOLD), entry.type
    public = {line["type"] for line in lines if "type" in line}
    assert public.isdisjoint(WITHHELD)
    kinds = evening.desk.kind.by_tag.items()
    assert {tag for tag, kind in kinds if not kind.public} == WITHHELD


def test_h1_nothing_withheld_comes_back_by_guessing_what_it_may_say(lines, evening):
    """The guesses of the attack, with the right type, stub, number and second among them.

    They found 56 of 56 kiosk votes when a hash covered the body alone. A guesser who knows the
    whole body has 2^128 digests left to try for each.
    """
    digests = {line["digest"] for line in lines if "type" not in line}
    chances = [line["random"] for line in lines if "random" in line]
    entries = [entry for entry in evening.desk.record.entries() if entry.type in WITHHELD]
    for entry in entries:
        bodies = [entry.body, *_near(entry.body)]
        for chance in (None, "", "0" * 32, chances[0], chances[-1], entry.prev.hex()[:32]):
            for body in bodies if chance is None else bodies[:1]:
                assert digests.isdisjoint(_digests(entry.type, body, chance, entry))
    assert len({entry.random for entry in entries}) == len(entries)
    assert all(len(entry.random) * 8 == 128 for entry in entries)


def _near(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Bodies as somebody in the hall would guess them: a few seconds off, another number."""
    at = body.get("at")
    for seconds in range(-3, 4) if at else ():
        moved = datetime.fromisoformat(str(at)) + timedelta(seconds=seconds)
        yield {**body, "at": moved.isoformat(timespec="seconds")}
    for n in range(1, 70) if "n" in body else ():
        yield {**body, "n": n}


def _digests(tag: str, body: dict[str, Any], chance: str | None, entry: Any) -> set[str]:
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


def test_h1_what_is_reconciled_in_public_speaks_of_all_channels_together(lines, evening):
    (said,) = [line["body"] for line in lines if line.get("type") == "papers.reconciled"]
    state = evening.desk.state
    assert said["issued"] == sum(1 for _ in state.door.stubs)
    assert said["cast"] == state.box.reconciled.counted + state.box.reconciled.rejected + len(
        state.kiosk.taken
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
