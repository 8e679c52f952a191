"""Combining: packs of several halls that voted on one ballot for one pot, each verified.

Counted together as one vote. What must be the same everywhere: the sealed clauses of ballot and
count, currency, pot, and the projects by code, title and cost. Charters may differ: each hall has
its own people. docs/pack-format.md says what the combined result holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from pbdesk.app.jobs.opened_copies import opened_ballots
from pbdesk.app.jobs.progress import Progress
from pbdesk.pack.bag import SIGNED, read_info, read_zip
from pbdesk.pack.checks.recount import counted_profile
from pbdesk.pack.contents import RoundLot, canonical, canonically_read, read_result, results_code
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.signers import assemblies_in
from pbdesk.pack.verify import verify
from pbdesk.pack.whole import write_whole
from pbdesk.questions.sealing import Rulebook, rule_settings
from pbdesk.voting.constraints import Constraints
from pbdesk.voting.constraints_json import constraints_from, constraints_json
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Marks, Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from pbdesk.voting.trace import outcome_bytes
from pbdesk.words import Listing, plain, say

__all__ = ["Combined", "Hall", "combine", "read_halls", "write_combined"]

FORMAT = "pbdesk-combined/1"
_COUNTED_AGAIN = 19


class Line(msgspec.Struct, frozen=True):
    """A project as a hall's ballot had it; `cost` in minor units."""

    id: str
    code: str
    title: str
    cost: int


class _Lines(msgspec.Struct, frozen=True):
    budget: int
    projects: list[Line]
    constraints: object = None


class _Asked(msgspec.Struct, frozen=True):
    rulebook: dict[str, str | int | bool | None]
    ties: list[str]


class _Sealed(msgspec.Struct, frozen=True):
    questions: tuple[_Asked]


class _Put(msgspec.Struct, frozen=True):
    round: str
    outcome: _Lines


class _Said(msgspec.Struct, frozen=True):
    """What result.json says beside what the checks read."""

    currency: str
    rounds: dict[str, RoundLot]
    questions: tuple[_Put]
    rulebooks: tuple[_Sealed]

    @property
    def outcome(self) -> _Lines:
        """What was counted."""
        return self.questions[0].outcome

    @property
    def rulebook(self) -> _Sealed:
        """What was sealed."""
        return self.rulebooks[0]

    @property
    def seed(self) -> str | None:
        """The seed of the lot."""
        return self.rounds[self.questions[0].round].seed


@dataclass(frozen=True, eq=False)
class Hall:
    """One hall's verified pack.

    `signed`: SHA-256 (hex) of its signed file, which later signatures do not change.
    """

    assembly: str
    signed: str
    code: tuple[str, ...]
    rejected: Mapping[str, int]
    said: _Said
    profile: Profile

    @property
    def common(self) -> tuple[object, ...]:
        """What every hall must have alike."""
        projects = sorted((line.code, line.title, line.cost) for line in self.said.outcome.projects)
        obeyed = self.constraints
        return (
            self.said.rulebook,
            self.said.currency,
            self.said.outcome.budget,
            projects,
            None
            if obeyed is None
            else replace(obeyed, exclusive=tuple(sorted(obeyed.exclusive, key=sorted))),
        )

    @property
    def constraints(self) -> Constraints | None:
        """What the count had to obey, projects by the code on the ballot."""
        said = self.said.outcome
        return (
            None
            if said.constraints is None
            else constraints_from(said.constraints).renamed(
                {line.id: line.code for line in said.projects}
            )
        )

    def ballots(self) -> Iterable[tuple[Marks, int]]:
        """Distinct ballots with their number, marks by the code on the ballot."""
        code = {line.id: line.code for line in self.said.outcome.projects}
        codes = [code[project] for project in self.profile.ids]
        start: list[int] = self.profile.start.tolist()
        columns: list[int] = self.profile.columns.tolist()
        values: list[int] = self.profile.values.tolist()
        for row, times in enumerate(self.profile.weights.tolist()):
            marks = range(start[row], start[row + 1])
            yield {codes[columns[mark]]: values[mark] for mark in marks}, times


@dataclass(frozen=True)
class Combined:
    """The combined result: the bytes of its file, its code, and the outcome."""

    name: str
    content: bytes
    code: tuple[str, ...]
    outcome: Outcome
    counted: int


def read_halls(
    packs: Sequence[Path], signers_text: str, progress: Progress, copies: Sequence[Path] = ()
) -> tuple[Hall, ...]:
    """Verify every pack by the clerk's signers file, which names the halls: all of them, each once.

    `copies`: opened auditor copies of the packs whose ballots are not public. Raises PackRefused,
    naming the pack, where one is not genuine, not final or without ballots, or where a hall is
    missing or there twice, or a copy is of none of the packs.
    """
    ballots = dict(opened_ballots(copies))
    halls: list[Hall] = []
    for done, path in enumerate(packs):
        progress(done, len(packs), say("Checking {name}", name=path.name))
        halls.append(_read_hall(path, signers_text, ballots))
    if ballots:
        raise PackRefused(
            say("An auditor copy is of none of the packs, or of one whose ballots are public.")
        )
    named, there = assemblies_in(signers_text), sorted(hall.assembly for hall in halls)
    if len(set(there)) < len(there):
        raise PackRefused(say("Two of the packs are of the same hall."))
    if missing := sorted(named - set(there)):
        raise PackRefused(
            say(
                "The signers file also names {halls}; their packs are missing.",
                halls=Listing(tuple(missing)),
            )
        )
    return tuple(sorted(halls, key=lambda hall: hall.assembly))


