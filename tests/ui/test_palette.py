"""The command palette.

Everything the menus can do, found by typing, done with Enter, heard by those who do not see.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pbdesk.assembly import ideas
from pbdesk.ui import fit
from pbdesk.ui.palette import Act, Palette, matching
from pbdesk.ui.places import LABELS
from pbdesk.ui.theme import theme


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


@pytest.fixture
def palette_at(shell_at, qtbot):
    """The window at a moment, and the palette that Ctrl+K opened over it.

    With the focus in its field.
    """

    def show(moment: str | None):
        shell = shell_at(moment)
        press(qtbot, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        palette = shell.findChild(Palette)
        qtbot.waitUntil(palette.field.edit.hasFocus)
        return shell, palette

    return show


def shown(palette: Palette) -> list[str]:
    model = palette.rows.model()
    lines = [model.index(row, 0) for row in range(model.rowCount())]
    return [
        line.data() for line in lines if line.data(Qt.ItemDataRole.UserRole)
    ]


def test_every_page_and_every_line_of_the_menus_is_in_it_with_its_keys(
    palette_at,
):
    shell, palette = palette_at("answering")
    names = shown(palette)
    assert {theme().render(label) for label in LABELS.values()} <= set(names)
    on_the_sheet = {
        name for _, lines in shell.menus.shortcuts() for name, _ in lines
    }
    assert on_the_sheet - set(names) == {"Find a page, or what to do…"}
    assert {"Rehearse", "Dark", "200%", "About pbdesk"} <= set(names)
    assert any(
        name.startswith("Millbrook Assembly: ") for name in names
    )  # a recent file
    heard = {act.name: act.keys for act in shell.menus.acts()}
    assert (heard["Rulebook"], heard["Full screen"]) == ("Ctrl+3", "F11")


def test_a_page_is_reached_with_a_few_letters_and_enter(palette_at, qtbot):
    shell, palette = palette_at("answering")
    qtbot.keyClicks(QApplication.focusWidget(), "ruleb")
    assert shown(palette) == ["Rulebook"]
    press(qtbot, Qt.Key.Key_Return)
    assert shell.places.here == "rulebook"


def test_arrows_choose_and_the_choice_is_heard_while_the_focus_stays_in_the_field(
    palette_at,
    qtbot,
):
    _, palette = palette_at("answering")
    qtbot.keyClicks(palette.field.edit, "colours")
    before = palette.rows.key()
    press(qtbot, Qt.Key.Key_Down)
    assert palette.field.edit.hasFocus()
    assert palette.rows.key() != before
    heard = palette.field.edit.accessibleDescription()
    assert heard.startswith(shown(palette)[1])
    assert "View, Colours" in heard


def test_escape_closes_it_and_nothing_is_done(palette_at, qtbot):
    shell, palette = palette_at("answering")
    at, entries = shell.places.here, shell.session.desk.entries
    qtbot.keyClicks(palette.field.edit, "record")
    press(qtbot, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert (shell.places.here, shell.session.desk.entries) == (at, entries)


def test_what_cannot_be_done_now_is_found_and_says_so(palette_at, qtbot):
    shell, palette = palette_at(None)
    qtbot.keyClicks(palette.field.edit, "undo")
    press(qtbot, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert palette.note.text() == "“Undo” is not possible now."
    assert "Not possible now" in palette.rows.model().index(0, 0).data()
    assert shell.session.desk is None


def test_the_last_act_is_undone_from_it_by_its_name(
    palette_at,
    shell_at,
    qtbot,
):
    shell = shell_at("ideas")
    shell.host.act(
        ideas.receive,
        title="A bench",
        summary="",
        place="",
        wish=1000,
    )
    shell.show_palette()
    palette = shell.findChild(Palette)
    palette.field.edit.setFocus()
    qtbot.keyClicks(palette.field.edit, "undo bench")
    assert len(shown(palette)) == 1
    qtbot.keyClick(palette.field.edit, Qt.Key.Key_Return)
    assert all(
        each.title != "A bench"
        for each in shell.session.state.ideas.by_id.values()
    )


def test_a_word_that_no_act_has_says_so(palette_at, qtbot):
    _, palette = palette_at("ideas")
    qtbot.keyClicks(palette.field.edit, "zebra")
    assert shown(palette) == []
    assert (
        palette.field.edit.accessibleDescription()
        == "Nothing is called that. Try another word."
    )
    press(qtbot, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_names_that_begin_with_the_letters_come_first_and_accents_do_not_matter():
    acts = [
        Act("0", "Close the door", "Room", "", possible=True),
        Act("1", "Doorbell", "Assembly", "", possible=False),
        Act("2", "Dóór", "View", "", possible=True),
    ]
    assert [act.name for act in matching(acts, "door")] == [
        "Dóór",
        "Close the door",
        "Doorbell",
    ]
    assert [act.name for act in matching(acts, "ROOM close")] == [
        "Close the door",
    ]


@pytest.mark.parametrize(("language", "scale"), [("en", 2.0), ("ar", 1.0)])
def test_no_word_of_it_is_cut_off(palette_at, qtbot, language, scale):
    shell = palette_at("answering")[0]
    shell.findChild(Palette).close()
    theme().set(language=language, scale=scale)
    shell.show_palette()
    fit.clipped.clear()
    next(
        each for each in shell.findChildren(Palette) if each.isVisible()
    ).grab()
    assert fit.clipped == []
