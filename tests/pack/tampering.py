"""What somebody could do to a pack, and the number of the check that finds it first."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pbdesk.pack.bag import Bag, made_again
from pbdesk.pack.sign import pem, signature_files, sshsig
from pbdesk.pack.zipped import written
from tests.pack.questions import TAMPERED_QUESTIONS
from tests.pack.sample import (
    KEYS,
    PB,
    ROGUE_KEYS,
    Evening,
    Event,
    digest,
    pdf,
    public_of,
    remade,
    sign_all,
    table_of,
    trace,
)
from tests.vectors.seals import sealed_report
from tests.vectors.stamps import stamp_of

HERE = Evening()


def zipped(bag: Bag) -> bytes:
    return written(
        {f"{bag.name}/{name}": content for name, content in bag.files.items()},
    )


def changed(bag: Bag, changes: Mapping[str, bytes | None]) -> Bag:
    """The bag with files replaced, added or (None) taken out, and nothing else done."""
    files = {**bag.files, **changes}
    return Bag(
        bag.name,
        {
            name: content
            for name, content in files.items()
            if content is not None
        },
    )


def hashed_again(bag: Bag) -> Bag:
    """The bag with its manifests made again and the old signatures left."""
    files = dict(bag.files)
    for name in (
        "manifest-sha256.txt",
        "manifest-sha512.txt",
        "tagmanifest-sha256.txt",
        "tagmanifest-sha512.txt",
    ):
        files[name] = made_again(name, files)
    return Bag(bag.name, files)


def signed_over(bag: Bag, keys: Mapping[str, Ed25519PrivateKey]) -> Bag:
    """The bag with the signatures of `keys` in place of those that were there."""
    made: dict[str, bytes] = {}
    for who, key in keys.items():
        made |= signature_files(key, who, bag.signed)
    return changed(bag, made)


def with_old_signatures(bag: Bag, old: Bag) -> Bag:
    return changed(
        bag,
        {
            name: content
            for name, content in old.files.items()
            if name.startswith("signatures/")
        },
    )


def swapped(bag: Bag, name: str, old: bytes, new: bytes) -> Bag:
    assert old in bag.files[name]
    return changed(bag, {name: bag.files[name].replace(old, new)})


def edit(**changes: object) -> Callable[[dict[str, object]], None]:
    return lambda content: content.update(changes)


def without_decided(bag_of: Evening) -> Bag:
    """A pack that does not list what was decided."""
    return bag_of.but(decided=lambda _: None).signed()


def edit_outcome(**changes: object) -> Callable[[dict[str, object]], None]:
    def change(content: dict[str, object]) -> None:
        outcome = content["outcome"]
        assert isinstance(outcome, dict)
        outcome.update(changes)

    return change


def limited(content: dict[str, object]) -> None:
    """Let the rulebook set limits, and the count obey them."""
    content["rulebook"] = {
        "questions": [
            {
                "id": "1",
                "rulebook": {
                    "categories": "Parks, Play",
                    "pots": "one",
                    "cap.Parks": 70000,
                    "cap.Play": None,
                    "floor.Parks": 0,
                    "floor.Play": 20000,
                    "exclusive": True,
                    "partial": 60,
                    "threshold": 5,
                    "threshold_of": "cost",
                },
            },
        ],
    }
    edit_outcome(
        constraints={
            "caps": [{"name": "Parks", "projects": ["A", "C"], "most": 70000}],
            "floors": [{"name": "Play", "projects": ["B"], "least": 20000}],
            "exclusive": [["A", "C"]],
            "partial": "3/5",
            "threshold": {"least": "1/20", "base": "cost"},
        },
    )(content)


def other_limits(
    *parts: tuple[str, object],
) -> Callable[[dict[str, object]], None]:
    """The same, but for what the count obeyed."""

    def change(content: dict[str, object]) -> None:
        limited(content)
        outcome = content["outcome"]
        assert isinstance(outcome, dict)
        outcome["constraints"] |= dict(parts)

    return change


def entry(kind: str, **changes: object) -> Callable[[list[Event]], list[Event]]:
    """Change what the record says in its entry of that kind."""

    def change(events: list[Event]) -> list[Event]:
        return [
            (name, {**body, **changes} if name == kind else body, public)
            for name, body, public in events
        ]

    return change


LIMITED = HERE.but(content=limited)
SEALED = {
    "format": "pbdesk/rulebook/2",
    "questions": [{"id": "1", "rulebook": {"rule": "greedy"}}],
}
RULED = HERE.but(content=edit(rulebook=SEALED))


SALT = bytes(range(16))
LAMPS = "The lamps dim at 22:30."


def agreed(number: int = 1, words: str = LAMPS) -> Event:
    said = hashlib.sha256(SALT + words.encode()).hexdigest()
    body = {
        "number": number,
        "agreed_in": "t",
        "project": "A",
        "table": 5,
        "words": {"said": said},
    }
    return "condition.agreed", {**body, "act": 900 + number}, True


HANDS: Event = (
    "condition.hands",
    {"number": 1, "in_favour": 7, "against": 2, "abstained": 0, "act": 910},
    True,
)
CONDITION: dict[str, object] = {
    "number": 1,
    "words": LAMPS,
    "salt": SALT.hex(),
    "project": "A",
    "table": 5,
    "for": 7,
    "against": 2,
    "abstained": 0,
}


def conditioned(
    *stated: dict[str, object],
    more: tuple[Event, ...] = (),
) -> Bag:
    """A pack whose record agreed a condition; `stated` is what the result has of it."""
    return HERE.but(
        events=lambda events: [
            *events[:3],
            agreed(),
            HANDS,
            *more,
            *events[3:],
        ],
        content=edit(conditions=list(stated)),
    ).signed()


DROPPED: Event = ("condition.dropped", {"number": 1, "act": 920}, True)
TAKEN_BACK: Event = ("undone", {"undone": 920, "act": 930}, True)
ERASED: Event = (
    "words.erased",
    {"number": 4, "reason": "It named somebody.", "act": 940},
    True,
)


ONLY_FACILITATOR = {"facilitator": KEYS["facilitator"]}
WHOLE = HERE.signed()
CUT = HERE.but(events=lambda events: events[:-1])
SUPPORT = [
    {"id": "A", "cost": 60000, "support": 9, "funded": True},
    {"id": "B", "cost": 30000, "support": 2, "funded": True},
    {"id": "C", "cost": 50000, "support": 1, "funded": False},
]

CONDITIONS: dict[str, tuple[int, Callable[[], Bag]]] = {
    "a condition is left out, all sign": (25, conditioned),
    "a condition in other words, all sign": (
        25,
        lambda: conditioned({**CONDITION, "words": "The lamps dim at 23:30."}),
    ),
    "a condition on another project, all sign": (
        25,
        lambda: conditioned({**CONDITION, "project": "B"}),
    ),
    "a condition of another table, all sign": (
        25,
        lambda: conditioned({**CONDITION, "table": 4}),
    ),
    "a condition with more hands, all sign": (
        25,
        lambda: conditioned({**CONDITION, "for": 8}),
    ),
    "a condition whose hands are left out, all sign": (
        25,
        lambda: conditioned(
            {**CONDITION, "for": None, "against": None, "abstained": None},
        ),
    ),
    "a condition is there twice, all sign": (
        25,
        lambda: conditioned(CONDITION, CONDITION),
    ),
    "a condition that nobody agreed, all sign": (
        25,
        lambda: conditioned(CONDITION, {**CONDITION, "number": 2}),
    ),
    "a condition that was dropped, all sign": (
        25,
        lambda: conditioned(CONDITION, more=(DROPPED,)),
    ),
    "a condition that was agreed anew, in its first words, all sign": (
        25,
        lambda: conditioned(CONDITION, more=(agreed(words="Dim."),)),
    ),
    "a condition without words that nobody erased, all sign": (
        25,
        lambda: conditioned({**CONDITION, "words": None, "salt": None}),
    ),
}
KEPT_CONDITIONS: dict[str, Callable[[], Bag]] = {
    "a condition as it was agreed": lambda: conditioned(CONDITION),
    "a condition that was dropped": lambda: conditioned(more=(DROPPED,)),
    "a condition whose dropping was taken back": lambda: conditioned(
        CONDITION,
        more=(DROPPED, TAKEN_BACK),
    ),
    "a condition whose words were erased": lambda: conditioned(
        {**CONDITION, "words": None, "salt": None},
        more=(ERASED,),
    ),
}

# Numbers in brackets are those of the threat table that the pack was designed against.
TAMPERED: dict[str, tuple[int, Callable[[], Bag]]] = {
    **CONDITIONS,
    **TAMPERED_QUESTIONS,
    "one ballot changed [1]": (
        4,
        lambda: swapped(WHOLE, "data/assembly.pb", b"4;B", b"4;C"),
    ),
    "support changed, every hash redone [2]": (
        12,
        lambda: with_old_signatures(
            HERE.but(content=edit_outcome(projects=SUPPORT)).bag(),
            WHOLE,
        ),
    ),
    "a file nobody knows added [3]": (
        2,
        lambda: changed(WHOLE, {"data/minutes.txt": b"We all agreed."}),
    ),
    "a file of a known name added [3]": (
        4,
        lambda: changed(WHOLE, {"data/verify.html": b"<p>Genuine!</p>"}),
    ),
    "record deleted [4]": (
        2,
        lambda: changed(WHOLE, {"data/record.jsonl": None}),
    ),
    "projects deleted [4]": (
        4,
        lambda: changed(WHOLE, {"data/projects.csv": None}),
    ),
    "record cut, facilitator alone signs again [5]": (
        12,
        lambda: signed_over(
            with_old_signatures(CUT.bag(), WHOLE),
            ONLY_FACILITATOR,
        ),
    ),
    "another assembly's pack, well signed [6]": (
        10,
        lambda: HERE.but(assembly="rehearsal-2026-11").signed(),
    ),
    "made anew with keys of one's own [7]": (
        12,
        lambda: HERE.signed(ROGUE_KEYS),
    ),
    "a teller's signature taken out [8]": (
        12,
        lambda: changed(
            WHOLE,
            {
                f"signatures/teller-2.{kind}": None
                for kind in ("sshsig", "ed25519", "pem")
            },
        ),
    ),
    "one teller's signature copied for the other [9]": (
        12,
        lambda: changed(
            WHOLE,
            {
                f"signatures/teller-2.{kind}": WHOLE.files[
                    f"signatures/teller-1.{kind}"
                ]
                for kind in ("sshsig", "ed25519", "pem")
            },
        ),
    ),
    "signature made for another purpose [10]": (
        12,
        lambda: changed(
            WHOLE,
            {
                "signatures/teller-1.sshsig": sshsig(
                    KEYS["teller-1"],
                    WHOLE.signed,
                    "file",
                ),
            },
        ),
    ),
    "page laid over the report, hashes redone [11]": (
        12,
        lambda: hashed_again(overlaid(WHOLE)),
    ),
    "page laid over the report, all sign again [11]": (
        18,
        lambda: signed_over(hashed_again(overlaid(WHOLE)), KEYS),
    ),
    "a byte of the report changed [12]": (
        4,
        lambda: swapped(WHOLE, "data/report.pdf", b"%PDF-1.3", b"%PDF-1.2"),
    ),
    "report replaced, facilitator alone signs again [13]": (
        12,
        lambda: signed_over(
            with_old_signatures(
                remade(WHOLE, report__pdf=pdf(("0000",) * 8, b"")),
                WHOLE,
            ),
            ONLY_FACILITATOR,
        ),
    ),
    "line ends converted [14]": (
        4,
        lambda: swapped(WHOLE, "data/projects.csv", b"\r\n", b"\n"),
    ),
    "line ends of a manifest converted [14]": (
        4,
        lambda: swapped(WHOLE, "manifest-sha256.txt", b"\n", b"\r\n"),
    ),
    "fetch.txt added [15]": (
        2,
        lambda: changed(
            WHOLE,
            {"fetch.txt": b"http://example.org/ 1 data/result.json\n"},
        ),
    ),
    "a name in other case [17]": (
        2,
        lambda: changed(
            WHOLE,
            {
                "data/result.json": None,
                "data/Result.json": WHOLE.files["data/result.json"],
            },
        ),
    ),
    "data and keys in the pack swapped, signed again [18]": (
        12,
        lambda: signed_over(
            HERE.but(content=edit_outcome(projects=SUPPORT)).bag(),
            ROGUE_KEYS,
        ),
    ),
    "pack code edited [19]": (
        6,
        lambda: changed(WHOLE, {"bag-info.txt": coded(WHOLE)}),
    ),
    "pack code edited, all sign again [19]": (
        9,
        lambda: signed_over(
            hashed_again(changed(WHOLE, {"bag-info.txt": coded(WHOLE)})),
            KEYS,
        ),
    ),
    "folder with another result added [20]": (
        2,
        lambda: changed(WHOLE, {"new/result.json": b"{}"}),
    ),
    "stage edited": (
        6,
        lambda: swapped(
            WHOLE,
            "bag-info.txt",
            b"Stage: final",
            b"Stage: rehearsal",
        ),
    ),
    "stage edited, all sign again": (
        11,
        lambda: signed_over(
            hashed_again(
                swapped(
                    WHOLE,
                    "bag-info.txt",
                    b"Stage: final",
                    b"Stage: rehearsal",
                ),
            ),
            KEYS,
        ),
    ),
    "bagit.txt changed": (
        3,
        lambda: swapped(WHOLE, "bagit.txt", b"1.0", b"0.9"),
    ),
    "manifest deleted": (
        2,
        lambda: changed(WHOLE, {"manifest-sha512.txt": None}),
    ),
    "sha512 manifest changed": (
        5,
        lambda: swapped(WHOLE, "manifest-sha512.txt", b"  data/", b" *data/"),
    ),
    "folder named for another code": (
        9,
        lambda: Bag(WHOLE.name[:-8] + "00000000", WHOLE.files),
    ),
    "folder named for another day": (
        3,
        lambda: Bag(WHOLE.name.replace("11-24", "11-25"), WHOLE.files),
    ),
    "folder named as no pack is": (2, lambda: Bag("result", WHOLE.files)),
    "result with a doubled key, all sign again": (
        7,
        lambda: sign_all(
            remade(
                WHOLE,
                result__json=WHOLE.files["data/result.json"].replace(
                    b'"previous":',
                    b'"previous":1,"previous":',
                ),
            ),
        ),
    ),
    "result with a space, all sign again": (
        7,
        lambda: sign_all(
            remade(WHOLE, result__json=WHOLE.files["data/result.json"] + b"\n"),
        ),
    ),
    "projects of another result, all sign again": (
        8,
        lambda: sign_all(remade(WHOLE, projects__csv=b"id,cost\r\nA,1\r\n")),
    ),
    "raw signature by another key": (
        13,
        lambda: changed(
            WHOLE,
            {
                "signatures/teller-1.ed25519": ROGUE_KEYS["teller-1"].sign(
                    WHOLE.signed,
                ),
            },
        ),
    ),
    "raw signature taken out": (
        13,
        lambda: changed(WHOLE, {"signatures/teller-1.ed25519": None}),
    ),
    "key file of another key": (
        13,
        lambda: changed(
            WHOLE,
            {"signatures/teller-1.pem": pem(public_of(ROGUE_KEYS["teller-1"]))},
        ),
    ),
    "signature wrapped otherwise": (
        12,
        lambda: changed(
            WHOLE,
            {
                "signatures/teller-1.sshsig": WHOLE.files[
                    "signatures/teller-1.sshsig"
                ].replace(b"\n", b"\r\n"),
            },
        ),
    ),
    "body in the record changed, all sign again": (
        14,
        lambda: HERE.but(
            record=lambda record: record.replace(
                b'"name":"Ward 7"',
                b'"name":"Ward 8"',
            ),
        ).signed(),
    ),
    "entry taken from the record, all sign again": (
        14,
        lambda: HERE.but(
            record=lambda record: b"".join(
                record.splitlines(keepends=True)[i] for i in (0, 1, 3, 4, 5)
            ),
        ).signed(),
    ),
    "record cut, all sign again": (
        15,
        lambda: HERE.but(
            record=lambda record: b"".join(
                record.splitlines(keepends=True)[:-1],
            ),
        ).signed(),
    ),
    "record without its last line end": (
        14,
        lambda: HERE.but(record=lambda record: record[:-1]).signed(),
    ),
    "a ballot too many, all sign": (
        16,
        lambda: HERE.but(
            content=edit(papers={"issued": 6, "counted": 4, "rejected": 1}),
        ).signed(),
    ),
    "ballots counted that were rejected, all sign": (
        16,
        lambda: HERE.but(
            content=edit(papers={"issued": 6, "counted": 5, "unreturned": 1}),
        ).signed(),
    ),
    "money left over that is not there, all sign": (
        17,
        lambda: HERE.but(content=edit_outcome(leftover=20000)).signed(),
    ),
    "other ballots than were counted, all sign": (
        19,
        lambda: HERE.but(pb=PB.replace(b"4;B", b"4;C")).signed(),
    ),
    "a ballot fewer than were counted, all sign": (
        19,
        lambda: HERE.but(pb=PB.replace(b"4;B\n", b"")).signed(),
    ),
    "other costs than in the result, all sign": (
        19,
        lambda: HERE.but(pb=PB.replace(b"C;50000", b"C;50001")).signed(),
    ),
    "ballots that cannot be read, all sign": (
        19,
        lambda: HERE.but(pb=b"\xff").signed(),
    ),
    "another rulebook than was sealed, all sign": (
        15,
        lambda: RULED.but(
            events=entry(
                "rulebook.sealed",
                digest=digest({**SEALED, "questions": []}),
            ),
        ).signed(),
    ),
    "H2 other projects than were counted in the record, all sign": (
        22,
        lambda: HERE.but(events=entry("counted", funded=["A", "C"])).signed(),
    ),
    "H2 another count than the record's, all sign": (
        22,
        lambda: HERE.but(events=entry("counted", digest="0" * 64)).signed(),
    ),
    "H2 other dice than were thrown, all sign": (
        22,
        lambda: HERE.but(events=entry("seed.drawn", dice="6666")).signed(),
    ),
    "H2 another code than was sealed, all sign": (
        22,
        lambda: HERE.but(
            events=entry("rulebook.sealed", lot_codes={"1": "0" * 64}),
        ).signed(),
    ),
    "H2 a seed that is not made of dice and code, all sign": (
        22,
        lambda: HERE.but(content=edit(seed="1-1"), pb=None).signed(),
    ),
    "H2 other sums than were reconciled, all sign": (
        22,
        lambda: HERE.but(
            events=entry("papers.reconciled", issued=7, unreturned=2),
        ).signed(),
    ),
    "H2 more ballots than were sealed, all sign": (
        22,
        lambda: HERE.but(events=entry("urn.sealed", ballots=4)).signed(),
    ),
    "H2 another cost than on the ballot, all sign": (
        22,
        lambda: HERE.but(events=entry("ballot.drawn_up", lines=[])).signed(),
    ),
    "H2 the record of another assembly, all sign": (
        22,
        lambda: HERE.but(
            events=entry("assembly.started", id="ward8-2026-11"),
        ).signed(),
    ),
    "H2 the record of a rehearsal, all sign": (
        22,
        lambda: HERE.but(
            events=entry("assembly.started", rehearsal=True),
        ).signed(),
    ),
    "H2 a record cut before the count, all sign": (
        22,
        lambda: HERE.but(events=lambda events: events[:9]).signed(),
    ),
    "H2 every body withheld, all sign": (
        15,
        lambda: HERE.but(
            events=lambda events: [
                (kind, body, False) for kind, body, _ in events
            ],
        ).signed(),
    ),
    "H2 the sealed rulebook withheld, all sign": (
        15,
        lambda: HERE.but(
            content=edit(rulebook={"format": "another"}),
            events=lambda events: [
                (kind, body, public and kind != "rulebook.sealed")
                for kind, body, public in events
            ],
        ).signed(),
    ),
    "H2 counted twice, all sign": (
        22,
        lambda: HERE.but(events=lambda events: [*events, events[10]]).signed(),
    ),
    "H2 the count taken back, all sign": (
        22,
        lambda: HERE.but(
            events=lambda events: [
                *events,
                ("undone", {"undone": 11, "act": 13}, True),
            ],
        ).signed(),
    ),
    "H2 declared before it was counted, all sign": (
        22,
        lambda: HERE.but(
            events=lambda events: [*events[:10], events[11], events[10]],
        ).signed(),
    ),
    "H2 a table with other figures, all sign": (
        23,
        lambda: HERE.but(
            table=lambda content: table_of(content).replace(b"60000", b"50000"),
        ).signed(),
    ),
    "H2 a table that is none, all sign": (
        23,
        lambda: HERE.but(table=lambda _: b"\xff").signed(),
    ),
    "H2 a day in the year 1, all sign": (
        3,
        lambda: HERE.but(day=date(1, 1, 1)).signed(),
    ),
    "H2 a day in the year 9999, all sign": (
        3,
        lambda: HERE.but(day=date(9999, 1, 1)).signed(),
    ),
    "a cap other than in the rulebook, all sign": (
        17,
        lambda: HERE.but(
            content=other_limits(
                (
                    "caps",
                    [{"name": "Parks", "projects": ["A", "C"], "most": 70001}],
                ),
            ),
        ).signed(),
    ),
    "a limit that is not in the rulebook, all sign": (
        17,
        lambda: HERE.but(content=other_limits(("funded", ["A"]))).signed(),
    ),
    "a limit of the rulebook left out, all sign": (
        17,
        lambda: HERE.but(content=other_limits(("partial", None))).signed(),
    ),
    "a project in two categories, all sign": (
        17,
        lambda: HERE.but(
            content=other_limits(
                (
                    "floors",
                    [{"name": "Play", "projects": ["A", "B"], "least": 20000}],
                ),
            ),
        ).signed(),
    ),
    "a funded project its line denies, all sign": (
        17,
        lambda: HERE.but(content=edit_outcome(funded=["A", "C"])).signed(),
    ),
    "a number with a fraction in the result, all sign again": (
        7,
        lambda: sign_all(
            remade(
                WHOLE,
                result__json=WHOLE.files["data/result.json"].replace(
                    b'"previous":null',
                    b'"previous":1.5',
                ),
            ),
        ),
    ),
    "an entry with a number that programs read differently, all sign": (
        14,
        lambda: HERE.but(
            record=lambda record: record.replace(b'"seq":6', b'"seq":6.0'),
        ).signed(),
    ),
    "a round with another sum left, all sign": (
        20,
        lambda: HERE.but(content=edit_round(1, left=10001)).signed(),
    ),
    "a round that passes over what fits, all sign": (
        20,
        lambda: HERE.but(content=edit_round(0, funded=False)).signed(),
    ),
    "rounds of another count, all sign": (
        20,
        lambda: HERE.but(content=edit_trace(budget=100001)).signed(),
    ),
    "a total in the rounds that is not published, all sign": (
        20,
        lambda: HERE.but(
            content=edit_trace(support={"A": 3, "B": 2, "C": 2}),
        ).signed(),
    ),
    "a project with fewer votes before one with more, all sign": (
        20,
        lambda: HERE.but(pb=None, content=turned).signed(),
    ),
    "a round that is left out, all sign": (
        20,
        lambda: HERE.but(content=edit_trace(rounds=rounds()[:2])).signed(),
    ),
    "a payment nobody made, all sign": (
        20,
        lambda: HERE.but(
            content=edit_round(0, payments=[[3, 20000, False]]),
        ).signed(),
    ),
    "a tie decided against the ladder, all sign": (
        20,
        lambda: HERE.but(
            content=edit_trace(
                ties=[
                    {"tied": ["A", "B"], "by": "cheaper", "order": ["A", "B"]},
                ],
            ),
        ).signed(),
    ),
    "another winner, and no rounds, all sign": (
        20,
        lambda: HERE.but(pb=None, content=without_rounds).signed(),
    ),
    "rounds that cannot be read, all sign": (
        20,
        lambda: HERE.but(content=edit_trace(rounds="many")).signed(),
    ),
    "a byte of the seal changed": (
        4,
        lambda: swapped(
            sealed(),
            "data/report.pdf",
            b"/T (Seal)",
            b"/T (Sea1)",
        ),
    ),
    "the seal taken off, hashes redone": (
        12,
        lambda: with_old_signatures(WHOLE, sealed()),
    ),
    "a page laid over a sealed report, all sign": (
        18,
        lambda: signed_over(hashed_again(overlaid(sealed())), KEYS),
    ),
    "a page changed under cover of the seal, all sign": (
        18,
        lambda: sealed("changed"),
    ),
    "a seal made for another assembly, all sign": (
        18,
        lambda: sealed("elsewhere"),
    ),
    "a report changed under its seal, all sign": (
        18,
        lambda: signed_over(
            hashed_again(
                swapped(sealed(), "data/report.pdf", b"%PDF-1.3", b"%PDF-1.2"),
            ),
            KEYS,
        ),
    ),
    "a time stamp of something else": (
        21,
        lambda: changed(WHOLE, {"tsa/1.tsr": stamp_of("elsewhere")}),
    ),
    "a time stamp with another time": (
        21,
        lambda: changed(
            WHOLE,
            {
                "tsa/1.tsr": stamp_of("genuine").replace(
                    b"20261125090000Z",
                    b"20261124090000Z",
                ),
            },
        ),
    ),
    "a time stamp that cannot be read": (
        21,
        lambda: changed(WHOLE, {"tsa/1.tsr": b"good"}),
    ),
    "a second time stamp of something else": (
        21,
        lambda: changed(
            WHOLE,
            {
                "tsa/1.tsr": stamp_of("genuine"),
                "tsa/2.tsr": stamp_of("elsewhere"),
            },
        ),
    ),
    "an unknown file among the time stamps": (
        2,
        lambda: changed(WHOLE, {"tsa/mine.tsr": stamp_of("genuine")}),
    ),
    "a broken seal, all sign": (
        18,
        lambda: signed_over(hashed_again(unsealed(sealed())), KEYS),
    ),
}


def sealed(how: str = "genuine") -> Bag:
    """The whole pack with the sealed report, signed by all."""
    return signed_over(
        hashed_again(changed(WHOLE, {"data/report.pdf": sealed_report(how)})),
        KEYS,
    )


def unsealed(bag: Bag) -> Bag:
    """The bag with the last byte of its seal's signature changed."""
    report = bag.files["data/report.pdf"]
    end = len(report[: report.index(b">\n/ByteRange")].rstrip(b"0"))
    other = b"1" if report[end - 1 : end] != b"1" else b"2"
    return changed(
        bag,
        {"data/report.pdf": report[: end - 1] + other + report[end:]},
    )


