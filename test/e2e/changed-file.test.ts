import { appendFileSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, manyRows, Rig, runArgs, until } from '../support/cli-rig.ts';
import { editLedger } from '../support/edit-ledger.ts';

const HEADER = 'action,email,user_id,dept,password';
const TAIL = ['ann', 'bob', 'cem', 'dan'];
const update = (name: string, dept: string, domain = 'example.com') => `update,${name}@${domain},,${dept},`;
/** More than is read of a file at a time, about people who are protected. */
const PADDING = Array.from({ length: 7_000 }, (_, at) =>
  update(`p${at}`, 'A department of some length', 'pad.example'),
);
const LINES = [
  HEADER,
  // Whose the id is has to be asked before any row is taken in hand: the file is not read on until the answer has come.
  'update,,first,Sales,',
  ...PADDING,
  ...TAIL.map((name) => update(name, `Dept of ${name}`)),
  'password,eve@example.com,,,Hidden-123',
];
const TEXT = `${LINES.join('\n')}\n`;
const ARGS = ['--yes', '--protect', '*@pad.example', '--json'];

/** Runs the lines, and changes the file once the second pass has begun. */
async function changedRun(change: (file: string) => void, text = TEXT) {
  const rig = await Rig.open({ latencyMs: 500 });
  rig.simulator.seed({ id: 'first', email: 'first@example.com' });
  for (const name of [...TAIL, 'eve']) rig.simulator.seed({ email: `${name}@example.com` });
  const file = rig.write('people.csv', text);
  const run = rig.start(runArgs(file, ...ARGS));
  await until(() => rig.simulator.journal.length > 0, 'the first question is asked');
  change(file);
  const end = await run.ended;
  const depts = () => TAIL.map((name) => rig.simulator.user(`${name}@example.com`)?.fields.dept);
  return { rig, file, end, depts };
}

const edit = (from: string, to: string) => (file: string) =>
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));

const OLD = TAIL.map((name) => `Dept of ${name}`);
const lineOf = (text: string) => LINES.findIndex((line) => line.includes(text)) + 1;
const [ANN, EVE] = [lineOf('ann@'), lineOf('eve@')];

describe('a file that is changed while it is run', AT_ONCE, () => {
  it.each<[string, (file: string) => void, (string | undefined)[], number[]]>([
    [
      'is overwritten with another',
      (file) => writeFileSync(file, TEXT.replaceAll('Dept of', 'New')),
      [undefined, undefined, undefined, undefined],
      [ANN, ANN + 1, ANN + 2, ANN + 3],
    ],
    [
      'is cut within a word',
      (file) => truncateSync(file, TEXT.indexOf('Dept of cem') + 6),
      ['Dept of ann', 'Dept of bob', undefined, undefined],
      [ANN + 2, ANN + 3, EVE],
    ],
    [
      'is emptied',
      (file) => truncateSync(file, 0),
      [undefined, undefined, undefined, undefined],
      [ANN, ANN + 1, ANN + 2, ANN + 3, EVE],
    ],
    [
      'has two lines swapped',
      edit(
        `${update('bob', 'Dept of bob')}\n${update('cem', 'Dept of cem')}`,
        `${update('cem', 'Dept of cem')}\n${update('bob', 'Dept of bob')}`,
      ),
      ['Dept of ann', undefined, undefined, 'Dept of dan'],
      [ANN + 1, ANN + 2],
    ],
    [
      'has another department',
      edit('Dept of bob', 'Dept of ann'),
      ['Dept of ann', undefined, 'Dept of cem', 'Dept of dan'],
      [ANN + 1],
    ],
    ['has another password', edit('Hidden-123', 'Hidden-124'), OLD, [EVE]],
    [
      'has a line less',
      edit(`${update('ann', 'Dept of ann')}\n`, ''),
      [undefined, undefined, undefined, undefined],
      [ANN, ANN + 1, ANN + 2, ANN + 3, EVE],
    ],
  ])('and %s has nothing of the change sent, and the rest by resume', async (_how, change, sent, left) => {
    const { rig, file, end, depts } = await changedRun(change);
    await using _ = rig;
    expect(end.code).toBe(1);
    expect(JSON.parse(end.stdout)).toMatchObject({
      status: 'stopped',
      outcomes: { not_attempted: left.length },
    });
    expect(depts()).toEqual(sent);
    expect(rig.simulator.user('eve@example.com')?.passwordChanges).toBe(left.includes(EVE) ? 0 : 1);
    const notSent = rig.results().filter(({ outcome }) => outcome === 'not_attempted');
    expect(notSent.map(({ line }) => Number(line))).toEqual(left);
    for (const { message } of notSent)
      expect(message).toMatch(/^not sent: the input was changed after it was checked/i);
    expect(end.stderr).toMatch(
      /Go on with .*\s+`zoom-provision resume \S+ --input <file>`,\s+with\s+the\s+file\s+as\s+it\s+was/,
    );
    expect(`${end.stderr}${readFileSync(rig.path('out', 'results.csv'), 'utf8')}`).not.toMatch(/Hidden/);

    rmSync(file);
    const old = rig.write('old.csv', TEXT);
    expect((await rig.cli(['resume', '--input', old])).code).toBe(0);
    expect(depts()).toEqual(OLD);
    expect(rig.simulator.user('eve@example.com')?.passwordChanges).toBe(1);
    expect(rig.effects()).toHaveLength(TAIL.length + 2);
  });

  it('and goes on where it ended within a row does not have that row sent', async () => {
    const half = TEXT.indexOf('Dept of dan') + 6;
    const { rig, end, depts } = await changedRun(
      (file) => appendFileSync(file, TEXT.slice(half)),
      TEXT.slice(0, half),
    );
    await using _ = rig;
    expect(end.code).toBe(1);
    expect(end.stderr).toContain('has grown since it was checked, and its last line with it');
    expect(depts()).toEqual(['Dept of ann', 'Dept of bob', 'Dept of cem', undefined]);
  });

  it.each<[string, (file: string) => void, RegExp | undefined]>([
    [
      'grows',
      (file) => appendFileSync(file, 'update,zoe@example.com,,Sales,\n'),
      /has grown since it was checked/,
    ],
    ['is written again as it was', (file) => writeFileSync(file, TEXT), undefined],
    ['is deleted', (file) => rmSync(file), undefined],
    [
      'has another in its place',
      (file) => {
        writeFileSync(`${file}.new`, TEXT.replaceAll('Dept of', 'New'));
        renameSync(`${file}.new`, file);
      },
      undefined,
    ],
  ])('and %s is run as it was checked', async (_how, change, said) => {
    const { rig, end, depts } = await changedRun(change);
    await using _ = rig;
    expect(end.code).toBe(0);
    expect(depts()).toEqual(OLD);
    expect(rig.effects()).toHaveLength(TAIL.length + 2);
    if (said) expect(end.stderr).toMatch(said);
    else expect(end.stderr).not.toMatch(/was changed|has grown/);
  });

  it('has passwords sent that a job makes up anew each time', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'ann@example.com' });
    rig.write('people.csv', ['action,email', 'password,ann@example.com']);
    rig.write('job.mjs', [
      "import { randomUUID } from 'node:crypto';",
      "const password = () => 'Aa1-' + randomUUID().slice(0, 20);",
      "export default { input: 'people.csv', compute: { password } };",
    ]);
    expect((await rig.cli(['run', 'job.mjs', '--out', 'out', '--yes'])).code).toBe(0);
    expect(rig.cells(['outcome'])).toEqual(['password_set']);
  });
});

