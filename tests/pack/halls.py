"""Made-up halls: a parent's export and the packs of its halls, straight from the format.

    parent = made_up_parent(halls=9)
    paths = [part(parent, hall.id, ballots, folder) for hall in parent.halls]

No record stands behind them, but for what verification asks of one. For tests of what real halls
never give, and for a city's numbers of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pbdesk.pack.bag import Bag, write_zip
from pbdesk.pack.contents import assemble, canonical
from pbdesk.pack.keys import public_line, public_of
from pbdesk.pack.parent import (
    PARENT_FORMAT,
    Combiner,
    Parent,
    ParentHall,
    ParentOption,
    ParentQuestion,
    parent_bytes,
    parent_digest,
)
from pbdesk.pack.sign import signature_files
from pbdesk.pack.signers import Signer
from pbdesk.questions.terms import KINDS
from pbdesk.voting.formats.pabulib_writer import pabulib_text
from pbdesk.voting.formats.writing import question_ballots
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Marks, Profile, Project
from pbdesk.voting.support import sums
from pbdesk.voting.trace import outcome_bytes
from tests.pack.sample import pdf, record_jsonl

PARENT_ID = "district-2026-11"
DAY = date(2026, 11, 24)
CODE = "7KQ2-M9TX-4DPA"
DICE = "3141"
KEYS = {
    who: Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
    for number, who in enumerate(("facilitator", "teller-1"), 1)
}
ROGUE = Ed25519PrivateKey.from_private_bytes(bytes([77]) * 32)

type Ballots = Sequence[tuple[Marks, int]]


@dataclass(frozen=True)
class Asked:
    """A question of the made-up vote: options by code, with their costs where money is shared."""

    id: str = "1"
    kind: str = "fund"
    options: Mapping[str, int] = field(
        default_factory=lambda: {"A": 60_000, "B": 30_000, "C": 50_000},
    )
    budget: int | None = 100_000
    rules: Mapping[str, str | int | bool | None] = field(
        default_factory=lambda: {
            "style": "approval",
            "rule": "greedy",
            "public_ballots": True,
        },
    )
    force: str = "binding"

    @property
    def sealed(self) -> dict[str, Any]:
        """What the rulebook has of it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "charter": {"question": self.wording, "binding": self.force},
            "rulebook": {**self.rules, "way": "sheet", "round": 1},
            "options": [],
            "ties": ["cheaper", "votes", "lot"],
        }

    @property
    def wording(self) -> str:
        """What is asked."""
        return f"Question {self.id}?"

    @property
    def style(self) -> str:
        """How it is marked."""
        return str(self.rules.get("style", KINDS[self.kind].style))


MONEY = Asked()
CHAIR = Asked(
    "2",
    "choose",
    dict.fromkeys("KLMN", 0),
    None,
    {"style": "ordinal", "rule": "stv-scottish"},
)
PASS = Asked(
    "3",
    "decide",
    dict.fromkeys(("yes", "no", "abstain"), 0),
    None,
    {"rule": "threshold", "count.base": "valid"},
)


def made_up_parent(
    halls: int | Sequence[str] = 3,
    asked: Sequence[Asked] = (MONEY,),
    *,
    code: str = CODE,
    assembly: str = PARENT_ID,
) -> Parent:
    """The export of a parent with these questions, in these halls ("hall-1", …)."""
    names = (
        [f"hall-{n}" for n in range(1, halls + 1)]
        if isinstance(halls, int)
        else halls
    )
    return Parent(
        format=PARENT_FORMAT,
        assembly=assembly,
        name="District vote",
        day=DAY.isoformat(),
        currency="EUR",
        language="en",
        rulebooks=(
            {
                "format": "pbdesk-rulebook/2",
                "questions": [each.sealed for each in asked],
            },
        ),
        lot_codes={"1": hashlib.sha256(code.encode()).hexdigest()},
        questions=tuple(
            ParentQuestion(
                id=each.id,
                kind=each.kind,
                wording=each.wording,
                force=each.force,
                way="sheet",
                round="1",
                rulebook=1,
                seed="1",
                budget=each.budget,
                options=tuple(
                    ParentOption(
                        id=name,
                        code=name,
                        title=f"Option {name}",
                        cost=cost,
                    )
                    for name, cost in each.options.items()
                ),
                constraints=None,
            )
            for each in asked
        ),
        halls=tuple(
            ParentHall(
                id=name,
                name=f"The hall {name}",
                place=f"Street of {name}",
            )
            for name in names
        ),
        combiners=tuple(
            Combiner(role=who, key=public_line(public_of(key)))
            for who, key in KEYS.items()
        ),
    )


