"""Fold: a long record is read in one go, and what comes out of it never changes again."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from pbdesk.app.desk import Desk
from pbdesk.app.sample.crowd import through_the_door
from pbdesk.assembly import ideas
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.ledger import chain
from pbdesk.minutes.fold import fold
from pbdesk.minutes.growing import joined, put, settled, to_grow
from pbdesk.minutes.kinds import Kind
from tests.evenings import evening_at


@pytest.fixture
def crowded(tmp_path):
    """The file of an open vote at which 300 people more were given a ballot and cast it."""
    evening = evening_at("door", tmp_path)
    with evening.desk as desk:
        through_the_door(evening, 300)
    return desk.record.path


def watched(kind: Kind, seen: dict[str, set[int]]) -> Kind:
    """The kind, whose folding notes which map each chapter was handed."""

    def watching(chapter, part):
        def apply(held, entry, at):
            seen.setdefault(f"{chapter.name}.{part}", set()).add(
                id(getattr(held, part)),
            )
            return chapter.apply(held, entry, at)

        return replace(chapter, apply=apply)

    parts = {
        "given_out": "stubs",
        "kiosk": "taken",
        "ideas": "by_id",
        "terms": "given",
    }
    chapters = [
        watching(each, parts[each.name]) if each.name in parts else each
        for each in kind.chapters
    ]
    return replace(kind, chapters=tuple(chapters))


def test_f10_no_map_is_copied_for_each_entry_that_is_folded(crowded):
    maps: dict[str, set[int]] = {}
    with Desk.open(crowded) as desk:
        state = fold(watched(ASSEMBLY, maps), desk.recorded)
        assert state.door == desk.state.door
    assert len(state.door.stubs) > 300
    asked = len(state.order)  # each question has clauses of its own
    wanted = dict.fromkeys(maps, 1) | {"terms.given": asked}
    assert {name: len(ids) for name, ids in maps.items()} == wanted
    assert len(maps) == 4


def test_f10_opening_a_file_reads_each_of_its_entries_once(
    crowded,
    monkeypatch,
):
    read, parse = list[str](), chain.parse

    def counted(text):
        read.append(text)
        return parse(text)

    monkeypatch.setattr(chain, "parse", counted)
    with Desk.open(crowded) as desk:
        assert len(read) == len(desk.recorded) > 900


def test_the_desk_adds_an_act_to_its_list_and_folds_only_that(crowded):
    with Desk.open(crowded) as desk:
        before, entries = desk.recorded, len(desk.recorded)
        untouched = desk.state.ideas
        assert desk.keep_draft("note", "half a sentence") is None
        assert desk.recorded is before
        assert len(before) == entries
        assert desk.state.ideas is untouched


def test_what_was_folded_stays_as_it_is_when_an_act_is_added(tmp_path):
    with evening_at("sealed", tmp_path).desk as desk:
        before = desk.state
        assert desk.do(ideas.receive, title="Benches") is None
        assert not before.ideas.by_id
        assert len(desk.state.ideas.by_id) == 1
        for part in (before.ideas.by_id, desk.state.ideas.by_id):
            assert isinstance(part, MappingProxyType)


def test_a_slice_grows_only_in_the_hands_of_a_fold():
    start = ideas.Ideas()
    growing = to_grow(start)
    assert put(growing.by_id, "a", 1) is growing.by_id
    assert put(start.by_id, "a", 1) == {"a": 1}
    assert not start.by_id
    assert settled(growing).by_id == {"a": 1}
    assert joined(frozenset("a"), "b") == frozenset("ab")
