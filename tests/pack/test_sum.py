"""The pack of a sum: whatever those who combine change in it, both verifiers name it.

Each changed pack is signed again by those who combine: they are the ones who could forge it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.app.jobs import combined_report
from pbdesk.app.jobs.combined_report import report_of_halls
from pbdesk.app.jobs.combining import Given, combine, combined_bag
from pbdesk.app.jobs.gathering import gather
from pbdesk.app.jobs.progress import silent
from pbdesk.i18n import ENGLISH, render
from pbdesk.pack import halls
from pbdesk.pack.bag import SIGNED, Bag, write_zip
from pbdesk.pack.contents import assemble, canonical
from pbdesk.pack.halls import hall_folder
from pbdesk.pack.parent import Parent, parent_bytes, parent_digest
from pbdesk.pack.verify import verify
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.support import sums
from pbdesk.voting.ties import Lot
from pbdesk.voting.trace import outcome_bytes
from tests.pack.both import Brought, by_command, by_page, filled_in
from tests.pack.halls import (
    CHAIR,
    CODE,
    DAY,
    DICE,
    KEYS,
    MONEY,
    PARENT_ID,
    PASS,
    ROGUE,
    Asked,
    Ballots,
    Hall,
    digest,
    made_up_parent,
    profile_of,
    signers_of,
)
from tests.pack.sample import coded, pdf, record_jsonl, sign_all

PARENT = made_up_parent(3, (MONEY, CHAIR, PASS))
BROUGHT = Brought(signers_of(PARENT), PARENT_ID)
_OURS = ("format", "assembly", "stage", "kind", "files")

type Json = dict[str, Any]


def record(parent: Parent) -> tuple[bytes, str]:
    """The record of a made-up parent, as far as a pack rests on it."""
    said: list[tuple[str, Json]] = [
        (
            "parent.started",
            {
                "id": parent.assembly,
                "currency": parent.currency,
                "day": parent.day,
                "rehearsal": False,
            },
        ),
        *(
            (
                "rulebook.sealed",
                {
                    "number": number,
                    "digest": digest(book),
                    "questions": [each.id for each in parent.questions],
                    "lot_codes": dict(parent.lot_codes),
                    "reason": "",
                },
            )
            for number, book in enumerate(parent.rulebooks, 1)
        ),
        ("parent.fixed", {"digest": parent_digest(parent_bytes(parent))}),
    ]
    return record_jsonl(
        [
            (
                kind,
                {**body, "act": seq, "at": "2026-11-24T18:00:00+00:00"},
                True,
            )
            for seq, (kind, body) in enumerate(said, 1)
        ],
    )


def cast_in(n: int) -> dict[str, Ballots]:
    """The ballots of the n-th hall, by question."""
    return {
        "1": [({"A": 1, "B": 1}, 3 * n), ({"C": 1}, 2)],
        "2": [({"K": 1, "L": 2}, 4), ({"M": 1, "K": 2}, 5 * n)],
        "3": [({"yes": 1}, 5), ({"no": 1}, n)],
    }


def summed(
    folder: Path,
    without: frozenset[str] = frozenset(),
    parent: Parent = PARENT,
    cast: Callable[[int], Mapping[str, Ballots]] = cast_in,
) -> Bag:
    """The pack of three made-up halls' sum, signed by those who combine."""
    packs = [
        Hall(parent, hall.id, cast(n), rejected={"unmarked": 1}).write(folder)
        for n, hall in enumerate(parent.halls, 1)
    ]
    found = gather(
        parent_bytes(parent),
        packs,
        signers_of(parent),
        silent,
        without=without,
    )
    lines, head = record(parent)
    given = Given(
        parent_bytes(parent),
        {"1": CODE},
        lines,
        lines.count(b"\n"),
        head,
    )
    made = combine(found, given.codes, DICE)
    report = partial(report_of_halls, locale=ENGLISH, made=DAY)
    bag = combined_bag(made, given, report, locale=ENGLISH, made=DAY)
    return Change(files=lambda _: {"verify.html": None}).made(
        bag,
    )  # it does not judge itself


@pytest.fixture(scope="module")
def genuine_sum(tmp_path_factory) -> Bag:
    return summed(tmp_path_factory.mktemp("halls"))


