import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { flagOf, OPTIONS, type OptionName, variableOf } from '../../src/config/options.ts';
import { resolveSettings, type Sources } from '../../src/config/resolve-settings.ts';
import { complaintOf, folderWith } from '../support/folder.ts';

const resolve = (sources: Partial<Sources>) =>
  resolveSettings({ commandLine: {}, environment: {}, ...sources });
const job = (options: Readonly<Record<string, unknown>>) => ({ name: 'The job nightly.ts', options });

const DEFAULTS = {
  plan: 'pro',
  share: 1,
  out: undefined,
  state: undefined,
  onExists: 'fail',
  reportFormat: 'csv',
  onQuota: 'defer',
  maxDeactivate: { percent: 10, atLeast: 10 },
  maxRemove: { count: 0 },
  createAs: 'create',
  rehires: 'activate',
  leavers: 'ignore',
  scope: [],
  match: 'email',
  grace: 7,
  protect: [],
  yes: false,
  onInvalid: 'continue',
  live: undefined,
  planFile: undefined,
  maxAge: 86_400_000,
  maxDrift: { count: 0 },
  skipUnchanged: false,
  concurrency: undefined,
  timeout: 30,
  outage: 900_000,
  body: 'json',
  default: {},
  defaultCountry: undefined,
  map: {},
  ignore: [],
  ignoreUnknown: false,
  delimiter: undefined,
  encoding: undefined,
  simulate: false,
  json: false,
  quiet: false,
  logLevel: 'info',
  logFile: undefined,
  envFile: undefined,
  allowPath: [],
  defaultFile: {},
  dryRun: false,
};

