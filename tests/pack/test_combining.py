"""Several halls, one vote: their packs are verified and added up, or a sentence says why not."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.app.jobs.combining import combine as count_together
from pbdesk.app.jobs.gathering import gather
from pbdesk.app.jobs.parent_given import given_in
from pbdesk.app.jobs.progress import Cancelled, silent
from pbdesk.app.sample.northside import begin_parent, seal_parent
from pbdesk.assembly.rulebook import set_rule
from pbdesk.cli.combine import combine as command
from pbdesk.i18n import render
from pbdesk.pack.bag import Bag, read_zip, write_zip
from pbdesk.pack.contents import canonical
from pbdesk.pack.keys import make_key, public_line, public_of
from pbdesk.pack.parent import Parent, parent_bytes, read_parent
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.verify import verify
from pbdesk.pack.zipped import written
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from pbdesk.voting.trace import outcome_bytes
from pbdesk.words import Words
from tests.pack.halls import (
    CODE,
    DICE,
    KEYS,
    MONEY,
    PASS,
    ROGUE,
    Asked,
    Ballots,
    Hall,
    made_up_parent,
    profile_of,
    signers_of,
)

APPROVING: Ballots = [({"A": 1, "B": 1}, 3), ({"C": 1}, 2)]


@dataclass(frozen=True)
class District:
    """A parent's file, and made-up packs of its halls."""

    file: Path
    parent: Parent
    packs: tuple[Path, ...]
    signers: Path
    keys: Path

    def hall(self, number: int) -> Hall:
        """What the pack of a hall is made from, to make another."""
        return _hall(self.parent, number)

    def run(
        self,
        *packs: Path,
        to: Path,
        arguments: tuple[str, ...] = (),
        typed: str = "",
    ) -> Result:
        """Combine as somebody does on the command line."""
        given_ = [
            str(self.file),
            *map(str, packs),
            "--signers",
            str(self.signers),
            "--to",
            str(to),
        ]
        return CliRunner().invoke(
            command,
            [*given_, *arguments, "--json"],
            input=typed,
        )


def _hall(parent: Parent, number: int) -> Hall:
    money, name, passed = (question.options for question in parent.questions)
    cast: dict[str, Ballots] = {
        "1": [
            ({money[0].id: 1, money[1].id: 1}, 10 + number),
            ({money[2].id: 1}, 9),
        ],
        "2": [
            ({name[0].id: 1, name[1].id: 2}, 8),
            ({name[1].id: 1}, 9 + number),
            ({}, 2),
        ],
        "3": [({passed[0].id: 1}, 12), ({passed[1].id: 1}, 5 + number)],
    }
    return Hall(parent, parent.halls[number].id, cast, rejected={"unmarked": 1})


@pytest.fixture(scope="module")
def district(tmp_path_factory) -> District:
    return made_district(tmp_path_factory.mktemp("district"))


def made_district(home: Path, ties: str = "cheaper-votes") -> District:
    """A parent that seals what parts equal projects, and three halls."""
    keys = home / "keys"
    keys.mkdir()
    combiners = {
        who: public_line(
            public_of(make_key(keys / who, "three blue chairs", who)),
        )
        for who in ("facilitator", "teller-1")
    }
    file = home / "district.pbparent"
    with begin_parent(file) as desk:
        assert desk.do(set_rule, clause="ties", value=ties) is None
        parent = read_parent(seal_parent(desk, 3, combiners))
    packs = tuple(
        _hall(parent, n).write(home / f"hall-{n + 1}") for n in range(3)
    )
    lines = [
        f'{who}@{parent.assembly} namespaces="pbdesk-result-pack-v1" {key}'
        for who, key in combiners.items()
    ]
    signers = home / "allowed_signers"
    of_halls = signers_of(parent).splitlines()[len(KEYS) :]
    signers.write_text("\n".join([*lines, *of_halls]) + "\n", encoding="utf-8")
    return District(file, parent, packs, signers, keys)


def told(result: Result) -> dict[str, Any]:
    assert result.exception is None or isinstance(
        result.exception,
        SystemExit,
    ), result.exception
    return json.loads(result.stdout)


