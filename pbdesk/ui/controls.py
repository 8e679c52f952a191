"""How each control is painted: fields, choices, buttons, menus.

The style says where; here is what it looks like. A pressed primary button is the text's colour; a
disabled control keeps readable words and loses its outline.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter
from PySide6.QtWidgets import (
    QPlainTextEdit,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionMenuItem,
    QTextEdit,
    QWidget,
)

from pbdesk.ui.fit import draw, fit, measure
from pbdesk.ui.icons import draw_icon
from pbdesk.ui.strokes import RADIUS, RING, box, ring
from pbdesk.ui.theme import colour, gap, px, theme

__all__ = [
    "button_label",
    "button_panel",
    "choice_words",
    "combo",
    "field",
    "frame",
    "has",
    "menu_bar_item",
    "menu_item",
    "menu_scroller",
    "plain",
    "radio",
    "room_of_words",
    "tick",
    "words",
]

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_START = Qt.AlignmentFlag.AlignLeft


def has(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    """Whether the control is in that state."""
    return bool(option.state & flag)


def plain(text: str) -> str:
    """A label without the mark of its access key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _tone(name: str) -> QColor:
    return colour(name)


def field(
    painter: QPainter,
    rect: QRectF,
    option: QStyleOption,
    widget: QWidget | None,
) -> None:
    """The ground and outline of a field.

    Red where it is wrong, and the ring where it has the focus.
    """
    wrong = bool(widget and widget.property("wrong"))
    focused = bool(
        widget
        and (widget.hasFocus() or has(option, QStyle.StateFlag.State_HasFocus)),
    )
    enabled = has(option, QStyle.StateFlag.State_Enabled)
    outline = _tone("error" if wrong else "outline" if enabled else "hairline")
    box(painter, rect, _tone("field"), outline, RING if wrong else 1)
    if focused:
        inset = 2 * RING if wrong else 0
        inner = rect.adjusted(inset, inset, -inset, -inset)
        ring(painter, inner, _tone("focus"), RADIUS - inset / 2)


def radio(painter: QPainter, rect: QRectF, option: QStyleOption) -> None:
    """The ring of a radio button, with its dot when it is on."""
    on = has(option, QStyle.StateFlag.State_On)
    radius = rect.width() / 2
    if on:
        tone = "accent"
    elif has(option, QStyle.StateFlag.State_Enabled):
        tone = "outline"
    else:
        tone = "hairline"
    box(
        painter,
        rect,
        _tone("field"),
        _tone(tone),
        RING * theme().scale if on else 1,
        radius,
    )
    if on:
        inset = rect.width() / 4 + 0.5
        box(
            painter,
            rect.adjusted(inset, inset, -inset, -inset),
            _tone("accent"),
            None,
            0,
            radius,
        )


def tick(painter: QPainter, rect: QRectF, option: QStyleOption) -> None:
    """The box of a tick, filled with a check when it is on."""
    if has(option, QStyle.StateFlag.State_On):
        box(painter, rect, _tone("accent"), None, 0, 4)
        edge = round(rect.width() * 0.8)
        at = (rect.center().x() - edge / 2, rect.center().y() - edge / 2)
        draw_icon(painter, "check", _tone("on_accent"), at, edge)
    else:
        tone = (
            "outline"
            if has(option, QStyle.StateFlag.State_Enabled)
            else "hairline"
        )
        box(painter, rect, _tone("field"), _tone(tone), 1, 4)


def words(
    painter: QPainter,
    widget: QWidget | None,
    rect: QRectF,
    text: str,
    option: QStyleOption,
) -> None:
    """One line of a control's words."""
    tone = "text" if has(option, QStyle.StateFlag.State_Enabled) else "second"
    font = widget.font() if widget else theme().font()
    draw(
        widget,
        painter,
        rect,
        plain(text),
        font,
        _tone(tone),
        direction=option.direction,
    )


def choice_words(
    painter: QPainter,
    widget: QWidget | None,
    option: QStyleOptionButton,
) -> None:
    """The words of a radio button or tick: wrapped, their first line beside the box."""
    font = widget.font() if widget else theme().font()
    rect = QRectF(option.rect)
    rect.setTop(rect.top() + (px(28) - measure("x", font)[1]) / 2)
    tone = _tone(
        "text" if has(option, QStyle.StateFlag.State_Enabled) else "second",
    )
    draw(
        widget,
        painter,
        rect,
        plain(option.text),
        font,
        tone,
        middle=False,
        wrap=True,
        direction=option.direction,
    )


