import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/actions/index.ts';
import type { ActionContext, Call } from '../../src/core/action.ts';
import type { EndpointName } from '../../src/core/endpoints.ts';
import { ENDPOINTS } from '../../src/core/endpoints.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Task } from '../../src/core/task.ts';
import { ACTION_NAMES, type ActionName } from '../../src/core/vocabulary.ts';
import type { Reply } from '../../src/core/zoom-api.ts';
import { ZoomError } from '../../src/core/zoom-error.ts';
import { encodeBody } from '../../src/zoom/encode-body.ts';
import { factsOf } from '../facts/zoom-facts.ts';
import { readInput } from '../support/read-input.ts';

const LICENCES = [
  ['16', '4398046511104', '2199023255552', '18014398509481984'],
  ['72057594037927936', '144115188075855872', '576460752303423488'],
].flat();

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 70 }),
  fc.string({
    unit: fc.constantFrom('a', 'Z', '李', ' ', '"', "'", ',', '=', '\n', 'ü', '😀'),
    maxLength: 20,
  }),
);
const words = text.map((value) => value.trim());
const json = (value: fc.Arbitrary<unknown>) =>
  // Wide numbers are texts up to here, since a number could not hold them.
  value.map((given) => JSON.stringify(given).replaceAll(/"#(\d+)"/g, '$1'));
const licence = fc.constantFrom(...LICENCES);

/** What may stand in a cell; what the check of the rows refuses is thrown away after it. */
const CELLS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  first_name: words,
  last_name: words,
  display_name: words,
  // Without 3, which is taken with a warning, and which Zoom's document has no more.
  type: fc.constantFrom('1', '2', '4', 'basic', 'Licensed', 'unassigned', '99'),
  plan_united_type: fc.constantFrom('1', '131072', 'none', 'NONE'),
  zoom_one_type: fc.oneof(licence, fc.constant('0')),
  license_info_list: json(
    fc.array(
      fc.oneof(
        fc.record({
          license_type: fc.constant('ZOOM_WORKPLACE_BUNDLE'),
          license_option: licence.map((digits) => `#${digits}`),
          subscription_id: fc.constant('S1'),
        }),
        fc.constant({ license_type: 'MEETING', license_option: 2, subscription_id: 'S2' }),
      ),
      { minLength: 1, maxLength: 2 },
    ),
  ),
  feature: json(
    fc.record(
      { zoom_phone: fc.boolean(), zoom_one_type: licence.map((digits) => `#${digits}`) },
      { requiredKeys: [] },
    ),
  ),
  division_ids: json(fc.array(fc.constant('D1'), { maxLength: 1 })),
  company: words,
  dept: words,
  job_title: words,
  location: words,
  cost_center: words,
  manager: fc.constantFrom('boss@example.com', 'Tara Smith'),
  phone_numbers: json(
    fc.array(
      fc.record(
        {
          label: fc.constantFrom('Mobile', 'Office', 'Home', 'Fax'),
          country: fc.constant('US'),
          code: fc.constant('+1'),
          number: fc.constant('5550100'),
        },
        { requiredKeys: ['number'] },
      ),
      { maxLength: 2 },
    ),
  ),
  phone_fax: fc.constant('+49 30 1234567'),
  custom_attributes: json(
    fc.array(fc.record({ key: fc.uuid(), name: text, value: text }, { requiredKeys: ['key', 'value'] }), {
      maxLength: 3,
    }),
  ),
  'custom.cbf_1': words,
  group_id: fc.constant('G1'),
  timezone: fc.constant('Europe/Berlin'),
  language: fc.constantFrom('en-US', 'English'),
  pmi: fc.integer({ min: 1_000_000_000, max: 9_999_999_999 }).map(String),
  use_pmi: fc.constantFrom('true', 'no', '1'),
  host_key: fc.stringMatching(/^\d{6,10}$/),
  vanity_name: words,
  pronouns: words,
  pronouns_option: fc.constantFrom('1', '2', '3'),
  about_me: words,
  linkedin_url: fc.constant('https://www.linkedin.com/in/ann'),
  cms_user_id: words,
  phone_country: fc.constant('US'),
  phone_number: fc.constant('5550100'),
};

/** A file of one row: mostly a good one, with some of the columns. */
const file = fc
  .record({
    action: fc.constantFrom(...ACTION_NAMES),
    cells: fc.record(CELLS, { requiredKeys: [] }),
    password: fc.stringMatching(/^[!-~]{8,31}$/),
    plan: fc.constantFrom('plan_united_type', 'zoom_one_type', 'type'),
  })
  .map(({ action, cells, password, plan }) => csv(action, cells, password, plan));

