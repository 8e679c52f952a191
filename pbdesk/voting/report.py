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
    Settings,
    TopSeats,
)
from pbdesk.voting.outcome import (
    Decided,
    Figure,
    Outcome,
    Round,
    Spread,
    Table,
    Tie,
    Worth,
)
from pbdesk.voting.quadratic_figures import quadratic_figures
from pbdesk.voting.registry import AnyRule, UnsupportedError
from pbdesk.voting.rules import RULES
from pbdesk.voting.runoff import Policies
from pbdesk.voting.ties import Lot
from pbdesk.words import Words, say

__all__ = [
    "Counted",
    "Shown",
    "count_file",
    "count_json",
    "money_figure",
    "rules_json",
]

type _Json = dict[str, Any]
type _Given = Mapping[str, Setting]
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
        return set(self.outcome.funded) == self._selected

    @property
    def _selected(self) -> set[str]:
        """What the file says was funded."""
        return {
            project
            for project, figure in self.file.selected.items()
            if figure == 1
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
    asked = _Asked.of(settings)
    _refuse_unknown(rule, asked.limits)
    file = asked.read(path, groups_by)
    given = {
        **_from_file(file, rule, asked.constraints),
        **_of_policies(asked.policies, rule),
        **asked.own,
    }
    _refuse_number(asked.weighting, given)
    obeyed = _constraints(file, asked.constraints, asked.words)
    file = replace(file, profile=replace(file.profile, constraints=obeyed))
    return Counted(file, RULES[rule].count(file.profile, given, lot))


@dataclass(frozen=True)
class _Asked:
    """What settings ask beside the rule's `own` options. `words`: single constraints, groups."""

    own: dict[str, str]
    limits: str
    constraints: str
    words: Mapping[str, str]
    weighting: Weighting | None
    policies: RankPolicies | None

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> _Asked:
        """Settings by what they are for."""
        own = dict(settings)
        limits = own.pop("limits", "report")
        constraints = own.pop("constraints", "none")
        words = _taken(own, (*WORDS, "times.", "times_"))
        weighting = weighting_of(words)
        return cls(own, limits, constraints, words, weighting, _policies(own))

    def read(self, path: Path, groups_by: str | None) -> BallotFile:
        """The ballots of the file, in groups by a column where one is named."""
        if groups_by is not None:
            groups_by = groups_by.strip().lower()
        return read_ballots(
            path,
            enforce=self.limits == "enforce",
            policies=self.policies,
            voters=Voters(self.weighting, groups_by),
        )


def _policies(settings: dict[str, str]) -> RankPolicies | None:
    """What a configuration of the tabulator says, where settings name one: taken out."""
    if "policies" not in settings:
        return None
    return read_policies(Path(settings.pop("policies")))


def _taken(
    settings: dict[str, str],
    families: tuple[str, ...],
) -> dict[str, str]:
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
    found = _whole_constraints(file, constraints)
    given = worded_constraints(words, file.profile)
    if given.kinds:
        return (found or Constraints()).also(given)
    return found


def _whole_constraints(
    file: BallotFile,
    constraints: str,
) -> Constraints | None:
    """None, the file's own, or those that another file holds."""
    match constraints:
        case "none":
            return None
        case "file":
            return constraints_of(file)
        case path:
            return read_constraints(Path(path), file.profile)


def _refuse_number(weighting: Weighting | None, given: _Given) -> None:
    """A threshold in ballots would be of ballots as they are, where all are scaled.

    Raises OptionError.
    """
    if weighting is None or weighting.scale == 1:
        return
    if str(given.get("threshold") or 0) != "0":
        raise OptionError(
            say(
                "Where ballots count a fraction of times, a threshold must be a share: "
                "threshold_share.",
            ),
        )


def _from_file(file: BallotFile, rule: str, constraints: str) -> _Given:
    """What the file says of the rule's settings: its seats, and where asked for META's."""
    counting = RULES[rule]
    given: dict[str, Setting] = {}
    if constraints == "file" and counting.published is not None:
        given |= counting.published.settings(file.meta)
    if file.seats and _transfers(counting.settings):
        given["seats"] = file.seats
    return given


def _transfers(settings: type[Settings]) -> bool:
    """Whether a rule elects for several places of the file, not the top of a list."""
    return issubclass(settings, Seats) and not issubclass(settings, TopSeats)


def _of_policies(policies: RankPolicies | None, rule: str) -> _Given:
    """What the policies say to a rule that counts by policies."""
    if policies is None or not issubclass(RULES[rule].settings, Policies):
        return {}
    return policies.settings


def count_json(counted: Counted, shown: Shown) -> dict[str, Any]:
    """The count as one object.

    Sums are in the file's own units: integers, or decimal text where the file has decimals.
    Fractions are "a/b".
    """
    head = _head(counted, shown)
    match RULES[counted.outcome.rule].kind:
        case "choosing":
            return head | _choice(counted.outcome, shown)
        case "deciding" | "telling":
            return head | _answered(counted.outcome, shown)
        case "funding":
            return head | _funding(counted, shown) | _quadratic(counted.file)


def _head(counted: Counted, shown: Shown) -> _Json:
    """What is told of a count by any rule."""
    file = counted.file
    return {
        "rule": counted.outcome.rule,
        "parameters": dict(counted.outcome.parameters),
        "ballots": {
            "counted": file.profile.n,
            "rejected": dict(file.rejected),
            "breaches": dict(file.breaches),
        },
        "warnings": _said(file.warnings, shown),
    }


def _said(sentences: Sequence[Words], shown: Shown) -> list[str]:
    return [shown(words) for words in sentences]


def _quadratic(file: BallotFile) -> _Json:
    if file.credits is None:
        return {}
    return quadratic_figures(file)


def _funding(counted: Counted, shown: Shown) -> _Json:
    outcome = counted.outcome
    unit = counted.file.profile.unit
    return {
        "budget": money_figure(outcome.budget, unit),
        "funded": list(outcome.funded),
        "cost": money_figure(outcome.cost, unit),
        "leftover": money_figure(outcome.leftover, unit),
        "ties": _ties(outcome),
        **_of_some_counts(counted, shown),
        "projects": _projects(counted, shown),
    }


def _of_some_counts(counted: Counted, shown: Shown) -> _Json:
    """What only some counts that fund have to say."""
    outcome = counted.outcome
    found: _Json = {}
    if outcome.awards:
        found["awards"] = _awards(outcome, counted.file.profile.unit)
    if outcome.notes:
        found["notes"] = _said(outcome.notes, shown)
    if counted.published_agrees is not None:
        found["published"] = _published(counted)
    return found


def _awards(outcome: Outcome, unit: int) -> _Json:
    return {
        name: money_figure(sum_, unit) for name, sum_ in outcome.awards.items()
    }


def _published(counted: Counted) -> _Json:
    return {
        "agrees": counted.published_agrees,
        "selected": dict(counted.file.selected),
    }


def _projects(counted: Counted, shown: Shown) -> list[_Json]:
    outcome = counted.outcome
    profile = counted.file.profile
    return [
        {
            "id": project.id,
            "cost": money_figure(project.cost, profile.unit),
            "support": _number(outcome.support[project.id]),
            "funded": project.id in outcome.funded,
            "reason": shown(outcome.reasons[project.id]),
        }
        for project in profile.projects
    ]


def _answered(outcome: Outcome, shown: Shown) -> _Json:
    """How many gave each answer, and what was decided or where the middle is."""
    found: _Json = {
        "answers": _options_told(outcome, shown),
        "notes": _said(outcome.notes, shown),
    }
    if outcome.decided is not None:
        found |= _decided(outcome.decided)
    if outcome.spread is not None:
        found |= _spread(outcome.spread)
    return found


def _decided(decided: Decided) -> _Json:
    return {
        "passed": decided.passed,
        "base": decided.base,
        "of": decided.of,
        "fraction": str(decided.share),
        "than": decided.than,
        "needed": decided.needed,
        "switched": decided.switched,
        "added": decided.added,
    }


def _spread(spread: Spread) -> _Json:
    return {
        "steps": list(spread.steps),
        "middle": list(spread.middle),
        "on_steps": spread.ballots,
        "apart": list(spread.apart),
    }


def _choice(outcome: Outcome, shown: Shown) -> _Json:
    return {
        "winners": _winners(outcome),
        "elected": list(outcome.elected),
        "order": list(outcome.order),
        "scores": [_number(votes) for votes in outcome.support.values()],
        "ties": _ties(outcome),
        "projects": _options_told(outcome, shown),
        **_rounds(outcome),
        **_of_some_rules(outcome),
        **{name: _figure(value) for name, value in outcome.figures.items()},
    }


def _winners(outcome: Outcome) -> list[str] | None:
    if outcome.winners is None:
        return None
    return list(outcome.winners)


def _of_some_rules(outcome: Outcome) -> _Json:
    """What only some rules have to say of a choice."""
    ids = list(outcome.support)
    told: _Json = {
        "levels": [list(level) for level in outcome.levels],
        "matrix": _square(outcome.matrix, ids),
        "grades": {name: dict(given) for name, given in outcome.grades.items()},
        "strengths": _square(outcome.strengths, ids),
        "finalists": list(outcome.finalists),
        "lot_needed": _lot_needed(outcome),
    }
    return {name: value for name, value in told.items() if value}


def _lot_needed(outcome: Outcome) -> _Json:
    if not outcome.lot_needed:
        return {}
    return {"tied": list(outcome.lot_needed)}


def _options_told(outcome: Outcome, shown: Shown) -> list[_Json]:
    return [_option_told(outcome, name, shown) for name in outcome.support]


def _option_told(outcome: Outcome, name: str, shown: Shown) -> _Json:
    return {
        "id": name,
        "support": _number(outcome.support[name]),
        "reason": shown(outcome.reasons[name]),
    }


def _rounds(outcome: Outcome) -> _Json:
    """Rounds and who went out; where there is a quota they are stages of transfers."""
    found: _Json = {}
    rounds = [_round(round_) for round_ in outcome.rounds]
    if rounds:
        found["rounds"] = rounds
        found["eliminated"] = _eliminated(rounds)
    if "quota" in outcome.figures:
        found.pop("rounds", None)
        found["stages"] = [_stage(each) for each in rounds]
        found["moves"] = [_move(each) for each in rounds]
    return found


def _eliminated(rounds: Sequence[_Json]) -> list[Any]:
    return [each["eliminated"] for each in rounds if each["eliminated"]]


def _stage(told: _Json) -> _Json:
    return {"totals": told["totals"], "nontransferable": told["exhausted"]}


def _move(stage: _Json) -> _Json:
    """Who is elected at a stage, who moves, and where those votes go."""
    kept = (
        "elected",
        "eliminated",
        "surplus",
        "passed",
        "passed_to_nobody",
        "lot",
    )
    return {name: stage[name] for name in kept if name in stage}


def _square(table: Table, ids: Sequence[str]) -> list[list[int]]:
    """The table, where there is one, as rows and columns in the order of `ids`."""
    if not table:
        return []
    return [[table[one][other] for other in ids] for one in ids]


def _figure(value: Figure) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, int | Fraction):
        return _number(value)
    return value


