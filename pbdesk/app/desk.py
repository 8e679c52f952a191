"""The desk: one open file, of whatever kind; `Desk` is that of an assembly.

Its one verb: decide, write all of it durably, fold, tell those who watch. A window takes the verb
apart, so that a slow disk never holds it up: `decide` and `took` in its own thread, `put` in
another. Between them `saving` is set, and nothing else is decided or asked of the record.

desk = Desk.create(path, name="Millbrook Assembly", place="Hall", day="2026-11-26")
refusal = desk.do(ideas.receive, title="Benches", wish=840_000)
"""

from __future__ import annotations

import contextlib
from collections.abc import (
    Callable,
    Collection,
    Generator,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from collections.abc import Set as AbstractSet
from functools import partial, wraps
from pathlib import Path
from typing import Any, ClassVar, Self, override

import msgspec

from pbdesk.app.bound import another_assembly, told
from pbdesk.app.chance import Source, from_system
from pbdesk.app.kinds import KINDS, kind_of
from pbdesk.app.writing import Written, as_written, named, read_back
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.assembly.state import Assembly
from pbdesk.ledger.checkpoint import Checkpoint
from pbdesk.ledger.people import Cost, People, clear
from pbdesk.ledger.record import Record, Stored
from pbdesk.ledger.refusals import (
    Fault,
    LedgerError,
    RecordDamaged,
    RecordNotWritten,
    RecordRefused,
)
from pbdesk.ledger.staff import Staff
from pbdesk.minutes.about import Named
from pbdesk.minutes.decision import (
    Decided,
    Decision,
    Draft,
    Moment,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Id, PersonRef, Recorded, Undone
from pbdesk.minutes.erasure import erase
from pbdesk.minutes.fold import apply, fold, redo, undo
from pbdesk.minutes.index import Index
from pbdesk.minutes.kept import forgotten, named_in
from pbdesk.minutes.kinds import AnyKind, Kind
from pbdesk.pack.refused import PackRefused
from pbdesk.questions.papers import READING
from pbdesk.questions.register import PersonForgotten
from pbdesk.questions.staff import taken
from pbdesk.words import Words, say

__all__ = [
    "LOCKED",
    "AnotherKind",
    "AnyFile",
    "Desk",
    "OpenFile",
    "Put",
    "about",
    "as_pbdesk_writes",
    "form_writing",
    "people_path",
    "still_saving",
]

LOCKED = Refusal(
    say("The people file is locked."),
    say("Open it with its passphrase first."),
)
"""What whoever needs the people file is told while it is locked."""

type Put = tuple[Stored, ...] | Words
"""The entries as the disk took them, or the sentence why it took nothing."""

DEAR = Cost()
"""What one guess at the passphrase costs by default."""

_SEEN_EVERY = 25
"""Entries after which the people file keeps the record's newest head: an old copy is then told."""


def form_writing(key: str, body: str | None) -> Writing:
    """What keeps a half-filled form; None forgets it."""
    return Writing(drafts=(Draft(f"form/{key}", body),))


def still_saving() -> Refusal:
    """Nothing is decided before the disk has answered."""
    return Refusal(
        say("The entry before is still being saved."),
        say("Wait until it is, then do it again."),
    )


def people_path(path: Path) -> Path:
    """The people file that stands beside a record."""
    return path.with_suffix(".people")


@contextlib.contextmanager
def as_pbdesk_writes(path: Path) -> Generator[None]:
    """What reads a record's entries: whatever it meets that nobody foresaw is said of the record.

    A chain can be sound and its entries impossible together; pbdesk writes no such record. Raises
    RecordDamaged.
    """
    try:
        yield
    except (LedgerError, PackRefused):
        raise
    except Exception as error:
        raise _unlike(path, error) from error


def _unlike(path: Path, error: Exception) -> RecordDamaged:
    words = say(
        "Its entries are chained, but do not go together as pbdesk writes them ({kind}).",
        kind=type(error).__name__,
    )
    return RecordDamaged(
        say("“{name}” is damaged.", name=path.name),
        (Fault("entries", words),),
    )


@contextlib.contextmanager
def _of_this_version(path: Path) -> Generator[None]:
    try:
        yield
    except msgspec.ValidationError as error:
        raise RecordRefused(
            say(
                "“{name}” holds entries of a later version of pbdesk. Open it with that version.",
                name=path.name,
            ),
        ) from error


_NAMES_LOCKED = Refusal(
    say("The people file is locked, and names stand nowhere else."),
    say("Open it with its passphrase first."),
)
_NAME_LEFT = Refusal(
    say(
        "It is recorded, but the people file did not take it: a name stands there.",
    ),
    say(
        "Close pbdesk, look after the disk, and open the people file again with its "
        "passphrase: that takes the name out.",
    ),
)


type _Names = Mapping[str, str]
"""The names of those who count or sign, by their roles."""


def _given_twice(known: _Names, writing: Writing) -> Refusal | None:
    """Why somebody named in it cannot have their role: they have one."""
    return next(
        filter(None, (taken(known, each) for each in writing.names)),
        None,
    )


class OpenFile[S: Named]:
    """One open file: its state, its record and, where the passphrase was given, its people.

    `people_told` is what the people file and the record say against each other, None while they
    agree. `trouble` is what keeps it from saving, None while all is saved; `saving` whether a
    thread has the record now. Close it, or use it in a `with`.
    """

    kinds: ClassVar[tuple[AnyKind, ...]] = ()
    """What kinds of file this opens; where it names none, every kind that there is."""

    def __init__(self, record: Record, source: Source) -> None:
        """For `create` and `open`."""
        self.record = record
        self.people: People | None = None
        self.people_told: Words | None = None
        self.trouble: Words | None = record.unfinished
        self.saving = False
        self._seen: int | None = None
        self._source = source
        self._watchers: list[Callable[[], None]] = []
        stored = tuple(record.first_reading())
        self.kind: Kind[S] = _kind(stored, self.kinds, record.path)
        self.recorded = self._back(stored)
        self.state: S = self._folded()
        self.index: Index[S] = Index(self.kind)
        """Of what is recorded, as far as it was followed: whoever reads it follows first."""

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        name: str,
        place: str,
        day: str,
        currency: str = "GBP",
        language: str = "en",
        rehearsal: bool = False,
        kind: Kind[S] | None = None,
        source: Source | None = None,
        **first: object,
    ) -> Self | Refusal:
        """Begin a file of a kind; where none is named, of the first that this opens.

        `first` is what else the first decision of that kind takes: what an assembly `asks`.
        """
        source = source or from_system()
        of: AnyKind = kind or (cls.kinds or KINDS)[0]
        decided = of.start(
            of.state(),
            source.moment(),
            name=name,
            place=place,
            day=day,
            currency=currency,
            language=language,
            rehearsal=rehearsal,
            **first,
        )
        if isinstance(decided, Refusal):
            return decided
        return cls.begin(path, decided, source)

    @classmethod
    def begin(
        cls,
        path: Path,
        first: Writing,
        source: Source,
    ) -> Self | Refusal:
        """Begin a file with all that its first decision writes, in one transaction."""
        written = as_written(first, source, act=1)
        try:
            record = Record.create(
                path,
                written.lines,
                written.drafts,
                written.attachments,
                written.said,
            )
        except (RecordRefused, RecordNotWritten) as error:
            return Refusal(error.words, where="path")
        return cls(record, source)

    @classmethod
    def open(
        cls,
        path: Path,
        source: Source | None = None,
        *,
        read_only: bool = False,
    ) -> Self:
        """Open a file.

        Raises RecordRefused or RecordDamaged, each with its sentence; the file is as it was.
        """
        record = Record.open(path, read_only=read_only)
        try:
            if not read_only:
                clear(people_path(record.path))
            with as_pbdesk_writes(path), _of_this_version(path):
                return cls(record, source or from_system())
        except BaseException:
            record.close()
            raise

    def close(self) -> None:
        """Let go of both files."""
        self._see(after=1)
        self.record.close()
        if self.people is not None:
            self.people.close()

    def __enter__(self) -> Self:
        """The desk itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @property
    def _people_path(self) -> Path:
        return people_path(self.record.path)

    def make_people(self, passphrase: str, cost: Cost = DEAR) -> None:
        """Make the people file beside the record. Raises RecordRefused or RecordNotWritten."""
        self.people = People.create(
            self._people_path,
            passphrase,
            assembly=self.state.about.id,
            cost=cost,
        )
        self._seen = 0

    def unlock_people(self, passphrase: str, cost: Cost = DEAR) -> None:
        """Open the people file beside the record and sweep what was never confirmed.

        What the two files say against each other is in `people_told`. Raises RecordRefused (wrong
        passphrase, no file, another assembly's) or RecordDamaged.
        """
        self._let_in(People.open(self._people_path, passphrase, cost=cost))

    def recover_people(self, code: str, new: str, cost: Cost = DEAR) -> None:
        """Open the people file by its recovery code and lock it under a new passphrase.

        Raises as `People.recover`.
        """
        self._let_in(
            People.recover(self._people_path, code, new, cost=cost),
        )

    def _let_in(self, people: People) -> None:
        known = self.state.registered
        if not people.belongs_to(self.state.about.id):
            people.close()
            raise RecordRefused(another_assembly(people.path))
        older = not self._holds(people)
        dated = not people.knows(self.newest_person)
        _ = people.sweep(lambda ref: PersonRef(ref) in known, self.entries)
        again = people.replay(self.forgotten_people, self.moment().at.date())
        if not older:
            self._settle_kept(people)
            people.settle_staff(self.named_staff)
        people.forget_staff(self.forgotten_staff, self.moment().at.date())
        if again and not dated:
            people.expect(self.newest_person)
        self.people_told = told(
            older=older,
            dated=dated,
            forgotten=len(again),
            lacking=len(people.lacking(known)),
        )
        self.people = people
        self._seen = None if older else 0
        self._see(after=1)

    def _see(self, after: int) -> None:
        """Show the people file the newest head, once there are `after` entries it has not seen.

        It keeps what it has seen of a newer record. What the disk does not take is shown it again
        after the next entry: the record itself is saved.
        """
        if (
            self.people is None
            or self._seen is None
            or self.entries < self._seen + after
        ):
            return
        with contextlib.suppress(RecordNotWritten):
            self.people.see(Checkpoint(*self.record.head))
            self._seen = self.entries

    def _settle_kept(self, people: People) -> None:
        """Take out what no entry names, and forget again what the record says is forgotten."""
        _ = people.settle_kept(named_in(self.recorded).__contains__)
        for ref in forgotten(self.recorded):
            self._forget_again(people, ref)

    def _forget_again(self, people: People, ref: str) -> None:
        with contextlib.suppress(KeyError):  # it was forgotten here already
            people.forget_kept(ref, self.moment().at.date())

    @property
    def newest_person(self) -> str:
        """Who was registered or forgotten last: how new the people file must be; empty: nobody."""
        return ""

    @property
    def forgotten_people(self) -> Iterable[PersonRef]:
        """Whom the record says are forgotten."""
        return ()

    @property
    def named_staff(self) -> Collection[str]:
        """The roles that the record says somebody has."""
        return ()

    @property
    def forgotten_staff(self) -> Collection[str]:
        """The roles of those whose names the record says are forgotten."""
        return ()

    @property
    def staff_names(self) -> _Names | None:
        """Who has which role, forgotten names left out; None while the people file is locked."""
        if self.people is None:
            return None
        return {
            each.who: each.name for each in self.people.staff() if each.name
        }

    @property
    def printed(self) -> _Names:
        """The names that may stand beside a signature; none while the people file is locked."""
        return {each.who: each.name for each in self._staff() if each.printed}

    def _staff(self) -> Iterable[Staff]:
        if self.people is None:
            return ()
        return self.people.staff()

    def _holds(self, people: People) -> bool:
        seen = people.seen()
        return seen is None or self.record.holds(seen)

    @property
    def entries(self) -> int:
        """The number of the newest entry."""
        return self.record.head[0]

    def do[**P](
        self,
        decision: Decision[S, P],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Refusal | None:
        """Decide, write all of it in one durable transaction, fold, tell.

        A refusal is returned and writes nothing.
        """
        decided = self.decide(decision, *args, **kwargs)
        if isinstance(decided, Refusal):
            return decided
        return self._write(decided)

    def decide[**P](
        self,
        decision: Decision[S, P],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Decided:
        """What an act would write.

        Refused while another is still being put on disk: it may change the answer.
        """
        if self.saving:
            return still_saving()
        decided = decision(self.state, self._source.moment(), *args, **kwargs)
        if isinstance(decided, Refusal):
            return decided
        refusal = self._unnameable(decided)
        if refusal is not None:
            return refusal
        return named(self.kind, self.state, decided)

    def _unnameable(self, writing: Writing) -> Refusal | None:
        """Why the names in it cannot go into the people file."""
        if not writing.names:
            return None
        known = self.staff_names
        if known is None:
            return _NAMES_LOCKED
        return _given_twice(known, writing)

    def put(self, writing: Writing) -> Put:
        """Put all of it on disk, or nothing, in whatever thread. `took` then says how it went."""
        try:
            self._before(writing)
            put = self._put(
                writing,
                as_written(writing, self._source, act=self.entries + 1),
            )
        except RecordNotWritten as error:
            return error.words
        self._after(writing)
        self._see(after=_SEEN_EVERY)
        return put

    def _before(self, writing: Writing) -> None:
        """Write names down first; they wait for their entry. Raises RecordNotWritten."""
        for each in writing.names:
            if self.people is not None:
                self.people.name_staff(
                    each.who,
                    each.name,
                    printed=each.printed,
                )

    def _after(self, writing: Writing) -> None:
        """The record is on disk: names wait no more.

        What the people file does not take now is made good when it is next unlocked.
        """
        if self.people and writing.names:
            with contextlib.suppress(RecordNotWritten):
                self.people.confirm_staff(each.who for each in writing.names)

    def took(
        self,
        writing: Writing,
        outcome: Callable[[], Put],
    ) -> Refusal | None:
        """Fold what `outcome` says was put on disk, and tell; a refusal where nothing was.

        Or where it is on disk and cannot be read back: then the file wants to be opened again.
        """
        stored = outcome()
        refusal = (
            Refusal(stored)
            if isinstance(stored, Words)
            else self._folded_in(writing, stored)
        )
        self.trouble = (
            self.record.unfinished if refusal is None else refusal.words
        )
        self._tell()
        return refusal

    def _folded_in(
        self,
        writing: Writing,
        stored: tuple[Stored, ...],
    ) -> Refusal | None:
        before = (
            frozenset(self.forgotten_people),
            frozenset(self.forgotten_staff),
        )
        try:
            fresh = self._back(stored)
            if writing.erased:
                self.recorded = self._read()
            else:
                self.recorded += fresh
            anew = writing.erased or any(
                isinstance(each.entry, Undone) for each in fresh
            )
            self.state = self._folded() if anew else self._grown(writing, fresh)
        except LedgerError as error:
            return Refusal(error.words)
        return self._forget_since(*before)

    def _forget_since(
        self,
        people: AbstractSet[str],
        staff: AbstractSet[str],
    ) -> Refusal | None:
        """Blank in the people file whom the record now says are forgotten, and did not before.

        Where it is locked, or the disk does not take it, that is done when it is next unlocked.
        """
        try:
            self._blank_since(people, staff)
        except RecordNotWritten:
            return _NAME_LEFT
        return None

    def _blank_since(
        self,
        people: AbstractSet[str],
        staff: AbstractSet[str],
    ) -> None:
        held, day = self.people, self.moment().at.date()
        gone = frozenset(self.forgotten_people) - people
        if held is not None and gone:
            _ = held.replay(gone, day)
            held.expect(self.newest_person)
        roles = frozenset(self.forgotten_staff) - staff
        if held is not None and roles:
            held.forget_staff(roles, day)

    def undo(self) -> Refusal | None:
        """Take back the newest act; an entry says so."""
        return self.do(self.undone)

    def redo(self) -> Refusal | None:
        """Take back the newest undo."""
        return self.do(self.redone)

    def undone(self, state: S, _moment: Moment) -> Decided:
        """The decision to take back the newest act."""
        return undo(self.kind, state)

    def redone(self, _state: S, _moment: Moment) -> Decided:
        """The decision to take back the newest undo."""
        return redo(self.kind, self.recorded)

    def erasing(
        self,
        _state: S,
        moment: Moment,
        *,
        number: int,
        reason: str,
    ) -> Decided:
        """The decision to erase the words of an entry."""
        return erase(self.recorded, moment, number=number, reason=reason)

    def keep_draft(self, key: str, body: str | None) -> Refusal | None:
        """Keep a half-filled form, durable at once; None forgets it."""
        if self.saving:
            return still_saving()
        return self._write(form_writing(key, body))

    def form_draft(self, key: str) -> str | None:
        """The half-filled form kept under `key`."""
        return self.state.drafts.get(f"form/{key}")

    def moment(self) -> Moment:
        """The moment of a decision that is asked before it is done."""
        return self._source.moment()

    def new_ref(self) -> str:
        """A fresh random reference, for a row of the people file."""
        return self._source.new_id()

    def new_salt(self) -> bytes:
        """A fresh salt, for what is kept there."""
        return self._source.salt()

    def watch(self, watcher: Callable[[], None]) -> Callable[[], None]:
        """Call `watcher` after every change; calling what is returned ends that."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def ballots(self, box: str = "") -> Iterator[tuple[str, str]]:
        """A sealed box's papers as (kind, text), in no order that means anything."""
        return iter(self.record.ballots(box))

    def _write(self, writing: Writing) -> Refusal | None:
        return self.took(writing, partial(self.put, writing))

    def _put(self, writing: Writing, written: Written) -> tuple[Stored, ...]:
        if writing.sealing is None:
            return self.record.write(
                written.lines,
                written.papers,
                written.drafts,
                written.attachments,
                written.said,
                written.removed,
            )
        sealing, source, act = (
            writing.sealing,
            self._source,
            self.entries + 1 + len(written.lines),
        )
        return self.record.seal_urn(
            lambda roots: (
                *written.lines,
                *as_written(Writing(*sealing(roots)), source, act=act).lines,
            ),
            writing.sealed_boxes,
            written.papers,
            written.drafts,
            written.attachments,
            written.said,
        )

    def _grown(self, writing: Writing, fresh: list[Recorded]) -> S:
        state = self.state.with_drafts(writing.drafts)
        for recorded in fresh:
            state = apply(self.kind, state, recorded)
        return state.with_attached(self._attached)

    def _read(self) -> list[Recorded]:
        return self._back(self.record.entries())

    def _back(self, stored: Iterable[Stored]) -> list[Recorded]:
        return [read_back(self.kind, each, self._said) for each in stored]

    def _folded(self) -> S:
        state = fold(self.kind, self.recorded, list(self._drafts()))
        return state.with_attached(self._attached)

    def _drafts(self) -> Iterator[Draft]:
        for kind in ("draft", READING):
            for key, body in self.record.draft(kind).items():
                yield Draft(key, body, kind)

    def _attached(self, digest: str) -> bytes:
        try:
            return self.record.attachment(bytes.fromhex(digest)).data
        except KeyError as error:
            raise self._damaged(
                say("The outcome that the count names is not in the file."),
            ) from error

    def _said(self, digest: str) -> str | None:
        try:
            return self.record.said(digest)
        except KeyError as error:
            raise self._damaged(
                say("Words that an entry names are not in the file."),
            ) from error

    def _damaged(self, what: Words) -> RecordDamaged:
        return RecordDamaged(
            say("“{name}” is damaged.", name=self.record.path.name),
            (Fault("attachment", what),),
        )

    def _tell(self) -> None:
        for watcher in tuple(self._watchers):
            watcher()


type AnyFile = OpenFile[Any]
"""An open file, whatever its kind."""


def _forgotten_in(writing: Writing) -> list[PersonRef]:
    entries = writing.entries
    return [
        each.person for each in entries if isinstance(each, PersonForgotten)
    ]


class Desk(OpenFile[Assembly]):
    """One open assembly, turned to one of its questions: acts are about that one."""

    kinds: ClassVar[tuple[AnyKind, ...]] = (ASSEMBLY,)

    _turned = Id("")

    def turn(self, question: Id) -> None:
        """Turn to a question: what is decided from now on is about that one, or its round."""
        self._turned = question
        self.state = self.state.of(question)
        self._tell()

    @override
    def ballots(self, box: str = "") -> Iterator[tuple[str, str]]:
        asked = self.state.of(Id(box or self.state.asked))
        if asked.terms.way == "sheet":
            return super().ballots(asked.asked)
        return iter(())

    @override
    def _folded(self) -> Assembly:
        return super()._folded().of(self._turned)

    @property
    @override
    def newest_person(self) -> str:
        return self.state.door.newest

    @property
    @override
    def forgotten_people(self) -> Iterable[PersonRef]:
        return self.state.forgotten

    @property
    @override
    def named_staff(self) -> Collection[str]:
        return self.state.staff.named

    @property
    @override
    def forgotten_staff(self) -> Collection[str]:
        return self.state.staff.forgotten

    @override
    def _before(self, writing: Writing) -> None:
        super()._before(writing)
        gone = _forgotten_in(writing)
        if self.people and gone:
            self.people.expect(gone[-1])


def about[**P](
    question: Id,
    decision: Decision[Assembly, P],
) -> Decision[Assembly, P]:
    """The same decision, about this question, whichever the desk is turned to."""

    @wraps(decision)
    def decide(
        state: Assembly,
        moment: Moment,
        *args: P.args,
        **given: P.kwargs,
    ) -> Decided:
        turned = state.of(question)
        decided = decision(turned, moment, *args, **given)
        if isinstance(decided, Refusal):
            return decided
        return named(ASSEMBLY, turned, decided)

    return decide


class AnotherKind(RecordRefused):
    """A file is whole, and of another kind than is wanted."""


def _kind(
    stored: Sequence[Stored],
    wanted: Sequence[AnyKind],
    path: Path,
) -> AnyKind:
    """The kind that a file's first entry names.

    Raises msgspec.ValidationError for one unknown, AnotherKind for one that is not wanted.
    """
    if not stored:
        return (wanted or KINDS)[0]
    found = kind_of(stored[0].type)
    if found is None:
        raise msgspec.ValidationError(
            f"a file of an unknown kind: {stored[0].type}",
        )
    if wanted and found not in wanted:
        raise AnotherKind(
            say(
                "“{name}” is {found}, and not {wanted}.",
                name=path.name,
                found=found.word,
                wanted=wanted[0].word,
            ),
        )
    return found
