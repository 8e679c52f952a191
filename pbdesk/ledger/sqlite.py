"""One SQLite for both files: the one inside SQLCipher, which a plain record needs no key for.

sqlite-utils takes the first driver it finds under the name `pysqlite3`, so ours is put there before
it is imported. The driver's exceptions are its own, not `sqlite3`'s.
"""

from __future__ import annotations

import errno
import importlib
import sys
from collections.abc import (
    Callable,
    Generator,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = [
    "SQLITE_BUSY",
    "SQLITE_CORRUPT",
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_NOTADB",
    "SQLITE_READONLY",
    "Error",
    "File",
    "Row",
    "Value",
    "error_code",
    "is_moved",
]

type Value = str | int | float | bytes | None
type Row = tuple[Any, ...]


class Cursor(Protocol):
    """What a statement gives back (DB-API 2.0)."""

    rowcount: int

    def fetchall(self) -> list[Row]: ...
    def fetchone(self) -> Row | None: ...


class Connection(Protocol):
    """What the driver gives: DB-API 2.0 as far as it is used here."""

    in_transaction: bool

    def execute(
        self,
        sql: str,
        parameters: Sequence[Value] = ...,
        /,
    ) -> Cursor: ...
    def backup(self, target: Connection, /) -> None: ...
    def close(self) -> None: ...


_driver = importlib.import_module("sqlcipher3.dbapi2")
_connect = cast("Callable[..., Connection]", _driver.connect)

Error: type[Exception] = _driver.Error
"""Every error of the driver."""

SQLITE_BUSY = 5
SQLITE_READONLY = 8
SQLITE_IOERR = 10
SQLITE_CORRUPT = 11
SQLITE_FULL = 13
SQLITE_NOTADB = 26
_ERROR = 1
_BY_WORDS = {
    "database or disk is full": SQLITE_FULL,
    "disk I/O error": SQLITE_IOERR,
}
_READONLY_DBMOVED = SQLITE_READONLY | 4 << 8

_OF_THE_SYSTEM = {
    errno.ENOSPC: SQLITE_FULL,
    errno.EDQUOT: SQLITE_FULL,
    errno.EIO: SQLITE_IOERR,
    errno.EROFS: SQLITE_READONLY,
    errno.EACCES: SQLITE_READONLY,
}


def error_code(error: Exception) -> int:
    """SQLite's primary result code of a driver error, or the one that fits a system's error.

    0 when it has none.
    """
    if isinstance(error, OSError):
        return _OF_THE_SYSTEM.get(error.errno or 0, 0)
    code = cast("int", getattr(error, "sqlite_errorcode", 0)) & 0xFF
    # A statement inside a function of SQLCipher's own fails with its words and no code.
    if code == _ERROR:
        return _BY_WORDS.get(str(error), code)
    return code


def is_moved(error: Exception) -> bool:
    """Whether a driver error says that the file was moved or deleted while it was open."""
    return getattr(error, "sqlite_errorcode", 0) == _READONLY_DBMOVED


class File:
    """One connection to one SQLite file. May be used from any thread, by one at a time."""

    def __init__(
        self,
        path: Path,
        mode: str,
        *,
        key: str | None = None,
    ) -> None:
        """Open `path` with SQLite's `mode` (ro, rw, memory: an empty one that no disk sees).

        `key` is SQLCipher's raw key and salt, in hex.
        Raises the driver's Error.
        """
        self.connection = _connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=5.0,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            if key is not None:
                # A wrong passphrase is told in a sentence of ours, not on standard error.
                self.run("PRAGMA cipher_log_level = NONE")
                self.run(f"PRAGMA key = \"x'{key}'\"")
            self._database = _database(self.connection)
        except BaseException:
            self.connection.close()
            raise

    def run(self, sql: str, values: Sequence[Value] = ()) -> None:
        """Execute one statement."""
        with _readable():
            _ = self.connection.execute(sql, values)

    def add(self, table: str, row: Mapping[str, Value]) -> None:
        """Insert one row, as part of the transaction that is open."""
        self.add_all(table, [row])

    def add_all(self, table: str, rows: Iterable[Mapping[str, Value]]) -> None:
        """Insert rows of the same columns, as part of the transaction that is open."""
        _ = self._database.table(table).insert_all(map(dict, rows))

    def change(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Execute an UPDATE or DELETE; how many rows it met."""
        with _readable():
            return self.connection.execute(sql, values).rowcount

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """All rows of a query."""
        with _readable():
            return self.connection.execute(sql, values).fetchall()

    def column(self, sql: str) -> list[Any]:
        """What stands in the only column of a query."""
        return [cell for (cell,) in self.rows(sql)]

    def each(self, sql: str) -> Iterator[Row]:
        """The rows of a query one by one: those before a broken page come, then Error."""
        with _readable():
            cursor = self.connection.execute(sql)
            while (row := cursor.fetchone()) is not None:
                yield row

    def one(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row of a query."""
        with _readable():
            return self.connection.execute(sql, values).fetchone()

    def where(
        self,
        table: str,
        condition: str,
        values: Sequence[Value],
        order: str | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Rows of a table that meet a condition, as dictionaries."""
        return self._database.table(table).rows_where(
            condition,
            values,
            order_by=order,
        )

    @contextmanager
    def transaction(self) -> Generator[None]:
        """All of it or nothing.

        `BEGIN IMMEDIATE`, where sqlite-utils says a plain BEGIN that may fail half way.
        """
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.run("ROLLBACK")
            raise

    def copy_to(self, other: File) -> None:
        """Copy every page as it is, sound or not."""
        self.connection.backup(other.connection)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


@contextmanager
def _readable() -> Generator[None]:
    """Text with broken bytes is an error like any other.

    The driver's own message may quote it and break too.
    """
    try:
        yield
    except UnicodeDecodeError as error:
        raise Error("text that is not UTF-8") from error


def _database(connection: Connection) -> Database:
    sys.modules["pysqlite3"] = importlib.import_module("sqlcipher3")
    sys.modules["pysqlite3.dbapi2"] = _driver
    from sqlite_utils import Database

    return Database(cast("Any", connection), execute_plugins=False)
