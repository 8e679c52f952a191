"""Bringing the halls together, where the hand works: packs, keys, dice, signatures.

What is chosen and found here is shown and not kept; the pack of the sum is what remains.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import override

from pbdesk.app.chance import from_system
from pbdesk.app.halls import ParentDesk
from pbdesk.app.jobs.bringing_together import (
    Brought,
    SumMade,
    brought_together,
    sum_made,
)
from pbdesk.app.jobs.combined_report import came
from pbdesk.app.jobs.combining import Given
from pbdesk.app.jobs.gathering import Gathered, Looked, State
from pbdesk.app.jobs.parent_given import given_by
from pbdesk.halls.named import ROLES, Role
from pbdesk.minutes.decision import Refusal
from pbdesk.pack.keys import load_key, public_in, public_line
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.seen import look_through, sign_seen
from pbdesk.questions.lot import as_thrown
from pbdesk.ui.host import Host
from pbdesk.ui.pages.case_words import choices
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.shown import ATTENTION, DONE, NOT_STARTED, FieldSpec, Shape
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.facts import Facts
from pbdesk.ui.widgets.form import Form
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, plain, say, several

__all__ = ["BringingTogether"]

_CHOOSING = (
    FieldSpec(
        "signers",
        say("The clerk’s list of keys"),
        help=say(
            "The file “allowed_signers”: whose keys count in each hall, and who combines.",
        ),
    ),
)
_THROWING = (
    FieldSpec(
        "dice",
        say("Dice"),
        help=say("As they were called out: at least four figures from 1 to 6."),
    ),
)
_DICE = 6
_STATES: dict[State, tuple[Shape, Words]] = {
    "taken": (DONE, say("In the sum")),
    "left-out": (NOT_STARTED, say("Left out")),
    "missing": (NOT_STARTED, say("Missing")),
    "repeated": (ATTENTION, say("There twice")),
    "other-edition": (ATTENTION, say("Different packs")),
    "foreign": (ATTENTION, say("Not of this vote")),
    "rehearsal": (ATTENTION, say("A rehearsal")),
    "no-ballots": (ATTENTION, say("Ballots missing")),
    "not-genuine": (ATTENTION, say("Not genuine")),
    "unreadable": (ATTENTION, say("Cannot be read")),
}
"""What a hall or a pack is to the sum, in words."""


class BringingTogether(OwnWidget):
    """Takes packs, says what each hall is to the sum, throws, makes the pack, has it signed."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.packs: list[Path] = []
        self.copies: list[Path] = []
        self.without: set[str] = set()
        self.gathered: Gathered | None = None
        self._given: Given | None = None
        self._made: SumMade | None = None
        self.chosen, self.halls, self.result = Column(), Column(), Column()
        self.form, self.dice = Form(list(_CHOOSING)), Form(list(_THROWING))
        self.look = Button(say("Check the packs"), "primary", does=self.begin)
        self.throw = Button(say("Throw here"), icon="dices", does=self._throw)
        self.make = Button(
            say("Count all halls together"),
            "primary",
            icon="file-text",
            does=self._make,
        )
        passphrase = FieldSpec(
            "passphrase",
            say("Passphrase of the key"),
            "passphrase",
        )
        self.signing = Form([_who_signs(self._roles()), passphrase])
        self.sign = Button(say("Choose the key and sign"), does=self._sign)
        self._draw()
        self.refresh()

    def _choosing(self) -> Line:
        """What is brought together: packs, a folder of them, copies of auditors."""
        return Line(
            Button(
                say("Choose a pack"),
                icon="folder-open",
                does=self._ask_pack,
            ),
            Button(
                say("Choose a folder or stick"),
                icon="folder-open",
                does=self._ask_folder,
            ),
            Button(
                say("Choose an opened auditor copy"),
                "quiet",
                does=self._ask_copy,
            ),
            Button(
                say("Begin again"),
                "quiet",
                icon="x",
                does=self.begin_again,
            ),
        )

    def _draw(self) -> None:
        keys = Button(
            say("Choose the list of keys"),
            icon="folder-open",
            does=self._ask_keys,
        )
        self.form.field("signers").add(keys)
        self.dice.field("dice").add(self.throw)
        self.add(
            self._choosing(),
            self.chosen,
            self.form,
            Line(self.look),
            Rule(),
            self.halls,
            self.dice,
            Line(self.make),
            self.result,
            self.signing,
            Line(self.sign),
        )

    @property
    def _desk(self) -> ParentDesk:
        desk = self.host.file
        if not isinstance(desk, ParentDesk):
            raise TypeError("no vote in several halls is open")
        return desk

    def _roles(self) -> tuple[str, ...]:
        return tuple(self._desk.parent.halls.combiners)

    @override
    def refresh(self) -> None:
        """What comes next stands there once what it needs is done."""
        ready = self.gathered is not None and self.gathered.ready
        made = self._made is not None
        for each in (self.dice, self.make):
            each.setVisible(ready and not made)
        for each in (self.signing, self.sign):
            each.setVisible(made and bool(self._roles()))

    def take(self, paths: Sequence[Path]) -> None:
        """Packs or folders were chosen or dropped: they are looked at when all are there."""
        self.packs += [path for path in paths if path not in self.packs]
        self._forget()
        self._show_chosen()

    def begin_again(self) -> None:
        """Let go of everything that was chosen."""
        self.packs, self.copies, self.without = [], [], set()
        self._forget()
        self._show_chosen()

    def _forget(self) -> None:
        self.gathered, self._made = None, None
        self.halls.clear()
        self.result.clear()
        self.refresh()

    def _show_chosen(self) -> None:
        self.chosen.clear()
        for path in (*self.packs, *self.copies):
            self.chosen.add(Label(plain(path.name)))

    def _ask_pack(self) -> None:
        path = self.host.ask_open(say("A hall’s pack"), "*.zip")
        if path is not None:
            self.take([path])

    def _ask_folder(self) -> None:
        folder = self.host.ask_folder(say("Where packs lie"))
        if folder is not None:
            self.take([folder])

    def _ask_copy(self) -> None:
        path = self.host.ask_open(say("An opened auditor copy"), "*.zip")
        if path is not None and path not in self.copies:
            self.copies.append(path)
            self._forget()
            self._show_chosen()

    def _ask_keys(self) -> None:
        path = self.host.ask_open(say("The clerk’s list of keys"), "*")
        if path is not None:
            self.form.field("signers").set_value(str(path))

    def begin(self) -> None:
        """Look at every pack that was chosen, by the clerk's list."""
        self.form.clear_errors()
        signers = str(self.form.value("signers") or "").strip()
        if not self.packs:
            self.host.banner(say("Choose the packs first."), wrong=True)
            return
        if not signers:
            self.form.show_error(
                "signers",
                say("Choose the list of keys first."),
            )
            self.form.go_to("signers")
            return
        try:
            self._given = given_by(self._desk)
        except PackRefused as refused:
            self.host.banner(refused.words, wrong=True)
            return
        brought = Brought(
            tuple(self.packs),
            Path(signers),
            tuple(self.copies),
            frozenset(self.without),
        )
        self.host.run(
            partial(brought_together, self._given, brought),
            title=say("Checking the packs"),
            done=self.show_found,
        )

    def show_found(self, found: Gathered | Words) -> None:
        """Every hall with its state in words, and every pack that is of none."""
        self._forget()
        if isinstance(found, Words):
            self.host.banner(found, wrong=True)
            return
        self.gathered = found
        self.halls.add(Section(say("Halls"), _tally(found)))
        for hall in found.parent.halls:
            self.halls.add(self._line(hall.id, hall.name, *found.of_hall(hall)))
        known = {hall.id for hall in found.parent.halls}
        self.halls.add(
            *(_stray(each) for each in found.packs if each.hall not in known),
        )
        self.refresh()
        self.host.announce(_tally(found))

    def _line(self, hall: str, name: str, state: State, words: Words) -> Line:
        shape, label = _STATES[state]
        told = Label(
            words,
            lead=say("{name}: {state}.", name=name, state=label),
            shape=shape,
        )
        if state == "taken":
            return Line(told)
        out = state != "left-out"
        verb = say("Leave it out") if out else say("Take it in again")
        button = Button(
            verb,
            "quiet",
            name=say("{verb}: {name}", verb=verb, name=name),
            does=partial(self._leave_out, hall, out=out),
        )
        return Line(told, button, apart=True)

    def _leave_out(
        self,
        hall: str,
        _checked: bool = False,
        *,
        out: bool,
    ) -> None:
        if out:
            self.without.add(hall)
        else:
            self.without.discard(hall)
        self.begin()

    def _throw(self) -> None:
        thrown = from_system().throw(_DICE)
        self.dice.set_values({"dice": thrown}, keep_focused=False)

    def _make(self) -> None:
        self.dice.clear_errors()
        thrown = as_thrown(str(self.dice.value("dice") or ""))
        if isinstance(thrown, Refusal):
            self.dice.show_error("dice", thrown.words)
            return
        folder = self.host.ask_folder(say("Where the pack of the sum goes"))
        if folder is None or self.gathered is None or self._given is None:
            return
        today = self._desk.moment().at.date()
        self.host.run(
            partial(
                sum_made,
                self.gathered,
                self._given,
                thrown,
                folder,
                theme().locale,
                today,
            ),
            title=say("Counting all halls together"),
            done=self._show_made,
        )

    def _show_made(self, made: SumMade | Words) -> None:
        if isinstance(made, Words):
            self.host.banner(made, wrong=True)
            return
        self._made = made
        self.result.clear()
        self.result.add(Rule(), Section(say("The sum of all halls")))
        for answer in made.combined.answers:
            lead = say("Question {number}.", number=answer.asked.id)
            self.result.add(Label(came(answer), lead=lead))
        facts = (
            (say("File"), plain(made.path.name)),
            (say("Pack code"), plain(" ".join(made.code))),
            (say("Dice"), plain(" ".join(made.combined.dice))),
        )
        self.result.add(Facts(facts))
        self.refresh()
        self.host.announce(say("The pack of the sum is made."))

    def _sign(self) -> None:
        self.signing.clear_errors()
        who = str(self.signing.value("who") or "")
        if self._made is None or who not in self._roles():
            self.signing.show_error("who", say("Choose who signs."))
            return
        key = self.host.ask_open(say("The key of the signer"), "*")
        if key is None:
            return
        try:
            _refuse_other_key(self._desk.parent.halls.combiners, who, key)
            opened = load_key(key, str(self.signing.value("passphrase") or ""))
            sign_seen(look_through(self._made.path), who, opened)
        except PackRefused as refused:
            self.signing.show_error("passphrase", refused.words)
            return
        self.host.banner(
            say("{who} signed the pack of the sum.", who=_called(who)),
        )


