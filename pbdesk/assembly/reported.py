"""Reported: what each question came to, for pages and paper; nobody adds up anything again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from pbdesk.assembly.answered import lots_beside_the_stages, tie_words, titles
from pbdesk.questions.sealing import rule_settings
from pbdesk.questions.tally import base_of
from pbdesk.questions.terms import KINDS
from pbdesk.voting.rules import RULES
from pbdesk.words import Listing, Sentences, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly
    from pbdesk.voting.outcome import Decided, Outcome, Round

__all__ = ["Answer", "AnswerLine", "Stage", "answers", "decided_words"]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An option with what it got; `chosen`: it has a seat, or is what was decided."""

    id: str
    code: str
    title: Words
    support: int | Fraction
    chosen: bool
    reason: Words | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a count that goes by stages: sums by option, and what happened, in a sentence.

    `elected` and `out` are ids of options. `exhausted`: what counts for nobody by then; `needed`:
    what a place takes, where that has a figure.
    """

    sums: tuple[int | Fraction | None, ...]
    told: Words
    elected: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    exhausted: int | Fraction = 0
    needed: int | Fraction | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One question that was answered. `came` says what came out; a straw poll is never a result."""

    id: str
    kind: str
    force: str
    wording: str
    came: Words
    follows: Words
    method: Sentences
    taken: Words
    lines: tuple[AnswerLine, ...]
    stages: tuple[Stage, ...]
    notes: Sentences


def answers(state: Assembly) -> tuple[Answer, ...]:
    """Every question that was counted, in the order they were asked."""
    return tuple(_answers(state))


def _answers(state: Assembly) -> Iterator[Answer]:
    for each in state.every_question:
        if each.outcome is not None:
            yield _answer(each, each.outcome)


def _answer(state: Assembly, outcome: Outcome) -> Answer:
    terms, rulebook = state.terms, state.rulebook
    counted = state.count.counted
    cast = counted.counted + sum(counted.rejected.values()) if counted else 0
    settings = rule_settings(rulebook, 0, base_of(state, cast))
    return Answer(
        id=state.asked,
        kind=terms.kind,
        force=terms.force,
        wording=terms.wording,
        came=_came(state, outcome),
        follows=_follows(state),
        method=tuple(RULES[rulebook.rule].method(settings)),
        taken=_taken(state),
        lines=tuple(_lines(state, outcome)),
        stages=tuple(_stages(state, outcome)) if terms.kind == "choose" else (),
        notes=(*outcome.notes, *lots_beside_the_stages(outcome, titles(state))),
    )


def _title(state: Assembly, option: str) -> Words:
    """The name of an option; yes, no and the steps of a scale in the reader's language."""
    fixed = KINDS[state.terms.kind].options
    for known, words in fixed.items():
        if known == option:
            return words
    return plain(_on_the_sheet(state, option))


def _on_the_sheet(state: Assembly, option: str) -> str:
    titles_ = (
        each.title for each in state.sheet.lines if each.project == option
    )
    return next(titles_, option)


def _came(state: Assembly, outcome: Outcome) -> Words:
    if state.part:
        return say("What this hall gave; the sum of all halls decides.")
    match state.terms.kind:
        case "choose":
            return _chosen(state, outcome.elected)
        case "decide" if outcome.decided is not None:
            return decided_words(outcome.decided, outcome.support)
        case "scale":
            return say("A straw poll, never a result.")
        case _:
            return _funded(state, len(outcome.funded))


def _funded(state: Assembly, n: int) -> Words:
    """Only a vote that binds, with its quorum, gives money."""
    if state.terms.force == "binding" and state.declaration.quorum_met:
        return several("{n} project gets money.", "{n} projects get money.", n)
    return several(
        "{n} project is recommended.",
        "{n} projects are recommended.",
        n,
    )


def _chosen(state: Assembly, elected: Sequence[str]) -> Words:
    if not elected:
        return say("Nobody is chosen.")
    return say("Chosen: {names}.", names=_titles(state, elected))


def _titles(state: Assembly, options: Sequence[str]) -> Listing:
    return Listing(tuple(_title(state, each) for each in options))


