"""What every test stands on.

No screen, folders of its own, no thread left behind, a picture of each failure.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import re
import shutil
import sys
import threading
from collections.abc import Generator, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

from pbdesk.paper import typeset
from tests import once
from tests.compiled import compile_together
from tests.laws import tried
from tests.pack.browser import Browser
from tests.refusals import Met
from tests.skips import forbidden

os.environ["LC_ALL"] = (
    "C.UTF-8"  # Qt warns where a machine has no UTF-8, and warnings fail
)
os.environ["QT_QPA_PLATFORM"] = os.environ.get(
    "PBDESK_TEST_SCREEN",
    "offscreen",
)

ROOT = Path(__file__).resolve().parent.parent
"""The top of the tree."""

SHARED = ROOT.parent / "shared" / "data"
"""Large public data sets that may lie beside the tree.

Tests that read them ask for the fixture `shared`.
"""

FAILURES = ROOT / ".failures"
"""Pictures of the windows that were open when a test failed."""

EXAMPLES = int(os.environ.get("EXAMPLES", tried(50)))
"""How many examples a law is tried on where it says no number of its own.

Up to 1,000 are the same each time.
"""

settings.register_profile(
    "pbdesk",
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES <= 1000,
    print_blob=True,
)
settings.load_profile("pbdesk")

for _waits in (
    QtBot.waitSignal,
    QtBot.waitUntil,
    QtBot.waitActive,
    QtBot.waitExposed,
):
    _usually = _waits.__kwdefaults__
    assert _usually is not None
    _usually["timeout"] = (
        60_000  # ms: what is waited for comes, on a busy machine late
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of our own."""
    parser.addoption(
        "--every-refusal",
        action="store_true",
        help="fail where a decision's refusal is met by no test",
    )
    parser.addoption(
        "--every-look",
        action="store_true",
        help="look at each scene of each page in every look, not in the strictest alone",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder that the processes of a run share, and watch for refusals where asked to."""
    once.share(config)
    met = Met()
    config.pluginmanager.register(met, "refusals")
    if config.getoption("--every-refusal"):
        met.listen()


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile before anything is collected; Hypothesis begins before that."""
    compile_together(session.config)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data sets; skips where this machine has none."""
    if not SHARED.is_dir():
        pytest.skip("The shared data sets do not lie beside this tree.")
    return SHARED


@pytest.fixture(autouse=True, scope="session")
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings, recent files and crash reports of a test run never touch those of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("config", "data", "state", "cache", "runtime"):
            (home / kind).mkdir(mode=0o700)
            patch.setenv(
                f"XDG_{kind.upper()}_{'DIR' if kind == 'runtime' else 'HOME'}",
                str(home / kind),
            )
        yield


@pytest.fixture(autouse=True, scope="session")
def _a_page_is_read_once() -> Iterator[None]:
    """What Tesseract read of a page it need not read again in this run, whichever process asks."""
    program = shutil.which("tesseract")
    with pytest.MonkeyPatch.context() as patch:
        if program is not None:
            patch.setenv("PBDESK_TESSERACT", program)
            patch.setenv(
                "PATH",
                str(ROOT / "tests" / "once"),
                prepend=os.pathsep,
            )
        yield


@pytest.fixture(autouse=True, scope="session")
def _a_document_is_set_once() -> Iterator[None]:
    """What was set of the same data need not be set again in this run, whichever process asks.

    That the bytes are equal is shown by processes that do not know of this (tests/paper).
    """
    anew = typeset._set

    def kept(inputs: dict[str, str]) -> bytes:
        name = hashlib.sha256(json.dumps(inputs).encode()).hexdigest()
        made = once.once(
            f"set-{name}",
            lambda folder: (folder / "made").write_bytes(anew(inputs)),
        )
        return (made / "made").read_bytes()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typeset, "_set", kept)
        yield


@pytest.fixture(autouse=True, scope="session")
def _keys_are_cheap() -> Iterator[None]:
    """A key that nobody's signature rests on costs no second to make and another to open."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pbdesk.pack.keys.ROUNDS", 1)
        yield


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The one browser of this process: who wants a page asks it for one `apart`."""
    browser = Browser(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.close()


@pytest.fixture(autouse=True)
def _no_thread_left_behind() -> Iterator[None]:
    """A test that leaves a thread running fails.

    In the hall it would be a program that cannot be closed.
    """
    before = set(threading.enumerate())
    yield
    started = [
        thread
        for thread in set(threading.enumerate()) - before
        if not thread.name.startswith("Dummy-")
    ]
    for thread in started:
        thread.join(timeout=2)
    left = [thread.name for thread in started if thread.is_alive()]
    assert not left, f"threads still running: {', '.join(left)}"


def pytest_collection_finish() -> None:
    """What is loaded by now stays: no search for garbage goes through all of it again."""
    gc.collect()
    gc.freeze()


_windows = count(1)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool, bool]:
    """Windows of a test are freed after it, never while Qt tells them something (ui/threads.py)."""
    if "qapp" not in getattr(item, "fixturenames", ()):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        # What is new since then; now and then also what was held a little longer than its test.
        _ = gc.collect(0 if next(_windows) % 48 else 2)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[
    None,
    pytest.CollectReport,
    pytest.CollectReport,
]:
    """A whole file that is skipped is a skip too."""
    report = yield
    _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Let a skip fail that tests/skips.py does not list."""
    if (
        not report.skipped
        or hasattr(report, "wasxfail")
        or not isinstance(report.longrepr, tuple)
    ):
        return
    sentence = report.longrepr[2]
    if forbidden(sentence):
        report.outcome = "failed"
        report.longrepr = (
            f"{sentence}\nThis reason to skip is not one of tests/skips.py."
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep a picture of each open window when a test fails."""
    report = yield
    _refuse_skip(report)
    if (
        report.when == "call"
        and report.failed
        and "PySide6.QtWidgets" in sys.modules
    ):
        report.sections.extend(
            ("window", told)
            for told in _photograph(
                re.sub(r"[^\w.-]+", "_", item.nodeid)[-120:],
            )
        )
    return report


def _photograph(name: str) -> list[str]:
    from PySide6.QtWidgets import QApplication

    told: list[str] = []
    for number, window in enumerate(QApplication.topLevelWidgets()):
        if not window.isVisible():
            continue
        file = FAILURES / f"{name}-{number}.png"
        try:
            FAILURES.mkdir(exist_ok=True)
            window.grab().save(str(file))
        except Exception as error:  # noqa: BLE001 - grab() runs the very paintEvent that may have failed the test
            told.append(f"no picture: {error!r}")
        else:
            told.append(f"a picture is in {file.relative_to(ROOT)}")
    return told
