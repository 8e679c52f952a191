"""Who handed in an idea, on its page: kept apart, told, forgotten; nothing of it in the record."""

from __future__ import annotations

import pytest

from pbdesk.ui.pages.proposals import PAGE
from pbdesk.ui.pages.proposer import ProposerOf
from tests.paper.reading import text_of
from tests.ui.pages.seen import seen_on

NAME, REACH = "Ngozi Achebe", "14 Station Road"


@pytest.fixture
def page(page_at):
    """The page of an idea, while the people's names are open."""
    return page_at(PAGE, "declared")


def of(page) -> ProposerOf:
    [widget] = page.findChildren(ProposerOf)
    return widget


def kept(page, *, reach: str = REACH, wish: bool = True) -> ProposerOf:
    widget = of(page)
    widget.ask.click()
    values = {"name": NAME, "reach": reach, "wishes": wish}
    widget.form.set_values(values, keep_focused=False)
    widget.keep.click()
    return widget


def test_while_the_names_are_locked_it_says_where_they_are_opened(page_at):
    page = page_at(PAGE, "declared")
    page.host.desk.people.close()
    page.host.desk.people = None
    page.refresh()
    assert "Who handed it in is kept with the people’s names." in seen_on(page)
    assert not of(page).ask.isVisible()


def test_who_wishes_it_is_kept_gets_a_letter_and_is_told(page):
    widget = kept(page)
    words = seen_on(page)
    assert f"{NAME}, {REACH}" in words
    assert "They wish to be told what became of it, and were not yet." in words
    widget.letter.click()
    title, pdf, _ = page.host.previews[-1]
    assert "What became of your idea" in title
    assert NAME in text_of(pdf)
    widget.every.click()
    assert NAME in text_of(page.host.previews[-1][1])
    widget.told.click()
    assert "They were told on" in seen_on(page)
    assert NAME.encode() not in page.host.desk.record.path.read_bytes()


def test_who_does_not_wish_it_is_kept_and_gets_no_letter(page):
    widget = kept(page, wish=False)
    assert "They do not wish to be told." in seen_on(page)
    assert not widget.letter.isVisible()
    assert not widget.told.isVisible()


def test_what_lacks_is_said_at_its_field_and_a_change_begins_from_what_is_kept(
    page,
):
    widget = kept(page, reach="")
    assert "Nobody could tell them." in seen_on(page)
    widget.form.set_values({"reach": REACH}, keep_focused=False)
    widget.keep.click()
    widget.change.click()
    assert (widget.form.value("name"), widget.form.value("reach")) == (
        NAME,
        REACH,
    )


def test_who_is_forgotten_is_gone_from_the_page(page):
    widget = kept(page)
    widget.forget.click()
    assert NAME not in seen_on(page)
    assert widget.ask.isVisible()


def test_another_idea_shows_nobody_and_keeps_nothing_that_was_typed(page):
    widget = of(page)
    widget.ask.click()
    widget.form.set_values({"name": NAME}, keep_focused=False)
    first = page.left.rows
    ideas = list(page.host.state.ideas.by_id)
    other = next(each for each in ideas if each != widget.about)
    page.choose(other)
    assert widget.about == other
    assert not widget.form.isVisible()
    widget.ask.click()
    assert not widget.form.value("name")
    assert first is page.left.rows
