"""How Qt's own controls are drawn: one proxy style on Fusion, no style sheets.

Two properties on a widget say more: `kind` (primary, plain, quiet) on a button, `wrong` (bool) on a field.
The focus ring is 2 px inside the control, so that nothing moves; an error is 2 px of red, and with the focus the ring
stands inside it within a gap of 2 px. Text edits need a frame as wide as both, or their viewport covers the ring.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView, QPlainTextEdit, QProxyStyle, QStyle, QStyleOption, QStyleOptionButton, QStyleOptionComboBox,
    QStyleOptionComplex, QStyleOptionMenuItem, QStyleOptionSlider, QTextEdit, QWidget,
)

from pbdesk.ui.fit import draw, fit, measure

if TYPE_CHECKING:
    from pbdesk.ui.theme import Theme

__all__ = ["RADIUS", "RING", "Style", "box", "ring"]

RADIUS, RING = 6, 2
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_START = Qt.AlignmentFlag.AlignLeft
_MNEMONIC = "&"


def box(
    painter: QPainter, rect: QRectF, fill: QColor | None, outline: QColor | None, width: float = 1, radius: float = RADIUS
) -> None:
    """A filled rounded box whose outline lies inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = width / 2 if outline else 0
    painter.setPen(QPen(outline, width) if outline else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)
    painter.restore()


def ring(painter: QPainter, rect: QRectF, colour: QColor, radius: float = RADIUS) -> None:
    """The focus ring, inside `rect`."""
    box(painter, rect, None, colour, RING, radius)