def _read_hall(path: Path, signers_text: str, ballots: dict[str, bytes]) -> Hall:
    """One hall; its ballots are taken out of `ballots` where the pack has none."""
    bag = read_zip(path)
    assembly, data = read_info(bag).assembly, bag.files["data/result.json"]
    published = bag.files.get("data/assembly.pb")
    counted = (
        ballots.pop(hashlib.sha256(data).hexdigest(), None) if published is None else published
    )
    found = verify(path, signers_text, assembly, ballots=counted)
    if found.failed:
        first = found.failed[0]
        raise PackRefused(
            say(
                "“{name}” is not genuine. {check}: {detail}",
                name=path.name,
                check=first.name,
                detail=first.detail,
            )
        )
    again = next(check for check in found.checks if check.number == _COUNTED_AGAIN)
    if found.stage != "final" or not again.passed or counted is None:
        raise PackRefused(
            say(
                "“{name}” cannot be combined: {why}",
                name=path.name,
                why=again.detail if found.stage == "final" else plain("rehearsal"),
            )
        )
    result = read_result(data)
    try:
        said = msgspec.convert(canonically_read(data), _Said)
    except ValueError as error:
        raise PackRefused(
            say("“{name}” does not say what is needed to combine it.", name=path.name)
        ) from error
    return Hall(
        assembly,
        hashlib.sha256(bag.files[SIGNED]).hexdigest(),
        results_code(data),
        result.questions[0].outcome.ballots.rejected,
        said,
        counted_profile(counted, result.questions[0].outcome),
    )


def combine(halls: Sequence[Hall], *, name: str, day: date) -> Combined:
    """Count the ballots of `halls` (one or more) as one vote. The same halls give the same bytes.

    Thresholds given as a share are shares of all ballots together. The lot's seed is that of every
    hall, in the order of their ids, joined by "+". Raises PackRefused where the halls did not vote
    on the same.
    """
    first = halls[0]
    for hall in halls:
        if hall.common != first.common:
            raise PackRefused(
                say(
                    "“{one}” and “{other}” did not vote on the same projects under the same rules.",
                    one=first.assembly,
                    other=hall.assembly,
                )
            )
    profile = _together(halls)
    rulebook = Rulebook(given=MappingProxyType(first.said.rulebook.questions[0].rulebook))
    seed = "+".join(hall.said.seed for hall in halls if hall.said.seed) or None
    lot = None if seed is None else Lot(seed)
    outcome = RULES[rulebook.rule].count(profile, rule_settings(rulebook, profile.n), lot)
    content = canonical(_document(halls, profile, outcome, seed, name, day))
    code = results_code(content)
    return Combined(
        f"pb-combined_{name}_{day.isoformat()}_{''.join(code[:2])}.json",
        content,
        code,
        outcome,
        profile.n,
    )


def _together(halls: Sequence[Hall]) -> Profile:
    first = halls[0]
    lines = sorted(first.said.outcome.projects, key=lambda line: line.code)
    return Profile.of(
        first.profile.style,
        [Project(line.code, line.cost, line.title) for line in lines],
        first.said.outcome.budget,
        (ballot for hall in halls for ballot in hall.ballots()),
        currency=first.said.currency,
        unit=first.profile.unit,
        constraints=first.constraints,
    )


def _document(
    halls: Sequence[Hall],
    profile: Profile,
    outcome: Outcome,
    seed: str | None,
    name: str,
    day: date,
) -> dict[str, Any]:
    sealed, rejected = halls[0].said.rulebook.questions[0], [hall.rejected for hall in halls]
    reasons = sorted({reason for counts in rejected for reason in counts})
    return {
        "format": FORMAT,
        "assembly": name,
        "date": day.isoformat(),
        "currency": halls[0].said.currency,
        "rulebook": {"rulebook": sealed.rulebook, "ties": sealed.ties},
        "seed": seed,
        "halls": [
            {
                "assembly": hall.assembly,
                "signed_sha256": hall.signed,
                "results_code": " ".join(hall.code),
                "counted": hall.profile.n,
                "rejected": sum(hall.rejected.values()),
            }
            for hall in halls
        ],
        "outcome": {
            "rule": outcome.rule,
            "parameters": dict(outcome.parameters),
            "budget": outcome.budget,
            "ballots": {
                "counted": profile.n,
                "rejected": {
                    reason: sum(counts.get(reason, 0) for counts in rejected) for reason in reasons
                },
            },
            "funded": list(outcome.funded),
            "cost": outcome.cost,
            "leftover": outcome.leftover,
            "projects": [
                {
                    "id": project.id,
                    "title": project.name,
                    "cost": project.cost,
                    "support": str(outcome.support[project.id]),
                    "funded": project.id in outcome.funded,
                }
                for project in profile.projects
            ],
            **({"awards": dict(outcome.awards)} if outcome.awards else {}),
            **(
                {}
                if profile.constraints is None
                else {"constraints": constraints_json(profile.constraints)}
            ),
        },
        "trace": canonically_read(outcome_bytes(outcome)),
    }


def write_combined(combined: Combined, folder: Path) -> Path:
    """Write the combined result, whole or not at all. Raises PackRefused."""
    path = folder / combined.name
    write_whole(combined.content, path)
    return path
