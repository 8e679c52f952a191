"""What a supplement tells is what its record tells: each mutation is found, by both verifiers."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from pbdesk.pack.checks.happened import FOLLOWING
from pbdesk.pack.verify import Brought, looked_at, opened
from tests.pack.both import Brought as OnPage
from tests.pack.both import by_page
from tests.pack.browser import CHROMIUM, MISSING
from tests.pack.chains import CHAIN_SIGNERS, following, written
from tests.pack.sample import ASSEMBLY, Event

SALT = bytes(range(16))


def said(text: str) -> dict[str, str]:
    return {"said": hashlib.sha256(SALT + text.encode()).hexdigest()}


def words(text: str | None) -> dict[str, str | None]:
    return {"words": text, "salt": None if text is None else SALT.hex()}


def recorded(act: int, kind: str, **body: Any) -> Event:
    return kind, {"act": act, **body}, True


EVENTS: tuple[Event, ...] = (
    recorded(801, "money.allocated", item="A", sum=900, day="2027-01-01"),
    recorded(
        802,
        "money.paid",
        item="A",
        sum=500,
        day="2027-01-02",
        what=said("Lamps"),
    ),
    recorded(
        803,
        "money.returned",
        item="A",
        sum=100,
        source="paid back",
        to=said("Fund"),
        to_item="B",
    ),
    recorded(804, "money.help", item="B", hours=12, what=said("Digging")),
    recorded(
        805,
        "pack.answered",
        item="A",
        conditions=[{"number": 1, "words": said("At 23:00")}],
    ),
    recorded(
        806,
        "money.paid",
        item="A",
        sum=77,
        day="2027-01-03",
        what=said("Wrong"),
    ),
    recorded(807, "undone", undone=806),
    recorded(
        808,
        "money.returned",
        item="A",
        sum=40,
        source="paid back",
        to=said(""),
        to_item="A",
    ),
)
TOLD = {
    "Lamps": words("Lamps"),
    "Fund": words("Fund"),
    "Digging": words("Digging"),
    "At 23:00": words("At 23:00"),
    "": words(""),
}


def whole() -> dict[str, Any]:
    """What the supplement says of these entries."""
    first = len(following()[0].events)
    texts = {
        hashlib.sha256(SALT + text.encode()).hexdigest(): given
        for text, given in TOLD.items()
    }

    def spoken(value: Any) -> Any:
        if isinstance(value, dict) and value.keys() == {"said"}:
            return texts[value["said"]]
        if isinstance(value, dict):
            return {name: spoken(each) for name, each in value.items()}
        return (
            [spoken(each) for each in value]
            if isinstance(value, list)
            else value
        )

    rows = [
        {"entry": first + at, "type": kind, "body": spoken(dict(body))}
        for at, (kind, body, _) in enumerate(EVENTS, 1)
        if kind in FOLLOWING and body["act"] != 806
    ]
    a = {
        "id": "A",
        "allocated": 900,
        "paid": 500,
        "paid_back": 140,
        "returned": 100,
        "hours": 0,
    }
    b = {
        "id": "B",
        "allocated": 100,
        "paid": 0,
        "paid_back": 0,
        "returned": 0,
        "hours": 12,
    }
    items = [{**a, "spent": 360, "left": 440}, {**b, "spent": 0, "left": 100}]
    return {"happened": rows, "book": {"items": items}}


def supplement(content: dict[str, Any], events: tuple[Event, ...] = EVENTS):
    first = following()[0]
    return replace(
        first,
        events=(*first.events, *events),
        content=content,
    ).bag()


def changed(change: Callable[[dict[str, Any]], object]) -> Callable[[], Any]:
    def made():
        content = copy.deepcopy(whole())
        change(content)
        return supplement(content)

    return made


ERASED: Event = recorded(
    809,
    "words.erased",
    number=len(following()[0].events) + 2,
    reason="Asked.",
)


def erased(**told: str):
    """Words were erased; `told` is put in their place."""
    content = whole()
    content["happened"][1]["body"]["what"] = {**words(None), **told}
    return supplement(content, (*EVENTS, ERASED))


MUTATIONS: dict[str, tuple[bool, Callable[[], Any]]] = {
    "nothing was done": (True, lambda: supplement(whole())),
    "words were erased": (True, erased),
    "other words without a salt stand where words were erased": (
        False,
        partial(erased, words="No"),
    ),
    "a salt stands alone where words were erased": (
        False,
        partial(erased, salt="00"),
    ),
    "an entry is left out": (False, changed(lambda c: c["happened"].pop(1))),
    "two entries change places": (
        False,
        changed(lambda c: c["happened"].reverse()),
    ),
    "an entry that was taken back is told": (
        False,
        changed(
            lambda c: c["happened"].append(
                {"entry": 99, "type": "money.paid", "body": {}},
            ),
        ),
    ),
    "an entry is told twice": (
        False,
        changed(lambda c: c["happened"].append(c["happened"][0])),
    ),
    "a sum is another": (
        False,
        changed(lambda c: c["happened"][1]["body"].update(sum=501)),
    ),
    "a sum is truth": (
        False,
        changed(lambda c: c["happened"][1]["body"].update(sum=True)),
    ),
    "a day is left out": (
        False,
        changed(lambda c: c["happened"][1]["body"].pop("day")),
    ),
    "something is added": (
        False,
        changed(lambda c: c["happened"][1]["body"].update(more=1)),
    ),
    "words are others": (
        False,
        changed(
            lambda c: c["happened"][1]["body"].update(what=words("Chairs")),
        ),
    ),
    "words are missing that nobody erased": (
        False,
        changed(lambda c: c["happened"][1]["body"].update(what=words(None))),
    ),
    "words within a list are others": (
        False,
        changed(
            lambda c: c["happened"][4]["body"]["conditions"][0].update(
                words=words("At 22:30"),
            ),
        ),
    ),
    "a digest stands for words": (
        False,
        changed(lambda c: c["happened"][1]["body"].update(what=said("Lamps"))),
    ),
    "a salt in capitals": (
        False,
        changed(
            lambda c: c["happened"][1]["body"]["what"].update(
                salt=SALT.hex().upper(),
            ),
        ),
    ),
    "an entry is of another type": (
        False,
        changed(lambda c: c["happened"][0].update(type="money.paid")),
    ),
    "the book has another sum": (
        False,
        changed(lambda c: c["book"]["items"][0].update(paid=400, left=540)),
    ),
    "the book has another rest": (
        False,
        changed(lambda c: c["book"]["items"][1].update(left=0)),
    ),
    "the book leaves an item out": (
        False,
        changed(lambda c: c["book"]["items"].pop()),
    ),
    "the book is missing": (False, changed(lambda c: c.pop("book"))),
    "what happened is no list": (
        False,
        changed(lambda c: c.update(happened={})),
    ),
}


@pytest.mark.parametrize("what", list(MUTATIONS))
def test_what_is_told_otherwise_than_recorded_is_found_by_check_26(
    what,
    tmp_path,
):
    genuine, made = MUTATIONS[what]
    [path] = written([made()], tmp_path)
    found = looked_at(opened(path, Brought(CHAIN_SIGNERS, ASSEMBLY)))
    assert [check.number for check in found.failed] == ([] if genuine else [26])


@pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
@pytest.mark.parametrize("what", list(MUTATIONS))
def test_the_page_finds_the_same(what, browser, tmp_path):
    genuine, made = MUTATIONS[what]
    [path] = written([made()], tmp_path)
    page = by_page(path, browser, OnPage(CHAIN_SIGNERS, ASSEMBLY))
    assert [
        number for number, passed in page.passed.items() if passed is False
    ] == ([] if genuine else [26])
