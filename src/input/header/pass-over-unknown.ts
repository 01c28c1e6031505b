import type { CheckedSettings } from './column-settings.ts';
import type { LaidOut } from './lay-out.ts';
import { showHeader } from './show-header.ts';

type PassedOver = {
  readonly laidOut: LaidOut;
  /** A sentence when something was passed over that nobody has named. */
  readonly warnings: readonly string[];
};

/** With `--ignore-unknown`: all that is not known, but for typing errors, since these are meant to be known. */
export function passOverUnknown(laidOut: LaidOut, { ignoreUnknown }: CheckedSettings): PassedOver {
  if (!ignoreUnknown) return { laidOut, warnings: [] };
  const { layout, undecided, unknown } = laidOut;
  const passed = [...unknown.filter(({ meant }) => meant === undefined), ...undecided].sort(
    (one, other) => one.index - other.index,
  );
  if (passed.length === 0) return { laidOut, warnings: [] };
  const ignored = passed.map(({ index, header }) => ({ index, name: header, header }));
  return {
    laidOut: {
      ...laidOut,
      layout: { ...layout, ignored: [...layout.ignored, ...ignored] },
      undecided: [],
      unknown: unknown.filter(({ meant }) => meant !== undefined),
    },
    warnings: [`Passed over, since --ignore-unknown says so: ${passed.map(showHeader).join(', ')}.`],
  };
}
