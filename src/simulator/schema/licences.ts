/**
 * The licence values of Zoom's documentation of the Users API. Those above 2^53 are bigints: as doubles they
 * would still compare equal to a number whose last digits are wrong.
 */

/** Zoom Workplace plan options of `zoom_one_type`, without `0`, which turns the licence off. */
export const ZOOM_ONE_TYPES = [
  16,
  32,
  64,
  128,
  33554432,
  134217728,
  268435456,
  536870912,
  1073741824,
  4398046511104,
  4294967296,
  8589934592,
  17179869184,
  34359738368,
  68719476736,
  137438953472,
  274877906944,
  549755813888,
  1099511627776,
  2199023255552,
  18014398509481984n,
  72057594037927936n,
  144115188075855872n,
  576460752303423488n,
] as const;

/** `license_option` for the license type `MEETING`: licensed. */
export const MEETING_OPTIONS = [2] as const;

/** `license_option` for the license type `ZOOM_WORKPLACE_BUNDLE`. */
export const WORKPLACE_OPTIONS = [4, 8, ...ZOOM_ONE_TYPES] as const;

/** Zoom United plans, without `none`, which turns the licence off. */
export const PLAN_UNITED_TYPES = Array.from({ length: 18 }, (_, power) => String(2 ** power));
