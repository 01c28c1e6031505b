import v8 from 'node:v8';

const ENOUGH_BYTES = 16 * 2 ** 20;
const LOOK_MS = 100;

/**
 * Keeps V8 from making its space for new objects larger and larger, to 128 MB, when rows go by for long enough. It
 * buys nothing here: `npm run bench -- preview` takes as long with 16 MB, or with less, to which it may shrink for good. Node has an option for it, but only for whoever
 * starts Node.
 * @returns how to end it
 */
export function keepYoungGenerationSmall(): () => void {
  const timer = setInterval(() => {
    const space = v8.getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    if ((space?.space_size ?? 0) < ENOUGH_BYTES) return;
    v8.setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
