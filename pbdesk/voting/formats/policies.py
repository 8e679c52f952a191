"""Policies: a configuration file of the Ranked Choice Tabulator.

As settings of `rcv` and for reading its ballots.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import msgspec

from pbdesk.voting.formats.bounds import bytes_of
from pbdesk.voting.formats.json_text import JsonRefused, json_as
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.options import Given
from pbdesk.voting.registry import UnsupportedError
from pbdesk.words import say

__all__ = ["RankPolicies", "read_policies"]

_OVERVOTE = {
    "exhaustImmediately": "exhaust",
    "alwaysSkipToNextRank": "skip",
    "exhaustIfMultipleContinuing": "exhaust-if-several",
}
_LEAD = {
    "singleWinnerMajority": "several",
    "multiWinnerAllowMultipleWinnersPerRound": "several",
    "multiWinnerAllowOnlyOneWinnerPerRound": "one",
    "bottomsUp": "last-standing",
}
# A truth of the file, as the rule's word.
_YES = {True: "yes", False: "no"}
_THRESHOLD = {True: "first-round", False: "each-round"}
_QUOTA = {True: "hare", False: "droop"}
_TIES = {
    "random": "lot",
    "previousRoundCountsThenRandom": "earlier",
    "useCandidateOrder": "order",
    "interactive": "lot",
    "stopCountingAndAsk": "lot",
    "previousRoundCountsThenAsk": "earlier",
}


@dataclass(frozen=True, slots=True)
class RankPolicies:
    """How marks on a ranked ballot are read, and the settings of `rcv` that go with it.

    `candidates` in ballot order, `excluded` of them that cannot be chosen. `aliases`: other names
    (or codes) that ballots give them -> their name. `overvote`, `undervote`, `write_in`: labels of
    marks that are no candidate, empty where there is none. `blank_is_write_in`: an empty place
    counts for them. `max_skipped`, `max_ranks`: None is no limit. `duplicate_ends`: naming somebody
    again ends the ballot.
    """

    candidates: tuple[str, ...] = ()
    excluded: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    overvote: str = ""
    undervote: str = ""
    write_in: str = ""
    blank_is_write_in: bool = False
    overvotes: str = "exhaust-if-several"
    max_skipped: int | None = None
    max_ranks: int | None = None
    duplicate_ends: bool = False
    settings: Given = field(
        default_factory=lambda: MappingProxyType({}),
    )

    @property
    def standing(self) -> list[str]:
        """The candidates who can be chosen."""
        return [name for name in self.candidates if name not in self.excluded]

    def ends_at_skipped(self, places: int) -> bool:
        """Whether so many empty places before a mark end the ballot."""
        return self.max_skipped is not None and places > self.max_skipped


class _Labels(msgspec.Struct):
    overvoteLabel: str = ""  # noqa: N815 - the file's own names, here and below
    skippedRankLabel: str = ""  # noqa: N815
    undeclaredWriteInLabel: str = ""  # noqa: N815
    treatBlankAsUndeclaredWriteIn: bool = False  # noqa: N815


class _Candidate(msgspec.Struct):
    name: str
    excluded: bool = False
    aliases: list[str] = []
    code: str = ""  # what stood for the name before there were aliases

    @property
    def names(self) -> list[str]:
        """Everything that ballots may call the candidate."""
        return [
            *dict.fromkeys(filter(None, (self.name, self.code, *self.aliases))),
        ]


class _Rules(msgspec.Struct):
    overvoteRule: str  # noqa: N815
    winnerElectionMode: str  # noqa: N815
    numberOfWinners: str | int = 1  # noqa: N815
    tiebreakMode: str = "random"  # noqa: N815
    randomSeed: str | int = ""  # noqa: N815
    decimalPlacesForVoteArithmetic: str | int = 4  # noqa: N815
    minimumVoteThreshold: str | int = 0  # noqa: N815
    maxSkippedRanksAllowed: str | int = "unlimited"  # noqa: N815
    maxRankingsAllowed: str | int = "max"  # noqa: N815
    nonIntegerWinningThreshold: bool = False  # noqa: N815
    doesFirstRoundDetermineThreshold: bool = False  # noqa: N815
    hareQuota: bool = False  # noqa: N815
    batchElimination: bool = False  # noqa: N815
    continueUntilTwoCandidatesRemain: bool = False  # noqa: N815
    stopTabulationEarlyAfterRound: str | int = ""  # noqa: N815
    exhaustOnDuplicateCandidate: bool = False  # noqa: N815


class _File(msgspec.Struct):
    candidates: list[_Candidate]
    rules: _Rules
    labels: _Labels | None = None
    cvrFileSources: list[_Labels] = []  # noqa: N815

    def labels_of_all(self) -> _Labels:
        """The labels of the cast votes; the tabulator's own files have them source by source.

        Raises UnsupportedError where sources differ: one table of cast votes is counted.
        """
        if self.labels:
            return self.labels
        sources = self.cvrFileSources or [_Labels()]
        if any(labels != sources[0] for labels in sources):
            raise _different_labels()
        return sources[0]

    @property
    def excluded(self) -> frozenset[str]:
        """The candidates who cannot be chosen."""
        return frozenset(each.name for each in self.candidates if each.excluded)


def _different_labels() -> UnsupportedError:
    return UnsupportedError(
        say(
            "The files of cast votes mark overvotes or write-ins in different ways.",
        ),
    )


def read_policies(path: Path) -> RankPolicies:
    """The policies of a file.

    Raises ImportRefused for one that cannot be read, UnsupportedError for modes not known. Of
    RCTab's modes, several passes of single-winner counts and a percentage threshold are not counted
    here.
    """
    file = _file(path)
    rules = file.rules
    labels = file.labels_of_all()
    return RankPolicies(
        tuple(candidate.name for candidate in file.candidates),
        file.excluded,
        _aliases(file.candidates),
        labels.overvoteLabel,
        labels.skippedRankLabel,
        labels.undeclaredWriteInLabel,
        labels.treatBlankAsUndeclaredWriteIn,
        _known(_OVERVOTE, rules.overvoteRule),
        _number(rules.maxSkippedRanksAllowed),
        _number(rules.maxRankingsAllowed),
        rules.exhaustOnDuplicateCandidate,
        _settings(rules),
    )


def _file(path: Path) -> _File:
    try:
        return json_as(bytes_of(path), _File)
    except JsonRefused as error:
        raise ImportRefused(
            say(
                "“{name}” is no file of counting policies: {error}.",
                name=path.name,
                error=str(error),
            ),
        ) from error


def _aliases(candidates: Sequence[_Candidate]) -> Mapping[str, str]:
    """Every other name of a candidate; ImportRefused for one that two candidates have."""
    called = _called(candidates)
    return MappingProxyType(
        {name: of for name, of in called.items() if name != of},
    )


def _called(candidates: Sequence[_Candidate]) -> dict[str, str]:
    """Every name, their own among them -> the candidate's own."""
    called = {candidate.name: candidate.name for candidate in candidates}
    for candidate in candidates:
        for name in candidate.names:
            if called.setdefault(name, candidate.name) != candidate.name:
                raise _of_two(name, called[name], candidate.name)
    return called


