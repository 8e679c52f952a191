"""Results as large as a city's: Millbrook with as many projects as asked, each title 80 letters."""

from __future__ import annotations

import dataclasses
from functools import cache

from pbdesk.assembly.figures import Channel, Figures, OffBallot, ProjectFigures
from pbdesk.minutes.entries import Id
from pbdesk.questions.near_miss import NearMiss
from pbdesk.questions.sheet import BallotLine
from pbdesk.voting.ties import Lot, lot_number
from pbdesk.words import say, several
from tests.paper.millbrook import MILLBROOK, SEED, money

LETTERS = 80
_WHAT = {
    "en": (
        "Benches with backs and arms beside the bowling green and along the river path",
        "A youth club on Friday nights with two paid workers and food for whoever comes",
        "Dropped kerbs and lower lamps on Station Road for wheels, prams and small legs",
        "Seeds, tools and a watering plan for the gardens behind the old telephone kiosk",
    ),
    "ar": (
        "مقاعد بظهور ومساند لليدين قرب الملعب الأخضر وعلى طول ممر النهر لمن يمشي ببطء",
        "ناد للشباب مساء كل جمعة مع عاملين بأجر وطعام لكل من يأتي من الحي ومن خارجه",
        "خفض حواف الأرصفة وإنارة منخفضة في شارع المحطة للعجلات وعربات الأطفال والمشاة",
        "بذور وأدوات وخطة سقي للحدائق خلف كشك الهاتف القديم يعتني بها الجيران معا كلهم",
    ),
}
_FILL = {"en": " and more of it", "ar": " وأكثر من ذلك"}


def title(n: int, language: str = "en") -> str:
    """The title of project `n`: 80 letters, the number first."""
    words = f"{n} {_WHAT[language][n % 4]}"
    while len(words) < LETTERS:
        words += _FILL[language]
    return words[:LETTERS].rstrip().ljust(LETTERS, ".")


def code(n: int, of: int) -> str:
    """The code on the ballot of line `n` of so many, as the ballot gives it."""
    return (
        chr(ord("A") + n)
        if of <= 26
        else f"{n + 1:03d}"
        if of > 99
        else f"{n + 1:02d}"
    )


@cache
def result_of(
    projects: int,
    language: str = "en",
    share: float = 0.6,
) -> Figures:
    """Millbrook with so many projects; about `share` of them funded, the most supported first."""
    pot, left, found = (
        round(projects * share) * 10_000_00 + 3_300_00,
        0,
        list[ProjectFigures](),
    )
    left, valid = pot, 60 + 5 * projects
    for n in range(projects):
        cost, votes = 10_000_00, 60 + 5 * (projects - n)
        funded = cost <= left
        before, left = left, left - (cost if funded else 0)
        support = several("{n} ballot", "{n} ballots", votes)
        told = (
            "{support}. At its turn {left} was left and it costs {cost}."
            if funded
            else "{support}. At its turn only {left} was left and it costs {cost}."
        )
        found.append(
            ProjectFigures(
                id=f"p-{n}",
                code=code(n, projects),
                title=title(n + 1, language),
                summary="Six benches, a canopy and two lamps, from April",
                cost=cost,
                support=votes,
                place=n + 1,
                funded=funded,
                item=n + 1 if funded else None,
                left_after=left if funded else None,
                reason=say(
                    told,
                    support=support,
                    left=money(before),
                    cost=money(cost),
                ),
            ),
        )
    numbers = sorted(
        (lot_number(Lot(SEED), p.id).hex(), p.code, p.title) for p in found
    )
    off = tuple(
        OffBallot(
            900 + n,
            title(900 + n, language),
            say("Not feasible"),
            "It is not ours to build.",
        )
        for n in range(projects // 4)
    )
    return dataclasses.replace(
        MILLBROOK,
        language=language,
        projects=tuple(found),
        pot=pot,
        given=pot - left,
        leftover=left,
        leftover_words=say(
            "{left} is kept for the next assembly.",
            left=money(left),
        ),
        register=20 * valid,
        people=valid + 10,
        valid=valid,
        identity=dataclasses.replace(
            MILLBROOK.identity,
            issued=valid - 10,
            counted=valid - 25,
        ),
        channels=(
            Channel(say("On paper"), valid - 10, valid - 19),
            Channel(say("At the kiosk"), 25, 25),
        ),
        lot=tuple(
            dataclasses.replace(
                MILLBROOK.lot[0],
                place=i,
                code=c,
                title=t,
                number=number[:12],
            )
            for i, (number, c, t) in enumerate(numbers, start=1)
        ),
        off_ballot=off,
    )


def near_of(figures: Figures) -> dict[str, tuple[NearMiss, ...]]:
    """Two ways to have won, for every project that did not."""
    ways = (
        NearMiss(
            say("29 more ballots"),
            say("170 in all."),
            say(""),
            proved=True,
        ),
        NearMiss(
            say("12 more ballots and £100 off its cost"),
            None,
            say(""),
            proved=True,
        ),
    )
    return {project.id: ways for project in figures.unfunded}


def lines_of_ballot(
    projects: int,
    language: str = "en",
) -> tuple[BallotLine, ...]:
    """The lines of a ballot with so many projects."""
    return tuple(
        BallotLine(
            Id(f"p-{n}"),
            code(n, projects),
            title(n + 1, language),
            10_000_00,
        )
        for n in range(projects)
    )