def states(said: dict[str, Any]) -> dict[str, str]:
    return {hall["id"]: hall["state"] for hall in said["halls"]}


def nothing_in(folder: Path) -> bool:
    return not folder.exists() or not list(folder.iterdir())


def test_three_halls_are_added_up_and_the_sum_verifies(district, tmp_path):
    to = tmp_path / "new" / "folder"
    signing = tuple(f"--sign={who}={district.keys / who}" for who in KEYS)
    done = district.run(
        *district.packs,
        to=to,
        arguments=("--dice", "3141", *signing),
        typed="three blue chairs\nthree blue chairs\n",
    )
    said = told(done)
    assert done.exit_code == 0
    assert set(states(said).values()) == {"taken"}
    made = Path(said["combined"])
    assert made.parent == to
    found = verify(
        made,
        district.signers.read_text("utf-8"),
        district.parent.assembly,
    )
    assert [(c.number, render(c.detail)) for c in found.failed] == []
    assert (found.verdict, found.stage) == ("genuine", "combined")
    assert [len(each.outcome.projects) for each in found.questions] == [5, 4, 3]
    assert said["signed_by"] == ["facilitator", "teller-1"]
    counted = {each["id"]: each["counted"] for each in said["questions"]}
    assert counted == {"1": 60, "2": 60, "3": 54}
    # Made again without keys it would lie under the same name: what was signed stays.
    signed = made.read_bytes()
    again = district.run(*district.packs, to=to, arguments=("--dice", "3141"))
    assert (again.exit_code, made.read_bytes()) == (2, signed)
    assert "is there already, and somebody signed it." in told(again)["detail"]


def test_equals_of_the_sum_go_by_the_ladder_that_the_parent_sealed(
    district,
    tmp_path,
):
    """Two projects have the same votes in every hall, and cost different sums."""
    by: list[set[str]] = []
    for number, halls in enumerate(
        (district, made_district(tmp_path, ties="lot")),
    ):
        to = tmp_path / f"sum-{number}"
        done = halls.run(*halls.packs, to=to, arguments=("--dice", "3141"))
        made = Path(told(done)["combined"])
        found = verify(
            made,
            halls.signers.read_text("utf-8"),
            halls.parent.assembly,
        )
        assert {check.number for check in found.failed} <= {
            12,
        }  # nobody signed it
        question = json.loads(read_zip(made).files["data/result.json"])[
            "questions"
        ][0]
        by.append({tie["by"] for tie in question["trace"]["ties"]})
        _, said_20 = next(
            (c.number, c.passed) for c in found.checks if c.number == 20
        )
        assert said_20 is not False
    assert by[0] == {"cheaper"}
    assert by[1] == {"lot"}


def test_without_keys_the_sum_is_unsigned(district, tmp_path):
    said = told(district.run(*district.packs, to=tmp_path))
    assert said["signed_by"] == []
    assert not [
        n
        for n in read_zip(Path(said["combined"])).files
        if n.startswith("signatures/")
    ]


def test_without_dice_it_throws_its_own_and_names_them(district, tmp_path):
    said = told(district.run(*district.packs, to=tmp_path))
    assert len(said["dice"]) >= 4
    assert set(said["dice"]) <= set("123456")
    result = json.loads(
        read_zip(Path(said["combined"])).files["data/result.json"],
    )
    assert {lot["dice"] for lot in result["rounds"].values()} == {said["dice"]}


def test_the_file_of_the_parent_is_only_read(district, tmp_path):
    before = (district.file.read_bytes(), district.file.stat().st_mtime_ns)
    beside = sorted(district.file.parent.iterdir())
    assert district.run(*district.packs, to=tmp_path).exit_code == 0
    assert (
        district.file.read_bytes(),
        district.file.stat().st_mtime_ns,
    ) == before
    assert sorted(district.file.parent.iterdir()) == beside


def test_a_folder_of_packs_may_be_named_instead_of_each(district, tmp_path):
    folders = [path.parent for path in district.packs]
    assert district.run(*folders, to=tmp_path).exit_code == 0


