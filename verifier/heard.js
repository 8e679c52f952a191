// Check 31: what the pack of a case tells is what its record tells.

import { Unchecked, Wrong } from "./bytes.js";
import { either, isNull, isObject, isText, isTruth, isWhole, listOf, madeOf } from "./canonical.js";
import { refuseAnotherDraw, refuseOtherChances } from "./drawn.js";
import { inForce } from "./record.js";
import { erasedDigests, isAlike } from "./said.js";
import { say, several } from "./words.js";

/** @import { Test } from "./canonical.js" */
/** @import { Entry } from "./record.js" */
/** @import { Files } from "./bag.js" */
/** @typedef {Record<string, any>} Body */

const isOpened = madeOf({ case: isText, rehearsal: isTruth });
/**
 * The entries that a case rests on, and what of them is told.
 * @type {Map<string, Test>}
 */
const ENTRIES = new Map([
  ["terms.worded", madeOf({ points: listOf(isText) })],
  ["panel.listed", madeOf({ list: isText })],
  ["panel.thrown", madeOf({ dice: isText, panel: listOf(isText) })],
  ["panel.freed", madeOf({ taken: isTruth })],
  ["panel.set_aside", madeOf({ reason: isObject })],
  ["hearing.over", madeOf({ at: isText })],
  ["finding.voted", madeOf({ point: isWhole, outcome: isText })],
  [
    "finding.worded",
    madeOf({ point: isWhole, reasons: isObject, other: isObject, pages: listOf(isWhole) }),
  ],
  ["finding.minority", madeOf({ point: isWhole, words: isObject })],
  [
    "remedy.recommended",
    madeOf({
      remedy: isText,
      number: isWhole,
      kind: isText,
      words: isObject,
      owner: isText,
      day: isText,
      evidence: isText,
    }),
  ],
  ["remedy.withdrawn", madeOf({ remedy: isText })],
  ["answer.given", madeOf({ remedy: isText, reply: isText, received: isText })],
  ["followup.person", madeOf({ months: isWhole, right: isText })],
  ["followup.looked", madeOf({ months: isWhole, remedy: isText, done: isText })],
]);
const isAny = () => true;
const isPoint = madeOf({
  number: isWhole,
  outcome: isText,
  point: isText,
  reasons: isAny,
  other: isAny,
  pages: listOf(isWhole),
  minority: listOf(isAny),
});
const isRecommendation = madeOf({
  number: isWhole,
  kind: isText,
  words: isAny,
  owner: isText,
  day: isText,
  evidence: isText,
  answer: either(isNull, madeOf({ reply: isText, received: isText })),
});
const isFollowUp = madeOf({
  months: isWhole,
  put_right: isText,
  done: listOf(madeOf({ number: isWhole, done: isText })),
});
const isWholeCase = madeOf({
  heard: either(isNull, isText),
  list: either(isNull, isText),
  dice: isText,
  panel: listOf(isText),
  set_aside: isWhole,
  replaced: isWhole,
  left: isWhole,
  points: listOf(isPoint),
  recommendations: listOf(isRecommendation),
  follow_up: listOf(isFollowUp),
});

/**
 * What is said of the case is what the record says.
 * @param {Entry[]} entries
 * @param {any} stated
 * @param {Files} files
 */
export async function caseHolds(entries, stated, files) {
  const said = stated.case;
  if (!isObject(said)) throw unreadCase();
  await refuseAnotherDraw(files, said);
  if (["short", "number"].includes(said.edition)) {
    if (entries.some(({ body }) => body)) {
      throw new Wrong(say("A shorter edition shows no entry of its record."));
    }
    return new Unchecked(say("This edition shows no entry of its record."));
  }
  if (said.edition !== "full") throw unreadCase();
  const told = inForce(entries);
  refuseAnotherCase(told, stated);
  if (!isWholeCase(said)) throw unreadCase();
  const erased = erasedDigests(told);
  const shown = onlyTold(said);
  const right = recorded(told);
  const listed = told.findLast(({ type }) => type === "panel.listed");
  const list = files.get("data/draw.json");
  if (listed && list) refuseOtherChances(list, listed.body);
  for (const [part, whole] of Object.entries(right)) {
    if (!(await isAlike(shown[part], whole, erased))) {
      throw new Wrong(say("The pack tells the case otherwise than its record does."));
    }
  }
  return several(
    "{n} point, with what came of it, as the record tells it.",
    "{n} points, with what came of them, as the record tells them.",
    said.points.length,
  );
}

function unreadCase() {
  return new Wrong(say("What is said of the case cannot be read."));
}

/**
 * The record begins as that of the case which the pack is of, rehearsed or not.
 * @param {Entry[]} told
 * @param {any} stated
 */
function refuseAnotherCase(told, { assembly, stage }) {
  const type = "case.opened";
  const begun = told.filter((entry) => entry.type === type);
  if (begun.length !== 1 || begun[0].seq !== 1) {
    throw new Wrong(say("The record does not tell what makes the result: {type}.", { type }));
  }
  const [{ seq, body }] = begun;
  if (!isOpened(body)) throw unreadCase();
  if (body?.case !== assembly || body?.rehearsal !== (stage === "rehearsal")) {
    throw new Wrong(
      say("The result says otherwise than entry {seq} of the record ({type}).", { seq, type }),
    );
  }
}

