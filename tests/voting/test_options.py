"""Options: what people may set of a rule or a ballot style, and what files keep of it."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.options import (
    Choice,
    LeastSupport,
    OptionError,
    Settings,
    settle,
)
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles import STYLES

BOTH = [*RULES.values(), *STYLES.values()]
everything = pytest.mark.parametrize(
    "one",
    BOTH,
    ids=[f"{type(o).__name__} {o.name}" for o in BOTH],
)


def values_of(option):
    if isinstance(option, Choice):
        return st.sampled_from(sorted(option.choices))
    numbers = st.integers(option.least, option.most)
    return numbers if option.absent is not None else st.none() | numbers


@everything
def test_what_is_left_out_means_what_it_always_meant(one):
    assert one.settle({}) == one.settings()
    assert dict(one.settle({}).parameters) == {
        o.name: o.absent for o in one.options
    }


@everything
def test_a_setting_left_empty_is_one_left_out(one):
    assert one.settle(
        dict.fromkeys((o.name for o in one.options), None),
    ) == one.settle(
        {},
    )


@everything
@given(data=st.data())
def test_what_files_keep_of_settings_gives_the_same_settings_again(one, data):
    words = {
        option.name: data.draw(values_of(option)) for option in one.options
    }
    settings = one.settle(words)
    assert dict(settings.parameters) == words
    assert one.settle(settings.parameters) == settings
    assert (
        one.settle({name: str(n) for name, n in words.items() if n is not None})
        == settings
    )
    assert all(
        type(kept) in {str, int, type(None)}
        for kept in settings.parameters.values()
    )


@everything
def test_a_choice_is_annotated_with_the_words_that_people_may_choose(one):
    """A word that the type does not know could be chosen and would fall through every test of it."""
    types = get_type_hints(one.settings)
    for option in one.options:
        if isinstance(option, Choice) and not option.switch:
            words = getattr(types[option.name], "__value__", types[option.name])
            known = get_args(words) or tuple(words)
            assert tuple(option.choices) == known, option.name


@everything
def test_every_field_of_settings_is_an_option(one):
    assert [each.name for each in fields(one.settings)] == [
        o.name for o in one.options
    ]


@pytest.mark.parametrize(
    "name",
    [name for name, r in RULES.items() if r.kind == "funding"],
)
def test_a_rule_with_a_threshold_of_its_own_says_so(name):
    has = LeastSupport.option in {option.name for option in RULES[name].options}
    assert issubclass(RULES[name].settings, LeastSupport) == has


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (
            {"fitt": "skip"},
            "There is no option “fitt” here. Options: by, fit, threshold.",
        ),
        ({"fit": "jump"}, "“fit” cannot be “jump”. Choose one of: skip, stop."),
        ({"fit": 1}, "“fit” cannot be “1”. Choose one of: skip, stop."),
        ({"threshold": "ten"}, "“threshold” takes a whole number from 0 to"),
        ({"threshold": "1.5"}, "not “1.5”."),
        ({"threshold": -1}, "not “-1”."),
        ({"threshold": True}, "not “True”."),
        ({"threshold": "٣"}, "not “٣”."),
        ({"threshold": "9" * 5000}, "“threshold” takes a whole number"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_a_sentence(given_, said):
    with pytest.raises(OptionError) as refused:
        RULES["greedy"].settle(given_)
    assert said in render(refused.value.words)


def test_a_rule_without_settings_knows_no_option():
    with pytest.raises(OptionError) as refused:
        settle(Settings, {"by": "support"})
    assert render(refused.value.words).endswith("Options: –.")


def test_a_switch_is_off_or_on_in_files_too():
    irv = RULES["irv"]
    assert irv.settle({"batch": "yes"}).batch is True
    assert irv.settle({}).parameters["batch"] == "no"
    with pytest.raises(OptionError):
        irv.settle({"batch": "true"})
