// Checks 29 and 30: the sum of several halls is that of their packs, and who signed these.

import { askedOf, sealedSettings } from "./asked.js";
import { SIGNED, WHO, isDay } from "./bag.js";
import { Unchecked, Wrong, asShown, sha256, utf8 } from "./bytes.js";
import {
  canonical,
  canonicallyRead,
  isObject,
  isText,
  isWhole,
  listOf,
  madeOf,
  mapOf,
} from "./canonical.js";
import { numbersIn } from "./choosing.js";
import { parentOf } from "./halls.js";
import { ENDS, codeOf, isResult } from "./result.js";
import { unreadable } from "./rounds.js";
import { isTrace } from "./trace.js";
import { say, several } from "./words.js";

/** @import { Asked } from "./asked.js" */
/** @import { Files } from "./bag.js" */
/** @import { Bytes } from "./bytes.js" */
/** @import { Case } from "./checks.js" */
/** @import { Option, Parent, ParentQuestion } from "./halls.js" */
/** @import { Question } from "./result.js" */
/** @import { Signer } from "./signers.js" */
/** @import { Words } from "./words.js" */
/** @typedef {{ id: string, name: string, place: string }} Hall */
/** @typedef {Record<string, number>} Figures */
/** @typedef {{ counted: number, rejected: Figures, papers: Figures, sums: Figures }} Sums */
/** @typedef {{ register: number, people: number, channels: Figures, rounds: Figures }} Turnout */
/**
 * A hall as the sum tells it.
 * @typedef {object} HallLine
 * @property {string} id
 * @property {Turnout} turnout
 * @property {(Sums & { id: string })[]} questions
 */

const HALLS = "data/halls/";
const BAG_INFO = "bag-info.txt";
const MANIFEST = "manifest-sha256.txt";
const THE_RESULT = "data/result.json";
const BY_POINTS = [
  "cstv",
  "equal-shares",
  "greedy",
  "knapsack",
  "quadratic",
  "quadratic-choice",
  "score",
];
/** The rules that go by what each option got in all halls; with crosses, all rules do. */
const BY_SUMS = new Map([
  ["cumulative", BY_POINTS],
  ["scoring", BY_POINTS],
  ["quadratic", BY_POINTS],
  ["ordinal", ["plurality", "two-round"]],
]);
const NO_SUM = say("This pack is no sum of halls.");
const isSaid = madeOf({
  parent: isObject,
  halls: listOf(madeOf({ id: isText })),
  without: listOf(isText),
  turnout: isObject,
  name: isText,
});
const isTurnout = madeOf(
  {},
  { register: isWhole, people: isWhole, channels: mapOf(isWhole), rounds: mapOf(isWhole) },
);
const isOfAHall = madeOf({ place: isText }, { turnout: isTurnout });
const isPart = (/** @type {any} */ value) => isResult(value) && isOfAHall(value);

/**
 * Every hall is there or named as left out, and the figures are those of the halls.
 * @param {Case} pack
 */
