"""A letter, a receipt, a photo or the file of evidence is kept from the page where it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from pbdesk.app.jobs.keeping import forget, kept
from pbdesk.app.sample.evening import PASSPHRASE
from pbdesk.assembly import answers as asked_answers
from pbdesk.assembly import asked
from pbdesk.i18n import ENGLISH
from pbdesk.ledger.people import Brought
from pbdesk.minutes import handover
from pbdesk.paper.kept import kept_pdf
from pbdesk.ui.hosting import Hosting
from pbdesk.ui.pages import arguments, open_book, response
from pbdesk.ui.pages.following import Following
from pbdesk.ui.pages.pictures_kept import LetterKept, PhotosKept
from pbdesk.ui.widgets.painted import Painted
from pbdesk.words import say
from tests.evenings import CHEAP
from tests.paper.reading import reader, text_of

LETTER = b"Parks Committee: agreed. Margaret Okonkwo"


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the person chooses whenever the window asks for one."""
    path = tmp_path / "letter.txt"
    path.write_bytes(LETTER)
    monkeypatch.setattr(Hosting, "ask_open", lambda *_: path)
    return path


def handed_over(page) -> str:
    page.host.desk.unlock_people(PASSPHRASE, CHEAP)
    assert (
        page.host.desk.do(handover.made, file="pack.zip", result="ab" * 32)
        is None
    )
    assert page.host.desk.do(handover.handed_over, to="The clerk") is None
    return asked.items(page.host.state)[0].id


def test_the_file_of_a_piece_of_evidence_is_kept_and_no_word_of_it_enters_the_record(
    page_at,
    chosen,
):
    page = page_at(arguments.PAGE, "weighed")
    page.host.desk.unlock_people(PASSPHRASE, CHEAP)
    evidence = next(iter(page.host.state.arguments.by_id))
    page.go_to(evidence)
    page.button(f"enclose/{evidence}").click()
    file = page.host.state.arguments.by_id[evidence].file
    assert kept(page.host.desk.people, file).data == LETTER
    assert b"Okonkwo" not in page.host.desk.record.path.read_bytes()


def test_a_letter_is_kept_with_the_answer_and_stays_when_the_answer_is_put_right(
    page_at,
    chosen,
):
    page = page_at(response.PAGE, "declared")
    item = handed_over(page)
    page.go_to(item)
    form = page.forms[f"answer/{item}"]
    form.form.set_values({"reply": "accept"}, keep_focused=False)
    form.enclose.click()
    answer = page.host.state.answers.by_item[item].entry
    assert (answer.reply, kept(page.host.desk.people, answer.letter).data) == (
        "accept",
        LETTER,
    )
    page.host.act(
        response.answers.answer,
        item=item,
        reply="reject",
        reason="No money.",
    )
    assert page.host.state.answers.by_item[item].entry.letter == answer.letter


def test_a_receipt_is_kept_with_its_payment_and_a_file_that_is_none_is_refused(
    page_at,
    chosen,
):
    page = page_at(open_book.PAGE, "declared")
    item = handed_over(page)
    page.go_to(item)
    page.button("pay").click()
    form = page.forms[f"pay/{item}"]
    paid = {"sum": 7_000, "what": "Cable"}
    form.form.set_values(paid, keep_focused=False)
    chosen.rename(chosen.with_suffix(".exe"))
    form.enclose.click()
    assert not page.host.state.book.of(item).paid
    chosen.write_bytes(LETTER)
    form.enclose.click()
    (entry,) = page.host.state.book.of(item).happened
    assert kept(page.host.desk.people, entry.receipt).data == LETTER


def test_a_lesson_is_noted_beside_the_open_book(page_at, chosen):
    page = page_at(open_book.PAGE, "declared")
    _ = handed_over(page)
    page.refresh()
    page.button("learn").click()
    page.forms["learn"].form.set_values(
        {"words": "Ask who owns the room."},
        keep_focused=False,
    )
    page.forms["learn"].record.click()
    assert [str(each) for each in page.host.state.follow_up.lessons] == [
        "Ask who owns the room.",
    ]


# And looked at again


def test_a_letter_that_is_kept_is_opened_from_its_answer_and_nothing_of_it_is_written_to_disk(
    page_at,
    chosen,
    tmp_path,
):
    page = page_at(response.PAGE, "declared")
    item = handed_over(page)
    page.go_to(item)
    form = page.forms[f"answer/{item}"]
    form.form.set_values({"reply": "accept"}, keep_focused=False)
    form.enclose.click()
    chosen.unlink()
    letter = page.host.state.answers.by_item[item].entry.letter
    page.go_to(item)
    page.button(f"look/{letter.ref}").click()
    title, pdf, _ = page.host.previews[-1]
    assert title == "The letter of the answer"
    assert "Parks Committee: agreed. Margaret Okonkwo" in text_of(pdf)
    written = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert not [each for each in written if b"Okonkwo" in each.read_bytes()]


