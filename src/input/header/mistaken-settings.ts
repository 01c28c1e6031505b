import { quote } from '../../support/characters.ts';
import { isClose, nearest } from '../../support/nearest.ts';
import type { CheckedSettings } from './column-settings.ts';
import { settingKey } from './header-reader.ts';

/** For a header that is mapped and not in the file, where one is that looks like it: it would be read in another way. */
export function findMistakenSettings(headers: readonly string[], settings: CheckedSettings): string[] {
  return findAbsent(headers, settings).flatMap(({ header, column, like }) =>
    like === undefined
      ? []
      : [
          `${quote(header)} is mapped to "${column}", and there is no such column: did you mean ${quote(like)}?`,
        ],
  );
}

/** For the other headers that are mapped: a file may do without. */
export function warnOfAbsent(headers: readonly string[], settings: CheckedSettings): string[] {
  return findAbsent(headers, settings).map(
    ({ header, column }) => `${quote(header)} is mapped to "${column}", and the file has no such column.`,
  );
}

function findAbsent(headers: readonly string[], { columns, ignore }: CheckedSettings) {
  const present = new Set(headers.map(settingKey));
  const named = new Set([...columns.keys(), ...ignore].map(settingKey));
  const free = [...present].filter((key) => !named.has(key));
  return [...columns]
    .filter(([header]) => !present.has(settingKey(header)))
    .map(([header, column]) => {
      const near = nearest(settingKey(header), free);
      const like = near && isClose(settingKey(header), near) ? near.word : undefined;
      return { header, column, like: headers.find((spelled) => settingKey(spelled) === like)?.trim() };
    });
}
