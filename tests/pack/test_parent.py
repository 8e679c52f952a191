"""The parent's export: what is taken for one, and what is not, in words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.pack.contents import canonical
from pbdesk.pack.parent import (
    MOST_HALLS,
    Combiner,
    Parent,
    ParentHall,
    ParentOption,
    ParentQuestion,
    parent_bytes,
    parent_code,
    parent_digest,
    read_parent,
)
from pbdesk.pack.refused import PackRefused

GREENS = ParentQuestion(
    id="1",
    kind="choose",
    wording="What shall the green be called?",
    force="binding",
    way="sheet",
    round="1",
    rulebook=1,
    seed="ABCD",
    budget=None,
    options=(
        ParentOption(id="a1", code="A", title="Weir Green"),
        ParentOption(id="b2", code="B", title="Alder Bank"),
    ),
    constraints=None,
)
PARENT = Parent(
    format="pbdesk-parent/1",
    assembly="northside-2026",
    name="Northside",
    day="2026-11-26",
    currency="GBP",
    language="en",
    rulebooks=({"questions": [{"id": "1", "rulebook": {"rule": "irv"}}]},),
    lot_codes={"1": "0" * 64},
    questions=(GREENS,),
    halls=(
        ParentHall(id="northside-2026-1", name="School", place="Mill Lane"),
        ParentHall(id="northside-2026-2", name="Library", place="High Street"),
    ),
    combiners=(Combiner(role="clerk", key="ssh-ed25519 AAAA"),),
)


def changed(**keys: Any) -> bytes:
    return canonical(json.loads(parent_bytes(PARENT)) | keys)


def asked(**keys: Any) -> bytes:
    question = json.loads(parent_bytes(PARENT))["questions"][0]
    return changed(questions=[question | keys])


def test_an_export_is_read_back_as_it_was_written():
    assert read_parent(parent_bytes(PARENT)) == PARENT


def test_its_fingerprint_is_eight_groups_of_four():
    code = parent_code(parent_digest(parent_bytes(PARENT)))
    assert [len(group) for group in code] == [4] * 8


def test_what_was_sealed_of_a_question_is_found_in_its_document():
    assert PARENT.sealed(GREENS)["rulebook"] == {"rule": "irv"}


HALL = {"id": "h", "name": "H", "place": ""}
OPTION = {"id": "a", "code": "A", "title": "T"}
ODD = {
    "not JSON": b"{",
    "not written canonically": json.dumps(
        json.loads(parent_bytes(PARENT)),
        indent=1,
    ).encode(),
    "a list": b"[]",
    "a number": b"1",
    "of a later format": changed(format="pbdesk-parent/2"),
    "with a key of its own": changed(lot_code="ABCD"),
    "in a language nobody knows": changed(language="xx"),
    "in no language": changed(language=""),
    "in a currency nobody knows": changed(currency="XQZ"),
    "no halls": changed(halls=[]),
    "a hall twice": changed(halls=[HALL, HALL]),
    "a hall that is the parent": changed(
        halls=[HALL | {"id": PARENT.assembly}],
    ),
    "a hall with an id that is a path": changed(halls=[HALL | {"id": "../h"}]),
    "too many halls": changed(
        halls=[HALL | {"id": f"h{n}"} for n in range(MOST_HALLS + 1)],
    ),
    "no questions": changed(questions=[]),
    "a question twice": changed(
        questions=json.loads(parent_bytes(PARENT))["questions"] * 2,
    ),
    "a signer nobody knows": changed(combiners=[{"role": "mayor", "key": "k"}]),
    "a signer twice": changed(combiners=[{"role": "clerk", "key": "k"}] * 2),
    "no options": asked(options=[]),
    "an option twice": asked(options=[OPTION, OPTION | {"code": "B"}]),
    "a code twice": asked(options=[OPTION, OPTION | {"id": "b"}]),
    "a cost below nothing": asked(options=[OPTION | {"cost": -1}]),
    "by hands": asked(way="hands"),
    "of a kind nobody knows": asked(kind="guess"),
    "money without a sum": asked(kind="fund"),
    "a sum without money": asked(budget=5),
    "a round without a lot": asked(round="2"),
    "rules of a document that is not there": asked(rulebook=2),
    "rules of no document": asked(rulebook=0),
    "rules that do not name it": asked(id="7"),
    "limits that are none": asked(constraints={"partial": "1/0"}),
    "limits nobody knows": asked(constraints={"moon": 1}),
    "a lot code that is none": changed(lot_codes={"1": "ABCD"}),
}


@pytest.mark.parametrize("data", ODD.values(), ids=ODD.keys())
def test_what_is_no_export_is_refused_with_a_sentence(data: bytes):
    with pytest.raises(PackRefused) as refused:
        read_parent(data)
    assert refused.value.words.text.endswith((".", "{what}", "{code}"))


@given(st.binary(max_size=200))
def test_no_bytes_but_an_export_are_taken(data: bytes):
    with pytest.raises(PackRefused):
        read_parent(data)


@given(st.integers(0, len(parent_bytes(PARENT)) - 1), st.integers(1, 255))
def test_an_export_with_one_changed_byte_has_another_fingerprint_or_is_refused(
    at: int,
    by: int,
):
    data = bytearray(parent_bytes(PARENT))
    data[at] ^= by
    try:
        read_parent(bytes(data))
    except PackRefused:
        return
    assert parent_digest(bytes(data)) != parent_digest(parent_bytes(PARENT))
