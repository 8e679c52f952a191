"""Entries as bytes: one spelling only, so that one changed letter is a different chain."""

from __future__ import annotations

import hashlib

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.ledger.chain import (
    FIRST,
    Line,
    canonical,
    entry_digest,
    event_hash,
    follow,
    parse,
)

BODIES = st.dictionaries(
    st.text(max_size=5),
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**53) + 1, 2**53 - 1)
        | st.text(max_size=9)
        | st.floats(-1e15, 1e15),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text(max_size=4), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    max_size=4,
)


ODD = BODIES | st.dictionaries(
    st.text(max_size=3),
    st.integers(-(2**64), 2**64)
    | st.floats()
    | st.lists(
        st.sampled_from([1e16, -1e21, 0.1, -0.0, 10**15, 10**16, -(10**15)]),
        max_size=3,
    )
    | st.sampled_from(
        [
            ":1.5",
            "[12345678901234567",
            "\ud800",
            "\U0001f600",
            "\uffff",
            "\x7f\b",
        ],
    ),
    max_size=4,
)


@given(ODD)
def test_a_body_is_spelled_as_the_standard_spells_it_or_refused_as_it_refuses(
    body,
):
    try:
        spelled = rfc8785.dumps(body).decode()
    except ValueError:
        with pytest.raises(ValueError):
            _ = canonical(body)
    else:
        assert canonical(body) == spelled


@given(BODIES)
def test_what_is_read_back_is_written_again_byte_for_byte(body):
    entry, text = follow(0, FIRST, Line("a.b", body))
    assert canonical(parse(text)) == text
    assert (
        event_hash(1, FIRST, entry_digest("a.b", entry.body, entry.random))
        == entry.hash
    )


def test_the_hash_can_be_computed_by_hand():
    said = b'{"body":{"n":1},"random":"' + b"07" * 16 + b'","type":"urn.count"}'
    digest = hashlib.sha256(b"\0pbdesk/entry/2\0" + said).digest()
    place = (
        f'{{"digest":"{digest.hex()}","prev":"{"00" * 32}","seq":1}}'.encode()
    )
    entry, _ = follow(0, FIRST, Line("urn.count", {"n": 1}, b"\7" * 16))
    assert entry.digest == digest
    assert entry.hash == hashlib.sha256(b"\0pbdesk/event/2\0" + place).digest()


def test_h1_the_same_entry_has_another_digest_each_time():
    one, other = (
        follow(0, FIRST, Line("urn.count", {"n": 1}))[0] for _ in range(2)
    )
    assert one.digest != other.digest
    with pytest.raises(ValueError, match="chance"):
        _ = follow(0, FIRST, Line("urn.count", {"n": 1}, b"short"))


@given(BODIES, BODIES)
def test_two_bodies_have_one_hash_only_when_they_say_the_same(one, other):
    same = canonical(one) == canonical(other)
    random = bytes(16)
    assert (
        entry_digest("a", one, random) == entry_digest("a", other, random)
    ) == same


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":1}',
        '{"a": 1}',
        '{"b":1,"a":1}',
        '{"a":1.0}',
        '{"a":1e3}',
        '{"a":NaN}',
        '["a"]',
        '{"a":"\\u0041"}',
        '{"a":' * 5000 + "1" + "}" * 5000,
        "",
        '{"a":9007199254740993}',
    ],
    ids=lambda text: text[:20] or "nothing",
)
def test_any_other_spelling_is_not_an_entry(text: str):
    with pytest.raises(ValueError, match=r"JSON|too deeply|integer domain"):
        parse(text)
