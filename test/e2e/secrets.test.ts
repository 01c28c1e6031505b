import { globSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/simulator/simulator.ts';
import { AT_ONCE, manyRows, Rig, runArgs, until } from '../support/cli-rig.ts';

const SECRET = 'Cl1ent-Secret/with+signs=';
const TOKEN = 'eyJhbGciOiJIUzUxMiJ9.an-access-token.of_today';
const PASSWORDS = {
  set: 'Tea"pot&Blue<58>é',
  auto: 'Orchard/Bicycle 73',
  refused: 'Granite,Pillow%92',
  short: 'Pw-7chr',
  long: 'Long-Password-1234567890-abcdefghij',
  otherProblem: 'Hidden-Behind-1',
  onUpdate: 'Not-For-Update-2',
  shifted: 'Shifted-Cell-3',
  tooMany: 'Too-Many-Cells-4',
  inEmail: 'Where-Email-Is-5',
  added: 'Given-By-Default-6',
} as const;

const HOST_KEYS = {
  set: '918273',
  kept: '827364',
  wrong: '73645',
  shifted: '645546',
  refused: '554637',
} as const;

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

const INPUT = [
  'action,email,password,type,dept',
  `password,ann@example.com,${cell(PASSWORDS.set)},,`,
  `autoCreate,bob@example.com,${cell(PASSWORDS.auto)},basic,`,
  `password,cem@example.com,${cell(PASSWORDS.refused)},,`,
  `password,dan@example.com,${PASSWORDS.short},,`,
  `password,eve@example.com,${PASSWORDS.long},,`,
  `autoCreate,fay@example.com,${PASSWORDS.otherProblem},gold,`,
  `update,gil@example.com,${PASSWORDS.onUpdate},,Sales`,
  `autoCreate,hal@example.com,,${PASSWORDS.shifted},basic`,
  `password,ivy@example.com,${PASSWORDS.tooMany},,,,${PASSWORDS.tooMany}`,
  `password,${PASSWORDS.inEmail},,,`,
  `password,jon@example.com,,,`,
  `password,kim@example.com`,
];

/** In every form in which a text may be repeated. */
function formsOf(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    secret.replaceAll('"', '""'),
  ];
}

/** Where secrets stand that must not, as `out/run.log: auto`. */
function leaks(
  rig: Rig,
  secrets: Readonly<Record<string, string>>,
  texts: Readonly<Record<string, string>>,
): string[] {
  const files = globSync(['**', '.local/**'], { cwd: rig.folder }).filter(
    (name) => name !== 'input.csv' && name !== 'password.txt' && statSync(rig.path(name)).isFile(),
  );
  const places = new Map<string, Buffer>([
    ...files.map((name) => [name, readFileSync(rig.path(name))] as const),
    ...Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)] as const),
  ]);
  return [...places].flatMap(([place, bytes]) =>
    Object.entries(secrets)
      .filter(([, secret]) => formsOf(secret).some((form) => bytes.includes(form)))
      .map(([name]) => `${place}: ${name}`),
  );
}

/** An answer that repeats everything that it should not. */
function echo(secrets: readonly string[]): Extract<Fault, { kind: 'status' }> {
  const text = secrets.flatMap(formsOf).join(' and ');
  return {
    kind: 'status',
    status: 400,
    body: { code: 300, message: `Validation Failed: ${text}`, errors: [{ field: text, message: text }] },
    headers: { 'x-zm-trackingid': text.replaceAll(/[^ -~]/g, '?').slice(0, 4_000) },
  };
}

