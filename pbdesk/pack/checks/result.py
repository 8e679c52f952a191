"""Checks 7 to 11 and 16 to 18.

Result.json, its code, whose it is, its sums, and the report made from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from pbdesk.pack.bag import FOLLOWING_KINDS, REPORTS, measure
from pbdesk.pack.checks.asked import of_each, on_sheets
from pbdesk.pack.checks.case import Case, Finding, Unchecked
from pbdesk.pack.checks.obeyed import refuse_other_limits
from pbdesk.pack.checks.seal import seal
from pbdesk.pack.contents import (
    Asked,
    Count,
    Papers,
    ProjectLine,
    Result,
    Stated,
    file_digests,
    format_of,
    results_code,
)
from pbdesk.pack.refused import PackRefused
from pbdesk.words import Words, say, several

__all__ = [
    "assembly",
    "ballots",
    "code",
    "digests",
    "money",
    "reads",
    "report",
    "stage",
]

_ELSEWHERE = {"data/result.json", *(f"data/{name}" for name in REPORTS)}


def reads(case: Case) -> Words:
    """result.json is canonical and has every part."""
    if case.stated.format != format_of(case.stated.kind):
        raise PackRefused(say("“data/result.json” is of another format."))
    return say("“data/result.json” is written in the one way a pack has it.")


def digests(case: Case) -> Words:
    """result.json gives the digest of every other file below data/ but the reports.

    Which carry its code.
    """
    found = file_digests(
        {
            name.removeprefix("data/"): content
            for name, content in case.bag.payload.items()
            if name not in _ELSEWHERE
        },
    )
    said = case.stated.files
    for name in sorted(found.keys() | said.keys()):
        if found.get(name) != said.get(name):
            raise PackRefused(
                say(
                    "“{name}” is not the file that “data/result.json” names.",
                    name=f"data/{name}",
                ),
            )
    return several(
        "{n} file is the one that the result names.",
        "{n} files are those that the result names.",
        len(found),
    )


def code(case: Case) -> Words:
    """The pack code in bag-info.txt.

    The folder's name and the file's name is the one of result.json.
    """
    right = results_code(case.bag.result)
    shown = " ".join(right)
    if case.info.results_code != right:
        raise PackRefused(
            say("The code is {code}; “bag-info.txt” says another.", code=shown),
        )
    if case.bag.name != case.info.name:
        raise PackRefused(
            say(
                "The code is {code}; the folder’s name says another.",
                code=shown,
            ),
        )
    if not case.file_name.startswith("pb-result_"):
        return say(
            "{code}. Compare it with the printed pages. (The file was renamed.)",
            code=shown,
        )
    if not case.file_name.startswith(case.info.name):
        raise PackRefused(
            say(
                "The code is {code}; the file’s name says another.",
                code=shown,
            ),
        )
    return say("{code}. Compare it with the printed pages.", code=shown)


def assembly(case: Case) -> Finding:
    """The pack is of the assembly that the officer asked for.

    A signed pack of another is not this result.
    """
    if case.info.assembly != case.stated.assembly:
        raise PackRefused(
            say(
                "“bag-info.txt” and “data/result.json” do not agree on whose result this is.",
            ),
        )
    if case.assembly is None:
        return Unchecked(
            say(
                "Nobody said which assembly is expected; the pack is of “{said}”.",
                said=case.info.assembly,
            ),
        )
    if case.info.assembly != case.assembly:
        raise PackRefused(
            say(
                "This pack is of “{said}”, not of “{asked}”.",
                said=case.info.assembly,
                asked=case.assembly,
            ),
        )
    return say("“{asked}”, as asked.", asked=case.assembly)


_CODE = re.compile("[0-9A-HJKMNP-TV-Z]{4}(?: [0-9A-HJKMNP-TV-Z]{4}){7}")


def stage(case: Case) -> Words:
    """Rehearsal or final, of which kind, and what it follows: said in both places alike."""
    if case.info.kind != case.stated.kind:
        raise PackRefused(
            say(
                "“bag-info.txt” and “data/result.json” do not agree on the kind of pack.",
            ),
        )
    if case.info.stage != case.stated.stage:
        raise PackRefused(
            say(
                "“bag-info.txt” and “data/result.json” do not agree whether this is a rehearsal.",
            ),
        )
    if not _in_its_place(case.stated):
        raise PackRefused(
            say(
                "The number, or the code of the pack before, is none that it can have.",
            ),
        )
    if case.info.stage == "rehearsal":
        return say("A rehearsal. It is not a result.")
    if case.info.kind != "result":
        return say(
            "Number {number} of what followed the result.",
            number=case.stated.number,
        )
    match case.info.stage:
        case "part":
            return say(
                "What one hall of several gave. The sum of all halls decides.",
            )
        case "combined":
            return say("The sum of all halls.")
        case _:
            return say("The final result.")


def _in_its_place(said: Stated) -> bool:
    """Whether what follows a result has a number and a pack before it, and nothing else has one."""
    if said.previous is not None and _CODE.fullmatch(said.previous) is None:
        return False
    if said.kind in FOLLOWING_KINDS:
        return said.number > 0 and said.previous is not None
    return said.number == 0


def _ballots(_case: Case, asked: Asked) -> Words:
    """Every issued ballot is accounted for, and the count took the counted ones."""
    papers = asked.papers or Papers(0, 0)
    counted = asked.outcome.ballots
    ends = (
        papers.counted,
        papers.rejected,
        papers.to_rule_on,
        papers.spoilt,
        papers.provisional,
        papers.unreturned,
        papers.to_key,
        papers.missing,
    )
    if min(ends) < 0 or papers.issued != sum(ends):
        raise PackRefused(
            say(
                "{issued} ballots were issued, but {found} are accounted for.",
                issued=papers.issued,
                found=sum(ends),
            ),
        )
    rejected = counted.rejected.values()
    below = min(rejected, default=0) < 0
    if below or (counted.counted, sum(rejected)) != (
        papers.counted,
        papers.rejected,
    ):
        raise PackRefused(
            say("The count took other ballots than those accounted for."),
        )
    return several(
        "{n} ballot issued, and accounted for.",
        "{n} ballots issued, all accounted for.",
        papers.issued,
    )


_each = of_each(on_sheets(_ballots))


def ballots(case: Case) -> Finding:
    """Every ballot of each question is accounted for, and whoever came has one."""
    found = _each(case)
    if not _came_for_papers(case.result):
        raise PackRefused(say("Other people came than were given a ballot."))
    return found


def _came_for_papers(said: Result) -> bool:
    """Whether everybody who came, and nobody else, has a ballot that did not go back spoilt.

    A ballot of each question of the round; nobody gets one who is not in the register.
    """
    papers = {
        (each.round, each.papers.given)
        for each in said.questions
        if each.papers is not None
    }
    held = dict(papers)
    came = {**said.came, **held}
    turnout = said.turnout
    people = (
        max(came.values(), default=0)
        if turnout.people is None
        else turnout.people
    )
    return (
        len(held) == len(papers)
        and came.items() >= said.came.items()
        and min(came.values(), default=0) >= 0
        and max(came.values(), default=0) <= people <= sum(came.values())
        and (turnout.register is None or people <= turnout.register)
    )


def _refuse_other_pot(outcome: Count, funded: int) -> None:
    """Sums that do not make the pot; `funded`: what the funded projects cost, minor units."""
    cost = funded + sum(outcome.awards.values())
    left = outcome.leftover
    if (
        min((line.cost for line in outcome.projects), default=0) < 0
        or left is None
        or left < 0
    ):
        raise PackRefused(say("A sum is missing or below nothing."))
    if cost != outcome.cost or cost + left != outcome.budget:
        raise PackRefused(
            say("What was funded and what is left do not make the pot."),
        )


def _money(case: Case, asked: Asked) -> Words:
    """What was funded and what is left make the pot, within the sealed limits.

    Or the winners stood on the ballot.
    """
    outcome = asked.outcome
    lines = {line.id: line for line in outcome.projects}
    if len(lines) != len(outcome.projects):
        raise PackRefused(say("A project stands in the result twice."))
    if case.info.stage == "part":
        return _sums_alone(asked)
    if outcome.funded is None:
        return _winners(outcome, lines)
    funded = [line for line in outcome.projects if line.funded]
    if sorted(line.id for line in funded) != sorted(outcome.funded):
        raise PackRefused(
            say(
                "The list of funded projects is not that of the projects’ own lines.",
            ),
        )
    for name, award in outcome.awards.items():
        if (
            name in outcome.funded
            or name not in lines
            or not 0 < award < lines[name].cost
        ):
            raise PackRefused(
                say(
                    "“{project}” does not get a part of its cost.",
                    project=name,
                ),
            )
    _refuse_other_pot(outcome, sum(line.cost for line in funded))
    refuse_other_limits(asked)
    return several(
        "{n} project funded; with what is left it makes the pot.",
        "{n} projects funded; with what is left they make the pot.",
        len(funded),
    )


money = of_each(_money)


def _sums_alone(asked: Asked) -> Words:
    """One hall gives sums, and nothing that follows from them."""
    outcome = asked.outcome
    said = (
        outcome.funded,
        outcome.cost,
        outcome.leftover,
        outcome.winners,
        outcome.passed,
    )
    lines = any(line.funded or not _whole(line) for line in outcome.projects)
    followed = outcome.awards or outcome.elected or outcome.parameters
    if any(each is not None for each in said) or followed or lines:
        raise PackRefused(say("One hall of several decides nothing."))
    if (
        asked.trace is not None
        or asked.result.rounds.get(asked.question.round) is not None
    ):
        raise PackRefused(
            say("One hall of several throws no lot and counts no rounds."),
        )
    if asked.question.kind == "fund":
        refuse_other_limits(asked)
    return say("Sums alone: nothing is decided in one hall of several.")


def _whole(line: ProjectLine) -> bool:
    """Whether what it got is a whole number, so that halls can be added up."""
    return re.fullmatch(r"0|-?[1-9][0-9]{0,15}", str(line.support)) is not None


def _winners(outcome: Count, lines: Mapping[str, ProjectLine]) -> Words:
    for winners in (outcome.winners or [], outcome.elected):
        if not _each_once(winners, lines.keys()):
            raise PackRefused(
                say("A winner did not stand on the ballot, or is named twice."),
            )
    return say(
        "This rule chooses and spends nothing; every winner stood on the ballot.",
    )


def _each_once(winners: Sequence[str], options: AbstractSet[str]) -> bool:
    named = set(winners)
    return len(named) == len(winners) and named <= options


def report(case: Case) -> Words:
    """report.pdf is, byte for byte, the one that bag-info.txt names.

    With nothing behind it but a seal that holds.
    """
    pdf = case.bag.files["data/report.pdf"]
    if not pdf.startswith(b"%PDF-"):
        raise PackRefused(say("“data/report.pdf” is no PDF."))
    length = int(case.info.report_digest.partition(":")[2])
    if measure(pdf[:length]) != case.info.report_digest:
        raise PackRefused(
            say(
                "“data/report.pdf” is not the report that “bag-info.txt” names.",
            ),
        )
    if len(pdf) != length:
        return seal(pdf, length, case.info.assembly)
    return say("The report is the one that “bag-info.txt” names.")
