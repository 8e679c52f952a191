"""Read aloud: the system's own voice says what the screen says, to the voter and to nobody else.

In place of the computer's voice stands a small program that writes down what it is given.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pbdesk.i18n import locale_of, render
from pbdesk.studio.scenes.kiosk import SCENES
from pbdesk.ui.fit import clipped
from pbdesk.ui.kiosk.aloud import Earphones
from pbdesk.ui.kiosk.asking import Locked, SetPin, Unlocking
from pbdesk.ui.kiosk.pin import Pin
from pbdesk.ui.kiosk.recorded import STAYS, Recorded
from pbdesk.ui.session import Opened
from pbdesk.ui.settings import Settings
from pbdesk.ui.speaker import speaker, spoken_lines
from pbdesk.ui.theme import theme
from pbdesk.ui.voice import Voice
from pbdesk.words import say
from tests.ui.kiosk.conftest import PIN
from tests.ui.kiosk.test_journey import words_on

_WRITES = """#!/bin/sh
printf '%s\\n' "$*" >> {folder}/arguments
if [ "$1" = "--cancel" ]; then exit 0; fi
echo $$ > {folder}/process
/bin/cat > {folder}/hearing && /bin/mv {folder}/hearing {folder}/heard
{then}
"""
_ON = "exec /bin/sleep 600"  # it goes on speaking


class Room:
    """What can be heard of a computer with a voice."""

    def __init__(self, folder: Path, qtbot) -> None:
        self._folder, self._qtbot = folder, qtbot

    def put(self, name: str, then: str = _ON, program: str = _WRITES) -> None:
        """A program of this name, which does `then` once it has read what it was given."""
        path = self._folder / "programs" / name
        path.write_text(program.format(folder=self._folder, then=then))
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def hears(self) -> list[str]:
        """What was given to the voice last, once it is there."""
        heard = self._folder / "heard"
        self._qtbot.waitUntil(heard.exists)
        lines = heard.read_text(encoding="utf-8").splitlines()
        heard.unlink()
        return lines

    @property
    def arguments(self) -> list[str]:
        return (
            (self._folder / "arguments")
            .read_text(encoding="utf-8")
            .splitlines()
        )

    @property
    def speaks(self) -> bool:
        """Whether the program that was started last is still there."""
        try:
            os.kill(int((self._folder / "process").read_text()), 0)
        except ProcessLookupError:
            return False
        return True


@pytest.fixture
def room(tmp_path: Path, qtbot) -> Room:
    return Room(tmp_path, qtbot)


@pytest.fixture
def voice(room: Room) -> Room:
    """A computer with a voice that goes on until it is ended."""
    room.put("espeak-ng")
    return room


def listens(window, voter, room: Room) -> list[str]:
    """Press the button, say that there are earphones, and hear the screen."""
    screen = window.review or window.booth
    screen.voice.click()
    room.hears()
    voter.looks()
    window.face.go_on.click()
    return room.hears()


# Where there is no voice


def test_without_a_voice_no_screen_has_the_button(kiosk_by, voter_at):
    window = kiosk_by()
    assert window.booth.voice.isHidden()
    review = voter_at(window).checks()
    assert review.voice.isHidden()
    voter_at(window).looks()
    review.casting.click()
    assert isinstance(window.face, Recorded)
    assert window.face.voice.isHidden()
    voter_at(window).looks(STAYS)
    assert isinstance(window.face, Locked)
    assert window.face.voice.isHidden()


def test_nothing_is_said_until_the_voter_presses(
    kiosk_by,
    voter_at,
    voice,
    tmp_path,
):
    window = kiosk_by()
    assert window.booth.voice.isVisible()
    voter_at(window).casts()
    voter_at(window).looks(STAYS)
    assert not (tmp_path / "arguments").exists()


# Who hears it


def test_no_word_of_the_ballot_is_said_before_earphones_were_confirmed(
    kiosk_by,
    voter_at,
    voice,
):
    window = kiosk_by()
    window.booth.ballot.lines[0].click()
    window.booth.voice.click()
    asked = voice.hears()
    assert isinstance(window.face, Earphones)
    assert asked[0] == "Do you wear earphones?"
    assert any("Everybody in the room hears" in line for line in asked)
    said = " ".join(asked)
    assert not any(
        line.title in said for line in window.booth.ballot.sheet.lines
    )
    window.face.stay.click()
    assert window.booth.isVisible()
    assert not voice.speaks
    window.booth.voice.click()
    assert isinstance(window.face, Earphones), (
        "asked again: nobody has confirmed it"
    )


def test_the_second_press_of_a_double_click_confirms_no_earphones(
    kiosk_by,
    voter_at,
    voice,
):
    window = kiosk_by()
    window.booth.voice.click()
    window.face.go_on.click()
    assert isinstance(window.face, Earphones)
    assert voice.hears()[0] == "Do you wear earphones?"


def test_the_next_voter_begins_silent_and_is_asked_anew(
    kiosk_by,
    voter_at,
    voice,
):
    window = kiosk_by()
    voter = voter_at(window)
    listens(window, voter, voice)
    voter.casts()
    assert not voice.speaks
    voter.looks(STAYS)
    window.face.field.set_value(PIN)
    window.face.start.click()
    assert window.stub == "K2"
    assert not voice.speaks
    window.booth.voice.click()
    assert isinstance(window.face, Earphones)


# What is said


def test_the_ballot_is_read_as_it_stands_with_what_is_marked(
    kiosk_by,
    voter_at,
    voice,
):
    window = kiosk_by()
    ballot = window.booth.ballot
    ballot.lines[1].click()
    said = listens(window, voter_at(window), voice)
    rows = [
        said.index(line)
        for line in said
        if line[:3] in {f"{each}, " for each in "ABCDEFGH"}
    ]
    assert len(rows) == 8
    assert rows == sorted(rows)
    asks = render(ballot.ask, theme().locale)
    assert said.index(asks) < rows[0]
    for at, row, line in zip(
        rows,
        ballot.lines,
        ballot.sheet.lines,
        strict=True,
    ):
        assert said[at].startswith(f"{line.code}, {line.title}. ")
        assert all(
            part in said[at] for part in row.accessibleDescription().split()
        )
        assert said[at].endswith(
            ". Marked." if row.isChecked() else ". Not marked.",
        )
    assert said[rows[-1] + 1 :] == [
        "Nothing is cast yet.",
        "Press a row again to take its mark away.",
        "Button: Check my choices.",
    ]


@pytest.mark.parametrize(
    ("scene", "told"),
    [
        ("ranked", ["Place 2.", "Not marked.", "Place 1.", "Not marked."]),
        ("quadratic", ["5 votes.", "No vote.", "4 votes.", "No vote."]),
        ("scoring", ["Score 5.", "Score 0.", "Score 3.", "No score."]),
        ("cumulative", ["4 points.", "No point.", "3 points.", "No point."]),
    ],
)
def test_every_style_says_what_each_line_got(
    kiosk_by,
    voter_at,
    voice,
    scene,
    told,
):
    made = next(each for each in SCENES if each.name == scene)
    window = kiosk_by(made.rules)
    made.prepare(window)
    said = listens(window, voter_at(window), voice)
    first = next(at for at, line in enumerate(said) if line.startswith("A, "))
    assert [
        line.endswith(words)
        for line, words in zip(said[first:], told, strict=False)
    ] == [True] * 4, said[first : first + 4]


def test_the_review_says_what_was_chosen_and_what_the_buttons_do(
    kiosk_by,
    voter_at,
    voice,
):
    window = kiosk_by()
    lines = window.booth.ballot.sheet.lines
    window.booth.ballot.lines[2].click()
    voter = voter_at(window)
    voter.checks()
    said = listens(window, voter, voice)
    at = said.index("You chose one project")
    assert f"Marked, {lines[2].code} {lines[2].title}, " in said[at + 2]
    assert not any(
        each.title in line
        for line in said
        for each in lines
        if each != lines[2]
    )
    assert said.index("Button: Cast my ballot.") > at
    assert said[-1] == "Button: Go back and change."


def test_thanks_and_the_locked_screen_are_read_at_once(
    kiosk_by,
    voter_at,
    voice,
):
    window = kiosk_by()
    voter_at(window).casts()
    window.face.voice.click()
    assert voice.hears()[:2] == [
        "Thank you",
        "Your ballot is cast. You can leave the screen now.",
    ]
    voter_at(window).looks(STAYS)
    assert not voice.speaks
    window.face.voice.click()
    said = voice.hears()
    assert said[:2] == [
        "Please ask at the door",
        "The people there will start your ballot.",
    ]
    arabic = render(say("Please ask at the door"), locale_of("ar"))
    assert arabic not in " ".join(said), "one voice speaks one language"


@pytest.mark.parametrize(
    ("program", "english", "arabic"),
    [
        ("espeak-ng", "--stdin -b 1 -v en-gb", "--stdin -b 1 -v ar"),
        (
            "spd-say",
            "--pipe-mode --wait --language en-GB",
            "--pipe-mode --wait --language ar",
        ),
    ],
)
def test_the_voice_speaks_the_voter_s_language(
    kiosk_by,
    voter_at,
    room,
    program,
    english,
    arabic,
):
    room.put(program)
    window = kiosk_by()
    voter = voter_at(window)
    listens(window, voter, room)
    assert room.arguments[-1] == english
    window.booth.languages.click()
    window.face.chosen.emit("ar")
    window.booth.voice.click()
    said = room.hears()
    assert room.arguments[-1] == arabic
    assert render(say("Nothing is cast yet."), locale_of("ar")) in said


def test_a_title_is_never_a_command(room, qtbot, tmp_path):
    """Not to a shell, not to a program for voices, and never seen in the list of processes."""
    room.put("spd-say")
    made = tmp_path / "made"
    titles = [
        f"\"; touch {made}; ' $(touch {made}) `touch {made}` & | %PATH%",
        "!-!SET SELF VOLUME -100",
        "first\n!-!STOP ALL",
        "\u2068!\u2069-!STOP",
        "!-!-!",
        "[[volm 0]] [[[[",
        "two\x00 \x1b words",
        "\ud800",
    ]
    voice = Voice()
    voice.say(titles, "en-GB")
    said = room.hears()
    assert not made.exists()
    assert room.arguments == ["--pipe-mode --wait --language en-GB"]
    assert said[0] == titles[0], "it is said as it is written"
    assert len(said) == len(titles)
    assert not any(
        sign in line for line in said for sign in ("!-!", "[[", "\x00", "\x1b")
    )
    assert said[6:] == ["two words", "?"]
    voice.stop()


def test_on_other_systems_too_the_words_go_by_a_pipe(room, tmp_path):
    """As far as it can be seen here: which program is called, and with what."""
    assert speaker("darwin") is None
    assert speaker("win32") is None
    room.put("say")
    room.put("powershell")
    mac, windows = speaker("darwin"), speaker("win32")
    assert mac is not None
    assert mac.arguments("ar") == ["-v", "Majed", "-f", "-"]
    assert mac.arguments("fr") == ["-f", "-"]
    assert windows is not None
    assert "OpenStandardInput" in windows.arguments("ar")[-1]
    assert "'ar')" in windows.arguments("ar")[-1]
    assert spoken_lines(["\u2068سلام\u2069"]).decode() == "سلام\n"


# When it stops


@pytest.mark.parametrize(
    "act",
    [
        lambda window: window.booth.voice.click(),
        lambda window: window.booth.languages.click(),
        lambda window: window.cover(),
        lambda window: window.ask_to_leave(),
        lambda window: window.ask_to_skip(),
        lambda window: window.show_review(),
        lambda window: window.booth.pages.after.click(),
        lambda window: window.lock(),
        lambda window: window.leave(),
    ],
    ids=[
        "pressed-again",
        "language",
        "covered",
        "esc",
        "skip",
        "review",
        "page",
        "lock",
        "leave",
    ],
)
def test_it_stops_when_the_screen_changes_and_when_pressed_again(
    kiosk_by,
    voter_at,
    voice,
    act,
):
    window = kiosk_by()
    listens(window, voter_at(window), voice)
    assert window.booth.voice.accessibleName() == "Stop reading"
    assert voice.speaks
    booth = window.booth
    act(window)
    assert not voice.speaks
    running = [
        each for each in window.findChildren(QProcess) if each.processId()
    ]
    assert not running
    if window.booth is not None:
        assert booth.voice.accessibleName() == "Read aloud"


def test_what_a_service_of_the_system_still_says_is_ended_too(
    kiosk_by,
    voter_at,
    room,
):
    room.put("spd-say")
    window = kiosk_by()
    listens(window, voter_at(window), room)
    window.booth.voice.click()
    assert room.arguments[-1] == "--cancel"


def test_what_is_said_to_its_end_can_be_read_again(
    kiosk_by,
    voter_at,
    room,
    qtbot,
):
    room.put("espeak-ng", then="exit 0")
    window = kiosk_by()
    first = listens(window, voter_at(window), room)
    qtbot.waitUntil(lambda: window.booth.voice.accessibleName() == "Read aloud")
    window.booth.voice.click()
    assert room.hears() == first, "earphones are asked about once a voter"


# A voice that does not work


@pytest.mark.parametrize(
    "program",
    [
        "#!/bin/sh\nexit 3\n",
        "#!/nowhere/to/be/found\n",
        "#!/bin/sh\nkill -9 $$\n",
    ],
    ids=["fails", "cannot-start", "dies"],
)
def test_a_voice_that_fails_ends_in_silence_and_the_button_goes(
    kiosk_by,
    voter_at,
    room,
    qtbot,
    program,
):
    room.put("espeak-ng", program=program)
    window = kiosk_by()
    window.booth.ballot.lines[0].click()
    marks = window.booth.ballot.marks()
    window.booth.voice.click()
    qtbot.waitUntil(window.booth.voice.isHidden)
    window.face.stay.click()
    assert window.booth.voice.isHidden()
    assert window.booth.ballot.marks() == marks
    voter_at(window).casts()
    assert window._host.state.kiosk.taken == {"K1"}


def test_a_voice_that_hangs_and_reads_nothing_holds_nobody_up(
    kiosk_by,
    voter_at,
    room,
    qtbot,
):
    room.put(
        "espeak-ng",
        program="#!/bin/sh\necho $$ > {folder}/process\n{then}\n",
    )
    window = kiosk_by()
    window.booth.voice.click()
    qtbot.waitUntil((room._folder / "process").exists)
    window.face.stay.click()
    assert not room.speaks
    voter_at(window).casts()
    assert window._host.state.kiosk.taken == {"K1"}


def test_the_facilitator_s_own_screens_are_not_read(kiosk_by, voice, tmp_path):
    window = kiosk_by(pin=Pin(Settings(tmp_path / "other.ini")))
    assert isinstance(window.face, SetPin)
    assert window.face.voice.isHidden()
    window.face.first.set_value("1357")
    window.face.keep.click()
    window.ask_to_leave()
    assert isinstance(window.face, Unlocking)
    assert window.face.voice.isHidden()


def test_skipping_is_heard_only_in_earphones(kiosk_by, voter_at, voice):
    window = kiosk_by()
    window.ask_to_skip()
    assert window.face.voice.isHidden()
    window.face.stay.click()
    listens(window, voter_at(window), voice)
    window.ask_to_skip()
    window.face.voice.click()
    assert voice.hears()[0] == "Skip this question?"


# How it looks


@pytest.mark.parametrize(
    "scene",
    ["approval", "review", "earphones", "recorded", "locked"],
)
@pytest.mark.parametrize(
    "look",
    [
        {"language": "ar", "scale": 2.0},
        *(
            pytest.param(look, marks=pytest.mark.studio)
            for look in ({"scale": 2.0}, {"language": "ar"}, {})
        ),
    ],
)
def test_with_the_button_no_word_of_the_kiosk_is_cut_off(
    kiosk_by,
    voice,
    scene,
    look,
):
    theme().set(**look)
    window = kiosk_by()
    window.resize(1024, 640)
    next(each for each in SCENES if each.name == scene).prepare(window)
    for _ in range(3):
        QApplication.processEvents()
    window.grab()
    assert clipped == []
    shown = window.face or window.review or window.booth
    assert shown.voice.isVisible()
    assert min(shown.voice.width(), shown.voice.height()) >= 44
    assert shown.voice.accessibleName()


def test_the_button_is_pressed_by_key(kiosk_by, voice):
    window = kiosk_by()
    window.booth.voice.setFocus()
    QTest.keyClick(window.booth.voice, Qt.Key.Key_Return)
    assert isinstance(window.face, Earphones)
    assert window.face.stay.hasFocus(), "the safe button"


# The page that hands the laptop over


@pytest.mark.parametrize("has_voice", [True, False])
def test_the_door_says_who_hears_the_kiosk_only_where_there_is_a_voice(
    desk_by,
    window,
    room,
    has_voice,
):
    if has_voice:
        room.put("espeak-ng")
    window.show()
    window.session.opened(Opened(desk_by({}), cut_short=False))
    for page in ("door", "polls"):
        window.show_page(page)
        QApplication.processEvents()
        assert (
            "unless earphones are plugged in" in words_on(window)
        ) is has_voice
    window.session.close()
