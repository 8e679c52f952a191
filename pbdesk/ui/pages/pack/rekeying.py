"""A signer's key is replaced or revoked.

What that means, said before, then the files for whoever keeps the list.
Passphrases stand in their fields only: they are never kept as a draft.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import override

from pbdesk.app.jobs.progress import Progress
from pbdesk.assembly.retained import SIGNERS
from pbdesk.pack.keys import fingerprint, public_in
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.rekeying import (
    Replacement,
    change_name,
    replace_key,
    revoke_key,
    revoked_name,
)
from pbdesk.ui.host import Host
from pbdesk.ui.icons import DONE
from pbdesk.ui.pages.pack.keys import SHORTEST, asked, print_card
from pbdesk.ui.pages.pack.view import view
from pbdesk.ui.pages.staffing import names_in
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Column, Line, Surface
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.reading_order import keep_reading_order
from pbdesk.words import Day, Sentences, Words, plain, say

__all__ = ["KeyChanges"]

type Keys = Mapping[str, bytes]
"""The keys that signed the pack: who -> public key."""


class KeyChanges(Column):
    """Both acts, one of them open at a time, each made once somebody wants it.

    `keys` tells whose keys signed the pack at hand.
    """

    def __init__(self, host: Host, keys: Callable[[], Keys]) -> None:
        self._host, self._keys = host, keys
        self._made: list[_KeyAct] = []
        self.replace = Button(
            say("Replace a key…"),
            "quiet",
            icon="key-round",
            does=lambda: self._open(self.replacing),
        )
        self.revoke = Button(
            say("Revoke a key…"),
            "quiet",
            does=lambda: self._open(self.revoking),
        )
        super().__init__(Line(self.replace, self.revoke))

    @cached_property
    def replacing(self) -> _Replacing:
        """The form for a new key."""
        return self._stand(_Replacing(self._host), self.replace)

    @cached_property
    def revoking(self) -> _Revoking:
        """The form that ends a key."""
        return self._stand(_Revoking(self._host, self._keys), self.revoke)

    def _stand[A: _KeyAct](self, act: A, back: Button) -> A:
        act.hide()
        act.back = back
        self.add(act)
        self._made.append(act)
        keep_reading_order(self)
        return act

    def _open(self, act: _KeyAct) -> None:
        for other in self._made:
            other.close_form()
        act.open_form()


class _KeyAct(Surface):
    """One act: its fields, what it will mean, and what was done.

    `back` has the focus once it is closed.
    """

    back: Button | None = None

    def __init__(
        self,
        host: Host,
        title: Words,
        form: Form,
        *buttons: Button,
    ) -> None:
        super().__init__()
        self.host, self.form = host, form
        self._meaning, self.done = Column(), Column()
        self.add(
            Label(title, "strong"),
            self.done,
            self._meaning,
            form,
            Line(*buttons, Button(say("Cancel"), "quiet", does=self._leave)),
        )
        form.changed.connect(lambda _name: self.tell())

    @property
    def day(self) -> date:
        """Today: what is written is dated by it."""
        return self.host.desk.moment().at.date()

    def open_form(self) -> None:
        """Ask for the first field."""
        self.tell()
        self.show()
        self.form.go_to(self.form.names()[0])

    def close_form(self) -> None:
        """What was typed is forgotten."""
        self.form.empty()
        self.form.clear_errors()
        self.done.clear()
        self.hide()

    def _leave(self) -> None:
        self.close_form()
        if self.back is not None:
            self.back.setFocus()

    def tell(self) -> None:
        """Say what will be written, and what it means."""
        self._meaning.clear()
        self._meaning.add(*(Label(words, "help") for words in self.meaning()))

    def meaning(self) -> Sentences:
        """What it means, sentence by sentence, as far as the fields say."""
        raise NotImplementedError

    def asked(self, name: str, why: Words) -> bool:
        """Whether the field holds something; if not, it says why it must."""
        return asked(self.form, name, why)

    def choose_file(self, name: str, title: Words) -> None:
        """Ask for a file, into the field."""
        self._into(name, self.host.ask_open(title, "*"))

    def choose_folder(self, name: str, title: Words) -> None:
        """Ask for a folder, into the field."""
        self._into(name, self.host.ask_folder(title))

    def _into(self, name: str, path: Path | None) -> None:
        if path is not None:
            field = self.form.field(name)
            field.set_value(str(path))
            field.show_error(None)
            self.tell()

    def path(self, name: str) -> Path:
        """The file or folder in a field."""
        return Path(str(self.form.value(name)))

    def show_done(self, *labels: Label, said: Words) -> None:
        """Say what was written, in place of what the fields held."""
        self.form.empty()
        self.done.clear()
        self.done.add(*labels)
        self.tell()
        self.host.announce(said)


_NEEDED = {
    "who": say("Choose whose key it is."),
    "old": say("Choose the old key file first."),
    "passphrase": say("Write the passphrase of the old key."),
    "folder": say("Choose a folder first."),
}
"""What is said beside a field that was left empty."""


class _Replacing(_KeyAct):
    """A new key, and the file that the old one signs."""

    def __init__(self, host: Host) -> None:
        form = Form(
            [
                FieldSpec(
                    "who",
                    say("Whose key"),
                    "choice",
                    choices=tuple(Choice(*each) for each in SIGNERS.items()),
                ),
                FieldSpec(
                    "old",
                    say("Old key file"),
                    help=say("On the signer's own stick."),
                ),
                FieldSpec("passphrase", say("Its passphrase"), "passphrase"),
                FieldSpec(
                    "folder",
                    say("Folder for the new key"),
                    help=say("On the signer's own stick, not on this laptop."),
                ),
                FieldSpec(
                    "first",
                    say("New passphrase"),
                    "new-passphrase",
                    help=say("Twelve signs or more; several words are best."),
                ),
            ],
        )
        super().__init__(
            host,
            say("Replace a key"),
            form,
            Button(
                say("Choose the old key file"),
                icon="folder-open",
                does=lambda: self.choose_file(
                    "old",
                    say("The signer's old key file"),
                ),
            ),
            Button(
                say("Choose the folder"),
                icon="folder-open",
                does=lambda: self.choose_folder(
                    "folder",
                    say("Folder for the new key"),
                ),
            ),
            Button(say("Replace the key"), does=self.replace),
        )

    @override
    def meaning(self) -> Sentences:
        return (
            self._about_the_file(),
            say(
                "Whoever keeps the list of keys adds the line in that file to it. From {day} on "
                "the new key counts "
                "too.",
                day=Day(self.day),
            ),
            say(
                "Packs that are signed stay as good as they were. The old key goes on counting "
                "until it is revoked.",
            ),
        )

    def _about_the_file(self) -> Words:
        """The file that the old key signs, by its name once one knows whose key it is."""
        who = self.form.value("who")
        if who is None:
            return say(
                "A new key is made, and the old one signs a file that names both.",
            )
        return say(
            "A new key is made, and the old one signs a file that names both: “{file}” and "
            "“{file}.sig”.",
            file=change_name(str(who), self.host.state.mandate.id, self.day),
        )

    def replace(self) -> None:
        """Make the key and the files, or say beside a field what is missing."""
        given = self.form.values()
        if given is None or not all(
            self.asked(*each) for each in _NEEDED.items()
        ):
            return
        if len(str(given["first"] or "")) < SHORTEST:
            short = say("It is too short. Write {n} signs or more.", n=SHORTEST)
            self.form.show_error("first", short)
            return
        self.host.run(
            partial(_made, self._work(given)),
            title=say("Making the key"),
            done=partial(self._replaced, self.path("folder")),
        )

    def _work(self, given: Mapping[str, object]) -> Callable[[], Replacement]:
        """Makes the key and the files as it was `given` in the fields."""
        return partial(
            replace_key,
            self.path("old"),
            str(given["passphrase"]),
            self.path("folder"),
            str(given["first"]),
            who=str(given["who"]),
            assembly=self.host.state.mandate.id,
            day=self.day,
            locale=theme().locale,
        )

    def _replaced(self, folder: Path, found: Replacement | Words) -> None:
        if isinstance(found, Words):
            self.form.show_error("passphrase", found)
            return
        said = say(
            "“{file}” and its signature are in “{folder}”. Give both to whoever keeps the list of "
            "keys, with "
            "the new key card.",
            file=found.name,
            folder=str(folder),
        )
        lead = say("The new key is made. Fingerprint for the key card:")
        self.show_done(
            Label(said, shape=DONE),
            Label(plain(fingerprint(found.signer.public)), lead=lead),
            said=said,
        )
        self.done.add(
            Button(
                say("Print the key card"),
                icon="printer",
                does=partial(self._print_card, found),
            ),
        )

    def _print_card(self, change: Replacement) -> None:
        signer = change.signer
        signers = view(
            self.host.state,
            None,
            names_in(self.host.people),
        ).signers
        line = next(line for line in signers if line.who == signer.who)
        print_card(self.host, line, signer.principal, signer.public)


class _Revoking(_KeyAct):
    """A key that is to count no longer, put into the list of such keys."""

    def __init__(self, host: Host, keys: Callable[[], Keys]) -> None:
        self._keys = keys
        form = Form(
            [
                FieldSpec(
                    "key",
                    say("Key to revoke"),
                    help=say(
                        "The file “.pub”, or the key file itself; no passphrase is needed.",
                    ),
                ),
                FieldSpec(
                    "folder",
                    say("Folder for the list of revoked keys"),
                    help=say(
                        "Where the list is already, if there is one: the key is added to it.",
                    ),
                ),
            ],
        )
        super().__init__(
            host,
            say("Revoke a key"),
            form,
            Button(
                say("Choose the key"),
                icon="folder-open",
                does=lambda: self.choose_file("key", say("The key to revoke")),
            ),
            Button(
                say("Choose the folder"),
                icon="folder-open",
                does=lambda: self.choose_folder(
                    "folder",
                    say("Folder for the list of revoked keys"),
                ),
            ),
            Button(say("Revoke the key"), does=self.revoke),
        )

    @override
    def meaning(self) -> Sentences:
        key = self._key()
        if isinstance(key, Words):
            return (
                say(
                    "A revoked key counts for no pack any more, whatever its day: packs that it "
                    "signed are then "
                    "not genuine. That cannot be taken back once the list is handed out.",
                ),
            )
        return (
            say(
                "{key} will count for no pack any more, whatever its day.",
                key=fingerprint(key),
            ),
            self._about_this_pack(key),
            say(
                "The list “{file}” goes to everybody who checks packs, beside the list of keys. "
                "Tell them "
                "yourself, too. That cannot be taken back.",
                file=revoked_name(self.host.state.mandate.id),
            ),
        )

    def _about_this_pack(self, key: bytes) -> Words:
        role = self._role_of(key)
        if role is None:
            return say(
                "It did not sign this pack, which stays as good as it is.",
            )
        return say(
            "It is the key of this signer of this pack: {role}. By that list the pack is not "
            "genuine (check "
            "12): make it anew, and let all sign again.",
            role=role,
        )

    def _role_of(self, key: bytes) -> Words | None:
        """As whom somebody signed this pack with the key."""
        signed = [who for who, public in self._keys().items() if public == key]
        return next(
            (role for who, role in SIGNERS.items() if who in signed),
            None,
        )

    def _key(self) -> bytes | Words:
        """The public key that was chosen, or why there is none."""
        if self.form.value("key") is None:
            return say("Choose the key first.")
        try:
            return public_in(self.path("key"))
        except PackRefused as refused:
            return refused.words

    def revoke(self) -> None:
        """Write the list, or say beside a field what is missing."""
        key = self._key()
        if isinstance(key, Words):
            self.form.show_error("key", key)
            return
        if self.asked("folder", say("Choose a folder first.")):
            self._revoke_in(self.path("folder"), key)

    def _revoke_in(self, folder: Path, key: bytes) -> None:
        assembly = self.host.state.mandate.id
        try:
            revoked = revoke_key(key, folder, assembly=assembly, day=self.day)
        except PackRefused as refused:
            self.form.show_error("folder", refused.words)
            return
        said = say(
            "“{file}” in “{folder}” lists the key. Revoked keys in it: {n}.",
            file=revoked_name(assembly),
            folder=str(folder),
            n=len(revoked),
        )
        self.show_done(Label(said, shape=DONE), said=said)


def _made(
    work: Callable[[], Replacement],
    progress: Progress,
) -> Replacement | Words:
    progress(0, 1, say("Making the key"))
    try:
        return work()
    except PackRefused as refused:
        return refused.words
