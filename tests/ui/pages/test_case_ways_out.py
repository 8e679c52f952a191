"""A case that could get stuck, in the real window: the person withdraws, nobody is left for a seat."""

from __future__ import annotations

from pbdesk.ui.pages import complaint, panel
from pbdesk.ui.widgets.button import Button
from tests.jury.held import Held
from tests.jury.test_ways_out import last_one
from tests.ui.pages.on_proposals import button, form
from tests.ui.pages.seen import seen_on

AGAIN = "Set the panel aside and draw another one"


def labels(page) -> list[str]:
    return [
        each.text() for each in page.findChildren(Button) if each.isVisible()
    ]


def test_a_person_withdraws_on_the_page_of_the_complaint_and_comes_back(
    page_at,
    tmp_path,
):
    held = Held(tmp_path).until("drawn")
    held.file.close()
    page = page_at(complaint.PAGE, tmp_path / "case.pbcase")
    button(page, "The person withdraws the complaint").click()
    form(page, "withdraw").set_values({"reason": "She moved away."})
    button(page, "Let the complaint rest").click()
    assert page.host.file.state.complaint.withdrawn
    assert "Nothing more is decided in it" in seen_on(page)
    button(page, "Take it up again").click()
    assert not page.host.file.state.complaint.withdrawn
    assert "By when" in seen_on(page)


def test_where_nobody_is_left_for_a_seat_another_panel_is_drawn(
    page_at,
    tmp_path,
):
    held, juror = last_one(tmp_path)
    other = next(
        n for n in held.state.panel.by_number if n != juror and fits(held, n)
    )
    held.file.close()
    page = page_at(panel.PAGE, tmp_path / "case.pbcase")
    page.choose(f"{other}")
    assert AGAIN not in labels(page)
    page.choose(f"{juror}")
    seen = seen_on(page)
    assert "home, flat" in seen
    assert "2 to 2 wanted, 2 sit" in seen
    button(page, AGAIN).click()
    form(page, "set_aside").set_values({"reason": "A neighbour."})
    button(page, "Set it aside").click()
    assert page.host.file.state.panel.set_aside == 1
    assert "The pool was looked through for whoever" in seen_on(page)


def fits(held: Held, juror: int) -> bool:
    return held.state.panel.by_number[juror].values["home"] == "house"
