from __future__ import annotations

import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.pack.contents import (
    canonical,
    canonically_read,
    read_result,
    result_json,
    results_code,
)
from tests.pack.sample import ASSEMBLY, Evening, result
from tests.pack.sample import whole as with_questions

FILES = {"projects.csv": b"id,cost\r\n"}


def whole() -> dict[str, object]:
    return {
        "record": {"entries": 6, "head": "0" * 64},
        **with_questions(result()),
    }


def made(**changes: object) -> bytes:
    return result_json(
        {**whole(), **changes},
        FILES,
        assembly=ASSEMBLY,
        stage="final",
    )


def test_the_result_names_every_other_file_by_its_digest():
    found = read_result(made()).files
    assert (
        found["projects.csv"].sha256
        == hashlib.sha256(b"id,cost\r\n").hexdigest()
    )
    assert found["projects.csv"].bytes == 9


def test_equal_results_have_equal_bytes():
    content = whole()
    turned = dict(reversed(content.items()))
    assert (
        result_json(turned, FILES, assembly=ASSEMBLY, stage="final") == made()
    )


def test_the_code_is_160_bits_in_eight_groups():
    code = results_code(b"{}")
    assert [len(group) for group in code] == [4] * 8
    number = int.from_bytes(hashlib.sha256(b"{}").digest()[:20])
    assert "".join(code)[-1] == "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[number & 31]


@pytest.mark.parametrize(
    "changes",
    [
        {"assembly": "other"},
        {"record": None},
        {"questions": [{"papers": {"issued": 1.5}}]},
        {"rounds": {"1": {"seed": float("nan")}}},
        {"questions": None},
        {"note": 2**60},
    ],
)
def test_a_result_that_could_not_be_checked_is_a_bug(changes):
    with pytest.raises(ValueError, match=r".+"):
        made(**changes)


@pytest.mark.parametrize(
    "text",
    [
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b"",
        b"\xff",
        b"[" * 100_000,
        b'"\\u0041"',
        b'{"a":9007199254740993}',
        b'"\xed\xa0\x80"',
    ],
)
def test_json_that_could_be_read_in_two_ways_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        canonically_read(text)


TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
        lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    ),
)
def test_what_was_written_canonically_is_read_back(value):
    assert canonically_read(canonical(value)) == value


@given(st.binary(max_size=60))
def test_whatever_the_bytes_are_there_is_a_value_or_one_kind_of_error(data):
    try:
        value = canonically_read(data)
    except ValueError:
        return
    assert canonical(value) == data


def test_the_report_is_made_with_the_code_of_the_result_it_stands_beside():
    bag = Evening().bag()
    code = results_code(bag.files["data/result.json"])
    assert " ".join(code) in bag.files["bag-info.txt"].decode()
    assert (
        "report.pdf"
        not in msgspec.json.decode(bag.files["data/result.json"])["files"]
    )
