"""A forgotten passphrase.

The sheet in the envelope opens the people file, and nothing else about it does.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.ledger.people import Cost, People, Person
from pbdesk.ledger.recovery import code_of, key_of
from pbdesk.ledger.refusals import RecordRefused

CHEAP = Cost(memory_kib=64, passes=1)
OLD, NEW = "three blue chairs", "four green doors there"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "ward-7.people"
    with People.create(path, OLD, cost=CHEAP) as people:
        people.add(Person("r1", "Margaret Abbot", "Mill Lane 4"))
    return path


@pytest.fixture
def code(path) -> str:
    with People.open(path, OLD, cost=CHEAP) as people:
        return " ".join(people.recovery_code(OLD))


@given(st.binary(min_size=32, max_size=32))
def test_every_code_is_read_back_as_it_was_written(key):
    groups = code_of(key)
    assert [len(group) for group in groups] == [4] * 14
    assert key_of("-".join(groups).lower()) == key


@given(
    st.binary(min_size=32, max_size=32),
    st.integers(0, 55),
    st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"),
)
def test_one_wrong_sign_is_noticed(key, at, sign):
    signs = "".join(code_of(key))
    if signs[at] != sign:
        with pytest.raises(RecordRefused, match="not as it stands"):
            key_of(signs[:at] + sign + signs[at + 1 :])


def test_letters_that_look_like_digits_are_read_as_them():
    signs = "".join(code_of(bytes(32)))
    assert key_of(signs.replace("0", "O").replace("1", "l")) == bytes(32)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "0 are written|letters and digits"),
        ("ABCD" * 13, "letters and"),
        ("U" * 56, "in no code"),
        ("Ä" * 56, "in no code"),
    ],
)
def test_what_is_no_code_is_refused_in_words(written, why):
    with pytest.raises(RecordRefused, match=why):
        key_of(written)


def test_the_code_gives_the_file_a_new_passphrase_and_the_old_one_opens_it_no_more(
    path,
    code,
):
    with People.recover(path, code, NEW, cost=CHEAP) as people:
        assert people.get("r1").name == "Margaret Abbot"
    with People.open(path, NEW, cost=CHEAP) as people:
        assert people.get("r1").street == "Mill Lane 4"
    with pytest.raises(RecordRefused):
        People.open(path, OLD, cost=CHEAP)


def test_after_a_change_of_passphrase_the_sheet_is_worthless_and_that_is_said(
    path,
    code,
):
    with People.open(path, OLD, cost=CHEAP) as people:
        people.change_passphrase(OLD, NEW)
        assert " ".join(people.recovery_code(NEW)) != code
    before = path.read_bytes()
    with pytest.raises(RecordRefused, match="after the sheet was printed"):
        People.recover(path, code, "five other words", cost=CHEAP)
    assert path.read_bytes() == before
    assert [
        file.name for file in path.parent.iterdir() if "relocking" in file.name
    ] == []


def test_a_wrong_passphrase_prints_no_sheet(path):
    with (
        People.open(path, OLD, cost=CHEAP) as people,
        pytest.raises(RecordRefused, match="passphrase"),
    ):
        people.recovery_code("something else")


def test_the_code_stands_in_no_file(path, code):
    for file in path.parent.iterdir():
        content = file.read_bytes()
        assert code.replace(" ", "").encode() not in content
        assert key_of(code) not in content
