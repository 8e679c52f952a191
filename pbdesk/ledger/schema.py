"""The record's tables, and the triggers that keep them: what stands in SQLite's own words.

A record is recognised by `application_id` and `user_version`; both are read from the header, before
SQLite sees the file. Every statement is compared with what the file holds at each opening: another
tool may have dropped a trigger.
"""

from __future__ import annotations

from pbdesk.ledger.chain import BODY_LIMIT, RANDOM, Stored
from pbdesk.ledger.sqlite import File
from pbdesk.ledger.standing import begin

__all__ = [
    "APPLICATION",
    "MOST_CELL",
    "SCHEMA",
    "VERSION",
    "measured",
    "prepare",
    "tables",
]

APPLICATION = 0x50424431
"""`PRAGMA application_id` of every record: "PBD1"."""

VERSION = 1
"""`PRAGMA user_version`: the newest form of the file this program knows."""

MOST_CELL = 64 << 20
"""Most bytes that a cell of a record has; SQLite itself would take 1,000 MB."""

SCHEMA: dict[str, str] = {
    "event": f"""CREATE TABLE event (
        seq INTEGER PRIMARY KEY,
        prev BLOB NOT NULL CHECK (length(prev) = 32),
        type TEXT NOT NULL CHECK (length(type) BETWEEN 1 AND 100),
        body TEXT NOT NULL CHECK (length(CAST(body AS BLOB)) <= {BODY_LIMIT}),
        random BLOB NOT NULL CHECK (length(random) = {RANDOM}),
        hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
    ) STRICT""",
    "event_follows": """CREATE TRIGGER event_follows BEFORE INSERT ON event
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
        OR NEW.prev IS NOT """
    """coalesce((SELECT hash FROM event ORDER BY seq DESC LIMIT 1), zeroblob(32))
        BEGIN SELECT RAISE(ABORT, 'an entry follows the newest one'); END""",
    "event_stays": """CREATE TRIGGER event_stays BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END""",
    "event_kept": """CREATE TRIGGER event_kept BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'entries are never taken out'); END""",
    "urn": """CREATE TABLE urn (
        id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
        box TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('counted', 'rejected')),
        ballot TEXT NOT NULL,
        sum BLOB NOT NULL CHECK (length(sum) = 32)
    ) STRICT, WITHOUT ROWID""",
    "urn_state": """CREATE TABLE urn_state (
        box TEXT PRIMARY KEY NOT NULL CHECK (instr(box, char(0)) = 0),
        state TEXT NOT NULL CHECK (state IN ('open', 'sealed', 'compacted'))
    ) STRICT, WITHOUT ROWID""",
    "urn_takes": """CREATE TRIGGER urn_takes BEFORE INSERT ON urn
        WHEN (SELECT state FROM urn_state WHERE box = NEW.box) IS NOT 'open' OR """
    """EXISTS (SELECT 1 FROM urn WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'the box is sealed, or the urn holds this paper'); END""",
    "urn_stays": """CREATE TRIGGER urn_stays BEFORE UPDATE ON urn
        BEGIN SELECT RAISE(ABORT, 'papers are never changed'); END""",
    "urn_kept": """CREATE TRIGGER urn_kept BEFORE DELETE ON urn
        BEGIN SELECT RAISE(ABORT, 'papers are never taken out'); END""",
    "urn_state_takes": """CREATE TRIGGER urn_state_takes BEFORE INSERT ON urn_state
        WHEN NEW.state <> 'open' OR EXISTS (SELECT 1 FROM urn_state WHERE box = NEW.box)
        BEGIN SELECT RAISE(ABORT, 'a new box is open, and has a name of its own'); END""",
    "urn_state_stays": """CREATE TRIGGER urn_state_stays BEFORE UPDATE ON urn_state
        WHEN OLD.box IS NOT NEW.box
        OR (OLD.state, NEW.state) NOT IN (VALUES ('open', 'sealed'), ('sealed', 'compacted'))
        BEGIN SELECT RAISE(ABORT, 'a sealed box stays sealed'); END""",
    "urn_state_kept": """CREATE TRIGGER urn_state_kept BEFORE DELETE ON urn_state
        BEGIN SELECT RAISE(ABORT, 'a box is never taken out'); END""",
    "attachment": """CREATE TABLE attachment (
        sha256 BLOB PRIMARY KEY NOT NULL CHECK (length(sha256) = 32),
        media_type TEXT NOT NULL,
        data BLOB NOT NULL,
        sum BLOB NOT NULL CHECK (length(sum) = 32)
    ) STRICT""",
    "attachment_stays": """CREATE TRIGGER attachment_stays BEFORE UPDATE ON attachment
        BEGIN SELECT RAISE(ABORT, 'attachments are never changed'); END""",
    "attachment_kept": """CREATE TRIGGER attachment_kept BEFORE DELETE ON attachment
        BEGIN SELECT RAISE(ABORT, 'attachments are never taken out'); END""",
    "said": """CREATE TABLE said (
        id TEXT PRIMARY KEY NOT NULL,
        salt BLOB NOT NULL,
        body TEXT NOT NULL,
        erased TEXT,
        reason TEXT,
        sum BLOB NOT NULL CHECK (length(sum) = 32)
    ) STRICT""",
    "said_stays": """CREATE TRIGGER said_stays BEFORE UPDATE ON said
        WHEN OLD.erased IS NOT NULL OR NEW.erased IS NULL OR NEW.id IS NOT OLD.id OR NEW.body <> ''
        BEGIN SELECT RAISE(ABORT, 'what was said is only ever erased'); END""",
    "said_kept": """CREATE TRIGGER said_kept BEFORE DELETE ON said
        BEGIN SELECT RAISE(ABORT, 'what was said is only ever erased'); END""",
    "drafts": """CREATE TABLE drafts (
        key TEXT PRIMARY KEY NOT NULL,
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        sum BLOB NOT NULL CHECK (length(sum) = 32)
    ) STRICT""",
    "standing": """CREATE TABLE standing (
        of TEXT PRIMARY KEY NOT NULL,
        rows INTEGER NOT NULL CHECK (rows >= 0),
        total BLOB NOT NULL CHECK (length(total) = 32)
    ) STRICT, WITHOUT ROWID""",
    "standing_kept": """CREATE TRIGGER standing_kept BEFORE DELETE ON standing
        BEGIN SELECT RAISE(ABORT, 'what a table holds is always said'); END""",
    "minutes": """CREATE VIEW minutes AS
        SELECT seq, json_extract(body, '$.at') AS at, type, body FROM event ORDER BY seq""",
}
"""Name -> statement, exactly as the file holds it."""

