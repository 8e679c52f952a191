"""What somebody who has every key could make of the pack of a case; each is signed again by all."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from pbdesk.jury.certificate import Certificate
from pbdesk.jury.state import SIGNERS
from pbdesk.pack.bag import REPORTS, Bag, read_info
from pbdesk.pack.contents import assemble
from pbdesk.pack.keys import public_of
from pbdesk.pack.signers import Signer
from tests.pack.both import Brought
from tests.pack.sample import KEYS, pdf, record_jsonl, sign_all

HELD = dict(zip(SIGNERS, KEYS.values(), strict=False))
NOT_ITS_OWN = ("format", "assembly", "stage", "kind", "files")

type Json = dict[str, Any]
type Lines = list[Json]


def again(
    bag: Bag,
    change: Callable[[Json], object] = lambda _: None,
    lines: Callable[[Lines], Lines] | None = None,
    draw: bytes | None = None,
) -> Bag:
    """The pack with another case in it, or another record that is chained anew; all sign.

    `draw`: another list of panels; none where it is empty.
    """
    files = {
        name.removeprefix("data/"): content
        for name, content in bag.payload.items()
    }
    said: Json = deepcopy(json.loads(files.pop("result.json")))
    for name in (*REPORTS, "verify.html"):
        _ = files.pop(name, None)
    if draw is not None:
        del files["draw.json"]
        files |= {"draw.json": draw} if draw else {}
    change(said)
    if lines is not None:
        told = lines(
            [json.loads(line) for line in files["record.jsonl"].splitlines()],
        )
        events = [
            (line.get("type", "x"), line.get("body", {}), "body" in line)
            for line in told
        ]
        files["record.jsonl"], head = record_jsonl(events)
        said["record"] = {"entries": len(events), "head": head}
    own = {
        name: value for name, value in said.items() if name not in NOT_ITS_OWN
    }
    about = read_info(bag)
    made = assemble(
        files,
        own,
        pdf,
        assembly=about.assembly,
        stage=said["stage"],
        day=about.date,
        kind="case",
    )
    return sign_all(made, HELD, "case")


def brought(bag: Bag) -> Brought:
    about = read_info(bag).assembly
    lines = [
        Signer(who, about, public_of(key), None, ("case",)).line
        for who, key in HELD.items()
    ]
    return Brought("".join(f"{line}\n" for line in lines), about)


def case(change: Callable[[Json], object]) -> Callable[[Bag], Bag]:
    return lambda bag: again(bag, lambda said: change(said["case"]))


def point(**changes: object) -> Callable[[Bag], Bag]:
    return case(lambda told: told["points"][2].update(changes))


def advice(**changes: object) -> Callable[[Bag], Bag]:
    return case(lambda told: told["recommendations"][0].update(changes))


def entry(kind: str, **changes: object) -> Callable[[Bag], Bag]:
    """The first entry of a kind says something else; the pack stays as it was."""

    def changed(lines: Lines) -> Lines:
        next(line for line in lines if line.get("type") == kind)["body"].update(
            changes,
        )
        return lines

    return lambda bag: again(bag, lines=changed)


def withheld(kind: str) -> Callable[[Bag], Bag]:
    def changed(lines: Lines) -> Lines:
        return [{} if line.get("type") == kind else line for line in lines]

    return lambda bag: again(bag, lines=changed)


def said_otherwise(place: Callable[[Json], Json]) -> Callable[[Bag], Bag]:
    return case(lambda told: place(told).update(words="Nobody called."))


def redrawn(
    change: Callable[[Json], object],
    *,
    picked: bool = True,
) -> Callable[[Bag], Bag]:
    """Another list of panels, whose digest stands wherever the list's stands.

    `picked`: the panel is the one that the same dice name in it.
    """

    def changed(bag: Bag) -> Bag:
        listed: Json = json.loads(bag.files["data/draw.json"])
        dice = json.loads(bag.files["data/result.json"])["case"]["dice"]
        change(listed)
        content = json.dumps(
            listed,
            sort_keys=True,
            separators=(",", ":"),
        ).encode()
        panels = tuple(
            (tickets, tuple(people)) for tickets, people in listed["panels"]
        )
        made = Certificate(
            content,
            "leximin",
            1.0,
            tuple(listed["people"]),
            panels,
        )
        own: Json = {"list": made.digest.hex()}
        panel: Json = {"panel": list(made.drawn(dice))} if picked else {}

        def recorded(lines: Lines) -> Lines:
            for line in lines:
                more = {"panel.listed": own, "panel.thrown": panel}.get(
                    line.get("type", ""),
                    {},
                )
                line.get("body", {}).update(more)
            return lines

        return again(
            bag,
            lambda said: said["case"].update(own | panel),
            recorded,
            content,
        )

    return changed


def heavier(listed: Json) -> None:
    """A hundredth of all tickets goes from one panel to another."""
    by_tickets = sorted(listed["panels"])
    by_tickets[-1][0] -= 10**6
    by_tickets[0][0] += 10**6


def thrown_again(dice: str) -> Callable[[Bag], Bag]:
    """Other dice, with the panel that they pick, in the pack and not in the record."""

    def changed(bag: Bag) -> Bag:
        listed = json.loads(bag.files["data/draw.json"])
        panels = tuple(
            (tickets, tuple(people)) for tickets, people in listed["panels"]
        )
        made = Certificate(
            bag.files["data/draw.json"],
            "leximin",
            1.0,
            (),
            panels,
        )
        told = {"dice": dice, "panel": list(made.drawn(dice))}
        return again(bag, lambda said: said["case"].update(told))

    return changed


def listed_after_the_dice(lines: Lines) -> Lines:
    at = {line.get("type"): place for place, line in enumerate(lines)}
    one, other = at["panel.listed"], at["panel.thrown"]
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def thrown_twice(lines: Lines) -> Lines:
    place = next(
        at
        for at, line in enumerate(lines)
        if line.get("type") == "panel.thrown"
    )
    return [*lines[: place + 1], deepcopy(lines[place]), *lines[place + 1 :]]


ATTACKS: dict[str, Callable[[Bag], Bag]] = {
    "another outcome": point(outcome="upheld"),
    "another point": point(point="The tenant opened the door."),
    "other pages": point(pages=[1]),
    "no minority": point(minority=[]),
    "other reasons": said_otherwise(lambda told: told["points"][0]["reasons"]),
    "another view of the minority": said_otherwise(
        lambda told: told["points"][2]["minority"][0],
    ),
    "reasons erased by nobody": point(reasons={"words": None, "salt": None}),
    "a point left out": case(lambda told: told["points"].pop()),
    "another recommendation": said_otherwise(
        lambda told: told["recommendations"][0]["words"],
    ),
    "a recommendation left out": case(
        lambda told: told["recommendations"].pop(),
    ),
    "another owner": advice(owner="Head of Gardens"),
    "a later day": advice(day="2027-06-30"),
    "an answer that nobody gave": advice(
        answer={"reply": "refuse", "received": "2026-06-22"},
    ),
    "no answer": advice(answer=None),
    "put right": case(
        lambda told: told["follow_up"][0].update(put_right="yes"),
    ),
    "done": case(
        lambda told: told["follow_up"][0]["done"][2].update(done="done"),
    ),
    "another hearing": case(lambda told: told.update(heard="2026-04-22")),
    "another list": case(lambda told: told.update(list="0" * 64)),
    "other panels": lambda bag: again(bag, draw=b"{}"),
    "no panels": lambda bag: again(bag, draw=b""),
    "other dice": case(lambda told: told.update(dice="6 6 6 6")),
    "other dice and their panel": thrown_again("6 6 6 6"),
    "other dice in the record": entry("panel.thrown", dice="6 6 6 6"),
    "another panel": case(lambda told: told["panel"].reverse()),
    "another panel in the record": entry("panel.thrown", panel=[]),
    "a juror more": case(lambda told: told.update(jurors=told["jurors"] + 1)),
    "nobody replaced": case(lambda told: told.update(replaced=0)),
    "a seat that is said to be empty": case(
        lambda told: told.update(left=1, jurors=told["jurors"] - 1),
    ),
    "a replacement that was none": entry("panel.freed", taken=False),
    "a replacement that is withheld": withheld("panel.freed"),
    "dice that are withheld": withheld("panel.thrown"),
    "dice thrown before the list": lambda bag: again(
        bag,
        lines=listed_after_the_dice,
    ),
    "dice thrown twice": lambda bag: again(bag, lines=thrown_twice),
    "a panel that is said to be set aside": case(
        lambda told: told.update(set_aside=1),
    ),
    "another chance on the list": redrawn(heavier),
    "tickets that do not add up": redrawn(
        lambda told: told.update(tickets=10**9 - 1),
    ),
    "somebody on a panel who is not in the pool": redrawn(
        lambda told: told["people"].pop(),
    ),
    "somebody twice in the pool": redrawn(
        lambda told: told["people"].append(told["people"][0]),
    ),
    "a panel of one less": redrawn(lambda told: told["panels"][0][1].pop()),
    "somebody twice on a panel": redrawn(
        lambda told: told["panels"][0][1].__setitem__(
            0,
            told["panels"][0][1][1],
        ),
    ),
    "a limit below the smallest chance": redrawn(
        lambda told: told.update(bound="0.000100000000"),
    ),
    "a list with something more": redrawn(lambda told: told.update(more=1)),
    "another smallest chance": entry("panel.listed", smallest="0.110000"),
    "another largest chance": entry("panel.listed", largest="0.110000"),
    "another limit of the smallest chance": entry(
        "panel.listed",
        bound="0.999999",
    ),
    "a chance that is none": entry("panel.listed", smallest="NaN"),
    "a larger pool": entry("panel.listed", people=6000),
    "more seats": entry("panel.listed", seats=8),
    "an edition that nobody knows": case(
        lambda told: told.update(edition="long"),
    ),
    "a short edition that shows its record": case(
        lambda told: told.update(edition="short"),
    ),
    "no case": lambda bag: again(bag, lambda said: said.pop("case")),
    "the record of another case": entry("case.opened", case="other"),
    "a record that was rehearsed": entry("case.opened", rehearsal=True),
    "a vote that is no vote": entry("finding.voted", point="1"),
    "a vote on a point that there is not": entry("finding.voted", point=9),
    "a vote that is withheld": withheld("finding.voted"),
    "terms that are withheld": withheld("terms.worded"),
    "a case that nobody opened": withheld("case.opened"),
}