def _has(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    return bool(option.state & flag)


def _plain(text: str) -> str:
    """A label without the mark of its access key."""
    return text.replace("&&", "\0").replace(_MNEMONIC, "").replace("\0", "&")


class Style(QProxyStyle):
    """Fusion with our lines, rings and sizes. Reads the theme as it paints."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._theme = theme

    def _colour(self, name: str) -> QColor:
        return self._theme.tones.colour(name)

    # Sizes

    def pixelMetric(self, metric: QStyle.PixelMetric, option: Any = None, widget: QWidget | None = None) -> int:
        px, gap = self._theme.px, self._theme.gap
        match metric:
            case QStyle.PixelMetric.PM_DefaultFrameWidth:
                return 6 if isinstance(widget, QTextEdit | QPlainTextEdit) else 2
            case QStyle.PixelMetric.PM_ScrollBarExtent:
                return gap(12)
            case QStyle.PixelMetric.PM_ScrollBarSliderMin:
                return px(32)
            case (
                QStyle.PixelMetric.PM_ExclusiveIndicatorWidth | QStyle.PixelMetric.PM_ExclusiveIndicatorHeight
                | QStyle.PixelMetric.PM_IndicatorWidth | QStyle.PixelMetric.PM_IndicatorHeight
                | QStyle.PixelMetric.PM_ButtonIconSize | QStyle.PixelMetric.PM_SmallIconSize
            ):
                return px(20)
            case QStyle.PixelMetric.PM_RadioButtonLabelSpacing | QStyle.PixelMetric.PM_CheckBoxLabelSpacing:
                return gap(8)
            case QStyle.PixelMetric.PM_MenuBarHMargin:
                return gap(12) - 2
            case QStyle.PixelMetric.PM_MenuBarVMargin | QStyle.PixelMetric.PM_MenuBarPanelWidth:
                return 0
            case QStyle.PixelMetric.PM_MenuBarItemSpacing | QStyle.PixelMetric.PM_ScrollView_ScrollBarSpacing:
                return 0
            case QStyle.PixelMetric.PM_MenuHMargin | QStyle.PixelMetric.PM_MenuVMargin:
                return gap(4)
            case QStyle.PixelMetric.PM_TextCursorWidth:
                return max(1, px(1))
            case QStyle.PixelMetric.PM_ButtonShiftHorizontal | QStyle.PixelMetric.PM_ButtonShiftVertical:
                return 0
        return super().pixelMetric(metric, option, widget)

    def styleHint(self, hint: QStyle.StyleHint, option: Any = None, widget: Any = None, data: Any = None) -> int:
        off = (
            QStyle.StyleHint.SH_UnderlineShortcut, QStyle.StyleHint.SH_EtchDisabledText,
            QStyle.StyleHint.SH_ComboBox_Popup, QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons,
            QStyle.StyleHint.SH_ItemView_ActivateItemOnSingleClick, QStyle.StyleHint.SH_Widget_Animation_Duration,
        )
        return 0 if hint in off else super().styleHint(hint, option, widget, data)

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        px, gap = self._theme.px, self._theme.gap
        match kind, option:
            case QStyle.ContentsType.CT_PushButton, QStyleOptionButton():
                return self._button_size(option, widget)
            case QStyle.ContentsType.CT_RadioButton | QStyle.ContentsType.CT_CheckBox, QStyleOptionButton():
                wide, high = measure(_plain(option.text), widget.font() if widget else self._theme.font())
                return QSize(round(wide + 0.5) + px(20) + gap(8) + gap(4), max(px(28), round(high) + 4))
            case QStyle.ContentsType.CT_LineEdit, _:
                return QSize(size.width() + gap(24), max(px(40), size.height() + gap(16)))
            case QStyle.ContentsType.CT_ComboBox, _:
                return QSize(size.width() + gap(12) + px(40), px(40))
            case QStyle.ContentsType.CT_MenuBarItem, QStyleOptionMenuItem():
                return QSize(size.width() + 2 * gap(8) + gap(4), px(32))
            case QStyle.ContentsType.CT_MenuItem, QStyleOptionMenuItem():
                return self._menu_item_size(option)
            case QStyle.ContentsType.CT_ItemViewItem, _:
                wanted = super().sizeFromContents(kind, option, size, widget)
                return QSize(wanted.width() + gap(16), max(px(36), wanted.height()))
        return super().sizeFromContents(kind, option, size, widget)

    def _button_size(self, option: QStyleOptionButton, widget: QWidget | None) -> QSize:
        px, gap = self._theme.px, self._theme.gap
        font = widget.font() if widget else self._theme.font()
        wide, high = measure(_plain(option.text), font)
        pictured = not option.icon.isNull()
        beside = option.iconSize.width() + (gap(8) if option.text else 0) if pictured else 0
        pad = gap(16) if option.text else gap(12) - 2
        return QSize(round(wide + 0.5) + beside + 2 * pad, max(px(40), round(high) + gap(16)))

    def _menu_item_size(self, option: QStyleOptionMenuItem) -> QSize:
        px, gap = self._theme.px, self._theme.gap
        if option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator:
            return QSize(px(40), gap(8) + 1)
        words, _, shortcut = _plain(option.text).partition("\t")
        wide = measure(words, option.font)[0] + (measure(shortcut, option.font)[0] + gap(32) if shortcut else 0)
        return QSize(round(wide) + px(20) + gap(8) + 2 * gap(12) + px(20), px(36))

    # Where the parts lie

    def subElementRect(self, part: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None) -> QRect:
        gap = self._theme.gap
        match part:
            case QStyle.SubElement.SE_LineEditContents:
                side = gap(12) - 3
                return option.rect.adjusted(side, 2, -side, -2)
            case QStyle.SubElement.SE_RadioButtonIndicator | QStyle.SubElement.SE_CheckBoxIndicator:
                edge = self._theme.px(20)
                top = option.rect.top() + (min(self._theme.px(28), option.rect.height()) - edge) // 2
                return self.visualRect(option.direction, option.rect, QRect(option.rect.left(), top, edge, edge))
            case QStyle.SubElement.SE_RadioButtonFocusRect | QStyle.SubElement.SE_CheckBoxFocusRect:
                return self._label_of_choice(option).adjusted(-gap(4), 0, gap(4), 0) & option.rect
            case QStyle.SubElement.SE_RadioButtonContents | QStyle.SubElement.SE_CheckBoxContents:
                return self._label_of_choice(option)
            case QStyle.SubElement.SE_RadioButtonClickRect | QStyle.SubElement.SE_CheckBoxClickRect:
                return option.rect
        return super().subElementRect(part, option, widget)

    def _label_of_choice(self, option: QStyleOption) -> QRect:
        """Where the words of a radio button or tick stand."""
        start = self._theme.px(20) + self._theme.gap(8)
        return self.visualRect(option.direction, option.rect, option.rect.adjusted(start, 0, 0, 0))

    def subControlRect(
        self, control: QStyle.ComplexControl, option: QStyleOptionComplex, part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        px, gap = self._theme.px, self._theme.gap
        match control, option:
            case QStyle.ComplexControl.CC_ComboBox, _ if part == QStyle.SubControl.SC_ComboBoxEditField:
                inner = option.rect.adjusted(gap(12), 2, -px(36), -2)
                return self.visualRect(option.direction, option.rect, inner)
            case QStyle.ComplexControl.CC_ScrollBar, QStyleOptionSlider():
                return self._scroll_part(option, part)
        return super().subControlRect(control, option, part, widget)

    def _scroll_part(self, option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
        """The thumb and what lies before and behind it; there are no arrow buttons."""
        upright = option.orientation == Qt.Orientation.Vertical
        length = option.rect.height() if upright else option.rect.width()
        whole = option.maximum - option.minimum + option.pageStep
        thumb = length if whole <= 0 else max(self._theme.px(32), length * option.pageStep // whole)
        thumb = min(thumb, length)
        begin = self.sliderPositionFromValue(
            option.minimum, option.maximum, option.sliderPosition, length - thumb, option.upsideDown)
        spans = {
            QStyle.SubControl.SC_ScrollBarGroove: (0, length),
            QStyle.SubControl.SC_ScrollBarSlider: (begin, thumb),
            QStyle.SubControl.SC_ScrollBarSubPage: (0, begin),
            QStyle.SubControl.SC_ScrollBarAddPage: (begin + thumb, length - begin - thumb),
        }
        if part not in spans:
            return QRect()
        at, extent = spans[part]
        area = option.rect
        if upright:
            return QRect(area.x(), area.y() + at, area.width(), extent)
        return self.visualRect(option.direction, area, QRect(area.x() + at, area.y(), extent, area.height()))

    # Surfaces, indicators, rings

    def drawPrimitive(
        self, part: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        rect = QRectF(option.rect)
        match part:
            case QStyle.PrimitiveElement.PE_PanelLineEdit:
                if widget is None or widget.property("kind") != "bare":
                    self._field(painter, rect, option, widget)
            case QStyle.PrimitiveElement.PE_FrameLineEdit:
                pass
            case QStyle.PrimitiveElement.PE_Frame if isinstance(widget, QTextEdit | QPlainTextEdit):
                self._field(painter, rect, option, widget)
            case QStyle.PrimitiveElement.PE_Frame | QStyle.PrimitiveElement.PE_FrameGroupBox:
                box(painter, rect, None, self._colour("hairline"), 1, 0)
            case QStyle.PrimitiveElement.PE_IndicatorRadioButton:
                self._radio(painter, rect, option)
            case QStyle.PrimitiveElement.PE_IndicatorCheckBox | QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck:
                self._tick(painter, rect, option)
            case QStyle.PrimitiveElement.PE_FrameFocusRect:
                if not isinstance(widget, QAbstractItemView):
                    ring(painter, rect, self._colour("focus"), 4)
            case QStyle.PrimitiveElement.PE_PanelMenu | QStyle.PrimitiveElement.PE_FrameMenu:
                box(painter, rect, self._colour("field"), self._colour("outline"), 1, 0)
            case QStyle.PrimitiveElement.PE_PanelButtonCommand:
                self._button_panel(painter, rect, option, widget)
            case _:
                super().drawPrimitive(part, option, painter, widget)

    def _field(self, painter: QPainter, rect: QRectF, option: QStyleOption, widget: QWidget | None) -> None:
        wrong = bool(widget and widget.property("wrong"))
        focused = bool(widget and (widget.hasFocus() or _has(option, QStyle.StateFlag.State_HasFocus)))
        enabled = _has(option, QStyle.StateFlag.State_Enabled)
        outline = self._colour("error" if wrong else "outline" if enabled else "hairline")
        box(painter, rect, self._colour("field"), outline, RING if wrong else 1)
        if focused:
            inset = 2 * RING if wrong else 0
            inner = rect.adjusted(inset, inset, -inset, -inset)
            ring(painter, inner, self._colour("focus"), RADIUS - inset / 2)

    def _radio(self, painter: QPainter, rect: QRectF, option: QStyleOption) -> None:
        on = _has(option, QStyle.StateFlag.State_On)
        radius = rect.width() / 2
        tone = "accent" if on else "outline" if _has(option, QStyle.StateFlag.State_Enabled) else "hairline"
        box(painter, rect, self._colour("field"), self._colour(tone), RING * self._theme.scale if on else 1, radius)
        if on:
            inset = rect.width() / 4 + 0.5
            box(painter, rect.adjusted(inset, inset, -inset, -inset), self._colour("accent"), None, 0, radius)

    def _tick(self, painter: QPainter, rect: QRectF, option: QStyleOption) -> None:
        from pbdesk.ui.icons import draw_icon

        if _has(option, QStyle.StateFlag.State_On):
            box(painter, rect, self._colour("accent"), None, 0, 4)
            edge = round(rect.width() * 0.8)
            at = (rect.center().x() - edge / 2, rect.center().y() - edge / 2)
            draw_icon(painter, "check", self._colour("on_accent"), at, edge)
        else:
            tone = "outline" if _has(option, QStyle.StateFlag.State_Enabled) else "hairline"
            box(painter, rect, self._colour("field"), self._colour(tone), 1, 4)

    # Controls with words

    def drawControl(
        self, part: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        match part, option:
            case QStyle.ControlElement.CE_PushButton, QStyleOptionButton():
                self._button_panel(painter, QRectF(option.rect), option, widget)
                self._button_label(painter, option, widget)
            case QStyle.ControlElement.CE_RadioButtonLabel | QStyle.ControlElement.CE_CheckBoxLabel, QStyleOptionButton():
                self._choice_words(painter, widget, option)
            case QStyle.ControlElement.CE_ComboBoxLabel, QStyleOptionComboBox():
                rect = self.subControlRect(
                    QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget)
                self._words(painter, widget, QRectF(rect), option.currentText, option)
            case QStyle.ControlElement.CE_MenuBarItem, QStyleOptionMenuItem():
                self._menu_bar_item(painter, option, widget)
            case QStyle.ControlElement.CE_MenuBarEmptyArea, _:
                painter.fillRect(option.rect, self._colour("field"))
            case QStyle.ControlElement.CE_MenuItem, QStyleOptionMenuItem():
                self._menu_item(painter, option, widget)
            case _:
                super().drawControl(part, option, painter, widget)

    def _words(
        self, painter: QPainter, widget: QWidget | None, rect: QRectF, text: str, option: QStyleOption
    ) -> None:
        tone = "text" if _has(option, QStyle.StateFlag.State_Enabled) else "second"
        font = widget.font() if widget else self._theme.font()
        draw(widget, painter, rect, _plain(text), font, self._colour(tone), direction=option.direction)

    def _choice_words(self, painter: QPainter, widget: QWidget | None, option: QStyleOptionButton) -> None:
        """The words of a radio button or tick: wrapped, their first line beside the box."""
        px, font = self._theme.px, widget.font() if widget else self._theme.font()
        rect = QRectF(option.rect)
        rect.setTop(rect.top() + (px(28) - measure("x", font)[1]) / 2)
        tone = self._colour("text" if _has(option, QStyle.StateFlag.State_Enabled) else "second")
        draw(widget, painter, rect, _plain(option.text), font, tone, middle=False, wrap=True,
             direction=option.direction)

    def _button_panel(
        self, painter: QPainter, rect: QRectF, option: QStyleOption, widget: QWidget | None
    ) -> None:
        kind = (widget.property("kind") if widget else None) or "plain"
        focused, down = _has(option, QStyle.StateFlag.State_HasFocus), _has(option, QStyle.StateFlag.State_Sunken)
        enabled = _has(option, QStyle.StateFlag.State_Enabled)
        over = enabled and (down or _has(option, QStyle.StateFlag.State_MouseOver))
        if kind == "primary" and enabled:
            inset = 2 * RING if focused else 0
            fill = rect.adjusted(inset, inset, -inset, -inset)
            box(painter, fill, self._colour("text" if down else "accent"), None, 0, RADIUS - inset / 2)
        elif kind != "quiet":
            outline = self._colour("outline" if enabled else "hairline")
            box(painter, rect, self._colour("chosen" if over else "field"), outline)
        elif over:
            box(painter, rect, self._colour("chosen"), None)
        if focused:
            ring(painter, rect, self._colour("focus"))

    def _button_tone(self, option: QStyleOption, widget: QWidget | None) -> str:
        if not _has(option, QStyle.StateFlag.State_Enabled):
            return "second"
        if widget is None or widget.property("kind") != "primary":
            return "text"
        return "page" if _has(option, QStyle.StateFlag.State_Sunken) else "on_accent"

    def _button_label(self, painter: QPainter, option: QStyleOptionButton, widget: QWidget | None) -> None:
        """Icon and words in the middle; the icon stands first, or last where the button's `after` says so."""
        gap = self._theme.gap
        font, text = (widget.font() if widget else self._theme.font()), _plain(option.text)
        wide, high = measure(text, font)
        edge = 0 if option.icon.isNull() else option.iconSize.width()
        between = gap(8) if edge and text else 0
        total = edge + between + wide
        fit(widget, text, (total, high), (option.rect.width(), option.rect.height()))
        area = QRectF(option.rect)
        after = bool(widget and widget.property("after")) != (option.direction == Qt.LayoutDirection.RightToLeft)
        start = area.x() + (area.width() - total) / 2
        words_at = start if after else start + edge + between
        words = QRectF(words_at, area.y(), wide + 1, area.height())
        tone = self._colour(self._button_tone(option, widget))
        draw(widget, painter, words, text, font, tone, align=_CENTRE, direction=option.direction)
        if edge:
            icon_at = start + wide + between if after else start
            icon_rect = QRectF(icon_at, area.center().y() - edge / 2, edge, edge)
            option.icon.paint(painter, icon_rect.toRect(), mode=QIcon.Mode.Normal)

    def _menu_bar_item(self, painter: QPainter, option: QStyleOptionMenuItem, widget: QWidget | None) -> None:
        active = _has(option, QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, self._colour("chosen" if active else "field"))
        if active:
            ring(painter, QRectF(option.rect), self._colour("focus"), 4)
        font = widget.font() if widget else option.font
        area = QRectF(option.rect)
        draw(widget, painter, area, _plain(option.text), font, self._colour("text"), align=_CENTRE)

    def _menu_item(self, painter: QPainter, option: QStyleOptionMenuItem, widget: QWidget | None) -> None:
        gap, px, area = self._theme.gap, self._theme.px, option.rect
        if option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator:
            painter.fillRect(area.x(), area.center().y(), area.width(), 1, self._colour("hairline"))
            return
        if _has(option, QStyle.StateFlag.State_Selected):
            painter.fillRect(area, self._colour("chosen"))
            ring(painter, QRectF(area), self._colour("focus"), 4)
        mark = self.visualRect(option.direction, area, QRect(area.x() + gap(12), area.y(), px(20), area.height()))
        self._menu_mark(painter, option, mark)
        start, end = gap(12) + px(20) + gap(8), gap(12) + px(20)
        words = self.visualRect(option.direction, area, area.adjusted(start, 0, -end, 0))
        text, _, shortcut = _plain(option.text).partition("\t")
        tone = self._colour("text" if _has(option, QStyle.StateFlag.State_Enabled) else "second")
        draw(widget, painter, QRectF(words), text, option.font, tone, direction=option.direction)
        if shortcut:
            rtl = option.direction == Qt.LayoutDirection.RightToLeft
            side = _START if rtl else Qt.AlignmentFlag.AlignRight
            draw(widget, painter, QRectF(words), shortcut, option.font, self._colour("second"), align=side)

    def _menu_mark(self, painter: QPainter, option: QStyleOptionMenuItem, mark: QRect) -> None:
        """The tick of a chosen item, its icon, and the arrow of one that opens another menu."""
        from pbdesk.ui.icons import draw_icon

        edge = self._theme.px(20)
        top = mark.center().y() - edge / 2 + 1
        if option.checked:
            draw_icon(painter, "check", self._colour("text"), (mark.x(), top), edge)
        elif not option.icon.isNull():
            option.icon.paint(painter, QRect(mark.x(), round(top), edge, edge))
        if option.menuItemType == QStyleOptionMenuItem.MenuItemType.SubMenu:
            rtl = option.direction == Qt.LayoutDirection.RightToLeft
            x = option.rect.left() + 4 if rtl else option.rect.right() - edge - 4
            draw_icon(painter, "chevron-right", self._colour("text"), (x, top), edge, option.direction)

    def drawComplexControl(
        self, control: QStyle.ComplexControl, option: QStyleOptionComplex, painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        match control, option:
            case QStyle.ComplexControl.CC_ComboBox, QStyleOptionComboBox():
                self._combo(painter, option, widget)
            case QStyle.ComplexControl.CC_ScrollBar, QStyleOptionSlider():
                self._scroll_bar(painter, option)
            case _:
                super().drawComplexControl(control, option, painter, widget)

    def _combo(self, painter: QPainter, option: QStyleOptionComboBox, widget: QWidget | None) -> None:
        from pbdesk.ui.icons import draw_icon

        self._field(painter, QRectF(option.rect), option, widget)
        edge, area = self._theme.px(20), option.rect
        side = self._theme.gap(8)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        x = area.left() + side if rtl else area.right() - side - edge + 1
        tone = self._colour("text" if _has(option, QStyle.StateFlag.State_Enabled) else "second")
        draw_icon(painter, "chevron-down", tone, (x, QPointF(area.center()).y() - edge / 2 + 1), edge)

    def _scroll_bar(self, painter: QPainter, option: QStyleOptionSlider) -> None:
        """Always as wide, painted only when there is something to scroll: figures beside it do not move."""
        painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Window))
        if option.maximum <= option.minimum:
            return
        thumb = QRectF(self._scroll_part(option, QStyle.SubControl.SC_ScrollBarSlider))
        wide = self._theme.px(6)
        if option.orientation == Qt.Orientation.Vertical:
            inset = (thumb.width() - wide) / 2
            thumb.adjust(inset, 2, -inset, -2)
        else:
            inset = (thumb.height() - wide) / 2
            thumb.adjust(2, inset, -2, -inset)
        box(painter, thumb, self._colour("outline"), None, 0, wide / 2)
