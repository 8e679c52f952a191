"""Long work: off the window's thread, told in it, stopped at the next report."""

import gc
import threading
import time
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QSignalSpy

from pbdesk.ui import threads
from pbdesk.ui.worker import Worker
from pbdesk.words import say


def count(progress, times, pause=0.0):
    for i in range(times):
        progress(i, times, say("Counting {i} of {times}", i=i, times=times))
        time.sleep(pause)
    progress(times, times, say("Counted."))
    return threading.current_thread().name, times


@pytest.fixture
def worker(qtbot):
    made = Worker()
    yield made
    made.close()


def test_the_result_and_the_progress_arrive_in_the_windows_thread(
    qtbot,
    worker,
):
    heard_in = []
    worker.progress.connect(
        lambda *_: heard_in.append(threading.current_thread()),
    )
    with qtbot.waitSignal(worker.finished) as told:
        worker.start(count, 5, pause=0.02)
    name, times = told.args[0]
    assert name.startswith("job")
    assert times == 5
    assert set(heard_in) == {threading.main_thread()}


def test_the_last_report_is_always_heard(qtbot, worker):
    reports = QSignalSpy(worker.progress)
    with qtbot.waitSignal(worker.finished):
        worker.start(count, 10_000)
    assert reports.at(reports.count() - 1)[:2] == [10_000, 10_000]
    assert reports.count() < 200


def test_stop_ends_the_job_at_its_next_report(qtbot, worker):
    finished = QSignalSpy(worker.finished)
    with qtbot.waitSignal(worker.cancelled):
        worker.start(count, 1000, pause=0.01)
        worker.stop()
    assert finished.count() == 0
    assert not worker.busy


def test_an_error_comes_home_as_an_object(qtbot, worker):
    def broken(progress):
        raise LookupError("no urn")

    with qtbot.waitSignal(worker.failed) as told:
        worker.start(broken)
    assert isinstance(told.args[0], LookupError)


def test_one_job_at_a_time(qtbot, worker):
    with qtbot.waitSignal(worker.finished):
        worker.start(count, 3, pause=0.01)
        with pytest.raises(RuntimeError):
            worker.start(count, 3)
    with qtbot.waitSignal(worker.finished):
        worker.start(count, 3)


def test_after_closing_nobody_is_told(qtbot, worker):
    told = QSignalSpy(worker.finished)
    worker.start(count, 3, pause=0.01)
    worker.close()
    qtbot.wait(30)
    assert told.count() == 0


def test_the_window_goes_on_while_the_job_works(qtbot, worker):
    enough, timer = threading.Event(), QTimer()
    ticks = QSignalSpy(timer.timeout)
    timer.start(5)
    with qtbot.waitSignal(worker.finished) as told:
        worker.start(lambda _progress: enough.wait(30))
        qtbot.waitUntil(lambda: ticks.count() > 10)
        assert worker.busy
        enough.set()
    assert told.args == [True], "the window ticked while the job had not ended"


class Ring:
    """Something that only the collector frees."""

    itself: object = None


@pytest.fixture
def collecting() -> Iterator[None]:
    """Garbage is collected as is usual, also in a test that has a window."""
    was = gc.isenabled()
    gc.enable()
    yield
    if not was:
        gc.disable()


@pytest.mark.usefixtures("collecting")
def test_garbage_is_never_collected_in_the_thread_of_a_job(qtbot):
    worker = Worker()
    with qtbot.waitSignal(worker.finished) as ended:
        worker.start(lambda _progress: gc.isenabled())
    assert ended.args == [False]
    assert gc.isenabled()


@pytest.mark.usefixtures("collecting")
def test_a_worker_that_is_closed_leaves_garbage_to_be_collected(qtbot):
    worker = Worker()
    worker.start(lambda _progress: None)
    worker.close()
    assert gc.isenabled()


@pytest.mark.usefixtures("collecting")
def test_the_window_frees_garbage_between_two_events_and_never_in_the_middle_of_one(
    qtbot,
):
    owner = QObject()
    threads.collect_between_events(owner)
    assert not gc.isenabled()
    worker = Worker()
    with qtbot.waitSignal(worker.finished):
        worker.start(lambda _progress: None)
    assert not gc.isenabled()
    gone = []
    ring = Ring()
    weakref.finalize(ring, gone.append, True)
    ring.itself = ring
    del ring
    more = [[] for _ in range(gc.get_threshold()[0] * 2)]
    assert not gone
    qtbot.waitUntil(lambda: bool(gone))
    assert more
