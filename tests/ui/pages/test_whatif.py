"""What if: who gains and who pays is seen as it is typed, and nothing is recorded."""

from __future__ import annotations

from pbdesk.i18n import render
from pbdesk.ui.pages.whatif import PAGE
from pbdesk.ui.render.blocks import Heading
from pbdesk.ui.render.view import Here, asks
from tests.evenings import state_at


def title_of(seen) -> str:
    return render(
        next(each for each in seen.right if isinstance(each, Heading)).title,
    )


def test_what_is_typed_is_seen_at_once(page_at, type_into):
    page = page_at(PAGE, "deliberated")
    lamps = page.host.state.ideas.projects[0]
    before = page.host.desk.entries
    form = next(iter(page.forms.values())).form
    form.go_to(f"amount/{lamps.id}")
    type_into("12,500")
    assert form.value(f"amount/{lamps.id}") == 1_250_000
    assert title_of(page._seen) == "£47,500 left in the pot"
    assert page.host.desk.entries == before


def test_more_than_there_is_is_said_in_words():
    state = state_at("deliberated")
    (ask,) = asks(PAGE.view(state, None, Here()))
    typed = {field.name: None for field in ask.fields}
    typed[ask.fields[0].name] = 6_000_100
    assert (
        title_of(PAGE.view(state, None, Here(typed={"try": typed})))
        == "£1 more than there is"
    )