def _of_two(name: str, one: str, other: str) -> ImportRefused:
    return ImportRefused(
        say(
            "“{name}” stands for two candidates: {one} and {other}.",
            name=name[:60],
            one=one[:60],
            other=other[:60],
        ),
    )


def _settings(rules: _Rules) -> Given:
    """The settings of `rcv`, in its words: it refuses figures out of their range."""
    return {
        "seats": _number(rules.numberOfWinners),
        "lead": _known(_LEAD, rules.winnerElectionMode),
        "overvote": _known(_OVERVOTE, rules.overvoteRule),
        "batch": _YES[rules.batchElimination],
        "until_two": _YES[rules.continueUntilTwoCandidatesRemain],
        "threshold": _THRESHOLD[rules.doesFirstRoundDetermineThreshold],
        "quota": _QUOTA[rules.hareQuota],
        "fractional": _YES[rules.nonIntegerWinningThreshold],
        "decimals": _number(rules.decimalPlacesForVoteArithmetic),
        "least": _number(rules.minimumVoteThreshold) or 0,
        "stop_after": _number(rules.stopTabulationEarlyAfterRound),
        "ties": _known(_TIES, rules.tiebreakMode),
        "random_seed": _number(rules.randomSeed),
    }


def _known(words: Mapping[str, str], word: str) -> str:
    if word not in words:
        raise UnsupportedError(
            say(
                "The policy “{word}” is not one that is counted here.",
                word=word[:60],
            ),
        )
    return words[word]


def _number(text: str | int) -> int | None:
    """A number; None for "unlimited", "max" and nothing."""
    if text in {"", "unlimited", "max"}:
        return None
    try:
        return int(text)
    except ValueError as error:
        raise _no_number(str(text)) from error


def _no_number(text: str) -> ImportRefused:
    return ImportRefused(say("“{text}” is no whole number.", text=text[:40]))