function csv(
  action: ActionName,
  cells: Readonly<Record<string, string | undefined>>,
  password: string,
  plan: string,
): string {
  const row: Record<string, string | undefined> = { action, email: 'ann@example.com' };
  const creates = ACTIONS[action].makesUser;
  if (creates || action === 'update') Object.assign(row, cells);
  if (action === 'password' || action === 'autoCreate') row.password = password;
  if (action === 'change_email') row.new_email = 'ann.lee@example.com';
  // One plan at a time, or hardly a row would pass.
  const rivals = ['plan_united_type', 'zoom_one_type', 'type'].filter((name) => name !== plan);
  for (const name of rivals) delete row[name];
  if (plan !== 'type' || action === 'update') delete row.feature;
  if (creates) row.type = cells.type ?? '1';
  if (action === 'update') row.dept ||= 'IT';
  const quoted = (values: (string | undefined)[]) =>
    values.map((value = '') => `"${value.replaceAll('"', '""')}"`).join(',');
  return `${quoted(Object.keys(row))}\n${quoted(Object.values(row))}\n`;
}

/** Performs a task without any Zoom, and gives the calls that change something. */
async function callsOf(task: Task, onExists: 'fail' | 'update'): Promise<Call[]> {
  const calls: Call[] = [];
  const reply: Omit<Reply, 'body'> = {
    status: 200,
    trackingId: '',
    rateLimit: undefined,
  };
  const context: ActionContext = {
    call: async (call) => {
      if (call.body) calls.push(call);
      if (call.endpoint === 'createUser' && onExists === 'update') {
        throw new ZoomError({ kind: 'exists', message: 'exists' });
      }
      return { ...reply, settled: false, body: { id: 'A1', status: 'active' } };
    },
    onExists,
    isInDoubt: () => false,
    alreadyCreated: undefined,
    mayBePending: false,
    known: undefined,
    hasWaited: false,
    recordCreated: async () => undefined,
    latestZoomNow: () => 0,
  };
  await ACTIONS[task.action].perform(task, context);
  return calls;
}

describe("the body of a call, after Zoom's specification,", () => {
  /**
   * Numbers above 2^53 are compared as doubles, for the document itself has them rounded (72057594037927940); that
   * the right digits leave is tested where bodies are encoded.
   */
  const ajv = addFormats.default(new Ajv.default({ strict: false, allErrors: true }), ['date-time']);
  // The document calls a manager an e-mail address, and takes a display name in its own words and its own example.
  ajv.addFormat('email', true).addFormat('password', true);

  const validators = new Map<EndpointName, ReturnType<typeof ajv.compile>>();

  function validatorOf(endpoint: EndpointName) {
    const { method, path } = ENDPOINTS[endpoint];
    const { body } = factsOf(method, path.replace('{user}', '{userId}'));
    const validate = validators.get(endpoint) ?? ajv.compile(closed(body) as JsonObject);
    validators.set(endpoint, validate);
    return validate;
  }

  /** Names that the document does not know are errors, in every object. */
  function closed(schema: unknown): unknown {
    if (Array.isArray(schema)) return schema.map(closed);
    if (typeof schema !== 'object' || schema === null) return schema;
    const parts = Object.entries(schema).map(([name, part]) => [name, closed(part)]);
    return { ...Object.fromEntries(parts), ...('properties' in schema && { additionalProperties: false }) };
  }

  it('fits, whatever a valid row can lead to', async () => {
    const seen: Record<string, number> = {};
    const named = new Set<string>();
    await fc.assert(
      fc.asyncProperty(file, fc.constantFrom('fail', 'update'), async (content, onExists) => {
        const [row] = await readInput(content);
        fc.pre(row?.kind === 'task');
        for (const { endpoint, body = {} } of await callsOf(row.task, onExists)) {
          const encoded = await encodeBody(body, 'json');
          const validate = validatorOf(endpoint);
          validate(JSON.parse(String(encoded.body)));
          expect(validate.errors ?? [], `${endpoint} ${String(encoded.body)}`).toEqual([]);
          seen[endpoint] = (seen[endpoint] ?? 0) + 1;
          for (const name of Object.keys(row.task.fields)) named.add(name);
        }
      }),
      { numRuns: 250, seed: 7 },
    );
    // Nothing is left out of the test because all rows with it were thrown away.
    expect(Object.keys(seen).sort()).toEqual([
      'changeEmail',
      'createUser',
      'setPassword',
      'setStatus',
      'updateUser',
    ]);
    const columns = Object.keys(CELLS).filter((name) => name !== 'phone_fax' && name !== 'custom.cbf_1');
    expect([...named].sort()).toEqual([...columns, 'password', 'new_email'].sort());
  });

  it('does not fit when it is wrong', () => {
    const validate = validatorOf('updateUser');
    const wrong = [
      { type: 3 },
      { type: '1' },
      { department: 'IT' },
      { feature: { zoom_one_type: 16 } },
      { pmi: '1234567890' },
    ];
    expect(wrong.map((body) => validate(body))).toEqual(wrong.map(() => false));
    expect(validate({ zoom_one_type: Number(72057594037927936n) })).toBe(true);
  });
});
