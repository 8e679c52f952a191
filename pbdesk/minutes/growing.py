"""Maps and sets that a fold grows in place: a hundred thousand entries are read in one go.

Outside a fold a slice of the state never changes, and what adds to it copies. While a record is
folded nobody else holds the slice yet, so `put` and `joined` add to the very map: copying it for
each entry took a time that grew with the square of the entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any, cast

__all__ = ["joined", "put", "settled", "to_grow", "without"]


class _Map[K, V](dict[K, V]):
    """A map in the hands of a fold."""


class _Set[T](set[T]):
    """A set in the hands of a fold."""


def put[K, V](known: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """The map with one more value, or another one under the key, which keeps its place."""
    if isinstance(known, _Map):
        known[key] = value
        return cast("Mapping[K, V]", known)
    return MappingProxyType({**known, key: value})


def without[K, V](known: Mapping[K, V], key: K) -> Mapping[K, V]:
    """The map without what stands under the key. Raises KeyError where nothing does."""
    if isinstance(known, _Map):
        del known[key]
        return cast("Mapping[K, V]", known)
    left = dict(known)
    del left[key]
    return MappingProxyType(left)


def joined[T](known: AbstractSet[T], more: Iterable[T]) -> AbstractSet[T]:
    """The set with more in it."""
    if isinstance(known, _Set):
        known.update(more)
        return cast("AbstractSet[T]", known)
    return frozenset(known).union(more)


def to_grow[Slice](part: Slice) -> Slice:
    """A slice of the state (a dataclass) whose maps and sets grow in place."""
    return _with_each(part, _growing)


def settled[Slice](part: Slice) -> Slice:
    """The slice as it is when the fold is over: nothing in it changes any more."""
    return _with_each(part, _still)


def _with_each[Slice](part: Slice, change: Callable[[object], object]) -> Slice:
    held: Any = part
    now = {each.name: getattr(held, each.name) for each in fields(held)}
    changed = {name: change(value) for name, value in now.items()}
    return replace(
        held,
        **{name: new for name, new in changed.items() if new is not now[name]},
    )


def _growing(value: object) -> object:
    match value:
        case MappingProxyType():
            return _Map(cast("Mapping[object, object]", value))
        case frozenset():
            return _Set(cast("frozenset[object]", value))
        case _:
            return value


def _still(value: object) -> object:
    match value:
        case _Map():
            return MappingProxyType(
                dict(cast("Mapping[object, object]", value)),
            )
        case _Set():
            return frozenset(cast("set[object]", value))
        case _:
            return value
