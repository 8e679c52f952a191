// What the page says: sentences with gaps, rendered in the reader's language.

import { CATALOGUES } from "./catalogues.js";

/**
 * A sentence before it has a language. `many` and `n` are set where the language has plurals.
 * @typedef {object} Words
 * @property {string} text
 * @property {Record<string, Value>} values
 * @property {string | null} many
 * @property {number} n
 */
/** @typedef {{ items: Words[] | string[] }} Listing */
/** @typedef {string | number | bigint | Words | Listing} Value */

/**
 * `text` with `{name}` filled from `values` when it is told.
 * @param {string} text
 * @param {Record<string, Value>} [values]
 * @returns {Words}
 */
export function say(text, values = {}) {
  return { text, values, many: null, n: 0 };
}

/**
 * `one` or `many` by the reader's plural rules; `{n}` is the number.
 * @param {string} one
 * @param {string} many
 * @param {number} n
 * @param {Record<string, Value>} [values]
 * @returns {Words}
 */
export function several(one, many, n, values = {}) {
  return { text: one, values: { n, ...values }, many, n };
}

const ENGLISH = "en";
/** The plural forms of a catalogue, in the order in which it numbers them. */
const FORMS = ["zero", "one", "two", "few", "many", "other"];
/** What draws the words beside it to its wrong side in a sentence that runs from left to right. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Nothing of a pack may turn the page's own words round, or hide in them. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** @param {string} language */
export function directionOf(language) {
  return CATALOGUES[language]?.direction ?? "ltr";
}

/** @returns {[string, string][]} The tag and the own name of each language, English first. */
export function languages() {
  const others = Object.entries(CATALOGUES);
  return [
    [ENGLISH, "English"],
    ...others.map(([tag, { name }]) => /** @type {[string, string]} */ ([tag, name])),
  ];
}

/**
 * The sentence in the reader's language, its gaps filled; in English where nobody translated it.
 * @param {Words} words
 * @param {string} language
 * @returns {string}
 */
export function render(words, language) {
  const said = CATALOGUES[language]?.said[words.text] ?? inEnglish(words);
  const sentence = typeof said === "string" ? said : formOf(said, words.n, language);
  return sentence.replace(/\{(\w+)\}/g, (gap, /** @type {string} */ name) =>
    Object.hasOwn(words.values, name) ? shown(words.values[name], language) : gap,
  );
}

const NEVER_SHOWN = new RegExp(
  "[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]",
  "g",
);
const ISOLATES = /[\u2066-\u2069]/g;
const TURNS = ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\ufeff"];
const CLOSES = "\u2069";

/**
 * Text from outside as pbdesk writes it into a table: what would turn round its neighbours goes, and
 * any other control character shows as U+FFFD.
 * @param {string} text
 */
export function visible(text) {
  const areClosed = isolatesClose(text);
  return text.replace(NEVER_SHOWN, (sign) => {
    if (/[\u2066-\u2069]/.test(sign)) return areClosed ? sign : "";
    return TURNS.includes(sign) ? "" : "\ufffd";
  });
}

/** @param {string} text */
function isolatesClose(text) {
  let deep = 0;
  for (const sign of text.match(ISOLATES) ?? []) {
    deep += sign === CLOSES ? -1 : 1;
    if (deep < 0) return false;
  }
  return deep === 0;
}

/** @param {Words} words */
function inEnglish({ text, many, n }) {
  return many === null || n === 1 ? text : many;
}

/**
 * @param {string[]} forms
 * @param {number} n
 * @param {string} language
 */
function formOf(forms, n, language) {
  const rules = new Intl.PluralRules(language);
  const used = FORMS.filter((form) =>
    rules.resolvedOptions().pluralCategories.some((category) => category === form),
  );
  return forms[used.indexOf(rules.select(n))];
}

/**
 * @param {Value} value
 * @param {string} language
 * @returns {string}
 */
function shown(value, language) {
  if (typeof value === "string") return isolated(value.replace(UNSEEN, "\ufffd"), language);
  if (typeof value === "object" && "items" in value) return listed(value, language);
  if (typeof value === "object") return render(value, language);
  return new Intl.NumberFormat(localeOf(language)).format(value);
}

/**
 * @param {Listing} listing
 * @param {string} language
 */
function listed({ items }, language) {
  const each = items.map((item) => shown(item, language));
  return new Intl.ListFormat(localeOf(language)).format(each);
}

/** @param {string} language */
function localeOf(language) {
  return language === ENGLISH ? "en-GB" : `${language}-u-nu-latn`;
}

/**
 * What somebody wrote keeps its own direction wherever it could meet another one.
 * @param {string} text
 * @param {string} language
 */
function isolated(text, language) {
  const mixed = directionOf(language) === "rtl" || RIGHT_TO_LEFT.test(text);
  return text && mixed ? `\u2068${text}\u2069` : text;
}
