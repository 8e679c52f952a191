"""Heads leave the laptop.

Kept on a stick at the moments that matter, compared at opening, printed on slips.
"""

from __future__ import annotations

import shutil
import threading

import pytest
from PySide6.QtWidgets import QApplication

from pbdesk.app.jobs import mirror
from pbdesk.app.jobs.mirror import heads_path
from pbdesk.app.jobs.slips import checkpoint, checkpoint_sheet
from pbdesk.assembly import ideas
from pbdesk.i18n import ENGLISH, locale_of
from pbdesk.ledger.checkpoint import kept
from pbdesk.questions import count, declaration, vote
from pbdesk.ui.preview import Preview
from pbdesk.ui.saving import PATIENCE
from tests.evenings import evening_at
from tests.paper.reading import text_of


@pytest.fixture
def stick(tmp_path):
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def on(stick, shell) -> list[int]:
    path = heads_path(shell.session.desk, stick)
    return [head.seq for head in kept(path)] if path.exists() else []


def said(shell) -> str:
    return shell.frame.message.words if shell.frame.message.isVisible() else ""


def lines(shell):
    return {act.name: act for act in shell.menus.acts()}


def choose(shell, name: str) -> None:
    shell.menus.do(lines(shell)[name].key)


def test_choosing_a_stick_keeps_a_head_at_once_and_remembers_it(
    shell_at,
    stick,
):
    shell = shell_at("drawn-up")
    assert not lines(shell)["Keep the record’s code on the stick now"].possible
    choose(shell, "Keep the record’s codes on a stick…")
    assert on(stick, shell) == [shell.session.desk.entries]
    assert said(shell).startswith("The code of entry ")
    assert shell.heads.folder == stick
    assert lines(shell)["Keep the record’s code on the stick now"].possible


@pytest.mark.parametrize(
    ("moment", "decision"),
    [
        ("register", vote.open_vote),
        ("all-given", vote.close_vote),
        ("reconciled", count.seal_urn),
        ("counted", declaration.declare),
    ],
)
def test_a_head_is_kept_after_open_close_seal_and_declaration(
    shell_at,
    stick,
    qtbot,
    moment,
    decision,
):
    shell = shell_at(moment)
    choose(shell, "Keep the record’s codes on a stick…")
    shell.host.act(decision)
    entries = shell.session.desk.entries
    qtbot.waitUntil(lambda: on(stick, shell)[-1] == entries)
    assert len(on(stick, shell)) == 2


def test_an_act_in_between_leaves_the_stick_alone_until_it_is_asked(
    shell_at,
    stick,
):
    shell = shell_at("ideas")
    choose(shell, "Keep the record’s codes on a stick…")
    before = on(stick, shell)
    shell.host.act(
        ideas.receive,
        title="A bench",
        summary="",
        place="",
        wish=1000,
    )
    QApplication.processEvents()
    assert on(stick, shell) == before
    choose(shell, "Keep the record’s code on the stick now")
    assert on(stick, shell) == [*before, shell.session.desk.entries]


def test_nothing_is_kept_where_no_stick_was_chosen(shell_at, stick):
    shell = shell_at("register")
    shell.host.act(vote.open_vote)
    QApplication.processEvents()
    assert list(stick.iterdir()) == []
    assert not said(shell)


def test_a_stick_that_was_pulled_is_said_and_the_vote_is_open_all_the_same(
    shell_at,
    stick,
    qtbot,
):
    shell = shell_at("register")
    choose(shell, "Keep the record’s codes on a stick…")
    shutil.rmtree(stick)
    shell.host.act(vote.open_vote)
    qtbot.waitUntil(lambda: "took no code" in said(shell))
    assert shell.session.state.vote.is_open


def test_an_older_file_put_back_is_told_at_opening_and_again_after_the_passphrase(
    shell_at,
    stick,
    tmp_path,
):
    shell = shell_at("ideas")
    path = shell.host.desk.record.path
    old = shutil.copy(path, tmp_path / "old")
    shell.host.act(
        ideas.receive,
        title="A bench",
        summary="",
        place="",
        wish=1000,
    )
    choose(shell, "Keep the record’s codes on a stick…")
    shell.close_assembly()
    shutil.copy(old, path)
    shell.open(path)
    assert shell.places.here == "unlock"
    assert "older than the stick" in said(shell)
    shell.leave()
    assert "older than the stick" in said(shell)


def test_a_stick_that_is_slow_to_read_never_holds_the_window_up(
    shell_at,
    stick,
    tmp_path,
    qtbot,
    monkeypatch,
):
    shell = shell_at("ideas")
    path = shell.host.desk.record.path
    old = shutil.copy(path, tmp_path / "old")
    shell.host.act(
        ideas.receive,
        title="A bench",
        summary="",
        place="",
        wish=1000,
    )
    choose(shell, "Keep the record’s codes on a stick…")
    shell.close_assembly()
    shutil.copy(old, path)

    read = threading.Event()

    def slowly(heads):
        assert read.wait(60)
        return kept(heads)

    monkeypatch.setattr(mirror, "kept", slowly)
    shell.saving.patience = PATIENCE
    shell.open(path)  # it comes back although the stick has said nothing yet
    assert "older than the stick" not in said(shell)
    read.set()
    qtbot.waitUntil(lambda: "older than the stick" in said(shell))


def test_the_slip_shows_the_code_of_the_newest_entry_and_no_name(tmp_path):
    with evening_at("all-given", tmp_path).desk as desk:
        slip = checkpoint(desk)
        words = text_of(checkpoint_sheet(slip, ENGLISH))
        assert all(group in words for group in slip.head)
        assert (
            "Checkpoint 2: open" in words,
            f"Record entry {desk.entries}" in words,
        ) == (
            True,
            True,
        )
        assert f"Ballots given out {desk.state.door.given()}" in words
        assert len(slip.counts) == 4


@pytest.mark.parametrize(
    ("moment", "number"),
    [("register", 1), ("open", 2), ("closed", 3), ("urn", 4), ("declared", 5)],
)
def test_the_slip_is_numbered_by_how_far_the_evening_is(
    tmp_path,
    moment,
    number,
):
    with evening_at(moment, tmp_path).desk as desk:
        slip = checkpoint(desk)
        assert slip.number == number
        assert checkpoint_sheet(slip, locale_of("ar")).startswith(b"%PDF")


def test_the_slip_is_shown_as_it_will_be_printed(shell_at, qtbot):
    shell = shell_at("closed")
    choose(shell, "Print a checkpoint slip")
    qtbot.waitUntil(lambda: shell.findChild(Preview) is not None)
    assert shell.findChild(Preview).document.pageCount() == 1
