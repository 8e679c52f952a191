"""Packs made up by a seed: wrong in the zip, the bag, the JSON, the record, the seal, the keys.

    python -m tests.pack.generated [--packs N] [--seed S] [--keep FOLDER]

shows N of them (2,000) to both verifiers, one browser for all, and keeps those on which they differ.
What is changed inside is signed by all again, so that no early check hides what a later one reads.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pbdesk.pack.bag import Bag, make_bag, measure, read_info
from pbdesk.pack.contents import results_code
from tests.pack.both import Brought, Found, by_command, by_page
from tests.pack.browser import Browser
from tests.pack.chains import CHAIN_KEYS, CHAIN_SIGNERS
from tests.pack.halls import (
    CHAIR,
    MONEY,
    PARENT_ID,
    PASS,
    Hall,
    hall_keys,
    made_up_parent,
    signers_of,
)
from tests.pack.halls import KEYS as COMBINERS
from tests.pack.on_verify_page import PAGE
from tests.pack.questions import SEVERAL
from tests.pack.sample import KEYS, SIGNERS, dumps, record_jsonl, sign_all
from tests.pack.tampering import LIMITED, RULED, WHOLE, changed, zipped
from tests.pack.test_attacked_again import deliberated, supplement
from tests.pack.test_sum import cast_in, summed
from tests.vectors.make import HERE as VECTORS

SEALED = (VECTORS / "packs" / "genuine-a-sealed-report.zip").read_bytes()
STAMPED = (VECTORS / "packs" / "genuine-a-time-stamp.zip").read_bytes()
ODD = [
    "\ufeff",
    "é",
    "e\u0301",
    "ſ",
    "K",
    "\0",
    "/",
    "..",
    "\\",
    " ",
    "\u202e",
    "x" * 300,
]
"""What stands in names: marks of order, letters that fold, what means a folder somewhere."""
NUMBERS: list[Any] = [
    0,
    1,
    -1,
    2**53 - 1,
    -(2**53) + 1,
    "0",
    "-1",
    "1/2",
    "1/0",
    "9" * 41,
]
NO_NUMBERS: list[Any] = [
    "35x",
    "٣",
    "3_5",
    "１",
    " 1",
    "",
    "A",
    "\u202e",
    "\ud800",
]
VALUES = [
    None,
    True,
    False,
    *NUMBERS,
    *NO_NUMBERS,
    [],
    {},
    [[]],
    ["A", "A"],
    {"": 0},
]
"""What is put in the place of a value, whatever stood there."""


@dataclass(frozen=True)
class Made:
    """A pack that was made up, and what the officer brings."""

    kind: str
    data: bytes
    brought: Brought = Brought()


def made_up(seed: int, packs: int) -> Iterator[Made]:
    """The first `packs` of a seed; the same seed gives the same."""
    chance = random.Random(seed)
    kinds = list(KINDS.items())
    for n in range(packs):
        name, make = kinds[n % len(kinds)]
        made = make(chance)
        yield (
            Made(name, made)
            if isinstance(made, bytes)
            else replace(made, kind=name)
        )


@dataclass(frozen=True)
class Base:
    """A genuine pack, what the officer brings for it, and how all sign it again."""

    bag: Bag
    brought: Brought
    keys: Mapping[str, Ed25519PrivateKey]

    def again(self, **payload: bytes) -> bytes:
        """The pack with other files, every hash done again, signed by all. Dots are written `__`."""
        files = {
            name.removeprefix("data/"): data
            for name, data in self.bag.payload.items()
        }
        files |= {
            name.replace("__", "."): data for name, data in payload.items()
        }
        about = read_info(self.bag)
        code, report = (
            results_code(files["result.json"]),
            measure(files["report.pdf"]),
        )
        made = make_bag(
            files,
            replace(about, results_code=code, report_digest=report),
        )
        return zipped(sign_all(made, self.keys, about.kind))


@cache
def _bases() -> tuple[Base, ...]:
    """A result of each kind, a hall of several and the sum of all, and what follows a result."""
    parent = made_up_parent(3, (MONEY, CHAIR, PASS))
    hall = Hall(parent, "hall-1", cast_in(1)).bag()
    with TemporaryDirectory() as folder:
        total = summed(Path(folder))
    clerk = signers_of(parent)
    return (
        *(
            Base(bag, Brought(), KEYS)
            for bag in (WHOLE, LIMITED.signed(), RULED.signed())
        ),
        Base(SEVERAL.signed(), Brought(), KEYS),
        Base(deliberated()(), Brought(), KEYS),
        Base(hall, Brought(clerk, "hall-1"), hall_keys("hall-1")),
        Base(total, Brought(clerk, PARENT_ID), COMBINERS),
        Base(supplement()(), Brought(CHAIN_SIGNERS), CHAIN_KEYS),
    )


def _base(chance: random.Random) -> Base:
    return chance.choice(_bases())


def _bytes_changed(chance: random.Random, data: bytes, most: int = 3) -> bytes:
    """A few bytes changed, put in or taken out."""
    content = bytearray(data)
    for _ in range(chance.randint(1, most)):
        if not content:
            break
        at = chance.randrange(len(content))
        match chance.randrange(4):
            case 0:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                content[at : at + 1] = bytes(
                    [content[at] ^ (1 << chance.randrange(8))],
                )
            case 2:
                content[at:at] = chance.choice(
                    [b"\0", b"\n", b"\r\n", b"PK\3\4", b" ", b"\xef\xbb\xbf"],
                )
            case _:
                del content[at : at + chance.randint(1, 40)]
    return bytes(content)


def zip_bytes(chance: random.Random) -> Made:
    """The zip with a few bytes changed anywhere, or in its directory."""
    base = _base(chance)
    data = zipped(base.bag)
    if chance.random() < 0.5:
        return Made("", _bytes_changed(chance, data), base.brought)
    start = data.rindex(b"PK\1\2") if chance.random() < 0.5 else len(data) - 22
    return Made(
        "",
        data[:start] + _bytes_changed(chance, data[start:]),
        base.brought,
    )


def entry_names(chance: random.Random) -> Made:
    """An entry more, or one under an odd name."""
    from tests.pack.tampering import written  # the writer of zips that it uses

    base = _base(chance)
    bag = base.bag
    files = {
        f"{bag.name}/{name}": content for name, content in bag.files.items()
    }
    name = chance.choice(sorted(files))
    at = chance.randrange(len(name) + 1)
    odd = chance.choice(
        [name[:at] + chance.choice(ODD) + name[at:], name.upper(), name + "/"],
    )
    content = files[name] if chance.random() < 0.5 else files.pop(name)
    data = written({**files, odd.encode("utf-8", "replace").decode(): content})
    return Made("", data, base.brought)


def bag_files(chance: random.Random) -> Made:
    """A file of the bag changed, taken out or emptied, and nothing else done."""
    base = _base(chance)
    name = chance.choice(sorted(base.bag.files))
    other = chance.choice(
        [None, b"", _bytes_changed(chance, base.bag.files[name])],
    )
    return Made("", zipped(changed(base.bag, {name: other})), base.brought)


def result_values(chance: random.Random) -> Made:
    """A value of result.json replaced, left out or added; all hashes made and signed again."""
    base = _base(chance)
    result = json.loads(base.bag.files["data/result.json"])
    for _ in range(chance.randint(1, 2)):
        _value_changed(chance, result)
    try:
        text = dumps(result)
    except (
        rfc8785.CanonicalizationError
    ):  # half a sign, or a number that JSON does not hold exactly
        text = json.dumps(
            result,
            sort_keys=True,
            separators=(",", ":"),
        ).encode()
    return Made("", base.again(result__json=text), base.brought)


def _value_changed(chance: random.Random, tree: Any) -> None:
    places = list(_places(tree))
    holder, key = chance.choice(places)
    match chance.randrange(4):
        case 0 if isinstance(holder, dict):
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[
                chance.choice(
                    [
                        "",
                        "id",
                        "cost",
                        "awards",
                        "constraints",
                        "round",
                        "rulebook",
                        "x",
                    ],
                )
            ] = deepcopy(chance.choice(VALUES))
        case 2 if isinstance(holder[key], int):
            holder[key] += chance.choice([-1, 1, 1000])
        case _:
            holder[key] = deepcopy(
                chance.choice([*VALUES, chance.choice(places)[0]]),
            )


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a tree of JSON: what holds it, and the key or number."""
    keys = list(tree) if isinstance(tree, dict) else range(len(tree))
    for key in keys:
        yield tree, key
        if isinstance(tree[key], dict | list):
            yield from _places(tree[key])