export async function sumOfHalls(pack) {
  const { files, info, result } = pack;
  const kept = [
    ...new Set([...files.keys()].filter(isKept).map((name) => name.split("/")[2])),
  ].sort();
  if (info.stage !== "combined") {
    if (kept.length > 0) {
      throw new Wrong(say("A pack that is no sum keeps nothing of other halls."));
    }
    return new Unchecked(NO_SUM);
  }
  const { parent, digest } = await parentIn(files);
  const said = canonicallyRead(/** @type {Bytes} */ (files.get(THE_RESULT)));
  if (!isSaid(said)) {
    throw new Wrong(say("What the sum says of its halls cannot be read."));
  }
  refuseUnless(
    canonical(said.parent) === canonical({ sha256: digest }),
    say("It is the sum of another parent’s halls."),
  );
  refuseOtherVote(said, parent);
  const beside = [...files.keys()].filter((name) => isBallots(name));
  refuseUnless(
    beside.length === 0,
    say("The ballots of a sum lie with the halls that gave them, and nowhere else."),
  );
  /** @type {HallLine[]} */
  const lines = [];
  for (const [hall, told] of hallsIn(parent, said, kept)) {
    const line = await lineOf(parent, digest, hall, keptOf(files, hall));
    refuseUnless(
      canonical(told) === canonical(line),
      say("The sum tells “{hall}” otherwise than its pack does.", { hall: hall.name }),
    );
    lines.push(line);
  }
  refuseUnless(
    canonical(said.turnout) === canonical(turnoutOf(lines)),
    say("The turnout is not that of the halls."),
  );
  const asked = askedOf(result);
  for (const [place, question] of parent.questions.entries()) {
    const answers = lines.map((line) => line.questions[place]);
    refuseOtherSheet(parent, question, asked[place]);
    refuseOtherFigures(parent, question, sumsAdded(answers), asked[place], said.questions[place]);
    refuseOtherQuorum(parent, question, said.questions[place], said.turnout);
  }
  await refuseOtherLot(pack, parent);
  return sumTold(parent, lines, said.without);
}

/** @param {string} name */
function isBallots(name) {
  return name === "data/assembly.pb" || name.startsWith("data/ballots/");
}

/** @param {string} name */
function isKept(name) {
  return name.startsWith(HALLS);
}

/**
 * @param {Parent} parent
 * @param {HallLine[]} lines
 * @param {string[]} without
 */
function sumTold({ halls }, lines, without) {
  const found = several(
    "{n} hall adds up to this result.",
    "{n} halls add up to this result.",
    lines.length,
  );
  if (without.length === 0) return found;
  const items = halls.filter(({ id }) => without.includes(id)).map(({ name }) => name);
  return say("{found} Left out: {halls}.", { found, halls: { items } });
}

/**
 * @param {boolean} holds
 * @param {Words} words
 */
function refuseUnless(holds, words) {
  if (!holds) throw new Wrong(words);
}

/** @param {Files} files */
async function parentIn(files) {
  const name = "data/parent.json";
  const data = files.get(name);
  if (data === undefined) throw new Wrong(say("“{name}” is missing.", { name }));
  return { parent: parentOf(data), digest: await sha256(data) };
}

/**
 * @param {any} said
 * @param {Parent} parent
 */
function refuseOtherVote(said, parent) {
  const { assembly, name, currency = "", day = "", rulebooks = [], questions } = said;
  const ids = questions.map((/** @type {Question} */ { id }) => id);
  const ours = [assembly, name, currency, day, rulebooks, ids];
  const sealed = [
    parent.assembly,
    parent.name,
    parent.currency,
    parent.day,
    parent.rulebooks,
    parent.questions.map(({ id }) => id),
  ];
  refuseUnless(
    canonical(ours) === canonical(sealed),
    say("The sum is of another vote than its parent sealed."),
  );
}

/**
 * Each hall that is in the sum, and what is told of it: none missing, none there twice.
 * @param {Parent} parent
 * @param {any} said
 * @param {string[]} kept
 * @returns {[Hall, any][]}
 */
function hallsIn({ halls }, said, kept) {
  /** @type {string[]} */
  const there = said.halls.map((/** @type {Hall} */ { id }) => id);
  const named = [...there, ...said.without];
  for (const { id, name } of halls) {
    refuseUnless(
      named.filter((one) => one === id).length === 1,
      say("“{hall}” is neither in the sum nor left out, or there twice.", { hall: name }),
    );
  }
  refuseUnless(
    named.length === halls.length && canonical([...there].sort()) === canonical(kept),
    say("The sum has a hall that is none of this vote, or keeps nothing of one that is."),
  );
  const inside = halls.filter(({ id }) => there.includes(id));
  refuseUnless(
    canonical(inside.map(({ id }) => id)) === canonical(there),
    say("The halls stand in another order than the parent has them."),
  );
  return inside.map((hall, place) => [hall, said.halls[place]]);
}