def rounds() -> list[dict[str, object]]:
    found = trace()["rounds"]
    assert isinstance(found, list)
    return found


def without_rounds(content: dict[str, Any]) -> None:
    """C is funded instead of A, and nobody is told how that came about."""
    outcome = content["outcome"]
    outcome |= {"funded": ["C", "B"], "cost": 80000, "leftover": 20000}
    for line in outcome["projects"]:
        line["funded"] = line["id"] in {"B", "C"}
    content["trace"] = None


def edit_trace(**changes: object) -> Callable[[dict[str, object]], None]:
    return edit(trace={**trace(), **changes})


def edit_round(
    number: int,
    **changes: object,
) -> Callable[[dict[str, object]], None]:
    told = rounds()
    told[number] |= changes
    return edit_trace(rounds=told)


def turned(content: dict[str, object]) -> None:
    """Fund B before A, which has more votes, in every place alike."""
    first, second, third = rounds()
    told = [{**second, "left": 70000}, {**first, "left": 10000}, third]
    edit_outcome(funded=["B", "A"])(content)
    edit_trace(funded=["B", "A"], rounds=told)(content)


def overlaid(bag: Bag) -> Bag:
    """The bag with an update appended to its report, as PDF allows."""
    return changed(
        bag,
        {
            "data/report.pdf": bag.files["data/report.pdf"]
            + b"%another page\n%%EOF\n",
        },
    )