def json_bytes(chance: random.Random) -> Made:
    """result.json with bytes changed, signed by all."""
    base = _base(chance)
    content = _bytes_changed(chance, base.bag.files["data/result.json"], 2)
    return Made("", base.again(result__json=content), base.brought)


def record_lines(chance: random.Random) -> Made:
    """Lines of the record changed, doubled, taken out or moved, signed by all."""
    base = _base(chance)
    lines = base.bag.files["data/record.jsonl"].splitlines(keepends=True)
    at = chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            lines[at] = _bytes_changed(chance, lines[at])
        case 1:
            lines.insert(at, lines[at])
        case 2:
            del lines[at]
        case _:
            lines[at:] = reversed(lines[at:])
    return Made("", base.again(record__jsonl=b"".join(lines)), base.brought)


def entries_told(chance: random.Random) -> Made:
    """Entries told otherwise, withheld, doubled, taken out or moved; chained and signed anew."""
    base = _base(chance)
    lines = base.bag.files["data/record.jsonl"].splitlines()
    told = [json.loads(line) for line in lines]
    events = [
        (line.get("type", "x"), line.get("body", {}), "body" in line)
        for line in told
    ]
    for _ in range(chance.randint(1, 2)):
        at = chance.randrange(len(events))
        kind, body, public = events[at]
        match chance.randrange(8):
            case 0:
                events[at] = kind, body, not public
            case 1:
                events.insert(chance.randrange(len(events) + 1), events[at])
            case 2:
                events.insert(chance.randrange(len(events)), events.pop(at))
            case 3 if len(events) > 1:
                del events[at]
            case _ if body:
                body = deepcopy(body)
                _value_changed(chance, body)
                events[at] = kind, body, public
            case _:
                pass
    try:
        record, head = record_jsonl(events)
    except rfc8785.CanonicalizationError:
        return Made("", zipped(base.bag), base.brought)
    result = json.loads(base.bag.files["data/result.json"])
    result["record"] = {"entries": len(events), "head": head}
    return Made(
        "",
        base.again(result__json=dumps(result), record__jsonl=record),
        base.brought,
    )


