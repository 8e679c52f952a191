"""Batches: open the box, key every paper twice, look again, and state that the papers add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Decided, Moment
from pbdesk.questions import box
from pbdesk.questions.batches import Batch
from pbdesk.questions.spares import in_the_envelope, papers_out
from pbdesk.ui.pages.batches.sums import adding_up, surplus
from pbdesk.ui.pages.batches.work import (
    Kind,
    Memory,
    Work,
    kind_of,
    next_batch,
    told_of,
    work_on,
)
from pbdesk.ui.pages.from_form import from_form
from pbdesk.ui.pages.staffing import names_in
from pbdesk.ui.render.blocks import (
    Ask,
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
)
from pbdesk.ui.render.intents import Go, Know, Open, Then, To
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOT_STARTED,
    UNDER_WAY,
    AllBut,
    FieldSpec,
    Group,
    Row,
    Shape,
)
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE", "remembered", "rows", "view"]

_LABEL = say("Batches")
_GROUPS: Mapping[Kind, Group] = MappingProxyType(
    {
        "short": Group(say("Does not add up"), ATTENTION),
        "differ": Group(say("Differ: look again"), ATTENTION),
        "keying": Group(say("Being keyed"), UNDER_WAY),
        "fresh": Group(say("Not started"), NOT_STARTED),
        "agreed": Group(say("Keyed twice, agreed"), DONE),
    },
)
"""In the order of the list."""
_STATES: Mapping[Kind, tuple[Shape, Words]] = MappingProxyType(
    {
        "agreed": (DONE, say("Agreed")),
        "short": (ATTENTION, say("Does not add up")),
        "differ": (ATTENTION, say("Look again")),
    },
)


def view(state: Assembly, people: People | None, here: Here) -> PageView:
    """Bundles at the left, the paper that is keyed at the right, and whether all papers add up."""
    if state.box.batches:
        return _batches(state, remembered(people, here), here)
    heading = Heading(say("Before the papers are keyed"), say("The box"))
    if state.vote.closed is None:
        return PageView((heading, _EARLY))
    if state.door.given("paper", "large"):
        return PageView((heading, *_opening(state)))
    return PageView((heading, _NONE, *_sum(state, here)))


def _way(state: Assembly, target: str | None) -> To:
    """To a figure that is missing, or to a batch: to the next one, and into its field."""
    if target == "unreturned" or (target == "papers" and not state.box.batches):
        return To(focus=target)
    if target is None or not target.isdecimal():
        return _to_next(state)
    return To(target, focus="keying")


def _to_next(state: Assembly) -> To:
    following = next_batch(state)
    return To(None if following is None else str(following), focus="keying")


PAGE = PageSpec("batches", _LABEL, view, share="slim", way=_way)


def remembered(people: People | None, here: Here) -> Memory:
    """What was told in this session, with the names that the people file tells now."""
    memory: Memory = here.found.get("keying", Memory())
    return replace(memory, names=names_in(people))


# The box

_EARLY = Empty(
    say("The vote is not closed"),
    say(
        "The box stays shut while anybody can still vote. It is opened in view of the "
        "room, once the vote is "
        "closed.",
    ),
    Press(say("Go to the vote"), Go("polls"), icon="arrow-right"),
)
_NONE = Paragraph(
    say("No paper was given out: everybody voted at the kiosk."),
    key="none",
)
_STEPS = Paragraph(
    say(
        "Empty the box in view of the room, mix the papers, count them by hand and bundle "
        "them. Write on each bundle's slip its number and how many papers it holds.",
    ),
)
_UNDO = Paragraph(
    say("This can be undone until the first paper is keyed."),
    role="help",
)


def _opening(state: Assembly) -> Blocks:
    """How the box is opened."""
    given, spoilt = papers_out(state), in_the_envelope(state)
    told = say(
        "{given} papers were given out and {spoilt} came back to the door: at most {most} can be "
        "in the box.",
        given=given,
        spoilt=spoilt,
        most=given - spoilt,
    )
    return _STEPS, Paragraph(told, key="box"), _BOX, _UNDO


def _open_box(
    state: Assembly,
    moment: Moment,
    *,
    papers: int,
    batch_size: int | None,
) -> Decided:
    size = batch_size or _SIZE
    return box.open_box(state, moment, papers=papers, batch_size=size)


_SIZE = 25
_BOX = Ask(
    "box",
    (
        FieldSpec(
            "papers",
            say("Papers in the box, counted by hand"),
            "number",
            least=0,
            must=say(
                "Count the papers by hand and write how many there are.",
            ),
        ),
        FieldSpec(
            "batch_size",
            say("Papers in a bundle"),
            "number",
            least=1,
            most=200,
        ),
    ),
    _open_box,
    say("Open the box"),
    first={"batch_size": _SIZE},
    then=_to_next,
    cancel=None,
)


# The batches


def _batches(state: Assembly, memory: Memory, here: Here) -> PageView:
    batches = state.box.batches
    number = int(here.chosen or 0)
    chosen = batches[number if number in batches else next_batch(state) or 1]
    work = work_on(state, memory, chosen)
    caption = say(
        "{batches}, {papers} in the box",
        batches=several("{n} batch", "{n} batches", len(batches)),
        papers=several("{n} paper", "{n} papers", state.box.papers),
    )
    listed = rows(state, memory)
    return PageView(
        Listing(caption, _LABEL, listed, str(chosen.number)),
        (*_work(work, _to_mend(work, here)), *_sum(state, here, work)),
        back=_LABEL,
    )


def rows(state: Assembly, memory: Memory) -> tuple[Row, ...]:
    """The batches by what they need."""
    order, batches = list(_GROUPS), state.box.batches.values()
    sorted_ = sorted(
        batches,
        key=lambda each: order.index(kind_of(state, each)),
    )
    return tuple(_row(state, memory, each) for each in sorted_)


def _row(state: Assembly, memory: Memory, batch: Batch) -> Row:
    return Row(
        str(batch.number),
        say("Batch {batch}", batch=batch.number),
        told_of(state, memory, batch),
        say("{n}", n=batch.papers),
        section=_GROUPS[kind_of(state, batch)],
    )


def _work(work: Work, mend: str) -> Blocks:
    shape, told = _STATES.get(work.kind, (None, ""))
    again = Notes(work.looked_again, key="again")
    acts = (*_keying(work), *(() if mend else _mendings(work)))
    return (
        Heading(work.caption, work.title, shape, told),
        *((Own("keying", work),) if work.turn is not None else ()),
        *((again,) if work.looked_again else ()),
        *((Buttons(acts, key="acts"),) if acts else ()),
        *(_mending(work, mend) if mend else ()),
    )


def _keying(work: Work) -> tuple[Press, ...]:
    """What else a teller says who keys."""
    if work.turn is None or not work.keying:
        return ()
    batch, memory = work.number, work.memory
    ended = replace(memory, ended=memory.ended | {batch})
    another = memory.keyed_by(batch, work.turn, "")
    rename = Press(say("Somebody else keys"), _know("rename", another))
    if not work.may_end:
        return (rename,)
    return Press(say("No paper is left"), _know("end", ended)), rename


def _know(key: str, memory: Memory) -> Know:
    return Know(key, {"keying": memory}, To(focus="keying"))


# A figure that was misread is mended, with the reason


@dataclass(frozen=True, slots=True)
class _Mend:
    """What is mended: the button that asks for it, the form, and the decision."""

    asking: Words
    title: Words
    figure: FieldSpec
    reason: Words
    decide: Callable[..., Decided]
    verb: Words


_MENDS: Mapping[str, _Mend] = MappingProxyType(
    {
        "correct_batch": _Mend(
            say("The bundle holds another number"),
            say("Count the bundle by hand"),
            FieldSpec(
                "papers",
                say("Papers in the bundle, counted by hand again"),
                "number",
                least=0,
            ),
            say("Where the paper was found or lost"),
            box.correct_batch,
            say("Correct the batch"),
        ),
        "key_again": _Mend(
            say("A paper was read wrongly"),
            say("A paper that both read wrongly"),
            FieldSpec(
                "paper",
                say("Number of the paper in this bundle"),
                "number",
                least=1,
                help=say(
                    "What was keyed for it is erased; two people key it anew.",
                ),
            ),
            say("What was read wrongly"),
            box.key_again,
            say("Have it keyed again"),
        ),
        "add_batch": _Mend(
            say("There is another bundle"),
            say("A bundle that was not counted"),
            FieldSpec(
                "papers",
                say("Papers in the bundle, counted by hand"),
                "number",
                least=1,
            ),
            say("Where the papers were found"),
            box.add_batch,
            say("Add the bundle"),
        ),
    },
)


def _to_mend(work: Work, here: Here) -> str:
    """What somebody asked to mend; the number of papers where the batch is short."""
    if here.doing in _MENDS:
        return here.doing
    return "correct_batch" if _is_short(work) else ""


def _is_short(work: Work) -> bool:
    return work.kind == "short" and work.turn is None


def _mendings(work: Work) -> tuple[Press, ...]:
    may = (work.may_correct, work.may_key_again, work.may_key_again)
    asked = zip(_MENDS.items(), may, strict=True)
    return tuple(
        Press(mend.asking, Open(key)) for (key, mend), may in asked if may
    )


def _mending(work: Work, key: str) -> Blocks:
    mend, short = _MENDS[key], _is_short(work)
    on = _know("on", work.memory.keyed_on(work.number))
    corrects, adds = key == "correct_batch", key == "add_batch"
    then: Then = _to_next if adds else To(also=on)
    papers = work.done if short else work.papers
    ask = Ask(
        key,
        (mend.figure, _reason(mend.reason)),
        from_form(mend.decide),
        mend.verb,
        given={} if adds else {"batch": work.number},
        first={"papers": papers} if corrects else {},
        subject=str(work.number),
        then=then,
        cancel=say("There is another paper: key it")
        if short
        else say("Cancel"),
        left=To(also=on) if short else To(focus="keying"),
    )
    return Section(mend.title, key=key), ask


def _reason(label: Words) -> FieldSpec:
    told = say("Goes into the minutes.")
    return FieldSpec("reason", label, "paragraph", help=told)


# Whether the papers add up


def _sum(state: Assembly, here: Here, work: Work | None = None) -> Blocks:
    """Under what is keyed; while a batch is worked on only once all others are keyed."""
    unreturned = here.typed.get("reconcile", {}).get("unreturned")
    written = unreturned if isinstance(unreturned, int) else 0
    found = adding_up(state, written)
    if work is not None and work.turn is not None and not found.asked:
        return _too_many(state)
    stated = enumerate(found.stated)
    return (
        Rule(key="sum"),
        Section(say("Do the papers add up?"), key="sum"),
        Own("whole", found),
        *(Paragraph(text, lead, ATTENTION) for lead, text in found.alerts),
        *(Paragraph(text, shape=None if n else DONE) for n, text in stated),
        *((_stating(found.missing + written),) if found.asked else ()),
    )


def _too_many(state: Assembly) -> Blocks:
    """Said at once: while no paper is keyed, the box can still be counted and opened again."""
    match surplus(state):
        case (lead, text):
            return (Paragraph(text, lead, ATTENTION, key="surplus"),)
        case None:
            return ()


def _stating(exact: int) -> Ask:
    """What is missing needs to be explained, unless `exact` so many are not brought back."""
    nothing = AllBut((str(exact), *((None, "") if not exact else ())))
    return Ask(
        "reconcile",
        (
            FieldSpec(
                "unreturned",
                say("Papers not brought back"),
                "number",
                least=0,
                help=say(
                    "Given out, and the people who had them kept them or left with them.",
                ),
            ),
            FieldSpec(
                "explanation",
                say("What is known about missing papers"),
                "paragraph",
                help=say("Goes into the minutes."),
                when=("unreturned", nothing),
            ),
        ),
        from_form(box.reconcile),
        say("Record that they add up"),
        then=_STATED,
        cancel=None,
        followed=True,
    )


_STATED = To(said=say("It is recorded that the papers add up."), onward=True)
