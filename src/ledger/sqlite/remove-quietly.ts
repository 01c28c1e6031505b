import { rmSync } from 'node:fs';

/** Removes a file that is in nobody's way if it stays. */
export function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It was never made, or goes another time.
  }
}