def seals_and_stamps(chance: random.Random) -> bytes:
    """A pack with a seal or a time stamp, its zip changed anywhere."""
    return _bytes_changed(chance, chance.choice([SEALED, STAMPED]), 1)


def signature_files(chance: random.Random) -> Made:
    """A signature changed, in another's place, or left out."""
    base = _base(chance)
    bag = base.bag
    names = [
        name for name in sorted(bag.files) if name.startswith("signatures/")
    ]
    name, other = chance.sample(names, 2)
    content = chance.choice(
        [None, bag.files[other], _bytes_changed(chance, bag.files[name])],
    )
    return Made("", zipped(changed(bag, {name: content})), base.brought)


def keys_brought(chance: random.Random) -> Made:
    """A whole pack, and a signers file with signs changed, put in or taken out."""
    signs = [
        *ODD,
        "\r",
        "\f",
        "\x85",
        "\u2028",
        "\n",
        ",",
        '"',
        "*",
        "@",
        "#",
        "\t",
        "ssh-rsa",
    ]
    text = SIGNERS
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text) + 1)
        cut = at if chance.random() < 0.5 else at + chance.randint(1, 60)
        text = text[:at] + chance.choice([*signs, ""]) + text[cut:]
    return Made("", zipped(WHOLE), Brought(text.replace("\0", "")))


KINDS: dict[str, Callable[[random.Random], bytes | Made]] = {
    make.__name__: make
    for make in (
        zip_bytes,
        entry_names,
        bag_files,
        result_values,
        json_bytes,
        record_lines,
        entries_told,
        seals_and_stamps,
        signature_files,
        keys_brought,
    )
}


def compared(made: Made, browser: Browser, folder: Path) -> tuple[Found, Found]:
    """What the command and the page find."""
    path = folder / "made-up.zip"
    path.write_bytes(made.data)
    return by_command(path, made.brought), by_page(path, browser, made.brought)


def main() -> int:
    """Print each pack on which they differ, and how many verdicts there were of each kind."""
    asked = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("--packs", type=int, default=2000, metavar="N")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument(
        "--keep",
        type=Path,
        default=Path("differing"),
        metavar="FOLDER",
    )
    words = asked.parse_args()
    verdicts: Counter[str] = Counter()
    differing = 0
    with TemporaryDirectory() as home:
        browser = Browser(Path(home) / "browser")
        browser.open(PAGE)
        for n, made in enumerate(made_up(words.seed, words.packs)):
            command, page = compared(made, browser, Path(home))
            verdicts[command.verdict] += 1
            if command != page:
                differing += 1
                words.keep.mkdir(exist_ok=True)
                (words.keep / f"{words.seed}-{n}-{made.kind}.zip").write_bytes(
                    made.data,
                )
                print(
                    f"{n} {made.kind}: command {command}\n    page {page}",
                    flush=True,
                )
        browser.close()
    print(
        f"{words.packs} packs, {differing} on which they differ; {dict(verdicts)}",
    )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
