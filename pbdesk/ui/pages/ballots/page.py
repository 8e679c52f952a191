"""Look into a ballot file: pick a rule or two, see what each makes of it and why.

Nothing is recorded: it is a calculation, not a result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, override

from pbdesk.app.jobs.ballot_files import count_by, look_into, nearest
from pbdesk.app.jobs.progress import Progress
from pbdesk.i18n import Locale
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.tables import table_csv
from pbdesk.pack.whole import write_whole
from pbdesk.ui.pages.ballots.view import (
    NOBODY,
    SECOND,
    Seen,
    changes,
    given,
    printed,
    reasons,
    rules,
    seen,
    settings,
)
from pbdesk.ui.pages.start.lobby import Lobby
from pbdesk.ui.pages.start.outside import OutsidePage
from pbdesk.ui.shown import TableRow
from pbdesk.ui.theme import px, theme, worded
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.facts import Notes
from pbdesk.ui.widgets.folded import Folded
from pbdesk.ui.widgets.form import Form
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.pots import Pots
from pbdesk.ui.widgets.reading_order import keep_reading_order
from pbdesk.ui.widgets.scroll import Acts
from pbdesk.ui.widgets.table import Table
from pbdesk.voting.explain.change import Change
from pbdesk.voting.report import Counted
from pbdesk.voting.rules import RULES
from pbdesk.words import Words, plain, say

if TYPE_CHECKING:
    from pbdesk.paper.ballot_files import Printed

__all__ = ["BallotsPage"]

_DRAWING = say("Drawing the sheet")
_FILES = "*.pb *.blt *.soc *.soi *.toc *.toi *.json *.csv"


_TABLE, _WHY = 560, 320
"""So wide at 100 % the table is at least, and the reasons beside it at most."""


class _Why(Acts):
    """Why the chosen one came out as it did: a slim column beside the table."""

    def __init__(self) -> None:
        super().__init__()
        theme().keep_dressed(self._dress)

    def _dress(self) -> None:
        self.setMaximumWidth(px(_WHY))


class BallotsPage(OutsidePage):
    """What one rule or two make of a file of ballots."""

    name: ClassVar[str] = "ballots"
    label: ClassVar[Words] = say("Look into a ballot file")

    def __init__(self, lobby: Lobby) -> None:
        """Draw it once."""
        super().__init__(lobby, Button(say("Go back"), "quiet"))
        self._path: Path | None = None
        self.counts: list[Counted] = []
        self.choose = Button(
            say("Choose a file"),
            icon="folder-open",
            does=self._ask,
        )
        self.save = Button(
            say("Save as a table"),
            icon="file-text",
            does=self._save,
        )
        self.print = Button(say("Print"), icon="printer", does=self._print)
        self._name = Label("", "help")
        self._heading = Heading()
        self._shown = Column()
        self.form = Form(())
        self.settings = Form(())
        self._chosen = _Why()
        self._form_place = Column()
        self.put_up(
            self._heading,
            self._name,
            Line(self.choose, self.print, self.save, self.back),
            self._form_place,
            self._shown,
        )
        self._show_nothing()

    @override
    def go_to(self, target: str | None) -> None:
        self.choose.setFocus()

    def _show_nothing(self) -> None:
        self._heading.show_text(
            say("Nothing is recorded: a calculation, not a result."),
            self.label,
        )
        self._name.show_text(
            say(
                "Ballots as Pabulib (.pb), PrefLib (.soi, .soc, .toi, .toc), OpaVote (.blt) or a "
                "table has them: count them by any rule that takes them, see why, and lay two "
                "rules side by side.",
            ),
        )
        self.save.hide()
        self.print.hide()

    # A file

    def _ask(self) -> None:
        path = self.host.ask_open(self.label, _FILES)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """A file was dropped or chosen: count it by the rule that it names."""
        self.host.run(
            partial(look_into, path),
            title=say("Reading “{name}”", name=path.name),
            done=partial(self._begin, path),
        )

    def _begin(self, path: Path, came: Counted | Words) -> None:
        if isinstance(came, Words):
            self.host.banner(came, wrong=True)
        else:
            self.show_counts(path, [came])

    def show_counts(self, path: Path, counts: Sequence[Counted]) -> None:
        """Show one count of a file, or two of it side by side, and what else may be picked."""
        self._path = path
        first, second, *_ = *(each.outcome.rule for each in counts), NOBODY
        self._ask_for(counts[0].file.profile.style, first, second)
        self._show(counts)

    # Rules

    def _ask_for(self, style: str, first: str, second: str) -> None:
        """The rules that may be picked, and their settings behind a line."""
        before = self.settings.draft()
        self.form, self.settings = (
            Form(rules(style)),
            Form(settings(first, second)),
        )
        self.form.set_values(
            {"first": first, SECOND: second},
            keep_focused=False,
        )
        usual = _usual("first", first) | (
            _usual(SECOND, second) if second else {}
        )
        kept = {
            name: before.get(name) or usual[name]
            for name in self.settings.names()
        }
        self.settings.set_values(kept, keep_focused=False)
        self.form.changed.connect(self._picked)
        self.settings.changed.connect(self._picked)
        self._form_place.clear()
        self._form_place.add(self.form)
        if self.settings.names():
            note = say(
                "when a project no longer fits, when money is left, and the like",
            )
            self._form_place.add(Folded(say("Settings"), note, self.settings))

    def _picked(self, name: str) -> None:
        """Count again by what stands there; another rule has other settings."""
        first, second = (
            str(self.form.value(each) or "") for each in ("first", SECOND)
        )
        if name in ("first", SECOND):
            self._ask_for(self.counts[0].file.profile.style, first, second)
            self.form.field(name).take_focus()
        values = self.settings.draft()
        wanted = [("first", first), *([(SECOND, second)] if second else [])]
        self._count(
            [(rule, given(values, whose, rule)) for whose, rule in wanted],
            [],
        )

    def _count(
        self,
        wanted: list[tuple[str, Mapping[str, str]]],
        counted: list[Counted],
    ) -> None:
        """One after the other, in the background; the page shows them once all are there."""
        if not wanted:
            self._show(counted)
            return
        (rule, settings), *others = wanted

        def next_one(came: Counted | Words) -> None:
            if isinstance(came, Words):
                self.host.banner(came, wrong=True)
            else:
                self._count(others, [*counted, came])

        assert self._path is not None
        self.host.run(
            partial(count_by, self._path, rule, settings),
            title=say("Counting by “{rule}”", rule=RULES[rule].label),
            done=next_one,
        )

    # What came of it

    def _show(self, counts: Sequence[Counted]) -> None:
        self.counts = list(counts)
        shown = seen(counts)
        self._heading.show_text(shown.caption, shown.title)
        name = self._path.name if self._path else ""
        self._name.show_text(
            say(
                "“{name}”. Nobody decided by this: a calculation, not a result.",
                name=name,
            ),
        )
        self._chosen = _Why()
        table = Table(shown.columns, name=shown.title, in_pane=True)
        table.show_rows(shown.rows)
        table.chosen.connect(self._explain)
        why = Line(top=True, space=32)
        why.fill(table)
        why.add(self._chosen)
        why.give(_TABLE)
        self._shown.clear()
        self._shown.add(
            *((Pots(shown.pots),) if shown.pots else ()),
            *(Label(words) for words in shown.notes),
            why,
        )
        self.save.show()
        self.print.show()
        keep_reading_order(self)
        first = next(filter(_differs, shown.rows), shown.rows[0])
        table.choose(first.key)
        self._explain(first.key)

    def _explain(self, key: str) -> None:
        """Why the chosen one came out as it did; on wish, what would have changed it."""
        profile = self.counts[0].file.profile
        name = (
            next((each.name for each in profile.projects if each.id == key), "")
            or key
        )
        self._chosen.clear()
        self._chosen.add(
            Section(plain(name)),
            Notes(reasons(self.counts, key)),
        )
        for counted in self.counts:
            if RULES[counted.outcome.rule].kind not in ("funding", "choosing"):
                continue
            wish = Button(
                say(
                    "What would have changed it: {rule}",
                    rule=RULES[counted.outcome.rule].label,
                ),
                "quiet",
                does=partial(self._look_for, counted, key),
            )
            self._chosen.add(wish)
        self._chosen.measure_anew()

    def _look_for(self, counted: Counted, key: str) -> None:
        self.host.run(
            partial(nearest, counted, key),
            title=say("Looking for the least that would have changed it"),
            done=partial(self._show_changes, counted),
        )

    def _show_changes(
        self,
        counted: Counted,
        found: tuple[Change, ...],
    ) -> None:
        self._chosen.add(*map(Label, changes(counted, found)))
        self._chosen.measure_anew()

    # Paper, and a table

    def _print(self) -> None:
        """The table as it stands with all reasons, as it will be printed."""
        stem, name = (
            (self._path.stem, self._path.name)
            if self._path
            else ("ballots", "")
        )
        work = partial(
            _drawn,
            name,
            printed(self.counts),
            datetime.now().astimezone().date(),
            theme().locale,
        )
        self.host.run(
            work,
            title=_DRAWING,
            done=lambda pdf: self.host.preview(self.label, pdf, f"{stem}.pdf"),
        )

    def _save(self) -> None:
        """The table as it stands, for a spreadsheet."""
        shown, stem = (
            seen(self.counts),
            self._path.stem if self._path else "ballots",
        )
        path = self.host.ask_save(
            say("Save as a table"),
            f"{stem}.csv",
            "CSV (*.csv)",
        )
        if path is None:
            return
        try:
            write_whole(table_csv(_cells(shown)), path)
        except PackRefused as refused:
            self.host.banner(refused.words, wrong=True)
            return
        self.host.banner(say("Saved as “{name}”.", name=path.name))


def _drawn(
    name: str,
    shown: Printed,
    made: date,
    locale: Locale,
    progress: Progress,
) -> bytes:
    from pbdesk.paper.ballot_files import ballot_file_pdf

    progress(0, 1, _DRAWING)
    return ballot_file_pdf(name, shown, made=made, locale=locale)


def _differs(row: TableRow) -> bool:
    """Whether two rules make something else of it: then it stands in bold."""
    return row.strong


def _usual(whose: str, rule: str) -> dict[str, str]:
    """What the settings of a rule are where nobody set them."""
    return {
        f"{whose}.{option.name}": str(option.absent)
        for option in RULES[rule].options
    }


def _cells(shown: Seen) -> list[list[str]]:
    heads = tuple(column.title for column in shown.columns)
    rows = (heads, *(row.cells for row in shown.rows))
    return [[worded(cell) for cell in row] for row in rows]
