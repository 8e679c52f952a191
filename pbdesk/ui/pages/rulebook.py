"""The rulebook: its clauses at the left; at the right the wall text as it grows, and the seal."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.assembly import mandate, rulebook
from pbdesk.assembly.poster import Part, poster
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.clauses import Clause, shown
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
from pbdesk.ui.render.blocks import Block, Clauses, Paragraph, Press, Section
from pbdesk.ui.render.intents import Go, InRoom, Intent, Means, Print, To, do
from pbdesk.ui.render.view import Here, PageSpec, PageView
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
    }
)
_LIMITS = frozenset({"categories", "pots", "pots_leftover", "exclusive", "partial"})


def sentence_of(clause: str) -> Part | None:
    """The sentence of the poster that says what a clause is about; None where none does."""
    if clause.startswith("ballot."):
        return "ballot"
    if clause in _LIMITS or clause.startswith(("cap.", "floor.", "pot.")):
        return "money"
    return "count" if clause.startswith("count.") else _SENTENCE_OF.get(clause)


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """The rulebook as it stands; `here.at` is the clause whose field has the focus."""
    said, fields = wording(state, here.at), as_fields(_clauses(state), state.mandate.currency)
    form = Clauses("rulebook", fields, rulebook.set_rule, said.values)
    return PageView(
        sheet(said, _LABEL, form),
        wall(said, _acts(state), *_code(state)),
        onward=say("Read it in plain words"),
    )


def _way(state: Assembly, target: str | None) -> To:
    return To(focus="seal") if target == "seal" else to_the_clause(state, target)


PAGE = PageSpec("rulebook", _LABEL, view, share="form", way=_way)


def _clauses(state: Assembly) -> tuple[Clause, ...]:
    return tuple(rulebook.clauses(state.rulebook))


def wording(state: Assembly, at: str | None = None) -> Wording:
    """What the rulebook says; `at` is the clause that is being written."""
    book, sealed = state.rulebook, state.rulebook.sealed
    clauses, currency = _clauses(state), state.mandate.currency
    hangs, part = poster(state), sentence_of(at or "")
    above = say("As it will hang on the wall")
    if sealed:
        above = say("Sealed at {time}", time=Clock(sealed))
    return Wording(
        caption=place_in_step("prepare", tuple(c.name for c in clauses), at),
        answers=tuple(Answer(c, book.value(c), shown(c, book.value(c), currency)) for c in clauses),
        above=above,
        sentences=hangs.sentences,
        tinted=None if part is None else hangs.place(part),
        open=() if sealed else (*_of_the_charter(state), *_of_the_rulebook(state)),
        note=_note(state),
        sealed=sealed,
    )


def _acts(state: Assembly) -> tuple[Press, ...]:
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
    if not mandate.missing(state):
        return (seal,)
    return seal, Press(say("Go to the charter"), Go("charter"), icon="arrow-right", after=True)


def _sealing(state: Assembly) -> Intent:
    """Say at once what is missing; only where nothing is, ask before it is fixed for good."""
    said = say("The rulebook is sealed.")
    act = do(rulebook.seal).then(To(focus="room/rules", said=said))
    if rulebook.missing(state):
        return act
    fixed = say(
        "Charter and rulebook are then fixed for good: nobody can change one word of them, also "
        "not later."
    )
    return act.for_good(fixed, say("Seal the rulebook"))


def _code(state: Assembly) -> tuple[Block, ...]:
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
    return (
        Question(
            say("Charter"),
            several("{n} question is open there.", "{n} questions are open there.", n),
        ),
    )


def _of_the_rulebook(state: Assembly) -> tuple[Question, ...]:
    clauses = rulebook.clauses(state.rulebook)
    return questions(rulebook.unanswered(state), {c.name: c.label for c in clauses})


def _note(state: Assembly) -> Words:
    if state.rulebook.sealed:
        return say(
            "The same code stands on the wall poster and in the result. If one word were "
            "different, so would "
            "it be."
        )
    return say("Sealing fixes all this for good. Until then every change is in the record.")
