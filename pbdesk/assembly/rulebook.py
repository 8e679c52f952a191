"""Rulebook: who may vote, on what ballot, counted how.

Sealed before the vote opens; its fingerprint hangs on the wall.
Decisions  set_rule, seal                Entries  RuleSet, RulebookSealed
The clauses of ballot and count come from the style and the rule themselves (`voting`), declared
once there.
"""

from __future__ import annotations

import hashlib
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

import rfc8785

from pbdesk.assembly import retained
from pbdesk.assembly.mandate import CHARTER
from pbdesk.assembly.mandate import missing as charter_missing
from pbdesk.minutes.clauses import Clause, checked, open_clauses, shown
from pbdesk.minutes.decision import Attached, Draft, Missing, Moment, Refusal, Writing
from pbdesk.questions import limits
from pbdesk.questions.lot import LOT_CODE
from pbdesk.questions.sealing import (
    BALLOT,
    COUNT,
    Rulebook,
    RulebookEntry,
    RulebookSealed,
    RuleSet,
    rule_clauses,
    rule_settings,
    style_clauses,
)
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles import STYLES
from pbdesk.words import Words, code_groups, plain, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "LOOKS",
    "clauses",
    "document",
    "missing",
    "seal",
    "set_rule",
    "tell",
    "unanswered",
]

_WHO, _AFTER = say("Who may vote"), say("Afterwards")


_PEOPLE = (
    Clause(
        "people",
        _WHO,
        say("People"),
        "line",
        required=True,
        help=say("For example: Who lives, works or studies in Millbrook, from 14 years."),
        why=say("The door must know whom to give a ballot."),
    ),
    Clause("staff", _WHO, say("Staff and councillors may vote"), "tick", absent=False),
    Clause("own", _WHO, say("Who hands in a project may vote for it"), "tick", absent=True),
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
        help=say("What was only partly done, or not done, is asked again then."),
    ),
)
"""When the assembly asks what was done; sealed, because the report promises these days."""

_QUORUM = (
    Clause(
        "quorum",
        _AFTER,
        say("Least number of ballots (quorum)"),
        "number",
        most=10**9,
        required=True,
        help=say("0 when none is needed. The base is all ballots given out."),
        why=say("Say how many must vote, or that none is needed."),
    ),
    Clause(
        "leftover",
        _AFTER,
        say("Money left over"),
        "choice",
        absent="returned",
        choices=MappingProxyType(
            {
                "returned": say("Back to whoever holds the money"),
                "carried": say("Kept for the next assembly"),
            }
        ),
    ),
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
            "only."
        ),
    ),
)


def clauses(rulebook: Rulebook) -> tuple[Clause, ...]:
    """Every clause that stands with the chosen style and rule, in the order of the page."""
    rule = RULES[rulebook.rule]
    return (
        *_PEOPLE,
        Clause(
            "style",
            BALLOT,
            say("Style"),
            "choice",
            absent="approval",
            choices=MappingProxyType({name: style.label for name, style in STYLES.items()}),
        ),
        *style_clauses(rulebook),
        Clause(
            "rule",
            COUNT,
            say("Counting rule"),
            "choice",
            absent=rule.name,
            choices=MappingProxyType(
                {
                    name: r.label
                    for name, r in RULES.items()
                    if r.kind == "funding" and rulebook.style in r.takes
                }
            ),
        ),
        *rule_clauses(rulebook),
        *limits.share_clauses(rulebook.given, rule),
        *limits.clauses(rulebook.given),
        *_QUORUM,
    )


def set_rule(state: Assembly, _moment: Moment, *, clause: str, value: object) -> Writing | Refusal:
    """Give a clause of the rulebook, or take it back with None."""
    if state.rulebook.sealed:
        return Refusal(
            say("The rulebook is sealed."), say("What was sealed cannot be changed."), clause
        )
    found = {c.name: c for c in clauses(state.rulebook)}.get(clause)
    if found is None:
        return Refusal(
            say("This rulebook has no clause “{clause}”.", clause=clause),
            say("It belongs to another ballot style or counting rule."),
            clause,
        )
    kept = checked(found, value)
    return kept if isinstance(kept, Refusal) else Writing(RuleSet(clause, kept))


def document(state: Assembly) -> bytes:
    """The bytes that are sealed: charter and rulebook, every clause with its value, RFC 8785."""
    mandate, rulebook = state.mandate, state.rulebook
    return rfc8785.dumps(
        {
            "format": "pbdesk/rulebook/1",
            "assembly": mandate.id,
            "name": mandate.name,
            "day": mandate.day.isoformat(),
            "currency": mandate.currency,
            "charter": {clause.name: mandate.charter.get(clause.name) for clause in CHARTER},
            "rulebook": {clause.name: rulebook.value(clause) for clause in clauses(rulebook)},
            "ties": ["cheaper", "more votes", "lot"],
        }
    )


def seal(state: Assembly, moment: Moment) -> Writing | Refusal:
    """Fix charter and rulebook for good, with a code for the lot that nobody has seen."""
    if state.rulebook.sealed:
        return Refusal(say("The rulebook is already sealed."))
    open_questions = missing(state)
    if open_questions:
        return Refusal(
            say("The rulebook cannot be sealed yet. {first}", first=open_questions[0].words),
            open_questions[0].why,
            open_questions[0].field,
        )
    sealed, code = document(state), moment.new_code()
    return Writing(
        RulebookSealed(
            hashlib.sha256(sealed).hexdigest(), hashlib.sha256(code.encode()).hexdigest()
        ),
        drafts=(Draft(LOT_CODE, code),),
        attachments=(Attached("application/json", sealed),),
    )


def missing(state: Assembly) -> tuple[Missing, ...]:
    """What must be said before the rulebook can be sealed."""
    if state.rulebook.sealed:
        return ()
    return (*charter_missing(state), *unanswered(state))


def unanswered(state: Assembly) -> tuple[Missing, ...]:
    """What the rulebook itself still needs, the charter aside."""
    rulebook, mandate, rule = state.rulebook, state.mandate, RULES[state.rulebook.rule]
    settings = rule_settings(rulebook, 0)
    return (
        *open_clauses(clauses(rulebook), rulebook.given, "rulebook"),
        *limits.missing(rulebook.given, mandate.pot, mandate.currency, rule, settings),
    )


def tell(entry: RulebookEntry, state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case RuleSet(clause=clause, value=value):
            found = {c.name: c for c in clauses(state.rulebook)}.get(clause)
            label = found.label if found else plain(clause)
            stands = found is not None and not isinstance(checked(found, value), Refusal)
            words = (
                shown(found, value, state.mandate.currency)
                if found and stands
                else plain(str(value))
            )
            return say("Rulebook, {label}: {value}.", label=label, value=words)
        case RulebookSealed(digest=digest):
            return say(
                "The rulebook was sealed under {code}.",
                code=" ".join(code_groups(bytes.fromhex(digest))[:4]),
            )
        case _:
            assert_never(entry)
