"""What tests do on the proposals' page: find an idea, a form, a button, an answer."""

from __future__ import annotations

from pbdesk.ui.pages.proposals import PAGE
from pbdesk.ui.render.asked import Asked
from pbdesk.ui.render.view import Here
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.form import Form


def named(state, title):
    return next(p for p in state.ideas.by_id.values() if p.title == title)


def seen_at(state, **here):
    return PAGE.view(state, None, Here(**here))


def detail(state, title, kind):
    """The block of that kind among what is seen of an idea."""
    right = seen_at(state, chosen=named(state, title).id).right
    return next(each for each in right if isinstance(each, kind))


def asked(page, key) -> Asked:
    return next(each for each in page.forms.values() if each.ask.key == key)


def form(page, key) -> Form:
    return asked(page, key).form


def button(page, text) -> Button:
    return next(
        b
        for b in page.findChildren(Button)
        if b.text() == text and b.isVisible()
    )


def answer(page, words) -> Form:
    """Press an answer; what it asks for first is then in sight."""
    button(page, words).click()
    return form(page, "answer")
