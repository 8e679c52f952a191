"""Chance is the operating system's, everywhere.

Ids and salts that can be guessed would tell who cast which ballot.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

SAMPLE = ROOT / "pbdesk" / "app" / "sample"
"""Invented people with invented chance: the same each time, never a real assembly."""

GUESSABLE = (
    "random",
    "numpy.random",
    "np.random",
    "uuid",
    "time.time",
    "time.time_ns",
    "os.getpid",
    "id(",
)


def dotted(node: ast.AST) -> str:
    match node:
        case ast.Attribute(value=value, attr=name):
            return f"{dotted(value)}.{name}"
        case ast.Name(id=name):
            return name
        case _:
            return ""


def names(source: str) -> Iterator[tuple[int, str]]:
    """Every imported or dotted name of a program, with its line."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=imported):
                yield from ((node.lineno, alias.name) for alias in imported)
            case ast.ImportFrom(module=str() as module, names=imported):
                yield from (
                    (node.lineno, f"{module}.{alias.name}")
                    for alias in imported
                )
            case ast.Attribute():
                yield node.lineno, dotted(node)
            case ast.Call(func=ast.Name(id="__import__" | "id" as name)):
                yield node.lineno, f"{name}("
            case _:
                pass


def guessable(source: str) -> list[tuple[int, str]]:
    return [
        (line, name)
        for line, name in names(source)
        if any(
            name == each or name.startswith(f"{each}.") for each in GUESSABLE
        )
    ]


def test_no_part_of_the_program_draws_from_what_can_be_guessed():
    files = [
        file
        for file in (ROOT / "pbdesk").rglob("*.py")
        if SAMPLE not in file.parents
    ]
    found = {
        f"{file.relative_to(ROOT)}:{line}: {name}"
        for file in files
        for line, name in guessable(file.read_text(encoding="utf-8"))
    }
    assert len(files) > 100
    assert not found


def test_the_fixed_chance_of_the_sample_is_used_by_the_sample_and_pictures_only():
    users = {
        str(file.relative_to(ROOT / "pbdesk"))
        for file in (ROOT / "pbdesk").rglob("*.py")
        if "from_seed" in file.read_text(encoding="utf-8")
    }
    assert {Path(user).parts[0] for user in users} <= {"app", "studio"}
    assert users - {"app/chance.py"} <= {
        "app/sample/case.py",
        "app/sample/crowd.py",
        "app/sample/evening.py",
        "app/sample/northside.py",
        "studio/pictures.py",
        "studio/stage.py",
    }


@pytest.mark.parametrize(
    "source",
    [
        "import random",
        "from random import choice",
        "import numpy as np\nx = np.random.default_rng()",
        "from numpy.random import default_rng",
        "import uuid\nuuid.uuid4()",
        "from uuid import uuid1",
        "import time\nseed = time.time()",
        "import os\nkey = os.getpid()",
        "key = id(object())",
    ],
)
def test_the_walk_finds_it(source: str):
    assert guessable(source)


@pytest.mark.parametrize(
    "source",
    [
        "import secrets\nsecrets.token_bytes(16)",
        "import time\ntime.perf_counter()",
    ],
)
def test_the_walk_lets_pass_what_is_good(source: str):
    assert not guessable(source)
