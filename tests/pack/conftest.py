from pathlib import Path

import pytest

from pbdesk.pack.bag import Bag, write_zip
from tests.pack.sample import Evening


@pytest.fixture(scope="session")
def genuine() -> Bag:
    return Evening().signed()


@pytest.fixture
def pack(genuine: Bag, tmp_path: Path) -> Path:
    """A genuine pack on disk."""
    path = tmp_path / f"{genuine.name}.zip"
    write_zip(genuine, path)
    return path
