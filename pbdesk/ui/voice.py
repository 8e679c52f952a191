"""The system's own voice: a program beside this one, which is given words and is ended at will.

Nobody waits until it has said all. A voice that fails ends in silence, and is not there any more.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QProcess, Signal

from pbdesk.ui.speaker import Speaker, speaker, spoken_lines

__all__ = ["Voice"]

_PATIENCE = (
    500  # milliseconds for the system to end a program, or a service its speech
)


class Voice(QObject):
    """`changed` tells that it began, ended, or is not there any more."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speaker: Speaker | None = None
        self._program, self._quiet = _silent(self), _silent(self)
        self._program.finished.connect(self._ended)
        self._program.errorOccurred.connect(self._erred)
        self.speaks = False
        self.find()

    def find(self) -> None:
        """Look for the computer's voice, also where one has failed before."""
        self._speaker = speaker()

    @property
    def is_there(self) -> bool:
        """Whether this computer has a voice that has not failed."""
        return self._speaker is not None

    def say(self, lines: Iterable[str], tag: str) -> None:
        """Say these lines, in place of what is being said, in the language of the tag."""
        self.stop()
        if self._speaker is None:
            return
        self.speaks = True
        self._program.start(self._speaker.path, self._speaker.arguments(tag))
        if self._program.state() != QProcess.ProcessState.NotRunning:
            _ = self._program.write(spoken_lines(lines))
            self._program.closeWriteChannel()
            self.changed.emit()

    def stop(self) -> None:
        """Say nothing more, at once."""
        if not self.speaks:
            return
        self.speaks = False
        if not (_is_over(self._program) and self._is_quiet()):
            self._speaker = None
        self.changed.emit()

    def _is_quiet(self) -> bool:
        """Whether also a service that speaks for the program has ended what it still said."""
        if self._speaker is None or not self._speaker.quiet:
            return True
        self._quiet.start(self._speaker.path, [*self._speaker.quiet])
        told = self._quiet.waitForFinished(_PATIENCE)
        return _is_over(self._quiet) and told

    def _ended(self, code: int, how: QProcess.ExitStatus) -> None:
        """It came to its end by itself; what was stopped has been told of."""
        if self.speaks:
            self._fall_silent(
                failed=bool(code) or how == QProcess.ExitStatus.CrashExit,
            )

    def _erred(self, error: QProcess.ProcessError) -> None:
        """A program that cannot be started; one that broke off is told of when it ends."""
        if self.speaks and error == QProcess.ProcessError.FailedToStart:
            self._fall_silent(failed=True)

    def _fall_silent(self, *, failed: bool) -> None:
        self.speaks = False
        if failed:
            self._speaker = None
        self.changed.emit()


def _is_over(program: QProcess) -> bool:
    """Whether a program is gone, once it was ended."""
    program.kill()
    over = program.state() == QProcess.ProcessState.NotRunning
    return over or program.waitForFinished(_PATIENCE)


def _silent(parent: QObject) -> QProcess:
    """A program whose own words go nowhere."""
    process = QProcess(parent)
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    return process
