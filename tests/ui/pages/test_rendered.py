"""What every page that is data does with forms, drafts and the focus, on the real window."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

from pbdesk.assembly import ideas, rulebook
from pbdesk.assembly.state import Assembly
from pbdesk.minutes import handover
from pbdesk.minutes.decision import Decided, Moment, Refusal
from pbdesk.ui.pages import charter, polls, proposals, tradeoffs
from pbdesk.ui.render.asked import put_back
from pbdesk.ui.render.blocks import Ask, Heading, Paragraph
from pbdesk.ui.render.page import rendered
from pbdesk.ui.render.view import Here, PageSpec, PageView
from pbdesk.ui.shown import FieldSpec
from pbdesk.ui.widgets.field import TextField
from pbdesk.ui.widgets.scroll import Page
from pbdesk.words import plain, say
from tests.ui.pages.on_proposals import answer, asked, button, form
from tests.ui.pages.seen import seen_on


def test_who_writes_a_reason_keeps_the_field_and_the_place_in_it_while_lists_change(
    page_at,
):
    page = page_at(proposals.PAGE, "answering")
    reason = answer(page, "Merge with another").field("reason")
    reason.take_focus()
    put_back(reason, "They are the same idea.")
    cursor = reason.edit.textCursor()
    cursor.setPosition(4)
    reason.edit.setTextCursor(cursor)
    page.host.act(ideas.receive, title="One more bench")
    now = form(page, "answer").field("reason")
    assert now is reason
    assert (now.raw(), now.edit.textCursor().position()) == (
        "They are the same idea.",
        4,
    )
    offered = form(page, "answer").field("into").combo
    assert "15. One more bench" in [
        offered.itemText(i) for i in range(offered.count())
    ]


def test_what_is_typed_while_the_disk_is_slow_stays_and_only_what_was_recorded_is_forgotten(
    page_at,
    held,
    qtbot,
):
    held.set()
    page = page_at(proposals.PAGE, "rules")
    for clause, value in (("categories", "Parks, Play"), ("exclusive", True)):
        page.host.act(rulebook.set_rule, clause=clause, value=value)
        qtbot.waitUntil(lambda: not page.host.desk.saving)
    for title in ("Bowl", "Fountain"):
        page.host.act(ideas.receive, title=title)
        qtbot.waitUntil(lambda: not page.host.desk.saving)
    bowl, fountain = page.host.state.ideas.by_id
    page.go_to(bowl)
    held.clear()
    form(page, "place").field("category").set_value("Play")
    asked(page, "place").record.click()
    assert page.host.state.ideas.by_id[bowl].category == ""
    form(page, "place").field("excludes").set_value(fountain)
    held.set()
    qtbot.waitUntil(
        lambda: page.host.state.ideas.by_id[bowl].category == "Play",
    )
    qtbot.waitUntil(lambda: not page.host.desk.saving)
    assert form(page, "place").value("excludes") == fountain
    assert page.host.state.ideas.by_id[bowl].excludes == ()
    assert fountain in page.host.draft(f"proposals/place/{bowl}")
    assert "Play" not in page.host.draft(f"proposals/place/{bowl}")


def test_enter_in_a_line_records_and_does_so_once(page_at, type_into, press):
    page = page_at(proposals.PAGE, "sealed")
    page.go_to("title")
    type_into("Benches")
    press(Qt.Key.Key_Return, times=2)
    assert [p.title for p in page.host.state.ideas.by_id.values()] == [
        "Benches",
    ]


def test_ticks_are_kept_as_a_draft_too(page_at, page_again):
    page = page_at(tradeoffs.PAGE, "drawn-up")
    page.go_to("take_up")
    first = asked(page, "take_up").ask.fields[0].choices[0].key
    form(page, "take_up").set_values({"projects": (first,)})
    asked(page, "take_up").keep()
    again = page_again(tradeoffs.PAGE)
    again.go_to("take_up")
    assert form(again, "take_up").value("projects") == (first,)


def test_cancel_lets_what_was_typed_go(page_at, type_into):
    page = page_at(proposals.PAGE, "ideas")
    page.go_to("title")
    type_into("Benches")
    asked(page, "write").keep()
    button(page, "Cancel").click()
    assert page.host.draft("proposals/write") is None
    page.go_to("title")
    assert form(page, "write").value("title") is None


def test_a_refusal_that_no_field_is_about_stands_at_the_top(page_at):
    page = page_at(polls.PAGE, "drawn-up")
    button(page, "Open the vote").click()
    assert page.host.banners == [
        "Nobody is in the register. The door gives each person one ballot.",
    ]


def test_after_the_vote_is_opened_the_focus_is_not_on_what_closes_it(page_at):
    page = page_at(polls.PAGE, "register")
    button(page, "Open the vote").setFocus()
    button(page, "Open the vote").click()
    assert page.host.state.vote.is_open
    assert page.host.led_on == ["The vote is open."]
    for _ in range(2):  # at the door, and back again
        assert not QApplication.focusWidget().property("final")
        page.host.go("polls")
    assert page.isVisible()


def whisper(
    state: Assembly,
    _moment: Moment,
    *,
    name: str,
    secret: str,
    note: str,
) -> Decided:
    return Refusal(say("Not now."), where="note")


SECRETS = PageSpec(
    "secrets",
    say("Secrets"),
    lambda _state, _people, here: PageView(
        (
            Heading(plain(""), say("Secrets")),
            Ask(
                "tell",
                (
                    FieldSpec("name", say("Name"), personal=True),
                    FieldSpec("secret", say("Passphrase"), "passphrase"),
                    FieldSpec("note", say("Title")),
                ),
                whisper,
                say("Close"),
            ),
        ),
    ),
)


def test_names_and_secrets_are_never_written_into_the_record(
    page_at,
    window,
    qtbot,
):
    page_at(proposals.PAGE, "ideas")
    page = rendered(SECRETS, {})(window.host)
    qtbot.addWidget(page)
    fields = {
        "name": "Ann Bell",
        "secret": "weir kiosk lamp",
        "note": "Ask her again",
    }
    form(page, "tell").set_values(fields)
    asked(page, "tell").keep()
    kept = window.host.draft("1/secrets/tell")
    assert kept == '{"note":"Ask her again"}'
    again = asked(page, "tell")
    assert page.drafts.read("tell") == {
        "note": "Ask her again",
        "name": "Ann Bell",
    }
    again.record.click()
    assert again.form.field("note").is_wrong()
    assert form(page, "tell").value("name") == "Ann Bell"


def test_two_blocks_that_cannot_be_told_apart_are_a_fault(
    page_at,
    window,
    qtbot,
):
    page_at(proposals.PAGE, "ideas")
    twice = (Paragraph("a", key="same"), Paragraph("b", key="same"))
    spec = PageSpec(
        "twice",
        say("Title"),
        lambda _state, _people, here: PageView(twice),
    )
    with pytest.raises(ValueError, match="same key"):
        rendered(spec, {})(window.host)


def test_what_a_page_shows_is_worked_out_once_when_it_is_first_looked_at(
    page_at,
    window,
    qtbot,
):
    page_at(proposals.PAGE, "ideas")
    looks = list[Here]()

    def view(_state: Assembly, _people: object, here: Here) -> PageView:
        looks.append(here)
        return PageView((Paragraph("a", key="a"),))

    page = rendered(PageSpec("looked", say("Title"), view), {})(window.host)
    qtbot.addWidget(page)
    assert len(looks) == 1
    page.refresh()
    assert len(looks) == 2


def test_a_draft_of_a_field_that_is_gone_is_left_out(page_at, page_again):
    page = page_at(proposals.PAGE, "ideas")
    page.host.keep_draft(
        "proposals/write",
        '{"title":"Benches","colour":"green"}',
    )
    again = page_again(proposals.PAGE)
    again.go_to("title")
    assert form(again, "write").value("title") == "Benches"
    assert "Write an idea" in seen_on(again)


def test_a_form_that_is_too_late_can_be_read_and_not_filled(page_at):
    page = page_at(tradeoffs.PAGE, "declared")
    wording = asked(page, "wording")
    assert wording.form.isEnabled()
    page.host.act(handover.made, file="pack.zip", result="ab" * 32)
    assert not wording.form.isEnabled()
    assert not wording.record.isVisible()
    assert seen_on(wording.form)


def test_a_long_form_that_grows_keeps_what_is_typed_and_shows_what_was(
    page_at,
    window,
    qtbot,
):
    page_at(proposals.PAGE, "ideas")
    window.host.keep_draft("1/many/try", '{"note/39":"the last"}')
    seen = list[object]()
    fields = tuple(FieldSpec(f"note/{n}", f"Note {n}") for n in range(40))

    def view(_state: Assembly, _people: object, here: Here) -> PageView:
        seen.append(here.typed.get("try"))
        ask = Ask("try", fields, whisper, say("Close"), followed=True)
        return PageView((ask,))

    page = rendered(PageSpec("many", say("Title"), view), {})(window.host)
    qtbot.addWidget(page)
    first, *_ = page.findChildren(TextField)
    put_back(first, "the first")
    assert not any(seen)
    qtbot.waitUntil(lambda: asked(page, "try").form.whole)
    assert (seen[-1]["note/0"], seen[-1]["note/39"]) == (
        "the first",
        "the last",
    )
    boxes = page.findChildren(QLineEdit)
    assert boxes[15].nextInFocusChain() is boxes[16]


def test_pages_that_are_left_with_their_file_are_freed_one_in_a_turn(
    page_at,
    window,
):
    page_at(proposals.PAGE, "ideas")
    names = ("proposals", "polls", "tradeoffs", "way")
    pages = [window.places.made(name) for name in names]
    window.places.forget()
    assert not any(page.isVisible() for page in pages)
    left = [len(pages)]
    while left[-1]:
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        left.append(sum(map(isValid, pages)))
    assert all(before - after <= 1 for before, after in pairwise(left))


def test_a_page_is_laid_out_at_the_width_it_has_and_at_no_other(
    page_at,
    monkeypatch,
):
    measured = defaultdict[Page, set[int]](set)
    high = Page._height_at

    def spied(pane: Page, width: int) -> int:
        measured[pane].add(width)
        return high(pane, width)

    monkeypatch.setattr(Page, "_height_at", spied)
    page = page_at(charter.PAGE, "declared")
    for pane in (page.left.page, page.right.page):
        assert measured[pane] == {pane.viewport().width()}


def test_a_third_pane_is_made_where_something_stands_in_it(page_at):
    assert page_at(charter.PAGE, "declared").aside is None