# Measured in simulated power cuts: PERSIST with EXTRA loses no acknowledged ballot (`make faults`
# has the figure); the default, DELETE with FULL, lost 1,020 in 4,100. PERSIST keeps the journal's
# blocks, so that they can be written over (`disk.blank`); DELETE and TRUNCATE give them back to the
# file system with all that stood in them. A WAL keeps ballots in casting order and cannot be read
# on a full disk.
_PRAGMAS = (
    "synchronous = EXTRA",
    "fullfsync = 1",
    "secure_delete = ON",
    "recursive_triggers = ON",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "temp_store = MEMORY",
)


def prepare(file: File, journal: str | None = "PERSIST") -> None:
    """Set what SQLite forgets with every connection. `journal` is None for a reader.

    Raises the driver's Error.
    """
    for pragma in _PRAGMAS:
        file.run(f"PRAGMA {pragma}")
    if journal is not None:
        file.run(f"PRAGMA journal_mode = {journal}")


def measured(*columns: str, read_as: str = "{}") -> str:
    """Columns of a query, each null where its cell is larger than pbdesk writes any.

    SQLite knows how long a cell is before it reads it. `read_as`: what is then asked of it.
    """
    asked = ((each, read_as.format(each)) for each in columns)
    return ", ".join(
        f"iif(octet_length({cell}) <= {MOST_CELL}, {read}, NULL)"
        for cell, read in asked
    )


def add_entry(file: File, entry: Stored, text: str) -> None:
    """Put an entry in its place, inside the caller's transaction; `text`: its canonical body."""
    file.add(
        "event",
        {
            "seq": entry.seq,
            "prev": entry.prev,
            "type": entry.type,
            "body": text,
            "random": entry.random,
            "hash": entry.hash,
        },
    )


def tables(file: File) -> None:
    """Make all tables, triggers and views, inside the caller's transaction."""
    for statement in SCHEMA.values():
        file.run(statement)
    begin(file)
    file.run(f"PRAGMA application_id = {APPLICATION}")
    file.run(f"PRAGMA user_version = {VERSION}")