describe('settings', () => {
  it('are the defaults of the interface when nothing is given', () => {
    expect(resolve({})).toEqual({ settings: DEFAULTS, given: {}, environment: {} });
  });

  it('come from the command line before the environment before the job', () => {
    const sources = {
      commandLine: { plan: 'business' },
      environment: {
        ZOOM_PROVISION_PLAN: 'free',
        ZOOM_PROVISION_ON_EXISTS: 'skip',
        ZOOM_PROVISION_TIMEOUT: '',
      },
      job: job({ plan: 'pro', onExists: 'update', timeout: 7, onQuota: 'wait' }),
    };
    expect(resolve(sources)).toEqual({
      settings: { ...DEFAULTS, plan: 'business', onExists: 'skip', timeout: 7, onQuota: 'wait' },
      given: { plan: 'business', onExists: 'skip', timeout: 7, onQuota: 'wait' },
      environment: sources.environment,
    });
  });

  it.each([
    ['plan', 'free', 'free'],
    ['share', '50%', 0.5],
    ['share', '50', 0.5],
    ['share', 1, 0.01],
    ['share', ' 100 % ', 1],
    ['maxDeactivate', '25', { count: 25 }],
    ['maxDeactivate', 0, { count: 0 }],
    ['maxDeactivate', '12.5%', { percent: 12.5, atLeast: 0 }],
    ['maxRemove', '5', { count: 5 }],
    ['onInvalid', 'fail', 'fail'],
    ['live', 'true', 'all'],
    ['live', 'false', undefined],
    ['live', 'list', 'list'],
    ['live', true, 'all'],
    ['maxAge', '90m', 5_400_000],
    ['maxDrift', '1%', { percent: 1, atLeast: 0 }],
    ['yes', 'true', true],
    ['yes', 'no', false],
    ['yes', true, true],
    ['concurrency', '8', 8],
    ['concurrency', 1_000, 1_000],
    ['timeout', '3600', 3_600],
    ['protect', ['a@x.org', '*@b.org'], ['a@x.org', '*@b.org']],
    ['default', ['action=update', ' type = 1=2 '], { action: 'update', type: ' 1=2 ' }],
    ['default', { action: 'update' }, { action: 'update' }],
    ['defaultCountry', 'US', 'US'],
    ['defaultCountry', ' gb ', 'GB'],
    ['map', ['Dept=dept', ' A = B = cost_center '], { Dept: 'dept', 'A = B': 'cost_center' }],
    ['map', ['__proto__=dept'], Object.fromEntries([['__proto__', 'dept']])],
    ['ignore', ['Grade', 'FTE %'], ['Grade', 'FTE %']],
    ['ignoreUnknown', 'true', true],
    ['delimiter', 'tab', 'tab'],
    ['logLevel', 'silent', 'silent'],
  ])('%s may be %j', (name, value, setting) => {
    expect(resolve({ commandLine: { [name]: value } })).toEqual({
      settings: { ...DEFAULTS, [name]: setting },
      given: { [name]: value },
      environment: {},
    });
  });

  it('take lists from the environment with commas between', () => {
    const environment = {
      ZOOM_PROVISION_PROTECT: 'boss@x.org, *@board.x.org',
      ZOOM_PROVISION_DEFAULT: 'action=update,type=1',
    };
    expect(resolve({ environment }).settings).toMatchObject({
      protect: ['boss@x.org', '*@board.x.org'],
      default: { action: 'update', type: '1' },
    });
  });

  it.each([
    ['A,B', ['A', 'B']],
    [' A , B ', ['A', 'B']],
    ['"Last, First",B', ['Last, First', 'B']],
    ['A, "Say ""Hi"", twice" ', ['A', 'Say "Hi", twice']],
    ['A "B",C', ['A "B"', 'C']],
    ['"A" B,C', ['"A" B', 'C']],
    ['"', ['"']],
    ['A "B, C",D', ['A "B', 'C"', 'D']],
    ['{A,B} C,D', ['{A,B} C', 'D']],
    ['{A,{B,C}},D', ['{A,{B,C}}', 'D']],
    ['{A,B', ['{A', 'B']],
    ['["Last, First","B"]', ['Last, First', 'B']],
    [' [ "A" , "\\"B\\"" ] ', ['A', '"B"']],
    ['[]', []],
    ['[A],B', ['[A]', 'B']],
  ])('take %s from the environment as %j', (text, values) => {
    expect(resolve({ environment: { ZOOM_PROVISION_IGNORE: text } }).settings.ignore).toEqual(values);
  });

  it.each([
    ['protect', 'ZOOM_PROVISION_PROTECT', '["{ceo,cfo}@x.org","a@x.org"]', ['{ceo,cfo}@x.org', 'a@x.org']],
    ['protect', 'ZOOM_PROVISION_PROTECT', '{ceo,cfo}@x.org,a@x.org', ['{ceo,cfo}@x.org', 'a@x.org']],
    ['default', 'ZOOM_PROVISION_DEFAULT', '["dept=R&D, Labs"]', { dept: 'R&D, Labs' }],
    [
      'default',
      'ZOOM_PROVISION_DEFAULT',
      'custom_attributes=[{"key":"a","value":"b"}],type=basic',
      { custom_attributes: '[{"key":"a","value":"b"}]', type: 'basic' },
    ],
    ['map', 'ZOOM_PROVISION_MAP', '["Last, First=display_name"]', { 'Last, First': 'display_name' }],
    ['map', 'ZOOM_PROVISION_MAP', 'A=dept,B=company', { A: 'dept', B: 'company' }],
    ['ignore', 'ZOOM_PROVISION_IGNORE', '["Last, First"]', ['Last, First']],
  ])('%s may be in %s as %s', (name, variable, text, value) => {
    expect(resolve({ environment: { [variable]: text } }).settings).toMatchObject({ [name]: value });
  });

  it.each(['["a@x.org"', '["a@x.org", 1]', '["a@x.org",]'])('cannot be the broken JSON %s', async (text) => {
    const complaint = await complaintOf(() => resolve({ environment: { ZOOM_PROVISION_PROTECT: text } }));
    expect(complaint).toMatch(/^ZOOM_PROVISION_PROTECT: found .*; write patterns such as/);
  });

  it.each([
    ['plan', 'enterprise', 'found "enterprise"; write one of free, pro, business.'],
    ['share', '0%', 'found "0%"; write at least 1%.'],
    ['share', '101', 'found "101"; write at most 100%.'],
    ['share', 'half', 'found "half"; write a percentage from 1% to 100%.'],
    ['share', 0.5, 'found 0.5; write whole percents.'],
    ['onExists', 'ignore', 'found "ignore"; write one of fail, skip, update, reactivate.'],
    ['onQuota', 'sleep', 'found "sleep"; write one of defer, wait.'],
    ['maxDeactivate', '-1', 'found "-1"; write a number such as 25, or a percentage such as 10%.'],
    ['maxDeactivate', 'all', 'found "all"; write a number such as 25, or a percentage such as 10%.'],
    ['yes', 'maybe', 'found "maybe"; write true or false.'],
    ['map', ['Dept'], 'found "Dept"; write <header>=<column>, such as "Cost Centre Code=cost_center".'],
    ['map', ['Dept='], 'found "Dept="; write <header>=<column>, such as "Cost Centre Code=cost_center".'],
    ['map', ['=dept'], 'found "=dept"; write <header>=<column>, such as "Cost Centre Code=cost_center".'],
    ['ignore', [''], 'found ""; write the header of a column to pass over.'],
    ['concurrency', '0', 'found "0"; write a whole number, from 1 to 1000.'],
    ['concurrency', '1001', 'found "1001"; write a whole number, from 1 to 1000.'],
    ['timeout', '1.5', 'found "1.5"; write whole seconds, from 1 to 3600.'],
    ['timeout', '1h', 'found "1h"; write whole seconds, from 1 to 3600.'],
    ['body', 'xml', 'found "xml"; write one of json, multipart.'],
    ...['UK', 'USA', 'Germany', '+49', '', 'XX'].map((country): [string, string, string] => [
      'defaultCountry',
      country,
      `found "${country}"; write the two letters of a country in ISO 3166, such as US, GB or DE.`,
    ]),
    ['out', '', 'found ""; write the path of a folder.'],
    ['logLevel', 'loud', 'found "loud"; write one of trace, debug, info, warn, error, fatal, silent.'],
  ])('%s cannot be %j', async (name, value, complaint) => {
    const message = await complaintOf(() => resolve({ commandLine: { [name]: value } }));
    expect(message).toBe(`${flagOf(name as OptionName)}: ${complaint}`);
  });

  it('that are bad are named all at once, each with where it stands', async () => {
    const complaint = await complaintOf(() =>
      resolve({
        commandLine: { body: 'xml' },
        environment: { ZOOM_PROVISION_ON_QUOTA: 'sleep' },
        job: job({ plan: 'gold', protect: 'boss@x.org' }),
      }),
    );
    expect(complaint.split('\n')).toEqual([
      'The job nightly.ts: plan: found "gold"; write one of free, pro, business.',
      'ZOOM_PROVISION_ON_QUOTA: found "sleep"; write one of defer, wait.',
      'The job nightly.ts: protect: found "boss@x.org"; write patterns such as *@board.example.com; in a job, a list of them.',
      '--body: found "xml"; write one of json, multipart.',
    ]);
  });

  it('never show a default, which may be a password', async () => {
    const commandLine = { default: ['password=Hidden#1', 'rest of it'] };
    const complaint = await complaintOf(() => resolve({ commandLine }));
    expect(complaint).toBe(
      '--default: write <column>=<value>, such as action=update; in a job, texts by column.',
    );
  });
});