def room_of_words(
    widget: QWidget | None,
    option: QStyleOption,
    room: QRect,
) -> QRect:
    """What the words of a radio button or tick take of their room."""
    if not isinstance(option, QStyleOptionButton):
        return room
    font = widget.font() if widget else theme().font()
    wide, high = measure(plain(option.text), font, room.width())
    least = px(28)
    taken = QRect(
        room.left(),
        room.top(),
        ceil(wide),
        max(least, ceil(high) + px(8)),
    )
    return QStyle.visualRect(option.direction, room, taken)


def button_panel(
    painter: QPainter,
    rect: QRectF,
    option: QStyleOption,
    widget: QWidget | None,
) -> None:
    """The ground of a button: filled, outlined, or only seen under the pointer."""
    kind = (widget.property("kind") if widget else None) or "plain"
    focused = has(option, QStyle.StateFlag.State_HasFocus)
    down = has(option, QStyle.StateFlag.State_Sunken)
    enabled = has(option, QStyle.StateFlag.State_Enabled)
    over = enabled and (down or has(option, QStyle.StateFlag.State_MouseOver))
    if kind == "primary" and enabled:
        inset = 2 * RING if focused else 0
        fill = rect.adjusted(inset, inset, -inset, -inset)
        box(
            painter,
            fill,
            _tone("text" if down else "accent"),
            None,
            0,
            RADIUS - inset / 2,
        )
    elif kind != "quiet":
        outline = _tone("outline" if enabled else "hairline")
        box(painter, rect, _tone("chosen" if over else "field"), outline)
    elif over:
        box(painter, rect, _tone("chosen"), None)
    if focused:
        ring(painter, rect, _tone("focus"))


def _ink_of_button(option: QStyleOption, widget: QWidget | None) -> str:
    if not has(option, QStyle.StateFlag.State_Enabled):
        return "second"
    if widget is None or widget.property("kind") != "primary":
        return "text"
    if has(option, QStyle.StateFlag.State_Sunken):
        return "page"
    return "on_accent"


def button_label(
    painter: QPainter,
    option: QStyleOptionButton,
    widget: QWidget | None,
) -> None:
    """Icon and words in the middle.

    The icon stands first, or last where the button's `after` says so.
    """
    font = widget.font() if widget else theme().font()
    text = plain(option.text)
    area = QRectF(option.rect)
    wide, high = measure(text, font)
    edge = 0 if option.icon.isNull() else option.iconSize.width()
    between = gap(8) if edge and text else 0
    total = edge + between + wide
    fit(widget, text, (total, high), (area.width(), area.height()))
    start = area.x() + (area.width() - total) / 2
    icon_at = start
    words_at = start + edge + between
    if _icon_at_the_right(option, widget):
        icon_at = start + wide + between
        words_at = start
    words = QRectF(words_at, area.y(), wide + 1, area.height())
    tone = _tone(_ink_of_button(option, widget))
    draw(
        widget,
        painter,
        words,
        text,
        font,
        tone,
        align=_CENTRE,
        direction=option.direction,
    )
    _paint_icon(
        painter,
        option,
        QRectF(icon_at, area.center().y() - edge / 2, edge, edge),
    )


def _paint_icon(
    painter: QPainter,
    option: QStyleOptionButton,
    place: QRectF,
) -> None:
    if not option.icon.isNull():
        option.icon.paint(painter, place.toRect(), mode=QIcon.Mode.Normal)


def _icon_at_the_right(
    option: QStyleOptionButton,
    widget: QWidget | None,
) -> bool:
    """Behind the words where they run to the right; before them where they run to the left."""
    after = bool(widget and widget.property("after"))
    return after != (option.direction == Qt.LayoutDirection.RightToLeft)


def frame(
    painter: QPainter,
    rect: QRectF,
    option: QStyleOption,
    widget: QWidget | None,
) -> None:
    """Round a text of many lines as round a field; else a line, darker over other things.

    A window of its own is the list of a combo box.
    """
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        field(painter, rect, option, widget)
        return
    loose = widget is not None and widget.isWindow()
    box(painter, rect, None, _tone("outline" if loose else "hairline"), 1, 0)


