"""What is done with a pack once it is made.

The auditor copy, a time stamp, the form that comes back filled in.
"""

from __future__ import annotations

import errno
import importlib
import os
from typing import Any

import pytest

from pbdesk.app.jobs.signing import sign_pack
from pbdesk.minutes import handover
from pbdesk.pack import whole
from pbdesk.pack.bag import read_zip
from pbdesk.pack.keys import make_key
from pbdesk.pack.stamps import query
from pbdesk.pack.zipped import read_entries
from pbdesk.ui.pages.pack.page import PackPage
from pbdesk.ui.widgets.folded import Folded
from tests.pack import test_answers
from tests.ui.pages.test_pack import SECRET, button, pack_of, texts
from tests.vectors.stamps import Authority

pyrage: Any = importlib.import_module("pyrage")  # it brings no types


def only_the_report_and_sealed(page: PackPage) -> None:
    page.editions.set_value(())
    page.seal.set_value(True)


@pytest.fixture
def made(made_at) -> PackPage:
    """The page after a sealed pack was made beside the record."""
    page = made_at("sealed", only_the_report_and_sealed)
    for seldom in page.findChildren(Folded):
        seldom.reveal()
    return page


def test_a_ticked_seal_is_on_the_report_and_the_checks_say_so(made, tmp_path):
    assert (
        b"/SubFilter /ETSI.CAdES.detached"
        in read_zip(pack_of(made)).files["data/report.pdf"]
    )
    assert (
        sign_pack(
            made.host.desk,
            pack_of(made),
            "facilitator",
            make_key(tmp_path / "k", SECRET, "k"),
        )
        is None
    )
    made.refresh()
    button(made, "Check the pack").click()
    button(made, "What each check found").click()
    assert any(
        "and sealed; the seal holds" in text for text in texts(made.made)
    )


def test_the_auditor_copy_is_locked_to_the_key_that_was_given(made):
    auditor = pyrage.x25519.Identity.generate()
    made.made.auditor.keys.set_value(str(auditor.to_public()))
    button(made, "Make the auditor copy").click()
    [copy] = pack_of(made).parent.glob("pb-auditor_*.zip.age")
    files = {
        entry.name
        for entry in read_entries(pyrage.decrypt(copy.read_bytes(), [auditor]))
    }
    assert files == {
        "READ-ME.txt",
        "assembly.pb",
        "record.jsonl",
        "said.json",
        "result.json",
    }
    assert any(
        text.startswith(f"“{copy.name}” is in") for text in texts(made.made)
    )


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", "Write the auditor’s public key. “age-keygen” makes one."),
        (
            "ssh-ed25519",
            "“ssh-ed25519” is not an auditor’s public key: those begin with “age1”.",
        ),
    ],
)
def test_a_key_that_is_no_auditor_s_is_refused_beside_the_field(
    key,
    said,
    made,
):
    made.made.auditor.keys.set_value(key)
    button(made, "Make the auditor copy").click()
    assert made.made.auditor.keys.is_wrong()
    assert said in texts(made.made)
    assert not list(pack_of(made).parent.glob("pb-auditor*"))


def test_a_time_stamp_is_asked_for_and_its_answer_taken_in(made, tmp_path):
    button(made, "Write the query").click()
    asked = pack_of(made).with_suffix(".tsq").read_bytes()
    assert asked == query(read_zip(pack_of(made)))
    made.host.opens = tmp_path / "answer.tsr"
    made.host.opens.write_bytes(Authority().answer(asked))
    signed = read_zip(pack_of(made)).signed
    button(made, "Take the answer in").click()
    bag = read_zip(pack_of(made))
    assert (bag.signed, bag.files["tsa/1.tsr"]) == (
        signed,
        made.host.opens.read_bytes(),
    )
    made.host.opens.write_bytes(b"no answer")
    button(made, "Take the answer in").click()
    assert made.host.banners[-1].startswith("This time stamp is not taken")


def test_a_filled_form_is_shown_before_it_is_recorded(made, tmp_path):
    made.host.act(handover.handed_over, to="Dana Reed")
    made.refresh()
    button(made, "The form to fill in").click()
    _, pdf, _ = made.host.previews[-1]
    made.host.opens = test_answers.filled(tmp_path, test_answers.whole(), pdf)
    button(made, "Read a filled form").click()
    assert any(
        text.startswith("Read from the form of") for text in texts(made.made)
    )
    assert not made.host.state.answers.by_item
    button(made, "Record these answers").click()
    assert len(made.host.state.answers.by_item) == len(test_answers.ITEMS)
    assert made.made.answering.record.isHidden()


def test_a_form_that_answers_nothing_is_not_offered_for_recording(
    made,
    tmp_path,
):
    made.host.act(handover.handed_over, to="Dana Reed")
    made.refresh()
    button(made, "The form to fill in").click()
    made.host.opens = test_answers.filled(
        tmp_path,
        {},
        made.host.previews[-1][1],
    )
    button(made, "Read a filled form").click()
    assert "Item 1 is not answered." in texts(made.made)
    assert made.made.answering.record.isHidden()


def test_a_full_disk_is_a_banner_and_no_half_pack_is_left_or_recorded(
    shell_at,
    qtbot,
    tmp_path,
    monkeypatch,
):
    class Full:
        def __getattr__(self, name: str):
            return getattr(os, name)

        @staticmethod
        def fsync(_handle: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(whole, "os", Full())
    shell, folder = shell_at("declared"), tmp_path / "elsewhere"
    folder.mkdir()
    shell.show_page("pack")
    shell.places.page._folder = folder
    shell.places.page.make.click()
    qtbot.waitUntil(
        lambda: shell.frame.message.isVisible() and not shell.long_work.busy,
    )
    assert "No space left on device" in shell.frame.message.words
    assert list(folder.iterdir()) == []
    assert shell.session.state.handover.made is None
