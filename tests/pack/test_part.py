"""The pack of one hall of several: sums alone, under the parent's export, found by both verifiers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from pbdesk.app.desk import Desk
from pbdesk.app.halls import begin_hall
from pbdesk.app.jobs.auditor import auditor_files, full_record
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.app.sample.northside import start_hall
from pbdesk.i18n import ENGLISH
from pbdesk.pack.bag import Bag, BagInfo, make_bag, measure, read_info, read_zip
from pbdesk.pack.contents import canonical, file_digests, results_code
from pbdesk.pack.parent import PARENT_FILE, Parent, parent_digest, read_parent
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.signers import Signer
from pbdesk.pack.verify import verify
from pbdesk.voting.formats.pabulib import read_pabulib
from pbdesk.voting.formats.preflib import read_preflib
from tests.evenings import CHEAP
from tests.halls.votes import copied, northside, packed
from tests.pack.both import Brought, by_command, by_page
from tests.pack.browser import CHROMIUM, MISSING
from tests.pack.sample import KEYS, public_of, sign_all
from tests.pack.tampering import zipped
from tests.paper.reading import text_of

ALIKE = 28
NOT_ITS_OWN = {"result.json", "report.pdf"}

type Said = dict[str, Any]


@pytest.fixture(scope="module")
def played() -> Path:
    return northside()


@pytest.fixture
def export(played: Path) -> bytes:
    return (played / "export.json").read_bytes()


@pytest.fixture
def parent(export: bytes) -> Parent:
    return read_parent(export)


@pytest.fixture(scope="module")
def whole(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Bag:
    """The signed pack of a hall that was held."""
    folder = tmp_path_factory.mktemp("part")
    with copied(played, folder, "held") as desk:
        bag = read_zip(packed(desk, folder).path)
    return again(bag, said_in(bag), verify__html=None)  # a page judges no page


def said_in(bag: Bag) -> Said:
    return json.loads(bag.files["data/result.json"])


def again(
    bag: Bag,
    said: Mapping[str, Any],
    stage: str = "part",
    **others: bytes | None,
) -> Bag:
    """The pack with another result and other files, every digest made anew, signed by all."""
    files = {
        name.removeprefix("data/"): content
        for name, content in bag.payload.items()
    }
    for name, content in others.items():
        files.pop(name.replace("__", "."), None)
        if content is not None:
            files[name.replace("__", ".")] = content
    digests = file_digests(
        {n: c for n, c in files.items() if n not in NOT_ITS_OWN},
    )
    files["result.json"] = canonical({**said, "stage": stage, "files": digests})
    info = read_info(bag)
    code = results_code(files["result.json"])
    made = BagInfo(
        info.assembly,
        stage,
        code,
        measure(files["report.pdf"]),
        info.date,
    )
    return sign_all(make_bag(files, made))


def brought(bag: Bag) -> Brought:
    hall = read_info(bag).assembly
    lines = "".join(
        f"{Signer(who, hall, public_of(key)).line}\n"
        for who, key in KEYS.items()
    )
    return Brought(lines, hall)


def on_disk(bag: Bag, folder: Path) -> Path:
    path = folder / f"{bag.name}.zip"
    path.write_bytes(zipped(bag))
    return path


def other_parent(bag: Bag, **keys: Any) -> Bag:
    """Under an export that says otherwise, which the result names."""
    export = canonical(json.loads(bag.files[f"data/{PARENT_FILE}"]) | keys)
    said = said_in(bag) | {"parent": {"sha256": parent_digest(export)}}
    return again(bag, said, parent__json=export)


def changed(change: Callable[[Said], object]) -> Callable[[Bag], Bag]:
    """The pack with a result that was changed."""

    def make(bag: Bag) -> Bag:
        said = deepcopy(said_in(bag))
        change(said)
        return again(bag, said)

    return make


def _outcome(said: Said, number: int = 0) -> Said:
    return said["questions"][number]["outcome"]


def _with_export(change: Callable[[Said], object]) -> Callable[[Bag], Bag]:
    def make(bag: Bag) -> Bag:
        export = json.loads(bag.files[f"data/{PARENT_FILE}"])
        change(export)
        return other_parent(bag, **export)

    return make


TAMPERED: dict[str, tuple[int, Callable[[Bag], Bag]]] = {
    "a project is funded": (
        17,
        changed(lambda s: _outcome(s).update(funded=[])),
    ),
    "a line says it is funded": (
        17,
        changed(lambda s: _outcome(s)["projects"][0].update(funded=True)),
    ),
    "somebody won": (17, changed(lambda s: _outcome(s, 1).update(winners=[]))),
    "it passed": (17, changed(lambda s: _outcome(s, 2).update(passed=True))),
    "a setting was applied": (
        17,
        changed(lambda s: _outcome(s).update(parameters={"by": "x"})),
    ),
    "half a vote": (
        17,
        changed(lambda s: _outcome(s)["projects"][0].update(support="7/2")),
    ),
    "a lot was thrown": (
        17,
        changed(
            lambda s: s["rounds"].update(
                {"1": {"seed": "1-A", "dice": "1", "lot_code": "A"}},
            ),
        ),
    ),
    "rounds were counted": (
        17,
        changed(lambda s: s["questions"][1].update(trace={})),
    ),
    "a sum is one higher": (
        22,
        changed(lambda s: _outcome(s)["projects"][0].update(support="21")),
    ),
    "a sum of the names is another": (
        22,
        changed(lambda s: _outcome(s, 1)["projects"][0].update(support="21")),
    ),
    "a code of a result": (
        27,
        changed(lambda s: s["questions"][0].update(result_code="A")),
    ),
    "something was decided": (
        27,
        lambda bag: again(bag, said_in(bag), decided__json=b"[]"),
    ),
    "no export": (
        ALIKE,
        lambda bag: again(bag, said_in(bag), parent__json=None),
    ),
    "no parent is named": (ALIKE, changed(lambda s: s.pop("parent"))),
    "another parent is named": (
        ALIKE,
        changed(lambda s: s.update(parent={"sha256": "0" * 64})),
    ),
    "an export that is none": (
        ALIKE,
        lambda bag: again(
            bag,
            said_in(bag) | {"parent": {"sha256": parent_digest(b"{}")}},
            parent__json=b"{}",
        ),
    ),
    "an export of another vote": (
        ALIKE,
        lambda bag: other_parent(bag, assembly="southside"),
    ),
    "an export without this hall": (
        ALIKE,
        _with_export(
            lambda e: e.update(
                halls=[h for h in e["halls"] if not h["id"].endswith("2")],
            ),
        ),
    ),
    "an export with a hall twice": (
        ALIKE,
        _with_export(lambda e: e.update(halls=e["halls"] * 2)),
    ),
    "an export with other codes": (
        ALIKE,
        _with_export(
            lambda e: e["questions"][0]["options"][0].update(code="Z"),
        ),
    ),
    "an export with another lot": (
        ALIKE,
        _with_export(lambda e: e.update(lot_codes={"1": "0" * 64})),
    ),
    "an export with a code of the lot": (
        ALIKE,
        lambda bag: other_parent(bag, code="ABCD"),
    ),
    "an export in another currency": (
        ALIKE,
        lambda bag: other_parent(bag, currency="EUR"),
    ),
    "a question left out": (22, changed(lambda s: s["questions"].pop())),
    "options in another order": (
        ALIKE,
        changed(lambda s: _outcome(s)["projects"].reverse()),
    ),
    "another wording": (
        22,
        changed(lambda s: s["questions"][0].update(wording="Other?")),
    ),
    "another sum of money": (
        22,
        changed(lambda s: _outcome(s).update(budget=4_000_001)),
    ),
    "called final": (22, lambda bag: again(bag, said_in(bag), stage="final")),
    "called combined": (
        22,
        lambda bag: again(bag, said_in(bag), stage="combined"),
    ),
}


def failed(path: Path, bag: Bag) -> set[int]:
    """The numbers of the checks that find something wrong."""
    by = brought(bag)
    return {
        check.number for check in verify(path, by.signers, by.assembly).failed
    }


def test_the_pack_of_a_hall_is_genuine_and_decides_nothing(whole, tmp_path):
    by = brought(whole)
    found = verify(on_disk(whole, tmp_path), by.signers, by.assembly)
    assert found.verdict == "genuine", [check.detail for check in found.failed]
    assert found.stage == "part"
    assert {each.result_code for each in found.questions} == {None}
    said = said_in(whole)
    assert said["rounds"] == {"1": None}
    assert {each["trace"] for each in said["questions"]} == {None}
    assert said["turnout"] == {
        "register": 30,
        "people": 22,
        "channels": {"paper": 12, "kiosk": 10},
        "rounds": {"1": 22},
    }


def test_it_holds_the_export_byte_for_byte(whole, export):
    assert whole.files[f"data/{PARENT_FILE}"] == export
    assert said_in(whole)["parent"] == {"sha256": parent_digest(export)}


def test_it_holds_no_table_of_what_was_funded_and_no_letter_to_a_committee(
    whole,
):
    assert not {
        "data/projects.csv",
        "data/committee.txt",
        "data/grants-draft.csv",
        "data/decided.json",
        "data/notice.pdf",
        "data/response-form.pdf",
    } & set(whole.files)


def test_the_report_of_a_hall_says_that_the_sum_decides_and_names_no_winner(
    whole,
):
    told = text_of(whole.files["data/report.pdf"])
    assert "The sum of all halls decides." in told
    assert "What one hall gave; the sum of all decides" in told
    for word in (
        "final",
        "must fund nothing",
        "annex",
        "is funded.",
        "Chosen:",
        "Passed:",
    ):
        assert word not in told, word


def test_published_ballots_of_a_hall_are_those_that_were_counted(whole):
    said = said_in(whole)
    for name, number, read in (
        ("assembly.pb", 0, read_pabulib),
        ("ballots/2.soi", 1, read_preflib),
    ):
        profile = read(whole.files[f"data/{name}"].decode()).profile
        assert profile.n == _outcome(said, number)["ballots"]["counted"]


@pytest.mark.parametrize(
    ("number", "make"),
    TAMPERED.values(),
    ids=TAMPERED.keys(),
)
def test_a_hall_that_differs_from_its_parent_is_found(
    whole,
    tmp_path,
    number,
    make,
):
    bag = make(whole)
    assert number in failed(on_disk(bag, tmp_path), bag)


@pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
def test_the_page_finds_the_same_in_every_pack_of_a_hall(
    whole,
    browser,
    tmp_path,
):
    for name, make in {
        "whole": lambda bag: bag,
        **{n: m for n, (_, m) in TAMPERED.items()},
    }.items():
        bag = make(whole)
        path = on_disk(bag, tmp_path)
        assert by_page(path, browser, brought(bag)) == by_command(
            path,
            brought(bag),
        ), name


def test_a_pack_of_an_assembly_that_stands_alone_has_no_parent(pack):
    found = verify(pack, None, None)
    assert {c.number: c.passed for c in found.checks}[ALIKE] is None


def test_the_auditor_copy_of_a_hall_holds_the_ballots_of_every_question_that_chooses(
    played,
    tmp_path,
):
    with copied(played, tmp_path, "held") as desk:
        made = packed(desk, tmp_path)
        files = auditor_files(
            pack_source(desk),
            full_record(desk)(desk.entries),
            made.path,
        )
    assert {"assembly.pb", "ballots/2.soi"} <= files.keys()


def test_half_a_hall_has_no_pack(played, tmp_path, export, parent):
    evening = start_hall(
        tmp_path / "h.pbdesk",
        export,
        parent.halls[0].id,
        cost=CHEAP,
    )
    with evening.desk as desk, pytest.raises(ValueError, match="counted"):
        pack_source(desk)


def test_without_its_export_a_hall_has_no_pack(played, tmp_path):
    from dataclasses import replace

    with copied(played, tmp_path, "held") as desk:
        source = pack_source(desk)
        for broken in (
            replace(source, parent=None),
            replace(source, parent=b"{}"),
        ):
            with pytest.raises(PackRefused):
                make_pack(
                    broken,
                    tmp_path,
                    locale=ENGLISH,
                    made=desk.state.about.day,
                    progress=silent,
                )
        left = replace(source, counted=source.counted[:1])
        with pytest.raises(PackRefused) as refused:
            make_pack(
                left,
                tmp_path,
                locale=ENGLISH,
                made=desk.state.about.day,
                progress=silent,
            )
        assert "is not counted" in refused.value.words.text


def test_a_hall_begun_again_from_its_pack_is_the_same_hall(
    whole,
    tmp_path,
    parent,
):
    export = whole.files[f"data/{PARENT_FILE}"]
    made = begin_hall(tmp_path / "again.pbdesk", export, parent.halls[1].id)
    assert isinstance(made, Desk)
    with made as desk:
        assert desk.state.about.id == read_info(whole).assembly
