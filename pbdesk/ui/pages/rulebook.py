"""The rulebook: its clauses at the left; at the right the wall text as it grows, and the seal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from textwrap import shorten
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.assembly import mandate, rulebook
from pbdesk.assembly.poster import Part, poster
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.clauses import Clause, shown
from pbdesk.questions import terms
from pbdesk.questions.sealing import BALLOT, COUNT, idle_clauses
from pbdesk.questions.terms import QuestionSet
from pbdesk.ui.pages.question import ASKED_ON_A_SLIP, asked_on_slips, who_came
from pbdesk.ui.pages.wording import (
    Answer,
    Question,
    Wording,
    as_fields,
    place_in_step,
    questions,
    sheet,
    to_the_clause,
    wall,
)
from pbdesk.ui.render.blocks import (
    Blocks,
    Clauses,
    Paragraph,
    Pots,
    Press,
    Rule,
    Section,
)
from pbdesk.ui.render.intents import Go, InRoom, Intent, Means, Print, To, do
from pbdesk.ui.render.view import Here, PageSpec, PageView
from pbdesk.ui.shown import ATTENTION, DONE, Fold, PotLine
from pbdesk.voting.made_up import POT, PROJECTS, made_up
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.rules import RULES
from pbdesk.words import Clock, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE", "sentence_of", "wording"]

_LABEL = say("Rulebook")

_SENTENCE_OF: Mapping[str, Part] = MappingProxyType(
    {
        "people": "people",
        "staff": "people",
        "style": "ballot",
        "own": "ballot",
        "rule": "count",
        "least_share": "count",
        "threshold": "count",
        "threshold_of": "count",
        "leftover": "leftover",
        "quorum": "quorum",
    },
)
_WHO, _PAPER, _COUNT = say("Who may vote"), say("The paper"), say("The count")
_QUORUM, _KEPT = (
    say("How many must vote"),
    say("How long names are kept, in months"),
)
_RARE, _USUAL = say("What is seldom set"), say("All as usual")
_PARTS = (_WHO, _PAPER, _COUNT, _QUORUM, _KEPT, _RARE)
_PART_OF_GROUP: Mapping[Words, Words] = MappingProxyType(
    {say("Who may vote"): _WHO, BALLOT: _PAPER, COUNT: _COUNT},
)
_PART_OF: Mapping[str, Words] = MappingProxyType(
    {
        "quorum": _QUORUM,
        "kept": _KEPT,
        "kept_papers": _KEPT,
        "kept_slips": _KEPT,
    },
)
_MAIN = frozenset({"style", "rule", "people", "quorum", "kept"})
"""Clauses that stand for their part on its line."""

_LIMITS = frozenset(
    {"categories", "pots", "pots_leftover", "exclusive", "partial"},
)


def sentence_of(clause: str) -> Part | None:
    """The sentence of the poster that says what a clause is about; None where none does."""
    if clause.startswith("ballot."):
        return "ballot"
    if clause in _LIMITS or clause.startswith(_OF_MONEY):
        return "money"
    if clause.startswith("count."):
        return "count"
    return _SENTENCE_OF.get(clause)


_OF_MONEY = ("cap.", "floor.", "pot.")


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """The rulebook as it stands; `here.at` is the clause whose field has the focus."""
    said, folded = wording(state, here.at), _folded(state)
    unsectioned = as_fields(_clauses(state), state.mandate.currency)
    fields = tuple(replace(each, section="") for each in unsectioned)
    folds = tuple(_fold(state, title, members) for title, members in folded)
    form = Clauses("rulebook", fields, rulebook.set_rule, said.values, folds)
    hung = _as_picked(state, here)
    beside = _rules_compared(hung) if here.at == "rule" else ()
    read = said if hung is state else wording(hung, here.at)
    return PageView(
        sheet(said, _LABEL, form, _part_of),
        (*beside, *wall(read, _acts(state, here), *_code(state))),
        onward=say("Read it in plain words"),
    )


def _as_picked(state: Assembly, here: Here) -> Assembly:
    """The state as if the counting rule that stands in the list were recorded already.

    It is when the list is left; the plain words do not wait for that.
    """
    book, rule = state.rulebook, here.typed.get("rulebook", {}).get("rule")
    if book.sealed or rule == book.rule or rule not in book.fitting:
        return state
    picked = QuestionSet("rule", str(rule), question=state.asked)
    asked = state.questions[state.asked]
    changed = replace(
        asked,
        terms=terms.apply(asked.terms, picked, datetime.now(UTC)),
    )
    return replace(
        state,
        questions=MappingProxyType({**state.questions, state.asked: changed}),
    )


type _Folded = tuple[Words, tuple[Clause, ...]]
"""A part of the rulebook: its title and its clauses."""


def _folded(state: Assembly) -> tuple[_Folded, ...]:
    """The clauses in parts that each fit a screen; what is seldom said otherwise comes last."""
    parts: dict[Words, list[Clause]] = {title: [] for title in _PARTS}
    unasked = idle_clauses(state.rulebook) - state.rulebook.given.keys()
    for clause in rulebook.clauses(state.rulebook):
        if clause.name not in unasked:
            parts[_part_of(clause)].append(clause)
    return tuple(
        (title, tuple(members)) for title, members in parts.items() if members
    )


_MADE_UP: Mapping[str, Words] = MappingProxyType(
    {
        "swings": say("Swings"),
        "slide": say("Slide"),
        "pond": say("Pond"),
        "map": say("Map"),
    },
)


def _rules_compared(state: Assembly) -> Blocks:
    """What each rule that could be chosen does with the same made-up ballots."""
    book = state.rulebook
    found = {name: made_up(book.style, name) for name in book.fitting}
    lines = tuple(
        _pot(name, outcome, marked=name == book.rule)
        for name, outcome in found.items()
        if outcome is not None
    )
    if len(lines) < 2:
        return ()
    told = say(
        "A hundred voters, a pot of {pot}: sixty want swings, nearly all of them a slide as well; "
        "forty want a pond and a map.",
        pot=POT,
    )
    title = say("The rules on the same made-up ballots")
    return (
        Section(title, key="compared"),
        Paragraph(told, key="compared"),
        Pots(lines),
        Rule(),
    )


def _pot(name: str, outcome: Outcome, *, marked: bool) -> PotLine:
    parts = tuple((_MADE_UP[each], _COST[each]) for each in outcome.funded)
    rest = say("{left} left", left=outcome.leftover)
    return PotLine(RULES[name].label, parts, POT, rest, marked)


_COST = {each.id: each.cost for each in PROJECTS}


def _part_of(clause: Clause) -> Words:
    return _PART_OF.get(clause.name) or _PART_OF_GROUP.get(clause.group, _RARE)


def _fold(state: Assembly, title: Words, members: tuple[Clause, ...]) -> Fold:
    """A part behind its line, which says what it says now."""
    names = tuple(each.name for each in members)
    book = state.rulebook
    for each in rulebook.unanswered(state):
        if each.field in names:
            said = book.given.get(each.field) is not None
            words = say("To be mended") if said else say("Not said yet")
            return Fold(title, words, ATTENTION, names)
    return Fold(title, _summed_up(state, title, members), DONE, names)


def _summed_up(
    state: Assembly,
    title: Words,
    members: tuple[Clause, ...],
) -> Words:
    book = state.rulebook
    if title == _RARE:
        others = sum(book.value(each) != each.absent for each in members)
        return (
            several("{n} is not as usual.", "{n} are not as usual.", others)
            if others
            else _USUAL
        )
    main = next((each for each in members if each.name in _MAIN), members[0])
    value = book.value(main)
    if isinstance(value, str) and main.kind == "line":
        return plain(shorten(value, 44, placeholder="…"))
    return shown(main, value, state.mandate.currency)


def _way(state: Assembly, target: str | None) -> To:
    if target == "seal":
        return To(focus="seal")
    return to_the_clause(state, target or _first_open(state))


def _first_open(state: Assembly) -> str:
    for each in rulebook.unanswered(state):
        return each.field or "rulebook"
    return "rulebook"


PAGE = PageSpec("rulebook", _LABEL, view, share="form", way=_way)


def _clauses(state: Assembly) -> tuple[Clause, ...]:
    """Every clause, in the order of the page."""
    return tuple(each for _, members in _folded(state) for each in members)


def wording(state: Assembly, at: str | None = None) -> Wording:
    """What the rulebook says; `at` is the clause that is being written."""
    book, sealed = state.rulebook, state.rulebook.sealed
    clauses, currency = _clauses(state), state.mandate.currency
    hangs, part = poster(state), sentence_of(at or "")
    above = say("As it will hang on the wall")
    if sealed:
        above = say("Sealed at {time}", time=Clock(sealed))
    return Wording(
        caption=place_in_step(
            state,
            "prepare",
            tuple(c.name for c in clauses),
            at,
        ),
        answers=tuple(
            Answer(c, book.value(c), shown(c, book.value(c), currency))
            for c in clauses
        ),
        above=above,
        sentences=hangs.sentences,
        tinted=None if part is None else hangs.place(part),
        open=()
        if sealed
        else (*_of_the_charter(state), *_of_the_rulebook(state)),
        note=_note(state),
        sealed=sealed,
    )


def _acts(state: Assembly, here: Here) -> tuple[Press, ...]:
    """The seal, or what can be done once it is there."""
    if state.rulebook.sealed:
        print_ = Print(
            say("Wall poster"),
            say("Drawing the wall poster"),
            partial(_poster, state),
            "wall-poster.pdf",
        )
        room = Press(say("Show in the room"), InRoom("rules"), icon="monitor")
        return room, Press(say("Print the wall poster"), print_, icon="printer")
    seal = Press(say("Seal the rulebook"), _sealing(state), icon="lock")
    slips = _on_slips(state, here)
    if not mandate.missing(state):
        return seal, *slips
    charter = Press(
        say("Go to the charter"),
        Go("charter"),
        icon="arrow-right",
        after=True,
    )
    return seal, charter, *slips


def _on_slips(state: Assembly, here: Here) -> tuple[Press, ...]:
    """Who came is asked from here too: what is not asked before the seal never is."""
    return who_came(state, here, _SLIPS_SEEN) or (_SLIPS,) * (
        asked_on_slips(state) is not None
    )


_SLIPS = Press(
    say("See what is asked on slips"),
    Go("question"),
    "quiet",
    "arrow-right",
    after=True,
)
_SLIPS_SEEN = To(focus=_SLIPS.key, said=ASKED_ON_A_SLIP)


def _sealing(state: Assembly) -> Intent:
    """Say at once what is missing; only where nothing is, ask before it is fixed for good."""
    said = say("The rulebook is sealed.")
    act = do(rulebook.seal).then(To(focus="room/rules", said=said))
    if rulebook.missing(state):
        return act
    return act.for_good(_FIXED, say("Seal the rulebook"))


_FIXED = say(
    "Charter and rulebook are then fixed for good: nobody can change one word of them, also "
    "not later.",
)


def _code(state: Assembly) -> Blocks:
    """The code people compare, in two lines of four groups."""
    code = state.rulebook.fingerprint
    if not code:
        return ()
    lines = "\n".join("  ".join(code[i : i + 4]) for i in (0, 4))
    return (
        Section(say("Fingerprint"), key="code"),
        Paragraph(plain(lines), role="figures", key="code"),
    )


def _poster(state: Assembly, means: Means) -> bytes:
    from pbdesk.app.jobs.sheets import wall_facts
    from pbdesk.paper.posters import poster_pdf

    if state.rulebook.sealed is None:
        raise ValueError("only a sealed rulebook has a poster")
    return poster_pdf(
        name=state.mandate.name,
        sentences=poster(state).sentences,
        fingerprint=state.rulebook.fingerprint,
        sealed_at=state.rulebook.sealed,
        locale=means.locale,
        rehearsal=state.mandate.rehearsal,
        facts=wall_facts(state),
    )


def _of_the_charter(state: Assembly) -> tuple[Question, ...]:
    n = len(mandate.missing(state))
    if not n:
        return ()
    told = several(
        "{n} question is open there.",
        "{n} questions are open there.",
        n,
    )
    return (Question(say("Charter"), told),)


def _of_the_rulebook(state: Assembly) -> tuple[Question, ...]:
    return questions(
        rulebook.unanswered(state),
        {each.name: each.label for each in rulebook.clauses(state.rulebook)},
    )


def _note(state: Assembly) -> Words:
    if state.rulebook.sealed:
        return say(
            "The same code stands on the wall poster and in the result. If one word were "
            "different, so would "
            "it be.",
        )
    return say(
        "Sealing fixes all this for good. Until then every change is in the record.",
    )
