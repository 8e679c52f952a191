"""The packs of all halls are brought together on a page, the dice thrown, the sum made and signed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pbdesk.app.sample.northside import begin_parent
from pbdesk.pack.bag import read_zip
from pbdesk.pack.verify import verify
from pbdesk.ui.pages import combining
from pbdesk.ui.pages.bringing_together import BringingTogether
from pbdesk.ui.widgets.label import Label
from tests.pack.halls import ROGUE
from tests.pack.test_combining import District, district
from tests.ui.watched import Watched, WatchedShell

__all__ = ["district"]


@pytest.fixture
def work(page_at, district: District, tmp_path: Path) -> BringingTogether:
    """The page over a copy of the parent's file, in the real window."""
    file = Path(shutil.copy(district.file, tmp_path / "district.pbparent"))
    found = page_at(combining.PAGE, file, 1000, 700).findChild(BringingTogether)
    assert found is not None
    return found


@pytest.fixture
def host(work: BringingTogether, window: WatchedShell) -> Watched:
    """What the page asked of the window."""
    assert isinstance(window.host, Watched)
    return window.host


def brought(work: BringingTogether, district: District, *packs: Path) -> None:
    work.take(packs)
    work.form.set_values({"signers": str(district.signers)}, keep_focused=False)
    work.begin()


def shown(work: BringingTogether) -> str:
    return "\n".join(label.text() for label in work.halls.findChildren(Label))


def test_three_packs_are_checked_thrown_for_counted_and_signed(
    work,
    host,
    district,
    tmp_path,
):
    brought(work, district, *district.packs)
    assert "3 of 3 halls are in." in host.announced
    host.folder = tmp_path / "sum"
    work.throw.click()
    thrown = str(work.dice.value("dice"))
    assert len(thrown) >= 4
    assert set(thrown) <= set("123456")
    work.make.click()
    (made,) = host.folder.glob("*.zip")
    for who in ("facilitator", "teller-1"):
        host.opens = district.keys / who
        work.signing.set_values(
            {"who": who, "passphrase": "three blue chairs"},
            keep_focused=False,
        )
        work.sign.click()
    found = verify(
        made,
        district.signers.read_text("utf-8"),
        district.parent.assembly,
    )
    assert found.verdict == "genuine", found.failed
    assert (
        b'"dice":"' + thrown.encode()
        in read_zip(made).files["data/result.json"]
    )


def test_the_file_of_the_parent_does_not_change(work, host, district, tmp_path):
    before = host.file.record.head
    brought(work, district, *district.packs)
    work.dice.set_values({"dice": "3 1 4 1"}, keep_focused=False)
    host.folder = tmp_path / "sum"
    work.make.click()
    assert list(host.folder.glob("*.zip"))
    assert host.file.record.head == before


def test_a_missing_hall_keeps_the_sum_from_being_made_until_it_is_left_out(
    work,
    host,
    district,
):
    brought(work, district, *district.packs[:2])
    assert "Missing" in shown(work)
    assert work.make.isHidden()
    work._leave_out(district.parent.halls[2].id, out=True)
    assert "Left out" in shown(work)
    assert not work.make.isHidden()
    work._leave_out(district.parent.halls[2].id, out=False)
    assert work.make.isHidden()


def test_a_forged_pack_is_named_in_words(work, district, tmp_path):
    keys = dict.fromkeys(("facilitator", "teller-1"), ROGUE)
    forged = replace(district.hall(2), keys=keys).write(tmp_path)
    brought(work, district, *district.packs[:2], forged)
    assert "Not genuine" in shown(work)
    assert "a key that is not theirs" in shown(work)
    assert work.make.isHidden()


def test_a_file_that_is_no_pack_is_named_by_its_name(work, district, tmp_path):
    (tmp_path / "notes.zip").write_bytes(b"no zip")
    brought(work, district, *district.packs, tmp_path / "notes.zip")
    assert "notes.zip" in shown(work)
    assert "Cannot be read" in shown(work)


def test_what_is_no_throw_is_said_at_the_dice_and_nothing_is_written(
    work,
    host,
    district,
    tmp_path,
):
    brought(work, district, *district.packs)
    work.dice.set_values({"dice": "7 7"}, keep_focused=False)
    host.folder = tmp_path / "sum"
    work.make.click()
    assert not host.folder.exists()


def test_packs_and_keys_are_asked_for_first(work, host, district):
    work.begin()
    assert host.banners == ["Choose the packs first."]
    work.take([district.packs[0]])
    work.begin()
    assert work.gathered is None


def test_a_folder_a_copy_and_keys_are_chosen_by_hand_and_let_go_again(
    work,
    host,
    district,
):
    host.folder = district.packs[0].parent.parent
    work._ask_folder()
    host.opens = district.signers
    work._ask_keys()
    work.begin()
    assert work.gathered is not None
    host.opens = district.packs[0]
    work._ask_pack()
    work._ask_copy()
    assert work.copies == [district.packs[0]]
    work.begin_again()
    assert (work.packs, work.copies, work.gathered) == ([], [], None)


def test_a_key_that_is_not_theirs_does_not_sign(work, host, district, tmp_path):
    brought(work, district, *district.packs)
    work.dice.set_values({"dice": "1234"}, keep_focused=False)
    host.folder = tmp_path / "sum"
    work.make.click()
    (made,) = host.folder.glob("*.zip")
    host.opens = district.keys / "facilitator"
    work.signing.set_values(
        {"who": "facilitator", "passphrase": "wrong"},
        keep_focused=False,
    )
    work.sign.click()
    assert not [
        name for name in read_zip(made).files if name.startswith("signatures/")
    ]
    host.opens = district.keys / "teller-1"
    work.signing.set_values(
        {"who": "facilitator", "passphrase": "three blue chairs"},
        keep_focused=False,
    )
    work.sign.click()
    assert not [
        name for name in read_zip(made).files if name.startswith("signatures/")
    ]


def test_before_the_export_there_is_nothing_to_bring_together(
    page_at,
    tmp_path,
):
    file = tmp_path / "young.pbparent"
    begin_parent(file).close()
    assert page_at(combining.PAGE, file).findChild(BringingTogether) is None
