"""The pack's page: made, signed with a key and in ink, checked, copied to a stick, handed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pbdesk.app.jobs.checking import check_pack
from pbdesk.app.jobs.copying import copy_file
from pbdesk.app.jobs.progress import Cancelled, silent
from pbdesk.assembly import agenda, arguments, floor
from pbdesk.assembly.retained import SIGNERS
from pbdesk.i18n import render
from pbdesk.minutes import handover
from pbdesk.pack.bag import read_zip
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.verify import verify
from pbdesk.ui.pages.pack.page import PackPage
from pbdesk.ui.pages.pack.view import Contents, view
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.chain import Chain
from pbdesk.ui.widgets.label import Label
from tests.evenings import state_at
from tests.paper.reading import reader, words_of

SECRET = "lamp bench fridge kerb"


def button(page, text, number=0) -> Button:
    QApplication.processEvents()  # what was just added is shown in the next breath
    return [
        b
        for b in page.findChildren(Button)
        if b.text() == text and b.isVisible()
    ][number]


def texts(widget) -> list[str]:
    QApplication.processEvents()  # what was just added is shown in the next breath
    return [
        label.text()
        for label in widget.findChildren(Label)
        if label.isVisibleTo(widget)
    ]


def pack_of(page) -> Path:
    return page.host.desk.record.path.parent / page.host.state.handover.file


@pytest.fixture
def made(made_at) -> PackPage:
    """The page after the pack was made beside the record."""
    return made_at("as it is")


# An item of the agenda that nobody ended


def test_a_pack_waits_until_somebody_says_when_an_item_was_over(
    page_at,
    tmp_path,
):
    page = page_at(PackPage, "declared")
    desk = page.host.desk
    assert desk.do(agenda.plan, kind="talk", title="Thanks", minutes=3) is None
    assert desk.do(floor.begin, item=desk.state.agenda.items[-1].id) is None
    page.refresh()
    assert any(
        words.startswith("“Thanks” is still running, since")
        for words in texts(page)
    )
    page.make.click()
    assert not page.host.state.handover.made
    assert not list(tmp_path.rglob("*.zip"))
    assert "Say first when it was over." in texts(page)
    page.over.set_value("noon")
    page.end.click()
    assert any("“noon” is no time of day." in words for words in texts(page))
    page.over.set_value("")
    page.end.click()
    assert page.host.state.floor.now is None
    assert not any("still running" in words for words in texts(page))


# A name in somebody's words


def test_no_pack_leaves_with_a_name_of_the_register_before_somebody_looked(
    page_at,
    tmp_path,
):
    page = page_at(PackPage, "declared")
    desk = page.host.desk
    name = desk.people.get(min(desk.state.registered)).name
    weighed = next(iter(desk.state.tradeoffs.by_id))
    words = f"{name} is woken by the lamps."
    assert (
        desk.do(arguments.note, tradeoff=weighed, kind="worry", words=words)
        is None
    )
    page.make.click()
    assert not page.host.state.handover.made
    assert not list(tmp_path.rglob("*.zip"))
    assert name in page.host.banners[-1]
    assert page.allowed.isVisible()
    newest = desk.recorded[-1].seq
    assert (
        desk.do(desk.erasing, number=newest, reason="It names somebody.")
        is None
    )
    page.make.click()
    assert page.host.state.handover.made


def test_while_the_people_file_is_locked_it_is_said_that_nobody_looks_for_names(
    page_at,
):
    page = page_at(PackPage, "declared")
    told = "names of people are not looked for in what was written"
    assert not any(told in words for words in texts(page))
    page.host.desk.people.close()
    page.host.desk.people = None
    page.refresh()
    assert any(told in words for words in texts(page))


# What the view says


def test_before_it_is_made_the_files_that_will_be_in_it_are_listed():
    seen = view(state_at("declared"), None)
    assert [render(part.title) for part in seen.parts][:2] == [
        "START-HERE.txt",
        "notice.pdf",
    ]
    assert render(seen.addressed) == "Addressed to Millbrook Town Council"
    assert not seen.made


def test_ballots_are_promised_only_where_the_rulebook_publishes_them():
    state = state_at("declared")
    assert bool(state.rulebook.given.get("public_ballots")) == any(
        render(part.title) == "assembly.pb" for part in view(state, None).parts
    )


def test_the_parts_are_the_chapters_of_the_report_and_the_files():
    seen = view(
        state_at("declared"),
        Contents((("What we decided", 1),), 11, ("report.pdf",)),
    )
    assert [(render(part.title), part.page) for part in seen.parts] == [
        ("What we decided", 1),
        ("report.pdf", None),
    ]


# Making


def test_an_undeclared_result_has_no_pack_and_the_page_leads_there(page_at):
    page = page_at(PackPage, "counted")
    button(page, "Go to the result").click()
    assert page.host.went == [("result", None)]


def test_the_pack_is_written_beside_the_record_and_recorded(made):
    assert pack_of(made).is_file()
    assert made.host.state.handover.made is not None
    assert any(
        row.startswith("What we recommend")
        for row in [line.title for line in made.rows._model.lines]
    )


def test_a_pack_is_replaced_with_the_reason_on_its_first_page_and_not_without(
    made,
):
    first = made.host.state.handover
    made.made.anew.click()
    assert made.made.because.is_wrong()
    assert made.host.state.handover == first
    made.made.because.set_value("two photographs were mixed up.")
    made.made.anew.click()
    assert made.host.state.handover.result != first.result
    report = read_zip(pack_of(made)).files["data/report.pdf"]
    page = " ".join(words_of(reader(report).pages[0]).split())
    assert (
        f"under the pack code {' '.join(first.code)}, because two photographs"
        in page
    )
    assert not made.made.because.value()


def test_the_pack_goes_into_the_folder_that_was_chosen(page_at, tmp_path):
    page = page_at(PackPage, "declared")
    page.host.folder = tmp_path / "elsewhere"
    page.host.folder.mkdir()
    page.folder.click()
    page.make.click()
    assert [file.name for file in page.host.folder.iterdir()] == [
        page.host.state.handover.file,
    ]


def test_the_editions_that_are_ticked_lie_in_the_pack_and_open_from_their_rows(
    page_at,
):
    page = page_at(PackPage, "declared")
    page.editions.set_value(("plain",))
    page.make.click()
    files = read_zip(pack_of(page)).files
    assert "data/report-plain.pdf" in files
    assert "data/report-large.pdf" not in files
    page._open("file/report-plain.pdf")
    _, pdf, name = page.host.previews[-1]
    assert pdf == files["data/report-plain.pdf"]
    assert name == f"{pack_of(page).stem}-plain.pdf"


def test_the_report_is_opened_from_the_pack(made):
    button(made, "Open the report").click()
    title, pdf, name = made.host.previews[-1]
    assert (title, pdf[:5], name) == (
        "Report",
        b"%PDF-",
        f"{pack_of(made).stem}.pdf",
    )


def test_a_pack_that_was_moved_is_found_again_and_another_is_refused(
    made,
    tmp_path,
):
    moved = pack_of(made).rename(tmp_path / "moved.zip")
    made._path = None
    made.refresh()
    assert "The pack is not beside the record" in texts(made.made)
    made.host.opens = Path(__file__)
    button(made, "Show where it is").click()
    assert made.host.banners
    made.host.opens = moved
    button(made, "Show where it is").click()
    assert "The pack is not beside the record" not in texts(made.made)


def test_who_is_led_to_a_pack_that_cannot_be_made_stands_at_the_way_to_the_result(
    page_at,
):
    page = page_at(PackPage, "counted", 1056, 600)
    page.go_to(None)
    assert QApplication.focusWidget().text() == "Go to the result"


def test_in_large_text_a_pack_that_cannot_be_made_says_so_at_once(page_at):
    theme().set(scale=2.0)
    page = page_at(PackPage, "counted", 1280, 560)
    assert "There is no result to hand over yet" in texts(page)


# Signing


def test_a_signature_in_ink_is_asked_for_once_and_recorded(made):
    button(made, "Signed in ink").click()
    assert made.host.asked[-1].endswith(
        "beside the pack code on the printed report. [Signed in ink]",
    )
    assert made.host.state.handover.signatures[0][:2] == ("facilitator", True)
    assert "Signed, 1 of 3" in texts(made.made)


def test_after_a_signature_the_focus_waits_at_the_next_signer_and_never_on_a_final_act(
    made,
):
    for n, following in enumerate(("First teller", "Second teller"), 1):
        ink = button(made, "Signed in ink")
        ink.setFocus()
        ink.click()
        assert f"Signed, {n} of 3" in texts(made.made)
        now = made.window().focusWidget()
        assert now.text() == "Sign with a key"
        assert following.casefold() in now.accessibleDescription().casefold()
        assert not now.property("final")


def test_a_key_made_on_the_stick_signs_at_once_and_its_passphrase_is_asked_once(
    made,
    tmp_path,
    type_into,
    press,
):
    button(made, "Make a key and sign").click()
    made.host.folder = tmp_path
    type_into(SECRET)
    press(Qt.Key.Key_Return)
    assert any("SHA256:" in text for text in texts(made.made))
    button(made, "Print the key card").click()
    assert made.host.previews[-1][2] == "key-card-facilitator.pdf"
    button(made, "Close").click()
    assert not any("SHA256:" in text for text in texts(made.made))
    assert made.host.state.handover.signatures[0][:2] == ("facilitator", False)
    assert (
        check_pack(pack_of(made), made.host.state.mandate.id, silent)
        .signers[0]
        .who
        == "facilitator"
    )


def test_a_wrong_passphrase_is_said_beside_its_field(made, tmp_path, type_into):
    from pbdesk.pack.keys import make_key

    make_key(tmp_path / "teller.key", SECRET, "teller")
    made.host.opens = tmp_path / "teller.key"
    button(made, "Sign with a key", 1).click()
    button(made, "Choose the key file").click()
    type_into("something else")
    button(made, "Sign the pack").click()
    field = made.made.signatures.form.fields.field("passphrase")
    assert field.is_wrong()
    assert not made.host.state.handover.signatures


def test_a_new_passphrase_is_seen_as_it_is_written_and_a_short_one_makes_no_key(
    made,
    tmp_path,
    type_into,
):
    button(made, "Make a key and sign").click()
    made.host.folder = tmp_path
    type_into("short")
    field = made.made.signatures.form.new.field("first")
    assert field.edit.displayText() == "short"
    button(made, "Choose the folder and sign").click()
    assert field.is_wrong()
    assert not list(tmp_path.glob("*.key"))


def test_whoever_chooses_no_folder_makes_no_key_and_loses_no_word(
    made,
    tmp_path,
    type_into,
):
    button(made, "Make a key and sign").click()
    made.host.folder = None
    type_into(SECRET)
    button(made, "Choose the folder and sign").click()
    assert made.made.signatures.form.new.value("first") == SECRET
    assert not made.host.state.handover.signatures


def test_once_all_have_signed_the_pack_is_checked_by_itself(made):
    for _ in SIGNERS:
        button(made, "Signed in ink").click()
    assert button(made, "Check again")
    assert button(made, "What each check found")
    links = made.findChild(Chain)._links
    assert [theme().render(link.name) for link in links] == [
        "Files",
        "Record",
        "Count",
        "Signatures",
    ]


def test_once_all_have_signed_the_list_of_keys_lies_beside_the_pack(
    made,
    tmp_path,
):
    """Nobody looks for a place for it: whoever takes the pack takes both."""
    from pbdesk.app.jobs.signing import sign_pack
    from pbdesk.pack.keys import make_key

    key = make_key(tmp_path / "k", SECRET, "k")
    assert sign_pack(made.host.desk, pack_of(made), "teller-1", key) is None
    made.refresh()
    for _ in range(len(SIGNERS) - 1):
        button(made, "Signed in ink").click()
    beside = pack_of(made).with_suffix(".allowed_signers")
    signers = beside.read_text(encoding="utf-8")
    assert verify(pack_of(made), signers, made.host.state.mandate.id).genuine
    assert any(beside.name in words for words in texts(made))
    assert made.window().focusWidget() is made.made.to.edit


def test_where_all_signed_in_ink_no_list_of_keys_is_written(made):
    for _ in SIGNERS:
        button(made, "Signed in ink").click()
    assert not list(pack_of(made).parent.glob("*.allowed_signers"))
    assert made.window().focusWidget() is made.made.to.edit


def test_what_was_typed_is_forgotten_when_the_form_is_left(made, type_into):
    button(made, "Sign with a key").click()
    made.made.signatures.form.fields.go_to("passphrase")
    type_into(SECRET)
    button(made, "Cancel").click()
    assert made.made.signatures.form.fields.value("passphrase") is None
    assert not any(SECRET in body for body in made.host.state.drafts.values())


# Checking and copying


def test_the_checks_are_told_one_by_one(made):
    button(made, "Signed in ink").click()
    button(made, "Check the pack").click()
    button(made, "What each check found").click()
    told = texts(made.made)
    assert any(text.startswith("1. The zip opens.") for text in told)
    assert any(text.startswith("14. The record’s chain.") for text in told)
    assert button(made, "Check again")


def test_what_was_checked_before_a_signature_does_not_stand_for_the_pack_with_it(
    made,
):
    button(made, "Check the pack").click()
    button(made, "Signed in ink").click()
    assert "Not checked yet" in texts(made.made)


def test_a_changed_byte_is_found(made):
    path = pack_of(made)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(PackRefused):
        check_pack(path, made.host.state.mandate.id, silent)


def test_the_copy_on_the_stick_is_the_same_and_nothing_half_is_left(
    made,
    tmp_path,
):
    made.host.folder = tmp_path / "STICK"
    made.host.folder.mkdir()
    button(made, "Copy to a stick").click()
    assert [file.name for file in made.host.folder.iterdir()] == [
        pack_of(made).name,
    ]
    assert (made.host.folder / pack_of(made).name).read_bytes() == pack_of(
        made,
    ).read_bytes()
    assert any("read back the same" in text for text in texts(made.made))


def test_a_copy_that_was_stopped_leaves_nothing(tmp_path):
    source, stick = tmp_path / "pack.zip", tmp_path / "STICK"
    source.write_bytes(bytes(1_000_000))
    stick.mkdir()

    def stop(done, total, words, /):
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        copy_file(source, stick, stop)
    assert not list(stick.iterdir())


def test_a_stick_that_is_gone_is_said_in_a_sentence(tmp_path):
    source = tmp_path / "pack.zip"
    source.write_bytes(b"x")
    with pytest.raises(PackRefused) as refused:
        copy_file(source, tmp_path / "gone", silent)
    assert render(refused.value.words).startswith("It could not be written to")


def test_the_list_of_keys_lets_anybody_verify(made, tmp_path):
    button(made, "Save the list of keys").click()
    assert made.host.banners == [
        "Nobody has signed with a key yet. Ink needs no list.",
    ]
    from pbdesk.app.jobs.signing import sign_pack
    from pbdesk.pack.keys import make_key

    assert (
        sign_pack(
            made.host.desk,
            pack_of(made),
            "teller-1",
            make_key(tmp_path / "k", SECRET, "k"),
        )
        is None
    )
    made.refresh()
    made.host.folder = tmp_path
    button(made, "Save the list of keys").click()
    signers = (tmp_path / "allowed_signers").read_text(encoding="utf-8")
    assert verify(pack_of(made), signers, made.host.state.mandate.id).genuine


# Handing over


def test_whoever_took_it_is_recorded(made, type_into):
    made.go_to("to")
    made.to = made.made.to
    made.to.edit.selectAll()
    type_into("Dana Reed, clerk")
    button(made, "Record that it was handed over").click()
    assert made.host.state.handover.to == "Dana Reed, clerk"
    assert "Handed over to Dana Reed, clerk." in texts(made.made)
    assert not [key for key in made.host.state.drafts if "pack" in key]


def test_handing_over_to_nobody_is_refused_beside_the_field(made):
    made.made.to.set_value("")
    button(made, "Record that it was handed over").click()
    assert made.made.to.is_wrong()
    assert not made.host.state.handover.to


def test_after_signatures_the_way_leads_to_whoever_takes_it(made):
    for who in SIGNERS:
        made.host.act(handover.signed, who=who, ink=True)
    (missing,) = handover.missing(made.host.state)
    made.go_to(missing.field)
    assert QApplication.focusWidget() is made.made.to.edit


def test_enter_on_a_chapter_opens_the_report(qtbot, made):
    made.rows.setFocus()
    qtbot.keyClick(made.rows, Qt.Key.Key_Down)
    qtbot.keyClick(made.rows, Qt.Key.Key_Return)
    assert made.host.previews
