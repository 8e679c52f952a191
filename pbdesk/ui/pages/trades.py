"""Trades: rather this than that, written at a table, read aloud and confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.assembly import trades
from pbdesk.assembly.conditions import FEWEST_HANDS
from pbdesk.assembly.deliberated import trade_line
from pbdesk.assembly.state import Assembly
from pbdesk.assembly.trades import LINE, PARTS, Trade
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Buttons,
    Empty,
    Heading,
    Notes,
    Paragraph,
    Press,
)
from pbdesk.ui.render.intents import LIST, Go, InRoom, Open, To, do
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOTICE,
    Choice,
    FieldSpec,
    Group,
    Row,
    Text,
    Value,
)
from pbdesk.words import Clock, Words, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.public import TradeLine
    from pbdesk.assembly.trades import Side
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Rather this than that")
_FEWEST = 2
_GROUPS = {
    "open": Group(say("To confirm"), ATTENTION),
    "stands": Group(say("Confirmed"), DONE),
}


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """The page as it stands; `here.chosen` is a trade."""
    listing, making = _listing(state, here), here.doing == "trade"
    if making and _may_begin(state):
        heading = Heading("", say("Two options"))
        return PageView(listing, (heading, _form(state, None)), back=_LABEL)
    chosen = _chosen(state, here)
    if chosen is None:
        return PageView(listing, back=_LABEL)
    return PageView(listing, _one(state, here, chosen), back=_LABEL)


_NEW = Press(say("Trade two options"), Open("trade"), icon="plus")


def _may_begin(state: Assembly) -> bool:
    """Whether there are two options to trade, and no pack yet that it would be missing from."""
    return state.handover.made is None and len(trades.options(state)) >= _FEWEST


def _listing(state: Assembly, here: Here) -> Listing:
    held = tuple(state.trades.by_id.values())
    chosen = _chosen(state, here) if here.doing != "trade" else None
    return Listing(
        several("{n} trade", "{n} trades", len(held)),
        _LABEL,
        _rows(state, held),
        chosen=None if chosen is None else chosen.worded.trade,
        empty=None if held else _empty(_NEW if _may_begin(state) else None),
        foot=(_NEW,) if held and state.handover.made is None else (),
    )


def _rows(state: Assembly, held: tuple[Trade, ...]) -> tuple[Row, ...]:
    """What is to confirm, then what stands."""
    return tuple(
        _row(state, each)
        for group in _GROUPS
        for each in held
        if _group(each) == group
    )


def _way(_state: Assembly, target: str | None) -> To:
    return (
        To(doing="trade")
        if target == "trade"
        else To(chosen=target, focus=LIST)
    )


PAGE = PageSpec("trades", _LABEL, view, way=_way, whole=True)

_HOW = say(
    "A table says which of two it would rather have, and why: two projects, or a project and a "
    "line of the budget. It is read aloud and confirmed. It is no vote.",
)


def _chosen(state: Assembly, here: Here) -> Trade | None:
    """The chosen one; without a choice the first to confirm, else the newest."""
    held = tuple(state.trades.by_id.values())
    waiting = (each for each in held if each.confirmed is None)
    first = next(waiting, held[-1] if held else None)
    return next(
        (each for each in held if each.worded.trade == here.chosen),
        first,
    )


def _group(each: Trade) -> str:
    return "open" if each.confirmed is None else "stands"


def _empty(press: Press | None) -> Empty:
    title = say("Nothing is traded yet")
    if press is not None:
        return Empty(title, _HOW, press, key="ready")
    on = Press(say("Go to the proposals"), Go("proposals"), icon="arrow-right")
    return Empty(title, _HOW, on, key="early")


def _row(state: Assembly, each: Trade) -> Row:
    line = trade_line(state, each)
    return Row(
        each.worded.trade,
        _title(line),
        line.who,
        section=_GROUPS[_group(each)],
    )


# One trade


def _one(state: Assembly, here: Here, each: Trade) -> Blocks:
    line, group = trade_line(state, each), _GROUPS[_group(each)]
    caption = say("Trade {n}, {who}", n=line.number, who=line.who)
    head = Heading(caption, _title(line), group.shape, group.title)
    if here.doing == "reword" and state.handover.made is None:
        return (head, _form(state, each))
    return (
        head,
        Paragraph(line.chosen, role="lead", key="chosen"),
        Notes(_parts(state, each, line), key="parts"),
        *_confirmed(each),
        *_acts(state, each),
    )


def _title(line: TradeLine) -> Words:
    return say(
        "{rather}, rather than {than}",
        rather=line.rather,
        than=line.than,
    )


def _parts(
    state: Assembly,
    each: Trade,
    line: TradeLine,
) -> tuple[tuple[Text, Text], ...]:
    """What was written, part by part."""
    parts = (
        (PARTS["reason"], line.reason),
        (PARTS["gained"], line.gained),
        (PARTS["given_up"], line.given_up),
        (PARTS["running"], line.running),
        (PARTS["bears"], line.bears),
        (_condition(state, each), line.condition),
        (say("Hands"), line.hands or say("Not counted, or too few to be told")),
        (PARTS["minority"], line.minority),
    )
    return tuple((label, words) for label, words in parts if words is not None)


def _condition(state: Assembly, each: Trade) -> Words:
    """How its condition is called: by its number, once it has one."""
    found = state.conditions.of(each.worded.trade)
    if found is None or found.dropped:
        return PARTS["condition"]
    return say("Condition {number}", number=found.number)


def _confirmed(each: Trade) -> Blocks:
    if each.confirmed is None:
        return ()
    words = say(
        "Confirmed at {time}, after it was read aloud.",
        time=Clock(each.confirmed),
    )
    return (Paragraph(words, shape=DONE, key="confirmed"),)


def _acts(state: Assembly, each: Trade) -> Blocks:
    if state.handover.made is not None:
        told = say("The pack is made, and the trades stand in it.")
        return (Paragraph(told, shape=NOTICE, key="locked"),)
    trade = each.worded.trade
    reword = Press(
        say("Word it anew"),
        Open("reword", trade),
        "quiet",
        "pen-line",
    )
    show = Press(say("Show in the room"), InRoom("trades"), "quiet", "monitor")
    return (Buttons((*_confirming(each), reword, show), key="acts"),)


def _confirming(each: Trade) -> tuple[Press, ...]:
    if each.confirmed is not None:
        return ()
    trade = each.worded.trade
    after = To(trade, focus=LIST, said=say("Recorded."))
    confirm = do(trades.confirm, trade=trade).then(after)
    return (Press(say("Confirmed in the room"), confirm),)


def _form(state: Assembly, each: Trade | None) -> Ask:
    fields, verb = _fields(state), say("Record the trade")
    if each is None:
        return Ask("trade", fields, trades.word, verb, then=_after)
    trade = each.worded.trade
    return Ask(
        "reword",
        fields,
        trades.word,
        verb,
        given={"trade": trade},
        first=_as_worded(each),
        then=To(trade, focus="confirm"),
    )


def _after(state: Assembly) -> To:
    said = say("Recorded. Read it aloud, then let it be confirmed.")
    newest = state.trades.newest
    return To(
        newest.worded.trade if newest else None,
        focus="confirm",
        said=said,
    )


def _as_worded(each: Trade) -> dict[str, Value]:
    said = each.worded
    texts = {part: str(getattr(said, part)) for part in PARTS}
    in_favour, against, abstained = said.hands or (None, None, None)
    return {
        **texts,
        **_side_given("rather", said.rather),
        **_side_given("than", said.than),
        "table": said.table or None,
        "in_favour": in_favour,
        "against": against,
        "abstained": abstained,
    }


def _side_given(name: str, side: Side) -> dict[str, Value]:
    return {name: side.option or LINE, f"{name}_line": str(side.words)}


def _fields(state: Assembly) -> tuple[FieldSpec, ...]:
    titles = trades.options(state).items()
    choices = (
        *(Choice(each, title) for each, title in titles),
        Choice(LINE, say("A line of the budget")),
    )
    chosen: Words = say("Choose an option first.")
    line = say("Which line of the budget")
    return (
        FieldSpec(
            "rather",
            say("Rather"),
            "choice",
            choices=choices,
            must=chosen,
        ),
        FieldSpec(
            "than",
            say("than"),
            "choice",
            choices=choices,
            must=chosen,
            beside=True,
        ),
        FieldSpec("rather_line", line, when=("rather", (LINE,))),
        FieldSpec("than_line", line, when=("than", (LINE,))),
        FieldSpec("reason", say("because")),
        FieldSpec("gained", PARTS["gained"]),
        FieldSpec("given_up", PARTS["given_up"]),
        FieldSpec("bears", PARTS["bears"]),
        FieldSpec("running", PARTS["running"]),
        FieldSpec(
            "condition",
            PARTS["condition"],
            help=say("It goes with the project, numbered."),
        ),
        *_HANDS,
        FieldSpec(
            "minority",
            PARTS["minority"],
            help=say("In their own words."),
        ),
    )


_HANDS = (
    FieldSpec("table", say("Table"), "number", least=0, most=60),
    FieldSpec(
        "in_favour",
        say("For it"),
        "number",
        least=0,
        most=10_000,
        beside=True,
    ),
    FieldSpec(
        "against",
        say("Against it"),
        "number",
        least=0,
        most=10_000,
        beside=True,
    ),
    FieldSpec(
        "abstained",
        say("Abstained"),
        "number",
        least=0,
        most=10_000,
        beside=True,
    ),
    FieldSpec(
        "told",
        say("The room was told that these figures are published"),
        "tick",
        say("Fewer than {n} hands are left out otherwise.", n=FEWEST_HANDS),
    ),
)
