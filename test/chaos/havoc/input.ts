import { renameSync, writeFileSync } from 'node:fs';
import {
  BYSTANDER,
  HEADER,
  isCreate,
  lineOf,
  newAddressOf,
  type PlannedRow,
  toCsv,
} from '../planned-rows.ts';
import type { Random } from '../random.ts';
import type { Stage } from '../stage.ts';
import { asSoonAs } from './later.ts';

/** Somebody saves something else over the input. */
export type InputChange = {
  readonly what: 'edited' | 'other' | 'appended' | 'cut' | 'emptied' | 'lineLess' | 'restored';
  readonly text: string;
  readonly by: 'writing' | 'renaming';
  /** Of the session; undefined before it. */
  readonly afterRequests: number | undefined;
};

/** In cells that are in no row as it was checked. */
export const EDITED = 'edited';
export const EDITED_PASSWORD = 'Edited-1-it!';

/** In the input for a while, and in no row as it was checked. */
export const ADDED = 'added@chaos.example';

export function planInputChange(rows: readonly PlannedRow[], random: Random): InputChange {
  const what = random.pick(['edited', 'edited', 'other', 'appended', 'cut', 'emptied', 'lineLess'] as const);
  return {
    what,
    text: changedText(what, rows, random),
    by: random.pick(['writing', 'writing', 'renaming']),
    afterRequests: random.chance(0.5) ? undefined : random.pick([1, random.between(1, 40)]),
  };
}

/** The input as it was, before the next session. */
export function planRestoredInput(csv: string): InputChange {
  return { what: 'restored', text: csv, by: 'writing', afterRequests: undefined };
}

function changedText(what: InputChange['what'], rows: readonly PlannedRow[], random: Random): string {
  const lines = rows.map(({ text }) => text);
  const whole = toCsv(lines);
  switch (what) {
    case 'edited':
      return toCsv(rows.map((row) => (random.chance(0.1) ? editedText(row) : row.text)));
    case 'other':
      return toCsv(rows.map(editedText));
    case 'appended':
      return (
        whole + [lineOf({ action: 'ssoCreate', email: ADDED, type: 'basic' }), lineOf(OTHER), ''].join('\n')
      );
    case 'cut':
      return whole.slice(0, random.between(HEADER.length + 1, whole.length - 2));
    case 'emptied':
      return '';
    case 'lineLess':
      return toCsv(lines.toSpliced(random.between(0, lines.length - 1), 1));
    case 'restored':
      return whole;
  }
}

/** Of somebody who is in no row that was checked. */
const OTHER = { action: 'deactivate', email: BYSTANDER } as const;

/** The same row, but for what it asks for. */
function editedText(row: PlannedRow): string {
  const { action, email, user } = row;
  const notes = row.text.slice(row.text.lastIndexOf(',') + 1);
  const same = { action, email, notes };
  if (action === 'update') return lineOf({ ...same, dept: EDITED });
  if (isCreate(row)) return lineOf({ ...same, type: 'licensed', dept: EDITED });
  if (action === 'password') return lineOf({ ...same, password: EDITED_PASSWORD });
  if (action === 'change_email') return lineOf({ ...same, newEmail: `${EDITED}-${newAddressOf(user)}` });
  return lineOf({ ...same, email: BYSTANDER });
}

/** Puts it in the place of the input. */
export function changeInput({ what, text, by }: InputChange, stage: Stage): void {
  const { input, counts } = stage;
  if (by === 'writing') writeFileSync(input, text);
  else {
    writeFileSync(`${input}.new`, text);
    renameSync(`${input}.new`, input);
  }
  stage.inputText = text;
  for (const line of linesNotIn(text, stage.plan.csv)) stage.changedLines.add(line);
  if (what !== 'restored') counts.overwrittenInputs++;
}

/** Once the session has sent so many requests, it has checked its input. */
export function changeInputDuring(change: InputChange, stage: Stage): Disposable {
  const { requests, simulator, plan, changedLines } = stage;
  const { afterRequests = 0, by } = change;
  return asSoonAs(
    () => simulator.journal.length >= requests + afterRequests,
    () => {
      changeInput(change, stage);
      // Whoever read on meanwhile may have met the end of what was written by then.
      if (by === 'writing') for (const line of linesNotIn('', plan.csv)) changedLines.add(line);
    },
  );
}

/** The lines of the plan's input that another one does not have as they were. */
export function linesNotIn(text: string, csv: string): number[] {
  const lines = text.split('\n');
  return csv.split('\n').flatMap((line, index) => (line === '' || lines[index] === line ? [] : [index + 1]));
}