def test_the_same_halls_and_dice_give_the_same_code_in_any_order(
    district,
    tmp_path,
):
    one = told(
        district.run(*district.packs, to=tmp_path, arguments=("--dice=6543",)),
    )
    other = told(
        district.run(
            *district.packs[::-1],
            to=tmp_path,
            arguments=("--dice=6543",),
        ),
    )
    assert (one["result_code"], one["pack_code"]) == (
        other["result_code"],
        other["pack_code"],
    )


@pytest.mark.parametrize(
    "dice",
    ["", "123", "1 2 7 1", "einszwei", "0000", "12.5"],
)
def test_what_is_no_throw_of_dice_is_said_and_nothing_is_written(
    district,
    tmp_path,
    dice,
):
    done = district.run(
        *district.packs,
        to=tmp_path / "x",
        arguments=("--dice", dice),
    )
    assert done.exit_code == 2
    assert "is no throw of dice" in told(done)["detail"]
    assert nothing_in(tmp_path / "x")


def refused(district: District, tmp_path: Path, *packs: Path) -> dict[str, Any]:
    """What is said where a pack is not taken: exit 1, and nothing is written."""
    done = district.run(*packs, to=tmp_path / "refused")
    said = told(done)
    assert done.exit_code == 1, said
    assert said["combined"] is None
    assert nothing_in(tmp_path / "refused")
    return said


def test_a_hall_whose_pack_is_missing_is_named(district, tmp_path):
    said = refused(district, tmp_path, *district.packs[:2])
    missing = district.parent.halls[2].id
    assert said["missing"] == [missing]
    assert states(said)[missing] == "missing"


def test_a_pack_that_is_there_twice_is_named(district, tmp_path):
    said = refused(district, tmp_path, *district.packs, district.packs[1])
    assert [each["state"] for each in said["packs"]] == [
        "taken",
        "taken",
        "taken",
        "repeated",
    ]
    assert states(said)[district.parent.halls[1].id] == "repeated"


def test_two_editions_of_a_hall_are_both_refused(district, tmp_path):
    other = replace(district.hall(1), register=501).write(tmp_path)
    said = refused(district, tmp_path, *district.packs, other)
    assert states(said)[district.parent.halls[1].id] == "other-edition"
    assert [each["state"] for each in said["packs"]].count("other-edition") == 2


def test_a_pack_signed_by_somebody_else_is_not_genuine(district, tmp_path):
    keys = dict.fromkeys(("facilitator", "teller-1"), ROGUE)
    forged = replace(district.hall(2), keys=keys).write(tmp_path)
    said = refused(district, tmp_path, *district.packs[:2], forged)
    hall = next(
        h for h in said["halls"] if h["id"] == district.parent.halls[2].id
    )
    assert hall["state"] == "not-genuine"
    assert "a key that is not theirs" in hall["detail"]


def test_a_forged_pack_beside_the_genuine_one_is_named_too(district, tmp_path):
    keys = dict.fromkeys(("facilitator", "teller-1"), ROGUE)
    forged = replace(district.hall(2), keys=keys).write(tmp_path)
    said = refused(district, tmp_path, *district.packs, forged)
    assert [each["state"] for each in said["packs"]] == ["taken"] * 3 + [
        "not-genuine",
    ]


def test_an_unsigned_pack_is_not_genuine(district, tmp_path):
    said = refused(
        district,
        tmp_path,
        *district.packs[:2],
        replace(district.hall(2), keys={}).write(tmp_path),
    )
    assert states(said)[district.parent.halls[2].id] == "not-genuine"


def test_a_hall_of_another_parent_is_foreign(district, tmp_path):
    lookalike = msgspec.structs.replace(district.parent, combiners=())
    pack = _hall(lookalike, 2).write(tmp_path)
    said = refused(district, tmp_path, *district.packs[:2], pack)
    assert states(said)[district.parent.halls[2].id] == "foreign"


def test_a_pack_of_no_hall_of_the_vote_is_foreign(district, tmp_path):
    elsewhere = made_up_parent(1)
    pack = Hall(elsewhere, "hall-1", {"1": APPROVING}).write(tmp_path)
    said = refused(district, tmp_path, *district.packs, pack)
    assert said["packs"][-1]["state"] == "foreign"
    assert "hall-1" in said["packs"][-1]["detail"]


