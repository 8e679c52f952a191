"""Trade-offs: all of them at the left, what a table writes, and what is read back aside.

The clock of whoever has the floor stays in sight while somebody writes.
What stands in the form is read back as it is typed, and confirmed in the room once it is recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.assembly import conditions, tradeoffs
from pbdesk.assembly.agenda import table_words
from pbdesk.assembly.conditions import FEWEST_HANDS, Condition
from pbdesk.assembly.deliberated import (
    argument_line,
    as_written,
    condition_line,
)
from pbdesk.assembly.state import Assembly
from pbdesk.assembly.tradeoffs import CHOICES, PARTS, TradeOff
from pbdesk.ui.render.blocks import (
    Ask,
    Block,
    Blocks,
    Buttons,
    Empty,
    Heading,
    Notes,
    Own,
    Paragraph,
    Press,
    Rule,
    Section,
    recorded,
)
from pbdesk.ui.render.intents import LIST, Go, InRoom, Open, Tell, To, do
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    CHANGED,
    DONE,
    NOTICE,
    REFUSED,
    UNDER_WAY,
    Choice,
    FieldSpec,
    Group,
    Row,
    Shape,
    Text,
)
from pbdesk.words import Clock, Sentences, Words, plain, say, several
from pbdesk.words import Listing as Parts

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Trade-offs")
_COUNTED = say("Write the number of hands; 0 where there was none.")

_GROUPS: Mapping[str, Group] = MappingProxyType(
    {
        "now": Group(say("At a table now"), UNDER_WAY),
        "open": Group(say("Still to be confirmed"), ATTENTION),
        "stands": Group(say("Confirmed"), DONE),
        "skipped": Group(say("Skipped"), REFUSED),
    },
)
"""How far a trade-off is, in the order of the list."""


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """The page as it stands; `here.chosen` is a trade-off."""
    found, locked, waiting = (
        _chosen(state, here),
        _locked(state),
        _waiting(state),
    )
    taking = (
        (here.doing == "take_up" or found is None)
        and bool(waiting)
        and locked is None
    )
    weighed = None if taking else found
    written = (
        _take_up(waiting, first=found is None)
        if taking
        else _written(state, found, locked)
    )
    offered = bool(waiting) and locked is None
    return PageView(
        written if found is None else _list(state, found, offered=offered),
        () if found is None else written,
        aside=()
        if weighed is None
        else _read_back(state, here, weighed, locked),
        pinned=(Own("clock"), Rule(key="clock"))
        if state.floor.now is not None
        else (),
    )


def _written(
    state: Assembly,
    found: TradeOff | None,
    locked: Words | None,
) -> Blocks:
    """The chosen one as it is written, or what belongs here."""
    if found is not None:
        return *_head(state, found, locked), _wording(found, locked)
    none: Block = _EMPTY
    if locked is not None:
        none = Paragraph(locked, shape=NOTICE, key="locked")
    return Heading(say("Not started"), _LABEL), none


def _way(state: Assembly, target: str | None) -> To:
    """To a trade-off: into its first field, or to its button where only confirming is left."""
    if target == "take_up":
        return To(doing="take_up")
    found = _chosen(state, Here(chosen=target))
    if found is None:
        return To(focus="take_up" if _waiting(state) else LIST)
    return _to(found)


def _to(each: TradeOff) -> To:
    confirming = each.wording is not None and _group(each) == "open"
    return To(each.id, focus="confirm" if confirming else "wording")


PAGE = PageSpec("tradeoffs", _LABEL, view, share="slim", way=_way, whole=True)


def _chosen(state: Assembly, here: Here) -> TradeOff | None:
    """The chosen one; without a choice that of the table that speaks, else the first to do."""
    by_id = {str(each.id): each for each in state.tradeoffs.by_id.values()}
    speaks = (
        each for each in state.tradeoffs.open if _has_the_floor(state, each)
    )
    first = next(iter((*speaks, *state.tradeoffs.open, *by_id.values())), None)
    return by_id.get(here.chosen or "", first)


def _group(each: TradeOff) -> str:
    if each.skipped is not None:
        return "skipped"
    return "stands" if each.stands else "open"


def _locked(state: Assembly) -> Words | None:
    """Why nothing changes any more."""
    if not state.handover.made:
        return None
    return say("The pack is made, and the trade-offs stand in it.")


def _waiting(state: Assembly) -> tuple[Choice, ...]:
    """The projects that nobody weighs yet."""
    weighed = {each.project for each in state.tradeoffs.by_id.values()}
    return tuple(
        Choice(p.id, p.title)
        for p in state.ideas.projects
        if p.id not in weighed
    )


# What is written


_TAUGHT = say(
    "A table says what a project brings, what it costs and who bears it, under which condition it "
    "would be acceptable, and what it chose. Who does not agree says so in their own words. It is "
    "read aloud and confirmed. An assembly may also go without.",
)
_EMPTY = Empty(
    say("No trade-off is taken up yet"),
    _TAUGHT,
    Press(
        say("Take up trade-offs"),
        Tell(
            say("No project is accepted yet. Answer the proposals first."),
            wrong=True,
        ),
        icon="plus",
    ),
)


def _head(state: Assembly, each: TradeOff, locked: Words | None) -> Blocks:
    caption = say(
        "Trade-off {n} of {all}, {who}",
        n=each.number,
        all=len(state.tradeoffs.by_id),
        who=_within(each.table),
    )
    shape = _GROUPS[_group(each)].shape
    head = Heading(caption, _title(state, each), shape, _state_words(each))
    if locked is not None:
        return head, Paragraph(locked, shape=NOTICE, key="locked")
    return head, *_elsewhere(state, each)


def _elsewhere(state: Assembly, each: TradeOff) -> Blocks:
    """That another table has the floor than the one whose words stand below."""
    now = state.floor.now
    if (
        now is None
        or not each.table
        or not now.table
        or _has_the_floor(state, each)
    ):
        return ()
    words = say(
        "{speaks} has the floor now. These are the words of {who}.",
        speaks=table_words(now.table),
        who=_within(each.table),
    )
    return (Paragraph(words, shape=ATTENTION, key="elsewhere"),)


def _has_the_floor(state: Assembly, each: TradeOff) -> bool:
    """Whether the table that wrote it speaks now."""
    return (
        state.floor.now is not None and state.floor.now.table == each.table != 0
    )


def _title(state: Assembly, each: TradeOff) -> str:
    return state.ideas.by_id[each.project].title


def _within(table: int) -> Words:
    """The table as it is called within a sentence."""
    return say("table {n}", n=table) if table else say("all in the room")


def _state_words(each: TradeOff) -> Text:
    group = _group(each)
    if group != "open":
        return _GROUPS[group].title
    if each.changed:
        return say("To be confirmed again")
    if each.wording:
        return say("To be confirmed")
    return say("Not written yet")


def _values(each: TradeOff) -> dict[str, str]:
    """The recorded words, by field."""
    if each.wording is None:
        return {}
    return {part: str(getattr(each.wording, part)) for part in PARTS}


_WORDING = (
    FieldSpec("gained", PARTS["gained"], "paragraph"),
    FieldSpec("costs", PARTS["costs"], "paragraph"),
    FieldSpec("bears", PARTS["bears"]),
    FieldSpec("condition", PARTS["condition"]),
    FieldSpec("reason", PARTS["reason"]),
    FieldSpec(
        "minority",
        PARTS["minority"],
        "paragraph",
        say("In their own words. It goes into the pack as it stands."),
    ),
    FieldSpec(
        "choice",
        PARTS["choice"],
        "radios",
        choices=tuple(
            Choice(choice, words) for choice, words in CHOICES.items()
        ),
    ),
)
"""A trade-off, in the order in which a table comes to it."""


def _wording(each: TradeOff, locked: Words | None) -> Ask:
    read_aloud = say("Recorded. Read it aloud, then let it be confirmed.")
    return Ask(
        "wording",
        _WORDING,
        tradeoffs.word,
        PARTS["choice"],
        given={"tradeoff": each.id},
        first=_values(each),
        then=To(focus="confirm", said=read_aloud),
        cancel=None,
        open=locked is None,
        followed=True,
        by="choice",
    )


def _take_up(waiting: tuple[Choice, ...], *, first: bool) -> Blocks:
    taught = (Paragraph(_TAUGHT, role="help", key="taught"),) if first else ()
    fields = (
        FieldSpec(
            "projects",
            say("Which projects are weighed"),
            "ticks",
            choices=waiting,
        ),
        FieldSpec(
            "tables",
            say("Tables in the hall"),
            "number",
            say(
                "They share the projects out in turn. Left empty: the whole room weighs each.",
            ),
            least=1,
            most=60,
        ),
    )
    verb = say("Take them up")
    ask = Ask(
        "take_up",
        fields,
        tradeoffs.take_up,
        verb,
        then=lambda state: _way(state, None),
        cancel=None if first else say("Cancel"),
    )
    return Heading(_LABEL, say("Take up trade-offs")), *taught, ask


# What is read back


def _read_back(
    state: Assembly,
    here: Here,
    each: TradeOff,
    locked: Words | None,
) -> Blocks:
    written, recorded = _as_it_stands(here, each), _values(each)
    unrecorded = any(
        recorded.get(name, "") != text for name, text in written.items()
    )
    not_yet = Paragraph(
        say("What is typed is not recorded yet."),
        shape=CHANGED,
        key="typed",
    )
    return (
        Section(say("Read back")),
        *_aloud(state, each, written),
        *_standing(each),
        *((not_yet,) if unrecorded else ()),
        Buttons(_acts(each, locked, unrecorded=unrecorded), key="acts"),
        *((_skip(each),) if here.doing == "skip" and locked is None else ()),
        *_numbered(state, here, each, locked),
        *_what_was_said(state, each, locked),
    )


def _numbered(
    state: Assembly,
    here: Here,
    each: TradeOff,
    locked: Words | None,
) -> Blocks:
    """The condition under the number that stays, and how many at the table were for it."""
    condition = state.conditions.of(each.id)
    if condition is None or condition.dropped:
        return ()
    line = condition_line(state, condition)
    asked = Paragraph(line.asked, shape=DONE, key="condition")
    counted = (
        (Paragraph(line.hands, role="help", key="hands"),)
        if line.hands is not None
        else ()
    )
    if locked is not None:
        return (asked, *counted)
    if here.doing == "hands" or f"hands/{each.id}" in here.kept:
        return (asked, *counted, _hands(each, condition))
    words = (
        say("Count hands again")
        if counted
        else say("Count hands for condition {number}", number=condition.number)
    )
    press = Press(words, Open("hands", each.id), "quiet")
    return (asked, *counted, Buttons((press,), key="hands"))


def _hands(each: TradeOff, condition: Condition) -> Ask:
    return Ask(
        "hands",
        _HANDS,
        conditions.count_hands,
        say("Record the hands"),
        given={"number": condition.number},
        subject=each.id,
        then=recorded(each.id),
    )


_HANDS = (
    *(
        FieldSpec(
            name,
            label,
            "number",
            least=0,
            most=10_000,
            beside=at > 0,
            must=_COUNTED,
        )
        for at, (name, label) in enumerate(
            (
                ("in_favour", say("For it")),
                ("against", say("Against it")),
                ("abstained", say("Abstained")),
            ),
        )
    ),
    FieldSpec(
        "told",
        say("The room was told that these figures are published"),
        "tick",
        say(
            "Fewer than {n} hands are left out otherwise: who sat there would know who was "
            "against.",
            n=FEWEST_HANDS,
        ),
    ),
)


def _as_it_stands(here: Here, each: TradeOff) -> dict[str, str]:
    """What stands in the fields; before the form is there, what is recorded."""
    typed = here.typed.get("wording", {})
    return {name: str(raw or "") for name, raw in typed.items()} or _values(
        each,
    )


_LAST = 6
"""So many sentences stand beside the wording; all of them have a page of their own."""


def _what_was_said(
    state: Assembly,
    each: TradeOff,
    locked: Words | None,
) -> Blocks:
    said = state.arguments.of(each.id)
    lines = (argument_line(one) for one in reversed(said[-_LAST:]))
    notes = tuple((line.label, line.words) for line in lines)
    head = Section(say("What was said"), _how_many(len(said)), key="said")
    listed = (Notes(notes, key="arguments"),) if notes else ()
    if locked is not None:
        return (head, *listed)
    press = Press(say("Note what is said"), Go("arguments"), "quiet", "plus")
    return (head, *listed, Buttons((press,), key="note"))


def _how_many(said: int) -> Text:
    return (
        say("the newest {n} of {all}", n=_LAST, all=said)
        if said > _LAST
        else ""
    )


def _aloud(
    state: Assembly,
    each: TradeOff,
    written: Mapping[str, str],
) -> Blocks:
    """What stands in the fields, as it is read: the choice; then why, what it brings and takes."""
    found: list[Block] = []
    if written.get("choice"):
        found.append(
            Paragraph(_chose(state, each, written), role="lead", key="chose"),
        )
    parts = ("reason", "gained", "costs", "bears", "minority")
    notes = tuple(
        (PARTS[part], plain(written[part]))
        for part in parts
        if written.get(part)
    )
    if notes:
        found.append(Notes(notes, key="aloud"))
    if not found:
        nothing = say(
            "What is written at the left stands here as it will be read aloud.",
        )
        found.append(Paragraph(nothing, role="help", key="nothing"))
    return tuple(found)


def _chose(
    state: Assembly,
    each: TradeOff,
    written: Mapping[str, str],
) -> Words:
    who, title = table_words(each.table), _title(state, each)
    match written["choice"]:
        case "support":
            return say("{who} supports “{title}”.", who=who, title=title)
        case "condition":
            return say(
                "{who} supports “{title}” on this condition: {condition}",
                who=who,
                title=title,
                condition=plain(written.get("condition", "")),
            )
        case _:
            return say(
                "{who} does not support “{title}”.",
                who=who,
                title=title,
            )


def _standing(each: TradeOff) -> Blocks:
    """Whether it was confirmed, what was changed since, or why it was skipped."""
    if each.skipped is not None:
        skipped = say("Skipped: {reason}", reason=as_written(each.skipped))
        return (_said(skipped, REFUSED),)
    found: list[Block] = []
    if each.confirmed is not None:
        at = Clock(each.confirmed)
        words = say(
            "Confirmed by {who} at {time}, after it was read aloud.",
            who=_within(each.table),
            time=at,
        )
        found.append(_said(words, DONE))
    parts = tuple(PARTS[part] for part in each.changed)
    if parts:
        found.append(_said(_changed(parts), CHANGED))
    return tuple(found)


def _said(words: Words, shape: Shape) -> Paragraph:
    return Paragraph(words, shape=shape, key=shape.icon)


def _changed(parts: Sentences) -> Words:
    return several(
        "“{parts}” has changed since. Read that part again.",
        "These have changed since: {parts}. Read them again.",
        len(parts),
        parts=Parts(parts),
    )


def _acts(
    each: TradeOff,
    locked: Words | None,
    *,
    unrecorded: bool,
) -> tuple[Press, ...]:
    group, worded = _group(each), each.wording is not None
    acts: list[Press] = []
    if locked is None and worded and group != "stands":
        words = (
            say("Confirm again")
            if each.changed
            else say("Confirmed in the room")
        )
        first = say(
            "What is typed is not recorded yet. Record it, then read it aloud.",
        )
        confirm = do(tradeoffs.confirm, tradeoff=each.id).then(
            lambda after: _settled(after, each),
        )
        acts.append(
            Press(
                words,
                Tell(first, "confirm", wrong=True) if unrecorded else confirm,
            ),
        )
    if locked is None and group == "open":
        acts.append(Press(say("Skip it"), Open("skip", each.id), "quiet"))
    if worded and group != "skipped":
        acts.append(
            Press(
                say("Show in the room"),
                InRoom("tradeoffs"),
                "quiet",
                "monitor",
            ),
        )
    return tuple(acts)


def _settled(state: Assembly, before: TradeOff) -> To:
    """On to the next that is not settled."""
    for following in state.tradeoffs.open:
        if following.id != before.id:
            return _on_to(state, following)
    done = say("Every trade-off is confirmed or skipped.")
    return To(before.id, focus=LIST, said=done)


def _on_to(state: Assembly, following: TradeOff) -> To:
    said = say("Recorded. Next: “{title}”.", title=_title(state, following))
    to = _to(following)
    return To(to.chosen, focus=to.focus, said=said)


_SKIP = (
    FieldSpec(
        "reason",
        say("Why it is skipped"),
        "paragraph",
        say("It stands in the pack in its place."),
    ),
)


def _skip(each: TradeOff) -> Ask:
    return Ask(
        "skip",
        _SKIP,
        tradeoffs.skip,
        say("Record why"),
        given={"tradeoff": each.id},
        then=lambda after: _settled(after, each),
    )


# All of them


def _list(state: Assembly, chosen: TradeOff, *, offered: bool) -> Listing:
    all_ = tuple(state.tradeoffs.by_id.values())
    caption = say(
        "{n} of {all} confirmed",
        n=sum(each.stands for each in all_),
        all=len(all_),
    )
    rows = tuple(
        _row(state, group, each)
        for group in _GROUPS
        for each in all_
        if _place(state, each) == group
    )
    more = Press(say("Take up more"), Open("take_up"), icon="plus")
    return Listing(
        caption,
        _LABEL,
        rows,
        chosen.id,
        foot=(more,) if offered else (),
    )


def _place(state: Assembly, each: TradeOff) -> str:
    """Where in the list it stands: what the table that speaks has still to do comes first."""
    open_ = _group(each) == "open"
    return "now" if open_ and _has_the_floor(state, each) else _group(each)


def _row(state: Assembly, group: str, each: TradeOff) -> Row:
    title = _title(state, each)
    return Row(each.id, title, _under(each), section=_GROUPS[group])


def _under(each: TradeOff) -> Words:
    who = table_words(each.table)
    if each.changed:
        return say("{who}, read part of it again", who=who)
    return say("{who}", who=who)