describe('an env file', () => {
  const folder = () =>
    folderWith({
      'zoom.env': 'ZOOM_ACCOUNT_ID=from-file\nZOOM_PROVISION_PLAN=free\nZOOM_PROVISION_DEFAULT=type=1\n',
      'other.env': 'ZOOM_ACCOUNT_ID=other\n',
    });

  it('sets credentials and options below what the environment itself says, and above the job', () => {
    const envFile = path.join(folder(), 'zoom.env');
    const sources = {
      commandLine: { envFile },
      environment: { ZOOM_ACCOUNT_ID: 'acme', ZOOM_PROVISION_TIMEOUT: '7' },
      job: job({ plan: 'business', onExists: 'skip' }),
    };
    expect(resolve(sources)).toEqual({
      settings: { ...DEFAULTS, envFile, plan: 'free', default: { type: '1' }, timeout: 7, onExists: 'skip' },
      given: { envFile, plan: 'free', default: ['type=1'], timeout: '7', onExists: 'skip' },
      environment: {
        ZOOM_ACCOUNT_ID: 'acme',
        ZOOM_PROVISION_PLAN: 'free',
        ZOOM_PROVISION_DEFAULT: 'type=1',
        ZOOM_PROVISION_TIMEOUT: '7',
      },
    });
  });

  it.each<[string, (zoom: string, other: string) => Partial<Sources>]>([
    [
      'the command line, whatever the environment says',
      (zoom, other) => ({ commandLine: { envFile: zoom }, environment: { ZOOM_PROVISION_ENV_FILE: other } }),
    ],
    [
      'the environment, whatever the job says',
      (zoom, other) => ({
        environment: { ZOOM_PROVISION_ENV_FILE: zoom },
        job: job({ envFile: other }),
      }),
    ],
    ['a job', (zoom) => ({ job: job({ envFile: zoom }) })],
  ])('is named by %s', (_, sources) => {
    const its = folder();
    const resolved = resolve(sources(path.join(its, 'zoom.env'), path.join(its, 'other.env')));
    expect(resolved.settings).toMatchObject({ envFile: path.join(its, 'zoom.env'), plan: 'free' });
    expect(resolved.environment.ZOOM_ACCOUNT_ID).toBe('from-file');
  });

  it('that sets an option badly is complained of by the name of the variable', async () => {
    const envFile = path.join(folderWith({ '.env': 'ZOOM_PROVISION_PLAN=gold\n' }), '.env');
    expect(await complaintOf(() => resolve({ commandLine: { envFile } }))).toBe(
      'ZOOM_PROVISION_PLAN: found "gold"; write one of free, pro, business.',
    );
  });
});

it('every option has a flag and a variable after the interface', () => {
  const names = Object.keys(OPTIONS) as OptionName[];
  expect(names.map((name) => [flagOf(name), variableOf(name)])).toEqual(
    names.map((name) => {
      const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return [`--${kebab}`, `ZOOM_PROVISION_${kebab.replaceAll('-', '_').toUpperCase()}`];
    }),
  );
  expect(variableOf('maxDeactivate')).toBe('ZOOM_PROVISION_MAX_DEACTIVATE');
});
