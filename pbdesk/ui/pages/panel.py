"""The panel: the list of panels and its fingerprint, the draw, challenges, and who sits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from pbdesk.jury import sitting
from pbdesk.jury.asked import SIDES
from pbdesk.jury.excluded import LOOKED_THROUGH, REASONS
from pbdesk.jury.sitting import Challenge, Juror, Limit
from pbdesk.jury.state import Case
from pbdesk.ledger.store import Kept
from pbdesk.minutes.entries import spoken
from pbdesk.paper.case.draw import draw_pdf
from pbdesk.ui.pages.case_words import SIDE, choices, closed_off
from pbdesk.ui.pages.from_form import from_form
from pbdesk.ui.render.blocks import (
    Ask,
    Block,
    Blocks,
    Buttons,
    Facts,
    Heading,
    Notes,
    Own,
    Paragraph,
    Press,
    Rule,
    Section,
)
from pbdesk.ui.render.intents import Open, Print, To
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    SEALED,
    FieldSpec,
    Group,
    Labelled,
    Row,
    Text,
)
from pbdesk.words import Share, Words, code_groups, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Panel")
_SEATS, _CHALLENGES = Group(say("Seats")), Group(say("Challenges"))


def view(state: Case, people: People | None, here: Here) -> PageView:
    """Before the draw how it is made; afterwards the seats at the left, one at the right."""
    off = closed_off(state, _LABEL)
    if off is not None:
        return off
    if not state.panel.drawn:
        return PageView((_heading(state), *_before(state)))
    rows = (
        *map(_seat_row, state.panel.by_number.values()),
        *map(_challenge_row, _raised(state)),
    )
    chosen = (
        here.chosen if here.chosen in {row.key for row in rows} else rows[0].key
    )
    left = Listing(
        _caption(state),
        _LABEL,
        rows,
        chosen=chosen,
        foot=(_certificate(state),),
    )
    right = (
        *_chosen(state, people, chosen, here),
        *_drawn_how(state),
        Own("draw"),
    )
    return PageView(left, right)


def _group(
    limit: Limit,
    seats: Sequence[Mapping[str, str]],
) -> tuple[Words, Words]:
    """A group of which so many had to sit, and how many do."""
    category, value = limit.category, limit.value
    sitting = sum(values.get(category) == value for values in seats)
    name = say("{category}, {value}", category=category, value=value)
    return name, _sit(limit, sitting)


def _sit(limit: Limit, sitting: int) -> Words:
    return say(
        "{least} to {most} wanted, {n} sit",
        least=limit.least,
        most=limit.most,
        n=sitting,
    )


def _drawn_how(state: Case) -> Blocks:
    """Who might have been drawn, how likely, and whether the seats keep the groups."""
    listed = state.panel.listed
    if listed is None:
        return ()
    chances = (
        (say("In the pool"), say("{n}", n=listed.people)),
        (say("May not sit"), say("{n}", n=sum(state.panel.left_out.values()))),
        (say("Smallest chance"), _in_a_hundred(listed.smallest)),
        (say("Largest chance"), _in_a_hundred(listed.largest)),
    )
    seats = [juror.values for juror in state.panel.by_number.values()]
    groups = tuple(_group(limit, seats) for limit in listed.limits)
    shown = (
        (Section(say("Groups"), key="groups"), Notes(groups, key="groups"))
        if groups
        else ()
    )
    return Rule(key="list"), Facts(chances, key="chances"), *shown


def _in_a_hundred(chance: str) -> Words:
    return say("{share}", share=Share(Fraction(chance), 1, 1))


def _certificate(state: Case) -> Press:
    sheet = Print(
        say("Certificate of the draw"),
        say("Drawing the certificate"),
        lambda means: draw_pdf(state, locale=means.locale),
        "draw-certificate.pdf",
    )
    return Press(_printing(state), sheet, "quiet", "printer")


def _printing(state: Case) -> Words:
    if state.panel.drawn:
        return say("Print the certificate")
    return say("Print it for the wall")


def _way(state: Case, target: str | None) -> To:
    if state.panel.drawn:
        return To(chosen=target, focus=target or "list")
    return To(focus="draw" if state.panel.checked else "looked")


PAGE = PageSpec("panel", _LABEL, view, way=_way)


def _raised(state: Case) -> tuple[Challenge, ...]:
    return tuple(state.panel.challenges.values())


def _heading(state: Case) -> Heading:
    if state.panel.listed:
        return Heading(
            say("Listed, not drawn"),
            _LABEL,
            SEALED,
            say("The list stands"),
        )
    return Heading(say("Not drawn"), _LABEL)


def _before(state: Case) -> Blocks:
    listed = state.panel.listed
    if listed is None:
        return (
            Paragraph(
                say(
                    "Jurors are people who use the same service and agreed to be drawn. pbdesk "
                    "makes everybody's smallest chance as large as it can be, and lists every "
                    "panel that may come out.",
                ),
            ),
            *_looking(state),
        )
    code = " ".join(code_groups(bytes.fromhex(listed.list)))
    return (
        Paragraph(
            say(
                "Hang this fingerprint on the wall. Then throw the dice, where everybody sees it.",
            ),
        ),
        Facts(
            (
                (say("Fingerprint of the list"), code),
                (say("In the pool"), say("{n}", n=listed.people)),
                (say("Seats"), say("{n}", n=listed.seats)),
            ),
        ),
        Buttons((_certificate(state),), key="wall"),
        *_left_out(state),
        Own("draw"),
    )


def _looking(state: Case) -> Blocks:
    """Who may not sit is looked for before any list is made."""
    if not state.panel.checked:
        return (_CHECK,)
    by = state.panel.checked
    told = say(
        "{by} looked the pool through for everybody who may not sit.",
        by=by,
    )
    return Paragraph(told, shape=DONE), Own("draw")


def _left_out(state: Case) -> Blocks:
    """How many may not sit, and why; for who works with the file only."""
    notes = tuple(_counted_out(state.panel.left_out))
    if not notes:
        nobody = say("Nobody in the pool was found who may not sit.")
        return (Paragraph(nobody, key="left"),)
    return Section(say("May not sit"), key="left"), Notes(notes, key="left")


def _counted_out(left_out: Mapping[str, int]) -> Iterator[tuple[Words, Words]]:
    for reason, words in REASONS.items():
        if reason in left_out:
            yield words, say("{n}", n=left_out[reason])


_CHECK = Ask(
    "check_pool",
    (
        FieldSpec(
            "looked",
            say("The pool was looked through for whoever"),
            "ticks",
            choices=choices(
                {reason: REASONS[reason] for reason in LOOKED_THROUGH},
            ),
            help=say(
                "Mark them in the pool's file, in a column “excluded”: staff, councillor, "
                "contractor, party, relative, handled or sat. pbdesk leaves them out, and besides "
                "them who shares a home with a side, who bears a name on the case's list, and who "
                "sat lately by the jury's file.",
            ),
        ),
        FieldSpec(
            "by",
            say("Looked through by"),
            placeholder=say("Clerk of the jury"),
        ),
    ),
    from_form(sitting.check_pool),
    say("Record that it was looked through"),
    cancel=None,
)


def _caption(state: Case) -> Words:
    people = state.panel.listed.people if state.panel.listed else 0
    return several(
        "{n} seat, drawn from {people}",
        "{n} seats, drawn from {people}",
        len(state.panel.by_number),
        people=people,
    )


def _seat_row(juror: Juror) -> Row:
    title = say("Juror {n}", n=juror.number)
    return Row(f"{juror.number}", title, _told_of(juror), section=_SEATS)


def _told_of(juror: Juror) -> Text:
    if juror.before:
        return several(
            "After {n} who stood down",
            "After {n} who stood down",
            juror.before,
        )
    if juror.interests:
        return say("Declared an interest")
    return ""


def _challenge_row(each: Challenge) -> Row:
    shape = ATTENTION if each.upheld is None else DONE
    title = say("Juror {n}", n=each.juror)
    return Row(
        each.id,
        title,
        SIDES[each.side],
        shape=shape,
        section=_CHALLENGES,
    )


def _named(
    state: Case,
    people: People | None,
    juror: Juror,
) -> Labelled:
    """Who was lent by an assembly for this seat, while the people file is open."""
    lent = state.panel.lent
    found = (
        people.kept(Kept(lent.ref, lent.digest)) if people and lent else None
    )
    lines = found.data.decode().splitlines() if found else ()
    return tuple(
        (say("To be asked"), say("{name}, {street}", name=name, street=street))
        for ref, name, street in (line.split("\t") for line in lines)
        if ref == juror.person
    )


def _juror(state: Case, people: People | None, juror: Juror) -> Iterator[Block]:
    """What is known of a juror."""
    yield Heading(
        say("Dice {dice}", dice=state.panel.dice),
        say("Juror {n}", n=juror.number),
    )
    values = (*_named(state, people, juror), *sorted(juror.values.items()))
    yield (
        Facts(values) if values else Paragraph(say("Nothing was asked about."))
    )
    if juror.interests:
        yield Notes(
            tuple((say("Interest"), spoken(each)) for each in juror.interests),
        )
    yield Paragraph(
        say(
            "Reference {ref}. Outside this file a juror is a number only.",
            ref=juror.person,
        ),
    )


def _chosen(
    state: Case,
    people: People | None,
    key: str,
    here: Here,
) -> Blocks:
    raised = next((each for each in _raised(state) if each.id == key), None)
    if raised is not None:
        return _challenge(raised)
    juror = state.panel.by_number[int(key)]
    blocks = tuple(_juror(state, people, juror))
    forms = {each.key: each for each in _asks(state, juror)}
    if here.doing in forms:
        return (
            *blocks,
            Section(_TITLES[here.doing], key=here.doing),
            forms[here.doing],
        )
    acts = tuple(
        Press(_TITLES[name], Open(name, f"{juror.number}"), "quiet")
        for name in forms
    )
    return *blocks, Buttons(acts, key="acts")


_TITLES = {
    "declare_interest": say("Declare an interest"),
    "challenge": say("A side challenges this juror"),
    "stand_down": say("This juror stands down"),
    "set_aside": say("Set the panel aside and draw another one"),
}


def _asks(state: Case, juror: Juror) -> tuple[Ask, ...]:
    """What may happen to a seat; another panel is drawn only where nobody is left for it."""
    asks = _of_a_seat(juror)
    return asks if sitting.can_be_set_aside(state, juror.number) else asks[:-1]


def _of_a_seat(juror: Juror) -> tuple[Ask, ...]:
    given = {"juror": juror.number}
    subject = f"{juror.number}"
    reason = FieldSpec("reason", say("Reason"), "paragraph", personal=True)
    what = FieldSpec("what", say("What it is"), "paragraph", personal=True)
    return (
        Ask(
            "declare_interest",
            (what,),
            from_form(sitting.declare_interest),
            say("Record it"),
            given,
            subject=subject,
        ),
        Ask(
            "challenge",
            (SIDE, reason),
            from_form(sitting.challenge),
            say("Record it"),
            given,
            subject=subject,
        ),
        Ask(
            "stand_down",
            (reason,),
            from_form(sitting.stand_down),
            say("Seat the next who fits"),
            given,
            subject=subject,
        ),
        Ask(
            "set_aside",
            (reason,),
            from_form(sitting.set_aside),
            say("Set it aside"),
            given,
            subject=subject,
            final=say(
                "This panel does not hear the case. Mark who may not sit in the pool's file, list "
                "the panels anew and throw the dice again. The report says so.",
            ),
        ),
    )


def _challenge(each: Challenge) -> Blocks:
    caption = say("{side} challenges", side=SIDES[each.side])
    title = say("Juror {n}", n=each.juror)
    why = Paragraph(spoken(each.reason))
    if each.upheld is None:
        rule = Ask(
            "rule",
            (
                FieldSpec(
                    "upheld",
                    say("The challenge is upheld: the next takes the seat"),
                    "tick",
                ),
                FieldSpec("reason", say("Reason, for both sides"), "paragraph"),
            ),
            from_form(sitting.rule),
            say("Rule on it"),
            given={"challenge": each.id},
            cancel=None,
        )
        return (
            Heading(caption, title, ATTENTION, say("Not ruled on")),
            why,
            rule,
        )
    ruled = say("Upheld") if each.upheld else say("Not upheld")
    return (
        Heading(caption, title, DONE, ruled),
        why,
        Paragraph(spoken(each.ruling)),
    )