def _stray(looked: Looked) -> Label:
    """A pack that is of no hall, by the name of its file."""
    shape, found = _STATES[looked.state]
    lead = say("{name}: {state}.", name=looked.file, state=found)
    return Label(looked.words, lead=lead, shape=shape)


def _tally(found: Gathered) -> Words:
    """How many halls are in, of how many."""
    return several(
        "{taken} of {n} hall is in.",
        "{taken} of {n} halls are in.",
        len(found.parent.halls),
        taken=len(found.parts),
    )


def _refuse_other_key(
    combiners: Mapping[Role, str],
    who: str,
    key: Path,
) -> None:
    """Raise PackRefused where a key is not the one that was sealed for who combines."""
    sealed = next((line for role, line in combiners.items() if role == who), "")
    if public_line(public_in(key)).split() != sealed.split()[:2]:
        raise PackRefused(
            say(
                "The key of {who} is not the one that the parent names.",
                who=who,
            ),
        )


def _called(who: str) -> Words:
    return next(
        (words for role, words in ROLES.items() if role == who),
        plain(who),
    )


def _who_signs(roles: Sequence[str]) -> FieldSpec:
    """Those whom the parent names, each by what they are."""
    return FieldSpec(
        "who",
        say("Who signs"),
        "radios",
        choices=choices(
            {who: words for who, words in ROLES.items() if who in roles},
        ),
    )
