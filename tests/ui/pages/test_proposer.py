"""Who handed in an idea, on its page: kept apart, told, forgotten; nothing of it in the record."""

from __future__ import annotations

import pytest

from pbdesk.ui.pages.proposals import PAGE
from pbdesk.ui.widgets.button import Button
from tests.paper.reading import text_of
from tests.ui.pages.on_proposals import asked, button, form
from tests.ui.pages.seen import seen_on

NAME, REACH = "Ngozi Achebe", "14 Station Road"


@pytest.fixture
def page(page_at):
    """The page of an idea, while the people's names are open."""
    return page_at(PAGE, "declared")


def writes(page, **values) -> None:
    form(page, "keep_contact").set_values(values, keep_focused=False)


def kept(page, *, reach: str = REACH, wish: bool = True) -> None:
    button(page, "Write who it is from").click()
    writes(page, name=NAME, reach=reach, wishes=wish)
    button(page, "Keep who it is from").click()


def offers(page, text: str) -> bool:
    return any(
        each.text() == text and each.isVisible()
        for each in page.findChildren(Button)
    )


def test_while_the_names_are_locked_it_says_where_they_are_opened(page_at):
    page = page_at(PAGE, "declared")
    page.host.desk.people.close()
    page.host.desk.people = None
    page.refresh()
    assert "Who handed it in is kept with the people’s names." in seen_on(page)
    assert not offers(page, "Write who it is from")


def test_who_wishes_it_is_kept_gets_a_letter_and_is_told(page):
    kept(page)
    words = seen_on(page)
    assert f"{NAME}, {REACH}" in words
    assert "They wish to be told what became of it, and were not yet." in words
    button(page, "Print the letter").click()
    title, pdf, _ = page.host.previews[-1]
    assert "What became of your idea" in title
    assert NAME in text_of(pdf)
    button(page, "Print whom to tell").click()
    assert NAME in text_of(page.host.previews[-1][1])
    button(page, "Record that they were told").click()
    assert "They were told on" in seen_on(page)
    assert NAME.encode() not in page.host.desk.record.path.read_bytes()


def test_who_does_not_wish_it_is_kept_and_gets_no_letter(page):
    kept(page, wish=False)
    assert "They do not wish to be told." in seen_on(page)
    assert not offers(page, "Print the letter")
    assert not offers(page, "Record that they were told")


def test_what_lacks_is_said_at_its_field_and_a_change_begins_from_what_is_kept(
    page,
):
    kept(page, reach="")
    assert "Nobody could tell them." in seen_on(page)
    writes(page, reach=REACH)
    button(page, "Keep who it is from").click()
    button(page, "Change").click()
    again = form(page, "keep_contact")
    assert (again.value("name"), again.value("reach")) == (NAME, REACH)


def test_who_is_forgotten_is_gone_from_the_page(page):
    kept(page)
    button(page, "Forget who it is from").click()
    assert NAME not in seen_on(page)
    assert offers(page, "Write who it is from")


def test_another_idea_shows_nobody_and_keeps_nothing_that_was_typed(page):
    button(page, "Write who it is from").click()
    writes(page, name=NAME)
    here = asked(page, "keep_contact").ask.subject
    ideas = list(page.host.state.ideas.by_id)
    page.choose(next(each for each in ideas if each != here))
    button(page, "Write who it is from").click()
    assert not form(page, "keep_contact").value("name")