def decided_words(
    decided: Decided,
    support: Mapping[str, int | Fraction],
) -> Words:
    """Whether it is passed, with the figures that say so."""
    yes, of, needed = int(support.get("yes", 0)), decided.of, decided.needed
    if decided.passed:
        return say(
            "Passed: {yes} said yes of {of}; {needed} were needed.",
            yes=yes,
            of=of,
            needed=needed,
        )
    if yes >= needed:
        no = int(support.get("no", 0))
        return say(
            "Not passed: {yes} said yes and {no} said no; more must say yes than no.",
            yes=yes,
            no=no,
        )
    return say(
        "Not passed: {yes} said yes of {of}; {needed} were needed.",
        yes=yes,
        of=of,
        needed=needed,
    )


def _follows(state: Assembly) -> Words:
    if state.part:
        return say(
            "The sum of all halls of “{name}” decides.",
            name=state.hall.of,
        )
    return _by_its_force(state)


def _by_its_force(state: Assembly) -> Words:
    decider = state.mandate.said("decider")
    match state.terms.force:
        case "binding":
            return say("It binds: {decider} carries it out.", decider=decider)
        case "advisory":
            return say(
                "It advises: {decider} takes the final decision.",
                decider=decider,
            )
        case _:
            return say("Nothing follows from it.")


def _taken(state: Assembly) -> Words:
    """How it was answered, and by how many."""
    counted = state.count.counted
    n = counted.counted if counted else 0
    rejected = sum(counted.rejected.values()) if counted else 0
    match state.terms.way:
        case "hands":
            held = state.hands.counted
            return say(
                "By hands: two people counted {n} of {present} present, and agreed.",
                n=n,
                present=held.present if held else 0,
            )
        case "slip":
            return several(
                "On slips: {n} answer, added up.",
                "On slips: {n} answers, added up.",
                n,
            )
        case _:
            return say(
                "On sheets, secret: {people} people took them, {n} were valid, {rejected} were "
                "rejected.",
                people=state.door.people,
                n=n,
                rejected=rejected,
            )


def _lines(state: Assembly, outcome: Outcome) -> Iterator[AnswerLine]:
    chosen = {*outcome.elected, *outcome.funded}
    for line in state.sheet.lines:
        option = str(line.project)
        yield AnswerLine(
            option,
            line.code,
            _title(state, option),
            outcome.support[option],
            option in chosen,
            outcome.reasons.get(option),
        )


def _stages(state: Assembly, outcome: Outcome) -> Iterator[Stage]:
    """Each stage with the sum of every option that was still in, in the order of the sheet."""
    gone = frozenset[str]()
    for turn in outcome.rounds:
        if turn.totals:
            yield Stage(
                tuple(
                    None
                    if line.project in gone
                    else turn.totals.get(str(line.project))
                    for line in state.sheet.lines
                ),
                _with_its_lot(
                    state,
                    turn,
                    turn.words or _happened(state, turn),
                ),
                turn.elected,
                turn.eliminated,
                turn.exhausted,
                _needed(turn, outcome),
            )
        gone |= set(turn.eliminated)


def _needed(turn: Round, outcome: Outcome) -> int | Fraction | None:
    """What a place takes: of this stage where it changes, else of the whole count."""
    quota = turn.figures.get("quota", outcome.figures.get("quota"))
    return quota if isinstance(quota, int | Fraction) else None


def _with_its_lot(state: Assembly, turn: Round, happened: Words) -> Words:
    """What happened at a stage, and the lot where one decided it."""
    if turn.lot is None:
        return happened
    return say(
        "{first} {second}",
        first=happened,
        second=tie_words(turn.lot, titles(state)),
    )


def _happened(state: Assembly, turn: Round) -> Words:
    if turn.elected and turn.eliminated:
        return say(
            "{elected} elected; {out} out.",
            elected=_titles(state, turn.elected),
            out=_titles(state, turn.eliminated),
        )
    if turn.elected:
        return say("{elected} elected.", elected=_titles(state, turn.elected))
    if turn.eliminated:
        out = _titles(state, turn.eliminated)
        return say("{out} out; those ballots go on.", out=out)
    return say("Nobody is elected and nobody is out yet.")
