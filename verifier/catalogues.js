// The page's sentences in every language but English. Filled from the catalogues by join.py.

/**
 * `said`: each English sentence, and what it is in the language (one text a plural form).
 * @typedef {{ name: string, direction: string, said: Record<string, string | string[]> }} Catalogue
 */

/** @type {Record<string, Catalogue>} */
export const CATALOGUES = {};
