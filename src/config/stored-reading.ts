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

/** How the report of a run on record is written: its format, and what its input has between two cells, where that is known. */
export function storedFormat({ id, settings: text }: Pick<RunRecord, 'id' | 'settings'>) {
  const { given = {}, inputDelimiter } = JSON.parse(text) as Partial<StoredRequest>;
  const { reportFormat } = settingsOf(`Run ${id}`, given, ['reportFormat']);
  return { reportFormat, inputDelimiter };
}
