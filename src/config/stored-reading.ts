import type { RunRecord } from '../core/ledger-records.ts';
import { mergeMapping } from './input-options.ts';
import { type StoredRequest, settingsOf } from './stored-request.ts';

/** How the input of a run on record was read, as far as that needs no job, no secrets and nobody who says them. */
export function storedReading({ id, settings: text }: Pick<RunRecord, 'id' | 'settings'>) {
  const { given, mapping } = JSON.parse(text) as StoredRequest;
  const settings = settingsOf(`Run ${id}`, given, ['map', 'ignore', 'delimiter', 'encoding']);
  const { delimiter, encoding } = settings;
  return { ...mergeMapping(mapping, settings), delimiter, encoding };
}
