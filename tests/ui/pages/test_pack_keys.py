"""The pack's page.

A signer's key replaced and revoked, and what the files then make of the pack.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from pbdesk.app.jobs.checking import signers_text
from pbdesk.app.jobs.signing import sign_pack
from pbdesk.i18n import render
from pbdesk.pack.keys import load_key, make_key, public_of
from pbdesk.pack.signers import Signer, read_signers
from pbdesk.pack.verify import verify
from pbdesk.ui.pages.pack.page import PackPage
from pbdesk.ui.widgets.folded import Folded
from tests.ui.pages.test_pack import SECRET, button, pack_of, texts

NEW = "spoon river canal gate"


@pytest.fixture
def made(made_at) -> PackPage:
    """The page after the pack was made beside the record."""
    page = made_at("as it is", height=2400)
    for seldom in page.findChildren(Folded):
        seldom.reveal()
    return page


@pytest.fixture
def stick(tmp_path, made):
    """A stick with the key of the first teller, which signed the pack."""
    folder = tmp_path / "STICK"
    folder.mkdir()
    key = make_key(folder / "teller-1.key", SECRET, "t")
    assert sign_pack(made.host.desk, pack_of(made), "teller-1", key) is None
    made.refresh()
    made.host.opens, made.host.folder = folder / "teller-1.key", folder
    return folder


def the_list(made, stick) -> str:
    assembly = made.host.state.mandate.id
    return signers_text(
        (
            Signer(
                "teller-1",
                assembly,
                public_of(load_key(stick / "teller-1.key", SECRET)),
            ),
        ),
    )


def said(made, signers, revoked="") -> str:
    """What the first check says that fails, or that it is genuine."""
    found = verify(pack_of(made), signers, made.host.state.mandate.id, revoked)
    return "genuine" if found.genuine else render(found.failed[0].detail)


def test_a_key_is_replaced_and_the_list_with_its_line_takes_both(
    made,
    stick,
    type_into,
):
    button(made, "Replace a key…").click()
    act = made.made.rekeying.replacing
    act.form.set_values({"who": "teller-1"}, keep_focused=False)
    button(made, "Choose the old key file").click()
    button(made, "Choose the folder").click()
    for field, text in (("passphrase", SECRET), ("first", NEW)):
        act.form.go_to(field)
        type_into(text)
    button(made, "Replace the key").click()
    (change,) = stick.glob("key-change_*_teller-1_*.txt")
    assert any(
        text.startswith(f"“{change.name}” and its signature are in “{stick}”.")
        for text in texts(made.made)
    )
    known = the_list(made, stick) + change.read_text()
    assert len(read_signers(known, made.host.state.mandate.id)) == 2
    assert said(made, known) == "genuine"
    button(made, "Print the key card").click()
    assert made.host.previews[-1][2] == "key-card-teller-1.pdf"


def test_what_a_replaced_key_means_is_told_before_with_the_name_of_the_file(
    made,
):
    button(made, "Replace a key…").click()
    act = made.made.rekeying.replacing
    act.form.set_values({"who": "teller-2"}, keep_focused=False)
    act.tell()
    day = made.host.desk.moment().at.date().isoformat()
    told = texts(act)
    assert any(
        f"key-change_{made.host.state.mandate.id}_teller-2_{day}.txt" in text
        for text in told
    )
    assert any("goes on counting until it is revoked" in text for text in told)


def test_what_is_missing_to_replace_a_key_is_said_beside_its_field(made):
    button(made, "Replace a key…").click()
    act = made.made.rekeying.replacing
    for given, wrong in (
        ({}, "who"),
        ({"who": "teller-1"}, "old"),
        ({"old": "k"}, "passphrase"),
        ({"passphrase": "p"}, "folder"),
        ({"folder": "f", "first": "short"}, "first"),
        ({"first": NEW}, "passphrase"),
    ):
        act.form.clear_errors()
        act.form.set_values(given, keep_focused=False)
        act.replace()
        assert [
            name for name in act.form.names() if act.form.field(name).is_wrong()
        ] == [wrong]


def test_a_revoked_key_makes_the_pack_it_signed_not_genuine_as_was_said_before(
    made,
    stick,
):
    button(made, "Revoke a key…").click()
    button(made, "Choose the key").click()
    told = texts(made.made.rekeying.revoking)
    assert any(
        text.startswith(
            "It is the key of this signer of this pack: First teller.",
        )
        for text in told
    ), told
    button(made, "Choose the folder").click()
    button(made, "Revoke the key").click()
    revoked = (
        stick / f"revoked-keys_{made.host.state.mandate.id}.txt"
    ).read_text()
    assert said(made, the_list(made, stick)) == "genuine"
    assert (
        said(made, the_list(made, stick), revoked)
        == "The key of teller-1 was revoked."
    )
    assert any(
        "lists the key. Revoked keys in it: 1." in text
        for text in texts(made.made)
    )


def test_a_key_that_did_not_sign_is_said_to_leave_the_pack_as_it_is(
    made,
    stick,
    tmp_path,
):
    make_key(tmp_path / "other", SECRET, "o")
    made.host.opens = tmp_path / "other.pub"
    button(made, "Revoke a key…").click()
    button(made, "Choose the key").click()
    assert "It did not sign this pack, which stays as good as it is." in texts(
        made.made.rekeying.revoking,
    )


def test_what_holds_no_key_is_not_revoked(made, stick):
    made.host.opens = pack_of(made)
    button(made, "Revoke a key…").click()
    button(made, "Choose the key").click()
    button(made, "Revoke the key").click()
    assert made.made.rekeying.revoking.form.field("key").is_wrong()
    assert not list(stick.glob("revoked*"))


def test_one_act_is_open_at_a_time_and_what_was_typed_is_forgotten(made):
    button(made, "Replace a key…").click()
    act = made.made.rekeying.replacing
    act.form.set_values({"passphrase": SECRET}, keep_focused=False)
    button(made, "Revoke a key…").click()
    assert not act.isVisible()
    assert act.form.value("passphrase") is None
    button(made, "Cancel").click()
    assert not made.made.rekeying.revoking.isVisible()
    assert made.made.rekeying.revoke.hasFocus()


def test_tab_leads_from_the_buttons_into_the_form_that_was_opened_there(
    made,
    press,
):
    made.made.rekeying.replace.click()
    assert made.made.rekeying.replacing.form.field("who").has_focus()
    press(Qt.Key.Key_Backtab)
    assert made.made.rekeying.revoke.hasFocus()
    press(Qt.Key.Key_Tab)
    assert made.made.rekeying.replacing.form.field("who").has_focus()
