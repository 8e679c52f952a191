"""Staff as references: names of who runs it, counts and signs stand in the people file alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pbdesk.app.desk import Desk, people_path
from pbdesk.app.jobs.destruction import destroy_people
from pbdesk.app.jobs.forgetting import forget_person
from pbdesk.app.jobs.pack_source import PackSource, pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.register import add_people
from pbdesk.app.jobs.reports import EDITIONS
from pbdesk.app.jobs.result import content
from pbdesk.app.jobs.sheets import tellers_papers
from pbdesk.app.sample.evening import PASSPHRASE, Evening
from pbdesk.app.sample.millbrook import HELPERS
from pbdesk.assembly import mandate
from pbdesk.i18n import ENGLISH, render
from pbdesk.ledger.people import Particulars
from pbdesk.minutes.entries import PersonRef
from pbdesk.pack.bag import read_zip
from pbdesk.questions import box, door, hands, register, staff, vote
from tests.assembly.said import said
from tests.evenings import CHEAP, evening_at
from tests.paper.reading import text_of

AGREED = ("Amina Yusuf", "Peter Hallam")
NEVER = ("Rosa Lindqvist", *HELPERS)
MADE = date(2026, 11, 26)


@pytest.fixture
def charter(tmp_path: Path) -> Iterator[Desk]:
    """The sample's charter is written, and nothing is sealed."""
    with evening_at("charter", tmp_path).desk as desk:
        yield desk


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Evening]:
    """The vote is open, and somebody holds a ballot."""
    evening = evening_at("open", tmp_path)
    first = min(evening.desk.state.door.register)
    evening.do(door.give, person=first, channel="paper", checked_with="known")
    yield evening
    evening.desk.close()


@pytest.fixture(scope="module")
def sources(tmp_path_factory) -> Iterator[tuple[PackSource, PackSource]]:
    """What the declared evening packs: with its people file, and without."""
    with evening_at("declared", tmp_path_factory.mktemp("staff")).desk as desk:
        known = pack_source(desk)
        assert desk.people is not None
        desk.people.close()
        desk.people = None
        yield known, pack_source(desk)


def packed(source: PackSource, folder: Path, *editions: str) -> dict[str, str]:
    """Each file of a pack as it is read; what is not text, as it lies."""
    made = make_pack(
        source,
        folder,
        locale=ENGLISH,
        made=MADE,
        progress=silent,
        editions=editions,
    )
    files = read_zip(made.path).files
    return {
        name: text_of(data)
        if name.endswith(".pdf")
        else data.decode("utf-8", "replace")
        for name, data in files.items()
    }


def reopened(desk: Desk) -> Desk:
    desk.close()
    again = Desk.open(desk.record.path)
    again.unlock_people(PASSPHRASE, CHEAP)
    return again


# Where names stand


def test_no_file_but_the_people_file_holds_a_name_of_whoever_counts_or_signs(
    tmp_path: Path,
):
    evening = evening_at("declared", tmp_path)
    evening.desk.close()
    for file in tmp_path.iterdir():
        for name in (*AGREED, *NEVER):
            assert name.encode() not in file.read_bytes(), (file.name, name)


def test_a_pack_prints_a_name_beside_a_signature_where_its_person_agreed_and_nowhere_else(
    sources,
    tmp_path: Path,
):
    files = packed(sources[0], tmp_path, *EDITIONS)
    for name in NEVER:
        assert [file for file, text in files.items() if name in text] == [], (
            name
        )
    for name in AGREED:
        held = [file for file, text in files.items() if name in text]
        assert set(held) <= {
            "data/report.pdf",
            "data/annex.pdf",
            "data/report-large.pdf",
        }, name
        assert held
        assert all(files[file].count(name) == 1 for file in held)


def test_a_pack_made_without_the_people_file_says_roles(
    sources,
    tmp_path: Path,
):
    files = packed(sources[1], tmp_path)
    for name in (*AGREED, *NEVER):
        assert [file for file, text in files.items() if name in text] == [], (
            name
        )
    assert "Facilitator, Teller 1 and Teller 2." in files["data/report.pdf"]


def test_record_and_result_of_a_pack_are_the_same_with_and_without_the_people_file(
    sources,
):
    known, locked = sources
    assert content(known) == content(locked)
    assert known.record() == locked.record()


def test_papers_for_the_tellers_print_the_names_of_those_who_agreed(
    charter: Desk,
):
    words = text_of(tellers_papers(charter.state, ENGLISH, charter.printed))
    assert "Teller 1, Peter Hallam" in words
    assert "Rosa Lindqvist" not in words


# Who is who


