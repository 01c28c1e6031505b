import { createHash } from 'node:crypto';
import { makeupOf } from '../config/row-makeup.ts';
import type { RunRequest } from '../config/run-request.ts';

/** By option, what was given: a digest where that may be long. */
export type PlannedOptions = Readonly<Record<string, string>>;

/** What decides beside the input what its rows do. */
export function plannedOptions(request: RunRequest): PlannedOptions {
  const { onExists, protect } = request.settings;
  const patterns = [...new Set(protect)].sort().join('\n');
  return {
    ...makeupOf(request),
    onExists,
    ...(patterns !== '' && { protect: createHash('sha256').update(patterns).digest('base64url') }),
  };
}
