"""Steps: the way through the evening of an assembly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.assembly import ideas, rulebook, tradeoffs
from pbdesk.minutes import handover
from pbdesk.minutes.decision import Missing
from pbdesk.minutes.steps import Progress, Step
from pbdesk.questions import count, declaration, vote
from pbdesk.questions.batches import to_rule
from pbdesk.words import Clock, Words, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = ["STEPS"]


def _prepare(state: Assembly) -> Progress:
    if state.rulebook.sealed:
        return Progress.SEALED
    touched = bool(state.mandate.charter or state.rulebook.given)
    return (
        Progress.ATTENTION
        if touched and rulebook.missing(state)
        else (Progress.UNDER_WAY if touched else Progress.NOT_STARTED)
    )


def _prepare_note(state: Assembly) -> Words:
    open_questions = rulebook.missing(state)
    if state.rulebook.sealed:
        return say("Sealed")
    if open_questions:
        return several("{n} question open", "{n} questions open", len(open_questions))
    return say("Ready to seal")


def _ideas(state: Assembly) -> Progress:
    if not state.ideas.by_id:
        return Progress.NOT_STARTED
    return (
        Progress.ATTENTION
        if state.ideas.open or len(state.ideas.projects) < ideas.FEWEST
        else Progress.DONE
    )


def _ideas_note(state: Assembly) -> Words:
    waiting, projects = len(state.ideas.open), len(state.ideas.projects)
    if waiting:
        return several("{n} needs an answer", "{n} need an answer", waiting)
    return (
        several("{n} project", "{n} projects", projects)
        if state.ideas.by_id
        else say("Not started")
    )


def _deliberate(state: Assembly) -> Progress:
    """Trade-offs that were taken up are settled.

    Where none was, the step is over when the vote opens.
    """
    if not (state.agenda.by_id or state.interests.by_id or state.tradeoffs.by_id):
        return Progress.NOT_STARTED
    if state.tradeoffs.open:
        return Progress.ATTENTION
    return Progress.DONE if state.tradeoffs.by_id or state.vote.opened else Progress.UNDER_WAY


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
        else several("{n} interest declared", "{n} interests declared", len(state.interests.by_id))
    )


def _vote(state: Assembly) -> Progress:
    if state.vote.closed:
        return Progress.DONE
    return Progress.UNDER_WAY if state.vote.opened or state.sheet.drawn_up else Progress.NOT_STARTED


def _vote_note(state: Assembly) -> Words:
    if state.vote.closed:
        return say("Closed at {time}", time=Clock(state.vote.closed))
    if state.vote.opened:
        return several("{n} has a ballot", "{n} have a ballot", state.door.people)
    return say("Ballot drawn up") if state.sheet.drawn_up else say("Not started")


def _count(state: Assembly) -> Progress:
    if state.count.counted:
        return Progress.DONE
    if not state.vote.closed:
        return Progress.NOT_STARTED
    return Progress.ATTENTION if to_rule(state) else Progress.UNDER_WAY


def _count_note(state: Assembly) -> Words:
    if state.count.counted:
        return several("{n} valid ballot", "{n} valid ballots", state.count.counted.counted)
    first = next(iter(count.missing(state)), None)
    return first.words if first else say("Not started")


def _declare(state: Assembly) -> Progress:
    if state.declaration.declared:
        return Progress.DONE
    return Progress.ATTENTION if state.count.counted else Progress.NOT_STARTED


def _declare_note(state: Assembly) -> Words:
    if state.declaration.declared:
        return say("Declared at {time}", time=Clock(state.declaration.declared))
    return say("Counted, not declared") if state.count.counted else say("Not started")


def _pack(state: Assembly) -> Progress:
    if not state.declaration.declared:
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


def _vote_missing(state: Assembly) -> tuple[Missing, ...]:
    if state.vote.is_open:
        return (
            Missing(
                say("The vote is open."), say("Whoever comes gets one ballot."), "door", "search"
            ),
        )
    if not state.vote.opened and not vote.missing(state):
        return (
            Missing(
                say("The vote is not open."), say("Everything stands: it can be opened."), "polls"
            ),
        )
    return vote.missing(state)


def _go_prepare(state: Assembly) -> Words:
    n = len(rulebook.missing(state))
    return (
        several("Answer {n} question", "Answer {n} questions", n) if n else say("Seal the rulebook")
    )


def _prepare_missing(state: Assembly) -> tuple[Missing, ...]:
    found = rulebook.missing(state)
    if found or state.rulebook.sealed:
        return found
    return (
        Missing(
            say("The rulebook is not sealed."),
            say("Sealing fixes the rules for good."),
            "rulebook",
            "seal",
        ),
    )


def _go_ideas(state: Assembly) -> Words:
    n = len(state.ideas.open)
    if n:
        return several("Answer {n} proposal", "Answer {n} proposals", n)
    return say("Write another idea") if state.ideas.by_id else say("Write the first idea")


def _go_deliberate(state: Assembly) -> Words:
    return several("Confirm {n} trade-off", "Confirm {n} trade-offs", len(state.tradeoffs.open))


def _go_vote(state: Assembly) -> Words:
    if state.vote.is_open:
        return say("Give out ballots")
    if not state.sheet.drawn_up:
        return say("Draw up the ballot")
    if not state.door.register:
        return say("Fill the register")
    return say("Open the vote")


def _go_count(state: Assembly) -> Words:
    if state.count.sealed:
        return say("Count the ballots") if state.lot.drawn else say("Throw the dice")
    if state.door.given("paper", "large") and not state.box.batches:
        return say("Open the box")
    if any(not batch.agreed for batch in state.box.batches.values()):
        return say("Key the papers")
    ruled = len(to_rule(state))
    if ruled:
        return several("Rule on {n} paper", "Rule on {n} papers", ruled)
    return say("Seal the ballots") if state.box.reconciled else say("Reconcile the papers")


def _go_pack(state: Assembly) -> Words:
    if not state.handover.made:
        return say("Make the pack")
    return (
        say("Sign the pack")
        if len(state.handover.signatures) < len(state.signers)
        else say("Hand over the pack")
    )


STEPS: tuple[Step[Assembly], ...] = (
    Step(
        "prepare",
        say("Prepare"),
        ("charter", "rulebook"),
        _prepare_missing,
        _prepare,
        _prepare_note,
        _go_prepare,
    ),
    Step("ideas", say("Ideas"), ("proposals",), ideas.missing, _ideas, _ideas_note, _go_ideas),
    Step(
        "deliberate",
        say("Deliberate"),
        ("agenda", "tradeoffs"),
        tradeoffs.missing,
        _deliberate,
        _deliberate_note,
        _go_deliberate,
    ),
    Step(
        "vote", say("Vote"), ("papers", "door", "polls"), _vote_missing, _vote, _vote_note, _go_vote
    ),
    Step(
        "count",
        say("Count", context="step"),
        ("batches", "doubtful", "equality", "tally"),
        count.missing,
        _count,
        _count_note,
        _go_count,
    ),
    Step(
        "declare",
        say("Declare"),
        ("result",),
        declaration.missing,
        _declare,
        _declare_note,
        lambda _: say("Declare the result"),
    ),
    Step("pack", say("Pack"), ("pack",), handover.missing, _pack, _pack_note, _go_pack),
)
"""The steps that have pages, in the order of the evening."""
