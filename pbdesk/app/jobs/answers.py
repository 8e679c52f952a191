"""Reading a filled response form back.

What was answered to each item, or every reason why it cannot be taken. The file came from outside:
it is read, never shown or run, and no field is believed that says what the form belongs to without
being held against the pack that was handed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from pbdesk.app.jobs.progress import Progress
from pbdesk.assembly.answers import (
    CONDITION_REPLIES,
    LACKING,
    REPLIES,
    ConditionAnswered,
    ConditionReply,
    ItemAnswered,
    Reply,
    lacking,
)
from pbdesk.assembly.asked import item as asked_item
from pbdesk.assembly.figures import figures
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import ENGLISH, Locale, locale_of, parse_day, parse_money
from pbdesk.minutes.entries import FreeText, Id, clean, free
from pbdesk.pack.bag import read_data
from pbdesk.pack.refused import PackRefused
from pbdesk.paper.response_form import FORM, FormItem, example_day, form_items
from pbdesk.words import Day, Listing, Sentences, Words, say

__all__ = ["Answers", "fields_of", "read_answers"]

_UNMARKED = "Off"
_REPLIES: tuple[Reply, ...] = tuple(REPLIES)
_LARGEST = 8 * 2**20
_MOST_FIELDS = 2_000
_MOST_DEEP = 8
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Answers:
    """What a filled form says.

    `troubles` is empty where it can be recorded; else each says what cannot be read. `owed` is what
    the authority left out: it is recorded as that, and stays overdue.
    """

    items: tuple[ItemAnswered, ...]
    by: str
    troubles: Sentences
    owed: Sentences = ()


def read_answers(path: Path, state: Assembly, progress: Progress) -> Answers:
    """Read the form at `path` for the pack of `state`.

    Raises PackRefused where it is none, or another pack's.
    """
    progress(0, 1, say("Reading the form"))
    fields = fields_of(path)
    _refuse_foreign(fields, state)
    items = list[ItemAnswered]()
    troubles = list[Words]()
    owed = list[Words]()
    told = figures(state)
    example = example_day(told)
    for item in form_items(told):
        found = _answer(fields, item, example)
        if isinstance(found, ItemAnswered):
            items.append(found)
            owed += _owed(state, item, found)
        elif found is None:
            owed.append(
                say("Item {number} is not answered.", number=item.number),
            )
        else:
            troubles.append(found)
    by = clean(fields.get("answered_by", ""))
    if not by:
        owed.append(
            say("Nobody says who answers: the office at the end of the form."),
        )
    if not items and not troubles:
        troubles.append(say("No item is answered."))
    progress(1, 1, say("Read."))
    return Answers(tuple(items), by, tuple(troubles), tuple(owed))


def _owed(state: Assembly, item: FormItem, found: ItemAnswered) -> list[Words]:
    """What the answer to an item leaves out, in a sentence; nothing where it is whole."""
    asked = asked_item(state, item.key)
    parts = lacking(asked, found) if asked else ()
    if not parts:
        return []
    listed = Listing(tuple(LACKING[part] for part in parts))
    return [
        say(
            "Item {number} is answered without {parts}.",
            number=item.number,
            parts=listed,
        ),
    ]


def _refuse_foreign(fields: Mapping[str, str], state: Assembly) -> None:
    if fields.get("form") != FORM:
        raise PackRefused(say("This PDF is not a response form of pbdesk."))
    if fields.get("assembly") != state.mandate.id:
        raise PackRefused(
            say(
                "This form is of another assembly, “{other}”.",
                other=fields.get("assembly", ""),
            ),
        )
    code = " ".join(state.handover.code)
    if fields.get("code") != code:
        raise PackRefused(
            say(
                "This form belongs to another pack: its pack code begins with {other}, this "
                "pack’s "
                "with {code}.",
                other=fields.get("code", "")[:9],
                code=code[:9],
            ),
        )


def _answer(
    fields: Mapping[str, str],
    item: FormItem,
    example: date,
) -> ItemAnswered | Words | None:
    """The answer to one item, what is to be mended in it, or None where nothing was answered."""
    said = _of_item(fields, item.number)
    reply = _reply(said.get("reply"))
    reason, owner, day = (
        clean(said.get(part, "")) for part in ("reason", "owner", "day")
    )
    if said.get("key") != item.key:
        return say(
            "Item {number} was changed in the form, or is missing: it is not “{title}”.",
            number=item.number,
            title=item.title,
        )
    if reply is None:
        return _half(item.number) if reason or owner or day else None
    locale = _language(fields)
    done_by = _by_day(day, locale, item.number, example)
    if isinstance(done_by, Words):
        return done_by
    given = _sum(said.get("sum", ""), item, locale) if reply == "part" else None
    if isinstance(given, Words):
        return given
    return ItemAnswered(
        item=Id(item.key),
        reply=reply,
        reason=FreeText(reason),
        owner=FreeText(owner),
        day=done_by,
        sum=given,
        conditions=_conditions(fields, item),
    )


def _reply(written: str | None) -> Reply | None:
    return next((known for known in _REPLIES if known == written), None)


def _of_item(fields: Mapping[str, str], number: int) -> dict[str, str]:
    """What was filled in for one item, by the part of the answer."""
    own = f"item-{number}."
    return {
        key.removeprefix(own): text
        for key, text in fields.items()
        if key.startswith(own)
    }


def _half(number: int) -> Words:
    return say(
        "Item {number} is filled in by half: choose whether it is accepted.",
        number=number,
    )


def _by_day(
    day: str,
    locale: Locale,
    number: int,
    example: date,
) -> str | Words:
    """The day as it is recorded, empty where none is written."""
    if not day:
        return ""
    found = _day(day, locale)
    if found is not None:
        return found.isoformat()
    return _no_day(number, day, example)


def _no_day(number: int, day: str, example: date) -> Words:
    return say(
        "Item {number}: “{day}” is no day. Write day, month and year, such as {example}.",
        number=number,
        day=day,
        example=Day(example),
    )


def _language(fields: Mapping[str, str]) -> Locale:
    """The language that the form was printed in: days and sums are read as it writes them."""
    try:
        return locale_of(fields.get("language", ""))
    except ValueError:
        return ENGLISH


def _sum(text: str, item: FormItem, locale: Locale) -> int | Words | None:
    """The sum that is given in minor units; None where nobody wrote one."""
    if not clean(text):
        return None
    minor = _minor(text, item.cost.currency, locale)
    if not 0 < minor < item.cost.minor:
        return _no_part(text, item.number)
    return minor


def _minor(text: str, currency: str, locale: Locale) -> int:
    """Minor units; 0 where it is no sum."""
    try:
        return parse_money(text, currency, locale)
    except ValueError:
        return 0


def _no_part(text: str, number: int) -> Words:
    return say(
        "Item {number}: “{sum}” is no part of the sum that was asked.",
        number=number,
        sum=clean(text),
    )


def _conditions(
    fields: Mapping[str, str],
    item: FormItem,
) -> tuple[ConditionAnswered, ...]:
    """What was answered to each condition of the item; one without a mark is owed."""
    found = list[ConditionAnswered]()
    for line in item.conditions:
        name = f"item-{item.number}.condition-{line.number}"
        reply: ConditionReply | None = next(
            (
                known
                for known in CONDITION_REPLIES
                if known == fields.get(f"{name}.reply")
            ),
            None,
        )
        if reply is not None:
            words = free(fields.get(f"{name}.words", ""))
            found.append(ConditionAnswered(line.number, reply, words))
    return tuple(found)


def _day(text: str, locale: Locale) -> date | None:
    """The day as people write it in the language of the form; None where it is none."""
    try:
        return parse_day(text, locale)
    except ValueError:
        return None


def fields_of(path: Path) -> dict[str, str]:
    """The fields of a PDF's form with what stands in them.

    Raises PackRefused where it is no PDF that can be read.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    data = read_data(path)
    unread = PackRefused(
        say("“{name}” is not a PDF form that can be read.", name=path.name),
    )
    if len(data) > _LARGEST or not data.startswith(b"%PDF-"):
        raise unread
    try:
        reader: Any = PdfFileReader(BytesIO(data), strict=False)
        if reader.encrypted:
            raise unread
        found: dict[str, str] = {}
        _collect(reader.root["/AcroForm"]["/Fields"], "", found, _MOST_DEEP)
    except (
        PdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        NotImplementedError,
        OverflowError,
        AssertionError,
    ) as error:  # the library does not promise which, for a file made to hurt
        raise unread from error
    return found


def _collect(
    fields: Sequence[Any],
    above: str,
    found: dict[str, str],
    deeper: int,
) -> None:
    """Fill `found` with the values below these fields.

    Names are joined by dots (ISO 32000-1, 12.7.3.2).
    """
    for at in range(
        len(fields),
    ):  # by number: so the library follows references
        field = fields[at]
        if deeper < 0 or len(found) > _MOST_FIELDS:
            raise ValueError("too many fields")
        own = str(field["/T"]) if "/T" in field else ""
        name = ".".join(part for part in (above, own) if part)
        value = _text(
            field["/V"]
            if "/V" in field
            else field["/AS"]
            if "/AS" in field and not own
            else "",
        )
        if (
            value and value != _UNMARKED
        ):  # some programs mark a choice only where it is drawn
            found[name] = value
        if "/Kids" in field:
            _collect(field["/Kids"], name, found, deeper - 1)


def _text(value: Any) -> str:
    """A text or a name as text."""
    text = _decoded(value)[:_LONGEST]
    if type(value).__name__ == "NameObject":
        return text.removeprefix("/")
    return text


def _decoded(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
