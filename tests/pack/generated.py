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
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rfc8785

from pbdesk.pack.bag import Bag
from tests.pack.both import Brought, Found, by_command, by_page
from tests.pack.browser import Browser
from tests.pack.on_verify_page import PAGE
from tests.pack.questions import SEVERAL
from tests.pack.sample import SIGNERS, dumps, remade, sign_all
from tests.pack.tampering import LIMITED, RULED, WHOLE, changed, zipped
from tests.vectors.make import HERE as VECTORS

SEALED = (VECTORS / "packs" / "genuine-a-sealed-report.zip").read_bytes()
STAMPED = (VECTORS / "packs" / "genuine-a-time-stamp.zip").read_bytes()
ODD = ["\ufeff", "é", "e\u0301", "ſ", "K", "\0", "/", "..", "\\", " ", "\u202e", "x" * 300]
"""What stands in names: marks of order, letters that fold, what means a folder somewhere."""
NUMBERS: list[Any] = [0, 1, -1, 2**53 - 1, -(2**53) + 1, "0", "-1", "1/2", "1/0", "9" * 41]
NO_NUMBERS: list[Any] = ["35x", "٣", "3_5", "１", " 1", "", "A", "\u202e", "\ud800"]
VALUES = [None, True, False, *NUMBERS, *NO_NUMBERS, [], {}, [[]], ["A", "A"], {"": 0}]
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
        yield Made(name, made) if isinstance(made, bytes) else made


def _base(chance: random.Random) -> Bag:
    return chance.choice([WHOLE, LIMITED.signed(), RULED.signed(), SEVERAL.signed()])


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
                content[at : at + 1] = bytes([content[at] ^ (1 << chance.randrange(8))])
            case 2:
                content[at:at] = chance.choice(
                    [b"\0", b"\n", b"\r\n", b"PK\3\4", b" ", b"\xef\xbb\xbf"]
                )
            case _:
                del content[at : at + chance.randint(1, 40)]
    return bytes(content)


def zip_bytes(chance: random.Random) -> bytes:
    """The zip with a few bytes changed anywhere, or in its directory."""
    data = zipped(_base(chance))
    if chance.random() < 0.5:
        return _bytes_changed(chance, data)
    start = data.rindex(b"PK\1\2") if chance.random() < 0.5 else len(data) - 22
    return data[:start] + _bytes_changed(chance, data[start:])


def entry_names(chance: random.Random) -> bytes:
    """An entry more, or one under an odd name."""
    from tests.pack.tampering import written  # the writer of zips that it uses

    bag = _base(chance)
    files = {f"{bag.name}/{name}": content for name, content in bag.files.items()}
    name = chance.choice(sorted(files))
    at = chance.randrange(len(name) + 1)
    odd = chance.choice([name[:at] + chance.choice(ODD) + name[at:], name.upper(), name + "/"])
    content = files[name] if chance.random() < 0.5 else files.pop(name)
    return written({**files, odd.encode("utf-8", "replace").decode(): content})


def bag_files(chance: random.Random) -> bytes:
    """A file of the bag changed, taken out or emptied, and nothing else done."""
    bag = _base(chance)
    name = chance.choice(sorted(bag.files))
    content = bag.files[name]
    return zipped(changed(bag, {name: chance.choice([None, b"", _bytes_changed(chance, content)])}))


def result_values(chance: random.Random) -> bytes:
    """A value of result.json replaced, left out or added; all hashes made and signed again."""
    bag = _base(chance)
    result = json.loads(bag.files["data/result.json"])
    for _ in range(chance.randint(1, 2)):
        _value_changed(chance, result)
    try:
        text = dumps(result)
    except (
        rfc8785.CanonicalizationError
    ):  # half a sign, or a number that JSON does not hold exactly
        text = json.dumps(result, sort_keys=True, separators=(",", ":")).encode()
    return zipped(sign_all(remade(bag, result__json=text)))


def _value_changed(chance: random.Random, tree: Any) -> None:
    places = list(_places(tree))
    holder, key = chance.choice(places)
    match chance.randrange(4):
        case 0 if isinstance(holder, dict):
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[
                chance.choice(["", "id", "cost", "awards", "constraints", "round", "rulebook", "x"])
            ] = deepcopy(chance.choice(VALUES))
        case 2 if isinstance(holder[key], int):
            holder[key] += chance.choice([-1, 1, 1000])
        case _:
            holder[key] = deepcopy(chance.choice([*VALUES, chance.choice(places)[0]]))


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a tree of JSON: what holds it, and the key or number."""
    keys = list(tree) if isinstance(tree, dict) else range(len(tree))
    for key in keys:
        yield tree, key
        if isinstance(tree[key], dict | list):
            yield from _places(tree[key])


def json_bytes(chance: random.Random) -> bytes:
    """result.json with bytes changed, signed by all."""
    bag = _base(chance)
    content = _bytes_changed(chance, bag.files["data/result.json"], 2)
    return zipped(sign_all(remade(bag, result__json=content)))


def record_lines(chance: random.Random) -> bytes:
    """Lines of the record changed, doubled, taken out or moved, signed by all."""
    bag = _base(chance)
    lines = bag.files["data/record.jsonl"].splitlines(keepends=True)
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
    return zipped(sign_all(remade(bag, record__jsonl=b"".join(lines))))


def seals_and_stamps(chance: random.Random) -> bytes:
    """A pack with a seal or a time stamp, its zip changed anywhere."""
    return _bytes_changed(chance, chance.choice([SEALED, STAMPED]), 1)


def signature_files(chance: random.Random) -> bytes:
    """A signature changed, in another's place, or left out."""
    bag = _base(chance)
    names = [name for name in sorted(bag.files) if name.startswith("signatures/")]
    name, other = chance.sample(names, 2)
    content = chance.choice([None, bag.files[other], _bytes_changed(chance, bag.files[name])])
    return zipped(changed(bag, {name: content}))


def keys_brought(chance: random.Random) -> Made:
    """A whole pack, and a signers file with signs changed, put in or taken out."""
    signs = [*ODD, "\r", "\f", "\x85", "\u2028", "\n", ",", '"', "*", "@", "#", "\t", "ssh-rsa"]
    text = SIGNERS
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text) + 1)
        cut = at if chance.random() < 0.5 else at + chance.randint(1, 60)
        text = text[:at] + chance.choice([*signs, ""]) + text[cut:]
    return Made("keys_brought", zipped(WHOLE), Brought(text.replace("\0", "")))


KINDS: dict[str, Callable[[random.Random], bytes | Made]] = {
    make.__name__: make
    for make in (
        zip_bytes,
        entry_names,
        bag_files,
        result_values,
        json_bytes,
        record_lines,
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
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--packs", type=int, default=2000, metavar="N")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--keep", type=Path, default=Path("differing"), metavar="FOLDER")
    words = asked.parse_args()
    verdicts: Counter[str] = Counter()
    differing = 0
    with tempfile.TemporaryDirectory() as home:
        browser = Browser(Path(home) / "browser")
        browser.open(PAGE)
        for n, made in enumerate(made_up(words.seed, words.packs)):
            command, page = compared(made, browser, Path(home))
            verdicts[command.verdict] += 1
            if command != page:
                differing += 1
                words.keep.mkdir(exist_ok=True)
                (words.keep / f"{words.seed}-{n}-{made.kind}.zip").write_bytes(made.data)
                print(f"{n} {made.kind}: command {command}\n    page {page}", flush=True)
        browser.close()
    print(f"{words.packs} packs, {differing} on which they differ; {dict(verdicts)}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