@dataclass(frozen=True)
class Change:
    """What somebody changes in a sum: in result.json, and in the files below data/ (None: gone)."""

    said: Callable[[Json], None] = lambda _: None
    files: Callable[[Mapping[str, bytes]], Mapping[str, bytes | None]] = (
        lambda _: {}
    )
    stage: str = "combined"

    def made(self, bag: Bag) -> Bag:
        """The changed pack, every hash and code done again, signed by those who combine."""
        kept = {
            n.removeprefix("data/"): data for n, data in bag.payload.items()
        }
        result: Json = json.loads(kept.pop("result.json"))
        _ = kept.pop("report.pdf")
        said = {
            name: value for name, value in result.items() if name not in _OURS
        }
        changed = {**kept, **self.files(kept)}
        self.said(said)
        changed["decided.json"] = coded(said, PARENT_ID, self.stage)
        files = {
            name: data for name, data in changed.items() if data is not None
        }
        day = date.fromisoformat(bag.name.split("_")[2])
        made = assemble(
            files,
            said,
            pdf,
            assembly=PARENT_ID,
            stage=self.stage,
            day=day,
        )
        return sign_all(made, KEYS)


HERE = hall_folder("hall-1").removeprefix("data/")
THERE = hall_folder("hall-2").removeprefix("data/")


def without_files(
    folder: str,
) -> Callable[[Mapping[str, bytes]], Mapping[str, bytes | None]]:
    return lambda files: dict.fromkeys(
        (name for name in files if name.startswith(folder)),
        None,
    )


def first(said: Json) -> Json:
    """The question of money in a sum."""
    return said["questions"][0]


def left_out(said: Json) -> None:
    """Nothing of the first hall is told or counted any more, and nobody says so."""
    said["halls"] = said["halls"][1:]


def named_as_left_out(said: Json) -> None:
    left_out(said)
    said["without"] = ["hall-1"]


def other_result(files: Mapping[str, bytes]) -> bytes:
    """What the first hall would have said with one more for option A."""
    return files[f"{HERE}data/result.json"].replace(
        b'"support":"3"',
        b'"support":"4"',
        1,
    )


def manifest_for(files: Mapping[str, bytes], result: bytes) -> bytes:
    old, new = (
        hashlib.sha256(data).hexdigest().encode()
        for data in (files[f"{HERE}data/result.json"], result)
    )
    return files[f"{HERE}manifest-sha256.txt"].replace(old, new)


def signed_for(files: Mapping[str, bytes], manifest: bytes) -> bytes:
    old, new = (
        hashlib.sha256(data).hexdigest().encode()
        for data in (files[f"{HERE}manifest-sha256.txt"], manifest)
    )
    return files[f"{HERE}{SIGNED}"].replace(old, new)


