"""How Qt's own controls are drawn: one proxy style on Fusion, no style sheets.

Two properties on a widget say more: `kind` (primary, plain, quiet) on a button, `wrong` (bool) on a
field. The focus ring is 2 px inside the control, so that nothing moves; an error is 2 px of red,
and with the focus the ring stands inside it within a gap of 2 px. Text edits need a frame as wide
as both, or their viewport covers the ring.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QTextEdit,
    QWidget,
)

from pbdesk.ui import controls
from pbdesk.ui.controls import plain
from pbdesk.ui.fit import measure
from pbdesk.ui.strokes import box, ring

if TYPE_CHECKING:
    from pbdesk.ui.theme import Theme

__all__ = ["Style"]

_HINTS = {
    QStyle.StyleHint.SH_UnderlineShortcut: 0,
    QStyle.StyleHint.SH_EtchDisabledText: 0,
    QStyle.StyleHint.SH_ComboBox_Popup: 0,
    QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons: 0,
    QStyle.StyleHint.SH_ItemView_ActivateItemOnSingleClick: 0,
    QStyle.StyleHint.SH_Widget_Animation_Duration: 0,
    QStyle.StyleHint.SH_Menu_Scrollable: 1,
}
"""Our hints. A menu that is higher than the screen scrolls: two columns could be wider than it."""


def _lengths() -> dict[QStyle.PixelMetric, Callable[[Theme], int]]:
    """Our lengths; where none stands here Fusion's will do. Qt asks thousands of times a page."""
    metric = QStyle.PixelMetric
    return {
        **dict.fromkeys(_NOTHING, lambda _theme: 0),
        **dict.fromkeys(_SIGNS, lambda theme: theme.px(20)),
        metric.PM_ScrollBarExtent: lambda theme: theme.gap(12),
        metric.PM_ScrollBarSliderMin: lambda theme: theme.px(32),
        metric.PM_RadioButtonLabelSpacing: lambda theme: theme.gap(8),
        metric.PM_CheckBoxLabelSpacing: lambda theme: theme.gap(8),
        metric.PM_MenuBarHMargin: lambda theme: theme.gap(12) - 2,
        metric.PM_FocusFrameHMargin: lambda theme: theme.gap(
            8,
        ),  # beside an item of a Qt list
        metric.PM_MenuHMargin: lambda theme: theme.gap(4),
        metric.PM_MenuVMargin: lambda theme: theme.gap(4),
        metric.PM_MenuScrollerHeight: lambda theme: theme.px(28),
        metric.PM_TextCursorWidth: lambda theme: max(1, theme.px(1)),
    }


_NOTHING = (
    QStyle.PixelMetric.PM_MenuBarVMargin,
    QStyle.PixelMetric.PM_MenuBarPanelWidth,
    QStyle.PixelMetric.PM_MenuBarItemSpacing,
    QStyle.PixelMetric.PM_ScrollView_ScrollBarSpacing,
    QStyle.PixelMetric.PM_ButtonShiftHorizontal,
    QStyle.PixelMetric.PM_ButtonShiftVertical,
)
_SIGNS = (
    QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
    QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
    QStyle.PixelMetric.PM_IndicatorWidth,
    QStyle.PixelMetric.PM_IndicatorHeight,
    QStyle.PixelMetric.PM_ButtonIconSize,
    QStyle.PixelMetric.PM_SmallIconSize,
)


_LENGTHS = _lengths()


class _Choice(NamedTuple):
    """The parts of a radio button or of a tick."""

    sign_at: QStyle.SubElement
    sign: QStyle.PrimitiveElement
    words_at: QStyle.SubElement
    words: QStyle.ControlElement
    ring_at: QStyle.SubElement


_RADIO = _Choice(
    QStyle.SubElement.SE_RadioButtonIndicator,
    QStyle.PrimitiveElement.PE_IndicatorRadioButton,
    QStyle.SubElement.SE_RadioButtonContents,
    QStyle.ControlElement.CE_RadioButtonLabel,
    QStyle.SubElement.SE_RadioButtonFocusRect,
)
_TICK = _Choice(
    QStyle.SubElement.SE_CheckBoxIndicator,
    QStyle.PrimitiveElement.PE_IndicatorCheckBox,
    QStyle.SubElement.SE_CheckBoxContents,
    QStyle.ControlElement.CE_CheckBoxLabel,
    QStyle.SubElement.SE_CheckBoxFocusRect,
)


