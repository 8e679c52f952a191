"""The draw of a panel, where the hand works: pool and quotas from files, the list, the dice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import override

from pbdesk.app.case_file import CaseFile
from pbdesk.app.jobs.lending import Lent, Numbers, lent, numbers_of
from pbdesk.app.jobs.progress import Progress
from pbdesk.jury import sitting
from pbdesk.jury.certificate import Certificate
from pbdesk.jury.days import fingerprint
from pbdesk.jury.excluded import sifted
from pbdesk.jury.pool import (
    Person,
    Pool,
    PoolRefused,
    Quota,
    Reason,
    read_people,
    read_quotas,
)
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.pages.refusals import show_refused
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, say, several

__all__ = ["Draw"]

_PASSPHRASE = FieldSpec(
    "passphrase",
    say("Passphrase of its people file"),
    "passphrase",
    section=say("From an assembly"),
    help=say("Only who agreed there to be drawn for a jury is lent."),
)
_DICE = FieldSpec(
    "dice",
    say("What the dice showed"),
    help=say("Eight dice, such as 4 1 6 2 2 5 3 6."),
)


class Draw(OwnWidget):
    """Reads the pool, lists every panel, and lets the dice name one."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.choose = Button(
            say("Choose the pool and its quotas"),
            icon="users",
            does=self._choose,
        )
        self.form, self.throw = (
            Form([_DICE]),
            Button(say("Let the dice decide"), icon="dices", does=self._throw),
        )
        self._told = Label("", "help")
        self._pool: Pool | None = None
        self._left_out: Mapping[Reason, int] = {}
        self._certificate: Certificate | None = None
        self.lending = Form([_PASSPHRASE])
        self.lend = Button(
            say("Choose the assembly that lends people"),
            icon="users",
            does=self._lend,
        )
        self.save = Button(
            say("Save the list of panels"),
            "quiet",
            icon="file-text",
            does=self._save,
        )
        self.add(
            Line(self.save),
            Line(self.choose),
            self.lending,
            Line(self.lend),
            self._told,
            self.form,
            Line(self.throw),
        )
        self.refresh()

    @override
    def refresh(self) -> None:
        """The dice are asked for once the list stands and the pool is read."""
        file = self.host.file
        panel = file.state.panel if isinstance(file, CaseFile) else None
        self.save.setVisible(panel is not None and panel.listed is not None)
        self.choose.setVisible(panel is None or panel.drawn is None)
        ready = self._certificate is not None and self._is_listed(
            self._certificate,
        )
        for each in (self.form, self.throw):
            each.setVisible(ready and panel is not None and panel.drawn is None)
        lendable = panel is not None and panel.drawn is None
        if panel is not None and panel.listed is not None:
            lendable = lendable and panel.lent is not None and not ready
        for each in (self.lending, self.lend):
            each.setVisible(lendable)
        if self._pool is not None:
            people = len(self._pool.people)
            told = several(
                "{n} person in the pool.",
                "{n} people in the pool.",
                people,
            )
            self._told.show_text(told)

    def _is_listed(self, certificate: Certificate) -> bool:
        file = self.host.file
        if not isinstance(file, CaseFile) or file.state.panel.listed is None:
            return False
        return file.state.panel.listed.list == certificate.digest.hex()

    def _save(self) -> None:
        """Write the list as it was hashed: whoever has it draws again."""
        file = self.host.file
        listed = file.state.panel.listed if isinstance(file, CaseFile) else None
        path = listed and self.host.ask_save(
            say("The list of panels"),
            "draw.json",
            "*.json",
        )
        if listed is None or path is None:
            return
        try:
            _ = path.write_bytes(
                file.record.attachment(bytes.fromhex(listed.list)).data,
            )
        except OSError as error:
            self.host.banner(
                say(
                    "“{name}” cannot be written: {why}.",
                    name=path.name,
                    why=error.strerror or "",
                ),
                wrong=True,
            )
            return
        self.host.banner(say("Written: {name}.", name=path.name))

    def _lend(self) -> None:
        path = self.host.ask_open(
            say("The assembly that lends people"),
            "*.pbdesk",
        )
        file = self.host.file
        if path is None or not isinstance(file, CaseFile):
            return
        passphrase = str(self.lending.value("passphrase") or "")
        jury = file.state.complaint.jury or file.state.complaint.id
        self.host.run(
            partial(_lent, path, passphrase, jury, file.names()),
            title=say("Looking who agreed"),
            done=self._was_lent,
        )

    def _was_lent(self, found: Lent | Words) -> None:
        file = self.host.file
        if isinstance(found, Words) or not isinstance(file, CaseFile):
            if isinstance(found, Words):
                self.lending.show_error("passphrase", found)
            return
        self.lending.set_values({"passphrase": ""})
        refusal = None if file.state.panel.listed else file.keep_lent(found)
        if refusal is not None:
            self._answered(refusal)
            return
        self._sift(found.people, ())

    def _sift(
        self,
        people: tuple[Person, ...],
        quotas: tuple[Quota, ...],
    ) -> None:
        """Leave out who may not sit, and list the panels of the others."""
        try:
            sat = self._sat_lately()
            may_sit, self._left_out = sifted(people, sat)
            self._pool = Pool(may_sit, quotas, self._seats())
        except PoolRefused as refused:
            self.host.banner(refused.words, wrong=True)
            return
        self._certify(self._pool)

    def _sat_lately(self) -> frozenset[str]:
        """Who sat lately, by the jury's file; nobody where the case goes by no jury's numbers.

        Raises PoolRefused where the file is not that of its jury.
        """
        file = self.host.file
        complaint = file.state.complaint if isinstance(file, CaseFile) else None
        if complaint is None or not complaint.jury:
            return frozenset()
        path = self.host.ask_open(
            say("The jury's file: who sat for this service"),
            "*.pbjury",
        )
        if path is None:
            raise PoolRefused(
                say(
                    "Without the jury's file nobody knows who sat lately. Choose it to go on.",
                ),
            )
        found = numbers_of(path, complaint.name)
        if not isinstance(found, Numbers):
            raise PoolRefused(found)
        if fingerprint(found.days) != complaint.jury:
            raise PoolRefused(
                say(
                    "“{name}” is another jury: the case goes by other numbers.",
                    name=path.name,
                ),
            )
        return found.sat

    def _certify(self, pool: Pool) -> None:
        self.host.run(
            partial(_certified, pool),
            title=say("Listing every panel"),
            done=self._listed,
        )

    def _choose(self) -> None:
        people = self.host.ask_open(
            say("The pool: id, categories, household"),
            "CSV (*.csv)",
        )
        quotas = people and self.host.ask_open(say("Its quotas"), "CSV (*.csv)")
        if people is None or quotas is None:
            return
        try:
            listed, wanted = _read(people, quotas)
        except PoolRefused as refused:
            self.host.banner(refused.words, wrong=True)
            return
        self._sift(listed, wanted)

    def _seats(self) -> int:
        file = self.host.file
        return (
            file.state.complaint.days.seats if isinstance(file, CaseFile) else 0
        )

    def _listed(self, made: Certificate | Words) -> None:
        if isinstance(made, Words):
            self.host.banner(made, wrong=True)
            return
        self._certificate = made
        if self._is_listed(made) or self._pool is None:
            self.refresh()
            return
        self.host.act(
            sitting.list_draw,
            self._answered,
            certificate=made,
            quotas=self._pool.quotas,
            left_out=self._left_out,
        )

    def _throw(self) -> None:
        if self._certificate is None or self._pool is None:
            return
        dice = str(self.form.value("dice") or "")
        self.host.act(
            sitting.throw,
            self._answered,
            certificate=self._certificate,
            pool=self._pool,
            dice=dice,
        )

    def _answered(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            show_refused(self.host, self.form, refusal)
        self.refresh()


def _lent(
    path: Path,
    passphrase: str,
    jury: str,
    names: Iterable[str],
    progress: Progress,
) -> Lent | Words:
    return lent(path, passphrase, jury, names, progress)


def _read(
    people: Path,
    quotas: Path,
) -> tuple[tuple[Person, ...], tuple[Quota, ...]]:
    try:
        listed = read_people(people.read_bytes(), people.name)
        return listed, read_quotas(quotas.read_bytes(), quotas.name)
    except OSError as error:
        why = error.strerror or ""
        raise PoolRefused(
            say("A file cannot be read: {why}.", why=why),
        ) from error


def _certified(pool: Pool, progress: Progress) -> Certificate | Words:
    from pbdesk.app.jobs.drawing import (
        certified,
    )  # loads scipy, which the window does without

    return certified(pool, progress)