def test_what_is_forgotten_or_locked_is_said_to_be_that(page_at, chosen):
    page = page_at(arguments.PAGE, "weighed")
    desk = page.host.desk
    evidence = next(iter(page.host.state.arguments.by_id))
    page.go_to(evidence)
    page.button(f"enclose/{evidence}").click()
    file = page.host.state.arguments.by_id[evidence].file
    look = page.button(f"look/{file.ref}")
    look.click()
    assert "Margaret Okonkwo" in text_of(page.host.previews[-1][1])
    assert forget(desk, file.ref, "It named somebody.") is None
    look.click()
    assert len(page.host.previews) == 1
    assert "It was forgotten" in page.host.banners[-1]
    desk.people.close()
    desk.people = None
    look.click()
    assert "which are locked" in page.host.banners[-1]


def pictures(page, kind) -> list[Painted]:
    """What is shown small on the page, once all of it is decoded."""
    for _ in range(4):
        QApplication.processEvents()
    return [
        each
        for widget in page.findChildren(kind)
        for each in widget.findChildren(Painted)
    ]


def test_a_photo_and_a_receipt_are_opened_from_the_open_book(
    page_at,
    tmp_path,
    monkeypatch,
):
    photo = tmp_path / "lamps.png"
    Image.new("RGB", (300, 200), "navy").save(photo)
    monkeypatch.setattr(Hosting, "ask_open", lambda *_: photo)
    page = page_at(open_book.PAGE, "declared")
    item = handed_over(page)
    page.go_to(item)
    for key, values in (
        ("pay", {"sum": 7_000, "what": "Cable"}),
        ("reach", {"what": "Lit."}),
    ):
        page.button(key).click()
        form = page.forms[f"{key}/{item}"]
        form.form.set_values(values, keep_focused=False)
        form.enclose.click()
    kept_ = [
        getattr(each, name)
        for each in page.host.state.book.of(item).happened
        for name in ("receipt", "photo")
        if getattr(each, name, None)
    ]
    assert len(kept_) == 2
    for each in kept_:
        page.button(f"look/{each.ref}").click()
    assert [title.partition(",")[0] for title, _, _ in page.host.previews] == [
        "Receipt",
        "Photo",
    ]
    assert all(len(reader(pdf).pages) == 1 for _, pdf, _ in page.host.previews)

    [picture] = pictures(page, PhotosKept)
    assert picture.accessibleName().startswith("Photo, ")
    assert picture.sizeHint().width() * 2 == picture.sizeHint().height() * 3
    other = asked.items(page.host.state)[1].id
    page.go_to(other)
    assert pictures(page, PhotosKept) == []
    page.go_to(item)
    assert len(pictures(page, PhotosKept)) == 1
    assert forget(page.host.desk, kept_[-1].ref, "Somebody is seen.") is None
    page.refresh()
    assert pictures(page, PhotosKept) == []


def test_a_scanned_letter_stands_beside_what_is_typed_from_it(
    page_at,
    tmp_path,
    monkeypatch,
):
    scan = tmp_path / "letter.png"
    Image.new("L", (1240, 1754), "white").save(scan)
    monkeypatch.setattr(Hosting, "ask_open", lambda *_: scan)
    page = page_at(response.PAGE, "declared")
    item = handed_over(page)
    page.go_to(item)
    form = page.forms[f"answer/{item}"]
    form.form.set_values({"reply": "accept"}, keep_focused=False)
    form.enclose.click()
    page.go_to(item)
    assert len(pictures(page, LetterKept)) == 1
    page.host.desk.people.close()
    page.host.desk.people = None
    page.refresh()
    assert pictures(page, LetterKept) == []


def test_a_long_text_shows_its_beginning_and_says_so():
    brought = Brought("text/csv", b"name;sum\n" * 20_000)
    text = text_of(kept_pdf(brought, say("Receipt"), locale=ENGLISH))
    assert "It goes on: only its beginning is shown." in text


def test_no_pack_that_follows_leaves_with_a_name_of_the_register_before_somebody_looked(
    page_at,
    tmp_path,
    monkeypatch,
):
    monkeypatch.setattr(Hosting, "ask_folder", lambda *_: tmp_path)
    page = page_at(response.PAGE, "declared")
    item, desk = handed_over(page), page.host.desk
    name = desk.people.get(min(desk.state.registered)).name
    assert (
        desk.do(asked_answers.answer, item=item, reply="accept", owner=name)
        is None
    )
    page.refresh()
    [following] = page.findChildren(Following)
    following.what.set_values({"kind": "answer"}, keep_focused=False)
    following.make.click()
    assert not desk.state.supplements.made
    assert name in page.host.banners.pop()
    following.data.click()
    assert name in page.host.banners.pop()
    assert not (tmp_path / "money.csv").exists()
    following.allowed.set_value(True)
    following.make.click()
    assert len(desk.state.supplements.made) == 1
    following.data.click()
    written = {"360giving.json", "datapackage.json", "money.csv"}
    assert written <= {each.name for each in tmp_path.iterdir()}
    assert "360giving.json" in page.host.banners[-1]


def test_a_kept_text_without_a_space_is_shown_line_by_line():
    """It was set as one word, which took minutes."""
    brought = Brought("text/plain", b"W" * 20_000)
    text = text_of(kept_pdf(brought, say("Letter"), locale=ENGLISH))
    assert text.count("W") == 20_000