/**
 * What the pack keeps of a hall, by its path in the hall's own pack.
 * @param {Files} files
 * @param {Hall} hall
 * @returns {Files}
 */
function keptOf(files, { id }) {
  const folder = `${HALLS}${id}/`;
  return new Map(
    [...files]
      .filter(([name]) => name.startsWith(folder))
      .map(([name, content]) => [name.slice(folder.length), content]),
  );
}

/**
 * What the sum says of a hall, from what is kept of it.
 * @param {Parent} parent
 * @param {string} digest
 * @param {Hall} hall
 * @param {Files} files
 */
async function lineOf(parent, digest, hall, files) {
  const { signed, result } = await hungTogether(hall, files);
  const part = partIn(hall, result);
  if (
    part.assembly !== hall.id ||
    part.stage !== "part" ||
    (part.parent?.sha256 ?? "") !== digest
  ) {
    throw new Wrong(
      say("The pack of “{hall}” is of another hall or another vote.", { hall: hall.name }),
    );
  }
  const ids = part.questions.map((/** @type {Question} */ { id }) => id);
  refuseUnless(
    canonical(ids) === canonical(parent.questions.map(({ id }) => id)),
    say("“{hall}” answered other questions.", { hall: hall.name }),
  );
  const { register = 0, people = 0, channels = {}, rounds = {} } = part.turnout ?? {};
  const turnout = { register, people, channels, rounds };
  refuseUnless(
    cameForPapers(turnout, part.questions),
    say("How many came to “{hall}” does not fit the papers given out.", { hall: hall.name }),
  );
  return {
    id: hall.id,
    name: hall.name,
    place: part.place,
    day: part.day ?? "",
    signed: await sha256(signed),
    code: await codeOf(result),
    turnout,
    questions: parent.questions.map((question, place) =>
      answerOf(hall, question, part.questions[place]),
    ),
    own: (part.rulebooks ?? []).slice(parent.rulebooks.length),
  };
}

/**
 * Whether everybody who came, and nobody else, has a paper that did not go back spoilt.
 * @param {Turnout} turnout
 * @param {Question[]} questions
 */
function cameForPapers({ register, people, channels, rounds }, questions) {
  const onSheets = questions.filter(({ papers }) => papers);
  /** @param {Question} question */
  const held = ({ papers }) => (papers ? papers.issued - (papers.spoilt ?? 0) : 0);
  const came = Object.values(rounds);
  const named = [...new Set(onSheets.map(({ round }) => round))];
  return (
    onSheets.every((question) => rounds[question.round ?? ""] === held(question)) &&
    named.length === came.length &&
    Math.max(0, ...came) <= people &&
    people <= came.reduce((sum, n) => sum + n, 0) &&
    people <= register &&
    [...came, ...Object.values(channels)].every((n) => n >= 0)
  );
}

/**
 * The signed file and result.json, each named by the one before with its digest.
 * @param {Hall} hall
 * @param {Files} files
 */
async function hungTogether(hall, files) {
  const content = (/** @type {string} */ name) => {
    const found = files.get(name);
    if (found) return found;
    throw new Wrong(say("Of “{hall}” there is no “{name}”.", { hall: hall.name, name }));
  };
  const [signed, info, manifest, result] = [SIGNED, BAG_INFO, MANIFEST, THE_RESULT].map(content);
  /** @type {[string, Bytes, Bytes][]} */
  const chain = [
    [BAG_INFO, info, signed],
    [MANIFEST, manifest, signed],
    [THE_RESULT, result, manifest],
  ];
  for (const name of files.keys()) if (isBallots(name)) chain.push([name, content(name), manifest]);
  for (const [name, one, namedIn] of chain) {
    const line = `${await sha256(one)}  ${name}`;
    refuseUnless(
      asShown(namedIn).split("\n").includes(line),
      say("“{name}” of “{hall}” is not what was signed.", { name, hall: hall.name }),
    );
  }
  return { signed, result };
}

