"""What people ask together: written down, counted by two, put on the agenda or answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.assembly import matters
from pbdesk.assembly.deliberated import as_written, matter_line
from pbdesk.assembly.matters import (
    Matter,
    MatterDiffered,
    carried,
    first_count,
    needed,
)
from pbdesk.assembly.state import Assembly
from pbdesk.ui.pages.staffing import by_name, names_in
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
    Press,
    Section,
    recorded,
)
from pbdesk.ui.render.intents import LIST, Go, InRoom, Open, To
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOT_STARTED,
    NOTICE,
    FieldSpec,
    Group,
    Labelled,
    Row,
    Text,
    Value,
)
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Asked together")
_TITLE_LETTERS = 80

_GROUPS = {
    "open": Group(say("To take up or answer"), ATTENTION),
    "raised": Group(say("Asked"), NOT_STARTED),
    "settled": Group(say("On the agenda, or answered"), DONE),
}


def view(state: Assembly, people: People | None, here: Here) -> PageView:
    """The page as it stands; `here.chosen` is a matter."""
    held = tuple(state.matters.by_id.values())
    raising = here.doing == "raise"
    open_ = state.handover.made is None
    raise_ = Press(say("Write down what is asked"), Open("raise"), icon="plus")
    listing = Listing(
        _caption(state),
        _LABEL,
        tuple(
            _row(each)
            for group in _GROUPS
            for each in held
            if _group(state, each) == group
        ),
        chosen=None if raising else _id(_chosen(state, here)),
        empty=_empty(state, raise_ if open_ else None) if not held else None,
        foot=(raise_,) if open_ and held else (),
    )
    chosen = _chosen(state, here)
    if raising:
        return PageView(
            listing,
            (Heading("", say("What is asked")), _raise()),
            back=_LABEL,
        )
    if chosen is None:
        return PageView(listing, back=_LABEL)
    return PageView(listing, _one(state, people, here, chosen), back=_LABEL)


def _way(_state: Assembly, target: str | None) -> To:
    return (
        To(doing="raise")
        if target == "raise"
        else To(chosen=target, focus=LIST)
    )


PAGE = PageSpec("matters", _LABEL, view, way=_way, whole=True)


def _id(found: Matter | None) -> str | None:
    return found.id if found is not None else None


def _chosen(state: Assembly, here: Here) -> Matter | None:
    """The chosen one; without a choice the newest."""
    for each in state.matters.by_id.values():
        if each.id == here.chosen:
            return each
    return state.matters.newest


def _group(state: Assembly, each: Matter) -> str:
    if each.settled:
        return "settled"
    return "open" if carried(state, each) else "raised"


def _caption(state: Assembly) -> Words:
    return several("{n} matter", "{n} matters", len(state.matters.by_id))


def _rule(state: Assembly) -> Words:
    least = needed(state)
    if least is None:
        return say(
            "The rulebook does not say how many people must ask the same. What is asked can be "
            "put on the agenda or answered all the same.",
        )
    return several(
        "Where {n} person asks the same, it goes on the agenda or is answered with a reason.",
        "Where {n} people ask the same, it goes on the agenda or is answered with a reason.",
        least,
    )


def _empty(state: Assembly, press: Press | None) -> Empty:
    return Empty(
        say("Nobody has asked for anything"),
        _rule(state),
        press,
        key="none",
    )


def _row(each: Matter) -> Row:
    return Row(
        each.id,
        as_written(each.words),
        _hands(each),
        section=_of(each),
        number=say("{n}", n=each.number),
    )


def _hands(each: Matter) -> Text:
    if each.hands is None:
        return ""
    return several("{n} hand", "{n} hands", each.hands)


def _of(each: Matter) -> Group:
    return _GROUPS["settled"] if each.settled else _GROUPS["raised"]


def _raise() -> Ask:
    return Ask(
        "raise",
        (_ASKED,),
        matters.raise_matter,
        say("Write it down"),
        then=lambda state: recorded(_id(state.matters.newest)),
    )


_ASKED = FieldSpec(
    "words",
    say("What they ask"),
    "paragraph",
    say("In a sentence, without a name."),
)


# One matter


def _one(
    state: Assembly,
    people: People | None,
    here: Here,
    each: Matter,
) -> Blocks:
    line, group = matter_line(state, each), _GROUPS[_group(state, each)]
    head = Heading(
        say("Matter {n}", n=each.number),
        line.words,
        group.shape,
        group.title,
    )
    facts: list[tuple[Text, Text]] = [(say("Stands"), line.stands)]
    if each.hands is not None:
        told = say(
            "{n} of {present} people",
            n=each.hands,
            present=each.present or 0,
        )
        facts.insert(0, (say("Hands"), told))
    if line.item:
        facts.append((say("On the agenda"), line.item))
    found: list[Block] = [
        head,
        Paragraph(_rule(state), role="help", key="rule"),
        Facts(tuple(facts)),
    ]
    if line.answer is not None:
        found.append(Paragraph(line.answer, lead=say("Answer"), key="answered"))
    return (
        *found,
        *_alike(state, each),
        *_differed(each),
        *_forms(state, people, here, each),
    )


def _alike(state: Assembly, each: Matter) -> Blocks:
    """What was asked before and is much the same: it may be one matter."""
    found = matters.looks_like(state, each.id)
    if not found:
        return ()
    return (
        Section(say("Looks like"), key="alike"),
        Notes(tuple(_note(each) for each in found), key="alike"),
        Buttons((_go_to(found[0]),), key="alike"),
    )


def _note(each: Matter) -> tuple[Words, Words]:
    return say("Matter {n}", n=each.number), as_written(each.words)


def _go_to(each: Matter) -> Press:
    words = say("Go to matter {n}", n=each.number)
    return Press(words, Go("matters", each.id), "quiet")


def _differed(each: Matter) -> Blocks:
    if not each.differed:
        return ()
    return (
        Section(say("Counts that differ"), key="differed"),
        Notes(_counts(each), key="differed"),
    )


def _counts(each: Matter) -> Labelled:
    return tuple(
        (say("Count {n}", n=n), _both(count))
        for n, count in enumerate(each.differed, start=1)
    )


def _both(count: MatterDiffered) -> Words:
    """Hands and people present, as each of the two counted them."""
    first, second = count.present
    return say(
        "{hands} of {present} people, and {others} of {these} people",
        hands=count.first,
        present=first,
        others=count.second,
        these=second,
    )


def _forms(
    state: Assembly,
    people: People | None,
    here: Here,
    each: Matter,
) -> Blocks:
    if state.handover.made:
        told = say("The pack is made, and it says what people asked together.")
        return (Paragraph(told, shape=NOTICE, key="locked"),)
    counting = (
        _counting(state, people, each)
        if each.hands is None and needed(state)
        else ()
    )
    presses: list[Press] = []
    forms: list[Block] = []
    if here.doing == "put_on" and each.item is None:
        forms.append(_put_on(each))
    elif not each.settled:
        presses.append(
            Press(say("Put it on the agenda"), Open("put_on", each.id)),
        )
    if here.doing == "answer":
        forms.append(_answer(each))
    elif each.answer is None:
        presses.append(
            Press(say("Answer with a reason"), Open("answer", each.id)),
        )
    presses.append(
        Press(say("Show in the room"), InRoom("open"), "quiet", "monitor"),
    )
    return (*counting, Buttons(tuple(presses), key="acts"), *forms)


def _counting(
    state: Assembly,
    people: People | None,
    each: Matter,
) -> Blocks:
    second = first_count(each.id) in state.drafts
    told = (
        say(
            "One person has counted; that figure is put away. Now the second, unseen by the first.",
        )
        if second
        else say(
            "Two people count the same raised hands, each for themselves, and say nothing.",
        )
    )
    who = say("The second person") if second else say("The first person")
    ask = Ask(
        "second" if second else "first",
        (
            FieldSpec("by", say("Who counted"), personal=True),
            FieldSpec(
                "hands",
                say("Hands"),
                "number",
                least=0,
                most=100_000,
                beside=True,
                personal=True,
            ),
            FieldSpec(
                "present",
                say("People present"),
                "number",
                least=0,
                most=100_000,
                beside=True,
                personal=True,
            ),
        ),
        by_name(people, matters.count_hands),
        say("Put the count away"),
        given={"matter": each.id},
        first={
            "by": (names_in(people) or {}).get(
                "teller-2" if second else "teller-1",
                "",
            ),
        },
        subject=f"{each.id}/{len(each.differed)}",
        then=lambda after: _after(after, each),
        cancel=None,
    )
    return (Section(who, key="counting"), Paragraph(told, key="how"), ask)


def _after(state: Assembly, each: Matter) -> To:
    if state.matters.by_id[each.id].hands is not None:
        return To(each.id, focus=LIST, said=say("Both counted the same."))
    said = say("The counts differ. Hands are raised again.")
    if first_count(each.id) in state.drafts:
        said = say("Put away. Now the second person.")
    return To(each.id, focus="hands", said=said)


def _put_on(each: Matter) -> Ask:
    return Ask(
        "put_on",
        _ITEM,
        matters.put_on,
        say("Put it on"),
        given={"matter": each.id},
        first=_as_item(each),
    )


_ITEM = (
    FieldSpec(
        "title",
        say("Title of the item"),
        help=say("A few words; the room reads them."),
    ),
    FieldSpec(
        "minutes",
        say("Minutes"),
        "number",
        least=1,
        most=240,
        beside=True,
    ),
)


def _answer(each: Matter) -> Ask:
    return Ask(
        "answer",
        _ANSWER,
        matters.answer,
        say("Record the answer"),
        given={"matter": each.id},
    )


_ANSWER = (
    FieldSpec(
        "by",
        say("Who answers"),
        help=say("An office or a role, no name."),
    ),
    FieldSpec("reason", say("The reason"), "paragraph"),
)


def _as_item(each: Matter) -> dict[str, Value]:
    return {"title": str(each.words)[:_TITLE_LETTERS], "minutes": 5}