def _round(round_: Round) -> _Json:
    return {
        "totals": _numbers(round_.totals),
        "exhausted": _number(round_.exhausted),
        "eliminated": list(round_.eliminated),
        "elected": list(round_.elected),
        **({} if round_.lot is None else {"lot": _tie(round_.lot)}),
        **{name: _one_or_each(value) for name, value in round_.figures.items()},
    }


def _one_or_each(value: Worth | Mapping[str, Worth]) -> Any:
    if isinstance(value, Mapping):
        return _numbers(value)
    return _number(value)


def _numbers(values: Mapping[str, Worth]) -> _Json:
    return {name: _number(value) for name, value in values.items()}


def _ties(outcome: Outcome) -> list[_Json]:
    return [_tie(tie) for tie in outcome.ties]


def _tie(tie: Tie) -> _Json:
    return {
        "tied": list(tie.tied),
        "decided_by": tie.decided_by,
        "order": list(tie.order),
    }


def _number(value: Worth) -> int | str:
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
    return {"rules": [_rule(rule, shown) for rule in RULES.values()]}


def _rule(rule: AnyRule, shown: Shown) -> _Json:
    return {
        "name": rule.name,
        "kind": rule.kind,
        "label": shown(rule.label),
        "takes": sorted(rule.takes),
        "obeys": _obeyed(rule),
        "options": [_option(option, shown) for option in rule.options],
    }


def _obeyed(rule: AnyRule) -> list[str]:
    """Kinds of constraints that it obeys."""
    if rule.kind != "funding":
        return []
    return sorted(AROUND | rule.obeys)


def _option(option: Option, shown: Shown) -> _Json:
    head: _Json = {
        "name": option.name,
        "label": shown(option.label),
        "absent": option.absent,
    }
    if option.help is not None:
        head["help"] = shown(option.help)
    return head | _values(option, shown)


def _values(option: Option, shown: Shown) -> _Json:
    """The values that an option may have."""
    match option:
        case Choice(choices=choices):
            told = {name: shown(words) for name, words in choices.items()}
            return {"choices": told}
        case Number(least=least, most=most):
            return {"least": least, "most": most}
