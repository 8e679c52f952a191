"""`pbdesk explain`: why a project was funded or not, and the least that would have changed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import click

from pbdesk.canonical import JsonObject
from pbdesk.cli.count import lot_of, settings_of
from pbdesk.cli.options import (
    IN_JSON,
    LOT_QUESTION,
    LOT_SEED,
    ONE_RULE,
    PATH,
    print_json,
)
from pbdesk.i18n import render
from pbdesk.voting.constrained import ConstraintError
from pbdesk.voting.explain.least_change import Change, least_changes
from pbdesk.voting.explain.margin import Margin, margin
from pbdesk.voting.explain.payments import payments_of
from pbdesk.voting.explain.representation import Group, groups
from pbdesk.voting.explain.voter_groups import VotersPaid, voters_paid
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.options import OptionError, Settings
from pbdesk.voting.outcome import Payment
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import RULES, UnsupportedError
from pbdesk.voting.report import Counted, count_file, money_figure
from pbdesk.voting.ties import Lot
from pbdesk.words import Words, say, several

__all__ = ["explain"]

_NOTHING_ASKED = (
    "Say what to explain: --project, --groups-by or --wrong-ballots."
)
_NOTHING_HELPS = say(
    "No number of ballots and no lower cost that was looked at would have funded it.",
)
_SEVERAL_TIMES = (
    "Where ballots count several times, --wrong-ballots is not known."
)


@click.command
@click.argument("file", type=PATH)
@ONE_RULE
@click.option(
    "--project",
    metavar="ID",
    help="The project's (or option's) id in the file.",
)
@click.option(
    "--groups-by",
    metavar="COLUMN",
    help="What each group of voters paid for, by a column of the ballots, such as neighborhood.",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="As for “pbdesk count”.",
)
@LOT_SEED
@LOT_QUESTION
@click.option(
    "--wrong-ballots",
    is_flag=True,
    help="Also how many could change the result; counts many times.",
)
@IN_JSON
def explain(
    file: Path,
    rule: str,
    project: str | None,
    groups_by: str | None,
    settings: tuple[str, ...],
    seed: str | None,
    question: str | None,
    wrong_ballots: bool,
    as_json: bool,
) -> None:
    """Say why PROJECT was funded or not, who paid for it.

    And the least change that would have funded it.
    A change is proved where every smaller one was looked at, and else says that it was only
    searched for. With
    --groups-by, also (or only) what the ballots of each group of voters paid for; groups of fewer
    than ten ballots are
    taken together.
    """
    if project is None and groups_by is None and not wrong_ballots:
        raise click.UsageError(_NOTHING_ASKED)
    chosen = settings_of(settings)
    lot = lot_of(seed, question)
    if wrong_ballots and "times_by" in chosen:
        raise click.UsageError(_SEVERAL_TIMES)
    try:
        counted = count_file(file, rule, chosen, lot, groups_by=groups_by)
        told = list(_told(counted, project, groups_by, lot))
        wrong = _wrong(counted, lot) if wrong_ballots else None
    except (
        ImportRefused,
        OptionError,
        ConstraintError,
        UnsupportedError,
    ) as refused:
        raise click.ClickException(render(refused.words)) from refused
    if as_json:
        print_json(_json(counted, told, wrong))
    else:
        _tell(counted, told, wrong)


def _told(
    counted: Counted,
    project: str | None,
    groups_by: str | None,
    lot: Lot | None,
) -> Iterator[_Project | _Voters]:
    """What was asked about: a project, groups of voters, or both."""
    if project is not None:
        yield _Project.of(counted, project, lot)
    if groups_by is not None:
        yield _Voters.of(counted, groups_by, lot)


def _wrong(counted: Counted, lot: Lot | None) -> Margin:
    """How many wrong ballots could change the result."""
    return margin(
        counted.outcome.rule,
        counted.file.profile,
        _settings(counted),
        lot,
    )


def _tell(
    counted: Counted,
    told: Sequence[_Project | _Voters],
    wrong: Margin | None,
) -> None:
    for each in told:
        for words in each.sentences():
            click.echo(render(words))
    for words in counted.outcome.notes:
        click.echo(render(words))
    if wrong is not None:
        click.echo(render(wrong.words()))


def _settings(counted: Counted) -> Settings:
    return RULES[counted.outcome.rule].settle(counted.outcome.parameters)


def _funds(counted: Counted) -> bool:
    return RULES[counted.outcome.rule].kind == "funding"


@dataclass(frozen=True)
class _Project:
    """A project (or option) of a count, the least changes that would have funded it.

    And who wants it.
    Under rules that give no money nobody pays.
    """

    counted: Counted
    id: str
    changes: tuple[Change, ...] = ()
    group: Group | None = None

    @classmethod
    def of(cls, counted: Counted, project: str, lot: Lot | None) -> _Project:
        """Look at one. Raises ClickException where it is not on the ballot."""
        profile = counted.file.profile
        outcome = counted.outcome
        if project not in outcome.reasons:
            raise click.ClickException(f"“{project}” is not on the ballot.")
        if not _funds(counted):
            chooses = RULES[outcome.rule].kind == "choosing"
            settings = _settings(counted)
            if chooses:
                changes = least_changes(
                    outcome.rule,
                    profile,
                    settings,
                    lot,
                    project,
                )
            else:
                changes = ()
            return cls(counted, project, changes)
        found = groups(
            profile,
            outcome.funded,
            payments=payments_of(profile, outcome, lot),
        )
        return cls(
            counted,
            project,
            least_changes(
                outcome.rule,
                profile,
                _settings(counted),
                lot,
                project,
            ),
            next(group for group in found if group.name == project),
        )

    @property
    def payments(self) -> list[Payment]:
        """Who paid how much for it."""
        return [
            payment
            for round_ in self.counted.outcome.rounds
            if round_.project == self.id
            for payment in round_.payments
        ]

    def sentences(self) -> list[Words]:
        """Reason, payments, changes, and what the ballots that want it paid for in all."""
        profile = self.counted.file.profile
        outcome = self.counted.outcome
        told = [outcome.reasons[self.id]]
        told += [_payment_words(payment, profile) for payment in self.payments]
        told += [self._would(change) for change in self.changes]
        if (
            not self.changes
            and _funds(self.counted)
            and self.id not in outcome.funded
        ):
            told.append(_NOTHING_HELPS)
        if self.group is None:
            return told
        return [*told, self._paid(self.group)]

    def _would(self, change: Change) -> Words:
        """What the change would have done, and how that is known."""
        words = change.words(self.counted.file.profile)
        if _funds(self.counted):
            if change.proved:
                return say(
                    "It would have been funded with {change}.",
                    change=words,
                )
            return say(
                "It would have been funded with {change} (searched for; less might do).",
                change=words,
            )
        if change.proved:
            return say(
                "It would have been elected with {change}.",
                change=words,
            )
        return say(
            "It would have been elected with {change} (searched for; less might do).",
            change=words,
        )

    def _paid(self, group: Group) -> Words:
        profile = self.counted.file.profile
        spent = self.counted.outcome.cost
        return say(
            "The ballots that want it ({n}) paid {paid} of the {spent} given out; their part by "
            "number is {part}.",
            n=group.ballots,
            paid=profile.money(group.paid),
            spent=profile.money(spent),
            part=profile.money(Fraction(spent * group.ballots, profile.n or 1)),
        )

    def json(self) -> JsonObject:
        """For scripts."""
        profile = self.counted.file.profile
        outcome = self.counted.outcome
        return {
            "project": self.id,
            "funded": self.id in outcome.won,
            "reason": render(outcome.reasons[self.id]),
            "payments": self._payments(profile),
            "least_changes": self._least_changes(profile),
            "supporters": self._supporters(profile),
        }

    def _supporters(self, profile: Profile) -> dict[str, int | str] | None:
        if self.group is None:
            return None
        return {
            "ballots": self.group.ballots,
            "paid": str(self.group.paid / profile.unit),
        }

    def _least_changes(self, profile: Profile) -> list[JsonObject]:
        return [_change_json(profile, change) for change in self.changes]

    def _payments(self, profile: Profile) -> list[JsonObject]:
        return [_payment_json(profile, payment) for payment in self.payments]


def _payment_words(payment: Payment, profile: Profile) -> Words:
    each = profile.money(payment.each)
    if payment.all_left:
        return several(
            "{n} ballot gave all it had left, {each}.",
            "{n} ballots gave all they had left, {each} on average.",
            payment.voters,
            each=each,
        )
    return several(
        "{n} ballot paid {each}.",
        "{n} ballots paid {each} each.",
        payment.voters,
        each=each,
    )


def _payment_json(profile: Profile, payment: Payment) -> JsonObject:
    return {
        "ballots": payment.voters,
        "each": str(payment.each / profile.unit),
        "all_left": payment.all_left,
    }


def _change_json(profile: Profile, change: Change) -> JsonObject:
    return {
        "more": change.more,
        "less": money_figure(change.less, profile.unit),
        "proved": change.proved,
        "words": render(change.words(profile)),
    }


@dataclass(frozen=True)
class _Voters:
    """What each group of voters paid for; `by_rule`.

    By the rule's own payments, not in equal parts.
    """

    counted: Counted
    column: str
    by_rule: bool
    groups: tuple[VotersPaid, ...]

    @classmethod
    def of(cls, counted: Counted, column: str, lot: Lot | None) -> _Voters:
        """Look at all. Raises ClickException under rules that choose."""
        if not _funds(counted):
            raise click.ClickException(
                "Nobody pays under a rule that gives no money.",
            )
        profile = counted.file.profile
        outcome = counted.outcome
        paid = payments_of(profile, outcome, lot)
        return cls(
            counted,
            column,
            bool(paid),
            voters_paid(profile, counted.file.groups, outcome, paid),
        )

    def sentences(self) -> list[Words]:
        """One for each group, and before them what is meant."""
        profile = self.counted.file.profile
        spent = self.counted.outcome.cost
        head = self._head(profile, spent)
        equal = say(
            "(This rule takes the pot as one: each project counts as paid in equal parts by the "
            "ballots that "
            "mark it.)",
        )
        return [
            head,
            *([] if self.by_rule else [equal]),
            *(each.words(profile) for each in self.groups),
        ]

    def _head(self, profile: Profile, spent: int) -> Words:
        return say(
            "What the ballots of each group by “{column}” paid of the {spent} given out:",
            column=self.column,
            spent=profile.money(spent),
        )

    def json(self) -> JsonObject:
        """For scripts."""
        unit = self.counted.file.profile.unit
        return {
            "groups": [_group(each, unit) for each in self.groups],
            "paid_by_rule": self.by_rule,
        }


def _group(each: VotersPaid, unit: int) -> JsonObject:
    return {
        "names": list(each.names),
        "ballots": each.ballots,
        "paid": str(each.paid / unit),
        "part": str(each.part / unit),
    }


def _json(
    counted: Counted,
    told: Sequence[_Project | _Voters],
    wrong: Margin | None,
) -> JsonObject:
    outcome = counted.outcome
    found: JsonObject = {
        "rule": outcome.rule,
        "parameters": dict(outcome.parameters),
    }
    for each in told:
        found |= each.json()
    if outcome.notes:
        found["notes"] = [render(words) for words in outcome.notes]
    return found | {
        "wrong_ballots": _wrong_json(wrong),
    }


def _wrong_json(wrong: Margin | None) -> JsonObject | None:
    if wrong is None:
        return None
    return _margin(wrong)


def _margin(wrong: Margin) -> JsonObject:
    return {
        "least": wrong.least,
        "most": wrong.most,
        "proved": wrong.proved,
        "most_to_one": wrong.mark,
        "words": render(wrong.words()),
    }
