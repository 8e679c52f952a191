"""The tally page: seal the urn, throw the dice, count.

It says that the ballots are counted, never what was found.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any, ClassVar, override

from pbdesk.app.jobs.counting import counted
from pbdesk.minutes.decision import Refusal
from pbdesk.questions import count
from pbdesk.questions.lot import draw_seed
from pbdesk.questions.tally import Tally
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION, DONE, NOT_STARTED, SEALED, Shape
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.tally.view import Stage, TallyView, view
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.table import Table, TableColumn, TableRow
from pbdesk.voting.trace import outcome_bytes
from pbdesk.words import Words, plain, say

__all__ = ["TallyPage"]

_ORDER: tuple[Stage, ...] = ("papers", "seal", "dice", "count", "counted")


class TallyPage(Page):
    """Three acts under each other, each with its button while it is next."""

    name: ClassVar[str] = "tally"
    label: ClassVar[Words] = say("Tally")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._head = Heading()
        self._urn, self._root = Label(), Label("", "figures")
        self._root_help = Label(
            say(
                "Code of the sealed ballots. The same code stands in the pack; if one "
                "ballot were different, so would it be."
            ),
            "help",
        )
        self.papers, self.seal = (
            Button(say("Go to the batches"), icon="arrow-right"),
            Button(say("Seal the ballots"), icon="lock"),
        )
        self._dice = Label()
        self.form = Form(
            [
                FieldSpec(
                    "dice",
                    say("The dice, as they were called out"),
                    help=say("At least four figures from 1 to 6."),
                ),
                FieldSpec(
                    "code",
                    say("The code from the envelope"),
                    help=say("This laptop does not hold the sealed code any more."),
                ),
            ]
        )
        self.throw = Button(say("Record the throw"), icon="dices")
        self._count, self._rejected = Label(), Label()
        self.count, self.result = (
            Button(say("Count the ballots")),
            Button(say("Go to the declaration"), icon="arrow-right", after=True),
        )
        self._lot = self._lot_table()
        self._stand()
        self._listen()
        self.refresh()

    def _lot_table(self) -> Table:
        return Table(
            [
                TableColumn(say("Place in the lot"), figures=False),
                TableColumn(say("Code"), figures=False),
                TableColumn(say("Lot number, first figures")),
            ],
            name=say("Lot"),
        )

    def _stand(self) -> None:
        self._lots = Column(
            Rule(),
            Section(say("The order of the lot")),
            Label(
                say(
                    "Anybody can check it: SHA-256 over the seed, the question and the project's "
                    "id, lowest first."
                ),
                "help",
            ),
            self._lot,
        )
        self.body.addWidget(
            scroll.Page(
                self._head,
                Section(say("The ballots")),
                self._urn,
                self._root,
                self._root_help,
                self.papers,
                self.seal,
                Rule(),
                Section(say("The lot")),
                self._dice,
                self.form,
                self.throw,
                Rule(),
                Section(say("The count")),
                self._count,
                self._rejected,
                self.count,
                self.result,
                self._lots,
            )
        )

    def _listen(self) -> None:
        self.papers.clicked.connect(lambda: self.host.go("batches"))
        self.seal.clicked.connect(self._seal)
        self.throw.clicked.connect(self._throw)
        self.count.clicked.connect(self._count_now)
        self.result.clicked.connect(lambda: self.host.go("result"))

    # Showing

    @override
    def refresh(self) -> None:
        seen = view(self.host.state, self.here)
        at = _ORDER.index(seen.stage)
        self._head.show_text(seen.caption, self.label)
        self._urn.show_text(
            seen.urn, shape=SEALED if at >= 2 else ATTENTION if at == 0 else NOT_STARTED
        )
        self._dice.show_text(seen.dice, shape=_shape(at, 2))
        self._count.show_text(seen.count, shape=_shape(at, 3))
        self._show_root(seen)
        self.papers.setVisible(seen.stage == "papers")
        self.seal.setVisible(seen.stage in ("papers", "seal"))
        self.form.setVisible(seen.stage == "dice")
        self.form.field("code").setVisible(seen.needs_code)
        self.throw.setVisible(seen.stage == "dice")
        self.count.setVisible(seen.stage == "count")
        self.result.setVisible(seen.stage == "counted")
        self._rejected.setVisible(seen.rejected is not None)
        self._rejected.show_text(seen.rejected or "")
        self._show_lot(seen)

    def _show_root(self, seen: TallyView) -> None:
        """The code people compare, in two lines of four groups."""
        self._root.setVisible(bool(seen.root))
        self._root_help.setVisible(bool(seen.root))
        self._root.show_text(plain("\n".join("  ".join(seen.root[i : i + 4]) for i in (0, 4))))

    def _show_lot(self, seen: TallyView) -> None:
        self._lots.setVisible(bool(seen.lot))
        self._lot.show_rows(
            [
                TableRow(
                    line.code,
                    (
                        say("{place}. {title}", place=line.place, title=line.title),
                        line.code,
                        line.number,
                    ),
                )
                for line in seen.lot
            ]
        )

    @override
    def go_to(self, target: str | None) -> None:
        if target == "dice" and not self.form.isHidden():
            self.form.go_to("dice")
            return
        following = (
            self.papers,
            self.seal,
            self.form.field("dice").control,
            self.count,
            self.result,
        )
        following[_ORDER.index(view(self.host.state, self.here).stage)].setFocus()

    # The three acts

    def _seal(self) -> None:
        """Say at once what is missing.

        Only where nothing is, ask before the urn is closed for good.
        """
        if self.host.state.box.reconciled is None:
            self.host.act(count.seal_urn, then=self._told)
            return
        self.host.final(
            say(
                "No ballot can be added, changed or keyed again afterwards, and no batch corrected."
            ),
            say("Seal the ballots"),
            count.seal_urn,
            then=partial(self._told, words=say("The ballots are sealed.")),
        )

    def _throw(self) -> None:
        """What cannot be a throw is refused at once; a throw is read back before it is fixed."""
        dice = str(self.form.value("dice") or "")
        given: dict[str, Any] = {"dice": dice}
        if not self.form.field("code").isHidden():
            given["code"] = str(self.form.value("code") or "").strip()
        then = partial(self._told, words=say("The throw is recorded."))
        if re.fullmatch(r"[1-6 ]+", dice) is None:
            self.host.act(draw_seed, then=then, **given)
            return
        self.host.final(
            say("The dice showed {dice}. This fixes the order of the lot for good.", dice=dice),
            say("Record the throw"),
            draw_seed,
            then=then,
            **given,
        )

    def _count_now(self) -> None:
        """Read the urn in the window's thread, count in another, record in the window's again."""
        ballots, state = list(self.host.desk.ballots()), self.host.state
        self.host.run(
            partial(counted, state, ballots), title=say("Counting the ballots"), done=self._record
        )

    def _record(self, found: Tally) -> None:
        self.host.act(
            count.record_count,
            then=partial(self._told, words=say("Counted, not declared.")),
            outcome=found.outcome,
            counted=found.profile.n,
            rejected=found.rejected,
            trace=outcome_bytes(found.outcome),
        )

    def _told(self, refusal: Refusal | None, words: Words | None = None) -> None:
        if refusal is not None:
            self.show_refusal(refusal)
        else:
            if words is not None:
                self.host.announce(words)
            self.go_to(None)

    @override
    def show_refusal(self, refusal: Refusal) -> None:
        if refusal.where is None or not self.form.show_error(refusal.where, spoken(refusal)):
            self.host.banner(spoken(refusal), wrong=True)


def _shape(at: int, mine: int) -> Shape:
    return DONE if at > mine else NOT_STARTED
