"""Check 19: where the pack holds the ballots, they are counted again by the sealed rule.

With the lot's seed. Those of a hall that is part of a larger vote are added up again; those of all
halls are counted as one for their sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from pbdesk.pack.checks.asked import of_each
from pbdesk.pack.checks.case import Case, Finding, Unchecked
from pbdesk.pack.checks.obeyed import constraints_of
from pbdesk.pack.contents import Asked, Count
from pbdesk.pack.halls import HALLS, hall_folder
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.zipped import Files, read_entries
from pbdesk.questions.terms import KINDS
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.voting.outcome import Outcome
    from pbdesk.voting.profile import Profile

__all__ = ["ballots_in", "ballots_of", "counted_profile", "recount"]

_FOLDER = "ballots/"
MONEY_BALLOTS = "assembly.pb"
"""The file with the ballots of the question that shares out money."""


def _recount(case: Case, asked: Asked) -> Finding:
    """The ballots in the pack, or else those of the auditor copy.

    Give the result's own outcome again; in the part of a hall its sums.
    """
    if asked.papers is None:
        return Unchecked(
            say("Nobody voted on a sheet, so there is nothing to count again."),
        )
    if case.info.stage == "combined":
        return _sum_recounted(case, asked)
    ballots = ballots_of(case, asked)
    if ballots is None:
        return Unchecked(
            say(
                "The ballots are not public, so counting again needs the auditor copy.",
            ),
        )
    if case.signers is None:
        return _of_whom()
    said = asked.outcome
    profile = counted_profile(*ballots, said)
    case.profiles[asked.id] = profile
    if case.info.stage == "part":
        return _summed_again(profile, said)
    return _counted_again(
        replace(profile, constraints=constraints_of(said.constraints)),
        asked,
    )


def _of_whom() -> Unchecked:
    return Unchecked(
        say(
            "Ballots are counted again only once it is known who signed the pack.",
        ),
    )


def _sum_recounted(case: Case, asked: Asked) -> Finding:
    """The ballots that the sum keeps of every hall, counted as one."""
    kind = KINDS.get(asked.question.kind)
    if kind is not None and kind.options:
        return Unchecked(
            say(
                "One mark is made: the sums are the ballots, and are counted round by round.",
            ),
        )
    folders = {
        name.rsplit("/", 1)[0]
        for name in case.bag.files
        if name.startswith(HALLS)
    }
    halls = sorted(
        {folder.removeprefix(HALLS).split("/")[0] for folder in folders},
    )
    names = [
        name
        for name in _names(asked)
        if all(
            f"{hall_folder(hall)}data/{name}" in case.bag.files
            for hall in halls
        )
    ]
    if not halls or not names:
        return Unchecked(
            say(
                "The ballots are those of the halls: add their packs up again with the same dice.",
            ),
        )
    if case.signers is None:
        return _of_whom()
    held = {
        hall: case.bag.files[f"{hall_folder(hall)}data/{names[0]}"]
        for hall in halls
    }
    profile = _of_all_halls(held, names[0], asked)
    return _counted_again(profile, asked)


def _of_all_halls(ballots: Files, name: str, asked: Asked) -> Profile:
    """The ballots of all halls, each in a file of that name, on the sheet of the sum."""
    from pbdesk.voting.together import packed, together

    said = asked.outcome
    profiles = [
        _of_hall(hall, name, held, said) for hall, held in ballots.items()
    ]
    first = profiles[0]
    places = {project.id: project for project in first.projects}
    sheet = tuple(places[line.id] for line in said.projects)
    like = replace(
        first,
        projects=sheet,
        constraints=constraints_of(said.constraints),
    )
    return together([packed(each) for each in profiles], like)


def _of_hall(hall: str, name: str, ballots: bytes, said: Count) -> Profile:
    try:
        return counted_profile(name, ballots, said)
    except PackRefused as refused:
        raise PackRefused(
            say("“{hall}”: {why}", hall=hall, why=refused.words),
        ) from refused


def _names(asked: Asked) -> Sequence[str]:
    """The files that may hold the ballots of a question: ranked ones, or a table of marks."""
    if asked.question.kind == "fund":
        return (MONEY_BALLOTS,)
    return f"ballots/{asked.id}.soi", f"ballots/{asked.id}.csv"


def ballots_of(case: Case, asked: Asked) -> tuple[str, bytes] | None:
    """The file of a question's ballots, from the pack or the copy that was brought."""
    names = _names(asked)
    public = {name: case.bag.files.get(f"data/{name}") for name in names}
    copied = {name: case.copied.get(name) for name in names}
    for held in (public, copied):
        found = [
            (name, content)
            for name, content in held.items()
            if content is not None
        ]
        if len(found) > 1:
            raise PackRefused(say("There are two files of the same ballots."))
        if found:
            return found[0]
    return None


