"""Proposals: the list by what became of each idea.

At the right the chosen one: what it is, what the check found, its answer, its place in the count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.app.jobs.proposers import AGREED
from pbdesk.assembly import ideas
from pbdesk.assembly.alike import alike
from pbdesk.assembly.doubts import doubts
from pbdesk.assembly.ideas import ASPECTS, VERDICTS, Check, Proposal
from pbdesk.assembly.placed import place
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Decided, Moment
from pbdesk.minutes.entries import FreeText, Id
from pbdesk.questions.limits import categories
from pbdesk.ui.pages.listed_ideas import FORM, READ, of_list
from pbdesk.ui.pages.proposer import proposer_of
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Buttons,
    Empty,
    Facts,
    Findings,
    Heading,
    Paragraph,
    Press,
    Rule,
    Section,
)
from pbdesk.ui.render.intents import LIST, Means, Open, Print, To
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    MERGED,
    NOT_STARTED,
    NOTICE,
    REFUSED,
    Choice,
    FieldSpec,
    Finding,
    Group,
    Row,
    Shape,
    Text,
    Value,
)
from pbdesk.words import Day, Money, Words, plain, say, several
from pbdesk.words import Listing as Names

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE", "chosen", "next_open"]

_LABEL = say("Proposals")

_GROUPS: Mapping[str, Group] = MappingProxyType(
    {
        "open": Group(say("Needs an answer"), ATTENTION),
        "accepted": Group(say("Accepted as projects"), DONE),
        "merged": Group(say("Merged"), MERGED),
        "not-feasible": Group(say("Not feasible"), REFUSED),
        "withdrawn": Group(say("Withdrawn"), Shape("circle-x")),
    },
)
"""What became of a proposal, in the order of the list."""

_ONE_LINE = 16
"""Letters of an office beside which the day still stands on the same line."""

_EMPTY = Empty(
    say("No idea is on the list yet"),
    say(
        "Ideas stand here as they were handed in, on a card, at a table or in a list. Each is "
        "checked and gets an answer "
        "with a reason; what is accepted comes onto the ballot.",
    ),
    Press(say("Write the first idea"), Open("write"), icon="plus"),
)


def view(state: Assembly, people: People | None, here: Here) -> PageView:
    """The page as it stands: `here.chosen` is a proposal, `here.search` what is looked for."""
    proposal, making = chosen(state, here), _making(state, people, here)
    return PageView(
        left=_listing(state, here, proposal, making=bool(making)),
        right=making or _detail(state, people, here, proposal),
        back=_back(len(state.ideas.by_id)),
    )


def _back(n: int) -> Text:
    return several("{n} proposal", "All {n} proposals", n) if n else ""


def _making(state: Assembly, people: People | None, here: Here) -> Blocks:
    """What puts ideas on the list: one that is written, or those of a list that was read."""
    if state.sheet.drawn_up:
        return ()
    if here.doing == "write":
        return _writing(state, here)
    return (
        of_list(state, here, locked=people is None)
        if here.doing == FORM
        else ()
    )


def _way(state: Assembly, target: str | None) -> To:
    """To a new idea, else to a proposal and the answer that it needs."""
    if target == "title":
        return To(doing="write")
    known = target if target in state.ideas.by_id else None
    return To(chosen=known, focus="answer" if known else "")


PAGE = PageSpec("proposals", _LABEL, view, way=_way, whole=True)


def chosen(state: Assembly, here: Here) -> Proposal | None:
    """The chosen proposal.

    Without a choice the first that needs an answer, else the first of all.
    """
    by_id: dict[str, Proposal] = dict(state.ideas.by_id.items())
    if here.chosen in by_id:
        return by_id[here.chosen]
    return next(iter((*state.ideas.open, *by_id.values())), None)


def next_open(state: Assembly, after: str) -> Proposal | None:
    """The next proposal in the list that needs an answer, from the top again at its end."""
    number = _number(state, after)
    waiting = [p for p in state.ideas.open if p.id != after]
    return next(
        (p for p in waiting if p.number > number),
        next(iter(waiting), None),
    )


def _number(state: Assembly, proposal: str) -> int:
    """Its number; 0 where there is no such proposal."""
    known = state.ideas.by_id.values()
    return next((p.number for p in known if p.id == proposal), 0)


def _locked(state: Assembly) -> Words | None:
    """Why nothing changes any more, once the ballot is drawn up."""
    if not state.sheet.drawn_up:
        return None
    return say(
        "The ballot is drawn up, so the list of projects stands. Announce a change in the "
        "room; votes for the "
        "project are counted and reported.",
    )


# The list


_WRITE = Press(say("Write an idea"), Open("write"), icon="plus")


def _listing(
    state: Assembly,
    here: Here,
    proposal: Proposal | None,
    *,
    making: bool,
) -> Listing:
    caption = _caption(len(state.ideas.by_id), len(state.ideas.open))
    if proposal is None:
        empty = None if making else _EMPTY
        return Listing(caption, _LABEL, (), empty=empty, foot=_foot(state))
    rows = _found(state, here.search)
    nothing = say("No proposal holds “{search}”.", search=here.search)
    return Listing(
        caption,
        _LABEL,
        rows,
        chosen=proposal.id,
        search=say("Find a proposal"),
        nothing="" if rows else nothing,
        foot=_foot(state),
    )


def _foot(state: Assembly) -> tuple[Press, ...]:
    """Ways to put ideas on the list; an empty list has the first in its middle."""
    if state.sheet.drawn_up:
        return ()
    write = (_WRITE,) if state.ideas.by_id else ()
    return (*write, READ, _card(state))


def _card(state: Assembly) -> Press:
    """The card on which an idea is handed in."""

    def make(means: Means) -> bytes:
        from pbdesk.paper.proposers import idea_card_pdf

        return idea_card_pdf(state.about.name, AGREED, locale=means.locale)

    title, waits = say("Card for an idea"), say("Setting the card")
    drawn = Print(title, waits, make, "idea-card.pdf")
    return Press(say("Print a card for ideas"), drawn, "quiet", "printer")


def _caption(n: int, waiting: int) -> Words:
    if not n:
        return say("Nothing handed in yet")
    if not waiting:
        return several(
            "{n} handed in, answered",
            "{n} handed in, all answered",
            n,
        )
    return several(
        "{n} handed in, {waiting} needs an answer",
        "{n} handed in, {waiting} still need an answer",
        n,
        waiting=waiting,
    )


def _found(state: Assembly, search: str) -> tuple[Row, ...]:
    """The proposals that hold every word, in title, place or number."""
    wanted = search.casefold().split()
    held = [p for p in state.ideas.by_id.values() if _holds(p, wanted)]
    return tuple(
        _row(state, p) for group in _GROUPS for p in held if p.state == group
    )


def _holds(proposal: Proposal, wanted: list[str]) -> bool:
    text = f"{proposal.number} {proposal.title} {proposal.place}".casefold()
    return all(word in text for word in wanted)


def _row(state: Assembly, proposal: Proposal) -> Row:
    return Row(
        proposal.id,
        proposal.title,
        _numbered(proposal),
        _cost_or_wish(state, proposal),
        section=_GROUPS[proposal.state],
    )


def _cost_or_wish(state: Assembly, proposal: Proposal) -> Text:
    sum_ = proposal.wish if proposal.cost is None else proposal.cost
    return "" if sum_ is None else _sum(state, sum_)


def _numbered(proposal: Proposal) -> Words:
    """Its number, and where it is to be."""
    number, place = proposal.number, proposal.place
    if not place:
        return say("No. {number}", number=number)
    return say("No. {number}, {place}", number=number, place=place)


def _sum(state: Assembly, minor: int) -> Words:
    return say("{sum}", sum=Money(minor, state.mandate.currency))


# What is chosen


def _detail(
    state: Assembly,
    people: People | None,
    here: Here,
    proposal: Proposal | None,
) -> Blocks:
    if proposal is None:
        return ()
    open_ = not state.sheet.drawn_up and not _gone(proposal)
    forms = _forms(state, here, proposal) if open_ else {}
    return (
        *_what_it_is(state, proposal, open_=open_),
        *forms.get("amend", ()),
        *_feasibility(state, proposal, open_=open_),
        *(block for form in (*_CHECKS, _ALL) for block in forms.get(form, ())),
        Rule(),
        Section(say("Your answer")),
        *_answered(state, proposal, open_=open_),
        *forms.get("answer", ()),
        *_placing(state, proposal),
        *_handed_in(state, people, here, proposal),
    )


def _gone(proposal: Proposal) -> bool:
    return proposal.state in ("merged", "withdrawn")


def _what_it_is(
    state: Assembly,
    proposal: Proposal,
    *,
    open_: bool,
) -> Blocks:
    locked = _locked(state)
    return (
        _heading(proposal, open_=open_),
        *((Paragraph(locked, shape=NOTICE, key="locked"),) if locked else ()),
        *_doubts(state, proposal),
        *_summary(proposal),
        *_alike(state, proposal),
        Facts(_facts(state, proposal)),
    )


def _handed_in(
    state: Assembly,
    people: People | None,
    here: Here,
    proposal: Proposal,
) -> Blocks:
    """Who it is from, kept apart from the record."""
    key = "proposer"
    return (
        Rule(key=key),
        Section(say("Who handed it in"), key=key),
        *_offer(not state.sheet.drawn_up, _receipt(state, proposal)),
        *proposer_of(state, people, here, proposal),
    )


def _receipt(state: Assembly, proposal: Proposal) -> Press:
    """What whoever handed it in takes home."""

    def make(means: Means) -> bytes:
        from pbdesk.paper.proposers import idea_receipt_pdf

        return idea_receipt_pdf(state, proposal, locale=means.locale)

    title, waits = say("Receipt for an idea"), say("Setting the receipt")
    drawn = Print(title, waits, make, f"receipt-{proposal.number}.pdf")
    return Press(say("Print a receipt"), drawn, "quiet", "printer")


def _feasibility(
    state: Assembly,
    proposal: Proposal,
    *,
    open_: bool,
) -> Blocks:
    """What the check found, aspect by aspect, and the button that records more of it."""
    found = (_finding(state, proposal, aspect) for aspect in ASPECTS)
    return (
        Rule(key="check"),
        Section(say("Feasibility check"), key="check"),
        Findings(tuple(found)),
        *(_to_check(proposal) if open_ else ()),
    )


def _to_check(proposal: Proposal) -> Blocks:
    """A button for each aspect."""
    looked = (
        Press(ASPECTS[aspect], Open(form, proposal.id), icon="clipboard-check")
        for form, aspect in _CHECKS.items()
    )
    return (
        Paragraph(say("Record a check of"), role="label", key="check"),
        Buttons((*looked, *_every_yes(proposal)), key="check"),
    )


_ALL = "check-rest"


def _every_yes(proposal: Proposal) -> tuple[Press, ...]:
    """One press for all checks that were not answered, where none was answered with no."""
    answered_no = any(each.verdict == "no" for each in proposal.checks.values())
    if answered_no or len(ideas.unlooked(proposal)) < 2:
        return ()
    return (Press(say("All yes"), Open(_ALL, proposal.id), icon="check"),)


def _checking_rest(proposal: Proposal) -> Blocks:
    left = tuple(ASPECTS[each] for each in ideas.unlooked(proposal))
    each = say("{aspects}: each is recorded on its own.", aspects=Names(left))
    return (
        Section(say("All yes"), key=_ALL),
        Paragraph(each, role="help", key=_ALL),
        _asked_rest(proposal),
    )


def _asked_rest(proposal: Proposal) -> Ask:
    return Ask(
        _ALL,
        _CHECK[:2],
        ideas.check_all,
        say("Record all as “Yes”"),
        given={"proposal": proposal.id},
        then=_looked_at(proposal),
    )


def _offer(open_: bool, press: Press) -> Blocks:
    return (Buttons((press,), key=press.key),) if open_ else ()


def _heading(proposal: Proposal, *, open_: bool) -> Heading:
    amend = Press(say("Amend"), Open("amend", proposal.id), "quiet", "pencil")
    return Heading(
        say("Proposal {number}", number=proposal.number),
        proposal.title,
        _GROUPS[proposal.state].shape,
        _standing(proposal),
        tail=(amend,) if open_ else (),
    )


def _standing(proposal: Proposal) -> Text:
    """What became of it, said of one."""
    if proposal.state == "accepted":
        return say("Accepted as a project")
    return _GROUPS[proposal.state].title


def _doubts(state: Assembly, proposal: Proposal) -> Blocks:
    """What should be looked at before it stands on a ballot."""
    if state.sheet.drawn_up:
        return ()
    return tuple(
        Paragraph(words, shape=ATTENTION, key=f"doubt-{n}")
        for n, words in enumerate(doubts(state, proposal.id))
    )


def _summary(proposal: Proposal) -> Blocks:
    words = _spoken(proposal.summary)
    return (Paragraph(words, key="summary"),) if words != plain("") else ()


def _alike(state: Assembly, proposal: Proposal) -> Blocks:
    """Ideas that say much the same, while this one waits for its answer: they may become one."""
    if proposal.state != "open":
        return ()
    return _named_alike(
        state,
        proposal.id,
        f"{proposal.title} {proposal.summary}",
    )


_ENOUGH = 6
"""Letters that say what an idea is about."""


def _named_alike(state: Assembly, idea: Id, text: str) -> Blocks:
    found = (
        _ids_alike(state, idea, text) if len(text.strip()) >= _ENOUGH else ()
    )
    if not found:
        return ()
    titles = Names(
        tuple(plain(state.ideas.by_id[each].title) for each in found),
    )
    told = say("{titles}", titles=titles)
    return (Paragraph(told, lead=say("Much alike"), key="alike"),)


def _ids_alike(state: Assembly, idea: Id, text: str) -> Sequence[Id]:
    there = {
        each.id: f"{each.title} {each.summary}"
        for each in state.ideas.by_id.values()
        if each.state in ("open", "accepted")
    }
    return alike(there | {idea: text}, idea)


type _Fact = tuple[Text, Text]


def _facts(state: Assembly, proposal: Proposal) -> tuple[_Fact, ...]:
    return (
        *_sums(state, proposal),
        (
            say("Where"),
            plain(proposal.place) if proposal.place else say("Not given"),
        ),
        (say("Handed in"), say("{day}", day=Day(proposal.received.date()))),
        *_in_the_count(state, proposal),
    )


def _sums(state: Assembly, proposal: Proposal) -> Iterator[_Fact]:
    """What was asked for, what it costs, and what each year."""
    wish, cost, running = proposal.wish, proposal.cost, proposal.running
    asked = say("Not costed yet") if wish is None else _sum(state, wish)
    yield say("Asked for"), asked
    if cost is not None:
        yield say("Costs"), _sum(state, cost)
    if running is not None:
        yield say("Each year"), _sum(state, running)


def _in_the_count(state: Assembly, proposal: Proposal) -> Iterator[_Fact]:
    """Its category, and what it cannot be funded together with."""
    if proposal.category:
        yield say("Category"), plain(proposal.category)
    for other in proposal.excludes:
        yield say("Not together with"), plain(state.ideas.by_id[other].title)


_VERDICT_SHAPES: Mapping[str, Shape] = MappingProxyType(
    {"asked": ATTENTION, "no": REFUSED},
)


def _finding(state: Assembly, proposal: Proposal, aspect: str) -> Finding:
    label, check = ASPECTS[aspect], proposal.checks.get(aspect)
    if check is None:
        return Finding(label, say("Not looked at yet."), shape=NOT_STARTED)
    return _looked(state, label, check)


def _looked(state: Assembly, label: Words, check: Check) -> Finding:
    return Finding(
        label,
        _spoken(check.reason),
        lead=say("{verdict}.", verdict=VERDICTS[check.verdict]),
        shape=_VERDICT_SHAPES.get(check.verdict, DONE),
        note=_who(state, check),
    )


def _who(state: Assembly, check: Check) -> Words:
    """Who said so and on which day, on one line where the name leaves room for it."""
    day = Day(check.at.date(), short=check.at.year == state.mandate.day.year)
    if len(check.by) > _ONE_LINE:
        return say("{who}\n{day}", who=check.by, day=day)
    return say("{who}, {day}", who=check.by, day=day)


def _answered(state: Assembly, proposal: Proposal, *, open_: bool) -> Blocks:
    """The answer that stands, and the button that gives another."""
    if proposal.state == "open":
        nothing = Paragraph(say("No answer is on record."), key="answered")
        return () if open_ else (nothing,)
    again = Press(
        say("Answer again"),
        Open("answer", proposal.id),
        icon="pencil",
    )
    return (_answer_that_stands(state, proposal), *_offer(open_, again))


def _answer_that_stands(state: Assembly, proposal: Proposal) -> Paragraph:
    return Paragraph(
        _spoken(proposal.reason),
        lead=_answer_words(state, proposal),
        shape=_GROUPS[proposal.state].shape,
        key="answered",
    )


def _answer_words(state: Assembly, proposal: Proposal) -> Words:
    match proposal.state:
        case "accepted":
            cost = _sum(state, proposal.cost or 0)
            return say("Accepted as a project for {cost}.", cost=cost)
        case "merged":
            other = (
                state.ideas.by_id[proposal.into].title if proposal.into else ""
            )
            return say("Merged into “{other}”.", other=other)
        case "withdrawn":
            return say("Withdrawn by its proposer.")
        case _:
            return say("Not feasible.")


def _spoken(text: FreeText | None) -> Words:
    """What somebody wrote, as written; where it was erased, that it was."""
    if text is not None and text.text is None:
        return say("(these words were erased)")
    return plain(str(text or ""))


# The forms


def _writing(state: Assembly, here: Here) -> Blocks:
    ask = Ask(
        "write",
        _idea(state.mandate.currency),
        ideas.receive,
        say("Put it on the list"),
        then=_received,
        followed=True,
    )
    heading = Heading(say("As it was handed in"), say("Write an idea"))
    return heading, ask, *_named_alike(state, Id("written"), _written(here))


def _written(here: Here) -> str:
    """Title and summary as far as they are typed."""
    typed = here.typed.get("write", {})
    return f"{typed.get('title') or ''} {typed.get('summary') or ''}"


def _received(state: Assembly) -> To:
    newest = list(state.ideas.by_id.values())[-1]
    return To(
        newest.id,
        doing="write",
        focus="write",
        said=say(
            "“{title}” is on the list. Write the next.",
            title=newest.title,
        ),
    )


def _idea(currency: str) -> tuple[FieldSpec, ...]:
    """An idea, as it is handed in or amended."""
    return (
        FieldSpec(
            "title",
            say("Title"),
            help=say("A few words, as they will stand on the ballot."),
        ),
        FieldSpec(
            "summary",
            say("What it is"),
            "paragraph",
            say("One or two sentences, in the proposer's own words."),
            rows=3,
        ),
        FieldSpec("place", say("Where")),
        FieldSpec(
            "wish",
            say("Asked for"),
            "money",
            say("Left empty: not costed yet."),
            currency=currency,
        ),
    )


def _forms(
    state: Assembly,
    here: Here,
    proposal: Proposal,
) -> dict[str, Blocks]:
    """The forms that are open: the one asked for, those begun before, the answer that is owed."""
    owed = "answer" if proposal.state == "open" else ""
    return {
        name: form
        for name, form in _every_form(state, proposal).items()
        if name in (here.doing, owed) or f"{name}/{proposal.id}" in here.kept
    }


def _every_form(
    state: Assembly,
    proposal: Proposal,
) -> dict[str, Blocks]:
    rest = {_ALL: _checking_rest(proposal)} if _every_yes(proposal) else {}
    return {
        "amend": _amending(state, proposal),
        **{form: _checked(proposal, form) for form in _CHECKS},
        **rest,
        "answer": (_answering(state, proposal),),
    }


def _amending(state: Assembly, proposal: Proposal) -> Blocks:
    note = say(
        "Change it with the proposer; earlier versions stay in the record.",
    )
    ask = Ask(
        "amend",
        _idea(state.mandate.currency),
        ideas.amend,
        say("Record the change"),
        given={"proposal": proposal.id},
        first=_as_it_stands(proposal),
    )
    return Paragraph(note, role="help", key="amend"), ask


def _as_it_stands(proposal: Proposal) -> dict[str, Value]:
    return {
        "title": proposal.title,
        "summary": str(proposal.summary),
        "place": proposal.place,
        "wish": proposal.wish,
    }


def _choices(words: Mapping[str, Words]) -> tuple[Choice, ...]:
    return tuple(Choice(key, label) for key, label in words.items())


_REASON = FieldSpec("reason", say("Reason, in plain words"), "paragraph")
_CHECK = (
    FieldSpec(
        "by",
        say("Who said so"),
        help=say("The office or the person's role."),
    ),
    _REASON,
    FieldSpec(
        "verdict",
        say("Is it so?"),
        "radios",
        choices=_choices(VERDICTS),
    ),
)


_CHECKS = {f"check-{aspect}": aspect for aspect in ASPECTS}
"""The form of each aspect."""


def _checked(proposal: Proposal, form: str) -> Blocks:
    title = Section(ASPECTS[_CHECKS[form]], key=form)
    return title, _checking(proposal, form)


def _looked_at(proposal: Proposal) -> To:
    """The answer is next, where it is still owed."""
    return To(
        focus="answer" if proposal.state == "open" else LIST,
        said=say("Recorded."),
    )


def _checking(proposal: Proposal, form: str) -> Ask:
    """What the feasibility check found on one aspect, and who said so."""
    return Ask(
        form,
        _CHECK,
        ideas.check,
        say("Is it so?"),
        given={"proposal": proposal.id, "aspect": _CHECKS[form]},
        then=_looked_at(proposal),
        by="verdict",
    )


_ANSWERS: Mapping[str, Words] = MappingProxyType(
    {
        "accepted": say("Accept as a project"),
        "not-feasible": say("Not feasible"),
        "merged": say("Merge with another"),
        "withdrawn": say("Withdrawn"),
    },
)


def _answering(state: Assembly, proposal: Proposal) -> Ask:
    """The answer that whoever handed it in is owed."""
    return Ask(
        "answer",
        _answer_fields(state, proposal),
        settle,
        say("The answer"),
        given={"proposal": proposal.id},
        first=_answer_as_it_stands(proposal),
        then=lambda after: _settled(after, proposal.id),
        cancel=None if proposal.state == "open" else say("Cancel"),
        by="answer",
    )


def _answer_as_it_stands(proposal: Proposal) -> dict[str, Value]:
    return {
        "answer": None if proposal.state == "open" else proposal.state,
        "cost": proposal.wish if proposal.cost is None else proposal.cost,
        "running": proposal.running,
        "reason": str(proposal.reason or ""),
    }


def _answer_fields(
    state: Assembly,
    proposal: Proposal,
) -> tuple[FieldSpec, ...]:
    read_out = say("Read out to the proposer and printed in the project book.")
    merging = ("answer", ("merged",))
    return (
        FieldSpec(
            "reason",
            say("Reason, in plain words"),
            "paragraph",
            read_out,
        ),
        *_costing(state.mandate.currency),
        FieldSpec(
            "into",
            say("Merged into"),
            "choice",
            choices=_others(state, proposal),
            placeholder=say("Choose the other proposal"),
            when=merging,
            must=say("Choose the other proposal first."),
        ),
        FieldSpec(
            "consent",
            say("Who handed it in agrees"),
            "tick",
            when=merging,
        ),
        FieldSpec(
            "answer",
            say("The answer"),
            "radios",
            choices=_choices(_ANSWERS),
        ),
    )


def _costing(currency: str) -> tuple[FieldSpec, ...]:
    """What it costs, asked for where it is accepted."""
    costing = ("answer", (None, "accepted"))
    return (
        FieldSpec(
            "cost",
            say("What it costs"),
            "money",
            currency=currency,
            when=costing,
        ),
        FieldSpec(
            "running",
            say("What it costs each year"),
            "money",
            currency=currency,
            beside=True,
            when=costing,
        ),
    )


def _others(state: Assembly, proposal: Proposal) -> tuple[Choice, ...]:
    return tuple(
        Choice(p.id, say("{number}. {title}", number=p.number, title=p.title))
        for p in state.ideas.by_id.values()
        if p.id != proposal.id and p.state in ("open", "accepted")
    )


def settle(
    state: Assembly,
    moment: Moment,
    *,
    proposal: Id,
    answer: str,
    cost: int | None = None,
    into: Id | None = None,
    consent: bool = False,
    reason: str = "",
    running: int | None = None,
) -> Decided:
    """The decision that an answer means."""
    if answer == "merged" and into is not None:
        return ideas.merge(
            state,
            moment,
            proposal=proposal,
            into=into,
            consent=consent,
            reason=reason,
        )
    if answer == "withdrawn":
        return ideas.withdraw(state, moment, proposal=proposal, reason=reason)
    return ideas.answer(
        state,
        moment,
        proposal=proposal,
        accepted=answer == "accepted",
        cost=cost,
        reason=reason,
        running=running,
    )


def _settled(state: Assembly, proposal: str) -> To:
    """On to the next that waits for an answer."""
    following = next_open(state, proposal)
    if following is None:
        return To(
            proposal,
            focus=LIST,
            said=say("Every proposal has an answer."),
        )
    said = say("Recorded. Next: “{title}”.", title=following.title)
    return To(following.id, focus="answer", said=said)


# The place in the count, where the rulebook asks for one

_NO_OTHER = "-"


def _placing(state: Assembly, proposal: Proposal) -> Blocks:
    given = state.rulebook.given
    asked = categories(given) or given.get("exclusive")
    if state.vote.opened or _gone(proposal) or not asked:
        return ()
    return Rule(), Section(say("In the count")), _asked_place(state, proposal)


def _asked_place(state: Assembly, proposal: Proposal) -> Ask:
    names = categories(state.rulebook.given)
    verb = (
        say("Record the category") if names else say("Record what it excludes")
    )
    return Ask(
        "place",
        _place_fields(state, proposal, names),
        place_in_count,
        verb,
        given={"proposal": proposal.id},
        first=_placed(proposal, names),
        then=To(said=say("Recorded.")),
        cancel=None,
    )


def _place_fields(
    state: Assembly,
    proposal: Proposal,
    names: tuple[str, ...],
) -> tuple[FieldSpec, ...]:
    """The category and what it excludes, as far as the rulebook asks."""
    fields = (_category(names),) if names else ()
    if not state.rulebook.given.get("exclusive"):
        return fields
    return (*fields, _exclusive(state, proposal))


def _placed(proposal: Proposal, names: tuple[str, ...]) -> dict[str, Value]:
    return {
        "category": proposal.category if proposal.category in names else None,
        "excludes": next(iter(proposal.excludes), _NO_OTHER),
    }


def _category(names: tuple[str, ...]) -> FieldSpec:
    return FieldSpec(
        "category",
        say("Category"),
        "choice",
        say("The rulebook gives money by category."),
        choices=tuple(Choice(name, plain(name)) for name in names),
        placeholder=say("Choose"),
    )


def _exclusive(state: Assembly, proposal: Proposal) -> FieldSpec:
    return FieldSpec(
        "excludes",
        say("Cannot be funded together with"),
        "choice",
        say("At most one of the two is funded. Say it at either of the two."),
        choices=(Choice(_NO_OTHER, say("No other")), *_others(state, proposal)),
    )


def place_in_count(
    state: Assembly,
    moment: Moment,
    *,
    proposal: Id,
    category: str | None = None,
    excludes: str | None = None,
) -> Decided:
    """The decision, of one other at the most that it excludes."""
    other = () if excludes in (None, _NO_OTHER) else (Id(excludes),)
    name = category or ""
    return place(
        state,
        moment,
        proposal=proposal,
        category=name,
        excludes=other,
    )
