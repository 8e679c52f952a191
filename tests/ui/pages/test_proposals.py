"""The proposals' page: ideas are handed in, checked and answered; after the ballot is drawn up it is for reading."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pbdesk.assembly import ideas
from pbdesk.i18n import render
from pbdesk.ui.fit import clipped
from pbdesk.ui.pages.page import Here
from pbdesk.ui.pages.proposals.page import ProposalsPage
from pbdesk.ui.pages.proposals.scenes import SCENES
from pbdesk.ui.pages.proposals.view import Detail, next_open, view
from pbdesk.ui.pages.typed import DraftForm, show_typed
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Radio, Tick
from tests.evenings import state_at


def named(state, title):
    return next(p for p in state.ideas.by_id.values() if p.title == title)


def detail(state, title) -> Detail:
    found = view(state, Here(chosen=named(state, title).id)).detail
    assert found is not None
    return found


def form_in(slot) -> DraftForm:
    return slot.findChildren(DraftForm)[-1]


def button(page, text) -> Button:
    return next(b for b in page.findChildren(Button) if b.text() == text and b.isVisible())


def answer(page, words):
    next(radio for radio in page.detail.answer_form.findChildren(Radio) if radio.text() == words).click()
    return form_in(page.detail.answer_form)


# What the view says


def test_the_list_goes_by_what_became_of_each_idea():
    lines = view(state_at("answering"), Here()).lines
    assert [line.state for line in lines] == sorted(
        (line.state for line in lines), key=["open", "accepted", "merged", "not-feasible", "withdrawn"].index)
    assert {line.state for line in lines} == {"open", "accepted", "merged", "not-feasible", "withdrawn"}


def test_without_a_choice_the_first_that_needs_an_answer_is_shown():
    seen = view(state_at("answering"), Here())
    assert seen.detail is not None
    assert seen.detail.title == "Lighting on the riverside path"
    assert render(seen.caption) == "14 handed in, 3 still need an answer"


@pytest.mark.parametrize(("search", "found"), [("fridge", 2), ("FRIDGE station", 1), ("11", 1), ("weir", 2), ("", 14)])
def test_search_looks_into_title_place_and_number(search, found):
    assert len(view(state_at("answering"), Here(search=search)).lines) == found


def test_a_search_that_finds_nothing_says_so():
    seen = view(state_at("answering"), Here(search="helipad"))
    assert seen.nothing_found is not None
    assert render(seen.nothing_found) == "No proposal holds “helipad”."


def test_a_check_says_the_verdict_the_reason_and_who_said_so_when():
    legal, cost, deliverable = detail(state_at("answering"), "Lighting on the riverside path").checks
    assert render(legal.verdict) == "Yes."
    assert render(legal.who) == "Property\n26\u00a0November\u00a02026"
    assert render(cost.verdict) == "Yes, with a change."
    assert (deliverable.state, render(deliverable.verdict)) == ("attention", "Not answered.")


def test_an_aspect_that_nobody_looked_at_says_so():
    checks = detail(state_at("answering"), "Outdoor gym beside the pitches").checks
    assert [render(check.reason) for check in checks] == ["Not looked at yet."] * 3


@pytest.mark.parametrize(("title", "says"), [
    ("Community fridge", "Accepted as a project for £6,200."),
    ("Bigger fridge by the station", "Merged into “Community fridge”."),
    ("Fireworks for New Year", "Not feasible."), ("Bus shelter on Duke Street", "Withdrawn by its proposer.")])
def test_an_answer_that_stands_is_said_in_words(title, says):
    answered = detail(state_at("answering"), title).answered
    assert answered is not None
    assert render(answered.words) == says


def test_after_the_last_open_proposal_comes_the_first_again():
    state = state_at("answering")
    following = next_open(state, named(state, "Seed library in the old kiosk").id)
    assert following is not None
    assert following.title == "Lighting on the riverside path"


# What a person does


def test_an_empty_page_teaches_and_its_button_writes_the_first_idea(page_at, press, type_into):
    page = page_at(ProposalsPage, "sealed")
    button(page, "Write the first idea").setFocus()
    press(Qt.Key.Key_Return)
    type_into("Benches")
    press(Qt.Key.Key_Tab, 3)
    type_into("8,400")
    button(page, "Put it on the list").click()
    assert [(p.title, p.wish) for p in page.host.state.ideas.by_id.values()] == [("Benches", 840_000)]
    assert page.host.announced == ["“Benches” is on the list."]
    assert page.rows.key() == named(page.host.state, "Benches").id


def test_an_idea_without_a_title_is_refused_beside_the_title(page_at):
    page = page_at(ProposalsPage, "sealed")
    page.go_to("title")
    button(page, "Put it on the list").click()
    title = form_in(page.idea).field("title")
    assert title.is_wrong()
    assert title.has_focus()
    assert not page.host.state.ideas.by_id


def test_a_half_written_idea_is_still_there_when_one_comes_back(page_at, type_into):
    page = page_at(ProposalsPage, "ideas")
    page.go_to("title")
    type_into("A boat for")
    page.rows.opened.emit(page.rows.key())
    assert not page.idea.isVisible()
    page.go_to("title")
    assert form_in(page.idea).field("title").raw() == "A boat for"


def test_a_draft_outlives_the_window_and_an_unreadable_sum_comes_back_as_typed(page_at, type_into, press, qtbot):
    page = page_at(ProposalsPage, "ideas")
    page.go_to("title")
    press(Qt.Key.Key_Tab, 3)
    type_into("12 and a bit")
    qtbot.waitUntil(lambda: page.host.draft("proposals/write") is not None)
    again = ProposalsPage(page.host)
    qtbot.addWidget(again)
    again.go_to("title")
    assert form_in(again.idea).field("wish").raw() == "12 and a bit"


def test_an_idea_on_the_list_leaves_no_draft(page_at, type_into, qtbot):
    page = page_at(ProposalsPage, "sealed")
    page.go_to("title")
    type_into("Benches")
    qtbot.waitUntil(lambda: page.host.draft("proposals/write") is not None)
    button(page, "Put it on the list").click()
    assert page.host.draft("proposals/write") is None


def test_an_answer_without_a_choice_asks_for_one(page_at):
    page = page_at(ProposalsPage, "answering")
    button(page, "Record the answer").click()
    assert form_in(page.detail.answer_form).field("answer").is_wrong()
    assert len(page.host.state.ideas.open) == 3


def test_not_feasible_without_a_reason_is_refused_beside_the_reason(page_at):
    page = page_at(ProposalsPage, "answering")
    form = answer(page, "Not feasible")
    button(page, "Record the answer").click()
    assert form.field("reason").is_wrong()
    assert form.field("reason").has_focus()


def test_an_answer_goes_on_to_the_next_that_waits_by_keyboard_alone(page_at, type_into, press):
    page = page_at(ProposalsPage, "answering")
    waiting = [p.id for p in page.host.state.ideas.open]
    page.go_to(waiting[0])
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab, 2)
    type_into("Streets will pay for the power.")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert page.host.state.ideas.by_id[waiting[0]].cost == 1_250_000
    assert page.rows.key() == waiting[1]
    assert form_in(page.detail.answer_form).field("answer").has_focus()
    assert page.host.announced == ["Recorded. Next: “Outdoor gym beside the pitches”."]


def test_only_the_fields_of_the_chosen_answer_are_asked_for(page_at):
    page = page_at(ProposalsPage, "answering")
    for words, asked in (("Accept as a project", ["answer", "cost", "reason"]), ("Not feasible", ["answer", "reason"]),
                         ("Merge with another", ["answer", "into", "consent", "reason"])):
        form = answer(page, words)
        assert [name for name in form.names() if form.field(name).isVisible()] == asked


def test_a_sum_that_cannot_be_read_does_not_hold_up_another_answer(page_at):
    page = page_at(ProposalsPage, "answering")
    show_typed(answer(page, "Accept as a project").field("cost"), "a lot")
    form = answer(page, "Not feasible")
    form.field("reason").set_value("The bank is too steep.")
    button(page, "Record the answer").click()
    assert named(page.host.state, "Lighting on the riverside path").state == "not-feasible"


def test_merging_needs_the_other_one_and_consent(page_at):
    page = page_at(ProposalsPage, "answering")
    form = answer(page, "Merge with another")
    button(page, "Record the answer").click()
    assert form.field("into").is_wrong()
    form.field("into").set_value(named(page.host.state, "Community fridge").id)
    button(page, "Record the answer").click()
    assert form.field("consent").is_wrong()
    form.findChildren(Tick)[0].click()
    button(page, "Record the answer").click()
    assert named(page.host.state, "Lighting on the riverside path").state == "merged"


def test_what_is_gone_can_be_read_but_not_changed(page_at):
    page = page_at(ProposalsPage, "answering")
    page.go_to(named(page.host.state, "Bus shelter on Duke Street").id)
    assert [b.text() for b in page.detail.findChildren(Button) if b.isVisible()] == []


def test_an_answer_can_be_given_again_while_nothing_is_printed(page_at):
    page = page_at(ProposalsPage, "answering")
    page.go_to(named(page.host.state, "Community fridge").id)
    button(page, "Answer again").click()
    form = form_in(page.detail.answer_form)
    assert form.value("cost") == 620_000
    form.field("cost").set_value(600_000)
    button(page, "Record the answer").click()
    assert named(page.host.state, "Community fridge").cost == 600_000


def test_a_check_is_recorded_with_who_said_so(page_at):
    page = page_at(ProposalsPage, "answering")
    button(page, "Record a check").click()
    form = form_in(page.detail.check_form)
    assert form.field("aspect").has_focus()
    for name, value in (("aspect", "deliverable"), ("verdict", "yes"), ("by", "Streets"),
                        ("reason", "By the end of February.")):
        form.field(name).set_value(value)
    button(page, "Record the check").click()
    found = named(page.host.state, "Lighting on the riverside path").checks["deliverable"]
    assert (found.verdict, found.by) == ("yes", "Streets")
    assert not page.detail.check_form.isVisible()


def test_a_check_by_nobody_is_refused_beside_the_name(page_at):
    page = page_at(ProposalsPage, "answering")
    button(page, "Record a check").click()
    form = form_in(page.detail.check_form)
    form.field("aspect").set_value("legal")
    form.field("verdict").set_value("no")
    button(page, "Record the check").click()
    assert form.field("by").is_wrong()


def test_what_is_typed_as_reason_stays_while_a_check_is_recorded(page_at):
    page = page_at(ProposalsPage, "answering")
    form = answer(page, "Not feasible")
    form.field("reason").set_value("The bank is")
    page.host.act(ideas.check, proposal=page.host.state.ideas.open[0].id, aspect="legal", verdict="no", by="Property",
                  reason="It is not our land.")
    assert form_in(page.detail.answer_form).field("reason").raw() == "The bank is"


def stops(page, press, start):
    """Tab from `start` until it comes again: what a person hears at each stop, radio buttons by their question."""
    heard, at = [], start
    start.setFocus()
    while at is not start or not heard:
        at = QApplication.focusWidget()
        heard.append(at.accessibleDescription() if isinstance(at, Radio) else at.accessibleName())
        press(Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
    return heard


def test_tab_goes_through_list_and_opened_forms_as_they_are_read(page_at, press):
    page = page_at(ProposalsPage, "answering")
    answer(page, "Not feasible")
    button(page, "Record a check").click()
    assert stops(page, press, page.rows) == [
        "Proposals", "Write an idea", "Amend", "What was looked at", "Is it so?", "Who said so",
        "Reason, in plain words", "Record the check", "Leave it", "Your answer", "Reason, in plain words",
        "Record the answer", "Find a proposal"]


def test_amending_starts_from_what_was_handed_in(page_at):
    page = page_at(ProposalsPage, "answering")
    button(page, "Amend").click()
    form = form_in(page.detail.amend_form)
    assert form.value("title") == "Lighting on the riverside path"
    form.field("wish").set_value(1_000_000)
    button(page, "Record the change").click()
    amended = named(page.host.state, "Lighting on the riverside path")
    assert (amended.wish, amended.place) == (1_000_000, "Mill Lane")


def test_searching_keeps_the_chosen_proposal_in_sight(page_at, type_into):
    page = page_at(ProposalsPage, "answering")
    page.search.take_focus()
    type_into("fridge")
    assert page.rows.model().rowCount() == 4  # two proposals, each under its head
    assert page.search.has_focus()
    assert page.detail.isVisible()


def test_arrow_keys_in_the_list_show_one_proposal_after_the_other(page_at, press):
    page = page_at(ProposalsPage, "answering")
    page.rows.setFocus()
    press(Qt.Key.Key_Down)
    assert page.here.chosen == named(page.host.state, "Outdoor gym beside the pitches").id


def test_after_the_ballot_is_drawn_up_nothing_can_be_written_and_the_reason_stands_there(page_at):
    page = page_at(ProposalsPage, "drawn-up")
    assert [b.text() for b in page.findChildren(Button) if b.isVisible()] == []
    seen = view(page.host.state, page.here)
    assert seen.locked is not None
    assert render(seen.locked).startswith("The ballot is drawn up")


def test_with_large_text_a_row_that_is_opened_takes_the_whole_page_and_a_button_leads_back(page_at, press):
    theme().set(scale=2.0)
    page = page_at(ProposalsPage, "answering", width=1280)
    assert not page.detail.isVisible()
    page.rows.setFocus()
    press(Qt.Key.Key_Return)
    assert page.detail.isVisible()
    button(page, "All 14 proposals").click()
    assert page.rows.isVisible()


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_nothing_is_clipped_at_twice_the_size_from_right_to_left(page_at, scene):
    theme().set(scale=2.0, language="ar")
    page = page_at(ProposalsPage, scene.moment, width=1280)
    scene.prepare(page)
    QApplication.processEvents()
    clipped.clear()
    page.grab()
    assert not clipped


def placing_page(page_at):
    """The page at a rulebook with two categories and rivals, and two ideas."""
    from pbdesk.assembly import rulebook

    page = page_at(ProposalsPage, "rules")
    for clause, value in (("categories", "Parks, Play"), ("exclusive", True)):
        page.host.act(rulebook.set_rule, clause=clause, value=value)
    for title in ("Bowl", "Fountain"):
        page.host.act(ideas.receive, title=title)
    page.go_to(next(iter(page.host.state.ideas.by_id)))
    return page


def test_an_idea_is_placed_where_the_rulebook_names_categories(page_at):
    page = placing_page(page_at)
    bowl, fountain = page.host.state.ideas.by_id
    form = form_in(page.placing)
    form.field("category").set_value("Play")
    form.field("excludes").set_value(fountain)
    page.placing.findChildren(Button)[-1].click()
    placed = page.host.state.ideas.by_id[bowl]
    assert (placed.category, placed.excludes) == ("Play", (fountain,))
    facts = {render(label): render(words) for label, words in view(page.host.state, page.here).detail.facts}
    assert (facts["Category"], facts["Not together with"]) == ("Play", "Fountain")


def test_nothing_asks_for_a_category_where_the_rulebook_names_none(page_at):
    page = page_at(ProposalsPage, "ideas")
    assert page.placing.isHidden()
