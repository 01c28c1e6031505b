import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SeenUser } from '../../src/core/account-users.ts';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';
import { OUTCOMES } from '../../src/core/vocabulary.ts';
import { type Given, LONG_AGO, SyncRig, userOf, YESTERDAY } from '../support/sync-rig.ts';

const NAMES = ['ann', 'bob', 'cem', 'dan', 'eve'];
const HOSTILE = [
  '@SUM(1)',
  '-2+3',
  "'=1+1",
  'a, "b"',
  'two\nlines, and; more',
  '=x',
  '+49 30 1234',
  "O'Neil",
];

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** The same address, perhaps in another case. */
const address = pick(...NAMES).chain((name) =>
  pick(`${name}@example.com`, `${name.toUpperCase()}@Example.com`),
);

const shown: fc.Arbitrary<JsonObject> = fc
  .record({
    role_id: pick('0', '1', '2', '2', '2', 'Rown'),
    type: pick(1, 2, 4),
    dept: some(pick('Sales', 'Finance', '=x')),
    job_title: some(pick('Buyer', '')),
    manager: some(pick('bob@example.com')),
    created_at: some(pick(LONG_AGO, YESTERDAY)),
    zoom_one_type: some(pick<JsonValue>(16, 72057594037927936n)),
    employee_unique_id: some(pick('E1', 'E2', 'E3')),
    phone_numbers: some(
      fc.subarray([
        { country: 'US', code: '+1', number: '2125550100', label: 'Mobile', verified: false },
        { country: 'US', code: '+1', number: '2125550199', label: 'Office', verified: false },
      ]),
    ),
    custom_attributes: some(pick([{ key: 'cbf_1', name: 'No', value: 'A' }])),
  })
  .map(
    (fields) =>
      Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as JsonObject,
  );

const users: fc.Arbitrary<SeenUser[]> = fc.uniqueArray(
  fc
    .tuple(address, shown, pick<SeenUser['status']>('active', 'active', 'inactive', 'pending'))
    .map(([email, fields, status]) => {
      const { employee_unique_id: employee, ...others } = fields;
      const ofSso = employee === undefined || status === 'pending' ? {} : { employee_unique_id: employee };
      return userOf(email, { ...others, ...ofSso }, status);
    }),
  { selector: ({ shown: { email } }) => String(email).toLowerCase(), maxLength: 5 },
);

const COLUMNS = {
  email: pick(
    ...NAMES.map((name) => `${name}@example.com`),
    'EVE@EXAMPLE.COM',
    'new@example.com',
    'fay@elsewhere.example',
    '',
  ),
  user_id: pick('', '', '', ...NAMES.map((name) => `id-${name}`)),
  employee_unique_id: pick('', 'E1', 'E2', 'E4'),
  first_name: pick('', 'Ann', '(clear)'),
  dept: pick('', 'Sales', 'Finance', '(clear)', ...HOSTILE),
  job_title: pick('', 'Buyer', '(clear)', ...HOSTILE),
  type: pick('', '', 'basic', 'licensed', 'oops'),
  manager: pick('', 'bob@example.com', 'BOB@example.com'),
  zoom_one_type: pick('', '', '16', '0', '72057594037927936'),
  phone_mobile: pick('', '+1 212 555 0100', '+1-212-555-0123'),
  phone_office: pick('', '', '+1 212 555 0199'),
  'custom.cbf_1': pick('', 'A', 'B', '(clear)'),
  about_me: pick('', 'hello'),
} satisfies Record<string, fc.Arbitrary<string>>;

const roster = fc
  .record({
    columns: fc.subarray(Object.keys(COLUMNS).slice(3), { minLength: 1 }),
    rows: fc.array(fc.record(COLUMNS), { maxLength: 5 }),
    delimiter: pick(',', ';', '\t'),
  })
  .map(({ columns, rows, delimiter }) => {
    const all = [...Object.keys(COLUMNS).slice(0, 3), ...columns];
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const lines = rows.map((row) => all.map((name) => quoted(row[name as keyof typeof row])).join(delimiter));
    return `${[all.join(delimiter), ...lines].join('\n')}\n`;
  });

const given: fc.Arbitrary<Given> = fc.record({
  match: pick('email', 'user_id', 'employee_unique_id'),
  createAs: pick('create', 'ssoCreate', 'nothing'),
  rehires: pick('activate', 'ignore'),
  leavers: pick('ignore', 'deactivate', 'disassociate'),
  scope: fc.constant(['*@example.com']),
  protect: pick([], ['dan@*']),
});

it('any roster, any account: every row of one sync goes through, and a second one has nothing to do', async () => {
  await fc.assert(
    fc.asyncProperty(users, roster, given, async (account, text, options) => {
      const rig = await SyncRig.with(...account);
      const first = await rig.compare(text, options);
      for (const came of await rig.carryOut(options.protect)) {
        expect(came).not.toHaveProperty('problems');
        expect(
          'outcome' in came && (OUTCOMES[came.outcome].kind === 'performed' || came),
          JSON.stringify(first),
        ).toBe(true);
      }
      const second = await rig.compare(text, options);
      expect(
        second.filter(({ kind }) => kind === 'row'),
        JSON.stringify(first),
      ).toEqual([]);
      const problems = (findings: typeof first) => findings.filter(({ kind }) => kind === 'problem').length;
      expect(problems(second)).toBeLessThanOrEqual(problems(first));
    }),
    { numRuns: 100 },
  );
}, 120_000);