/**
 * @param {Hall} hall
 * @param {Bytes} result
 */
function partIn(hall, result) {
  try {
    const part = canonicallyRead(result);
    if (isPart(part)) return part;
  } catch {
    // said below
  }
  throw unread(hall);
}

/** @param {Hall} hall */
function unread({ name }) {
  return new Wrong(say("The result of “{hall}” cannot be read.", { hall: name }));
}

/**
 * The figures of one question. Throws Wrong where they are not those of the sheet.
 * @param {Hall} hall
 * @param {ParentQuestion} asked
 * @param {Question} question
 */
function answerOf(hall, asked, { outcome, papers, wording }) {
  const gone = outcome.projects.filter(({ title = "" }) => title === "").map(({ id }) => id);
  const sheet = asked.options.map((option) => lineOn(option, gone));
  const lines = outcome.projects.map(({ id, code = "", title = "", cost = 0 }) => [
    id,
    code,
    title,
    cost,
  ]);
  if (papers === null || canonical(lines) !== canonical(sheet) || wording !== asked.wording) {
    throw new Wrong(
      say("“{hall}” had another sheet for question {number}.", {
        hall: hall.name,
        number: asked.id,
      }),
    );
  }
  if (!outcome.projects.every(({ support }) => isSum(String(support ?? null)))) throw unread(hall);
  const sums = Object.fromEntries(outcome.projects.map((line) => [line.id, Number(line.support)]));
  const { counted, rejected } = outcome.ballots;
  return { id: asked.id, counted, rejected, papers: papersTold(papers), sums };
}

/**
 * @param {Option} option
 * @param {string[]} gone
 */
function lineOn({ id, code, title, cost = 0, person = false }, gone) {
  return [id, code, person && gone.includes(id) ? "" : title, cost];
}

/** @param {string} text */
function isSum(text) {
  return /^(?:0|-?[1-9][0-9]{0,14})$/.test(text);
}

/**
 * Where the papers went, without what is nothing.
 * @param {Figures} papers
 * @returns {Figures}
 */
function papersTold(papers) {
  const always = ["issued", "counted"];
  const names = ["issued", ...ENDS].filter((name) => papers[name] || always.includes(name));
  return Object.fromEntries(names.map((name) => [name, papers[name]]));
}

/**
 * The figures of several halls added up.
 * @param {Sums[]} answers
 * @returns {Sums}
 */
function sumsAdded(answers) {
  return {
    counted: answers.reduce((sum, { counted }) => sum + counted, 0),
    rejected: figuresAdded(answers.map(({ rejected }) => rejected)),
    papers: figuresAdded(answers.map(({ papers }) => papers)),
    sums: figuresAdded(answers.map(({ sums }) => sums)),
  };
}

/**
 * @param {Figures[]} each
 * @returns {Figures}
 */
function figuresAdded(each) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const [name, n] of each.flatMap((figures) => Object.entries(figures))) {
    sums.set(name, (sums.get(name) ?? 0) + n);
  }
  return Object.fromEntries(sums);
}

/**
 * @param {HallLine[]} lines
 * @returns {Turnout}
 */
function turnoutOf(lines) {
  const turnouts = lines.map(({ turnout }) => turnout);
  const isTold = turnouts.every(({ channels }) => Object.keys(channels).length > 0);
  return {
    register: turnouts.reduce((sum, { register }) => sum + register, 0),
    people: turnouts.reduce((sum, { people }) => sum + people, 0),
    channels: isTold ? figuresAdded(turnouts.map(({ channels }) => channels)) : {},
    rounds: figuresAdded(turnouts.map(({ rounds }) => rounds)),
  };
}