def hall_keys(hall: str) -> dict[str, Ed25519PrivateKey]:
    """The keys of a hall's signers."""
    return {
        who: Ed25519PrivateKey.from_private_bytes(
            hashlib.sha256(f"{hall}/{who}".encode()).digest(),
        )
        for who in KEYS
    }


def signers_of(parent: Parent) -> str:
    """The clerk's signers file: everybody of every hall, and those who combine."""
    lines = [
        Signer(who, parent.assembly, public_of(key)).line
        for who, key in KEYS.items()
    ]
    for hall in parent.halls:
        lines += [
            Signer(who, hall.id, public_of(key)).line
            for who, key in hall_keys(hall.id).items()
        ]
    return "".join(f"{line}\n" for line in lines)


def profile_of(
    question: ParentQuestion,
    parent: Parent,
    ballots: Ballots,
) -> Profile:
    """Ballots as a hall counts them."""
    rules: Any = parent.sealed(question)["rulebook"]
    return Profile.of(
        rules.get("style", KINDS[question.kind].style),
        [Project(each.id, each.cost, each.title) for each in question.options],
        question.budget or 0,
        ballots,
        currency=parent.currency,
        unit=100,
    )


@dataclass(frozen=True)
class Hall:
    """What a hall's pack is made from; each part may be changed to make one that no hall makes.

    `cast`: the ballots of each question, by its id.
    """

    parent: Parent
    id: str
    cast: Mapping[str, Ballots]
    register: int = 500
    rejected: Mapping[str, int] = field(default_factory=dict[str, int])
    change: Callable[[dict[str, Any]], None] = lambda _: None
    keys: Mapping[str, Ed25519PrivateKey] | None = None
    export: bytes | None = None
    stage: str = "part"
    public: bool = True
    day: date = DAY

    @property
    def people(self) -> int:
        """Who took a ballot: all who answered the question that most answered."""
        most = max(
            sum(times for _, times in ballots) for ballots in self.cast.values()
        )
        return most + sum(self.rejected.values())

    def bag(self) -> Bag:
        """The pack, signed."""
        export = (
            parent_bytes(self.parent) if self.export is None else self.export
        )
        profiles = {
            each.id: profile_of(each, self.parent, self.cast.get(each.id, ()))
            for each in self.parent.questions
        }
        own = {
            "hall": self.id,
            "charter": {"facilitator": f"Office of {self.id}"},
        }
        books = [*self.parent.rulebooks, own]
        record, head = record_jsonl(self._evening(profiles, books))
        said: dict[str, Any] = {
            "name": f"The hall {self.id}",
            "place": f"Street of {self.id}",
            "day": self.day.isoformat(),
            "currency": self.parent.currency,
            "record": {"entries": record.count(b"\n"), "head": head},
            "previous": None,
            "rulebooks": books,
            "rounds": {"1": None},
            "turnout": {
                "register": self.register,
                "people": self.people,
                "channels": {},
                "rounds": {"1": self.people},
            },
            "conditions": [],
            "parent": {"sha256": parent_digest(export)},
            "questions": [
                self._question(each, profiles[each.id])
                for each in self.parent.questions
            ],
        }
        self.change(said)
        files = {
            "START-HERE.txt": b"docs/pack-format.md tells how to check this pack.\n",
            "record.jsonl": record,
            "parent.json": export,
            **(self._ballots(profiles) if self.public else {}),
        }
        bag = assemble(
            files,
            said,
            pdf,
            assembly=self.id,
            stage=self.stage,
            day=self.day,
        )
        signed = dict(bag.files)
        for who, key in (
            hall_keys(self.id) if self.keys is None else self.keys
        ).items():
            signed |= signature_files(key, who, bag.signed)
        return Bag(bag.name, signed)

    def _ballots(self, profiles: Mapping[str, Profile]) -> dict[str, bytes]:
        files = dict[str, bytes]()
        for each in self.parent.questions:
            if each.kind == "fund":
                files["assembly.pb"] = pabulib_text(profiles[each.id]).encode()
            elif not KINDS[each.kind].options:
                ending, text = question_ballots(profiles[each.id], funds=False)
                files[f"ballots/{each.id}{ending}"] = text.encode()
        return files

    def _question(
        self,
        question: ParentQuestion,
        profile: Profile,
    ) -> dict[str, Any]:
        rules: Any = self.parent.sealed(question)["rulebook"]
        got = sums(profile).tolist()
        n, rejected = profile.n, sum(self.rejected.values())
        outcome: dict[str, Any] = {
            "rule": rules["rule"],
            "parameters": {},
            "ballots": {"counted": n, "rejected": dict(self.rejected)},
            "projects": [
                {
                    "id": each.id,
                    "code": each.code,
                    "title": each.title,
                    "cost": each.cost,
                    "support": str(support),
                }
                for each, support in zip(question.options, got, strict=True)
            ],
        }
        if question.budget is not None:
            outcome["budget"] = question.budget
        return {
            "id": question.id,
            "kind": question.kind,
            "wording": question.wording,
            "way": "sheet",
            "force": question.force,
            "round": "1",
            "rulebook": 1,
            "papers": {
                "issued": self.people + 2,
                "counted": n,
                "rejected": rejected,
                "spoilt": 2,
                "unreturned": self.people - n - rejected,
            },
            "keyed": [],
            "outcome": outcome,
            "trace": None,
        }

    def _evening(
        self,
        profiles: Mapping[str, Profile],
        books: Sequence[Mapping[str, object]],
    ) -> list[tuple[str, dict[str, object], bool]]:
        """The entries of a hall's evening that its pack rests on."""
        said: list[tuple[str, dict[str, object]]] = [
            (
                "assembly.started",
                {
                    "id": self.id,
                    "name": f"The hall {self.id}",
                    "place": f"Street of {self.id}",
                    "day": self.day.isoformat(),
                    "currency": self.parent.currency,
                    "language": "en",
                    "rehearsal": False,
                },
            ),
            (
                "hall.begun",
                {
                    "parent": parent_digest(parent_bytes(self.parent)),
                    "assembly": self.parent.assembly,
                    "of": self.parent.name,
                    "hall": f"The hall {self.id}",
                    "sealings": len(self.parent.rulebooks),
                },
            ),
        ]
        for number, book in enumerate(books, 1):
            said.append(
                (
                    "rulebook.sealed",
                    {
                        "number": number,
                        "digest": digest(book),
                        "questions": [
                            each.id for each in self.parent.questions
                        ],
                        "lot_codes": dict(self.parent.lot_codes)
                        if number == 1
                        else {},
                        "reason": "",
                    },
                ),
            )
        for each in self.parent.questions:
            n, rejected = profiles[each.id].n, sum(self.rejected.values())
            lines = [
                {
                    "project": o.id,
                    "code": o.code,
                    "title": o.title,
                    "cost": o.cost,
                }
                for o in each.options
            ]
            told: list[tuple[str, dict[str, object]]] = [
                ("ballot.drawn_up", {"lines": lines, "seed": each.seed}),
                (
                    "papers.reconciled",
                    {
                        "issued": self.people + 2,
                        "cast": n + rejected,
                        "spoilt": 2,
                        "unreturned": self.people - n - rejected,
                        "missing": 0,
                        "explanation": None,
                    },
                ),
                ("urn.sealed", {"urn_root": "0" * 64, "ballots": n + rejected}),
                (
                    "counted",
                    {
                        "digest": self._counted(each, profiles[each.id]),
                        "counted": n,
                        "rejected": dict(self.rejected),
                        "funded": [],
                    },
                ),
                ("declared", {"quorum_met": True}),
            ]
            said += [
                (kind, {"question": each.id, **body}) for kind, body in told
            ]
        return [
            (
                kind,
                {**body, "act": seq, "at": "2026-11-24T18:00:00+00:00"},
                True,
            )
            for seq, (kind, body) in enumerate(said, 1)
        ]

    def _counted(self, question: ParentQuestion, profile: Profile) -> str:
        """The digest of what a hall counted: its sums, and nothing that was decided."""
        rules: Any = self.parent.sealed(question)["rulebook"]
        found = Outcome(
            rules["rule"],
            {},
            profile.budget,
            profile.by_id(sums(profile).tolist()),
            {},
        )
        return hashlib.sha256(outcome_bytes(found)).hexdigest()

    def write(self, folder: Path) -> Path:
        """The pack on disk."""
        bag = self.bag()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{bag.name}.zip"
        write_zip(bag, path)
        return path


def digest(value: object) -> str:
    """SHA-256 of a value's JCS."""
    return hashlib.sha256(canonical(value)).hexdigest()
