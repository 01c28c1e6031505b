import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';

const START = ['--on-exists', 'skip', '--plan', 'business'];

const SAMPLES: readonly [string, readonly string[], Readonly<Record<string, number>>][] = [
  [
    'onboarding.csv',
    START,
    { created: 110, updated: 30, activated: 4, deactivated: 7, password_set: 6, skipped: 3 },
  ],
  ['update.csv', [], { updated: 5 }],
  ['deactivate.csv', [], { deactivated: 4 }],
  ['password.csv', [], { password_set: 4 }],
  ['leavers.csv', ['--max-remove', '3'], { deactivated: 2, disassociated: 2, deleted: 1 }],
  ['change-email.csv', [], { email_changed: 2, updated: 1 }],
  ['nightly.csv', [], { updated: 15, activated: 1, deactivated: 4 }],
  ['portal-import.csv', ['--default', 'action=create', '--default', 'type=basic'], { created: 5 }],
];

/** One that is wrong in every way, one that only a job can read, and a list of people. */
const ELSEWHERE = ['every-problem.csv', 'hr-export.csv', 'roster.csv'];

it('each of the samples is run by a test', async () => {
  const names = (await readdir('samples')).filter((name) => name.endsWith('.csv'));
  expect(names.sort()).toEqual([...SAMPLES.map(([name]) => name), ...ELSEWHERE].sort());
});

it.each(SAMPLES)('samples/%s goes through on the simulator', async (file, options, outcomes) => {
  const args = ['run', `samples/${file}`, '--simulate', '--yes', ...options];
  const { code, stderr, summary } = await runCli(args);
  expect({ code, ...(await summary()) }).toMatchObject({ code: 0, outcomes });
  expect(stderr).toMatch(/^Simulated: all \d+ rows went through\.\nThe account was a simulated one/m);
  expect(stderr).not.toMatch(/resume|Next/);
});

it('samples/onboarding.csv shows a warning and keeps the rows of one user in order', async () => {
  const { results, stdout } = await runCli(['preview', 'samples/onboarding.csv']);
  expect(stdout).toContain(
    '\nWarnings, which keep no row back\n  1 row: phone_country: Zoom will drop this field',
  );
  expect(stdout).toContain('\nKept back  columns of 4 new users');
  const lines = await results();
  expect(lines.filter((line) => line.includes('warning:'))).toHaveLength(1);
  const karl = lines.filter((line) => line.includes('karl.moser@')).map((line) => line.split(',')[1]);
  expect(karl).toEqual(['activate', 'update', 'ssoCreate']);
});

it('has nobody in the samples who could be real', async () => {
  const names = (await readdir('samples')).filter((name) => name.endsWith('.csv'));
  const texts = await Promise.all(names.map((name) => readFile(`samples/${name}`, 'utf8')));
  const domains = texts.join('\n').matchAll(/[\w.+-]@+((?:[\w-]+\.)*[\w-]+\.[a-z]{2,})/g);
  const foreign = [...domains].map(([, domain]) => domain).filter((domain) => !isReserved(domain));
  expect(foreign).toEqual([]);
});

function isReserved(domain = ''): boolean {
  return /(?:^|\.)example\.(?:com|org|net)$/.test(domain);
}
