"""Catalogues: each language says every sentence of the program.

With the same gaps and in each of its plurals.
"""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable
from datetime import date
from functools import cache
from gettext import GNUTranslations
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from pbdesk.i18n import languages, locale_of, render
from pbdesk.resources import translations
from pbdesk.words import Day, Listing, Money, Share, say, several

_EXTRACT = runpy.run_path(str(translations() / "extract.py"))
_LANGUAGES = [tag for tag in languages() if tag != "en"]
_FEW = 3
"""The smallest number whose form must say it.

One and two have forms of their own in some languages, as Arabic.
"""

every_language = pytest.mark.parametrize("tag", _LANGUAGES)


@cache
def _catalogue(tag: str) -> Catalog:
    with (translations() / tag / "LC_MESSAGES" / "pbdesk.po").open(
        "rb",
    ) as file:
        return read_po(file, locale=tag, abort_invalid=True)


@cache
def _template() -> Catalog:
    """All that the program says."""
    return _EXTRACT["template"]()


def _texts(message: Message) -> tuple[str, ...]:
    """What is said in English: one sentence, or one and many."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _said(message: Message) -> tuple[str, ...]:
    """What is said in the language: one sentence, or one a plural form."""
    return (
        (message.string,)
        if isinstance(message.string, str)
        else tuple(message.string or ())
    )


def _gaps(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text.replace("{{", "").replace("}}", "")))


def _form_of(tag: str) -> Callable[[int], int]:
    """Which form the language gives to a number, as gettext reads the catalogue's rule."""
    catalog = Catalog(locale=tag)
    catalog.mime_headers = _catalogue(tag).mime_headers
    catalog.add(
        ("one", "many"),
        tuple(str(form) for form in range(catalog.num_plurals)),
    )
    compiled = BytesIO()
    write_mo(compiled, catalog)
    forms = GNUTranslations(BytesIO(compiled.getvalue()))
    return lambda n: int(forms.ngettext("one", "many", n))


def _messages(tag: str) -> list[Message]:
    return [message for message in _catalogue(tag) if message.id]


@every_language
def test_every_sentence_of_the_program_is_translated_and_none_is_left_over(tag):
    said = {
        (_texts(message), message.context)
        for message in _template()
        if message.id
    }
    have = {(_texts(message), message.context) for message in _messages(tag)}
    assert said - have == set(), (
        "translations/extract.py brings the catalogue up to date"
    )
    assert have - said == set(), (
        "translations/extract.py drops what is no longer said"
    )


@every_language
def test_no_translation_is_empty_or_a_guess(tag):
    assert [
        message.id
        for message in _messages(tag)
        if not all(text.strip() for text in _said(message))
    ] == []
    assert [message.id for message in _messages(tag) if message.fuzzy] == []


@every_language
def test_every_plural_form_is_written(tag):
    forms = _catalogue(tag).num_plurals
    counted = [
        message for message in _messages(tag) if len(_texts(message)) > 1
    ]
    assert [
        message.id for message in counted if len(_said(message)) != forms
    ] == []


@every_language
def test_a_translation_has_the_gaps_of_its_sentence(tag):
    wrong = [
        message.id
        for message in _messages(tag)
        if isinstance(message.id, str)
        and _gaps(str(message.string)) != _gaps(message.id)
    ]
    assert wrong == []


@every_language
def test_a_plural_form_leaves_out_no_gap_but_the_number_of_one_and_two(tag):
    many = {_form_of(tag)(n) for n in range(_FEW, 200)}
    for message in (
        message for message in _messages(tag) if len(_texts(message)) > 1
    ):
        one, all_ = (_gaps(text) for text in _texts(message))
        for form, text in enumerate(_said(message)):
            needed = all_ if form in many else (one & all_) - {"n"}
            assert needed <= _gaps(text) <= one | all_, (message.id, form)


@every_language
def test_the_plural_rule_is_the_one_that_the_language_has(tag):
    """Unicode's own rules, in the order in which gettext numbers the forms."""
    form, kind = _form_of(tag), locale_of(tag).plural_form
    pairs = {(form(n), kind(n)) for n in range(1_000)}
    assert (
        len(pairs)
        == len({number for number, _ in pairs})
        == len({name for _, name in pairs})
    )


@every_language
def test_a_sentence_of_each_kind_is_said_in_the_language(tag):
    locale = locale_of(tag)
    plain, gap = (
        render(say("Cast my ballot"), locale),
        render(say("By {day}", day=Day(date(2027, 1, 29))), locale),
    )
    homonyms = {
        render(say("Count", context="step"), locale),
        render(say("Cost", context="feasibility"), locale),
    }
    counted = [
        render(several("{n} ballot", "{n} ballots", n), locale)
        for n in (1, 2, 3, 11, 100)
    ]
    line = render(
        say(
            "Money line: {given} of {pot} given, {left} left.",
            given=Money(5_670_000, "GBP"),
            pot=Money(6_000_000, "GBP"),
            left=Money(330_000, "GBP"),
        ),
        locale,
    )
    assert "Cast" not in plain
    assert "2027" in gap
    assert not gap.startswith("By")
    assert homonyms.isdisjoint({"Count", "Cost"})
    assert len(set(counted)) == 5
    assert all(sum_ in line for sum_ in ("£56,700", "£60,000", "£3,300"))


@every_language
def test_every_sentence_of_the_language_can_be_filled(tag):
    values = {"share": Share(1, 3, 1), "names": Listing(("A", "B"))}
    for message in _messages(tag):
        one, *many = _texts(message)
        gaps = {
            name: values.get(name, "x")
            for text in (one, *many)
            for name in _gaps(text)
            if name != "n"
        }
        words = (
            several(one, many[0], 7, **gaps)
            if many
            else say(one, context=message.context, n=7, **gaps)
        )
        assert render(words, locale_of(tag)).strip(), message.id


def test_the_extraction_finds_sentences_plurals_and_contexts():
    source = (
        'say("Vote"); say("Count", context="step"); several("{n} ballot", "{n} ballots", n, n=n)\n'
        'say(written); speak("Nothing")'
    )
    assert list(_EXTRACT["sentences"](source)) == [
        ("Vote", None),
        ("Count", "step"),
        (("{n} ballot", "{n} ballots"), None),
    ]


def test_the_program_tells_its_homonyms_apart():
    said = {(message.id, message.context) for message in _template()}
    assert {
        ("Count", "step"),
        ("Count", None),
        ("Cost", "feasibility"),
        ("Cost", None),
    } <= said
