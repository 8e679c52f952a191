// The draw of a case's panel: the list in the pack holds together, and the dice pick this panel.

import { fromHex, joined, sha256, utf8, Wrong } from "./bytes.js";
import { isText, isWhole, listOf, madeOf, oneOf, onlyMadeOf, readAs } from "./canonical.js";
import { say } from "./words.js";

/** @import { Bytes } from "./bytes.js" */
/** @import { Files } from "./bag.js" */
/** @typedef {{ tickets: number, bound: string, seats: number, people: string[], panels: [number, string[]][] }} List */

const DRAWN_BY = "pbdesk/draw/1";
const MOST_TICKETS = 1e9;
/** Chances are told to six places. */
const ROUNDED = 0.000001;
const DECIMAL = /^[0-9]+\.[0-9]+$/;
const BETWEEN = Uint8Array.of(0);

/** @param {number} most */
function upTo(most) {
  return (/** @type {any} */ value) => isWhole(value) && value >= 1 && value <= most;
}

const isTickets = upTo(MOST_TICKETS);
const isPeople = listOf(isText);
const isList = onlyMadeOf({
  format: oneOf(DRAWN_BY),
  method: oneOf("leximin", "maximin"),
  seats: upTo(10_000),
  bound: (value) => isText(value) && /^[01]\.[0-9]{1,20}$/.test(value),
  tickets: isTickets,
  people: isPeople,
  panels: listOf(
    (value) =>
      Array.isArray(value) && value.length === 2 && isTickets(value[0]) && isPeople(value[1]),
  ),
});
const isDecimal = (/** @type {any} */ value) => isText(value) && DECIMAL.test(value);
const areSeats = madeOf({
  jurors: isWhole,
  left: isWhole,
  replaced: isWhole,
  dice: isText,
  panel: isPeople,
});
const areChances = madeOf({
  people: isWhole,
  seats: isWhole,
  smallest: isDecimal,
  largest: isDecimal,
  bound: isDecimal,
});

/**
 * Hold list, dice and panel together.
 * @param {Files} files
 * @param {any} said
 */
export async function refuseAnotherDraw(files, said) {
  const content = files.get("data/draw.json");
  if ((content ? await sha256(content) : null) !== (said.list ?? null)) {
    throw new Wrong(say("The list of panels is not the one that hung up before the dice."));
  }
  if (!content) return;
  const list = listIn(content);
  if (!areSeats(said)) throw new Wrong(say("What is said of the case cannot be read."));
  if (chancesOf(list).smallest > Number(list.bound) + ROUNDED) {
    throw new Wrong(say("The smallest chance on the list is above its proved limit."));
  }
  const { dice, panel, jurors, left, replaced } = said;
  const picked = dice ? await pickedBy(dice, list, said.list) : [];
  if (panel.length !== picked.length || picked.some((one, place) => one !== panel[place])) {
    throw new Wrong(say("The dice do not pick this panel from the list."));
  }
  if (picked.length && (jurors + left !== picked.length || Math.min(left, replaced) < 0)) {
    throw new Wrong(say("Other seats are told than were drawn."));
  }
}

/**
 * Hold what the record says of the list against it.
 * @param {Bytes} content
 * @param {any} told
 */
export function refuseOtherChances(content, told) {
  const list = listIn(content);
  if (!areChances(told)) throw new Wrong(say("What is said of the case cannot be read."));
  const { smallest, largest } = chancesOf(list);
  const bound = Math.max(smallest, Math.min(Number(list.bound), 1));
  const near =
    isNear(told.smallest, smallest) && isNear(told.largest, largest) && isNear(told.bound, bound);
  if (!near || told.people !== list.people.length || told.seats !== list.seats) {
    throw new Wrong(say("The record tells other chances than the list of panels gives."));
  }
}

/**
 * @param {string} told
 * @param {number} right
 */
function isNear(told, right) {
  return Math.abs(Number(told) - right) <= ROUNDED;
}

/**
 * @param {Bytes} content
 * @returns {List}
 */
function listIn(content) {
  /** @type {List | null} */
  const list = readAs(content, isList);
  const known = new Set(list?.people);
  const holds =
    list &&
    known.size === list.people.length &&
    list.panels.reduce((sum, [tickets]) => sum + tickets, 0) === list.tickets &&
    list.panels.every(
      ([, people]) =>
        people.length === list.seats &&
        new Set(people).size === list.seats &&
        people.every((one) => known.has(one)),
    );
  if (!holds) throw new Wrong(say("The list of panels does not hold together."));
  return list;
}

/** @param {List} list */
function chancesOf({ panels, tickets: all }) {
  /** @type {Map<string, number>} */
  const held = new Map();
  for (const [tickets, people] of panels) {
    for (const one of people) held.set(one, (held.get(one) ?? 0) + tickets);
  }
  const chances = [...held.values()].map((tickets) => tickets / all);
  return {
    smallest: chances.reduce((one, other) => Math.min(one, other), Infinity),
    largest: chances.reduce((one, other) => Math.max(one, other), 0),
  };
}

/**
 * The panel that these dice name.
 * @param {string} dice
 * @param {List} list
 * @param {string} digest
 */
async function pickedBy(dice, { panels, tickets: all }, digest) {
  const list = fromHex(digest);
  const told = joined(utf8(DRAWN_BY), BETWEEN, list, BETWEEN, utf8(dice));
  let ticket = Number(BigInt(`0x${await sha256(told)}`) % BigInt(all));
  for (const [tickets, people] of panels) {
    if (ticket < tickets) return people;
    ticket -= tickets;
  }
  return [];
}