/**
 * What the full edition says, as far as the record tells it.
 * @param {any} said
 * @returns {Body}
 */
function onlyTold({
  heard,
  list,
  dice,
  panel,
  set_aside: aside,
  replaced,
  left,
  points,
  recommendations,
  follow_up: followUp,
}) {
  return {
    heard,
    list,
    dice,
    panel,
    set_aside: aside,
    replaced,
    left,
    points: points.map(
      (/** @type {Body} */ { number, outcome, point, reasons, other, pages, minority }) => ({
        number,
        outcome,
        point,
        reasons,
        other,
        pages,
        minority,
      }),
    ),
    recommendations: recommendations.map((/** @type {Body} */ { answer, ...each }) => ({
      ...recommended(each),
      answer: answer && { reply: answer.reply, received: answer.received },
    })),
    follow_up: followUp.map((/** @type {Body} */ { months, put_right: right, done }) => ({
      months,
      put_right: right,
      done: done.map((/** @type {Body} */ one) => ({ number: one.number, done: one.done })),
    })),
  };
}

/** @param {Body} body */
function recommended({ number, kind, words, owner, day, evidence }) {
  return { number, kind, words, owner, day, evidence };
}

/**
 * Wrong where dice were thrown before the list was made, or again without a panel set aside.
 * @param {Entry[]} told
 */
function refuseThrows(told) {
  const lists = told.filter(({ type }) => type === "panel.listed");
  const throws = told.filter(({ type }) => type === "panel.thrown");
  if (
    throws.length &&
    !(lists.length && lists[lists.length - 1].seq < throws[throws.length - 1].seq)
  ) {
    throw new Wrong(say("The dice were thrown before the list of panels was made."));
  }
  if (throws.length > 1 + told.filter(({ type }) => type === "panel.set_aside").length) {
    throw new Wrong(say("Dice were thrown again, and no panel was set aside."));
  }
}

/**
 * Of each seat that came free since the last throw, whether a reserve took it.
 * @param {Entry[]} told
 * @returns {boolean[]}
 */
function seatsTaken(told) {
  const since = told.findLast(({ type }) => type === "panel.thrown")?.seq ?? 0;
  const freed = told.filter(({ type, seq }) => type === "panel.freed" && seq > since);
  return freed.map(({ body }) => Boolean(/** @type {Body} */ (body).taken));
}

/**
 * The case as its entries tell it, words by their digests.
 * @param {Entry[]} told
 */
function recorded(told) {
  for (const { type = "", body } of told) {
    if (!(ENTRIES.get(type)?.(body) ?? true)) throw unreadCase();
  }
  refuseThrows(told);
  const of = (/** @type {string} */ kind) =>
    told.filter(({ type }) => type === kind).map(({ body }) => /** @type {Body} */ (body));
  const gone = of("remedy.withdrawn").map(({ remedy }) => remedy);
  const standing = of("remedy.recommended").filter(({ remedy }) => !gone.includes(remedy));
  const months = [...new Set(of("followup.person").map((each) => each.months))];
  const voted = of("finding.voted").toSorted((one, other) => one.point - other.point);
  const thrown = of("panel.thrown").at(-1);
  const taken = seatsTaken(told);
  return {
    heard: of("hearing.over").at(-1)?.at.slice(0, 10) ?? null,
    list: of("panel.listed").at(-1)?.list ?? null,
    dice: thrown?.dice ?? "",
    panel: thrown?.panel ?? [],
    set_aside: of("panel.set_aside").length,
    replaced: taken.filter((each) => each).length,
    left: taken.filter((each) => !each).length,
    points: voted.map((each) => pointIn(of, each)),
    recommendations: standing.map((each) => {
      const answer = of("answer.given").findLast(({ remedy }) => remedy === each.remedy);
      return {
        ...recommended(each),
        answer: answer ? { reply: answer.reply, received: answer.received } : null,
      };
    }),
    follow_up: months
      .sort((one, other) => one - other)
      .map((month) => followUpIn(of, month, standing)),
  };
}

/**
 * @param {(kind: string) => Body[]} of
 * @param {Body} voted
 */
function pointIn(of, { point: number, outcome }) {
  const worded = of("finding.worded").findLast(({ point }) => point === number);
  const points = of("terms.worded").at(-1)?.points ?? [];
  if (!(number > 0 && number <= points.length)) throw unreadCase();
  const minority = of("finding.minority").filter(({ point }) => point === number);
  return {
    number,
    outcome,
    point: points[number - 1],
    reasons: worded?.reasons ?? null,
    other: worded?.other ?? null,
    pages: worded?.pages ?? [],
    minority: minority.map(({ words }) => words),
  };
}

/**
 * @param {(kind: string) => Body[]} of
 * @param {number} months
 * @param {Body[]} standing
 */
function followUpIn(of, months, standing) {
  const person = of("followup.person").findLast((each) => each.months === months);
  const looked = of("followup.looked").filter((each) => each.months === months);
  return {
    months,
    put_right: person?.right,
    done: standing.flatMap(({ remedy, number }) => {
      const found = looked.findLast((each) => each.remedy === remedy);
      return found ? [{ number, done: found.done }] : [];
    }),
  };
}