describe('no password, secret or token', AT_ONCE, () => {
  it('is in any file or on any stream, though Zoom repeats them all, at --log-level trace', async () => {
    await using rig = await Rig.open({ clientSecret: SECRET });
    const { simulator } = rig;
    for (const name of ['ann', 'cem', 'jon', 'kim']) simulator.seed({ email: `${name}@example.com` });
    const refuse = (name: string, password: string, status: number) =>
      simulator.fault({ ...echo([password, SECRET]), status, match: { user: `${name}@example.com` } });
    refuse('bob', PASSWORDS.auto, 503);
    refuse('cem', PASSWORDS.refused, 400);
    refuse('jon', PASSWORDS.added, 429);
    simulator.fault({ kind: 'hang', match: { user: 'ann@example.com' } });

    const args = [
      '--yes',
      '--timeout',
      '4',
      '--log-level',
      'trace',
      '--default',
      `password=${PASSWORDS.added}`,
    ];
    const run = rig.start(runArgs(rig.write('input.csv', INPUT), ...args, '--json'));
    const secrets = { ...PASSWORDS, SECRET, basic: `simulated-client:${SECRET}` };
    await until(() => globSync('out/run.log', { cwd: rig.folder }).length > 0, 'the run sends');
    await until(() => simulator.stats().requests >= 5, 'most was sent');
    expect(globSync('.local/**/*-wal', { cwd: rig.folder })).toHaveLength(1);
    expect(leaks(rig, secrets, { stderr: run.stderr() })).toEqual([]);

    const { code, stdout, stderr } = await run.ended;
    expect(code).toBe(1);
    expect(leaks(rig, secrets, { stdout, stderr })).toEqual([]);
    expect(rig.cells(['user', 'outcome'])).toEqual([
      'ann@example.com password_set',
      'bob@example.com created',
      'cem@example.com rejected',
      ...['dan', 'eve', 'fay', 'gil', 'hal'].map((name) => `${name}@example.com invalid`),
      ...['invalid', 'invalid', 'jon@example.com password_set', 'invalid'],
    ]);
    expect(rig.results()[2]?.message).toContain('[redacted]');
    expect(simulator.passwordIs('ann@example.com', PASSWORDS.set)).toBe(true);
    expect(simulator.passwordIs('bob@example.com', PASSWORDS.auto)).toBe(true);
    expect(simulator.passwordIs('jon@example.com', PASSWORDS.added)).toBe(true);
  });

  it('is kept when the sign-in is refused in words that repeat them', async () => {
    await using rig = await Rig.open({ clientSecret: SECRET });
    const { body } = echo([SECRET, `simulated-client:${SECRET}`]) as { body: { message: string } };
    const refusal = { reason: body.message, error: body.message };
    rig.simulator.fault({ ...echo([SECRET]), status: 401, body: refusal, match: { path: '/oauth/token' } });
    const args = runArgs(rig.write('input.csv', manyRows(3)), '--log-level', 'trace', '--json');
    const { code, stdout, stderr } = await rig.cli(args);
    expect(code).toBe(4);
    expect(stderr).toContain('[redacted]');
    const secrets = { SECRET, basic: `simulated-client:${SECRET}` };
    expect(leaks(rig, secrets, { stdout, stderr })).toEqual([]);
  });

  it('is kept of a run with an access token that is refused', async () => {
    await using rig = await Rig.open();
    const args = runArgs(rig.write('input.csv', manyRows(3)), '--log-level', 'trace', '--json');
    const { ZOOM_API_URL = '' } = rig.simulator.env;
    const { code, stdout, stderr } = await rig.cli(args, { env: { ZOOM_API_URL, ZOOM_ACCESS_TOKEN: TOKEN } });
    expect(code).toBe(4);
    expect(leaks(rig, { TOKEN }, { stdout, stderr })).toEqual([]);
  });

  it('and no host key is there either, not even what waits for an invitation', async () => {
    await using rig = await Rig.open();
    for (const name of ['ann', 'cem']) rig.simulator.seed({ email: `${name}@example.com` });
    rig.simulator.fault({ ...echo([HOST_KEYS.refused]), match: { user: 'cem@example.com' } });
    const input = rig.write('input.csv', [
      'action,email,type,host_key,dept',
      `update,ann@example.com,,${HOST_KEYS.set},`,
      `create,bob@example.com,basic,${HOST_KEYS.kept},Sales`,
      `update,cem@example.com,,${HOST_KEYS.refused},`,
      `update,dan@example.com,,${HOST_KEYS.wrong},`,
      `update,eve@example.com,${HOST_KEYS.shifted},Sales`,
    ]);
    const { code, stdout, stderr } = await rig.run(input, '--log-level', 'trace', '--json');
    expect(code).toBe(1);
    expect(rig.cells(['user', 'outcome'])).toEqual([
      'ann@example.com updated',
      'bob@example.com created',
      'cem@example.com rejected',
      'dan@example.com invalid',
      'eve@example.com invalid',
    ]);
    expect(rig.results()[1]?.message).toContain('from the same file: a host key is not kept');
    const preview = await rig.cli(['preview', input, '--out', 'seen']);
    expect(leaks(rig, HOST_KEYS, { stdout, stderr, preview: preview.stdout })).toEqual([]);
    rig.simulator.acceptInvitation('bob@example.com');
    const resumed = await rig.cli(['resume']);
    expect(resumed.code).toBe(1);
    const bob = rig.simulator.users().find(({ email }) => email === 'bob@example.com');
    expect(bob?.fields).toMatchObject({ dept: 'Sales', host_key: HOST_KEYS.kept });
    expect(leaks(rig, HOST_KEYS, { stdout: resumed.stdout, stderr: resumed.stderr })).toEqual([]);
  });

  it('is in the ledger of a run with a default password, which resume asks for again', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'ann@example.com' });
    rig.simulator.fault({ kind: 'daily', headers: {}, match: { user: 'ann@example.com' } });
    const given = ['--default', `password=${PASSWORDS.added}`];
    const input = rig.write('input.csv', ['action,email', 'password,ann@example.com']);
    expect((await rig.run(input, '--yes', ...given)).code).toBe(3);
    const without = await rig.cli(['resume']);
    expect(without.code).toBe(2);
    expect(without.stderr).toContain('give it again with --default-file password=<file>');
    expect(without.stderr).not.toContain('--default password');
    const file = rig.write('password.txt', `${PASSWORDS.added}\n`);
    const again = await rig.cli(['resume', '--default-file', `password=${file}`]);
    expect(again.code).toBe(0);
    expect(rig.simulator.passwordIs('ann@example.com', PASSWORDS.added)).toBe(true);
    expect(leaks(rig, PASSWORDS, { stderr: without.stderr })).toEqual([]);
  });
});
