"""What if: a table moves money between projects, the pot and budget lines. Nothing is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pbdesk.assembly import simulated
from pbdesk.assembly.simulated import Line, Simulated, Tried
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Decided, Moment
from pbdesk.ui.render.blocks import (
    Ask,
    Block,
    Blocks,
    Buttons,
    Empty,
    Facts,
    Heading,
    Notes,
    Paragraph,
    Pots,
    Press,
    Rows,
    Section,
)
from pbdesk.ui.render.intents import LIST, Go, InRoom, To, do
from pbdesk.ui.render.view import Here, PageSpec, PageView, row_and
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOTICE,
    FieldSpec,
    PotLine,
    Row,
    Shape,
    Value,
)
from pbdesk.words import Money, Words, say

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE", "try_typed"]

_LABEL = say("What if")
_LINES = 2
"""So many lines of the budget may give something."""


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """What is typed at the left; who gains and who pays at the right, as it is typed."""
    if not state.ideas.projects or not state.terms.funds:
        return PageView((Heading("", _LABEL), _nothing()))
    at = _at(state, here)
    what = _typed(state, here, at)
    seen = simulated.of_tried(state, what)
    return PageView(
        (
            Heading(
                say("Nothing here is decided"),
                say("What if we moved some money?"),
            ),
            _form(state, at),
        ),
        (*_balance(seen), *_who(seen), *_kept(state, here)),
        back=_LABEL,
        onward=say("Who gains and who pays"),
    )


PAGE = PageSpec("whatif", _LABEL, view, share="form", way=row_and(LIST))


def _nothing() -> Empty:
    return Empty(
        say("There is no money to move yet"),
        say(
            "Once projects are accepted, a table can try here what fits the pot.",
        ),
        Press(say("Go to the proposals"), Go("proposals"), icon="arrow-right"),
    )


def _at(state: Assembly, here: Here) -> Tried:
    """What stands in the form before anybody types: the chosen try, else the last one."""
    for each in simulated.kept(state):
        if each.name == here.chosen:
            return each
    return simulated.tried(state) or Tried()


def _typed(state: Assembly, here: Here, at: Tried) -> Tried:
    """What is tried as it is typed now; before the form is there, what stands in it."""
    typed = here.typed.get("try")
    return at if typed is None else _of(state, typed)


def _of(state: Assembly, given: Mapping[str, Value]) -> Tried:
    amounts = {
        str(each.id): _sum(given, f"amount/{each.id}")
        for each in state.ideas.projects
    }
    lines = (
        Line(
            str(given.get(f"line/{n}") or ""),
            _sum(given, f"gives/{n}"),
            _sum(given, f"most/{n}"),
        )
        for n in range(1, _LINES + 1)
    )
    return Tried(
        {project: amount for project, amount in amounts.items() if amount},
        tuple(line for line in lines if line.name or line.gives or line.most),
        str(given.get("name") or ""),
    )


def _sum(given: Mapping[str, Value], name: str) -> int:
    """A sum that can be read; what is half typed counts as nothing."""
    value = given.get(name)
    return value if isinstance(value, int) else 0


def try_typed(
    state: Assembly,
    moment: Moment,
    *,
    name: str = "",
    **given: Value,
) -> Decided:
    """Hang what is typed in the room; with a name it is kept too."""
    what = _of(state, given)
    if name:
        return simulated.keep(state, moment, what=what, name=name)
    return simulated.try_out(state, moment, what=what)


def _form(state: Assembly, at: Tried) -> Ask:
    currency = state.mandate.currency
    first: dict[str, Value] = {"name": at.name}
    first |= {
        f"amount/{project}": amount for project, amount in at.amounts.items()
    }
    for n, line in enumerate(at.lines, start=1):
        first |= {
            f"line/{n}": line.name,
            f"gives/{n}": line.gives,
            f"most/{n}": line.most,
        }
    projects = (
        FieldSpec(
            f"amount/{each.id}",
            each.title,
            "money",
            currency=currency,
            beside=n % 2 == 1,
        )
        for n, each in enumerate(state.ideas.projects)
    )
    return Ask(
        "try",
        (
            *projects,
            *_line_fields(currency),
            FieldSpec("name", say("Keep it under the name")),
        ),
        try_typed,
        say("Put it on the wall"),
        first=first,
        subject=at.name,
        then=To(
            focus=LIST,
            said=say("Shown. Nothing is recorded."),
            also=InRoom("whatif"),
        ),
        cancel=None,
        icon="monitor",
        followed=True,
    )


def _line_fields(currency: str) -> tuple[FieldSpec, ...]:
    """What lines of the budget may give, and give."""
    found: list[FieldSpec] = []
    for n in range(1, _LINES + 1):
        section = say("Lines of the budget that may give") if n == 1 else ""
        found += (
            FieldSpec(f"line/{n}", say("Line {n}", n=n), section=section),
            FieldSpec(f"gives/{n}", say("Gives"), "money", currency=currency),
            FieldSpec(
                f"most/{n}",
                say("At most"),
                "money",
                currency=currency,
                beside=True,
            ),
        )
    return tuple(found)


# Who gains and who pays


def _money(seen: Simulated, minor: int) -> Words:
    return say("{sum}", sum=seen.money(minor))


def _whole(seen: Simulated) -> int:
    """What the bar stands for: all that can be given, or what is, where that is more."""
    return max(seen.pot + seen.from_lines, seen.given, 1)


def _balance(seen: Simulated) -> Blocks:
    shape, words = _stands(seen)
    parts = tuple(
        (each.title, each.amount) for each in seen.gains if each.amount
    )
    rest = say("{sum} left", sum=seen.money(max(0, seen.left)))
    facts = (
        (say("Given"), _money(seen, seen.given)),
        (say("From the pot"), _money(seen, seen.from_pot)),
        (say("From the budget"), _money(seen, seen.from_lines)),
        (say("Each year from then on"), _money(seen, seen.running)),
    )
    against = [
        Paragraph(why, shape=ATTENTION, key=f"against-{n}")
        for n, why in enumerate(seen.against)
    ]
    pot = PotLine(
        say("The pot, and what lines give"),
        parts,
        _whole(seen),
        rest,
    )
    return (
        Heading(say("As it is typed"), words, shape, say("Not a decision")),
        Facts(facts),
        Pots((pot,)),
        *against,
        Paragraph(_NOT_RECORDED, shape=NOTICE, key="not-recorded"),
    )


_NOT_RECORDED = say(
    "Nothing of this is recorded or printed, and it is no vote.",
)


def _stands(seen: Simulated) -> tuple[Shape, Words]:
    sum_ = seen.money(abs(seen.left))
    if seen.left < 0:
        return ATTENTION, say("{sum} more than there is", sum=sum_)
    return DONE, say("{sum} left in the pot", sum=sum_)


def _who(seen: Simulated) -> Blocks:
    gains = tuple(
        (each.title, _of_all(seen, each.amount, each.cost))
        for each in seen.gains
    )
    pays = tuple(
        (line.name, _of_all(seen, line.gives, line.most)) for line in seen.lines
    )
    return (
        Section(say("Who gains"), key="gains"),
        Notes(gains, key="gains"),
        *(
            (Section(say("Who pays"), key="pays"), Notes(pays, key="pays"))
            if pays
            else ()
        ),
    )


def _of_all(seen: Simulated, part: int, whole: int) -> Words:
    """What it gets or gives, of what it costs or can give."""
    currency = seen.currency
    return say(
        "{part} of {whole}",
        part=Money(part, currency),
        whole=Money(whole, currency),
    )


def _kept(state: Assembly, here: Here) -> Blocks:
    """The tries that were kept, to go back to."""
    held = simulated.kept(state)
    if not held:
        return ()
    rows = tuple(
        Row(each.name, each.name, _sum_of(state, each)) for each in held
    )
    chosen = next(
        (each.name for each in held if each.name == here.chosen),
        None,
    )
    found: list[Block] = [
        Section(say("Kept"), key="kept"),
        Rows(say("Kept"), rows, chosen=chosen),
    ]
    if chosen is not None:
        press = Press(
            say("Forget it"),
            do(simulated.forget, name=chosen),
            "quiet",
        )
        found.append(Buttons((press,), key="forget"))
    return tuple(found)


def _sum_of(state: Assembly, each: Tried) -> Words:
    left = simulated.of_tried(state, each).left
    return say("{sum} left", sum=Money(left, state.mandate.currency))
