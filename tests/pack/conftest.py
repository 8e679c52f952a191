from collections.abc import Iterator
from pathlib import Path

import pytest

from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.pack.bag import Bag, write_zip
from tests.evenings import evening_at
from tests.pack.browser import Browser
from tests.pack.on_verify_page import PAGE
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


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    evening = evening_at("declared", tmp_path_factory.mktemp("evening"))
    yield pack_source(evening.desk)
    evening.desk.close()


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Iterator[Browser]:
    """A page of its own with verify.html."""
    with chromium.apart() as made:
        made.open(PAGE)
        yield made
