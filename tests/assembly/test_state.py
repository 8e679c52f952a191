"""State: folding, undo and redo, and that every kind of entry can be read, told and folded."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbdesk.app.desk import Desk
from pbdesk.assembly import ideas
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.i18n import render
from pbdesk.minutes.entries import Entry
from pbdesk.minutes.kinds import tag_of
from tests.assembly.said import said


def titles(desk):
    return [p.title for p in desk.state.ideas.by_id.values()]


def test_undo_takes_back_the_last_idea_and_redo_brings_it_again(evening):
    desk = evening("sealed").desk
    assert desk.do(ideas.receive, title="Benches") is None
    assert desk.do(ideas.receive, title="Lamps") is None
    assert desk.undo() is None
    assert titles(desk) == ["Benches"]
    assert desk.undo() is None
    assert titles(desk) == []
    assert desk.redo() is None
    assert desk.redo() is None
    assert titles(desk) == ["Benches", "Lamps"]
    assert said(desk.redo()) == "There is nothing to redo."


def test_undo_leaves_its_trace_in_the_record(evening):
    desk = evening("sealed").desk
    before = desk.entries
    assert desk.do(ideas.receive, title="Benches") is None
    assert desk.undo() is None
    assert [entry.type for entry in desk.record.entries(after=before)] == [
        "proposal.received",
        "undone",
    ]


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(st.sampled_from(["idea", "undo", "redo"]), max_size=12))
def test_reopening_after_any_ideas_undos_and_redos_shows_the_same_list(
    tmp_path_factory,
    steps,
):
    path = tmp_path_factory.mktemp("undo") / "a.pbdesk"
    desk = Desk.create(path, name="A", place="", day="2026-11-26")
    assert isinstance(desk, Desk)
    for i, step in enumerate(steps):
        act = {
            "idea": lambda i=i: desk.do(ideas.receive, title=f"Idea {i}"),
            "undo": desk.undo,
            "redo": desk.redo,
        }
        _ = act[step]()
    shown = titles(desk)
    desk.close()
    with Desk.open(path) as again:
        assert titles(again) == shown


def test_the_whole_evening_reads_back_as_it_was(evening):
    desk = evening("declared").desk
    state, path = desk.state, desk.record.path
    desk.close()
    with Desk.open(path, read_only=True) as again:
        assert replace(again.state, last=None) == replace(state, last=None)


def test_every_entry_of_the_evening_is_told_in_a_sentence(evening):
    desk = evening("declared").desk
    told = {render(ASSEMBLY.tell(r.entry, desk.state)) for r in desk.recorded}
    assert all(sentence and "{" not in sentence for sentence in told)


def test_every_kind_of_entry_has_a_tag_of_its_own():
    kinds = [kind for chapter in ASSEMBLY.chapters for kind in chapter.types]
    tags = [tag_of(kind) for kind in kinds]
    assert len(set(tags)) == len(tags)
    assert all(issubclass(kind, Entry) and kind.__doc__ for kind in kinds)
