// Check 26: what a supplement tells is what its record tells, entry by entry and sum by sum.

import { Wrong, same, utf8 } from "./bytes.js";
import {
  canonical,
  either,
  isNull,
  isObject,
  isText,
  isTruth,
  isWhole,
  listOf,
  madeOf,
  onlyMadeOf,
} from "./canonical.js";
import { inForce } from "./record.js";
import { erasedDigests, isAlike } from "./said.js";
import { say, several } from "./words.js";

/** @import { Files } from "./bag.js" */
/** @import { Test } from "./canonical.js" */
/** @import { Entry } from "./record.js" */
/** @typedef {{ entry: number, type: string, body: Record<string, any> }} Row */
/** @typedef {Record<string, any>} Sums */

/** The types of entries that tell what followed the result. */
const FOLLOWING = [
  "answer.reminded",
  "follow_up.lesson",
  "follow_up.looked_at",
  "follow_up.reopened",
  "money.allocated",
  "money.help",
  "money.milestone",
  "money.paid",
  "money.returned",
  "money.stopped",
  "pack.answered",
];
/** @type {Test} */
const isAmount = (value) => isWhole(value) && value >= 0;
const isSpent = madeOf({ item: isText, sum: isAmount });
/** What the entries about money hold. */
const MONEY = new Map([
  ["money.allocated", isSpent],
  ["money.paid", isSpent],
  ["money.help", madeOf({ item: isText, hours: isAmount })],
  [
    "money.returned",
    madeOf({ item: isText, sum: isAmount, source: isText, to_item: either(isText, isNull) }),
  ],
]);
const isBegun = madeOf({ id: isText, rehearsal: isTruth });
const isHappenedRow = onlyMadeOf({ entry: isWhole, type: isText, body: isObject });
const isBookLine = madeOf({
  id: isText,
  allocated: isWhole,
  spent: isWhole,
  returned: isWhole,
  left: isWhole,
  paid: isWhole,
  paid_back: isWhole,
  hours: isWhole,
});
const isFollowing = madeOf({
  happened: listOf(isHappenedRow),
  book: madeOf({ items: listOf(isBookLine) }),
});

/**
 * What followed is told as the record has it.
 * @param {Entry[]} entries
 * @param {any} stated
 * @param {Files} files
 */
export async function followingHolds(entries, stated, files) {
  if (!isFollowing(stated)) throw unreadableBook();
  const told = inForce(entries);
  refuseOtherBeginning(told, stated);
  refuseAnotherBook(files, stated.book);
  const lines = told.filter(({ type }) => FOLLOWING.includes(type ?? ""));
  await refuseOtherRows(stated.happened, lines, erasedDigests(told));
  refuseOtherBook(stated.book.items, lines);
  return several(
    "{n} entry of the record tells what followed; it stands here word for word.",
    "{n} entries of the record tell what followed; they stand here word for word.",
    lines.length,
  );
}

function unreadableBook() {
  return new Wrong(say("What followed cannot be read."));
}

/**
 * The record begins as that of the assembly which the pack is of, rehearsed or not.
 * @param {Entry[]} told
 * @param {any} stated
 */
function refuseOtherBeginning(told, { assembly, stage }) {
  const type = "assembly.started";
  const begun = told.filter((entry) => entry.type === type);
  if (begun.length !== 1) {
    throw new Wrong(say("The record does not tell what makes the result: {type}.", { type }));
  }
  const [{ seq, body }] = begun;
  if (!isBegun(body)) throw unreadableBook();
  if (body?.id !== assembly || body?.rehearsal !== (stage === "rehearsal")) {
    throw new Wrong(
      say("The result says otherwise than entry {seq} of the record ({type}).", { seq, type }),
    );
  }
}

/**
 * open-book.json is the book of result.json.
 * @param {Files} files
 * @param {any} book
 */
function refuseAnotherBook(files, book) {
  const name = "data/open-book.json";
  const found = files.get(name);
  if (found !== undefined && !same(found, utf8(canonical(book)))) {
    throw new Wrong(say("“{name}” has other figures than the result.", { name }));
  }
}

/**
 * @param {Row[]} rows
 * @param {Entry[]} lines
 * @param {Set<string>} erased
 */
async function refuseOtherRows(rows, lines, erased) {
  const shown = new Map(rows.map((row) => [row.entry, row]));
  for (const { seq, type, body } of lines) {
    const row = shown.get(seq);
    const isSame = row?.type === type && (await isAlike(row?.body, body, erased));
    if (!isSame) {
      throw new Wrong(say("Entry {seq} is told otherwise than it was recorded.", { seq }));
    }
  }
  const numbers = rows.map(({ entry }) => entry).join();
  if (numbers !== lines.map(({ seq }) => seq).join()) {
    throw new Wrong(say("It tells what the record does not, or in another order."));
  }
}

/**
 * @param {Sums[]} items
 * @param {Entry[]} lines
 */
function refuseOtherBook(items, lines) {
  const sums = addedUp(lines);
  const listed = new Set(items.map(({ id }) => id));
  if (listed.size !== items.length) throw new Wrong(say("A project stands in the result twice."));
  if ([...sums.keys()].some((id) => !listed.has(id))) {
    throw new Wrong(say("The open book leaves an item out."));
  }
  for (const item of items) {
    const here = sums.get(item.id) ?? nothing();
    const spent = here.paid - here.paid_back;
    const right = { ...here, spent, left: here.allocated - spent - here.returned };
    if (Object.entries(right).some(([name, sum]) => item[name] !== sum)) {
      throw new Wrong(say("The sums of “{item}” are not those of the record.", { item: item.id }));
    }
  }
}

/** @returns {Sums} */
function nothing() {
  return { allocated: 0, paid: 0, paid_back: 0, returned: 0, hours: 0 };
}

/** @param {Entry[]} lines */
function addedUp(lines) {
  /** @type {Map<string, Sums>} */
  const sums = new Map();
  /** @param {string} item @param {string} name @param {number} sum */
  const add = (item, name, sum) => {
    const here = sums.get(item) ?? nothing();
    sums.set(item, { ...here, [name]: here[name] + sum });
  };
  for (const { type = "", body = {} } of lines) {
    if (!(MONEY.get(type)?.(body) ?? true)) throw unreadableBook();
    if (type === "money.allocated") add(body.item, "allocated", body.sum);
    if (type === "money.paid") add(body.item, "paid", body.sum);
    if (type === "money.help") add(body.item, "hours", body.hours);
    if (type === "money.returned") {
      if (body.source === "paid back") add(body.item, "paid_back", body.sum);
      if (body.to_item === body.item) continue;
      add(body.item, "returned", body.sum);
      if (body.to_item !== null) add(body.to_item, "allocated", body.sum);
    }
  }
  return sums;
}