/**
 * Throws Wrong where something else was asked, or counted by another rule than sealed.
 * @param {Parent} parent
 * @param {ParentQuestion} question
 * @param {Asked} asked
 */
function refuseOtherSheet(parent, question, asked) {
  const { kind, wording, force, way, round = "", rulebook = 0, outcome } = asked;
  const ours = [
    [kind, wording, force, way, round, rulebook],
    outcome.projects.map(({ id, code = "", title = "", cost = 0 }) => [id, code, title, cost]),
    outcome.budget ?? null,
    outcome.constraints ?? null,
  ];
  const sealed = [
    [
      question.kind,
      question.wording,
      question.force,
      question.way,
      question.round,
      question.rulebook,
    ],
    question.options.map((option) => lineOn(option, [])),
    question.budget,
    question.constraints,
  ];
  refuseUnless(
    canonical(ours) === canonical(sealed) && isByTheRule(sealedRules(parent, question), asked),
    say("Question {number} stands otherwise in the sealed rules.", { number: question.id }),
  );
}

/**
 * Whether rule and settings are those that were given, as far as they were.
 * @param {Record<string, any>} rules
 * @param {Asked} asked
 */
function isByTheRule(rules, { outcome: { rule, parameters } }) {
  const given = Object.entries(sealedSettings(rules)).filter(
    ([name, value]) => value !== null && Object.hasOwn(parameters, name),
  );
  return (
    [null, rule].includes(rules.rule ?? null) &&
    given.every(([name, value]) => canonical(parameters[name]) === canonical(value))
  );
}

/**
 * @param {Parent} parent
 * @param {ParentQuestion} question
 * @returns {Record<string, any>}
 */
function sealedRules({ rulebooks }, { id, rulebook }) {
  const { questions } = rulebooks[rulebook - 1];
  const sealed = questions.find((/** @type {Question} */ one) => one.id === id);
  return isObject(sealed.rulebook) ? sealed.rulebook : {};
}

/**
 * How it is marked.
 * @param {Parent} parent
 * @param {ParentQuestion} question
 */
function styleOf(parent, question) {
  const usual = question.kind === "choose" ? "ordinal" : "approval";
  return sealedRules(parent, question).style || usual;
}

/**
 * @param {Parent} parent
 * @param {ParentQuestion} question
 * @param {Sums} sums
 * @param {Asked} asked
 * @param {any} said
 */
function refuseOtherFigures(parent, question, sums, { outcome, trace = null }, said) {
  const { counted, rejected } = outcome.ballots;
  const texts = canonical(numbersIn(sums.sums));
  const ours = [counted, rejected, said.papers, said.sums ?? null];
  const halls = [sums.counted, sums.rejected, sums.papers, sums.sums];
  const isAlike = begunFrom(styleOf(parent, question), outcome, trace).every(
    (figures) => canonical(figures) === texts,
  );
  refuseUnless(
    canonical(ours) === canonical(halls) && isAlike,
    say("The figures of question {number} are not those of the halls.", { number: question.id }),
  );
}

/**
 * What the count tells of the sums that it began from: its support, where the rule goes by the
 * sums; the votes of its first stage, where it has stages.
 * @param {string} style
 * @param {Asked["outcome"]} outcome
 * @param {any} trace
 */
function begunFrom(style, { rule, projects, funded }, trace) {
  const figures = [];
  if (style === "approval" || (BY_SUMS.get(style) ?? []).includes(rule)) {
    figures.push(
      numbersIn(Object.fromEntries(projects.map(({ id, support }) => [id, support ?? 0]))),
    );
  }
  if (!funded && trace !== null) {
    if (!isTrace(trace)) throw unreadable();
    const totals = trace.rounds[0]?.totals ?? {};
    if (Object.keys(totals).length > 0) figures.push(numbersIn(totals));
  }
  return figures;
}

