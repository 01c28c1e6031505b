import { isHidden } from './masks.ts';
import { repair } from './mojibake.ts';
import { findNothing } from './nothing.ts';
import { isKnownError } from './spreadsheet-errors.ts';

/** Signs that no password has by accident, each with what it is. Nothing of the password is said. */
const DAMAGE: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^=\s*(?:"[^"]*"|“[^”]*”|\p{Lu}[\p{L}\d._]*\(.*\))$/u, 'is a formula of a spreadsheet'],
  [/^=\$?[A-Z]{1,3}\$?\d+\s*&/, 'is a formula of a spreadsheet'],
  [/^[+@-]\p{Lu}[\p{Lu}\d.]+\(.*\)$/u, 'is a formula of a spreadsheet'],
  [/^'+[=+\-@]/, 'has the apostrophe before it with which spreadsheets mark a text'],
  [/^(?:"[^"]+"|'[^']+'|[“„][^“”]+[“”]|«[^«»]+»)$/, 'stands in quotes, which would be part of it'],
  [/^[+-]?\d+(?:[.,]\d+E[+-]?\d+|E\+\d+)$/i, 'was rounded by a spreadsheet'],
  [/^[1-9]\d{14}0{2,}$/, 'was rounded by a spreadsheet'],
  [/^\d+[.,]0$/, 'is a number to which a program added decimals'],
  [/^[-_.?#•●*\s]*$/u, 'has no letter and no digit'],
  [/^\{(?:S?SHA\d*|S?MD5|CRYPT|PBKDF2|BCRYPT|ARGON2)[\w-]*\}/i, 'is the hash of a password'],
  [/^\$(?:1|2[abxy]?|5|6|7|y|argon2\w*|pbkdf2[\w-]*|scrypt)\$/, 'is the hash of a password'],
  [/^(?:ENC|AES\d*|vault:v\d+)[:[(]|^\$ANSIBLE_VAULT/, 'is encrypted'],
  [
    /^System\.Security\.SecureString$|^\[object \w+\]$|^System\.\w+(?:\[\])?$/,
    'is what a program writes of an object',
  ],
  [
    /^\$\{.+\}$|^\{\{.+\}\}$|^%[A-Z_]+%$|^\$\(.+\)$|^<%.+%>$|^«.+»$|^\*\|\w+\|\*$/s,
    'is a placeholder that was not filled in',
  ],
  [
    /^[<[({][a-z_ ]*(?:passwor[dt]|passwd|pwd|secret)[a-z_ ]*[>\])}]$/i,
    'is a placeholder that was not filled in',
  ],
  [/&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[\da-f]{1,6});/i, 'has an HTML entity in it'],
  [/\\u00[2-7a-f][\da-f]/i, 'has an escape of JSON in it'],
];

/** What surely is no password: what a spreadsheet, a database or an export made of it. Never quotes it. */
export function findPasswordDamage(password: string): string | undefined {
  const text = password.trim();
  const what =
    DAMAGE.find(([pattern]) => pattern.test(text))?.[1] ??
    (isHidden(text) ? 'was masked by a program' : undefined) ??
    (isKnownError(text) ? 'is an error of the spreadsheet' : undefined) ??
    (findNothing(text, 'own')?.kind === 'damage' ? 'stands for nothing' : undefined) ??
    (repair(text) === undefined ? undefined : 'was read in a wrong encoding');
  return what && `${what}: write the password itself`;
}
