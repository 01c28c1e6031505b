import type { RowDigester } from '../../src/core/row-digester.ts';
import { rowDigester } from '../../src/input/rows/row-digester.ts';

/** Of one process that works on a run of its own. */
export const DIGESTER: RowDigester = rowDigester('salt');
