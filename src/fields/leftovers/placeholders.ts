import { arguable, damage, type Leftover, type Place } from './leftover.ts';

/** What the templates of mail merge, shells and web pages put a value in the place of. */
const MERGE_FIELDS = [
  /\$\{[^{}]*\}/,
  /\{\{[^{}]*\}\}/,
  /\{![\w.]+\}/,
  /#\{[^{}]*\}/,
  /<%.*?%>/s,
  /\*\|\w+\|\*/,
  /^(?:«\w(?:[\w ]*\w)?»[\s,]*)+$/,
  /%%\w[\w.]*%%|^%[A-Z_a-z]+%$/,
  /^\$[A-Z]+_[A-Z_]+$|^\$\([\w.]+\)$|^\$[A-Z_]+\$$/,
  /^\[\[[\w. ]+\]\]$|^@@\w+@@$|^__[A-Z_]+__$|^\{\w[\w.]*\}$/,
  /^\[(?:your |insert |enter )?(?:first|last|full|display|user|company)?[ _-]?(?:name|e-?mail(?: address)?|title|department|location|value|placeholder|here)\]$/i,
];
/** `<First Name>` */
const IN_ANGLES = /^<[^<>@]+>$/;
const TAG =
  /<\/?(?:a|b|i|u|p|br|hr|em|li|ol|ul|td|th|tr|h[1-6]|div|font|span|strong|table|html|body|img|sup|sub|small|style|script|o:p)(?:\s[^<>]*)?\/?>/i;
const ALL_TAGS = new RegExp(TAG, 'gi');

/** Templates that nobody filled in, and HTML. */
export function findPlaceholder(text: string, place: Place): Leftover | undefined {
  if (MERGE_FIELDS.some((field) => field.test(text))) {
    return arguable(damage('has a placeholder in it that was not filled in', 'write the value itself'));
  }
  // `about_me` says so itself.
  if (place === 'prose') return undefined;
  if (TAG.test(text)) {
    const instead = text.replace(ALL_TAGS, ' ').replace(/ {2,}/g, ' ').trim();
    return damage('has HTML in it', 'write the text alone', instead);
  }
  return IN_ANGLES.test(text) ? arguable(damage('is a placeholder', 'write the value itself')) : undefined;
}
