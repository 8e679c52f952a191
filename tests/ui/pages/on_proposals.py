"""What tests do on the proposals' page: find an idea, a form, a button, an answer."""

from __future__ import annotations

from pbdesk.ui.pages.here import Here
from pbdesk.ui.pages.proposals.view import Detail, view
from pbdesk.ui.pages.typed import DraftForm
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Radio


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
    next(
        radio for radio in page.detail.answer_form.findChildren(Radio) if radio.text() == words
    ).click()
    return form_in(page.detail.answer_form)