def menu_bar_item(
    painter: QPainter,
    option: QStyleOptionMenuItem,
    widget: QWidget | None,
) -> None:
    """A word of the menu bar."""
    active = has(option, QStyle.StateFlag.State_Selected)
    painter.fillRect(option.rect, _tone("chosen" if active else "field"))
    if active:
        ring(painter, QRectF(option.rect), _tone("focus"), 4)
    font = widget.font() if widget else option.font
    area = QRectF(option.rect)
    draw(
        widget,
        painter,
        area,
        plain(option.text),
        font,
        _tone("text"),
        align=_CENTRE,
    )


def menu_scroller(painter: QPainter, option: QStyleOption) -> None:
    """That a menu goes on above or below."""
    name = (
        "chevron-down"
        if has(option, QStyle.StateFlag.State_DownArrow)
        else "chevron-up"
    )
    edge = px(20)
    middle = QPointF(option.rect.center())
    painter.fillRect(option.rect, _tone("field"))
    draw_icon(
        painter,
        name,
        _tone("text"),
        (middle.x() - edge / 2, middle.y() - edge / 2),
        edge,
    )


def menu_item(
    painter: QPainter,
    option: QStyleOptionMenuItem,
    widget: QWidget | None,
) -> None:
    """A line of a menu: mark, words and shortcut."""
    area = option.rect
    if option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator:
        painter.fillRect(
            area.x(),
            area.center().y(),
            area.width(),
            1,
            _tone("hairline"),
        )
        return
    if has(option, QStyle.StateFlag.State_Selected):
        painter.fillRect(area, _tone("chosen"))
        ring(painter, QRectF(area), _tone("focus"), 4)
    mark = QRect(area.x() + gap(12), area.y(), px(20), area.height())
    _menu_mark(painter, option, QStyle.visualRect(option.direction, area, mark))
    words = area.adjusted(gap(12) + px(20) + gap(8), 0, -gap(12) - px(20), 0)
    _menu_words(
        painter,
        option,
        widget,
        QStyle.visualRect(option.direction, area, words),
    )


def _menu_words(
    painter: QPainter,
    option: QStyleOptionMenuItem,
    widget: QWidget | None,
    area: QRect,
) -> None:
    """The words at the start, the shortcut at the end."""
    place = QRectF(area)
    direction = option.direction
    text, _, shortcut = plain(option.text).partition("\t")
    tone = _tone(
        "text" if has(option, QStyle.StateFlag.State_Enabled) else "second",
    )
    draw(widget, painter, place, text, option.font, tone, direction=direction)
    if shortcut:
        rtl = direction == Qt.LayoutDirection.RightToLeft
        side = _START if rtl else Qt.AlignmentFlag.AlignRight
        draw(
            widget,
            painter,
            place,
            shortcut,
            option.font,
            _tone("second"),
            align=side,
        )


def _menu_mark(
    painter: QPainter,
    option: QStyleOptionMenuItem,
    mark: QRect,
) -> None:
    """The tick of a chosen item, its icon, and the arrow of one that opens another menu."""
    edge = px(20)
    top = mark.center().y() - edge / 2 + 1
    if option.checked:
        draw_icon(painter, "check", _tone("text"), (mark.x(), top), edge)
    elif not option.icon.isNull():
        option.icon.paint(painter, QRect(mark.x(), round(top), edge, edge))
    if option.menuItemType == QStyleOptionMenuItem.MenuItemType.SubMenu:
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        x = option.rect.left() + 4 if rtl else option.rect.right() - edge - 4
        draw_icon(
            painter,
            "chevron-right",
            _tone("text"),
            (x, top),
            edge,
            option.direction,
        )


def combo(
    painter: QPainter,
    option: QStyleOptionComboBox,
    widget: QWidget | None,
) -> None:
    """A list that opens: a field with an arrow."""
    field(painter, QRectF(option.rect), option, widget)
    edge = px(20)
    area = option.rect
    side = gap(8)
    rtl = option.direction == Qt.LayoutDirection.RightToLeft
    x = area.left() + side if rtl else area.right() - side - edge + 1
    tone = _tone(
        "text" if has(option, QStyle.StateFlag.State_Enabled) else "second",
    )
    draw_icon(
        painter,
        "chevron-down",
        tone,
        (x, QPointF(area.center()).y() - edge / 2 + 1),
        edge,
    )