def test_a_result_that_stands_alone_is_foreign(district, tmp_path, genuine):
    path = tmp_path / f"{genuine.name}.zip"
    write_zip(genuine, path)
    said = refused(district, tmp_path, *district.packs, path)
    assert said["packs"][-1]["state"] == "foreign"


def test_a_rehearsal_of_a_hall_is_not_taken(district, tmp_path):
    pack = replace(district.hall(0), stage="rehearsal").write(tmp_path)
    said = refused(district, tmp_path, pack, *district.packs[1:])
    assert said["packs"][0]["state"] == "rehearsal"


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("cut short", lambda data: data[: len(data) // 2]),
        ("empty", lambda _: b""),
        ("no zip", lambda _: b"This is no pack."),
        ("another zip", lambda _: written({"notes/todo.txt": b"buy milk"})),
    ],
)
def test_what_cannot_be_read_is_named_with_its_reason(
    district,
    tmp_path,
    name,
    spoil,
):
    path = tmp_path / "pb-result_spoilt.zip"
    path.write_bytes(spoil(district.packs[2].read_bytes()))
    said = refused(district, tmp_path, *district.packs[:2], path)
    assert said["packs"][-1]["state"] == "unreadable", name
    assert said["packs"][-1]["detail"]
    assert said["missing"] == [district.parent.halls[2].id]


def test_a_zip_that_would_fill_the_disk_is_unreadable(district, tmp_path):
    path = tmp_path / "pb-result_bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr(
            "pb-result_x_2026-11-24_00000000/data/result.json",
            bytes(80 * 2**20),
        )
    said = refused(district, tmp_path, *district.packs, path)
    assert said["packs"][-1]["state"] == "unreadable"


def test_a_file_that_is_not_there_and_a_folder_without_packs_are_named(
    district,
    tmp_path,
):
    (tmp_path / "empty").mkdir()
    said = refused(
        district,
        tmp_path,
        *district.packs,
        tmp_path / "gone.zip",
        tmp_path / "empty",
    )
    assert [each["state"] for each in said["packs"][3:]] == [
        "unreadable",
        "unreadable",
    ]


def test_a_stick_is_read_as_people_fill_it(district, tmp_path):
    """Names in capitals count; what a computer hides beside them, or threw away, does not."""
    stick = tmp_path / "stick"
    data = [pack.read_bytes() for pack in district.packs]
    old = (
        replace(district.hall(1), register=501)
        .write(tmp_path / "old")
        .read_bytes()
    )
    lying = {
        "HALL1.ZIP": data[0],
        "Mill Lane/hall 2.Zip": data[1],
        "hall-3.zip": data[2],
        "._hall-3.zip": b"\x00\x05\x16\x07",
        ".Trashes/501/hall-2.zip": old,
        "$RECYCLE.BIN/S-1/$R1.zip": old,
        "notes.txt": b"Thursday",
    }
    for name, content in lying.items():
        (stick / name).parent.mkdir(parents=True, exist_ok=True)
        (stick / name).write_bytes(content)
    (stick / "empty.zip.folder").mkdir()
    done = district.run(stick, to=tmp_path / "sum")
    assert done.exit_code == 0, done.stdout


def test_the_sum_of_an_earlier_time_in_the_folder_is_called_a_sum(
    district,
    tmp_path,
):
    for pack in district.packs:
        (tmp_path / pack.name).write_bytes(pack.read_bytes())
    assert district.run(tmp_path, to=tmp_path).exit_code == 0
    again = district.run(tmp_path, to=tmp_path / "again")
    assert again.exit_code == 1
    strays = [
        each for each in told(again)["packs"] if each["state"] == "foreign"
    ]
    assert [each["detail"] for each in strays] == [
        "It is a sum of this vote, and not the pack of one hall.",
    ]


def test_a_hall_may_be_left_out_by_its_name(district, tmp_path):
    name = district.parent.halls[2].name
    done = district.run(
        *district.packs[:2],
        to=tmp_path / "sum",
        arguments=("--without", name),
    )
    assert told(done)["without"] == [district.parent.halls[2].id]


