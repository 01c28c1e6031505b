import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { compareRoster, type SyncRules } from '../../src/account/compare-roster.ts';
import { Rehearsal } from '../../src/account/rehearsal.ts';
import { ACTIONS } from '../../src/actions/index.ts';
import type { SeenUser } from '../../src/core/account-users.ts';
import type { Foreseen } from '../../src/core/foreseen.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { SyncFinding } from '../../src/core/sync.ts';
import type { CheckedRow } from '../../src/core/task.ts';
import { Protection } from '../../src/engine/protection.ts';
import { openInput } from '../../src/input/open-input.ts';
import { openRoster, type RosterOptions } from '../../src/input/roster/open-roster.ts';
import { ActionsCsv } from '../../src/report/csv/actions-csv.ts';
import { readRoster } from '../../src/runs/read-roster.ts';
import { folderWith } from './folder.ts';
import { MemoryRoster } from './memory-roster.ts';
import { MemoryUsers } from './memory-users.ts';

/** Now, for accounts of these tests; their users came long before. */
const NOW = Date.parse('2026-11-27T00:00:00Z');
export const LONG_AGO = '2020-01-01T00:00:00Z';
export const YESTERDAY = '2026-11-26T00:00:00Z';

export type Given = Partial<Omit<SyncRules, 'protection' | 'now' | 'isHeldBack'>> & {
  readonly protect?: readonly string[];
  readonly input?: Partial<RosterOptions>;
};

/** A user of an account: active, a member, licensed, and there for long, if nothing else is said. */
export function userOf(
  email: string,
  shown: JsonObject = {},
  status: SeenUser['status'] = 'active',
): SeenUser {
  const id = status === 'pending' ? {} : { id: `id-${email.toLowerCase().split('@')[0]}` };
  const always = { ...id, email, role_id: '2', type: 2, created_at: LONG_AGO };
  return { status, shown: { ...always, ...shown }, isWhole: true };
}

/** An account and rosters for it, compared as a sync does, with the file that it writes. */
export class SyncRig {
  readonly users = new MemoryUsers();
  readonly folder = folderWith();

  static async with(...users: readonly SeenUser[]): Promise<SyncRig> {
    const rig = new SyncRig();
    for (const user of users) await rig.users.put(user);
    return rig;
  }

  /** What a sync of these lines finds out; `actions.csv` is in the folder then. */
  async compare(lines: readonly string[] | string, given: Given = {}): Promise<SyncFinding[]> {
    const roster = new MemoryRoster();
    const file = path.join(this.folder, 'roster.csv');
    writeFileSync(file, typeof lines === 'string' ? lines : `${lines.join('\n')}\n`);
    const { match = 'email', createAs = 'create', scope = ['*@example.com'], input } = given;
    const options = { source: { path: file }, actions: ACTIONS, match, ...input };
    const action = createAs === 'nothing' ? undefined : createAs;
    const opened = await openRoster({ defaults: { type: 'basic' }, ...options, createAs: action });
    try {
      const { signal } = new AbortController();
      const { anybody } = await readRoster(opened, roster, scope, signal);
      const { protect = [], rehires = 'activate', leavers = 'ignore', graceDays = 7 } = given;
      const kinds = { match, createAs, scope, rehires, leavers, graceDays };
      const protection = new Protection(protect);
      const rules: SyncRules = { ...kinds, protection, now: NOW, isHeldBack: anybody.length > 0 };
      await using csv = await ActionsCsv.open(this.actionsFile, opened);
      const findings: SyncFinding[] = [];
      for await (const finding of compareRoster(roster, this.users, rules)) {
        findings.push(finding);
        if (finding.kind === 'row') await csv.write(finding.row);
      }
      await csv.finish();
      return findings;
    } finally {
      await opened.close();
    }
  }

  get actionsFile(): string {
    return path.join(this.folder, 'actions.csv');
  }

  /** The rows of `actions.csv`, each as its cells that are not empty: `update ann@example.com dept=Sales`. */
  actions(): string[] {
    return this.#cells().map(({ action, email, reason: _, ...cells }) => {
      const filled = Object.entries(cells).filter(([, text]) => text !== '');
      return [action, email, ...filled.map(([column, text]) => `${column}=${text}`)]
        .filter(Boolean)
        .join(' ');
    });
  }

  reasons(): string[] {
    return this.#cells().map(({ reason = '' }) => reason);
  }

  #cells(): Record<string, string>[] {
    const text = readFileSync(this.actionsFile, 'utf8');
    return parse(text, { columns: true, delimiter: text.at('action'.length) ?? ',' });
  }

  /** `actions.csv` as any run reads it. */
  async readActions(): Promise<CheckedRow[]> {
    const input = await openInput({ source: { path: this.actionsFile }, actions: ACTIONS });
    try {
      return (await Array.fromAsync(input.rows(new AbortController().signal))).flat();
    } finally {
      await input.close();
    }
  }

  /** Carries `actions.csv` out: the account is another one then. */
  async carryOut(protect: readonly string[] = []): Promise<(Foreseen | CheckedRow)[]> {
    const protection = new Protection(protect);
    const rehearsal = new Rehearsal(this.users, { actions: ACTIONS, protection, onExists: 'fail' });
    const rows = await this.readActions();
    const came = await rehearsal.rehearse(rows);
    return rows.map((row) => came.get(row) ?? row);
  }
}
