"""Checking somebody's pack in the window.

Dropped or chosen, by the clerk's list of keys, every check in words.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pbdesk.app.jobs.checking import Brought, verify_brought
from pbdesk.app.jobs.progress import Cancelled, silent
from pbdesk.i18n import render
from pbdesk.minutes.decision import Refusal
from pbdesk.pack.checks import CHECKS
from pbdesk.pack.verify import verify
from pbdesk.ui.pages.verify.page import VerifyPage
from pbdesk.ui.pages.verify.view import FAILED, LINKS, Found, found
from pbdesk.ui.shown import ATTENTION
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.folded import Folded
from pbdesk.ui.widgets.label import Label
from tests.pack.sample import ASSEMBLY, PB, SIGNERS
from tests.vectors.make import HERE

PACKS = HERE / "packs"
GENUINE = PACKS / "genuine-nothing-was-done.zip"


@pytest.fixture
def signers(tmp_path) -> Path:
    path = tmp_path / "allowed_signers"
    path.write_text(SIGNERS, encoding="utf-8-sig")
    return path


def texts(page) -> list[str]:
    QApplication.processEvents()
    return [
        label.text()
        for label in page.findChildren(Label)
        if label.isVisibleTo(page)
    ]


def said(pack: Path):
    return found(verify(pack, SIGNERS, ASSEMBLY))


def test_the_verdict_says_genuine_rehearsal_or_which_check_failed():
    assert render(said(GENUINE).verdict) == "Genuine"
    assert (
        render(said(PACKS / "genuine-a-rehearsal.zip").verdict)
        == "Genuine, but a rehearsal: not a result"
    )
    changed = said(PACKS / "check04-one-ballot-changed.zip")
    assert (render(changed.verdict), changed.sign) == ("Not genuine", FAILED)
    assert render(changed.meaning).startswith(
        "“data/assembly.pb” is not as “manifest-sha256.txt” has it. ",
    )
    assert changed.code == ()


def links(seen: Found) -> dict[str, tuple[str, str]]:
    return {
        render(link.name): (link.shape.icon, render(link.finding))
        for link in seen.links
    }


def test_genuine_says_who_signed_and_nothing_more_than_that():
    seen = said(GENUINE)
    assert render(seen.meaning) == (
        "The final result of “ward7-2026-11”, whole and unchanged: "
        "Facilitator, First teller and Second teller signed (3 keys)."
    )
    assert {shape for shape, _ in links(seen).values()} == {"circle-check"}


def test_the_verdict_calls_the_assembly_by_its_name_and_day_not_by_its_id():
    seen = replace(
        verify(GENUINE, SIGNERS, ASSEMBLY),
        name="Ward 7",
        day="2026-11-24",
    )
    assert render(found(seen).meaning).startswith(
        "The final result of “Ward 7” of 24\xa0November\xa02026, whole and unchanged: ",
    )
    nowhere = replace(seen, day="soon")
    assert "“ward7-2026-11”" in render(found(nowhere).meaning)


def test_who_holds_a_changed_pack_reads_what_to_do_and_who_holds_anothers_does_not():
    changed = said(PACKS / "check04-one-ballot-changed.zip")
    assert [render(words) for words, _ in changed.to_do] == [
        "Keep this copy as it is",
        "Ask for the pack again",
        "Tell whoever gave it to you",
    ]
    assert not said(GENUINE).to_do
    assert not found(verify(GENUINE, SIGNERS, "other-2026")).to_do


def test_a_pack_alone_is_found_whole_and_says_what_is_missing_and_where_it_comes_from():
    seen = found(verify(GENUINE, None, None))
    assert (render(seen.verdict), seen.sign) == (
        "Whole, but signed by whom?",
        ATTENTION,
    )
    assert links(seen) == {
        "Files": ("circle-check", "Whole and unchanged"),
        "Record": ("circle-check", "In order, to its end"),
        "Count": ("info", "Adds up, not counted again"),
        "Signatures": ("triangle-alert", "Not known to you"),
    }
    assert [render(words) for words, _ in seen.missing] == [
        "Which assembly it should be",
        "Whose keys count",
    ]
    assert "".join(seen.code).startswith("NY02A0QE")


def test_only_what_was_not_brought_is_called_missing():
    seen = found(verify(GENUINE, None, ASSEMBLY))
    assert [render(words) for words, _ in seen.missing] == ["Whose keys count"]


def test_the_pack_of_another_assembly_is_called_that_and_not_forged():
    seen = found(verify(GENUINE, SIGNERS, "other-2026"))
    assert render(seen.verdict) == "The pack of another assembly"
    assert "not of “other-2026”" in render(seen.meaning)
    assert links(seen)["Files"] == ("circle-check", "Whole and unchanged")
    assert links(seen)["Record"] == ("ring", "Not looked at")


def test_each_check_belongs_to_one_link():
    numbers = [
        number for link in LINKS for number in (*link.checks, *link.besides)
    ]
    assert sorted(numbers) == [check.number for check in CHECKS]


ONE_FOR_EACH_CHECK = {
    path.name[:7]: path for path in sorted(PACKS.glob("check*.zip"))
}


@pytest.mark.parametrize(
    "pack",
    ONE_FOR_EACH_CHECK.values(),
    ids=ONE_FOR_EACH_CHECK,
)
def test_what_is_wrong_breaks_a_link_and_shows_no_code(pack):
    seen = said(pack)
    assert FAILED in {link.shape for link in seen.links}
    assert seen.code == ()


def test_a_count_that_needs_the_auditor_copy_says_so():
    line = said(PACKS / "genuine-ballots-not-public.zip").lines[18]
    assert (line.passed, render(line.word)) == (None, "needs the auditor copy")


@pytest.fixture
def page(shell_at) -> VerifyPage:
    """The page in the real window, with no assembly open but the sample just begun."""
    shell = shell_at()
    shell.show_page("verify")
    return shell.places.page


def test_a_pack_is_checked_with_the_keyboard_once_all_is_written(
    page,
    qtbot,
    signers,
):
    page.take(GENUINE)
    page.form.go_to("assembly")
    qtbot.keyClicks(QApplication.focusWidget(), ASSEMBLY)
    page.form.set_values({"signers": str(signers)})
    page.check.setFocus()
    qtbot.keyClick(page.check, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Genuine" in texts(page))
    assert signatures_among(texts(page)) == 0
    folded = page.findChild(Folded).button
    folded.setFocus()
    qtbot.keyClick(folded, Qt.Key.Key_Space)
    assert signatures_among(texts(page)) == 1
    qtbot.keyClick(folded, Qt.Key.Key_Space)
    assert signatures_among(texts(page)) == 0


def signatures_among(seen: list[str]) -> int:
    return sum(text.startswith("12. Signatures, passed.") for text in seen)


def test_a_pack_is_checked_with_nothing_else_and_then_with_what_was_missing(
    page,
    qtbot,
    signers,
):
    page.take(GENUINE)
    assert QApplication.focusWidget() is page.check
    qtbot.keyClick(page.check, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Whole, but signed by whom?" in texts(page))
    assert "What is missing, and where it comes from" in texts(page)
    page.form.set_values({"assembly": ASSEMBLY, "signers": str(signers)})
    page.check.click()
    qtbot.waitUntil(lambda: "Genuine" in texts(page))
    assert "Whole, but signed by whom?" not in texts(page)


def test_what_is_missing_is_asked_for_where_it_is_missing(page):
    page.check.click()
    assert "Choose the pack first." in texts(page)
    kinds = [
        type(each)
        for each in page.form.field("pack").things()
        if each.isVisible()
    ]
    assert kinds[-2:] == [Label, Button], "right below what is typed"
    assert page.form.field("pack").has_focus()


@pytest.mark.parametrize(
    ("what", "where"),
    [
        ({"pack": "letter.txt"}, "pack"),
        ({"pack": "nowhere.zip"}, "pack"),
        ({"signers": "nowhere"}, "signers"),
        ({"signers": "letter.txt"}, "signers"),
        ({"revoked": "letter.txt"}, "revoked"),
        ({"ballots": "nowhere"}, "ballots"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_beside_its_field(
    what,
    where,
    tmp_path,
    signers,
):
    (tmp_path / "letter.txt").write_text("Dear clerk")
    given = {
        "pack": GENUINE,
        "signers": signers,
        **{name: tmp_path / file for name, file in what.items()},
    }
    for assembly in (ASSEMBLY, None):
        refusal = verify_brought(Brought(assembly=assembly, **given), silent)
        assert isinstance(refusal, Refusal)
        assert refusal.where == where


def test_the_auditor_s_ballots_are_counted_again(tmp_path, signers):
    (tmp_path / "assembly.pb").write_bytes(PB)
    came = verify_brought(
        Brought(
            PACKS / "genuine-ballots-not-public.zip",
            ASSEMBLY,
            signers,
            ballots=tmp_path / "assembly.pb",
        ),
        silent,
    )
    assert (
        next(check for check in came.checks if check.number == 19).passed
        is True
    )


def test_the_work_says_which_check_it_makes_and_can_be_stopped(signers):
    names = []

    def stop(done, _total, words):
        names.append(render(words))
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        verify_brought(Brought(GENUINE, ASSEMBLY, signers), stop)
    assert names == [
        "The zip opens",
        "One folder, nothing else",
        "The bag’s own words",
        "Contents by SHA-256",
    ]


def test_a_pack_dropped_on_the_window_is_shown_to_be_checked_and_the_way_back_is_there(
    shell_at,
    tmp_path,
):
    shell = shell_at("declared")
    shutil.copy(GENUINE, tmp_path / "pack.zip")
    before = shell.places.here
    shell.take([tmp_path / "pack.zip"])
    assert shell.places.here == "verify"
    assert shell.places.page.form.value("pack") == str(tmp_path / "pack.zip")
    shell.places.page.back.click()
    assert shell.places.here == before


def test_each_file_is_chosen_right_below_its_own_field(page):
    chosen = {
        name: [b.text() for b in form.field(name).findChildren(Button)]
        for form in (page.form, page.more)
        for name in form.names()
    }
    assert chosen == {
        "pack": ["Choose the pack"],
        "assembly": [],
        "signers": ["Choose the list of keys"],
        "revoked": ["Choose the revoked keys"],
        "ballots": ["Choose the ballots"],
    }


def test_what_was_found_is_read_with_the_arrow_keys_from_its_beginning(
    page,
    qtbot,
):
    page.show_found(verify(GENUINE, SIGNERS, ASSEMBLY))
    QApplication.processEvents()
    bar = page.pane.verticalScrollBar()
    assert (QApplication.focusWidget().accessibleName(), bar.value()) == (
        "Genuine",
        0,
    )
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown)
    assert bar.value() > 0
