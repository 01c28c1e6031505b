import v8 from 'node:v8';

const ENOUGH_BYTES = 16 * 2 ** 20;
const LOOK_MS = 100;

/**
 * Keeps V8 from taking memory for garbage when rows go by for long enough: 128 MB for new objects, and 100 MB for old
 * ones. It buys nothing here: by `npm run bench -- preview scale` all takes as long with 16 MB, or with less, to which
 * the space for new objects may shrink for good, and with old objects collected when they have grown by half. Node has
 * options for both, but only for whoever starts Node.
 * @returns how to end it
 */
export function keepHeapSmall(): () => void {
  v8.setFlagsFromString('--heap-growing-percent=50');
  const timer = setInterval(() => {
    const space = v8.getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    if ((space?.space_size ?? 0) < ENOUGH_BYTES) return;
    v8.setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