def test_a_renamed_pack_is_taken_for_what_is_in_it(district, tmp_path):
    path = tmp_path / "Mill Lane (1).zip"
    path.write_bytes(district.packs[0].read_bytes())
    done = district.run(path, *district.packs[1:], to=tmp_path / "sum")
    assert done.exit_code == 0


def test_a_changed_byte_is_named(district, tmp_path):
    data = bytearray(district.packs[0].read_bytes())
    at = data.index(b'"counted"')
    data[at + 11] ^= 1
    path = tmp_path / district.packs[0].name
    path.write_bytes(data)
    said = refused(district, tmp_path, path, *district.packs[1:])
    assert said["packs"][0]["state"] in {"unreadable", "not-genuine"}


CHANGES: dict[str, Any] = {
    "options in another order": lambda q: q["outcome"]["projects"].reverse(),
    "another cost": lambda q: q["outcome"]["projects"][0].update(cost=1),
    "another code": lambda q: q["outcome"]["projects"][0].update(code="Z"),
    "another wording": lambda q: q.update(wording="Which park?"),
    "more ballots than papers": lambda q: q["outcome"]["ballots"].update(
        counted=999,
    ),
    "another sum": lambda q: q["outcome"]["projects"][0].update(support="999"),
    "a winner": lambda q: q["outcome"].update(
        funded=[],
        cost=0,
        leftover=q["outcome"]["budget"],
    ),
    "another pot": lambda q: q["outcome"].update(budget=5),
    "half a vote": lambda q: q["outcome"]["projects"][0].update(support="1/2"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_hall_that_signed_something_else_is_not_genuine(
    district,
    tmp_path,
    change,
):
    hall = replace(
        district.hall(0),
        change=lambda said: change(said["questions"][0]),
    )
    said = refused(
        district,
        tmp_path,
        hall.write(tmp_path),
        *district.packs[1:],
    )
    assert states(said)[district.parent.halls[0].id] == "not-genuine"


@pytest.mark.parametrize(
    "told",
    [{"name": "Another hall"}, {"place": "Elsewhere"}],
)
def test_a_hall_that_tells_another_name_or_place_than_its_record_is_not_genuine(
    district,
    tmp_path,
    told,
):
    hall = replace(district.hall(0), change=lambda said: said.update(told))
    said = refused(
        district,
        tmp_path,
        hall.write(tmp_path),
        *district.packs[1:],
    )
    assert states(said)[district.parent.halls[0].id] == "not-genuine"


CAME: dict[str, dict[str, Any]] = {
    "people who had no paper": {
        "people": 10_000,
        "register": 10_000,
        "rounds": {"1": 10_000},
    },
    "nobody, though papers were counted": {"people": 0, "rounds": {"1": 0}},
    "more people than papers of any round": {
        "people": 10_000,
        "register": 10_000,
    },
    "a register that is smaller than who came": {"register": 1},
    "a register below nothing": {"register": -5},
    "a round that was never held": {"rounds": {"7": 3}},
    "fewer than nobody by a channel": {"channels": {"paper": -1}},
}


@pytest.mark.parametrize("turnout", CAME.values(), ids=CAME)
def test_a_hall_cannot_say_that_others_came_than_had_papers(
    district,
    tmp_path,
    turnout,
):
    hall = replace(
        district.hall(0),
        change=lambda said: said["turnout"].update(turnout),
    )
    said = refused(
        district,
        tmp_path,
        hall.write(tmp_path),
        *district.packs[1:],
    )
    assert states(said)[district.parent.halls[0].id] == "not-genuine"


def test_a_hall_that_threw_a_lot_is_not_genuine(district, tmp_path):
    def threw(said: dict[str, Any]) -> None:
        said["rounds"] = {
            "1": {"seed": "6666-X", "dice": "6666", "lot_code": "X"},
        }

    hall = replace(district.hall(0), change=threw)
    said = refused(
        district,
        tmp_path,
        hall.write(tmp_path),
        *district.packs[1:],
    )
    assert states(said)[district.parent.halls[0].id] == "not-genuine"


def test_a_hall_may_be_left_out_and_page_one_says_so(district, tmp_path):
    left = district.parent.halls[2]
    done = district.run(
        *district.packs[:2],
        to=tmp_path,
        arguments=("--without", left.id, "--dice=1111"),
    )
    said = told(done)
    assert done.exit_code == 0
    assert states(said)[left.id] == "left-out"
    bag = read_zip(Path(said["combined"]))
    assert json.loads(bag.files["data/result.json"])["without"] == [left.id]
    assert left.name.split(",")[0] in page_one(bag)


def page_one(bag: Bag) -> str:
    import io

    from pypdf import PdfReader

    text = (
        PdfReader(io.BytesIO(bag.files["data/report.pdf"]))
        .pages[0]
        .extract_text()
    )
    return " ".join(text.split())


def test_the_refused_pack_of_a_hall_that_is_left_out_does_not_stop_the_sum(
    district,
    tmp_path,
):
    left = district.parent.halls[2]
    forged = replace(district.hall(2), keys={}).write(tmp_path)
    done = district.run(
        *district.packs[:2],
        forged,
        to=tmp_path / "sum",
        arguments=("--without", left.id),
    )
    assert done.exit_code == 0
    assert told(done)["packs"][2]["state"] == "left-out"


@pytest.mark.parametrize("everything", [False, True])
def test_a_hall_that_is_none_or_every_hall_cannot_be_left_out(
    district,
    tmp_path,
    everything,
):
    halls = (
        [hall.id for hall in district.parent.halls]
        if everything
        else ["nowhere"]
    )
    arguments = tuple(f"--without={hall}" for hall in halls)
    done = district.run(*district.packs, to=tmp_path / "x", arguments=arguments)
    assert done.exit_code == 2
    assert nothing_in(tmp_path / "x")


def ballots(name: str) -> bool:
    """Whether the file of a pack has ballots: of money, or of a question of several."""
    return ".pb" in name or name.startswith("data/ballots/")


def copy_of(pack: Path, path: Path, *, named: bool = True) -> Path:
    """The opened auditor copy of a pack whose ballots are public: they are taken from it."""
    files = read_zip(pack).files
    held = {
        name.removeprefix("data/"): data
        for name, data in files.items()
        if ballots(name)
    }
    if named:
        held["result.json"] = files["data/result.json"]
    path.write_bytes(written(held))
    return path


def secret(district: District, folder: Path, number: int) -> tuple[Path, Path]:
    """A hall that does not publish its ballots, and its opened auditor copy."""
    hall = district.hall(number)
    public = hall.write(folder / "public")
    pack = replace(hall, public=False).write(folder)
    files = dict(read_zip(public).files)
    held = {
        name.removeprefix("data/"): data
        for name, data in files.items()
        if ballots(name)
    }
    held["result.json"] = read_zip(pack).files["data/result.json"]
    copy = folder / "copy.zip"
    copy.write_bytes(written(held))
    return pack, copy


def test_a_hall_that_hides_its_ballots_needs_its_auditor_copy(
    district,
    tmp_path,
):
    pack, copy = secret(district, tmp_path, 0)
    said = refused(district, tmp_path, pack, *district.packs[1:])
    assert states(said)[district.parent.halls[0].id] == "no-ballots"
    done = district.run(
        pack,
        *district.packs[1:],
        to=tmp_path / "sum",
        arguments=("--ballots", str(copy)),
    )
    assert done.exit_code == 0


def test_a_copy_named_twice_is_one_copy(district, tmp_path):
    pack, copy = secret(district, tmp_path, 0)
    twice = ("--ballots", str(copy), "--ballots", str(copy))
    done = district.run(
        pack,
        *district.packs[1:],
        to=tmp_path / "sum",
        arguments=twice,
    )
    assert done.exit_code == 0


def test_a_copy_with_other_ballots_than_were_counted_is_named(
    district,
    tmp_path,
):
    pack, copy = secret(district, tmp_path, 0)
    other = read_zip(district.packs[1]).files
    held = {
        n.removeprefix("data/"): data for n, data in other.items() if ballots(n)
    }
    held["result.json"] = read_zip(pack).files["data/result.json"]
    copy.write_bytes(written(held))
    done = district.run(
        pack,
        *district.packs[1:],
        to=tmp_path / "sum",
        arguments=("--ballots", str(copy)),
    )
    assert done.exit_code == 1
    assert states(told(done))[district.parent.halls[0].id] == "not-genuine"


def test_a_copy_of_no_pack_and_a_locked_one_are_said(district, tmp_path):
    elsewhere = Hall(made_up_parent(1), "hall-1", {"1": APPROVING}).write(
        tmp_path,
    )
    stray = copy_of(elsewhere, tmp_path / "stray.zip")
    locked = tmp_path / "locked.age"
    locked.write_bytes(b"age-encryption.org/v1\n")
    for copy in (
        stray,
        locked,
        copy_of(elsewhere, tmp_path / "bare.zip", named=False),
    ):
        done = district.run(
            *district.packs,
            to=tmp_path / "sum",
            arguments=("--ballots", str(copy)),
        )
        assert done.exit_code == 2
        assert copy.name in told(done)["detail"]
        assert nothing_in(tmp_path / "sum")


def test_only_those_who_combine_sign_the_sum_with_the_keys_that_were_sealed(
    district,
    tmp_path,
):
    stranger = tmp_path / "stranger"
    make_key(stranger, "three blue chairs", "x")
    for given_, words in (
        (f"clerk={stranger}", "does not name clerk"),
        (f"facilitator={stranger}", "not the one that the parent names"),
    ):
        done = district.run(
            *district.packs,
            to=tmp_path / "x",
            arguments=("--sign", given_),
        )
        assert done.exit_code == 2
        assert words in told(done)["detail"]
        assert nothing_in(tmp_path / "x")


def test_a_file_that_is_no_parent_is_said(district, tmp_path):
    for file in (
        district.signers,
        district.packs[0],
        tmp_path / "gone.pbparent",
    ):
        done = replace(district, file=file).run(
            *district.packs,
            to=tmp_path / "x",
        )
        assert done.exit_code == 2
        assert told(done)["combined"] is None


def test_the_words_name_every_hall_and_pack_without_json(district, tmp_path):
    arguments = [
        str(district.file),
        *map(str, district.packs[:2]),
        str(district.packs[0]),
    ]
    done = CliRunner().invoke(
        command,
        [
            *arguments,
            "--signers",
            str(district.signers),
            "--to",
            str(tmp_path / "x"),
        ],
    )
    assert done.exit_code == 1
    for hall in district.parent.halls:
        assert hall.name in done.stdout
    assert "is there already" in done.stdout
    assert "Nothing is written" in done.stdout


# What holds of the sum itself.

TIED = Asked(options={"A": 50_000, "B": 50_000, "C": 50_000}, budget=50_000)


def gathered(parent: Parent, halls: list[Hall], folder: Path):
    packs = [hall.write(folder) for hall in halls]
    return gather(parent_bytes(parent), packs, signers_of(parent), silent)


def tied_halls(parent: Parent, **changes: Any) -> list[Hall]:
    """A each in the north, B each in the south: equal in the sum alone."""
    north: Ballots = [({"A": 1}, 5), ({"B": 1}, 3)]
    south: Ballots = [({"B": 1}, 5), ({"A": 1}, 3)]
    return [
        Hall(parent, hall.id, {"1": cast}, **changes)
        for hall, cast in zip(parent.halls, (north, south), strict=True)
    ]


def test_the_dice_thrown_after_the_packs_decide_a_tie_of_the_sum(tmp_path):
    parent = made_up_parent(2, (TIED,))
    sum_ = gathered(parent, tied_halls(parent), tmp_path)
    funded = dict[str, str]()
    for dice in (
        "1111",
        "2222",
        "3333",
        "4444",
        "5555",
        "6666",
        "1234",
        "4321",
    ):
        (answer,) = count_together(sum_, {"1": CODE}, dice).answers
        (funded[dice],) = answer.outcome.funded

        def number(option: str, dice: str = dice) -> bytes:
            said = f"pbdesk/lot/2\0{dice}-{CODE}\0" + "1\0" + option
            return hashlib.sha256(said.encode()).digest()

        assert funded[dice] == min("AB", key=number)
    assert set(funded.values()) == {"A", "B"}


@settings(max_examples=20, deadline=None)
@given(
    dice=st.text("123456", min_size=4, max_size=8),
    words=st.text(max_size=20),
)
def test_what_a_hall_says_or_throws_for_itself_cannot_change_the_sum(
    tmp_path_factory,
    dice,
    words,
):
    parent = made_up_parent(2, (TIED,))
    folder = tmp_path_factory.mktemp("halls")

    def threw(said: dict[str, Any]) -> None:
        said |= {"dice": dice, "seed": f"{dice}-{CODE}", "greeting": words}

    plain = gathered(parent, tied_halls(parent), folder / "plain")
    other = gathered(parent, tied_halls(parent, change=threw), folder / "other")
    assert other.ready
    one, two = (
        count_together(each, {"1": CODE}, DICE).answers[0]
        for each in (plain, other)
    )
    assert outcome_bytes(one.outcome) == outcome_bytes(two.outcome)
    assert one.sums == two.sums


def test_the_sum_is_what_one_box_would_have_come_to(tmp_path):
    parent = made_up_parent(3, (MONEY, PASS))
    cast = [
        {
            "1": [({"A": 1}, n), ({"B": 1, "C": 1}, 5)],
            "3": [({"yes": 1}, n), ({"no": 1}, 4)],
        }
        for n in range(3)
    ]
    halls = [
        Hall(parent, hall.id, each)
        for hall, each in zip(parent.halls, cast, strict=True)
    ]
    money, passed = count_together(
        gathered(parent, halls, tmp_path),
        {"1": CODE},
        DICE,
    ).answers
    box = profile_of(
        parent.questions[0],
        parent,
        [each for hall in cast for each in hall["1"]],
    )
    alone = RULES["greedy"].count(box, {}, Lot(f"{DICE}-{CODE}", "1"))
    assert outcome_bytes(money.outcome) == outcome_bytes(alone)
    assert passed.outcome.decided is not None
    assert passed.sums.sums == {"yes": 3, "no": 12, "abstain": 0}
    assert not passed.outcome.decided.passed


def test_only_the_quorum_of_the_sum_decides(tmp_path):
    few = Asked(rules={**MONEY.rules, "quorum": 12})
    parent = made_up_parent(3, (few,))
    halls = [
        Hall(parent, hall.id, {"1": [({"A": 1}, 5)]}) for hall in parent.halls
    ]
    (answer,) = count_together(
        gathered(parent, halls, tmp_path),
        {"1": CODE},
        DICE,
    ).answers
    assert (answer.people, answer.quorum, answer.quorum_met) == (15, 12, True)


def test_a_pack_is_named_while_it_is_looked_at_and_whoever_stops_waits_for_no_other(
    tmp_path,
):
    parent = made_up_parent(2)
    packs = [
        Hall(parent, hall.id, {"1": [({"A": 1}, 2)]}).write(tmp_path)
        for hall in parent.halls
    ]
    heard: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, words: Words) -> None:
        heard.append((done, total, render(words)))
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        gather(parent_bytes(parent), packs, signers_of(parent), progress)
    assert heard == [
        (n, 2, f"Checking {pack.name}") for n, pack in enumerate(packs)
    ]


def test_halls_that_are_not_all_there_are_not_added_up(tmp_path):
    parent = made_up_parent(2)
    pack = Hall(parent, "hall-1", {"1": APPROVING}).write(tmp_path)
    found = gather(parent_bytes(parent), [pack], signers_of(parent), silent)
    assert not found.ready
    with pytest.raises(ValueError, match="not every hall"):
        count_together(found, {"1": CODE}, DICE)


def test_a_signers_file_with_a_line_that_cannot_be_read_is_said(tmp_path):
    parent = made_up_parent(1)
    pack = Hall(parent, "hall-1", {"1": APPROVING}).write(tmp_path)
    with pytest.raises(PackRefused, match="of the signers file is not taken"):
        gather(parent_bytes(parent), [pack], "nonsense\n", silent)


def test_the_codes_are_read_from_the_file_of_the_parent(district):
    codes = given_in(district.file).codes
    assert {
        name: hashlib.sha256(code.encode()).hexdigest()
        for name, code in codes.items()
    } == district.parent.lot_codes
    assert canonical(district.parent) == given_in(district.file).export
