"""Report: a file counted, as the one JSON object that `pbdesk count --json` prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from pbdesk.voting.constraints import AROUND, Constraints
from pbdesk.voting.formats import BallotFile, read_ballots
from pbdesk.voting.formats.constraints import (
    WORDS,
    constraints_of,
    read_constraints,
    worded_constraints,
)
from pbdesk.voting.formats.money import money_text
from pbdesk.voting.formats.policies import RankPolicies, read_policies
from pbdesk.voting.formats.voters import Voters
from pbdesk.voting.formats.weighting import Weighting, weighting_of
from pbdesk.voting.options import (
    Choice,
    Number,
    Option,
    OptionError,
    Seats,
    Setting,
    TopSeats,
)
from pbdesk.voting.outcome import Figure, Outcome, Round, Tie
from pbdesk.voting.quadratic_figures import quadratic_figures
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.rules import RULES
from pbdesk.voting.runoff import Policies
from pbdesk.voting.ties import Lot
from pbdesk.words import Words, say

__all__ = ["Counted", "Shown", "count_file", "count_json", "money_figure", "rules_json"]

type Shown = Callable[[Words], str]
"""How words are shown; the tally itself speaks no language."""


@dataclass(frozen=True)
class Counted:
    """A file and what one rule makes of it."""

    file: BallotFile
    outcome: Outcome

    @property
    def published_agrees(self) -> bool | None:
        """Whether what the file says was funded came out; None where it says nothing."""
        if not self.file.selected or self.outcome.winners is not None:
            return None
        return set(self.outcome.funded) == {
            project for project, figure in self.file.selected.items() if figure == 1
        }


def count_file(
    path: Path,
    rule: str,
    settings: Mapping[str, str],
    lot: Lot | None = None,
    *,
    groups_by: str | None = None,
) -> Counted:
    """Count the ballots of a file.

    With `groups_by`, a column, the file says which are of which group of voters. Beside the rule's
    own options, `limits=enforce` rejects ballots that break the file's limits, and
    `constraints=file` takes caps by category, threshold, "stop at the first that does not fit" and
    points for places from the file, `constraints=X.json` what `read_constraints` describes; single
    constraints may be given in the words of `worded_constraints`, groups whose ballots count
    several times in those of `weighting_of`; `policies=FILE` reads cast votes, and counts by `rcv`,
    as a configuration of the Ranked Choice Tabulator says. Raises ImportRefused for the file,
    OptionError for the options, UnsupportedError where there is no such rule or it does not count
    such ballots.
    """
    own = dict(settings)
    limits = own.pop("limits", "report")
    constraints = own.pop("constraints", "none")
    words = _taken(own, (*WORDS, "times.", "times_"))
    weighting = weighting_of(words)
    policies = read_policies(Path(own.pop("policies"))) if "policies" in own else None
    _refuse_unknown(rule, limits)
    voters = Voters(weighting, None if groups_by is None else groups_by.strip().lower())
    file = read_ballots(
        path,
        enforce=limits == "enforce",
        policies=policies,
        voters=voters,
    )
    given = {
        **_from_file(file, rule, constraints),
        **_of_policies(policies, rule),
        **own,
    }
    _refuse_number(weighting, given)
    obeyed = _constraints(file, constraints, words)
    file = replace(file, profile=replace(file.profile, constraints=obeyed))
    return Counted(file, RULES[rule].count(file.profile, given, lot))


def _taken(settings: dict[str, str], families: tuple[str, ...]) -> dict[str, str]:
    """Settings taken out whose names begin so: one for each category, project or group."""
    names = [name for name in settings if name.startswith(families)]
    return {name: settings.pop(name) for name in names}


def _refuse_unknown(rule: str, limits: str) -> None:
    if limits not in ("report", "enforce"):
        raise OptionError(
            say(
                "“{name}” cannot be “{value}”. Choose one of: {choices}.",
                name="limits",
                value=limits,
                choices="report, enforce",
            ),
        )
    if rule not in RULES:
        raise UnsupportedError(
            say(
                "There is no rule “{rule}”. Rules: {known}.",
                rule=rule,
                known=", ".join(RULES),
            ),
        )


def _constraints(
    file: BallotFile,
    constraints: str,
    words: Mapping[str, str],
) -> Constraints | None:
    match constraints:
        case "none":
            found = None
        case "file":
            found = constraints_of(file)
        case path:
            found = read_constraints(Path(path), file.profile)
    given = worded_constraints(words, file.profile)
    if given.kinds:
        return (found or Constraints()).also(given)
    return found


def _refuse_number(weighting: Weighting | None, given: Mapping[str, Setting]) -> None:
    """A threshold in ballots would be of ballots as they are, where all are scaled.

    Raises OptionError.
    """
    if (
        weighting is not None
        and weighting.scale > 1
        and str(given.get("threshold") or 0) != "0"
    ):
        raise OptionError(
            say(
                "Where ballots count a fraction of times, a threshold must be a share: "
                "threshold_share.",
            ),
        )


def _from_file(file: BallotFile, rule: str, constraints: str) -> Mapping[str, Setting]:
    """What the file says of the rule's settings: its seats, and where asked for META's."""
    counting = RULES[rule]
    given: dict[str, Setting] = {}
    if constraints == "file" and counting.published is not None:
        given |= counting.published.settings(file.meta)
    transfers = issubclass(counting.settings, Seats) and not issubclass(
        counting.settings,
        TopSeats,
    )
    if file.seats and transfers:
        given["seats"] = file.seats
    return given


def _of_policies(policies: RankPolicies | None, rule: str) -> Mapping[str, Setting]:
    """What the policies say to a rule that counts by policies."""
    if policies is None or not issubclass(RULES[rule].settings, Policies):
        return {}
    return policies.settings


def count_json(counted: Counted, shown: Shown) -> dict[str, Any]:
    """The count as one object.

    Sums are in the file's own units: integers, or decimal text where the file has decimals.
    Fractions are "a/b".
    """
    file = counted.file
    outcome = counted.outcome
    head: dict[str, Any] = {
        "rule": outcome.rule,
        "parameters": dict(outcome.parameters),
        "ballots": {
            "counted": file.profile.n,
            "rejected": dict(file.rejected),
            "breaches": dict(file.breaches),
        },
        "warnings": [shown(words) for words in file.warnings],
    }
    match RULES[outcome.rule].kind:
        case "choosing":
            return head | _choice(outcome, shown)
        case "deciding" | "telling":
            return head | _answered(outcome, shown)
        case "funding":
            pass
    return (
        head
        | _funding(counted, shown)
        | (quadratic_figures(file) if file.credits is not None else {})
    )


def _funding(counted: Counted, shown: Shown) -> dict[str, Any]:
    file = counted.file
    outcome = counted.outcome
    unit = file.profile.unit
    published = counted.published_agrees
    return {
        "budget": money_figure(outcome.budget, unit),
        "funded": list(outcome.funded),
        "cost": money_figure(outcome.cost, unit),
        "leftover": money_figure(outcome.leftover, unit),
        "ties": _ties(outcome),
        **(
            {
                "awards": {
                    name: money_figure(sum_, unit)
                    for name, sum_ in outcome.awards.items()
                },
            }
            if outcome.awards
            else {}
        ),
        **(
            {"notes": [shown(words) for words in outcome.notes]}
            if outcome.notes
            else {}
        ),
        **(
            {}
            if published is None
            else {"published": {"agrees": published, "selected": dict(file.selected)}}
        ),
        "projects": [
            {
                "id": project.id,
                "cost": money_figure(project.cost, unit),
                "support": _number(outcome.support[project.id]),
                "funded": project.id in outcome.funded,
                "reason": shown(outcome.reasons[project.id]),
            }
            for project in file.profile.projects
        ],
    }


def _answered(outcome: Outcome, shown: Shown) -> dict[str, Any]:
    """How many gave each answer, and what was decided or where the middle is."""
    found: dict[str, Any] = {
        "answers": [_option_told(outcome, name, shown) for name in outcome.support],
        "notes": [shown(words) for words in outcome.notes],
    }
    if outcome.decided is not None:
        decided = outcome.decided
        found |= {
            "passed": decided.passed,
            "base": decided.base,
            "of": decided.of,
            "fraction": str(decided.share),
            "than": decided.than,
            "needed": decided.needed,
            "switched": decided.switched,
            "added": decided.added,
        }
    if outcome.spread is not None:
        spread = outcome.spread
        found |= {
            "steps": list(spread.steps),
            "middle": list(spread.middle),
            "on_steps": spread.ballots,
            "apart": list(spread.apart),
        }
    return found


def _choice(outcome: Outcome, shown: Shown) -> dict[str, Any]:
    ids = list(outcome.support)
    return {
        "winners": None if outcome.winners is None else list(outcome.winners),
        "elected": list(outcome.elected),
        "order": list(outcome.order),
        "scores": [_number(votes) for votes in outcome.support.values()],
        "ties": _ties(outcome),
        "projects": [_option_told(outcome, name, shown) for name in ids],
        **_rounds(outcome),
        **_of_some_rules(outcome, ids),
        **{name: _figure(value) for name, value in outcome.figures.items()},
    }


def _of_some_rules(outcome: Outcome, ids: Sequence[str]) -> dict[str, Any]:
    """What only some rules have to say of a choice."""
    found: dict[str, Any] = {}
    if outcome.levels:
        found["levels"] = [list(level) for level in outcome.levels]
    if outcome.matrix:
        found["matrix"] = _square(outcome.matrix, ids)
    if outcome.grades:
        found["grades"] = {name: dict(given) for name, given in outcome.grades.items()}
    if outcome.strengths:
        found["strengths"] = _square(outcome.strengths, ids)
    if outcome.finalists:
        found["finalists"] = list(outcome.finalists)
    if outcome.lot_needed:
        found["lot_needed"] = {"tied": list(outcome.lot_needed)}
    return found


def _option_told(outcome: Outcome, name: str, shown: Shown) -> dict[str, Any]:
    return {
        "id": name,
        "support": _number(outcome.support[name]),
        "reason": shown(outcome.reasons[name]),
    }


def _rounds(outcome: Outcome) -> dict[str, Any]:
    """Rounds and who went out; where there is a quota they are stages of transfers."""
    found: dict[str, Any] = {}
    rounds = [_round(round_) for round_ in outcome.rounds]
    if rounds:
        found["rounds"] = rounds
        found["eliminated"] = [
            each["eliminated"] for each in rounds if each["eliminated"]
        ]
    if "quota" in outcome.figures:
        found.pop("rounds", None)
        found["stages"] = [
            {"totals": each["totals"], "nontransferable": each["exhausted"]}
            for each in rounds
        ]
        found["moves"] = [_move(each) for each in rounds]
    return found


def _move(stage: Mapping[str, Any]) -> dict[str, Any]:
    """Who is elected at a stage, who moves, and where those votes go."""
    kept = ("elected", "eliminated", "surplus", "passed", "passed_to_nobody", "lot")
    return {name: stage[name] for name in kept if name in stage}


def _square(
    table: Mapping[str, Mapping[str, int]],
    ids: Sequence[str],
) -> list[list[int]]:
    """The table as rows and columns in the order of `ids`."""
    return [[table[one][other] for other in ids] for one in ids]


def _figure(value: Figure) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, int | Fraction):
        return _number(value)
    return value


def _round(round_: Round) -> dict[str, Any]:
    exhausted = _number(round_.exhausted)
    return {
        "totals": {name: _number(total) for name, total in round_.totals.items()},
        "exhausted": exhausted,
        "eliminated": list(round_.eliminated),
        "elected": list(round_.elected),
        **({} if round_.lot is None else {"lot": _tie(round_.lot)}),
        **{
            name: {key: _number(n) for key, n in value.items()}
            if isinstance(value, Mapping)
            else _number(value)
            for name, value in round_.figures.items()
        },
    }


def _ties(outcome: Outcome) -> list[dict[str, Any]]:
    return [_tie(tie) for tie in outcome.ties]


def _tie(tie: Tie) -> dict[str, Any]:
    return {
        "tied": list(tie.tied),
        "decided_by": tie.decided_by,
        "order": list(tie.order),
    }


def _number(value: int | Fraction) -> int | str:
    if isinstance(value, Fraction) and value.denominator != 1:
        return str(value)
    return int(value)


def money_figure(minor: int, unit: int) -> int | str:
    """A sum in the file's own units: a whole number, or decimal text."""
    if minor % unit == 0:
        return minor // unit
    return money_text(minor, unit)


def rules_json(shown: Shown) -> dict[str, Any]:
    """Every rule with what it takes and its options, in the order people see."""
    return {
        "rules": [
            {
                "name": rule.name,
                "kind": rule.kind,
                "label": shown(rule.label),
                "takes": sorted(rule.takes),
                "obeys": sorted(AROUND | rule.obeys) if rule.kind == "funding" else [],
                "options": [_option(option, shown) for option in rule.options],
            }
            for rule in RULES.values()
        ],
    }


def _option(option: Option, shown: Shown) -> dict[str, Any]:
    head: dict[str, Any] = {
        "name": option.name,
        "label": shown(option.label),
        "absent": option.absent,
    }
    if option.help is not None:
        head["help"] = shown(option.help)
    match option:
        case Choice(choices=choices):
            return head | {
                "choices": {name: shown(words) for name, words in choices.items()},
            }
        case Number(least=least, most=most):
            return head | {"least": least, "most": most}
