"""Agenda: the running order by what is over and what is to come, and the interests declared.

At the right the clock, and the chosen item or interest, or the form that is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pbdesk.assembly import agenda, aside, floor, speakers
from pbdesk.assembly.agenda import KINDS, Item
from pbdesk.assembly.carried import CarriedOver, Promise, stands_words
from pbdesk.assembly.deliberated import as_written, late, spoken_seconds
from pbdesk.assembly.speakers import Speaker
from pbdesk.assembly.state import Assembly
from pbdesk.assembly.steering import INTERESTS
from pbdesk.assembly.steering import Interest as OfWhom
from pbdesk.assembly.timetable import Timetable, clock, lateness, timetable
from pbdesk.minutes.clock import Running
from pbdesk.minutes.decision import Decided, Moment
from pbdesk.minutes.interests import HANDLED, ROLES, Interest
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Buttons,
    Empty,
    Facts,
    Heading,
    Notes,
    Own,
    Paragraph,
    Pots,
    Press,
    Rule,
    Section,
    recorded,
)
from pbdesk.ui.render.intents import LIST, InRoom, Open, To, do
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOT_STARTED,
    NOTICE,
    UNDER_WAY,
    Choice,
    FieldSpec,
    Group,
    Labelled,
    PotLine,
    Row,
    Text,
    Value,
)
from pbdesk.words import Clock, Day, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Agenda")

_GROUPS: Mapping[str, Group] = MappingProxyType(
    {
        "now": Group(say("Now"), UNDER_WAY),
        "to-come": Group(say("To come"), NOT_STARTED),
        "over": Group(say("Over"), DONE),
        "interest": Group(say("Interests declared"), NOTICE),
    },
)
"""The sections of the list, in their order."""

_EACH = 2
"""Minutes that each project is presented, until somebody changes them for all."""

_LEAST_REST = 5
"""Minutes that a shortened break keeps."""

_TAUGHT = say(
    "The agenda says what comes when, and how long each has. Every project is "
    "presented in equal time, in "
    "an order drawn by lot. Interests are declared before anything is discussed.",
)
_EMPTY = Empty(
    say("Nothing is planned yet"),
    _TAUGHT,
    Press(say("Plan the first item"), Open("plan"), icon="plus"),
)


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """The page as it stands: `here.chosen` is an item or an interest."""
    item, interest = _chosen_item(state, here), _chosen_interest(state, here)
    rows = _rows(state)
    chosen = interest or item
    return PageView(
        left=Listing(
            _caption(state),
            _LABEL,
            rows,
            chosen=chosen.id if chosen else None,
            empty=None if chosen or here.doing else _EMPTY,
            foot=_foot(state, planned=bool(rows)),
        ),
        right=(
            *_clock(state),
            *_below_the_clock(state, here, item, interest),
            *_carried(state),
        ),
        back=several("{n} item", "All {n} items", len(rows)) if rows else "",
    )


def _way(state: Assembly, target: str | None) -> To:
    """To a form by its name, else to an item or interest in the list, or to the first item."""
    if target in ("plan", "declare", "begins"):
        return To(doing=target)
    if not _rows(state):
        return To(doing="plan")
    return To(chosen=target, focus=LIST)


PAGE = PageSpec("agenda", _LABEL, view, way=_way, whole=True)


def _carried(state: Assembly) -> Blocks:
    """What the last assembly was promised and nobody found done; what it learnt."""
    last = state.carried.last
    if last is None:
        return ()
    title = say("Open from “{name}”", name=last.name)
    return (
        Rule(key="carried"),
        Section(title, key="carried"),
        Notes(tuple(_carried_notes(last)), key="carried"),
    )


def _carried_notes(last: CarriedOver) -> Iterator[tuple[Words, Words]]:
    for promise in last.promises:
        yield stands_words(promise), _promised(promise)
    for lesson in last.lessons:
        yield say("Learnt"), as_written(lesson)


def _promised(each: Promise) -> Words:
    if not each.day:
        return plain(each.title)
    day = Day(date.fromisoformat(each.day))
    who = as_written(each.owner)
    return say("{title}, by {day}: {who}", title=each.title, day=day, who=who)


# The list


def _rows(state: Assembly) -> tuple[Row, ...]:
    items = [_item_row(state, item) for item in state.agenda.items]
    declared = [
        _interest_row(state, each) for each in state.interests.by_id.values()
    ]
    return tuple(sorted([*items, *declared], key=_place_of_section))


def _place_of_section(row: Row) -> int:
    return list(_GROUPS.values()).index(_section(row))


def _section(row: Row) -> Group:
    return row.section or _GROUPS["over"]


def _foot(state: Assembly, *, planned: bool) -> tuple[Press, ...]:
    plan = Press(say("Plan an item"), Open("plan"), icon="plus")
    each = say("Present the projects, {n} minutes each", n=_EACH)
    drawn = To(
        focus=LIST,
        said=say("They are planned, in an order drawn by lot."),
    )
    present = Press(
        each,
        do(agenda.present_projects, minutes=_EACH).then(drawn),
        icon="dices",
    )
    declare = Press(say("Declare an interest"), Open("declare"))
    begins = Press(say("Say when it begins"), Open("begins"), "quiet", "clock")
    presented = {item.project for item in state.agenda.presentations}
    unplanned = any(line.project not in presented for line in state.sheet.lines)
    following = next(
        (
            each
            for each in state.agenda.items
            if _group(state, each) == "to-come"
        ),
        None,
    )
    return (
        *(
            (_begin_next(following),)
            if following is not None and state.floor.now is None
            else ()
        ),
        *((plan,) if planned else ()),
        *((present,) if unplanned else ()),
        declare,
        *((begins,) if planned and state.agenda.starts is None else ()),
    )


def _begin_next(item: Item) -> Press:
    heard = say("Begin the next item: {title}", title=plain(item.title))
    begin = do(floor.begin, item=item.id).then(
        To(chosen=item.id, focus="clock"),
    )
    return Press(say("Begin the next item"), begin, icon="play", name=heard)


def _caption(state: Assembly) -> Words:
    items, times = state.agenda.items, timetable(state)
    if not items:
        return say("Nothing planned yet")
    if times is not None:
        return several(
            "{n} item, planned from {begin} to {end}",
            "{n} items, planned from {begin} to {end}",
            len(items),
            begin=clock(state, times.slots[0].planned),
            end=clock(state, times.ends),
        )
    hours, minutes = divmod(sum(item.whole for item in items), 60)
    if not hours:
        return several(
            "{n} item, {minutes} min",
            "{n} items, {minutes} min",
            len(items),
            minutes=minutes,
        )
    return several(
        "{n} item, {hours} h {minutes} min",
        "{n} items, {hours} h {minutes} min",
        len(items),
        hours=hours,
        minutes=minutes,
    )


def _group(state: Assembly, item: Item) -> str:
    if _running(state, item):
        return "now"
    return "over" if state.floor.begun(item.id) else "to-come"


def _running(state: Assembly, item: Item) -> Running | None:
    """What has the floor, where it is of this item."""
    now = state.floor.now
    return now if now and now.item == item.id else None


def _item_row(state: Assembly, item: Item) -> Row:
    under = KINDS[item.kind]
    if item.tables:
        under = several(
            "{kind}, {n} table",
            "{kind}, {n} tables",
            item.tables,
            kind=under,
        )
    minutes, times = say("{n} min", n=item.whole), timetable(state)
    if times is not None:
        under = say("{minutes}, {what}", minutes=minutes, what=under)
        minutes = say("{time}", time=clock(state, times.of(item.id).going))
    section = _GROUPS[_group(state, item)]
    return Row(item.id, plain(item.title), under, minutes, section=section)


def _interest_row(state: Assembly, each: Interest) -> Row:
    under = _handled(state, each)
    at = say("{time}", time=Clock(each.at))
    return Row(
        each.id,
        ROLES[each.role],
        under,
        at,
        section=_GROUPS["interest"],
    )


def _handled(state: Assembly, each: Interest) -> Words:
    handled = HANDLED[each.handled]
    if not each.project:
        return handled
    title = state.ideas.by_id[each.project].title
    return say("{handled}: {title}", handled=handled, title=title)


# What is chosen


def _chosen_item(state: Assembly, here: Here) -> Item | None:
    """The chosen item.

    Without a choice the one that is under way, else the first that is to come, else the last.
    """
    items = {str(item.id): item for item in state.agenda.items}
    if here.chosen in items:
        return items[here.chosen]
    if _chosen_interest(state, here) is not None:
        return None
    if state.floor.now is not None:
        return items[state.floor.now.item]
    return _to_come(state)


def _to_come(state: Assembly) -> Item | None:
    """The first that is to come, else the last."""
    items = state.agenda.items
    for item in items:
        if not state.floor.begun(item.id):
            return item
    return items[-1] if items else None


def _chosen_interest(state: Assembly, here: Here) -> Interest | None:
    return next(
        (
            each
            for each in state.interests.by_id.values()
            if each.id == here.chosen
        ),
        None,
    )


def _clock(state: Assembly) -> Blocks:
    """The clock, and how late the evening is: before all else."""
    shown = _late(state)
    if state.floor.now is not None:
        shown = Own("clock"), *shown
    return (*shown, Rule()) if shown else ()


def _late(state: Assembly) -> Blocks:
    """How late the evening is, and the one press that makes up for it in the next break."""
    words, times = lateness(state), timetable(state)
    if words is None or times is None:
        return ()
    said = Paragraph(words, shape=ATTENTION, key="late")
    rest = next(
        (item for item in state.agenda.items if _is_rest(state, item)),
        None,
    )
    if rest is None:
        return (said,)
    minutes = max(_LEAST_REST, rest.minutes - times.late)
    ends = clock(state, times.going_to_end - (rest.minutes - minutes))
    shorten = do(
        agenda.change,
        item=rest.id,
        title=rest.title,
        minutes=minutes,
        speaker=str(rest.speaker),
    )
    press = Press(
        several(
            "“{title}”: {n} minute",
            "“{title}”: {n} minutes",
            minutes,
            title=rest.title,
        ),
        shorten.then(
            To(
                focus="clock",
                said=say("The evening ends at {time}.", time=ends),
            ),
        ),
        icon="clock",
    )
    return (
        said,
        Buttons((press,), key="shorten"),
        Paragraph(
            say(
                "Then the evening ends at {time}. The room is told.",
                time=ends,
            ),
            role="help",
            key="ends",
        ),
    )


def _is_rest(state: Assembly, item: Item) -> bool:
    """Whether it is a break to come that can be shorter."""
    to_come = not state.floor.begun(item.id)
    return item.kind == "break" and to_come and item.minutes > _LEAST_REST


def _below_the_clock(
    state: Assembly,
    here: Here,
    item: Item | None,
    interest: Interest | None,
) -> Blocks:
    """The line of speakers, and the chosen one or the form that is open.

    Whoever chose something else than what is under way, or opened a form, sees that first.
    """
    subject, now = _subject(state, here, item, interest), state.floor.now
    if now is None:
        return subject
    line = _line(state)
    if here.doing or item is None or item.id != now.item:
        return *subject, Rule(key="line"), *line
    return (
        Buttons((_change_press(item),), key="now"),
        *line,
        Rule(key="line"),
        *subject,
    )


def _line(state: Assembly) -> Blocks:
    """Who wants to speak on the item that is under way, and how often each group has spoken."""
    if state.floor.now is None:
        return ()
    waiting, had = speakers.queue(state), speakers.turns(state)
    groups = (
        Choice("", say("No group")),
        *(Choice(each, words) for each, words in INTERESTS.items()),
    )
    ask = Ask(
        "speak",
        (
            FieldSpec("table", say("Table"), "number", least=0, most=60),
            FieldSpec(
                "group",
                say("Group"),
                "choice",
                choices=groups,
                beside=True,
            ),
        ),
        _ask_to_speak,
        say("Put on the list"),
        then=To(focus="table", said=say("On the list.")),
        cancel=None,
    )
    line: Labelled = tuple(
        (say("{n}", n=n), speakers.called(each))
        for n, each in enumerate(waiting, start=1)
    )
    turns: Labelled = tuple(
        (who, several("{n} turn", "{n} turns", n)) for who, n in had
    )
    return (
        Section(say("Who wants to speak"), key="line"),
        *((Notes(line, key="line"), _calling(waiting)) if waiting else ()),
        ask,
        *(
            (
                Section(say("Turns so far"), key="turns"),
                Notes(turns, key="turns"),
            )
            if turns
            else ()
        ),
    )


type _Chosen = OfWhom | Literal[""]  # "" where no group was chosen


def _ask_to_speak(
    state: Assembly,
    moment: Moment,
    *,
    table: int | None = None,
    group: _Chosen | None = None,
) -> Decided:
    return speakers.ask(state, moment, table=table, group=group or None)


def _calling(waiting: tuple[Speaker, ...]) -> Buttons:
    first = waiting[0]
    gone = do(speakers.withdraw, speaker=first.id).then(To(focus="call"))
    return Buttons(
        (
            _call(speakers.called(first)),
            Press(say("Speaks no more"), gone, "quiet"),
            Press(
                say("Show in the room"),
                InRoom("speakers"),
                "quiet",
                "monitor",
            ),
        ),
        key="line",
    )


def _call(who: Words) -> Press:
    called = say("Called: {who}.", who=who)
    call = do(speakers.call).then(To(focus="call", said=called))
    return Press(say("Call {who}", who=who), call, icon="play")


def _times(state: Assembly) -> Blocks:
    """The evening as two bars, as it was planned and as it goes."""
    times = timetable(state)
    if times is None:
        return ()
    bars = Pots(_two_bars(state, times), key="times")
    return Rule(), _EVENING, bars, _CHANGE_TIMES


_EVENING = Section(say("The evening"), key="times")
_CHANGE_TIMES = Buttons(
    (Press(say("Change"), Open("begins"), "quiet", "pencil"),),
    key="begins",
)


def _two_bars(state: Assembly, times: Timetable) -> tuple[PotLine, ...]:
    """Each item a part as long as its minutes, under its number; the second as it went so far."""
    longest = max(times.ends, times.going_to_end) - times.slots[0].planned
    late = max(0, times.slots[0].going - times.slots[0].planned)
    going = [*(slot.going for slot in times.slots), times.going_to_end]
    lasts = [max(1, after - at) for at, after in pairwise(going)]
    return (
        _bar(
            state,
            say("Planned"),
            [slot.was for slot in times.slots],
            longest,
            times.ends,
        ),
        _bar(
            state,
            say("As it goes"),
            lasts,
            longest,
            times.going_to_end,
            late,
        ),
    )


def _bar(
    state: Assembly,
    words: Words,
    lasts: list[int],
    longest: int,
    ends: int,
    late: int = 0,
) -> PotLine:
    until = say("until {time}", time=clock(state, ends))
    return PotLine(words, _numbered(lasts), longest, until, before=late)


def _numbered(lasts: list[int]) -> tuple[tuple[Words, int], ...]:
    """How long each item lasts, under its number."""
    items = enumerate(lasts, start=1)
    return tuple((say("{n}", n=n), minutes) for n, minutes in items)


def _subject(
    state: Assembly,
    here: Here,
    item: Item | None,
    interest: Interest | None,
) -> Blocks:
    """The form that is open, else the chosen one."""
    form = _form(state, here.doing, item, interest)
    if form is not None:
        taught = Paragraph(_TAUGHT, role="help", key="taught")
        first = () if _rows(state) else (taught,)
        return Heading(_LABEL, _TITLES[form.key]), *first, form
    return _chosen_one(state, item, interest)


def _chosen_one(
    state: Assembly,
    item: Item | None,
    interest: Interest | None,
) -> Blocks:
    if interest is not None:
        return *_interest(state, interest), *_order(state)
    if item is not None:
        return *_item(state, item), *_times(state), *_order(state)
    return ()


def _item(state: Assembly, item: Item) -> Blocks:
    group, n = _group(state, item), state.agenda.items.index(item) + 1
    caption = say(
        "Item {n} of {all}, {kind}",
        n=n,
        all=len(state.agenda.items),
        kind=KINDS[item.kind],
    )
    section = _GROUPS[group]
    spoken = _by_table(state, item)
    return (
        Heading(caption, plain(item.title), section.shape, section.title),
        Facts(_item_facts(state, item, group)),
        *((Notes(spoken),) if spoken else ()),
        *((Buttons(_item_acts(item)),) if group == "to-come" else ()),
    )


def _item_facts(
    state: Assembly,
    item: Item,
    group: str,
) -> Labelled:
    each = several("{n} minute", "{n} minutes", item.minutes)
    time = (
        say("{minutes} for each table", minutes=each) if item.tables else each
    )
    facts: list[tuple[Text, Text]] = [(say("Time", context="how long"), time)]
    if item.tables:
        facts.append((say("Tables"), say("{n}", n=item.tables)))
    if item.speaker.text != "":
        facts.append((say("Speaks"), as_written(item.speaker)))
    if state.floor.begun(item.id):
        began = state.floor.by_item[item.id].started
        facts.append((say("Began"), say("{time}", time=Clock(began))))
    used = spoken_seconds(state, item.id)
    if used is not None and group == "over":
        facts.append((say("Took"), _minutes(used)))
    return tuple(facts)


def _change_press(item: Item) -> Press:
    return Press(say("Change"), Open("change", item.id), "quiet", "pencil")


def _item_acts(item: Item) -> tuple[Press, ...]:
    begin = do(floor.begin, item=item.id).then(To(focus="clock"))
    return (
        Press(say("Begin"), begin, icon="play"),
        _change_press(item),
        *_moving(item),
        Press(say("Take it off"), do(agenda.drop, item=item.id), "quiet"),
    )


def _moving(item: Item) -> tuple[Press, ...]:
    earlier = do(agenda.move, item=item.id, earlier=True)
    later = do(agenda.move, item=item.id, earlier=False)
    return (
        Press(say("Earlier"), earlier, "quiet", "arrow-up"),
        Press(say("Later"), later, "quiet", "arrow-down"),
    )


def _minutes(seconds: int) -> Words:
    return say("{n} min", n=f"{seconds // 60}:{seconds % 60:02}")


def _by_table(state: Assembly, item: Item) -> Labelled:
    """What each table that spoke has taken."""
    spoken = state.floor.by_item.get(item.id)
    if spoken is None or not item.tables:
        return ()
    speaks = _table_that_speaks(state, item)
    return tuple(
        (say("Table {n}", n=table), _minutes(seconds))
        for table, seconds in sorted(spoken.used.items())
        if table != speaks
    )


def _table_that_speaks(state: Assembly, item: Item) -> int:
    now = _running(state, item)
    return now.table if now else 0


def _to_be_drawn(state: Assembly) -> bool:
    presented = state.agenda.presentations
    if len(presented) < 2:
        return False
    return not any(state.floor.begun(each.id) for each in presented)


def _order(state: Assembly) -> Blocks:
    """What a lot decides, while nothing of it has begun."""
    if not _to_be_drawn(state):
        return ()
    draw = Press(
        say("Draw their order again"),
        do(agenda.draw_order),
        icon="dices",
    )
    return (
        Rule(),
        Section(say("The projects")),
        Paragraph(_BY_LOT),
        Buttons((draw,), key="order"),
    )


_BY_LOT = say(
    "Each is presented in the same time. A lot says who comes first; what is moved "
    "by hand stands in the "
    "minutes.",
)


def _interest(state: Assembly, each: Interest) -> Blocks:
    about = say("More than one project")
    if each.project:
        about = plain(state.ideas.by_id[each.project].title)
    notes: list[tuple[Text, Text]] = [(say("Interest"), as_written(each.what))]
    if each.reason.text != "":
        notes.append((say("Reason"), as_written(each.reason)))
    caption = say("Interest declared at {time}", time=Clock(each.at))
    handle = Press(
        say("Handle it otherwise"),
        Open("handle", each.id),
        "quiet",
        "pencil",
    )
    return (
        Heading(caption, ROLES[each.role], NOTICE, HANDLED[each.handled]),
        *_too_late(state, each),
        Facts(((say("About"), about),)),
        Notes(tuple(notes)),
        Buttons((handle,)),
    )


def _too_late(state: Assembly, each: Interest) -> Blocks:
    if not late(state, each):
        return ()
    words = say(
        "It was declared after the project was discussed. The pack says so.",
    )
    return (Paragraph(words, shape=ATTENTION),)


# The forms

_TITLES: Mapping[str, Words] = MappingProxyType(
    {
        "plan": say("Plan an item"),
        "declare": say("Declare an interest"),
        "change": say("Change the item"),
        "handle": say("Handle the interest otherwise"),
        "begins": say("When it begins"),
    },
)

_MINUTES = FieldSpec(
    "minutes",
    say("Minutes", context="time"),
    "number",
    least=1,
    most=240,
)
_USUAL_MINUTES = 5
_TABLES = FieldSpec(
    "tables",
    say("Tables that speak"),
    "number",
    least=1,
    most=60,
)
_TITLE = FieldSpec("title", say("Title"))
_SPEAKER = FieldSpec(
    "speaker",
    say("Who speaks"),
    help=say("A role, never a name. It may stay empty."),
)


def _form(
    state: Assembly,
    doing: str,
    item: Item | None,
    interest: Interest | None,
) -> Ask | None:
    match doing:
        case "plan":
            return _plan(state)
        case "declare":
            return _declare(state)
        case "begins":
            return _BEGINS
        case "change" if item is not None:
            return _change(item)
        case "handle" if interest is not None:
            return _handle(interest)
        case _:
            return None


def _about(state: Assembly, empty: Words) -> FieldSpec:
    return FieldSpec(
        "project",
        say("About which project"),
        "choice",
        placeholder=empty,
        choices=tuple(
            Choice(each.id, each.title) for each in state.ideas.projects
        ),
    )


def _plan(state: Assembly) -> Ask:
    """An item of the running order: which fields it has depends on what it is."""
    about_a_project = ("kind", ("presentation", "tables"))
    titled = ("kind", tuple(kind for kind in KINDS if kind != "presentation"))
    spoken = ("kind", tuple(kind for kind in KINDS if kind != "tables"))
    project = _about(state, say("Choose the project"))
    help_ = say("As the room reads it. Empty: the project's own title.")
    each = say("Each has the minutes above, one after the other.")
    fields = (
        FieldSpec(
            "kind",
            say("What it is"),
            "radios",
            upright=True,
            choices=tuple(Choice(kind, words) for kind, words in KINDS.items()),
            must=say("Choose what it is first."),
        ),
        replace(project, when=about_a_project),
        replace(_TITLE, help=help_, when=titled),
        replace(_MINUTES, when=("kind", tuple(KINDS))),
        replace(_TABLES, help=each, when=("kind", ("tables",))),
        replace(_SPEAKER, when=spoken),
    )
    usual: dict[str, Value] = {"minutes": _USUAL_MINUTES}
    if not state.agenda.items:  # an evening begins with words to all
        usual["kind"] = "talk"
    verb = say("Put it on the agenda")
    return Ask("plan", fields, agenda.plan, verb, first=usual, then=_planned)


def _planned(state: Assembly) -> To:
    newest = list(state.agenda.by_id)[-1]
    return recorded(newest, "plan")


_BEGINS = Ask(
    "begins",
    (
        FieldSpec(
            "time",
            say("The evening begins at"),
            help=say("A time of day, such as 17:00."),
        ),
    ),
    agenda.begin_at,
    say("Record the time"),
)


def _change(item: Item) -> Ask:
    minutes = _MINUTES
    if item.kind == "presentation":
        minutes = _MINUTES_OF_ALL
    return Ask(
        "change",
        (_TITLE, minutes, _TABLES if item.tables else _SPEAKER),
        agenda.change,
        say("Record the change"),
        given={"item": item.id},
        first=_as_planned(item),
    )


def _as_planned(item: Item) -> dict[str, Value]:
    first: dict[str, Value] = {"title": item.title, "minutes": item.minutes}
    if item.tables:
        return {**first, "tables": item.tables}
    return {**first, "speaker": str(item.speaker)}


_HOW = (
    FieldSpec(
        "reason",
        say("Reason, in plain words"),
        "paragraph",
        say("A dispensation needs one."),
    ),
    FieldSpec(
        "handled",
        say("How it is handled"),
        "radios",
        choices=tuple(
            Choice(handled, words) for handled, words in HANDLED.items()
        ),
    ),
)


def _declare(state: Assembly) -> Ask:
    return Ask(
        "declare",
        (_WHAT_INTEREST, _WHO_DECLARES, _about(state, _SEVERAL), *_HOW),
        aside.declare,
        say("How it is handled"),
        then=_declared,
        by="handled",
    )


def _declared(state: Assembly) -> To:
    newest = list(state.interests.by_id)[-1]
    return recorded(newest)


def _handle(interest: Interest) -> Ask:
    return Ask(
        "handle",
        _HOW,
        aside.handle,
        say("How it is handled"),
        given={"interest": interest.id},
        first=_as_handled(interest),
        by="handled",
    )


def _as_handled(interest: Interest) -> Mapping[str, Value]:
    return {"handled": interest.handled, "reason": str(interest.reason)}


_MINUTES_OF_ALL = replace(
    _MINUTES,
    help=say("Every project gets the same time, so this is for all."),
)
_WHO_DECLARES = FieldSpec(
    "role",
    say("Who declares it"),
    "radios",
    say("A role: nobody is named in the record."),
    choices=tuple(Choice(role, words) for role, words in ROLES.items()),
    must=say("Choose who declares it first."),
)
_WHAT_INTEREST = FieldSpec(
    "what",
    say("What the interest is"),
    "paragraph",
    say("One sentence, without a name."),
)


_SEVERAL = say("More than one project")
