import { devNull } from 'node:os';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { defineJob, type Job, type OperatorOption } from '../../src/config/job.ts';
import { OPTIONS, type OptionName, type Settings } from '../../src/config/options.ts';
import { requestFromValue } from '../../src/config/run-request.ts';

/** Options that a job does not give as settings, but as what it says of its input. */
type OfTheInput = 'map' | 'ignore';
type JobOption = Exclude<OptionName, OfTheInput | OperatorOption>;

const OF_THE_OPERATOR = ['allowPath', 'defaultFile'] satisfies OperatorOption[];

/** A value of every option as a job writes it, and the setting that comes of it. */
const EXAMPLES: { readonly [Name in JobOption]-?: readonly [NonNullable<Job[Name]>, Settings[Name]] } = {
  plan: ['business', 'business'],
  share: ['50%', 0.5],
  out: ['/data/reports', '/data/reports'],
  state: ['/data/state', '/data/state'],
  reportFormat: ['excel', 'excel'],
  onExists: ['update', 'update'],
  onQuota: ['wait', 'wait'],
  maxDeactivate: ['5%', { percent: 5, atLeast: 0 }],
  maxRemove: [5, { count: 5 }],
  protect: [['*@board.example.com'], ['*@board.example.com']],
  yes: [true, true],
  wait: ['1h30m', 5_400_000],
  outage: [0, 0],
  concurrency: [8, 8],
  timeout: [60, 60],
  body: ['multipart', 'multipart'],
  default: [
    { dept: 'Sales', 'custom.cbf_1': 'x' },
    { dept: 'Sales', 'custom.cbf_1': 'x' },
  ],
  defaultCountry: ['us', 'US'],
  ignoreUnknown: [true, true],
  delimiter: ['tab', 'tab'],
  encoding: ['windows-1252', 'windows-1252'],
  simulate: [true, true],
  json: [true, true],
  quiet: [true, true],
  logLevel: ['debug', 'debug'],
  logFile: ['/data/run.log', '/data/run.log'],
  envFile: [devNull, devNull],
  dryRun: [true, true],
  onInvalid: ['fail', 'fail'],
  live: ['list', 'list'],
  planFile: ['/data/plan.json', '/data/plan.json'],
  maxAge: ['2h', 7_200_000],
  maxDrift: ['1%', { percent: 1, atLeast: 0 }],
  skipUnchanged: [true, true],
  createAs: ['ssoCreate', 'ssoCreate'],
  rehires: ['ignore', 'ignore'],
  leavers: ['deactivate', 'deactivate'],
  scope: [['*@example.com'], ['*@example.com']],
  match: ['user_id', 'user_id'],
  grace: [30, 30],
};

describe('a job can say', () => {
  it('every option but those that are for whoever starts it', () => {
    expect([...Object.keys(EXAMPLES), ...OF_THE_OPERATOR, 'map', 'ignore'].sort()).toEqual(
      Object.keys(OPTIONS).sort(),
    );
  });

  it.each(Object.keys(EXAMPLES) as JobOption[])('%s', (name) => {
    const [value, setting] = EXAMPLES[name];
    const request = requestFromValue({ input: '/data/people.csv', [name]: value }, '/data', {});
    expect(request.settings[name]).toEqual(setting);
    expect(request.given).toEqual({ [name]: value });
  });

  it('map and ignore, as what they say of the input', () => {
    const job = { input: '/data/people.csv', columns: { A: 'dept' }, map: { B: 'company' }, ignore: ['C'] };
    const { mapping, settings, given } = requestFromValue(job, '/data', {});
    expect(mapping).toEqual({ columns: { A: 'dept', B: 'company' }, ignore: ['C'] });
    expect({ map: settings.map, ignore: settings.ignore, given }).toEqual({ map: {}, ignore: [], given: {} });
  });

  it('a column by its name, and one of the account’s own', () => {
    const job = defineJob({
      input: 'a.csv',
      columns: { Abteilung: 'dept', 'Employee ID': 'custom.cbf_1' },
      compute: { 'custom.cbf_2': (row) => row.Location, display_name: (row) => row.first_name || undefined },
      default: { action: 'update', phone_office: '', 'custom.cbf_3': 'x' },
    });
    expect(job.columns).toEqual({ Abteilung: 'dept', 'Employee ID': 'custom.cbf_1' });
  });
});

// What must not compile is told apart by tsc: an expected error that does not come is one itself.
describe('a job that tsc refuses', () => {
  it('has a column that does not exist', () => {
    // @ts-expect-error the column is dept
    defineJob({ input: 'a.csv', columns: { A: 'departmnt' } });
    // @ts-expect-error the column is dept
    defineJob({ input: 'a.csv', default: { departmnt: 'x' } });
    // @ts-expect-error the column is dept
    defineJob({ input: 'a.csv', compute: { departmnt: () => 'x' } });
    // @ts-expect-error a column of the account's own begins with custom.
    defineJob({ input: 'a.csv', columns: { A: 'cbf_1' } });
  });

  it('has an option that there is not, or a value that an option does not take', () => {
    // @ts-expect-error the option is onExists
    defineJob({ input: 'a.csv', onExist: 'skip' });
    // @ts-expect-error fail, skip or update
    defineJob({ input: 'a.csv', onExists: 'ignore' });
    // @ts-expect-error free, pro or business
    defineJob({ input: 'a.csv', plan: 'enterprise' });
    // @ts-expect-error a list of patterns
    defineJob({ input: 'a.csv', protect: 'boss@x.org' });
    // @ts-expect-error a number such as 25, or a percentage
    defineJob({ input: 'a.csv', maxDeactivate: true });
    // @ts-expect-error a text
    defineJob({ input: 'a.csv', default: { dept: 5 } });
  });

  it('has no input', () => {
    // @ts-expect-error there is nothing to read
    defineJob({ plan: 'pro' });
  });

  it('computes something that is no text', () => {
    // @ts-expect-error a column's value is a text
    defineJob({ input: 'a.csv', compute: { pmi: () => 5 } });
  });
});

it('a function that computes a column finds a text in every column of its row, and perhaps one under a header', () => {
  defineJob({
    input: 'a.csv',
    compute: {
      display_name: (row) => {
        expectTypeOf(row.first_name).toEqualTypeOf<string>();
        expectTypeOf(row['Preferred Name']).toEqualTypeOf<string | undefined>();
        expectTypeOf(row['custom.cbf_1']).toEqualTypeOf<string | undefined>();
        return row.first_name;
      },
    },
  });
});
