"""Fields for sums and days.

Typed in any way that can be read, they stand written out once they are left.
"""

from __future__ import annotations

from datetime import date
from typing import override

from babel.dates import format_date

from pbdesk.i18n import render_money
from pbdesk.ui.theme import Text, theme
from pbdesk.ui.widgets.field import TextField, Value
from pbdesk.ui.widgets.reading import Unreadable, read_day, read_sum
from pbdesk.words import Money

__all__ = ["DayField", "MoneyField"]


class _WrittenOut(TextField):
    """Once it is left, what was meant stands written out."""

    def __init__(self, label: Text = "", help: Text = "") -> None:
        super().__init__(label, help)
        self.edit.editingFinished.connect(self._rewrite)

    def _rewrite(self) -> None:
        try:
            value = self.value()
        except Unreadable:
            return  # it stays as it was written; leaving the field shows what is wrong
        if value is not None:
            self.edit.setText(self._written(value))
            self.remember()


class MoneyField(_WrittenOut):
    """A sum, in minor units of its currency; once left it stands as money is written.

    It begins where text begins: a sum on a form stands alone, only in tables are sums at the right.
    """

    def __init__(
        self,
        label: Text = "",
        help: Text = "",
        *,
        currency: str = "GBP",
    ) -> None:
        super().__init__(label, help)
        self.currency = currency

    @override
    def value(self) -> Value:
        if self.edit.text().strip():
            return read_sum(self.edit.text(), self.currency, theme().locale)
        return None

    @override
    def _written(self, value: Value) -> str:
        return render_money(
            Money(int(str(value)), self.currency),
            theme().locale,
        )


class DayField(_WrittenOut):
    """A day; once left it stands written out."""

    @override
    def value(self) -> Value:
        if self.edit.text().strip():
            return read_day(self.edit.text(), theme().locale)
        return None

    @override
    def _written(self, value: Value) -> str:
        if isinstance(value, date):
            return format_date(value, "d MMMM y", locale=theme().locale)
        return str(value)