def ballots_in(data: bytes) -> Files:
    """The files of ballots in an opened auditor copy, or the one that lies beside it.

    Raises PackRefused where a zip cannot be read.
    """
    if not data.startswith(b"PK"):
        return {MONEY_BALLOTS: data}
    return {
        each.name: each.content
        for each in read_entries(data)
        if _has_ballots(each.name)
    }


def _has_ballots(name: str) -> bool:
    return name == MONEY_BALLOTS or name.startswith(_FOLDER)


def _summed_again(profile: Profile, said: Count) -> Words:
    from pbdesk.voting.support import sums

    found = profile.by_id(str(each) for each in sums(profile).tolist())
    if profile.n != said.ballots.counted:
        raise PackRefused(say("The ballots are not as many as were counted."))
    if found != {line.id: str(line.support or 0) for line in said.projects}:
        raise PackRefused(say("Added up again, the ballots give other sums."))
    return several(
        "{n} ballot added up again: the same sums.",
        "{n} ballots added up again: the same sums.",
        profile.n,
    )


def _counted_again(profile: Profile, asked: Asked) -> Finding:
    # The rules bring numpy with them: half of the time that a check takes, so only here.
    from pbdesk.voting.constrained import ConstraintError
    from pbdesk.voting.options import OptionError
    from pbdesk.voting.registry import UnsupportedError
    from pbdesk.voting.rules import RULES
    from pbdesk.voting.ties import Lot

    said = asked.outcome
    if said.rule not in RULES:
        return Unchecked(
            say(
                "This version does not know the rule “{rule}”.",
                rule=said.rule,
            ),
        )
    lot = None if asked.seed is None else Lot(asked.seed, asked.id, asked.rungs)
    try:
        found = RULES[said.rule].count_box(profile, said.parameters, lot)
    except (OptionError, UnsupportedError, ConstraintError) as error:
        return Unchecked(error.words)
    _refuse_other(profile, found, said)
    return several(
        "{n} ballot counted again by “{rule}”: the same outcome.",
        "{n} ballots counted again by “{rule}”: the same outcome.",
        profile.n,
        rule=said.rule,
    )


recount = of_each(_recount)


def counted_profile(name: str, ballots: bytes, said: Count) -> Profile:
    """The ballots of the file `name`, with the result's projects in its minor units.

    Raises PackRefused.
    """
    return _in_minor_units(_profile(name, ballots), name, said)


def _profile(name: str, ballots: bytes) -> Profile:
    from pbdesk.voting.formats.refused import ImportRefused
    from pbdesk.voting.formats.writing import ENDINGS

    try:
        return ENDINGS[PurePath(name).suffix].read(ballots.decode()).profile
    except (ImportRefused, ValueError) as error:
        raise PackRefused(say("“{name}” cannot be read.", name=name)) from error


def _in_minor_units(profile: Profile, name: str, said: Count) -> Profile:
    """The profile in the result's minor units; a .pb may give whole ones.

    Raises PackRefused for other sums.
    """
    times = (
        said.budget // profile.budget if said.budget and profile.budget else 1
    )
    projects = tuple(
        replace(project, cost=project.cost * times)
        for project in profile.projects
    )
    if sorted((project.id, project.cost) for project in projects) != sorted(
        (line.id, line.cost) for line in said.projects
    ):
        raise PackRefused(
            say(
                "The options of “{name}” are not those of the result.",
                name=name,
            ),
        )
    return replace(
        profile,
        projects=projects,
        budget=profile.budget * times,
        unit=profile.unit * times,
    )


def _refuse_other(profile: Profile, found: Outcome, said: Count) -> None:
    if profile.n != said.ballots.counted:
        raise PackRefused(say("The ballots are not as many as were counted."))
    if said.funded is not None:
        same = (
            list(found.funded),
            profile.budget,
            found.cost,
            found.leftover,
            found.awards,
        ) == (
            said.funded,
            said.budget,
            said.cost,
            said.leftover,
            said.awards,
        )
    else:
        passed = found.decided.passed if found.decided else None
        told = (_set(said.winners), said.elected or [], said.passed)
        same = (_set(found.winners), list(found.elected), passed) == told
    supported = all(
        line.support is None
        or str(line.support) == str(found.support.get(line.id))
        for line in said.projects
    )
    if not same or not supported:
        raise PackRefused(
            say("Counted again, the ballots give another outcome."),
        )


def _set(winners: Iterable[str] | None) -> frozenset[str] | None:
    if winners is None:
        return None
    return frozenset(winners)
