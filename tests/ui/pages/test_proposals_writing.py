"""Ideas are handed in on the proposals' page, kept as drafts, amended, and placed in the count."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from pbdesk.assembly import ideas
from pbdesk.i18n import render
from pbdesk.ui.pages.proposals import PAGE
from pbdesk.ui.render.blocks import Facts
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.label import Label
from tests.ui.pages.on_proposals import asked, button, detail, form, named


def test_an_empty_page_teaches_and_its_button_writes_the_first_idea(
    page_at,
    press,
    type_into,
):
    page = page_at(PAGE, "sealed")
    button(page, "Write the first idea").setFocus()
    press(Qt.Key.Key_Return)
    type_into("Benches")
    press(Qt.Key.Key_Tab, 3)
    type_into("8,400")
    button(page, "Put it on the list").click()
    assert [
        (p.title, p.wish) for p in page.host.state.ideas.by_id.values()
    ] == [
        ("Benches", 840_000),
    ]
    assert page.host.announced == ["“Benches” is on the list. Write the next."]
    type_into("Lamps")
    button(page, "Put it on the list").click()
    assert [p.title for p in page.host.state.ideas.by_id.values()] == [
        "Benches",
        "Lamps",
    ]
    assert page.left.rows.key() == named(page.host.state, "Lamps").id


def test_an_idea_without_a_title_is_refused_beside_the_title(page_at):
    page = page_at(PAGE, "sealed")
    page.go_to("title")
    button(page, "Put it on the list").click()
    title = form(page, "write").field("title")
    assert title.is_wrong()
    assert title.has_focus()
    assert not page.host.state.ideas.by_id


def test_a_half_written_idea_is_still_there_when_one_comes_back(
    page_at,
    type_into,
):
    page = page_at(PAGE, "ideas")
    page.go_to("title")
    type_into("A boat for")
    page.left.rows.opened.emit(page.left.rows.key())
    assert "write" not in page.forms
    page.go_to("title")
    assert form(page, "write").field("title").raw() == "A boat for"


def test_a_draft_outlives_the_window_and_an_unreadable_sum_comes_back_as_typed(
    page_at,
    page_again,
    type_into,
    press,
    qtbot,
):
    page = page_at(PAGE, "ideas")
    page.go_to("title")
    press(Qt.Key.Key_Tab, 3)
    type_into("12 and a bit")
    qtbot.waitUntil(lambda: page.host.draft("proposals/write") is not None)
    again = page_again(PAGE)
    again.go_to("title")
    assert form(again, "write").field("wish").raw() == "12 and a bit"


def test_an_idea_on_the_list_leaves_no_draft(page_at, type_into, qtbot):
    page = page_at(PAGE, "sealed")
    page.go_to("title")
    type_into("Benches")
    qtbot.waitUntil(lambda: page.host.draft("proposals/write") is not None)
    button(page, "Put it on the list").click()
    assert page.host.draft("proposals/write") is None


def test_amending_starts_from_what_was_handed_in(page_at):
    page = page_at(PAGE, "answering")
    button(page, "Amend").click()
    found = form(page, "amend")
    assert found.value("title") == "Lighting on the riverside path"
    found.field("wish").set_value(1_000_000)
    button(page, "Record the change").click()
    amended = named(page.host.state, "Lighting on the riverside path")
    assert (amended.wish, amended.place) == (1_000_000, "Mill Lane")


def placing_page(page_at):
    """The page at a rulebook with two categories and rivals, and two ideas."""
    from pbdesk.assembly import rulebook

    page = page_at(PAGE, "rules")
    for clause, value in (("categories", "Parks, Play"), ("exclusive", True)):
        page.host.act(rulebook.set_rule, clause=clause, value=value)
    for title in ("Bowl", "Fountain"):
        page.host.act(ideas.receive, title=title)
    page.go_to(next(iter(page.host.state.ideas.by_id)))
    return page


def test_an_idea_is_placed_where_the_rulebook_names_categories(page_at):
    page = placing_page(page_at)
    bowl, fountain = page.host.state.ideas.by_id
    found = form(page, "place")
    found.field("category").set_value("Play")
    found.field("excludes").set_value(fountain)
    asked(page, "place").record.click()
    placed = page.host.state.ideas.by_id[bowl]
    assert (placed.category, placed.excludes) == ("Play", (fountain,))
    facts = {
        render(label): render(words)
        for label, words in detail(page.host.state, "Bowl", Facts).facts
    }
    assert (facts["Category"], facts["Not together with"]) == (
        "Play",
        "Fountain",
    )


def test_nothing_asks_for_a_category_where_the_rulebook_names_none(page_at):
    page = page_at(PAGE, "ideas")
    assert not [each for each in page.forms.values() if each.ask.key == "place"]


def test_in_large_text_the_title_of_the_form_is_in_sight_while_its_first_field_is_written(
    page_at,
):
    theme().set(scale=2.0)
    page = page_at(PAGE, "ideas", width=1280, height=520)
    page.go_to("title")
    port = page.split.right.viewport()
    title = next(
        label
        for label in page.right.page.findChildren(Label)
        if label.text() == "Write an idea"
    )
    QTest.qWait(150)
    assert port.rect().contains(
        QRect(title.mapTo(port, QPoint(0, 0)), title.size()),
    )


def test_ideas_that_say_much_the_same_are_named_while_one_is_written(
    page_at,
    type_into,
):
    page = page_at(PAGE, "sealed")
    page.host.act(ideas.receive, title="Lamps along the river path")
    page.go_to("title")
    type_into("Lamps on the river path")
    assert any(
        "Much alike" in each.text()
        and "Lamps along the river path" in each.text()
        for each in page.findChildren(Label)
    )
    assert form(page, "write").field("title").has_focus()
    assert form(page, "write").field("title").raw() == "Lamps on the river path"


def test_whoever_hands_in_an_idea_gets_a_receipt_that_names_nobody(page_at):
    page = page_at(PAGE, "sealed")
    page.host.act(
        ideas.receive,
        title="Benches",
        place="Mill Lane",
        wish=840_000,
    )
    page.go_to(named(page.host.state, "Benches").id)
    button(page, "Print a receipt").click()
    ((title, pdf, name),) = page.host.previews
    assert (title, name) == ("Receipt for an idea", "receipt-1.pdf")
    assert pdf.startswith(b"%PDF")