@pytest.mark.parametrize(
    "spelling",
    [
        "peter hallam",
        "HALLAM, Peter",
        "Ｐeter  Hallam",
        "Peter-Hallam",
        "Peter\u00a0Hallam",
        "Peter\u200bHallam",
        "PETERHALLAM",
    ],
)
def test_a_person_has_one_role_however_the_name_is_spelt(
    charter: Desk,
    spelling: str,
):
    before = charter.entries
    refusal = charter.do(staff.add, name=spelling)
    assert said(refusal) == "Peter Hallam is Teller 1 already."
    assert charter.entries == before


@pytest.mark.parametrize(
    ("latin", "alike"),
    [
        ("Cope Cox", "\u0421\u043e\u0440\u0435 \u0421\u043e\u0445"),
        ("MAX BATE", "\u041c\u0410\u0425 \u0412\u0410\u0422\u0415"),
        ("Zoe Toy", "\u0396\u039f\u0395 \u03a4\u039f\u03a5"),
    ],
)
def test_a_name_all_of_letters_that_only_look_latin_is_no_second_person(
    charter: Desk,
    latin: str,
    alike: str,
):
    assert latin != alike
    assert charter.do(staff.add, name=latin) is None
    refusal = charter.do(staff.add, name=alike)
    assert said(refusal) == f"{latin} is Teller 6 already."


def test_people_whose_names_only_begin_alike_are_two(charter: Desk):
    for name in ("Иван Петров", "Ивана Петрова", "Peter Hallam-Bo", "Ann Cope"):
        assert charter.do(staff.add, name=name) is None


def test_a_typed_name_means_the_person_and_a_number_does_too(charter: Desk):
    names = charter.staff_names
    for typed in (
        "rosa lindqvist",
        "Lindqvist, Rosa",
        "2",
        "Teller 2",
        "teller-2",
        "02",
        "٢",
    ):
        assert staff.found(names, typed) == "teller-2"
    assert staff.found(names, "Nobody Known") == "Nobody Known"
    refusal = staff.found(None, "Rosa Lindqvist")
    assert (
        said(refusal)
        == "The people file is locked, and the names of those who count stand in it."
    )


def test_a_name_is_written_down_only_while_the_people_file_is_open(
    charter: Desk,
):
    assert charter.people is not None
    charter.people.close()
    charter.people = None
    refusal = charter.do(staff.add, name="Bea Stranger")
    assert (
        said(refusal)
        == "The people file is locked, and names stand nowhere else."
    )
    assert len(charter.state.staff.named) == 6


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (" ", "Nobody is named."),
        ("...", "Nobody is named."),
        (
            "Tоm Bell",
            "“Tоm” mixes letters of two alphabets that may look alike.",
        ),
        ("Bea " * 20 + "B", "The name is longer than 80 letters."),
        ("teller-1", "“teller-1” reads as a number or a role, not as a name."),
        ("Teller 3", "“Teller 3” reads as a number or a role, not as a name."),
        ("=1+1", "“=1+1” reads as a number or a role, not as a name."),
    ],
)
def test_a_name_that_is_none_is_refused(charter: Desk, name: str, words: str):
    for refusal in (
        charter.do(staff.add, name=name),
        charter.do(mandate.set_charter, clause="teller-1", value=name),
    ):
        assert (
            said(refusal).replace("\u2068", "").replace("\u2069", "") == words
        )


def test_there_are_no_other_roles_than_facilitator_and_tellers(charter: Desk):
    for decision in (staff.name, staff.forget):
        given = {"name": "Bea"} if decision is staff.name else {}
        refusal = charter.do(decision, who="mayor", **given)
        assert said(refusal) == "There is no role “mayor”."


def test_who_counts_hands_is_somebody_who_was_named(charter: Desk):
    refusal = charter.do(
        hands.count_hands,
        by="Bea Stranger",
        hands={},
        present=1,
    )
    assert (said(refusal), refusal.where if refusal else "") == (
        "This question is not answered by hands.",
        None,
    )


# Forgetting


def test_a_forgotten_teller_is_in_no_file_and_the_record_stays_whole(
    tmp_path: Path,
):
    evening = evening_at("declared", tmp_path)
    desk = evening.desk
    assert desk.do(staff.forget, who="teller-1") is None
    assert desk.staff_names is not None
    assert "teller-1" not in desk.staff_names
    assert "teller-1" not in desk.printed
    assert {"teller-1"} <= {
        who for each in desk.state.box.batches.values() for who in each.first
    }
    assert desk.recorded[-1].entry == staff.StaffForgotten("teller-1")
    assert not staff.StaffForgotten.public
    assert "teller-1" not in pack_source(desk).figures.printed
    with reopened(desk) as again:
        assert again.people_told is None
        assert again.staff_names is not None
        assert "Peter Hallam" not in again.staff_names.values()


