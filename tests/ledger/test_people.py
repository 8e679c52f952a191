"""The people file.

Found by who looks for somebody, closed to everybody else, and able to forget.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pbdesk.ledger.people import Consent, Cost, Destroyed, People, Person
from pbdesk.ledger.refusals import (
    RecordDamaged,
    RecordNotWritten,
    RecordRefused,
)
from pbdesk.ledger.roster import read_roster

CHEAP = Cost(memory_kib=64, passes=1)
DAY = date(2026, 11, 30)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ward-7.people"


@pytest.fixture
def people(path: Path) -> Iterator[People]:
    with People.create(path, "three blue chairs", cost=CHEAP) as people:
        yield people


def names(people: People, text: str) -> list[str]:
    return [person.name for person in people.search(text)]


def test_who_was_added_is_there_when_the_file_is_opened_again(
    path: Path,
    people: People,
):
    zoe = Person("r1", "Zoë Müller", "4 Łódź Street", "resident")
    people.add(zoe)
    people.close()
    with People.open(path, "three blue chairs", cost=CHEAP) as people:
        assert (people.get("r1"), people.count()) == (zoe, 1)


@pytest.mark.parametrize(
    "passphrase",
    ["three blue chair", "Three blue chairs", ""],
)
def test_a_wrong_passphrase_opens_nothing_and_says_so_once(
    path: Path,
    people: People,
    passphrase: str,
    capfd,
):
    people.close()
    with pytest.raises(
        RecordRefused,
        match=r"The passphrase does not open “ward-7\.people”",
    ):
        People.open(path, passphrase, cost=CHEAP)
    assert capfd.readouterr() == ("", "")


def test_the_file_on_disk_shows_no_name_and_begins_with_a_salt_of_its_own(
    path: Path,
    people: People,
    tmp_path: Path,
):
    people.add_all(
        Person(f"r{n}", f"Margaret {n}", "Mill Lane") for n in range(50)
    )
    assert b"Margaret" not in path.read_bytes()
    People.create(
        tmp_path / "other.people",
        "three blue chairs",
        cost=CHEAP,
    ).close()
    assert (
        path.read_bytes()[:16] != (tmp_path / "other.people").read_bytes()[:16]
    )


def test_the_cost_of_a_guess_is_part_of_the_key(path: Path, people: People):
    people.close()
    with pytest.raises(RecordRefused):
        People.open(
            path,
            "three blue chairs",
            cost=Cost(memory_kib=128, passes=1),
        )


def test_a_guess_costs_256_mb_and_three_passes_where_nothing_else_is_asked(
    tmp_path: Path,
):
    """Argon2id: the key of a file that was made without a word about cost opens it at this one."""
    path = tmp_path / "dear.people"
    People.create(path, "three blue chairs").close()
    People.open(
        path,
        "three blue chairs",
        cost=Cost(memory_kib=256 * 1024, passes=3),
    ).close()


def test_somebody_is_found_without_case_or_accents_by_parts_of_name_and_street(
    people: People,
):
    people.add_all(
        [
            Person("r1", "Zoë Müller", "4 Łódź Street"),
            Person("r2", "Søren Ng", "9 Mill Lane"),
            Person("r3", "Ali Strauß", "4 Mill Lane"),
        ],
    )
    assert names(people, "muller") == ["Zoë Müller"]
    assert names(people, "SOREN mill") == ["Søren Ng"]
    assert names(people, "strauss") == ["Ali Strauß"]
    assert names(people, "mill lane") == ["Ali Strauß", "Søren Ng"]
    assert names(people, "mill müller") == []


def test_fewer_than_three_letters_find_nobody(people: People):
    people.add(Person("r1", "Al Ng"))
    assert [names(people, text) for text in ("al", " a ", "", "al n")] == [
        [],
        [],
        [],
        ["Al Ng"],
    ]


def test_five_thousand_people_are_searched_at_once(people: People):
    people.add_all(
        Person(f"r{n}", f"Zoë Müller-{n}", f"{n} Łódź Street")
        for n in range(5000)
    )
    before = time.process_time()
    assert len(people.search("mull lodz 499")) == 15
    assert time.process_time() - before < 0.3


def test_an_erased_person_is_an_empty_row_with_a_day(
    path: Path,
    people: People,
):
    people.add(Person("r1", "Zoë Müller", "4 Łódź Street", "resident"))
    people.erase("r1", DAY)
    assert people.get("r1") == Person("r1", "", erased=DAY)
    assert (people.count(), names(people, "muller")) == (0, [])
    with pytest.raises(KeyError):
        people.erase("r1", DAY)


def test_the_names_of_all_are_read_at_once_without_the_forgotten(
    people: People,
):
    people.add_all(
        [Person("r1", "Zoë Müller", ""), Person("r2", "Jo Lee", "")],
    )
    people.erase("r1", DAY)
    assert people.names() == {"r2": "Jo Lee"}


def test_a_corrected_name_is_found_and_the_wrong_one_is_gone_from_the_file(
    path,
    people: People,
):
    people.add(Person("r1", "Zoë Müller", "4 Łódź Street", "resident"))
    people.correct("r1", "Zoe Miller", "4 Łódź Street")
    assert people.get("r1") == Person(
        "r1",
        "Zoe Miller",
        "4 Łódź Street",
        "resident",
    )
    assert (names(people, "miller"), names(people, "muller")) == (
        ["Zoe Miller"],
        [],
    )
    people.erase("r1", DAY)
    with pytest.raises(KeyError):
        people.correct("r1", "Zoe Miller", "")


def test_a_reference_is_given_once(people: People):
    people.add(Person("r1", "Zoë"))
    with pytest.raises(ValueError, match="taken"):
        people.add_all([Person("r2", "Ali"), Person("r1", "Ben")])
    assert people.count() == 1


def test_a_row_whose_entry_never_came_is_swept_and_others_are_confirmed(
    people: People,
):
    people.add_all(
        [
            Person("r1", "Zoë", pending="e1"),
            Person("r2", "Ali", pending="e2"),
            Person("r3", "Ben"),
        ],
    )
    assert people.sweep({"e1"}.__contains__, head=4) == ("r2",)
    assert (people.get("r1").pending, people.count()) == (None, 2)


def test_nobody_is_swept_when_an_old_copy_of_the_record_was_put_back(
    people: People,
):
    people.add_all(
        [Person("r1", "Zoë", pending="e1"), Person("r2", "Ali", pending="e2")],
    )
    people.confirm(["r1"], head=9)
    assert people.sweep(set[str]().__contains__, head=8) == ()
    assert people.count() == 2
    assert people.sweep(set[str]().__contains__, head=9) == ("r2",)


def test_a_flipped_bit_is_found_at_opening(path: Path, people: People):
    people.add_all(Person(f"r{n}", f"Margaret {n}") for n in range(200))
    people.close()
    rotten = bytearray(path.read_bytes())
    rotten[len(rotten) // 2] ^= 1
    path.write_bytes(rotten)
    with pytest.raises((RecordDamaged, RecordRefused)):
        People.open(path, "three blue chairs", cost=CHEAP)


@pytest.mark.parametrize("at", [16, 100, 4000, 4095])
def test_f11_damage_on_the_first_page_is_called_damage_and_not_a_wrong_passphrase(
    path: Path,
    people: People,
    at: int,
):
    code = " ".join(people.recovery_code("three blue chairs"))
    people.add(Person("r1", "Margaret"))
    people.close()
    rotten = bytearray(path.read_bytes())
    rotten[at] ^= 1
    path.write_bytes(rotten)
    with pytest.raises(RecordDamaged, match="is damaged"):
        People.open(path, "three blue chairs", cost=CHEAP)
    with pytest.raises(RecordDamaged, match="is damaged"):
        People.recover(path, code, "a new one", cost=CHEAP)
    with pytest.raises(RecordRefused, match="does not open"):
        People.open(path, "three blue chair", cost=CHEAP)
    assert path.read_bytes() == rotten


def test_f11_damage_on_a_later_page_is_called_damage_by_the_recovery_code_too(
    path: Path,
    people: People,
):
    code = " ".join(people.recovery_code("three blue chairs"))
    people.close()
    rotten = bytearray(path.read_bytes())
    rotten[4096 + 7] ^= 1
    path.write_bytes(rotten)
    with pytest.raises(RecordDamaged, match="is damaged"):
        People.recover(path, code, "a new one", cost=CHEAP)


def test_f11_where_the_very_first_bytes_are_damaged_the_sentence_says_that_it_may_be(
    path: Path,
    people: People,
):
    people.close()
    rotten = bytearray(path.read_bytes())
    rotten[3] ^= 1
    path.write_bytes(rotten)
    with pytest.raises(RecordRefused, match="first bytes may be damaged"):
        People.open(path, "three blue chairs", cost=CHEAP)


def test_a_full_disk_loses_nobody_who_was_there(people: People):
    people.add(Person("r1", "Zoë"))
    people._file.run(
        f"PRAGMA max_page_count = {people._file.rows('PRAGMA page_count')[0][0]}",
    )
    with pytest.raises(RecordNotWritten, match="the disk is full"):
        people.add_all(Person(f"x{n}", "Margaret " * 20) for n in range(200))
    assert people.count() == 1


def test_a_missing_an_empty_and_a_taken_file_are_refused(
    path: Path,
    people: People,
    tmp_path: Path,
):
    (tmp_path / "empty.people").touch()
    for name, why in (
        ("none.people", "cannot be read"),
        ("empty.people", "is empty"),
    ):
        with pytest.raises(RecordRefused, match=why):
            People.open(tmp_path / name, "x", cost=CHEAP)
    with pytest.raises(RecordRefused, match="already there"):
        People.create(path, "x", cost=CHEAP)


def test_a_list_read_twice_brings_nobody_twice(people: People, tmp_path: Path):
    (tmp_path / "list.csv").write_text(
        "Name,Street\nZoë Müller,4 Mill Lane\nAli Ng,9 Mill Lane\n",
    )
    preview = people.new_in(read_roster(tmp_path / "list.csv", DAY))
    people.add_all(
        Person(f"r{n}", row.name, row.street, row.note)
        for n, row in enumerate(preview.rows)
    )
    assert people.count() == 2
    assert people.new_in(read_roster(tmp_path / "list.csv", DAY)).rows == ()


def test_consent_is_given_for_one_purpose_in_the_words_shown_and_can_be_taken_back(
    people: People,
):
    people.add(Person("r1", "Zoë"))
    news = Consent("news", "We write to you once, when the benches stand.", DAY)
    people.consent("r1", news)
    with pytest.raises(ValueError, match="already"):
        people.consent("r1", news)
    people.withdraw("r1", "news", date(2026, 12, 1))
    people.consent("r1", news)
    assert people.consents("r1") == (
        replace(news, withdrawn=date(2026, 12, 1)),
        news,
    )
    for nobody, purpose in (("r2", "news"), ("r1", "photo")):
        with pytest.raises(KeyError):
            people.withdraw(nobody, purpose, DAY)
    people.erase("r1", DAY)
    assert people.consents("r1") == ()


def test_after_a_change_of_passphrase_only_the_new_one_opens_the_file(
    path: Path,
    people: People,
):
    people.add_all(Person(f"r{n}", f"Margaret {n}") for n in range(50))
    salt = path.read_bytes()[:16]
    people.change_passphrase("three blue chairs", "four green doors")
    people.add(Person("later", "Zoë"))
    assert people.count() == 51
    people.close()
    assert path.read_bytes()[:16] != salt
    with pytest.raises(RecordRefused, match="does not open"):
        People.open(path, "three blue chairs", cost=CHEAP)
    with People.open(path, "four green doors", cost=CHEAP) as people:
        assert people.count() == 51
    assert {file.name for file in path.parent.iterdir()} <= {
        path.name,
        f"{path.name}-journal",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [("three blue chair", "four green doors"), ("three blue chairs", "")],
)
def test_a_passphrase_that_cannot_be_changed_still_holds(
    path: Path,
    people: People,
    old: str,
    new: str,
):
    with pytest.raises(RecordRefused):
        people.change_passphrase(old, new)
    people.add(Person("r1", "Zoë"))
    people.close()
    with People.open(path, "three blue chairs", cost=CHEAP) as people:
        assert people.count() == 1


def test_a_disk_that_fails_while_the_passphrase_changes_leaves_the_old_file(
    path: Path,
    people: People,
):
    people.add(Person("r1", "Zoë"))
    path.with_name(f"{path.name}.relocking").mkdir()
    with pytest.raises(RecordNotWritten):
        people.change_passphrase("three blue chairs", "four green doors")
    people.add(Person("r2", "Ali"))
    assert people.count() == 2


def test_a_destroyed_file_is_gone_and_so_are_its_bytes_under_another_name(
    path: Path,
    people: People,
):
    people.add_all(
        [Person("r1", "Zoë"), Person("r2", "Ali"), Person("r3", "Ben")],
    )
    people.erase("r3", DAY)
    other = path.with_name("same-bytes-on-disk")
    other.hardlink_to(path)
    before = other.read_bytes()
    assert people.destroy(DAY) == Destroyed(
        "ward-7.people",
        DAY,
        people=2,
        erased=1,
    )
    assert not path.exists()
    after = other.read_bytes()
    assert len(after) == len(before)
    assert (
        sum(a == b for a, b in zip(before, after, strict=True))
        < len(before) // 100
    )
    with pytest.raises(RecordRefused):
        People.open(other, "three blue chairs", cost=CHEAP)
