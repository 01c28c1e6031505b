import type { Fault, SeedUser } from '../../src/simulator/simulator.ts';
import type { Random } from './random.ts';

export type PlannedRow = {
  readonly line: number;
  readonly action: 'create' | 'ssoCreate' | 'update' | 'activate' | 'deactivate' | 'password';
  readonly email: string;
  /** Unlike any other row's, so that what the account holds tells which row put it there. */
  readonly dept: string;
  readonly password: string;
};

export type Plan = {
  readonly rows: readonly PlannedRow[];
  readonly seeds: readonly SeedUser[];
  readonly faults: readonly Fault[];
  readonly onExists: 'fail' | 'skip' | 'update';
  readonly body: 'json' | 'multipart';
  readonly csv: string;
};

/** Makes up an account, an input and what goes wrong. */
export function makePlan(random: Random): Plan {
  const count = random.between(20, 90);
  const seeds: SeedUser[] = [];
  const rows: PlannedRow[] = [];
  for (let user = 0; rows.length < count; user++) {
    const email = `user${user}@chaos.example`;
    const exists = random.chance(0.45);
    if (exists)
      seeds.push({ email, status: random.chance(0.8) ? 'active' : 'inactive', password: 'Before-1-it!' });
    for (const action of actionsFor(random, exists)) {
      const line = rows.length + 2;
      rows.push({ line, action, email, dept: `dept-${line}`, password: `Passw0rd!-${line}` });
    }
  }
  return {
    rows,
    seeds,
    faults: makeFaults(random),
    onExists: random.pick(['fail', 'skip', 'update']),
    body: random.pick(['json', 'json', 'multipart']),
    csv: toCsv(random, rows),
  };
}

function actionsFor(random: Random, exists: boolean): PlannedRow['action'][] {
  const actions: PlannedRow['action'][] = [];
  if (!exists || random.chance(0.15)) actions.push(random.pick(['create', 'ssoCreate', 'ssoCreate']));
  const more = random.pick([0, 0, 1, 1, 2, 3]);
  for (let i = 0; i < more || actions.length === 0; i++) {
    actions.push(random.pick(['update', 'update', 'deactivate', 'activate', 'password']));
  }
  return actions;
}

function toCsv(random: Random, rows: readonly PlannedRow[]): string {
  const lines = rows.map(({ action, email, dept, password }) => {
    const creates = action === 'create' || action === 'ssoCreate';
    const hasDept = action === 'update' || (creates && random.chance(0.5));
    return [
      action,
      email,
      creates ? 'basic' : '',
      hasDept ? dept : '',
      action === 'password' ? password : '',
    ].join(',');
  });
  return ['action,email,type,dept,password', ...lines, ''].join('\n');
}

const EVERY = Number.POSITIVE_INFINITY;

function makeFaults(random: Random): Fault[] {
  const kinds: Fault[] = [
    { kind: 'reset-before' },
    { kind: 'reset-after' },
    { kind: 'status', status: 500, body: { code: 500, message: 'Internal error' } },
    { kind: 'status', status: 503, body: 'unavailable', effect: true },
    { kind: 'html' },
    { kind: 'html', status: 200 },
    { kind: 'html', status: 200, effect: true },
    { kind: 'cut' },
    { kind: 'hang' },
    { kind: 'hang-after' },
    { kind: 'slow', delayMs: 300 },
    { kind: 'token-death' },
    { kind: 'per-second', headers: {} },
    { kind: 'concurrent' },
  ];
  const some = kinds
    .filter(() => random.chance(0.4))
    .map((fault) => ({ ...fault, times: EVERY, probability: random.next() * 0.12 }));
  const signIn: Fault[] = random.chance(0.3)
    ? [
        {
          kind: random.pick(['reset-before', 'html'] as const),
          match: { path: '/oauth/token' },
          times: random.between(1, 3),
        },
      ]
    : [];
  const quota: Fault[] = random.chance(0.2)
    ? [{ kind: 'create-quota', match: { method: 'POST' }, after: random.between(0, 20) }]
    : [];
  return [...some, ...signIn, ...quota];
}