def test_a_forgotten_name_is_not_given_to_another_who_gets_a_number_of_their_own(
    charter: Desk,
):
    assert charter.do(staff.forget, who="teller-5") is None
    assert said(charter.do(staff.forget, who="teller-5")).endswith(
        "was forgotten already.",
    )
    refusal = charter.do(staff.name, who="teller-5", name="Bea Stranger")
    assert said(refusal) == "The name of Teller 5 was forgotten."
    assert charter.do(staff.add, name="Bea Stranger") is None
    assert charter.state.staff.named[-1] == "teller-6"


def test_an_older_people_file_put_back_brings_no_forgotten_name_back(
    charter: Desk,
):
    file = people_path(charter.record.path)
    old = file.read_bytes()
    assert charter.do(staff.forget, who="teller-2") is None
    charter.close()
    file.write_bytes(old)
    with reopened(charter) as again:
        assert again.staff_names is not None
        assert "teller-2" not in again.staff_names


def test_a_name_whose_entry_never_came_is_taken_out_at_the_next_unlocking(
    charter: Desk,
):
    assert charter.people is not None
    charter.people.name_staff("teller-9", "Bea Stranger")
    with reopened(charter) as again:
        assert again.staff_names is not None
        assert "Bea Stranger" not in again.staff_names.values()
        assert len(again.staff_names) == 6


def test_after_the_people_file_is_destroyed_roles_are_said(tmp_path: Path):
    evening = evening_at("declared", tmp_path)
    evening.clock.at = evening.clock.at.replace(year=2028)
    desk = evening.desk
    assert destroy_people(desk) is None
    assert (desk.staff_names, desk.printed) == (None, {})
    refusal = desk.do(staff.add, name="Bea Stranger")
    assert (
        said(refusal)
        == "The people file was destroyed; nobody can be named any more."
    )
    assert said(desk.do(staff.forget, who="teller-1")).startswith(
        "The people file was destroyed",
    )
    entry = next(
        each.entry
        for each in desk.recorded
        if isinstance(each.entry, box.BatchAgreed)
    )
    assert "first by Teller" in render(desk.kind.tell(entry, desk.state))
    assert pack_source(desk).figures.printed == {}


# Who holds a ballot of an open round


def holder(evening: Evening) -> PersonRef:
    return next(iter(evening.desk.state.door.by_person))


def test_who_holds_a_ballot_of_an_open_round_is_forgotten_at_its_close(
    opened: Evening,
):
    desk, person = opened.desk, holder(opened)
    assert desk.people is not None
    called = desk.people.get(person).name
    assert forget_person(desk, person) is None
    assert desk.recorded[-1].entry == register.PersonForgotten(person)
    assert not register.PersonForgotten.public
    assert desk.people.get(person).name == called, (
        "the door must know them until it closes"
    )
    assert desk.do(vote.close_vote) is None
    assert desk.people.get(person).name == ""
    with reopened(desk) as again:
        assert again.people_told is None
        assert again.people is not None
        assert again.people.get(person).name == ""


def test_who_holds_no_ballot_is_forgotten_at_once_and_is_given_none(
    opened: Evening,
):
    desk = opened.desk
    person = min(desk.state.door.register - set(desk.state.door.by_person))
    assert forget_person(desk, person) is None
    assert desk.people is not None
    assert desk.people.get(person).name == ""
    refusal = desk.do(
        door.give,
        person=person,
        channel="paper",
        checked_with="known",
    )
    assert said(refusal) == "This person was forgotten at their wish."


def test_unlocking_replays_whom_the_close_forgot_while_the_file_was_locked(
    opened: Evening,
):
    desk, person = opened.desk, holder(opened)
    assert forget_person(desk, person) is None
    assert desk.people is not None
    desk.people.close()
    desk.people = None
    assert desk.do(vote.close_vote) is None
    for _ in range(2):
        desk = reopened(desk)
        assert desk.people is not None
        assert (desk.people.get(person).name, desk.people_told) == ("", None)
    desk.close()


def test_an_open_round_that_is_unlocked_again_still_knows_who_holds_a_ballot(
    opened: Evening,
):
    desk, person = opened.desk, holder(opened)
    assert forget_person(desk, person) is None
    with reopened(desk) as again:
        assert again.people is not None
        assert again.people.get(person).name != ""
        assert again.people_told is None


def test_whom_others_were_registered_after_is_forgotten_at_the_close_without_a_false_alarm(
    opened: Evening,
):
    desk, person = opened.desk, holder(opened)
    assert forget_person(desk, person) is None
    assert add_people(desk, [Particulars("Zoe Newcomer")]) is None
    assert desk.do(vote.close_vote) is None
    with reopened(desk) as again:
        assert again.people is not None
        assert (again.people.get(person).name, again.people_told) == ("", None)
