"""The tables of chapters and kinds: who adds one is told every place that does not know it yet.

A chapter and a kind that do not exist are registered here, and the places that lack them are those
that the map in ARCHITECTURE.md names: no more, no fewer.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from types import MappingProxyType
from typing import get_args, get_type_hints

import pytest

import pbdesk.assembly
import pbdesk.halls
import pbdesk.jury
import pbdesk.minutes
import pbdesk.questions
from pbdesk.app import desk as desk_module
from pbdesk.app import kinds
from pbdesk.app.desk import Desk, OpenFile
from pbdesk.app.kinds import KINDS
from pbdesk.app.opening import open_file
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.i18n import render
from pbdesk.ledger.refusals import RecordRefused
from pbdesk.minutes.decision import Decided, Writing
from pbdesk.minutes.entries import Entry, clean
from pbdesk.minutes.fold import UNDONE
from pbdesk.minutes.growing import put
from pbdesk.minutes.kinds import Act, Chapter, Kind, tag_of
from pbdesk.minutes.steps import Progress, Step
from pbdesk.pack.bag import WHO
from pbdesk.questions.of import OfQuestion, OfRound
from pbdesk.ui.all_pages import PAGES
from pbdesk.words import Words, say
from tests.conftest import ROOT


class Parked(Entry, frozen=True, tag="test.parked"):
    """Bicycles were counted in the yard."""

    bicycles: int


@dataclass(frozen=True, slots=True)
class Yard:
    bicycles: int = 0


def park(yard: Yard, entry: Parked, _at: datetime) -> Yard:
    return replace(yard, bicycles=yard.bicycles + entry.bicycles)


def tell(entry: Parked, _state: object) -> Words:
    return say("{n} bicycles stood in the yard.", n=entry.bicycles)


YARD = Chapter("yard", "prepare", Parked, Yard(), park, tell)


class HearingOpened(Entry, frozen=True, tag="test.hearing_opened"):
    """A file was begun for one hearing."""

    name: str


class Heard(Entry, frozen=True, tag="test.heard"):
    """Somebody spoke."""

    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Hearing:
    name: str = ""
    said: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({}),
    )


@dataclass(frozen=True, slots=True)
class Case:
    """The state of a kind without a register, a pot or a vote."""

    hearing: Hearing = Hearing()
    drafts: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    last: Act | None = None
    registered: frozenset[str] = frozenset()

    def with_drafts(self, drafts):
        kept = self.drafts
        for draft in drafts:
            kept = put(kept, draft.key, draft.body)
        return replace(self, drafts=kept)

    def with_attached(self, _attachment):
        return self


def hear(
    hearing: Hearing,
    entry: HearingOpened | Heard,
    _at: datetime,
) -> Hearing:
    match entry:
        case HearingOpened(name=name):
            return replace(hearing, name=name)
        case Heard(who=who, words=words):
            return replace(hearing, said=put(hearing.said, who, words))


def told(entry: HearingOpened | Heard, _state: Case) -> Words:
    return say(
        "{name}",
        name=entry.name if isinstance(entry, HearingOpened) else entry.who,
    )


def open_hearing(
    state: Case,
    _moment,
    *,
    name: str,
    **_terms: object,
) -> Decided:
    return Writing(HearingOpened(clean(name)))


def speak(state: Case, _moment, *, who: str, words: str) -> Decided:
    return Writing(Heard(who, words))


CASE = Kind(
    tag="case",
    state=Case,
    opens=HearingOpened,
    chapters=(
        Chapter(
            "hearing",
            "hear",
            HearingOpened | Heard,
            Hearing(),
            hear,
            told,
        ),
        UNDONE,
    ),
    start=open_hearing,
    steps=(
        Step(
            "hear",
            say("Hear"),
            ("courtyard",),
            missing=lambda _: (),
            progress=lambda _: Progress.UNDER_WAY,
            note=lambda _: say("Under way"),
            go=lambda _: say("Hear"),
        ),
    ),
    pages=("courtyard",),
    public=lambda state: state.hearing.name,
    signers=MappingProxyType({"bailiff": say("Bailiff")}),
    ending=".case",
    word=say("a hearing"),
)


def lacking(kind: Kind, listed: tuple[Kind, ...] = KINDS) -> set[str]:
    """The places that do not know something of a kind, as the map names them."""
    home = f"{kind.state.__module__.split('.')[1]}/"
    shown = {page.name for page in PAGES}
    steps = {step.name for step in kind.steps}
    named = [each for each in kind.chapters if each.name is not None]
    slices = {
        of: {each.name for each in fields(part.type)}
        for of, part in kind.parts.items()
    }
    slices[""] = {each.name for each in fields(kind.state)}
    places = {
        f"{home}state.py": all(each.name in slices[each.of] for each in named),
        f"{home}kind.py": kind.opens in kind.by_type,
        f"{home}steps.py": {each.step for each in named} <= steps,
        "ui/all_pages.py": set(kind.pages) <= shown
        and {page for step in kind.steps for page in step.pages}
        <= set(kind.pages),
        "pack/bag.py": set(kind.signers) <= set(WHO),
        "app/kinds.py": kind in listed,
    }
    return {place for place, knows in places.items() if not knows}


def unlisted(*more: type[Entry]) -> set[type[Entry]]:
    """Entries that a file declares, and no chapter of any kind has; parts of entries aside."""
    known = {entry for kind in KINDS for entry in kind.by_type}
    parts = {part for entry in known for part in _parts(entry)}
    return {*_declared(), *more} - known - parts


def _declared() -> Iterator[type[Entry]]:
    for floor in (
        pbdesk.minutes,
        pbdesk.questions,
        pbdesk.assembly,
        pbdesk.jury,
        pbdesk.halls,
    ):
        for module in pkgutil.walk_packages(
            floor.__path__,
            f"{floor.__name__}.",
        ):
            for found in vars(importlib.import_module(module.name)).values():
                if (
                    isinstance(found, type)
                    and issubclass(found, Entry)
                    and _is_written(found)
                ):
                    yield found


def _is_written(entry: type[Entry]) -> bool:
    """Whether the class is an entry itself, and not what others of a part have in common."""
    return entry not in {Entry, OfQuestion, OfRound}


def _parts(entry: type[Entry]) -> Iterator[type]:
    for hint in get_type_hints(entry).values():
        yield from (
            part for part in (hint, *get_args(hint)) if isinstance(part, type)
        )
        for part in get_args(hint):
            if isinstance(part, type) and issubclass(part, Entry):
                yield from _parts(part)


def places_in_the_map(wish: str) -> set[str]:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    row = re.search(rf"^\| {wish} \| (.+) \|$", text, re.MULTILINE)
    assert row, wish
    return set(re.findall(r"`([\w./]+\.py)`", row[1]))


def test_every_kind_that_there_is_is_known_everywhere():
    assert {kind.tag: lacking(kind) for kind in KINDS} == {
        kind.tag: set() for kind in KINDS
    }
    assert {name for kind in KINDS for name in kind.pages} == {
        page.name for page in PAGES
    }
    assert {who for kind in KINDS for who in kind.signers} <= set(WHO)


def test_every_slice_of_a_state_starts_as_its_chapter_says():
    for kind in KINDS:
        new = {of: part.type() for of, part in kind.parts.items()} | {
            "": kind.state(),
        }
        for chapter in kind.chapters:
            assert (
                chapter.name is None
                or getattr(new[chapter.of], chapter.name) == chapter.start
            )


def test_every_entry_that_a_file_declares_is_in_a_chapter_and_in_one_only():
    assert not unlisted()
    for kind in KINDS:
        each = [entry for chapter in kind.chapters for entry in chapter.types]
        assert len(each) == len(set(each))
        assert len({tag_of(entry) for entry in each}) == len(each)


def test_a_chapter_is_missed_in_just_the_places_that_the_map_names():
    places = {"assembly/kind.py"} if unlisted(Parked) == {Parked} else set()
    listed = replace(ASSEMBLY, chapters=(*ASSEMBLY.chapters, YARD))
    places |= lacking(listed, (listed,))
    assert {"assembly/x.py", *places} == places_in_the_map(
        "add a chapter of an assembly",
    )
    new_step = replace(
        listed,
        chapters=(*ASSEMBLY.chapters, replace(YARD, step="park")),
    )
    assert lacking(new_step, (new_step,)) == places - {"assembly/kind.py"} | {
        "assembly/steps.py",
    }


def test_a_kind_is_missed_in_just_the_places_that_the_map_names():
    places = {
        place for place in lacking(CASE) if not place.startswith("test_tables/")
    }
    assert {"x/kind.py", "x/state.py", *places} == places_in_the_map(
        "add a kind of file",
    )


@pytest.fixture
def with_cases(monkeypatch):
    listed = (*KINDS, CASE)
    monkeypatch.setattr(
        desk_module,
        "kind_of",
        lambda first: kinds.kind_of(first, listed),
    )


def test_a_file_of_another_kind_is_begun_written_undone_and_opened_by_its_first_entry(
    with_cases,
    tmp_path,
):
    path = tmp_path / "case.pbdesk"
    desk = OpenFile.create(
        path,
        kind=CASE,
        name="The yard",
        place="",
        day="2026-11-26",
    )
    assert isinstance(desk, OpenFile)
    with desk:
        assert desk.do(speak, who="Ann", words="It is too small.") is None
        assert desk.do(speak, who="Bo", words="It is wet.") is None
        assert desk.undo() is None
        state = desk.state
    with pytest.raises(RecordRefused) as refused:
        Desk.open(path)
    assert (
        render(refused.value.words)
        == "“case.pbdesk” is a hearing, and not an assembly."
    )
    with open_file(path) as again:
        assert again.kind is CASE
        assert (
            again.state.hearing
            == state.hearing
            == Hearing("The yard", {"Ann": "It is too small."})
        )
        told = [
            render(CASE.tell(each.entry, again.state))
            for each in again.recorded
        ]
        assert told == ["The yard", "Ann", "Bo", "Entry 3 was undone."]


def test_a_file_of_a_kind_that_nobody_lists_is_refused_in_a_sentence(
    tmp_path,
    with_cases,
    monkeypatch,
):
    path = tmp_path / "case.pbdesk"
    OpenFile.create(
        path,
        kind=CASE,
        name="The yard",
        place="",
        day="2026-11-26",
    ).close()
    monkeypatch.setattr(desk_module, "kind_of", kinds.kind_of)
    with pytest.raises(RecordRefused, match="entries of a later version"):
        open_file(path)
