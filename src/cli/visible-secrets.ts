import { isSecretColumn } from '../config/is-secret-column.ts';
import type { Notice } from '../core/notice.ts';

/** Tells of secrets among the defaults on a command line, which every user of the machine can read while it runs. */
export function visibleSecrets({ default: pairs }: Readonly<Record<string, unknown>>): Notice[] {
  const columns = Array.isArray(pairs)
    ? pairs.map((pair) => String(pair).split('=', 1)[0]?.trim() ?? '')
    : [];
  const visible = new Set(columns.filter(isSecretColumn));
  return [...visible].map((column) => ({ kind: 'visible', column }));
}
