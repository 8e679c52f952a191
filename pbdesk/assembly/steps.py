"""Steps: the way through the evening of an assembly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING

from pbdesk.assembly import hall, ideas, matters, rulebook, tradeoffs, trades
from pbdesk.assembly.answers import lacking
from pbdesk.assembly.asked import items
from pbdesk.assembly.floor import still_running
from pbdesk.minutes import handover
from pbdesk.minutes.decision import Missing, Needs
from pbdesk.minutes.entries import Id
from pbdesk.minutes.steps import Progress, Step
from pbdesk.questions import count, declaration, staff, vote
from pbdesk.questions.batches import to_rule
from pbdesk.words import Clock, Words, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = ["STEPS"]


def _turned(state: Assembly) -> tuple[Assembly, ...]:
    """The state turned to each question: to the one where it stands first, then in their order."""
    every = state.every_question
    return (state, *(each for each in every if each.asked != state.asked))


def _on_sheets(state: Assembly) -> tuple[Assembly, ...]:
    """Those of them that are answered on a sheet."""
    return tuple(each for each in _turned(state) if each.terms.way == "sheet")


def _rounds(state: Assembly) -> tuple[Assembly, ...]:
    """The state turned to one question of each round that has sheets, in the order of the rounds.

    To the one where it stands, in its own round.
    """
    found: dict[str, Assembly] = {}
    for each in _on_sheets(state):
        _ = found.setdefault(each.round, each)
    return tuple(found[each] for each in sorted(found, key=int))


def _asked_in_turn(state: Assembly) -> Iterator[Assembly]:
    """The state turned to each thing that the room is asked, in the order of rounds and questions.

    The sheets of a round are asked together, where the first of them stands; hands and slips one
    after another. Slips that are only added up wait for the count.
    """
    rounds = {each.round: each for each in _rounds(state)}
    every = [each for each in state.every_question if not each.terms.of.items]
    for each in sorted(every, key=lambda one: int(one.round)):
        if each.terms.way != "sheet":
            yield each
        elif each.round in rounds:
            yield rounds.pop(each.round)


def _is_over(state: Assembly) -> bool:
    """Whether nobody answers any more: the round is closed, or hands or slips are counted."""
    if state.terms.way == "sheet":
        return state.vote.closed is not None
    return state.hands.to_paper or state.count.counted is not None


def _funding(state: Assembly) -> Assembly | None:
    """The state turned to the question that shares out money; None in an evening without."""
    return next((each for each in _turned(state) if each.terms.funds), None)


type _Lacks = Callable[[Assembly], Needs]


def _at_first(state: Assembly, missing: _Lacks) -> Assembly:
    """The state turned to the question that needs something first."""
    for first in missing(state)[:1]:
        if first.question:
            return state.of(Id(first.question))
    return state


def _about(state: Assembly, found: Iterable[Missing]) -> Iterator[Missing]:
    """The same, and which question it is about."""
    return (replace(each, question=state.asked) for each in found)


def _asked_once[R](work: Callable[[Assembly], R]) -> Callable[[Assembly], R]:
    """The same answer for the same state: rail, header and page each ask for it at every turn."""
    kept: list[tuple[Assembly, R]] = []

    @wraps(work)
    def answer(state: Assembly) -> R:
        if not kept or kept[0][0] is not state:
            kept[:] = [(state, work(state))]
        return kept[0][1]

    return answer


_FOR_ALL = rulebook.SHARED | {each.name for each in staff.ROLES}
"""What is missing for all questions at once: clauses of the file, and who counts and signs."""


@_asked_once
def _unsaid(state: Assembly) -> Needs:
    """What must be said before all can be sealed; what all questions share is said once."""
    found: dict[tuple[str, ...], Missing] = {}
    for each in rulebook.unsealed(state):
        for one in rulebook.missing(each):
            told = (
                one
                if one.field in _FOR_ALL
                else replace(one, question=each.asked)
            )
            key = told.page, told.field or "", told.question, told.words.text
            _ = found.setdefault(key, told)
    return tuple(found.values())


def _is_sealed(state: Assembly) -> bool:
    return state.shared_sealed and not rulebook.unsealed(state)


def _prepare(state: Assembly) -> Progress:
    if _is_sealed(state):
        return Progress.SEALED
    touched = bool(
        state.mandate.charter or state.rulebook.given or len(state.order) > 1,
    )
    if not touched:
        return Progress.NOT_STARTED
    return Progress.ATTENTION if _unsaid(state) else Progress.UNDER_WAY


def _prepare_note(state: Assembly) -> Words:
    if _is_sealed(state):
        return say("Sealed")
    n = len(_unsaid(state))
    return (
        several("{n} not said yet", "{n} not said yet", n)
        if n
        else say("Ready to seal")
    )


def _prepare_missing(state: Assembly) -> Needs:
    found = _unsaid(state)
    if found or _is_sealed(state):
        return found
    if state.part:
        return hall.missing(state)
    return (
        Missing(
            say("The rulebook is not sealed."),
            say("Sealing fixes the rules for good."),
            "question" if state.shared_sealed else "rulebook",
            "reason" if state.shared_sealed else "seal",
        ),
    )


def _go_prepare(state: Assembly) -> Words:
    n = len(_unsaid(state))
    if n:
        return several("Answer {n} question", "Answer {n} questions", n)
    return (
        say("Seal the charter of this hall")
        if state.part
        else say("Seal the rulebook")
    )


def _ideas(state: Assembly) -> Progress:
    if not state.ideas.by_id:
        return Progress.NOT_STARTED if _funding(state) else Progress.NOT_NEEDED
    few = (
        len(state.ideas.projects) < ideas.FEWEST and _funding(state) is not None
    )
    return Progress.ATTENTION if state.ideas.open or few else Progress.DONE


def _ideas_note(state: Assembly) -> Words:
    waiting, projects = len(state.ideas.open), len(state.ideas.projects)
    if waiting:
        return several("{n} needs an answer", "{n} need an answer", waiting)
    if state.ideas.by_id:
        return several("{n} project", "{n} projects", projects)
    return (
        say("Not started") if _funding(state) else say("No money is shared out")
    )


def _ideas_missing(state: Assembly) -> Needs:
    """An evening without money needs no projects."""
    fund = _funding(state)
    return tuple(_about(fund, ideas.missing(fund))) if fund is not None else ()


def _go_ideas(state: Assembly) -> Words:
    n = len(state.ideas.open)
    if n:
        return several("Answer {n} proposal", "Answer {n} proposals", n)
    return (
        say("Write another idea")
        if state.ideas.by_id
        else say("Write the first idea")
    )


def _deliberate(state: Assembly) -> Progress:
    """Trade-offs that were taken up are settled.

    Where none was, the step is over when the vote opens.
    """
    begun = (
        state.agenda,
        state.interests,
        state.tradeoffs,
        state.matters,
        state.trades,
    )
    if not any(each.by_id for each in begun):
        return Progress.NOT_STARTED
    if state.tradeoffs.open or _traded_or_asked(state):
        return Progress.ATTENTION
    opened = any(each.vote.opened for each in state.rounds.values())
    return (
        Progress.DONE if state.tradeoffs.by_id or opened else Progress.UNDER_WAY
    )


def _deliberate_note(state: Assembly) -> Words:
    weighed = state.tradeoffs.by_id
    if weighed:
        return say(
            "{n} of {all} confirmed",
            n=sum(each.stands for each in weighed.values()),
            all=len(weighed),
        )
    items = len(state.agenda.by_id)
    return (
        several("{n} item planned", "{n} items planned", items)
        if items
        else several(
            "{n} interest declared",
            "{n} interests declared",
            len(state.interests.by_id),
        )
    )


def _deliberate_missing(state: Assembly) -> Needs:
    """Trade-offs are about projects: they wait for the vote on the money, and for no other."""
    about = _funding(state) or state
    return (
        tradeoffs.missing(about)
        + matters.missing(about)
        + trades.missing(about)
    )


def _traded_or_asked(state: Assembly) -> bool:
    """Whether a trade is to be confirmed, or what enough people asked is open."""
    trades_ = state.trades.by_id.values()
    return any(each.confirmed is None for each in trades_) or bool(
        matters.waiting(state),
    )


def _go_deliberate(state: Assembly) -> Words:
    if not state.tradeoffs.open:
        return _go_settle(state)
    return several(
        "Confirm {n} trade-off",
        "Confirm {n} trade-offs",
        len(state.tradeoffs.open),
    )


def _go_settle(state: Assembly) -> Words:
    if all(each.settled for each in state.matters.by_id.values()):
        return say("Confirm the trades")
    return say("Settle what was asked")


def _vote(state: Assembly) -> Progress:
    """Done when every round is closed, and hands and slips are counted."""
    asked = tuple(_asked_in_turn(state))
    if asked and all(_is_over(each) for each in asked):
        return Progress.DONE
    begun = any(each.vote.opened or _is_over(each) for each in asked)
    drawn_up = any(each.sheet.drawn_up for each in asked)
    return Progress.UNDER_WAY if begun or drawn_up else Progress.NOT_STARTED


def _vote_note(state: Assembly) -> Words:
    asked = tuple(_asked_in_turn(state))
    over = sum(_is_over(each) for each in asked)
    closed = [each.vote.closed for each in asked if each.vote.closed]
    is_open = next((each for each in asked if each.vote.is_open), None)
    if is_open is not None:
        return several(
            "{n} has a ballot",
            "{n} have a ballot",
            is_open.door.people,
        )
    if closed and over == len(asked):
        return say("Closed at {time}", time=Clock(max(closed)))
    if over and all(each.terms.way == "sheet" for each in asked):
        return say("{n} of {all} rounds closed", n=over, all=len(asked))
    if over:
        return say("{n} of {all} answered", n=over, all=len(asked))
    drawn_up = any(each.sheet.drawn_up for each in asked)
    return say("Ballot drawn up") if drawn_up else say("Not started")


def _vote_missing(state: Assembly) -> Needs:
    """What is asked next, in the order of the rounds.

    The next is offered as soon as the one before is closed: people are still in the room. Once its
    papers are sealed or its hands counted, it waits until that answer is known.
    """
    for each in _asked_in_turn(state):
        if not _is_over(each):
            return _to_be_asked(each)
        if _is_being_counted(each):
            return ()
    return ()


def _to_be_asked(state: Assembly) -> Needs:
    if state.vote.is_open:
        return _open_now(state)
    match state.terms.way:
        case "hands":
            words, why = (
                say("The hands are not counted."),
                say("Two people count them."),
            )
            return (Missing(words, why, "hands", "by", state.asked),)
        case "slip":
            words, why = (
                say("The slips are not added up."),
                say("They are added up once."),
            )
            return (Missing(words, why, "slips", "slips", state.asked),)
        case _:
            return vote.missing(state) or _ready_to_open(state)


def _is_being_counted(state: Assembly) -> bool:
    """Whether somebody began to count it, and the room does not know the answer yet."""
    if state.terms.way == "sheet":
        begun = any(each.count.sealed for each in state.together)
        return begun and not all(_answered(each) for each in state.together)
    return not (state.hands.to_paper or _answered(state))


def _open_now(state: Assembly) -> Needs:
    words, why = say("The vote is open."), say("Whoever comes gets one ballot.")
    return (Missing(words, why, "door", "search", state.asked),)


def _ready_to_open(state: Assembly) -> Needs:
    words, why = (
        say("The vote is not open."),
        say("Everything stands: it can be opened."),
    )
    return (Missing(words, why, "polls", question=state.asked),)


def _answered(state: Assembly) -> bool:
    """Whether the room knows the answer; a straw poll is never declared."""
    counted = state.count.counted is not None
    return counted and (
        state.terms.force == "straw" or state.declaration.declared is not None
    )


def _go_vote(state: Assembly) -> Words:
    at = _at_first(state, _vote_missing)
    match at.terms.way:
        case "hands":
            return say("Count the hands")
        case "slip":
            return say("Add up the slips")
        case _:
            pass
    if at.vote.is_open:
        return say("Give out ballots")
    if not at.sheet.drawn_up:
        return say("Draw up the ballot")
    if not at.door.register:
        return say("Fill the register")
    return say("Open the vote")


_PAGES_OF_A_WAY = {
    "papers": "sheet",
    "door": "sheet",
    "polls": "sheet",
    "batches": "sheet",
    "doubtful": "sheet",
    "tally": "sheet",
    "hands": "hands",
    "slips": "slip",
}
"""The pages that are there for one way of answering."""


def _shows(state: Assembly, page: str) -> bool:
    """Whether a question is answered in the way that the page is for."""
    way = _PAGES_OF_A_WAY.get(page)
    return way is None or _is_a_way(state, way)


def _is_a_way(state: Assembly, way: str) -> bool:
    return any(state.questions[each].terms.way == way for each in state.order)


def _closed(state: Assembly) -> tuple[Assembly, ...]:
    """The questions that can be counted: on sheets, in a round that is closed."""
    return tuple(each for each in _on_sheets(state) if each.vote.closed)


def _count(state: Assembly) -> Progress:
    """Done when every question is counted. Hands and slips are counted where they are given."""
    asked, closed, adding = _on_sheets(state), _closed(state), _to_add_up(state)
    if state.order and not (asked or adding):
        return Progress.NOT_NEEDED
    if asked and all(each.count.counted for each in asked) and not adding:
        return Progress.DONE
    if not closed:
        return Progress.NOT_STARTED
    ruling = any(to_rule(each) for each in closed if not each.count.counted)
    return Progress.ATTENTION if ruling else Progress.UNDER_WAY


def _count_note(state: Assembly) -> Words:
    first = next(iter(_count_missing(state)), None)
    if first is not None:
        return first.words
    counted = [
        each.count.counted for each in _on_sheets(state) if each.count.counted
    ]
    if len(_on_sheets(state)) == 1 and counted:
        return several(
            "{n} valid ballot",
            "{n} valid ballots",
            counted[0].counted,
        )
    n = len(counted)
    return (
        several("{n} question counted", "{n} questions counted", n)
        if n
        else say("Not started")
    )


def _count_missing(state: Assembly) -> Needs:
    """A round is sealed as one: first its papers, of every question, then the tally.

    Slips of which nothing follows are added up last, after the room has heard its result.
    """
    found = [
        one
        for each in _closed(state)
        for one in _about(each, count.missing(each))
    ]
    slips = [one for each in _to_add_up(state) for one in _about(each, _ADD_UP)]
    return (*sorted(found, key=lambda one: one.page == "tally"), *slips)


_ADD_UP = (
    Missing(
        say("The slips are not added up."),
        say("They are added up once."),
        "slips",
        "slips",
    ),
)


def _to_add_up(state: Assembly) -> tuple[Assembly, ...]:
    """The questions of several items whose slips still lie there, once the room has its result."""
    asked = [each for each in _turned(state) if each.terms.of.items]
    waits = state.declared is None and len(asked) < len(state.order)
    return () if waits else tuple(each for each in asked if not each.slips.done)


def _go_count(state: Assembly) -> Words:
    at = _at_first(state, _count_missing)
    if at.terms.of.items:
        return say("Add up the slips")
    if at.count.sealed:
        return (
            say("Count the ballots") if at.lot.drawn else say("Throw the dice")
        )
    if at.door.given("paper", "large") and not at.box.batches:
        return say("Open the box")
    if any(not batch.agreed for batch in at.box.batches.values()):
        return say("Key the papers")
    ruled = len(to_rule(at))
    if ruled:
        return several("Rule on {n} paper", "Rule on {n} papers", ruled)
    return (
        say("Seal the ballots")
        if at.box.reconciled
        else say("Reconcile the papers")
    )


def _binding(state: Assembly) -> tuple[Assembly, ...]:
    """The questions whose answer is declared; a straw poll never is."""
    return tuple(each for each in _turned(state) if each.terms.force != "straw")


def _declare(state: Assembly) -> Progress:
    """Done when every answer that is one was declared; of straw polls alone nothing is."""
    if state.order and not _binding(state):
        return Progress.NOT_NEEDED
    if state.declared:
        return Progress.DONE
    if _declare_missing(state):
        return Progress.ATTENTION
    said = any(each.declaration.declared for each in _binding(state))
    return Progress.UNDER_WAY if said else Progress.NOT_STARTED


def _declare_note(state: Assembly) -> Words:
    if state.declared and state.part:
        return say("Said aloud at {time}", time=Clock(state.declared))
    if state.declared:
        return say("Declared at {time}", time=Clock(state.declared))
    if _declare_missing(state):
        return say("Counted, not declared")
    asked = _binding(state)
    n = sum(each.declaration.declared is not None for each in asked)
    return (
        say("{n} of {all} declared", n=n, all=len(asked))
        if n
        else say("Not started")
    )


def _declare_missing(state: Assembly) -> Needs:
    return tuple(
        one
        for each in _binding(state)
        for one in _about(each, declaration.missing(each))
    )


def _pack_missing(state: Assembly) -> Needs:
    """Before the pack is made, what nobody ended in the evening is ended."""
    running = still_running(state)
    found = handover.missing(state)
    if running is None or not found or state.handover.made:
        return found
    words = say("“{title}” is still running.", title=running[0].title)
    return (
        Missing(words, say("Say when it was over."), "pack", "time"),
        *found,
    )


def _pack(state: Assembly) -> Progress:
    if not state.declared:
        return Progress.NOT_STARTED
    if not handover.missing(state):
        return Progress.DONE
    return Progress.UNDER_WAY if state.handover.made else Progress.NOT_STARTED


def _pack_note(state: Assembly) -> Words:
    if state.handover.to:
        return say("Handed over")
    if state.handover.made:
        return say("{n} of 3 have signed", n=len(state.handover.signatures))
    return say("Not started")


def _go_pack(state: Assembly) -> Words:
    if not state.handover.made:
        return say("Make the pack")
    return (
        say("Sign the pack")
        if len(state.handover.signatures) < len(state.signers)
        else say("Hand over the pack")
    )


def _after(state: Assembly) -> Progress:
    """Over when every item is answered and found done; a bare answer wants attention."""
    if state.part:
        return Progress.NOT_NEEDED
    if not state.handover.to:
        return Progress.NOT_STARTED
    asked = items(state)
    found = [state.answers.by_item.get(each.id) for each in asked]
    by_half = any(
        answer is not None and lacking(each, answer.entry)
        for each, answer in zip(asked, found, strict=True)
    )
    if by_half:
        return Progress.ATTENTION
    if all(found) and all(state.follow_up.is_done(each.id) for each in asked):
        return Progress.DONE
    return Progress.UNDER_WAY


def _after_note(state: Assembly) -> Words:
    if state.part:
        return say("The sum of all halls is answered")
    asked = items(state)
    return say("{n} of {all} answered", n=_with_answer(state), all=len(asked))


def _with_answer(state: Assembly) -> int:
    """How many items have an answer."""
    return sum(each.id in state.answers.by_item for each in items(state))


STEPS: tuple[Step[Assembly], ...] = (
    Step(
        "prepare",
        say("Prepare"),
        ("question", "charter", "rulebook", "steering"),
        _prepare_missing,
        _prepare,
        _prepare_note,
        _go_prepare,
    ),
    Step(
        "ideas",
        say("Ideas"),
        ("proposals",),
        _ideas_missing,
        _ideas,
        _ideas_note,
        _go_ideas,
    ),
    Step(
        "deliberate",
        say("Deliberate"),
        (
            "agenda",
            "seating",
            "matters",
            "arguments",
            "dots",
            "tradeoffs",
            "trades",
            "whatif",
        ),
        _deliberate_missing,
        _deliberate,
        _deliberate_note,
        _go_deliberate,
    ),
    Step(
        "vote",
        say("Vote"),
        ("papers", "door", "polls", "hands", "slips"),
        _vote_missing,
        _vote,
        _vote_note,
        _go_vote,
        _shows,
    ),
    Step(
        "count",
        say("Count", context="step"),
        ("batches", "doubtful", "tally"),
        _count_missing,
        _count,
        _count_note,
        _go_count,
        _shows,
    ),
    Step(
        "declare",
        say("Declare"),
        ("result",),
        _declare_missing,
        _declare,
        _declare_note,
        lambda _: say("Declare the result"),
    ),
    Step(
        "pack",
        say("Pack"),
        ("pack",),
        _pack_missing,
        _pack,
        _pack_note,
        _go_pack,
    ),
    Step(
        "after",
        say("After", context="step"),
        ("response", "owed", "open_book", "way"),
        lambda _: (),
        _after,
        _after_note,
        lambda _: say("Record what was answered"),
    ),
)
"""The steps that have pages, in the order of the evening."""