/**
 * @param {Parent} parent
 * @param {ParentQuestion} question
 * @param {any} said
 * @param {Turnout} turnout
 */
function refuseOtherQuorum(parent, question, said, turnout) {
  const { quorum } = sealedRules(parent, question);
  const needed = isWhole(quorum) ? quorum : 0;
  const { round } = question;
  const people = Object.hasOwn(turnout.rounds, round) ? turnout.rounds[round] : turnout.people;
  const right = { needed, people, met: people >= needed };
  refuseUnless(
    canonical(said.quorum ?? null) === canonical(right),
    say("The quorum of question {number} is told otherwise.", { number: question.id }),
  );
}

/**
 * Throws Wrong where the lot is not one throw and the parent's sealed codes.
 * @param {Case} pack
 * @param {Parent} parent
 */
async function refuseOtherLot({ result: { rounds = {} } }, { lot_codes }) {
  const thrown = new Set();
  for (const [name, sealed] of Object.entries(lot_codes)) {
    const lot = Object.hasOwn(rounds, name) ? rounds[name] : null;
    const { seed, dice = "", lot_code: code = "" } = lot ?? { seed: null };
    thrown.add(dice);
    const isRight =
      (await sha256(utf8(code))) === sealed &&
      /^[1-6]{4,}$/.test(dice) &&
      seed === `${dice}-${code}`;
    refuseUnless(isRight, say("The lot is not the dice and the code that the parent sealed."));
  }
  refuseUnless(
    thrown.size === 1 &&
      canonical(Object.keys(rounds).sort()) === canonical(Object.keys(lot_codes).sort()),
    say("The lot is not one throw for all rounds."),
  );
}

/**
 * What is kept of each hall was signed there, as far as the signers file names anybody.
 * @param {Case} pack
 * @param {(of: { files: Files, date: string }, signers: Signer[], who: string) => Promise<unknown>} goodSignature
 */
export async function hallsSigned({ files, info, signersOfHall }, goodSignature) {
  if (info.stage !== "combined") return new Unchecked(NO_SUM);
  if (signersOfHall === null) {
    return new Unchecked(say("No list of keys was brought, so nobody knows who signed."));
  }
  const { parent } = await parentIn(files);
  const there = parent.halls.filter(({ id }) => files.has(`${HALLS}${id}/${SIGNED}`));
  const signers = new Map(there.map(({ id }) => [id, signersOfHall(id)]));
  for (const hall of there) {
    const must = (signers.get(hall.id) ?? []).filter(({ kinds }) => kinds.includes("result"));
    await refuseUnsigned(hall, keptOf(files, hall), must, goodSignature);
  }
  const unknown = there.filter(({ id }) => signers.get(id)?.length === 0);
  if (unknown.length > 0) {
    const items = unknown.slice(0, 5).map(({ name }) => name);
    return new Unchecked(say("The signers file has no key for {halls}.", { halls: { items } }));
  }
  return several(
    "What {n} hall gave was signed there.",
    "What {n} halls gave was signed there.",
    there.length,
  );
}

/**
 * @param {Hall} hall
 * @param {Files} files
 * @param {Signer[]} must
 * @param {(of: { files: Files, date: string }, signers: Signer[], who: string) => Promise<unknown>} goodSignature
 */
async function refuseUnsigned(hall, files, must, goodSignature) {
  const date = /^Bagging-Date: ([0-9-]{10})$/m.exec(asShown(files.get(BAG_INFO) ?? utf8("")))?.[1];
  if (date === undefined || !isDay(date)) {
    throw new Wrong(
      say("“{name}” of “{hall}” is not what was signed.", { name: BAG_INFO, hall: hall.name }),
    );
  }
  for (const who of WHO.filter((one) => must.some((signer) => signer.who === one))) {
    try {
      await goodSignature({ files, date }, must, who);
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      throw new Wrong(say("“{hall}”: {why}", { hall: hall.name, why: error.words }));
    }
  }
}