def whole_hall(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The first hall made over from figures to signed file: only its signatures do not fit."""
    result = other_result(files)
    manifest = manifest_for(files, result)
    return {
        f"{HERE}data/result.json": result,
        f"{HERE}manifest-sha256.txt": manifest,
        f"{HERE}{SIGNED}": signed_for(files, manifest),
    }


def as_if_cast(
    parent: Parent,
    question: str,
    ballots: Ballots,
) -> Callable[[Json], None]:
    """The outcome of a question as if these had been the ballots; the halls' figures stay."""
    asked = parent.question(question)
    assert asked is not None
    profile = profile_of(asked, parent, ballots)

    def tell(said: Json) -> None:
        told = next(
            each for each in said["questions"] if each["id"] == question
        )
        lot = Lot(said["rounds"]["1"]["seed"], question)
        found = RULES[told["outcome"]["rule"]].count(
            profile,
            told["outcome"]["parameters"],
            lot,
        )
        told["trace"] = json.loads(outcome_bytes(found))
        for line in told["outcome"]["projects"]:
            line["support"] = str(found.support[line["id"]])
            line["funded"] = line["id"] in found.funded
        if found.winners is not None:
            told["outcome"] |= {
                "winners": list(found.winners),
                "elected": list(found.elected),
            }
        else:
            told["outcome"] |= {
                "funded": list(found.funded),
                "cost": found.cost,
                "leftover": found.leftover,
            }

    return tell


def told_again(bag: Bag) -> Callable[[Json], None]:
    """The figures that go with `whole_hall`, all the way to the outcome."""
    from pbdesk.pack.contents import results_code

    kept = {n.removeprefix("data/"): data for n, data in bag.payload.items()}
    made = whole_hall(kept)

    def tell(said: Json) -> None:
        hall = said["halls"][0]
        hall["code"] = " ".join(results_code(made[f"{HERE}data/result.json"]))
        hall["signed"] = hashlib.sha256(made[f"{HERE}{SIGNED}"]).hexdigest()
        hall["questions"][0]["sums"]["A"] = 4
        first(said)["sums"]["A"] = 19
        as_if_cast(
            PARENT,
            "1",
            [({"A": 1, "B": 1}, 18), ({"A": 1}, 1), ({"C": 1}, 6)],
        )(
            said,
        )

    return tell


CHANGES: dict[str, tuple[int, Change]] = {
    "a hall's sums": (
        29,
        Change(lambda s: s["halls"][0]["questions"][0]["sums"].update(A=99)),
    ),
    "the total": (29, Change(lambda s: first(s)["sums"].update(A=99))),
    "what was counted": (
        16,
        Change(lambda s: first(s)["outcome"]["ballots"].update(counted=25)),
    ),
    "who was counted": (
        16,
        Change(
            lambda s: (
                first(s)["outcome"]["ballots"].update(counted=25),
                first(s)["papers"].update(counted=25, issued=52),
            ),
        ),
    ),
    "a hall is left out unsaid": (29, Change(left_out, without_files(HERE))),
    "a hall is only called left out": (29, Change(named_as_left_out)),
    "a hall is called left out, and still counted": (
        29,
        Change(named_as_left_out, without_files(HERE)),
    ),
    "a hall is there twice": (
        29,
        Change(lambda s: s["halls"].append(s["halls"][0])),
    ),
    "a hall stands in another's place": (
        29,
        Change(lambda s: s["halls"].reverse()),
    ),
    "a stranger is left out": (
        29,
        Change(lambda s: s["without"].append("hall-9")),
    ),
    "the digest of a pack": (
        29,
        Change(lambda s: s["halls"][0].update(signed="0" * 64)),
    ),
    "the code of a pack": (
        29,
        Change(lambda s: s["halls"][0].update(code="AAAA")),
    ),
    "the place of a hall": (
        29,
        Change(lambda s: s["halls"][0].update(place="Elsewhere")),
    ),
    "what a hall says for itself": (
        29,
        Change(lambda s: s["halls"][0].update(own=[])),
    ),
    "the sealed code of the lot": (
        29,
        Change(
            lambda s: s["rounds"]["1"].update(lot_code="X", seed=f"{DICE}-X"),
        ),
    ),
    "the seed alone": (
        29,
        Change(lambda s: s["rounds"]["1"].update(seed="1111-X")),
    ),
    "dice that are none": (
        29,
        Change(lambda s: s["rounds"]["1"].update(dice="9", seed=f"9-{CODE}")),
    ),
    "no lot": (29, Change(lambda s: s["rounds"].update({"1": None}))),
    "a second lot": (
        29,
        Change(lambda s: s["rounds"].update({"2": s["rounds"]["1"]})),
    ),
    "the turnout": (16, Change(lambda s: s["turnout"].update(people=1))),
    "the quorum": (29, Change(lambda s: first(s)["quorum"].update(met=False))),
    "the rule": (
        20,
        Change(
            lambda s: s["questions"][2]["outcome"].update(rule="distribution"),
        ),
    ),
    "the name of the vote": (
        29,
        Change(lambda s: s.update(name="Another vote")),
    ),
    "what a hall's result says": (
        29,
        Change(files=lambda f: {f"{HERE}data/result.json": other_result(f)}),
    ),
    "a hall's result and its manifest": (
        29,
        Change(
            files=lambda f: {
                f"{HERE}data/result.json": other_result(f),
                f"{HERE}manifest-sha256.txt": manifest_for(f, other_result(f)),
            },
        ),
    ),
    "a hall's result is gone": (
        29,
        Change(files=lambda _: {f"{HERE}data/result.json": None}),
    ),
    "one hall instead of another": (
        29,
        Change(
            files=lambda f: {
                f"{HERE}{name.removeprefix(THERE)}": data
                for name, data in f.items()
                if name.startswith(THERE)
            },
        ),
    ),
    "the ballots of a hall": (
        29,
        Change(
            files=lambda f: {
                f"{HERE}data/ballots/2.soi": f[
                    f"{HERE}data/ballots/2.soi"
                ].replace(
                    b": 1,2",
                    b": 2,1",
                ),
            },
        ),
    ),
    "ballots beside those of the halls": (
        29,
        Change(files=lambda f: {"assembly.pb": f[f"{HERE}data/assembly.pb"]}),
    ),
    "a hall's signature is gone": (
        30,
        Change(files=lambda _: {f"{HERE}signatures/teller-1.sshsig": None}),
    ),
    "another hall's signature": (
        30,
        Change(
            files=lambda f: {
                f"{HERE}signatures/teller-1.sshsig": f[
                    f"{THERE}signatures/teller-1.sshsig"
                ],
            },
        ),
    ),
    "the export of another parent": (
        28,
        Change(
            files=lambda _: {"parent.json": parent_bytes(made_up_parent(2))},
        ),
    ),
    "no export": (28, Change(files=lambda _: {"parent.json": None})),
}


def written(bag: Bag, folder: Path) -> Path:
    path = folder / f"{bag.name}.zip"
    write_zip(bag, path)
    return path


def agreed(path: Path, browser, brought: Brought = BROUGHT):
    """What both verifiers found: the same."""
    command, page = by_command(path, brought), by_page(path, browser, brought)
    assert command == page
    return command


def first_failed(found) -> int | None:
    return next(
        (n for n, passed in sorted(found.passed.items()) if passed is False),
        None,
    )


def test_both_verifiers_find_the_sum_genuine(genuine_sum, browser, tmp_path):
    found = agreed(written(genuine_sum, tmp_path), browser)
    assert found.verdict == "genuine"
    assert (found.passed[28], found.passed[29], found.passed[30]) == (
        True,
        True,
        True,
    )


def test_a_sum_with_a_hall_left_out_and_named_is_genuine(browser, tmp_path):
    bag = summed(tmp_path / "halls", frozenset({"hall-2"}))
    assert agreed(written(bag, tmp_path), browser).verdict == "genuine"


def test_what_is_put_together_again_unchanged_is_genuine(
    genuine_sum,
    browser,
    tmp_path,
):
    assert (
        agreed(written(Change().made(genuine_sum), tmp_path), browser).verdict
        == "genuine"
    )


@pytest.mark.parametrize(("number", "change"), CHANGES.values(), ids=CHANGES)
def test_both_verifiers_name_what_was_changed(
    genuine_sum,
    browser,
    tmp_path,
    number,
    change,
):
    found = agreed(written(change.made(genuine_sum), tmp_path), browser)
    assert found.verdict == "not-genuine"
    assert first_failed(found) == number


def counted_again(bag: Bag, folder: Path) -> tuple[bool | None, str]:
    """What `pbdesk verify` finds of the sum's ballots, and says of them."""
    found = verify(written(bag, folder), BROUGHT.signers, BROUGHT.assembly)
    check = next(each for each in found.checks if each.number == 19)
    return check.passed, render(check.detail)


def test_the_ballots_of_all_halls_are_counted_again_from_the_sum_alone(
    genuine_sum,
    tmp_path,
):
    passed, said = counted_again(genuine_sum, tmp_path)
    assert passed, said
    for words in (
        "24 ballots counted again by “greedy”: the same outcome.",
        "42 ballots counted again by “stv-scottish”: the same outcome.",
        "Question 3 stays open: One mark is made: the sums are the ballots",
    ):
        assert words in said


def test_another_outcome_than_the_ballots_of_the_halls_give_is_named(tmp_path):
    """First places are those of the halls, but the votes of who goes out pass on to another."""
    parent = made_up_parent(2, (CHAIR,))
    here: Ballots = [({"K": 1}, 5), ({"L": 1, "K": 2}, 4), ({"M": 1}, 6)]
    there: Ballots = [({"K": 1}, 10), ({"L": 1, "M": 2}, 8), ({"M": 1}, 12)]
    bag = summed(tmp_path / "halls", parent=parent, cast=lambda _: {"2": here})
    change = Change(as_if_cast(parent, "2", there))
    passed, said = counted_again(change.made(bag), tmp_path)
    assert passed is False
    assert "Counted again, the ballots give another outcome." in said


def test_of_more_ballots_than_a_small_computer_counts_it_says_where_they_are(
    browser,
    tmp_path,
    monkeypatch,
):
    monkeypatch.setattr(halls, "_MOST_BALLOTS", 200)
    bag = summed(tmp_path / "halls")
    assert not [name for name in bag.files if name.endswith(".pb")]
    assert agreed(written(bag, tmp_path), browser).verdict == "genuine"
    sentence = "add their packs up again with the same dice"
    passed, said = counted_again(bag, tmp_path)
    assert passed is None
    assert sentence in said
    shown = filled_in(
        browser,
        written(bag, tmp_path),
        BROUGHT.signers,
        "",
        BROUGHT.assembly,
    )
    assert sentence in next(
        each["detail"] for each in shown["checks"] if each["number"] == 19
    )


def test_a_hall_made_over_to_its_signed_file_fails_at_its_signatures(
    genuine_sum,
    browser,
    tmp_path,
):
    change = Change(told_again(genuine_sum), whole_hall)
    assert (
        first_failed(
            agreed(written(change.made(genuine_sum), tmp_path), browser),
        )
        == 30
    )


MARKED: dict[str, tuple[Asked, Ballots, Ballots]] = {
    "points": (
        Asked(
            "1",
            rules={
                "style": "cumulative",
                "rule": "greedy",
                "public_ballots": True,
            },
        ),
        [({"A": 3, "B": 1}, 3), ({"C": 2}, 2)],
        [({"C": 9}, 14), ({"A": 1}, 1)],
    ),
    "scores": (
        Asked(
            "2",
            "choose",
            dict.fromkeys("KLM", 0),
            None,
            {"style": "scoring", "rule": "score"},
        ),
        [({"K": 3, "L": 2}, 4), ({"M": 5}, 1)],
        [({"L": 5, "K": 2}, 14), ({"M": 1}, 1)],
    ),
    "votes against": (
        Asked(
            "3",
            "choose",
            dict.fromkeys("KLM", 0),
            None,
            {"style": "quadratic", "rule": "quadratic-choice"},
        ),
        [({"K": 2, "L": -1}, 4), ({"M": 1}, 1)],
        [({"L": 2, "K": -2}, 14), ({"M": 1}, 1)],
    ),
    "first places": (
        Asked(
            "4",
            "choose",
            dict.fromkeys("KLM", 0),
            None,
            {"rule": "plurality"},
        ),
        [({"K": 1, "L": 2}, 4), ({"M": 1}, 1)],
        [({"L": 1}, 14), ({"M": 1}, 1)],
    ),
    "the first stage": (
        Asked("5", "choose", dict.fromkeys("KLM", 0), None, {"rule": "irv"}),
        [({"K": 1, "L": 2}, 4), ({"M": 1}, 1)],
        [({"L": 1}, 14), ({"M": 1}, 1)],
    ),
    "the first stage of two seats": (
        Asked(
            "6",
            "choose",
            dict.fromkeys("KLMN", 0),
            None,
            {"rule": "stv-meek", "count.seats": 2},
        ),
        [({"K": 1, "L": 2}, 4), ({"M": 1}, 1)],
        [({"L": 1, "N": 2}, 10), ({"N": 1}, 5)],
    ),
}
"""How it is marked -> the question, the ballots of each hall, and others in their place."""


@pytest.fixture(scope="module")
def marked(tmp_path_factory) -> tuple[Parent, Bag]:
    """A sum of questions that are marked and counted in many ways."""
    parent = made_up_parent(3, [asked for asked, _, _ in MARKED.values()])
    cast = {asked.id: ballots for asked, ballots, _ in MARKED.values()}
    bag = summed(
        tmp_path_factory.mktemp("marked"),
        parent=parent,
        cast=lambda _: cast,
    )
    return parent, bag


def test_every_way_of_marking_adds_up(marked, browser, tmp_path):
    parent, bag = marked
    found = agreed(
        written(bag, tmp_path),
        browser,
        Brought(signers_of(parent), PARENT_ID),
    )
    assert found.verdict == "genuine"


@pytest.mark.parametrize("how", MARKED)
def test_a_count_that_did_not_begin_from_the_sums_of_the_halls_is_named(
    how,
    marked,
    browser,
    tmp_path,
):
    parent, bag = marked
    asked, _, others = MARKED[how]
    forged = Change(as_if_cast(parent, asked.id, others)).made(bag)
    found = agreed(
        written(forged, tmp_path),
        browser,
        Brought(signers_of(parent), PARENT_ID),
    )
    assert [n for n, passed in found.passed.items() if passed is False] == [29]


@given(st.data())
@pytest.mark.parametrize(
    ("style", "rule"),
    sorted(
        (style, rule.name)
        for rule in RULES.values()
        for style in rule.sums & rule.takes
    ),
)
def test_these_rules_go_by_what_each_option_got(style, rule, data):
    marks = (
        st.integers(1, 3)
        if style != "quadratic"
        else st.sampled_from([-2, -1, 1, 2])
    )
    ballots = data.draw(
        st.lists(
            st.dictionaries(st.sampled_from("ABC"), marks, min_size=1),
            min_size=1,
        )
        if style != "ordinal"
        else st.lists(
            st.permutations("ABC").map(
                lambda order: {p: n for n, p in enumerate(order, 1)},
            ),
            min_size=1,
        ),
    )
    projects = [
        Project(name, cost, name)
        for name, cost in (("A", 3), ("B", 2), ("C", 4))
    ]
    profile = Profile.of(
        style,
        projects,
        6,
        [(ballot, 1) for ballot in ballots],
    )
    found = RULES[rule].count(profile, {}, Lot("seed", "1")).support
    assert dict(found) == profile.by_id(sums(profile).tolist())


def test_without_the_halls_keys_their_signatures_are_open(
    genuine_sum,
    browser,
    tmp_path,
):
    few = "".join(
        line + "\n" for line in BROUGHT.signers.splitlines()[: len(KEYS)]
    )
    path = written(genuine_sum, tmp_path)
    found = agreed(path, browser, Brought(few, PARENT_ID))
    assert (found.verdict, found.passed[29], found.passed[30]) == (
        "genuine",
        True,
        None,
    )
    nobody = agreed(path, browser, Brought("", ""))
    assert (nobody.verdict, nobody.passed[29], nobody.passed[30]) == (
        "whole",
        True,
        None,
    )


def test_a_revoked_key_of_a_hall_counts_no_longer(
    genuine_sum,
    browser,
    tmp_path,
):
    line = next(
        each
        for each in BROUGHT.signers.splitlines()
        if each.startswith("teller-1@hall-3")
    )
    revoked = " ".join(line.split()[-2:])
    found = agreed(
        written(genuine_sum, tmp_path),
        browser,
        Brought(*_both(), revoked + "\n"),
    )
    assert first_failed(found) == 30


def _both() -> tuple[str, str]:
    return BROUGHT.signers, BROUGHT.assembly


def test_a_pack_that_is_no_sum_keeps_no_halls(genuine_sum, browser, tmp_path):
    kept = {
        n.removeprefix("data/"): d
        for n, d in genuine_sum.payload.items()
        if "/halls/" in n
    }
    hall = Hall(PARENT, "hall-1", {"1": [({"A": 1}, 3)]})
    bag = hall.bag()
    said: Json = json.loads(bag.files["data/result.json"])
    files = {n.removeprefix("data/"): d for n, d in bag.payload.items()} | kept
    files = {
        n: d for n, d in files.items() if n not in {"result.json", "report.pdf"}
    }
    own = {name: value for name, value in said.items() if name not in _OURS}
    made = assemble(files, own, pdf, assembly="hall-1", stage="part", day=DAY)
    from tests.pack.halls import hall_keys

    path = written(sign_all(made, hall_keys("hall-1")), tmp_path)
    found = agreed(path, browser, Brought(BROUGHT.signers, "hall-1"))
    assert first_failed(found) == 29


def test_a_stranger_cannot_sign_a_sum(genuine_sum, browser, tmp_path):
    bare = Bag(
        genuine_sum.name,
        {
            n: d
            for n, d in genuine_sum.files.items()
            if not n.startswith("signatures/")
        },
    )
    bag = sign_all(bare, dict.fromkeys(KEYS, ROGUE))
    assert first_failed(agreed(written(bag, tmp_path), browser)) == 12


def test_what_is_kept_of_a_hall_opens_with_stock_tools(genuine_sum):
    files = {
        name.removeprefix(f"data/{HERE}"): data
        for name, data in genuine_sum.files.items()
        if name.startswith(f"data/{HERE}")
    }
    manifest = files[SIGNED].decode()
    for name in ("bag-info.txt", "manifest-sha256.txt"):
        assert (
            f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" in manifest
        )
    result = json.loads(files["data/result.json"])
    assert canonical(result) == files["data/result.json"]


def test_the_report_of_a_city_is_the_same_whichever_process_sets_it(
    genuine_sum,
    tmp_path,
    monkeypatch,
):
    monkeypatch.setattr(combined_report, "_MANY", 1)
    assert (
        summed(tmp_path).files["data/report.pdf"]
        == genuine_sum.files["data/report.pdf"]
    )
