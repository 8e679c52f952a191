"""Millbrook: invented people, ideas and ballots.

Nobody here lives anywhere; the same seed gives the same evening.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "CHARTER",
    "HELPERS",
    "IDEAS",
    "PRINTED",
    "RULES",
    "SLIPS",
    "SLIPS_HANDED_IN",
    "SUPPORT",
    "Idea",
    "approval_ballots",
    "chance",
    "people",
]

CHARTER: dict[str, str | int] = {
    "question": "Which projects should Millbrook fund?",
    "holder": "Millbrook Town Council",
    "pot": 6_000_000,
    "binding": "advisory",
    "decider": "Millbrook Town Council",
    "promise": "The council promised on 3 September 2026 to answer with reasons.",
    "answer_by": "2027-01-29",
    "office": "Clerk of the assembly",
    "return_address": "Community Hall, 3 Hall Lane, Millbrook MB2 7AE",
    "contact": "Community desk, 01632 960 142",
    "invited": "by a letter to every home, and at both schools",
    "facilitator": "Amina Yusuf",
    "teller-1": "Peter Hallam",
    "teller-2": "Rosa Lindqvist",
}

PRINTED = {"facilitator": "Amina Yusuf", "teller-1": "Peter Hallam"}
"""Who agreed that their name stands beside their signature."""

HELPERS = ("Samira Kelley", "Wren Ashby", "Tomas Novak")
"""Who counts besides the two tellers of the charter."""

RULES: dict[str, str | int | bool] = {
    "people": "Everyone who lives, works or studies in Millbrook and is 14 or older",
    "staff": False,
    "own": True,
    "together": 10,
    "style": "approval",
    "ballot.max_picks": 5,
    "rule": "greedy",
    "least_share": 10,
    "quorum": 120,
    "leftover": "carried",
    "kept": 12,
    "public_ballots": False,
}


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea as handed in.

    `cost` is minor units, None where it was not accepted; `answer` says what became of it.
    """

    title: str
    summary: str
    place: str
    wish: int
    cost: int | None
    answer: str
    reason: str


IDEAS: tuple[Idea, ...] = (
    Idea(
        "Benches and shade at the bowling green",
        "Six benches under a light roof, so that people can sit and watch.",
        "Weir Road",
        840_000,
        840_000,
        "accepted",
        "Parks will look after them.",
    ),
    Idea(
        "Friday night youth club",
        "A warm room, two youth workers and a kitchen, every Friday for a year.",
        "Community Hall",
        1_500_000,
        1_500_000,
        "accepted",
        "The hall is free on Fridays.",
    ),
    Idea(
        "Skate bowl in the market square",
        "A concrete bowl where the old fountain stands.",
        "Market Square",
        7_800_000,
        None,
        "not-feasible",
        "The square carries the gas main, and the bowl costs more than the whole pot.",
    ),
    Idea(
        "Community fridge",
        "A fridge that anybody can fill and anybody can empty.",
        "Market Hall",
        620_000,
        620_000,
        "accepted",
        "Environmental Health agrees with the cleaning plan.",
    ),
    Idea(
        "Dropped kerbs on Station Road",
        "Eight kerbs lowered between the station and the surgery.",
        "Station Road",
        1_460_000,
        1_460_000,
        "accepted",
        "Streets can do it before March.",
    ),
    Idea(
        "Welcome walks in five languages",
        "Twelve guided walks for people who are new here.",
        "All of Millbrook",
        390_000,
        390_000,
        "accepted",
        "The library will host them.",
    ),
    Idea(
        "Lighting on the riverside path",
        "Twelve low lamps from Mill Lane to the playpark, so that people walking "
        "home from the late bus can see the path and each other.",
        "Mill Lane",
        1_250_000,
        1_250_000,
        "accepted",
        "The path is council land and the lamps need no planning consent.",
    ),
    Idea(
        "Bigger fridge by the station",
        "A second fridge nearer to the trains.",
        "Station Road",
        580_000,
        None,
        "merged",
        "One fridge first; both groups agreed.",
    ),
    Idea(
        "Fireworks for New Year",
        "A display on the pitches.",
        "Links Place",
        900_000,
        None,
        "not-feasible",
        "The money must leave something behind after the year.",
    ),
    Idea(
        "Bus shelter on Duke Street",
        "A shelter with a seat.",
        "Duke Street",
        1_100_000,
        None,
        "withdrawn",
        "The bus company will pay for it.",
    ),
    Idea(
        "Outdoor gym beside the pitches",
        "Ten machines that need no power, two of them for wheelchairs.",
        "Links Place",
        1_800_000,
        1_800_000,
        "accepted",
        "The ground is fit for it.",
    ),
    Idea(
        "Statue of the first mill owner",
        "Bronze, life size.",
        "Mill Lane",
        4_000_000,
        None,
        "not-feasible",
        "Planning refused it in 2024, and nothing has changed.",
    ),
    Idea(
        "Quiet hour at the pool",
        "One evening a week without music.",
        "Weir Road",
        240_000,
        None,
        "withdrawn",
        "The pool starts it in January by itself.",
    ),
    Idea(
        "Seed library in the old kiosk",
        "Packets to borrow in spring and bring back in autumn.",
        "Duke Street",
        410_000,
        410_000,
        "accepted",
        "The kiosk has stood empty for six years.",
    ),
)

