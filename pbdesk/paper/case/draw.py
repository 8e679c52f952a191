"""The certificate of the draw: what hung on the wall, what the dice named, how anybody draws again.

Before the dice it is the notice for the wall. It names nobody: who sits is a reference of the pool.
"""

from __future__ import annotations

from pbdesk.i18n import Locale
from pbdesk.jury.sitting import DrawListed, Limit
from pbdesk.jury.state import Case
from pbdesk.paper.case.flow import Flow
from pbdesk.paper.whose import name_and_day
from pbdesk.words import Day, Listing, Words, code_groups, plain, say, several

__all__ = ["draw_pdf"]

_SIZE = 8.5
"""Points: with seven jurors and eight groups it stands on one page."""


def draw_pdf(state: Case, *, locale: Locale) -> bytes:
    """The certificate. Raises ValueError before the panels are listed."""
    panel = state.panel
    listed = state.panel.listed
    if listed is None:
        raise ValueError("no panel is listed")
    title = (
        say("Certificate of the draw")
        if panel.drawn
        else say("Before the draw")
    )
    flow = Flow(title, _about(state, listed), locale=locale, size=_SIZE)
    if panel.drawn:
        _drawn(flow, state)
    _from_whom(flow, state, listed)
    if listed.limits:
        flow.heading(say("Groups"))
    for limit in listed.limits:
        flow.text(_group(state, limit))
    flow.heading(say("Chances"))
    flow.text(_chances(listed))
    _dice(flow, state, listed)
    flow.to_write(say("Clerk of the jury: signature, day and time"))
    flow.to_write(say("Witness for both sides: signature, day and time"))
    return flow.pdf()


def _about(state: Case, listed: DrawListed) -> Words:
    """Whose case it is; once drawn, of how many jurors and on which day."""
    name = state.complaint.name
    drawn = state.panel.drawn
    if not drawn:
        return name_and_day(name, state.complaint.day)
    return several(
        "{name}: {n} juror, drawn on {day}",
        "{name}: {n} jurors, drawn on {day}",
        listed.seats,
        name=name,
        day=Day(drawn.date()),
    )


def _drawn(flow: Flow, state: Case) -> None:
    """Who sits, each by a reference of the list."""
    flow.heading(say("Drawn"))
    _jurors(flow, state)
    flow.text(
        say("Nobody is named here. Reserves are known only once they sit."),
    )


def _jurors(flow: Flow, state: Case) -> None:
    for number, each in enumerate(state.panel.seated, 1):
        flow.text(
            say(
                "Juror {n}: number {ref} of the list",
                n=number,
                ref=each.person,
            ),
        )


def _from_whom(flow: Flow, state: Case, listed: DrawListed) -> None:
    flow.heading(say("From whom"))
    left_out = sum(state.panel.left_out.values())
    flow.text(
        several(
            "{n} person who uses the service and agreed to be asked; {left} others may not sit.",
            "{n} people who use the service and agreed to be asked; {left} others may not sit.",
            listed.people,
            left=left_out,
        ),
    )
    flow.text(
        say(
            "{by} looked the pool through for staff, councillors, contractors, sides and "
            "witnesses, their relatives, who handled the case, and who sat for this service "
            "lately. Two of one household never sit together.",
            by=state.panel.checked,
        ),
    )


def _group(state: Case, limit: Limit) -> Words:
    needed = _needed(state, limit)
    if not state.panel.drawn:
        return needed
    return say("{needed}; {n} drawn", needed=needed, n=_drawn_of(state, limit))


def _needed(state: Case, limit: Limit) -> Words:
    return say(
        "{category}, {value}: {least} to {most} of {seats}",
        category=limit.category,
        value=limit.value,
        least=limit.least,
        most=limit.most,
        seats=state.panel.listed.seats if state.panel.listed else 0,
    )


def _drawn_of(state: Case, limit: Limit) -> int:
    return sum(
        each.values.get(limit.category) == limit.value
        for each in state.panel.seated
    )


def _chances(listed: DrawListed) -> Words:
    return say(
        "An equal chance would be {equal}. With these groups the smallest is {smallest} and the "
        "largest {largest}. No draw that keeps the groups gives the smallest more than {bound}.",
        equal=_percent(listed.seats / listed.people),
        smallest=_percent(float(listed.smallest)),
        largest=_percent(float(listed.largest)),
        bound=_percent(float(listed.bound)),
    )


def _percent(share: float) -> str:
    return f"{share:.2%}"


def _dice(flow: Flow, state: Case, listed: DrawListed) -> None:
    code = " ".join(code_groups(bytes.fromhex(listed.list)))
    flow.heading(say("The list, and the dice"))
    flow.said(
        say("Fingerprint of the list, on the wall before the dice were thrown"),
        plain(code),
    )
    flow.said(say("The same in full (SHA-256)"), plain(listed.list))
    if not state.panel.drawn:
        flow.to_write(say("What the dice show"))
        return
    flow.said(say("The dice showed"), plain(state.panel.dice))
    flow.heading(say("Check it"))
    flow.text(
        say(
            "With the list (draw.json, in the pack) and Python alone, as docs/draw.md has it; or: "
            "{command}",
            command=f'pbdesk draw --from draw.json --seed "{state.panel.dice}"',
        ),
    )
    people = Listing(tuple(plain(each.person) for each in state.panel.seated))
    flow.text(say("It must give: {people}.", people=people))