describe('resume of a file that was edited', AT_ONCE, () => {
  /** Runs rows of which the second is killed over, the fourth invalid. */
  async function killedRun(rig: Rig) {
    rig.simulator.fault({ kind: 'hang', match: { user: 'u2@example.com' } });
    const rows = manyRows(6).with(4, 'ssoCreate,u4,basic');
    const file = rig.write('input.csv', rows);
    const run = rig.start(runArgs(file, '--concurrency', '1'));
    await until(() => rig.effects().length > 0, 'the run sends');
    await until(() => rig.simulator.stats().requests >= 3, 'the second row is sent');
    run.child.kill('SIGKILL');
    await run.ended;
    return { rows, file };
  }

  it('takes up the rows that are as they were, names the others, and never sends those as they are now', async () => {
    await using rig = await Rig.open();
    const { rows } = await killedRun(rig);
    const edited = rows
      .with(2, 'ssoCreate,u2@example.com,licensed')
      .with(4, 'ssoCreate,u4@example.com,basic')
      .with(5, 'ssoCreate,u5@example.com,licensed');
    rig.write('input.csv', [...edited, 'ssoCreate,u7@example.com,basic']);
    const end = await rig.cli(['resume']);
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(
      /its content has changed\. 2 rows of it not sent yet have not changed, and are taken up\. 2 rows cannot be taken up: lines 3, 6\. Put the old file back/,
    );
    expect(end.stderr).toContain('has 1 row that could not be used and 1 row more than before');
    expect(rig.cells(['user', 'outcome'])).toEqual([
      'u1@example.com created',
      'u2@example.com unknown',
      'u3@example.com created',
      'invalid',
      'u5@example.com not_attempted',
      'u6@example.com created',
    ]);
    rig.write('input.csv', rows);
    expect((await rig.cli(['resume'])).code).toBe(1);
    expect(rig.cells(['outcome'])).toEqual([
      'created',
      'created',
      'created',
      'invalid',
      'created',
      'created',
    ]);
    expect(rig.effects()).toHaveLength(5);
    expect(rig.simulator.user('u5@example.com')?.type).toBe(1);
  });

  it('refuses it whole where an older version began the run, which has kept nothing to know rows by', async () => {
    await using rig = await Rig.open();
    const { rows } = await killedRun(rig);
    const ledger = rig.path('.local', 'state', 'zoom-provision', 'ledger.db');
    editLedger(ledger, 'UPDATE runs SET salt = NULL; UPDATE rows SET digest = NULL');
    rig.write('input.csv', rows.with(6, 'ssoCreate,u6@example.com,licensed'));
    expect((await rig.cli(['resume'])).code).toBe(2);
    rig.write('input.csv', rows);
    expect((await rig.cli(['resume'])).code).toBe(1);
    expect(rig.effects()).toHaveLength(5);
  });

  it('refuses one that has nothing of what is left', async () => {
    await using rig = await Rig.open();
    const { rows } = await killedRun(rig);
    rig.write(
      'input.csv',
      rows.map((row) => row.replace(/basic$/, 'licensed')),
    );
    const end = await rig.cli(['resume']);
    expect(end.code).toBe(2);
    expect(end.stderr).toMatch(
      /its content has changed\. Nothing was sent\. 4 rows cannot be taken up: lines 3, 4, 6, 7\./,
    );
  });
});
