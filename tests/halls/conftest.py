"""A vote in several halls, played once a process and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pbdesk.app.desk import Desk
from pbdesk.app.halls import ParentDesk
from pbdesk.pack.parent import Parent, read_parent
from tests.halls.votes import copied, northside


@pytest.fixture(scope="session")
def played() -> Path:
    """A folder with the parent, a fresh hall, and a hall that was held."""
    return northside()


@pytest.fixture
def export(played: Path) -> bytes:
    return (played / "export.json").read_bytes()


@pytest.fixture
def parent(export: bytes) -> Parent:
    return read_parent(export)


@pytest.fixture
def sealed(played: Path, tmp_path: Path) -> Iterator[ParentDesk]:
    """The parent after its export was made."""
    shutil.copy(played / "parent.pbparent", tmp_path)
    with ParentDesk.open(tmp_path / "parent.pbparent") as desk:
        yield desk


@pytest.fixture
def fresh(played: Path, tmp_path: Path) -> Iterator[Desk]:
    """A hall that was just begun."""
    with copied(played, tmp_path, "fresh") as desk:
        yield desk


@pytest.fixture
def held(played: Path, tmp_path: Path) -> Iterator[Desk]:
    """A hall whose evening is over: everything is counted and said aloud."""
    with copied(played, tmp_path, "held") as desk:
        yield desk