class Style(QProxyStyle):
    """Fusion with our lines, rings and sizes. Reads the theme as it paints."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._theme = theme

    def _colour(self, name: str) -> QColor:
        return self._theme.tones.colour(name)

    # Sizes

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: Any = None,
        widget: Any = None,
    ) -> int:
        if metric == QStyle.PixelMetric.PM_DefaultFrameWidth:
            return 6 if isinstance(widget, QTextEdit | QPlainTextEdit) else 2
        length = _LENGTHS.get(metric)
        if length is None:
            return super().pixelMetric(metric, option, widget)
        return length(self._theme)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: Any = None,
        widget: Any = None,
        returnData: Any = None,
    ) -> int:
        ours = _HINTS.get(hint)
        if ours is not None:
            return ours
        return super().styleHint(hint, option, widget, returnData)

    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: Any = None,
    ) -> QSize:
        px = self._theme.px
        gap = self._theme.gap
        match kind, option:
            case QStyle.ContentsType.CT_PushButton, QStyleOptionButton():
                return self._button_size(option, widget)
            case (
                QStyle.ContentsType.CT_RadioButton
                | QStyle.ContentsType.CT_CheckBox,
                QStyleOptionButton(),
            ):
                return self._choice_size(option, widget)
            case QStyle.ContentsType.CT_LineEdit, _:
                return QSize(
                    size.width() + gap(24),
                    max(px(40), size.height() + gap(16)),
                )
            case QStyle.ContentsType.CT_ComboBox, _:
                return QSize(size.width() + gap(12) + px(40), px(40))
            case QStyle.ContentsType.CT_MenuBarItem, QStyleOptionMenuItem():
                return QSize(size.width() + 2 * gap(8) + gap(4), px(32))
            case QStyle.ContentsType.CT_MenuItem, QStyleOptionMenuItem():
                return self._menu_item_size(option)
            case QStyle.ContentsType.CT_ItemViewItem, _:
                wanted = super().sizeFromContents(kind, option, size, widget)
                return QSize(
                    wanted.width() + gap(16),
                    max(px(36), wanted.height()),
                )
            case _:
                return super().sizeFromContents(kind, option, size, widget)

    def _choice_size(self, option: QStyleOptionButton, widget: Any) -> QSize:
        """A round mark or a tick with its words beside it."""
        px = self._theme.px
        gap = self._theme.gap
        font = widget.font() if widget else self._theme.font()
        wide, high = measure(plain(option.text), font)
        return QSize(
            round(wide + 0.5) + px(20) + gap(8) + gap(4),
            max(px(28), round(high) + 4),
        )

    def _button_size(
        self,
        option: QStyleOptionButton,
        widget: QWidget | None,
    ) -> QSize:
        px = self._theme.px
        gap = self._theme.gap
        font = widget.font() if widget else self._theme.font()
        wide, high = measure(plain(option.text), font)
        pictured = not option.icon.isNull()
        beside = (
            option.iconSize.width() + (gap(8) if option.text else 0)
            if pictured
            else 0
        )
        quiet = (
            widget is not None and widget.property("kind") == "quiet"
        )  # no outline: its words begin near the edge
        pad = gap(12) - 2 if not option.text else gap(8 if quiet else 16)
        return QSize(
            round(wide + 0.5) + beside + 2 * pad,
            max(px(40), round(high) + gap(16)),
        )

    def _menu_item_size(self, option: QStyleOptionMenuItem) -> QSize:
        px = self._theme.px
        gap = self._theme.gap
        if option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator:
            return QSize(px(40), gap(8) + 1)
        words, _, shortcut = plain(option.text).partition("\t")
        wide = measure(words, option.font)[0] + (
            measure(shortcut, option.font)[0] + gap(32) if shortcut else 0
        )
        return QSize(
            round(wide) + px(20) + gap(8) + 2 * gap(12) + px(20),
            px(36),
        )

    # Where the parts lie

    def subElementRect(
        self,
        part: QStyle.SubElement,
        option: QStyleOption,
        widget: Any = None,
    ) -> QRect:
        gap = self._theme.gap
        match part:
            case QStyle.SubElement.SE_LineEditContents:
                side = gap(12) - 3
                return option.rect.adjusted(side, 2, -side, -2)
            case (
                QStyle.SubElement.SE_RadioButtonIndicator
                | QStyle.SubElement.SE_CheckBoxIndicator
            ):
                return self._sign_of_choice(option)
            case (
                QStyle.SubElement.SE_RadioButtonFocusRect
                | QStyle.SubElement.SE_CheckBoxFocusRect
            ):
                words = controls.room_of_words(
                    widget,
                    option,
                    self._label_of_choice(option),
                )
                return words.adjusted(-gap(4), 0, gap(4), 0) & option.rect
            case (
                QStyle.SubElement.SE_RadioButtonContents
                | QStyle.SubElement.SE_CheckBoxContents
            ):
                return self._label_of_choice(option)
            case (
                QStyle.SubElement.SE_RadioButtonClickRect
                | QStyle.SubElement.SE_CheckBoxClickRect
            ):
                return option.rect
            case _:
                return super().subElementRect(part, option, widget)

    def _sign_of_choice(self, option: QStyleOption) -> QRect:
        """Where the mark of a choice stands: beside the first line of its words."""
        edge = self._theme.px(20)
        area = option.rect
        top = area.top() + (min(self._theme.px(28), area.height()) - edge) // 2
        return self.visualRect(
            option.direction,
            area,
            QRect(area.left(), top, edge, edge),
        )

    def _label_of_choice(self, option: QStyleOption) -> QRect:
        """Where the words of a radio button or tick stand."""
        start = self._theme.px(20) + self._theme.gap(8)
        return self.visualRect(
            option.direction,
            option.rect,
            option.rect.adjusted(start, 0, 0, 0),
        )

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: Any = None,
    ) -> QRect:
        px = self._theme.px
        gap = self._theme.gap
        match control, option:
            case QStyle.ComplexControl.CC_ComboBox, _ if (
                part == QStyle.SubControl.SC_ComboBoxEditField
            ):
                inner = option.rect.adjusted(gap(12), 2, -px(36), -2)
                return self.visualRect(option.direction, option.rect, inner)
            case QStyle.ComplexControl.CC_ScrollBar, QStyleOptionSlider():
                return self._scroll_part(option, part)
            case _:
                return super().subControlRect(control, option, part, widget)

    def _scroll_part(
        self,
        option: QStyleOptionSlider,
        part: QStyle.SubControl,
    ) -> QRect:
        """The thumb and what lies before and behind it; there are no arrow buttons."""
        upright = option.orientation == Qt.Orientation.Vertical
        area = option.rect
        length = area.height() if upright else area.width()
        begin, thumb = self._thumb(option, length)
        match part:
            case QStyle.SubControl.SC_ScrollBarGroove:
                at, extent = 0, length
            case QStyle.SubControl.SC_ScrollBarSlider:
                at, extent = begin, thumb
            case QStyle.SubControl.SC_ScrollBarSubPage:
                at, extent = 0, begin
            case QStyle.SubControl.SC_ScrollBarAddPage:
                at = begin + thumb
                extent = length - begin - thumb
            case _:
                return QRect()
        if upright:
            return QRect(area.x(), area.y() + at, area.width(), extent)
        place = QRect(area.x() + at, area.y(), extent, area.height())
        return self.visualRect(option.direction, area, place)

    def _thumb(
        self,
        option: QStyleOptionSlider,
        length: int,
    ) -> tuple[int, int]:
        """Where the thumb begins on a bar so long, and its length: the share that is seen."""
        whole = option.maximum - option.minimum + option.pageStep
        thumb = length
        if whole > 0:
            thumb = min(
                length,
                max(self._theme.px(32), length * option.pageStep // whole),
            )
        begin = self.sliderPositionFromValue(
            option.minimum,
            option.maximum,
            option.sliderPosition,
            length - thumb,
            option.upsideDown,
        )
        return begin, thumb

    # Surfaces, indicators, rings

    def drawPrimitive(
        self,
        part: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: Any = None,
    ) -> None:
        rect = QRectF(option.rect)
        match part:
            case QStyle.PrimitiveElement.PE_PanelLineEdit:
                if widget is None or widget.property("kind") != "bare":
                    controls.field(painter, rect, option, widget)
            case QStyle.PrimitiveElement.PE_FrameLineEdit:
                pass
            case (
                QStyle.PrimitiveElement.PE_Frame
                | QStyle.PrimitiveElement.PE_FrameGroupBox
            ):
                controls.frame(painter, rect, option, widget)
            case QStyle.PrimitiveElement.PE_IndicatorRadioButton:
                controls.radio(painter, rect, option)
            case (
                QStyle.PrimitiveElement.PE_IndicatorCheckBox
                | QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
            ):
                controls.tick(painter, rect, option)
            case QStyle.PrimitiveElement.PE_FrameFocusRect:
                if not isinstance(widget, QAbstractItemView):
                    ring(painter, rect, self._colour("focus"), 4)
            case (
                QStyle.PrimitiveElement.PE_PanelMenu
                | QStyle.PrimitiveElement.PE_FrameMenu
            ):
                box(
                    painter,
                    rect,
                    self._colour("field"),
                    self._colour("outline"),
                    1,
                    0,
                )
            case QStyle.PrimitiveElement.PE_PanelButtonCommand:
                controls.button_panel(painter, rect, option, widget)
            case _:
                super().drawPrimitive(part, option, painter, widget)

    # Controls with words

    def drawControl(
        self,
        part: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: Any = None,
    ) -> None:
        match part, option:
            case QStyle.ControlElement.CE_PushButton, QStyleOptionButton():
                controls.button_panel(
                    painter,
                    QRectF(option.rect),
                    option,
                    widget,
                )
                controls.button_label(painter, option, widget)
            case QStyle.ControlElement.CE_RadioButton, QStyleOptionButton():
                self._draw_choice(_RADIO, option, painter, widget)
            case QStyle.ControlElement.CE_CheckBox, QStyleOptionButton():
                self._draw_choice(_TICK, option, painter, widget)
            case (
                QStyle.ControlElement.CE_RadioButtonLabel
                | QStyle.ControlElement.CE_CheckBoxLabel,
                QStyleOptionButton(),
            ):
                controls.choice_words(painter, widget, option)
            case QStyle.ControlElement.CE_ComboBoxLabel, QStyleOptionComboBox():
                rect = self.subControlRect(
                    QStyle.ComplexControl.CC_ComboBox,
                    option,
                    QStyle.SubControl.SC_ComboBoxEditField,
                    widget,
                )
                controls.words(
                    painter,
                    widget,
                    QRectF(rect),
                    option.currentText,
                    option,
                )
            case QStyle.ControlElement.CE_MenuBarItem, QStyleOptionMenuItem():
                controls.menu_bar_item(painter, option, widget)
            case QStyle.ControlElement.CE_MenuBarEmptyArea, _:
                painter.fillRect(option.rect, self._colour("field"))
            case QStyle.ControlElement.CE_MenuItem, QStyleOptionMenuItem():
                controls.menu_item(painter, option, widget)
            case QStyle.ControlElement.CE_MenuScroller, _:
                controls.menu_scroller(painter, option)
            case _:
                super().drawControl(part, option, painter, widget)

    def _draw_choice(
        self,
        parts: _Choice,
        option: QStyleOptionButton,
        painter: QPainter,
        widget: Any,
    ) -> None:
        """A radio button or tick: Qt's own drawing asks itself where its parts stand, not us."""
        part = QStyleOptionButton(option)
        part.rect = self.subElementRect(parts.sign_at, option, widget)
        self.drawPrimitive(parts.sign, part, painter, widget)
        part.rect = self.subElementRect(parts.words_at, option, widget)
        self.drawControl(parts.words, part, painter, widget)
        if controls.has(option, QStyle.StateFlag.State_HasFocus):
            part.rect = self.subElementRect(parts.ring_at, option, widget)
            self.drawPrimitive(
                QStyle.PrimitiveElement.PE_FrameFocusRect,
                part,
                painter,
                widget,
            )

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: Any = None,
    ) -> None:
        match control, option:
            case QStyle.ComplexControl.CC_ComboBox, QStyleOptionComboBox():
                controls.combo(painter, option, widget)
            case QStyle.ComplexControl.CC_ScrollBar, QStyleOptionSlider():
                self._scroll_bar(painter, option)
            case _:
                super().drawComplexControl(control, option, painter, widget)

    def _scroll_bar(
        self,
        painter: QPainter,
        option: QStyleOptionSlider,
    ) -> None:
        """Always as wide, painted only when there is something to scroll.

        Figures beside it do not move.
        """
        painter.fillRect(
            option.rect,
            option.palette.color(QPalette.ColorRole.Window),
        )
        if option.maximum <= option.minimum:
            return
        thumb = QRectF(
            self._scroll_part(option, QStyle.SubControl.SC_ScrollBarSlider),
        )
        wide = self._theme.px(6)
        if option.orientation == Qt.Orientation.Vertical:
            inset = (thumb.width() - wide) / 2
            thumb.adjust(inset, 2, -inset, -2)
        else:
            inset = (thumb.height() - wide) / 2
            thumb.adjust(2, inset, -2, -inset)
        box(painter, thumb, self._colour("outline"), None, 0, wide / 2)
