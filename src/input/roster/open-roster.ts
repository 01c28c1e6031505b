import type { Match, RosterPerson } from '../../core/roster.ts';
import type { ActionName } from '../../core/vocabulary.ts';
import { checkHeader } from '../header/check-header.ts';
import { type CheckedSettings, checkSettings } from '../header/column-settings.ts';
import { headerReader } from '../header/header-reader.ts';
import type { InputOptions } from '../open-input.ts';
import { type OpenTable, openTable } from '../open-table.ts';
import { planColumns } from '../rows/column-plan.ts';
import {
  LICENCES,
  refuseColumns,
  refuseSettings,
  requireMatch,
  rosterRules,
  saysSomething,
} from './roster-columns.ts';
import { RosterReader } from './roster-reader.ts';

export type RosterOptions = Omit<InputOptions, 'digest'> & {
  readonly match: Match;
  /** How people are made whom the account does not have; undefined to make none. */
  readonly createAs: ActionName | undefined;
};

export interface RosterFile {
  /** The path as given, or `standard input`. */
  readonly name: string;
  readonly delimiter: string;
  /** The columns that say something about people, by their one names, in the order of the file. */
  readonly columns: readonly string[];
  /** Sentences about the file as a whole. */
  readonly warnings: readonly string[];
  /** A row each, in the order of the file, some at a time. @throws {UsageError} when the file was changed meanwhile */
  people(signal: AbortSignal): AsyncIterable<readonly RosterPerson[]>;
  close(): Promise<void>;
}

/**
 * Opens a list of people: the columns of an input without `action`. Rows are checked as those that update and create are.
 * @throws {UsageError} when it cannot be used at all; the signal's reason when it fires first
 */
export async function openRoster(options: RosterOptions): Promise<RosterFile> {
  const settings = checkSettings(options);
  refuseSettings(settings);
  const table = await openTable(options.source, { ...options, read: headerReader(settings, true) });
  try {
    return readTable(table, settings, options);
  } catch (error) {
    await table.close();
    throw error;
  }
}

function readTable(table: OpenTable, settings: CheckedSettings, options: RosterOptions): RosterFile {
  const { name, start, given, delimiter } = table;
  const { match, createAs, actions: all } = options;
  const actions = { ...all, update: rosterRules(all) };
  const compared = new Map([...settings.defaults].filter(([column]) => !LICENCES.includes(column)));
  const asUpdate = { ...settings, defaults: compared.set('action', 'update') };
  const read = headerReader(settings, true);
  const { layout, warnings } = checkHeader({ name, start, read, given, settings: asUpdate, actions });
  refuseColumns(name, layout, settings, actions.update);
  requireMatch(name, layout, settings, match);
  const asCreate = { ...settings, defaults: new Map(settings.defaults).set('action', createAs ?? '') };
  const plan = (its: CheckedSettings) => planColumns({ ...its, columns: layout.columns, actions });
  const check = { layout, delimiter, headerLine: start.header.line, actions };
  const plans = plan(asCreate);
  const reader = new RosterReader(
    { ...check, plans: plan(asUpdate) },
    createAs === undefined ? undefined : { ...check, plans },
    plans,
  );
  return {
    name,
    delimiter,
    columns: plans.filter(saysSomething).map((its) => its.name),
    warnings,
    async *people(signal) {
      const people = reader.begin();
      for await (const batch of table.rows(signal)) {
        const read = batch.flatMap((row) => people(row) ?? []);
        if (read.length > 0) yield read;
      }
    },
    close: () => table.close(),
  };
}
