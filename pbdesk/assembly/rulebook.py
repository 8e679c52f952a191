"""Rulebook: who may vote, on what ballot, counted how.

Sealed before the vote opens; its fingerprint hangs on the wall.
Decisions  set_rule, seal                Entries  RuleSet, RulebookSealed, QuestionSet
What all questions share is of the file; ballot, count and quorum are of each question.
The clauses of ballot and count come from the style and the rule themselves (`voting`), declared
once there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, assert_never

from pbdesk.assembly import retained
from pbdesk.assembly.mandate import ASKED, ROLES, asked_clauses
from pbdesk.assembly.mandate import missing as charter_missing
from pbdesk.canonical import canonical
from pbdesk.minutes.clauses import (
    Clause,
    ClauseValue,
    checked,
    open_clauses,
    shown,
)
from pbdesk.minutes.decision import (
    Attached,
    Decided,
    Draft,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Id, clean
from pbdesk.questions import limits, terms
from pbdesk.questions.items import sealed_item
from pbdesk.questions.lot import lot_code
from pbdesk.questions.sealing import (
    BALLOT,
    COUNT,
    Rulebook,
    RulebookEntry,
    RulebookSealed,
    RuleSet,
    rule_clauses,
    rule_settings,
    rulebook_of,
    style_clauses,
    style_settings,
)
from pbdesk.questions.terms import KINDS, Chosen, QuestionSet, Terms, TermsEntry
from pbdesk.questions.terms import missing as terms_missing
from pbdesk.voting.options import Seats
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles import STYLES
from pbdesk.voting.styles.approval import ApprovalSettings
from pbdesk.voting.styles.ordinal import OrdinalSettings
from pbdesk.voting.ties import USUAL_LADDER
from pbdesk.words import Words, plain, say, short_code

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "LOOKS",
    "SHARED",
    "WAYS",
    "clauses",
    "document",
    "missing",
    "question_clauses",
    "seal",
    "set_rule",
    "shared_clauses",
    "tell",
    "tell_terms",
    "unanswered",
    "unsealed",
]

_WHO, _AFTER = say("Who may vote"), say("Afterwards")


_PEOPLE = (
    Clause(
        "people",
        _WHO,
        say("People"),
        "line",
        required=True,
        help=say(
            "For example: Who lives, works or studies in Millbrook, from 14 years.",
        ),
        why=say("The door must know whom to give a ballot."),
    ),
    Clause(
        "staff",
        _WHO,
        say("Staff and councillors may vote"),
        "tick",
        absent=False,
    ),
    Clause(
        "own",
        _WHO,
        say("Who hands in a project may vote for it"),
        "tick",
        absent=True,
    ),
    Clause(
        "together",
        _WHO,
        say("So many people who ask the same put it on the agenda"),
        "number",
        least=2,
        most=100_000,
        help=say(
            "Or it is answered with a reason. Hands are counted by two people.",
        ),
    ),
)
LOOKS = (
    Clause(
        "first_look",
        _AFTER,
        say("First look, in months after the answer"),
        "number",
        least=1,
        most=60,
        absent=3,
        help=say("It is asked what was done of each item."),
    ),
    Clause(
        "second_look",
        _AFTER,
        say("Second look, in months after the answer"),
        "number",
        least=1,
        most=60,
        absent=6,
        help=say(
            "What was only partly done, or not done, is asked again then.",
        ),
    ),
)
"""When the assembly asks what was done; sealed, because the report promises these days."""

_ROUND = Clause(
    "round",
    BALLOT,
    say("Asked in round"),
    "number",
    least=1,
    most=99,
    absent=1,
    help=say(
        "What has one round is asked together: one set of sheets for each person.",
    ),
)

_QUORUM = Clause(
    "quorum",
    _AFTER,
    say("Least number of ballots (quorum)"),
    "number",
    most=10**9,
    required=True,
    help=say(
        "0 when none is needed. Everybody who takes a ballot counts once.",
    ),
    why=say("Say how many must vote, or that none is needed."),
)

_QUORUM_OF_HANDS = replace(
    _QUORUM,
    label=say("Least number of people present (quorum)"),
    help=say("0 when none is needed. The base is everybody in the room."),
)


def _quorum(rulebook: Rulebook) -> Clause:
    return _QUORUM_OF_HANDS if rulebook.given.get("way") == "hands" else _QUORUM


_RUNGS = {"cheaper": "cheaper", "votes": "more votes"}
_TIES = Clause(
    "ties",
    COUNT,
    say("When two projects come out equal"),
    "choice",
    absent=USUAL_LADDER,
    choices=MappingProxyType(
        {
            "cheaper-votes": say("The cheaper, then more votes, then the lot"),
            "votes-cheaper": say("More votes, then the cheaper, then the lot"),
            "cheaper": say("The cheaper, then the lot"),
            "votes": say("More votes, then the lot"),
            "lot": say("The lot at once"),
        },
    ),
)

_LEFTOVER = Clause(
    "leftover",
    _AFTER,
    say("What stays unspent"),
    "choice",
    absent="returned",
    choices=MappingProxyType(
        {
            "returned": say("Back to whoever holds the money"),
            "carried": say("Kept for the next assembly"),
        },
    ),
)

_KEPT = (
    *LOOKS,
    Clause(
        "kept",
        _AFTER,
        say("The register is kept, in months"),
        "number",
        most=120,
        required=True,
        help=say("Then the people file is destroyed."),
        why=say("Say how long the names are kept."),
    ),
    *retained.CLAUSES,
    Clause(
        "public_ballots",
        _AFTER,
        say("The anonymous ballots are published"),
        "tick",
        absent=False,
        help=say(
            "In a small room a whole ballot can tell who wrote it: publish them in large votes "
            "only.",
        ),
    ),
)

SHARED = frozenset(each.name for each in (*ROLES, *_PEOPLE, *_KEPT))
"""The clauses of charter and rulebook that belong to the file: all questions share them."""

WAYS = {
    "sheet": say("On a sheet of its own, secret: paper and screen"),
    "hands": say("By hands, in the open: two people count"),
    "slip": say("On slips without a name, which are only added up"),
}
"""How a question may be answered."""


def clauses(rulebook: Rulebook) -> tuple[Clause, ...]:
    """Every clause that stands with the chosen style and rule, in the order of the page."""
    asked = question_clauses(rulebook)
    last = [each for each in asked if each.group is _AFTER]
    return (
        *_PEOPLE,
        *(each for each in asked if each not in last),
        *last,
        *_KEPT,
    )


def question_clauses(rulebook: Rulebook) -> tuple[Clause, ...]:
    """The clauses of one question: its sheet, its count, its quorum."""
    kind, rule = KINDS[rulebook.kind], RULES[rulebook.rule]
    funds = rulebook.kind == "fund"
    if kind.items:
        return tuple(_how_answered(rulebook))
    return (
        *_how_answered(rulebook),
        *style_clauses(rulebook),
        Clause(
            "rule",
            COUNT,
            say("Counting rule"),
            "choice",
            absent=rule.name,
            choices=MappingProxyType(
                {name: RULES[name].label for name in rulebook.fitting},
            ),
        ),
        *rule_clauses(rulebook),
        *(limits.share_clauses(rulebook.given, rule) if funds else ()),
        *(limits.clauses(rulebook.given) if funds else ()),
        *((_TIES,) if funds else ()),
        *((_quorum(rulebook),) if kind.counts != "telling" else ()),
        *((_LEFTOVER,) if funds else ()),
    )


def _how_answered(rulebook: Rulebook) -> Iterator[Clause]:
    """In which round, in what way and on what sheet, where there is more than one."""
    kind = KINDS[rulebook.kind]
    yield _ROUND
    if len(kind.ways) > 1:
        ways = {name: WAYS[name] for name in kind.ways}
        yield Clause(
            "way",
            BALLOT,
            say("How it is answered"),
            "choice",
            absent=kind.ways[0],
            choices=MappingProxyType(ways),
        )
    if len(rulebook.styles) > 1 and not kind.items:
        styles = {name: STYLES[name].label for name in rulebook.styles}
        yield Clause(
            "style",
            BALLOT,
            say("Style"),
            "choice",
            absent=kind.style,
            choices=MappingProxyType(styles),
        )


def set_rule(
    state: Assembly,
    _moment: Moment,
    *,
    clause: str,
    value: object,
) -> Decided:
    """Give a clause of the rulebook, or take it back with None."""
    of_the_file = clause in SHARED
    if state.rules.sealings if of_the_file else state.rulebook.sealed:
        return Refusal(
            say("The rulebook is sealed."),
            say("What was sealed cannot be changed."),
            clause,
        )
    found = {c.name: c for c in clauses(state.rulebook)}.get(clause)
    if found is None:
        return Refusal(
            say("This rulebook has no clause “{clause}”.", clause=clause),
            say("It belongs to another ballot style or counting rule."),
            clause,
        )
    kept = checked(found, value)
    if isinstance(kept, Refusal):
        return kept
    return Writing(
        RuleSet(clause, kept) if of_the_file else QuestionSet(clause, kept),
    )


def shared_clauses() -> tuple[Clause, ...]:
    """The clauses that all questions of a file share."""
    return (*_PEOPLE, *_KEPT)


def document(state: Assembly, *, reason: str = "") -> bytes:
    """The bytes that are sealed, RFC 8785: what all questions share, and each one that is open.

    A later sealing names the digest of the one before and its reason, and has the new questions
    only.
    """
    mandate, rules = state.convened, state.rules
    before = rules.sealings[-1].digest if rules.sealings else None
    shared = rulebook_of(rules, Terms(), "")
    return canonical(
        {
            "format": "pbdesk/rulebook/2",
            "assembly": mandate.id,
            "name": mandate.name,
            "day": mandate.day.isoformat(),
            "currency": mandate.currency,
            "number": len(rules.sealings) + 1,
            "follows": before,
            "reason": reason,
            "charter": {
                each.name: mandate.charter.get(each.name)
                for each in state.roles
            },
            "rulebook": {
                each.name: shared.value(each) for each in shared_clauses()
            },
            "questions": [_sealed_question(each) for each in unsealed(state)],
        },
    ).encode()


def _sealed_question(state: Assembly) -> dict[str, Any]:
    """What is sealed of one question: its charter, its rules, its options."""
    said, rulebook = state.terms, state.rulebook
    options = said.options.values() if said.kind == "choose" else ()
    return {
        "id": state.asked,
        "kind": said.kind,
        "charter": {
            each.name: said.given.get(each.name)
            for each in asked_clauses(said.kind)
        },
        "rulebook": {
            each.name: rulebook.value(each)
            for each in question_clauses(rulebook)
        },
        "options": [_sealed_option(each) for each in options],
        **(
            {"items": [sealed_item(*each) for each in said.items.items()]}
            if said.items
            else {}
        ),
        "ties": [
            *(_RUNGS[rung] for rung in rulebook.rungs if said.kind == "fund"),
            "lot",
        ],
    }


def _sealed_option(option: Chosen) -> dict[str, Any]:
    """A person is sealed by reference alone: the name can be erased."""
    return {"id": option.id, "title": None if option.person else option.title}


def unsealed(state: Assembly) -> tuple[Assembly, ...]:
    """The state turned to each question that is not sealed yet."""
    return tuple(
        each for each in state.every_question if not each.rulebook.sealed
    )


def seal(state: Assembly, moment: Moment, *, reason: str = "") -> Decided:
    """Fix charter and rulebook for good, with a code for each lot that nobody has seen.

    A hall, whose questions and rules are sealed already, fixes its own charter.
    """
    fresh = unsealed(state)
    own_charter = state.part and not state.shared_sealed
    if not fresh and not own_charter:
        return Refusal(say("The rulebook is already sealed."))
    for each in (state,) if own_charter else fresh:
        refusal = _unready(each)
        if refusal:
            return refusal
    why = clean(reason)
    earlier = state.rules.sealings
    if earlier and not why and not own_charter:
        return Refusal(
            say("The rules were sealed before, and these come later."),
            say("Say why, in a sentence that is printed with them."),
            "reason",
        )
    codes = _lot_codes(state, fresh, moment)
    sealed = document(state, reason=why)
    return Writing(
        RulebookSealed(
            number=len(earlier) + 1,
            digest=_fingerprint(sealed),
            questions=tuple(each.asked for each in fresh),
            lot_codes=_fingerprints(codes),
            reason=why,
        ),
        drafts=tuple(
            Draft(lot_code(each), code) for each, code in codes.items()
        ),
        attachments=(Attached("application/json", sealed),),
    )


def _lot_codes(
    state: Assembly,
    fresh: Sequence[Assembly],
    moment: Moment,
) -> dict[str, str]:
    """A code for the lot of each round of these questions that has none yet."""
    rounds = {
        each.round for each in fresh if not state.rules.lot_code(each.round)
    }
    return {each: moment.new_code() for each in sorted(rounds)}


def _fingerprints(codes: Mapping[str, str]) -> dict[str, str]:
    return {each: _fingerprint(code.encode()) for each, code in codes.items()}


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _unready(state: Assembly) -> Refusal | None:
    """What is still open in a question, or why it could not be counted."""
    open_questions = missing(state)
    if open_questions:
        first = open_questions[0]
        return Refusal(
            say(
                "The rulebook cannot be sealed yet. {first}",
                first=first.words,
            ),
            first.why,
            first.field,
        )
    uncountable = _uncountable(state)
    if uncountable:
        return Refusal(
            say(
                "The rulebook cannot be sealed yet. {first}",
                first=uncountable,
            ),
            say("Choose another counting rule, or another of its settings."),
            "rule",
        )
    return None


def _uncountable(state: Assembly) -> Words | None:
    """Why the rule could not count such sheets under these settings, tried on one invented ballot.

    Better now than when the box is sealed.
    """
    book = state.rulebook
    if state.terms.of.items:
        return None
    options = [Project(each.id, 0) for each in state.options] or [
        Project("a", 0),
        Project("b", 0),
    ]
    profile = Profile.of(
        book.style,
        options,
        state.pot,
        [({options[0].id: 1}, 1)],
    )
    try:
        _ = RULES[book.rule].count(profile, rule_settings(book, 1, base=1))
    except UnsupportedError as error:
        return error.words
    return None


def missing(state: Assembly) -> Needs:
    """What must be said before the rulebook can be sealed; in a hall of its own charter."""
    if state.part:
        own = open_clauses(state.roles, state.convened.charter, "charter")
        return () if state.shared_sealed else (*own, *state.unnamed())
    if state.rulebook.sealed:
        return ()
    return (
        *charter_missing(state),
        *terms_missing(state),
        *unanswered(state),
        *state.unasked(),
    )


def unanswered(state: Assembly) -> Needs:
    """What the rulebook itself still needs, the charter aside."""
    rulebook, mandate, rule = (
        state.rulebook,
        state.mandate,
        RULES[state.rulebook.rule],
    )
    answers = (
        *open_clauses(clauses(rulebook), rulebook.given, "rulebook"),
        *_nobody_counts(state),
        *_everybody_is_chosen(state),
        *_every_ballot_void(state),
    )
    if rulebook.kind != "fund":
        return answers
    settings = rule_settings(rulebook, 0)
    return (
        *answers,
        *limits.missing(
            rulebook.given,
            mandate.pot,
            mandate.currency,
            rule,
            settings,
        ),
    )


def _nobody_counts(state: Assembly) -> Needs:
    """A threshold of those present, where nobody counts them: only hands do."""
    base = {
        clause.name: clause for clause in question_clauses(state.rulebook)
    }.get(
        "count.base",
    )
    if (
        base is None
        or state.rulebook.value(base) != "present"
        or state.terms.way == "hands"
    ):
        return ()
    return (
        Missing(
            say("On sheets nobody counts who is present."),
            say("Take another base for the threshold, or ask for hands."),
            "rulebook",
            base.name,
        ),
    )


def _everybody_is_chosen(state: Assembly) -> Needs:
    """As many places as there are options, or more: no vote would decide anything."""
    settings, options = (
        rule_settings(state.rulebook, 0),
        len(state.terms.options),
    )
    if (
        state.terms.kind != "choose"
        or options < 2
        or not isinstance(settings, Seats)
    ):
        return ()
    if settings.seats < options:
        return ()
    return (
        Missing(
            say(
                "{places} are chosen from {options} options, so nobody could be left out.",
                places=settings.seats,
                options=options,
            ),
            say("Choose fewer, or write more options."),
            "rulebook",
            "count.seats",
        ),
    )


def _every_ballot_void(state: Assembly) -> Needs:
    """More marks are needed than may be given: no ballot would count."""
    match style_settings(state.rulebook):
        case (
            ApprovalSettings(min_picks=least, max_picks=most)
            | OrdinalSettings(min_ranks=least, max_ranks=most)
        ):
            pass
        case _:
            return ()
    options = len(state.terms.options) or least
    most = options if most is None else min(most, options)
    if least <= most:
        return ()
    return (
        Missing(
            say(
                "A ballot needs at least {least} marks and may have {most}: none would count.",
                least=least,
                most=most,
            ),
            say("Ask for fewer marks, or allow more."),
            "rulebook",
            _LEAST[state.rulebook.style],
        ),
    )


_LEAST = {"approval": "ballot.min_picks", "ordinal": "ballot.min_ranks"}


def tell(entry: RulebookEntry, state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case RuleSet(clause=clause, value=value):
            return _clause_told(state, clause, value)
        case RulebookSealed(digest=digest):
            return say(
                "The rulebook was sealed under {code}.",
                code=short_code(digest),
            )
        case _:
            assert_never(entry)


def tell_terms(entry: TermsEntry, state: Assembly) -> Words:
    """An entry of a question as a sentence: a clause by its words in charter or rulebook."""
    if not isinstance(entry, QuestionSet):
        return terms.tell(entry, state)
    asked = state.of(Id(entry.question))
    found = {c.name: c for c in ASKED}.get(entry.clause)
    if found is None:
        told = _clause_told(asked, entry.clause, entry.value)
    else:
        told = say(
            "Charter, {label}: {value}.",
            label=found.label,
            value=shown(found, entry.value, state.about.currency),
        )
    alone = (
        len(
            [
                each
                for each in state.questions.values()
                if not each.terms.of.items
            ],
        )
        < 2
    )
    if alone and not asked.terms.of.items:
        return told
    return say("Question {number}. {told}", number=entry.question, told=told)


def _clause_told(state: Assembly, clause: str, value: ClauseValue) -> Words:
    found = {c.name: c for c in clauses(state.rulebook)}.get(clause)
    label = found.label if found else plain(clause)
    stands = found is not None and not isinstance(
        checked(found, value),
        Refusal,
    )
    words = (
        shown(found, value, state.about.currency)
        if found and stands
        else plain(str(value))
    )
    return say("Rulebook, {label}: {value}.", label=label, value=words)