SUPPORT: dict[str, int] = {
    "Lighting on the riverside path": 231,
    "Benches and shade at the bowling green": 204,
    "Friday night youth club": 187,
    "Community fridge": 169,
    "Dropped kerbs on Station Road": 152,
    "Outdoor gym beside the pitches": 141,
    "Seed library in the old kiosk": 118,
    "Welcome walks in five languages": 97,
}
"""On how many of the 343 valid ballots each project stands."""


SLIPS_HANDED_IN = 318
"""Equality slips in their box."""

SLIPS: dict[str, int] = {
    "age/18-24": 31,
    "age/25-44": 120,
    "age/45-64": 104,
    "age/65-79": 51,
    "age/80-up": 6,
    "gender/woman": 171,
    "gender/man": 138,
    "gender/other": 3,
    "disability/yes": 47,
    "disability/no": 240,
    "origin/majority": 190,
    "origin/minority": 112,
    "first-time/no": 149,
    "first-time/yes": 160,
}
"""What is crossed on them, by "question/answer"; some are under ten, and are taken together."""


def chance(*words: object) -> int:
    """A number from 0 to 2^64 - 1, the same for the same words: the sample's only chance."""
    return int.from_bytes(
        hashlib.sha256("/".join(map(str, words)).encode()).digest()[:8],
    )


def approval_ballots(
    support: dict[str, int],
    ballots: int,
    most: int,
    seed: str,
) -> tuple[tuple[str, ...], ...]:
    """`ballots` ballots with at least one and at most `most` crosses.

    In which each project has exactly its support. Crosses are dealt one project at a time,
    preferring ballots with fewest crosses, in an order that chance gives. Raises ValueError where
    the support cannot be dealt.
    """
    if (
        not ballots <= sum(support.values()) <= ballots * most
        or max(support.values()) > ballots
    ):
        raise ValueError("this support fits no such ballots")
    dealt = _dealt(support, ballots, most, seed)
    empty = [marks for marks in dealt if not marks]
    for marks in (
        empty
    ):  # somebody with several crosses of a project gives one to who has none
        donor = max(dealt, key=len)
        marks.append(donor.pop())
    dealt.sort(key=lambda marks: chance(seed, *marks))
    return tuple(tuple(sorted(marks)) for marks in dealt)


def _dealt(
    support: dict[str, int],
    ballots: int,
    most: int,
    seed: str,
) -> list[list[str]]:
    """Ballots with the crosses of each project dealt, some of them perhaps empty."""
    dealt: list[list[str]] = [[] for _ in range(ballots)]
    for project, times in support.items():
        free = [b for b in range(ballots) if len(dealt[b]) < most]
        free.sort(key=lambda b: (_eagerness(seed, project, b, dealt[b]), b))
        for b in free[:times]:
            dealt[b].append(project)
    return dealt


def _eagerness(
    seed: str,
    project: str,
    ballot: int,
    marks: Sequence[str],
) -> float:
    return len(marks) / 3 + chance(seed, project, ballot) / 2**64 * 2


_GIVEN = (
    "June",
    "Tomasz",
    "Ade",
    "Peter",
    "Rosa",
    "Amina",
    "Leila",
    "Owen",
    "Mei",
    "Sunita",
    "Jakub",
    "Nia",
    "Yusuf",
    "Clara",
    "Dafydd",
    "Ewa",
    "Fiona",
    "Grace",
    "Hassan",
    "Ines",
    "Kwame",
    "Lena",
    "Marek",
    "Noor",
    "Olga",
    "Priya",
    "Rhys",
    "Sara",
    "Tariq",
    "Zofia",
)
_FAMILY = (
    "Harlow",
    "Harrow",
    "Harvey",
    "Abbot",
    "Bevan",
    "Chowdhury",
    "Dunn",
    "Eze",
    "Farrell",
    "Gould",
    "Hussain",
    "Iqbal",
    "Jarvis",
    "Kowalska",
    "Lloyd",
    "Mensah",
    "Nowak",
    "Okafor",
    "Parry",
    "Quinn",
    "Rahman",
    "Shaw",
    "Tran",
    "Underhill",
    "Vaughan",
    "Watts",
    "Xu",
    "Young",
    "Zaman",
    "Ashdown",
    "Barlow",
    "Conway",
    "Devlin",
    "Ellery",
    "Frost",
    "Garrow",
    "Hale",
    "Ingram",
    "Joyce",
    "Keane",
    "Larkin",
)
_STREETS = (
    "Mill Lane",
    "Weir Road",
    "Links Place",
    "Station Road",
    "Duke Street",
    "Market Square",
)


def people(count: int) -> tuple[tuple[str, str], ...]:
    """`count` invented people as (name, street); no two names are alike below 1,230."""
    found: list[tuple[str, str]] = []
    for i in range(count):
        family = _FAMILY[i % len(_FAMILY)]
        given = _GIVEN[
            (i // len(_FAMILY) + 7 * (i % len(_FAMILY))) % len(_GIVEN)
        ]
        street = _STREETS[chance("street", i) % len(_STREETS)]
        found.append(
            (f"{family}, {given}", f"{street} {1 + i // len(_STREETS)}"),
        )
    return tuple(found)