def coded(bag: Bag) -> bytes:
    """bag-info.txt with another code of the same first eight signs."""
    lines = bag.files["bag-info.txt"].split(b"\n")
    return b"\n".join(
        line[:-4] + b"0000" if b"Results-Code" in line else line
        for line in lines
    )


def rezipped(change: Callable[[zipfile.ZipFile, str], None]) -> bytes:
    buffer = io.BytesIO(zipped(WHOLE))
    with zipfile.ZipFile(buffer, "a") as archive:
        change(archive, WHOLE.name)
    return buffer.getvalue()


def added(name: str, content: str = "evil", mode: int = 0o100644) -> bytes:
    """The zip with one more entry, wherever it is."""

    def add(archive: zipfile.ZipFile, top: str) -> None:
        entry = zipfile.ZipInfo(name.replace("TOP", top), (1980, 1, 1, 0, 0, 0))
        entry.create_system, entry.external_attr = 3, mode << 16
        archive.writestr(entry, content)

    return rezipped(add)


REZIPPED: dict[str, tuple[int, Callable[[], bytes]]] = {
    "a payload that became a link [16]": (
        2,
        lambda: added("TOP/data/verify.html", "/etc/passwd", 0o120777),
    ),
    "a file there twice": (2, lambda: added("TOP/data/result.json", "{}")),
    "a file there twice in other case": (
        2,
        lambda: added("TOP/data/RESULT.json", "{}"),
    ),
    "a file above the folder": (2, lambda: added("../evil.txt")),
    "a file at the root of the disk": (2, lambda: added("/etc/evil.txt")),
    "a file on a drive": (2, lambda: added("C:\\evil.txt")),
    "a second folder": (2, lambda: added("other/data/result.json")),
    "M3 a folder whose name begins with a byte order mark": (
        2,
        lambda: added("\ufeffTOP/data/result.json"),
    ),
    "bytes after the end": (1, lambda: zipped(WHOLE) + b"!"),
    "bytes before the start": (
        1,
        lambda: zipped(WHOLE)[:4] + b"PK" + zipped(WHOLE)[4:],
    ),
    "a download cut short": (1, lambda: zipped(WHOLE)[:-1000]),
    "a name in the directory that the entry does not have": (
        1,
        lambda: zipped(WHOLE).replace(b"/bagit.txt", b"/bagit.txu", 1),
    ),
    "content that does not have its check sum": (
        1,
        lambda: zipped(WHOLE).replace(b"\nA;60000", b"\nA;60001", 1),
    ),
}
