import { existsSync, readFileSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encoderFor } from '../../src/support/encode.ts';
import { AT_ONCE, Rig, runArgs } from '../support/cli-rig.ts';

const ROWS = [
  'action,email,type,dept,notes',
  'ssoCreate,ann@example.com,basic,,"new, from ""Sales"""',
  'ssoCreate,bob@example.com,gold,,ok',
  'update,cem@example.com,,Zoë & Söhne,"two',
  'lines"',
  'deactivate,gone@example.com,,,a leaver',
  'ssoCreate,dan@example.com,basic,,there already',
  'update,dan@example.com,,Sales,after that',
];

/** What of these a person must look at. */
const TO_FIX = [
  [3, 'ssoCreate,bob@example.com,gold,,ok'],
  [4, 'update,cem@example.com,,Zoë & Söhne,"two\nlines"'],
  [7, 'ssoCreate,dan@example.com,basic,,there already'],
  [8, 'update,dan@example.com,,Sales,after that'],
] as const;

const PROBLEM = /^(?:"(?:[^"]|"")*"|[^"\r\n]*?)(?=[,;\t]\d+[,;\t])/gm;

/** The file of a report without what is said in its first column. */
function toFix(rig: Rig, encoding = 'utf-8', out = 'out'): string {
  const text = new TextDecoder(encoding).decode(readFileSync(rig.path(out, 'rows-to-fix.csv')));
  return text.replaceAll(PROBLEM, '…');
}

function expected(delimiter = ',', lineEnd = '\n'): string {
  const lines = [
    'problem,line,action,email,type,dept,notes',
    ...TO_FIX.map(([line, row]) => `…,${line},${row}`),
  ];
  return lines
    .map((line) => `${line}\n`)
    .join('')
    .replaceAll(/,(?! )/g, delimiter)
    .replaceAll('\n', lineEnd);
}

const ARGS = ['--ignore', 'notes', '--yes'];

describe('rows-to-fix.csv', AT_ONCE, () => {
  it.each([
    { delimiter: ',', lineEnd: '\n', encoding: 'utf-8', mark: '' },
    { delimiter: ';', lineEnd: '\r\n', encoding: 'windows-1252', mark: '' },
    { delimiter: '\t', lineEnd: '\n', encoding: 'utf-16le', mark: '\ufeff' },
    { delimiter: ';', lineEnd: '\r\n', encoding: 'utf-8', mark: '\ufeff' },
  ])('has the rows to correct as the file has them, and can be run: %j', async (form) => {
    const { delimiter, lineEnd, encoding, mark } = form;
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'dan@example.com' });
    const text = `${ROWS.join('\n')}\n`.replaceAll(/,(?! )/g, delimiter).replaceAll('\n', lineEnd);
    const input = rig.write('in.csv', encoderFor(encoding)(mark + text));
    const { code, stderr, stdout } = await rig.run(input, ...ARGS, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual(rig.summary());
    expect(toFix(rig, encoding)).toBe(expected(delimiter, lineEnd));
    const bytes = readFileSync(rig.path('out', 'rows-to-fix.csv'));
    expect(bytes.subarray(0, 2).equals(encoderFor(encoding)(mark).subarray(0, 2))).toBe(mark !== '');
    expect(stderr).toMatch(/To fix +.*rows-to-fix\.csv\n/);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(
      'Correct the 2 rows that need it, in rows-to-fix.csv, as its column "problem" says, and run that file, ' +
        'with the row left out after that.',
    );

    const again = await rig.cli([...runArgs('out/rows-to-fix.csv', ...ARGS), '--out', 'again']);
    expect(again.code).toBe(1);
    expect(
      rig.cells(['line', 'user', 'outcome'], 'again').map((cells) => cells.replace(/^\d+ /, '')),
    ).toEqual([
      'bob@example.com invalid',
      'cem@example.com not_found',
      'dan@example.com exists',
      'dan@example.com skipped',
    ]);

    const corrected = new TextDecoder(encoding)
      .decode(bytes)
      .replace(`${delimiter}gold`, `${delimiter}basic`);
    rig.write('corrected.csv', encoderFor(encoding)(mark + corrected));
    await rig.cli([...runArgs('corrected.csv', ...ARGS), '--out', 'again']);
    expect(rig.cells(['user', 'outcome'], 'again')[0]).toBe('bob@example.com created');
  });

  it('is not there when nothing is to be corrected, and one of before goes', async () => {
    await using rig = await Rig.open();
    const input = rig.write('in.csv', ROWS);
    await rig.run(input, ...ARGS);
    expect(existsSync(rig.path('out', 'rows-to-fix.csv'))).toBe(true);
    const good = rig.write('good.csv', [
      'action,email,type',
      'ssoCreate,eve@example.com,basic',
      'deactivate,gone@example.com,',
    ]);
    const { stderr } = await rig.run(good, '--yes');
    expect(rig.cells(['outcome'])).toEqual(['created', 'not_found']);
    expect(existsSync(rig.path('out', 'rows-to-fix.csv'))).toBe(false);
    expect(stderr).not.toContain('to-fix');
  });

  it('is written again by report as long as the input is there as it was', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'dan@example.com' });
    const input = rig.write('in.csv', ROWS);
    await rig.run(input, ...ARGS);
    expect((await rig.cli(['report', '--out', 'second'])).code).toBe(0);
    expect(toFix(rig, 'utf-8', 'second')).toBe(expected());
    rig.write('in.csv', [...ROWS, 'update,eve@example.com,,x,']);
    const changed = await rig.cli(['report', '--out', 'second']);
    expect(changed.stderr.replaceAll(/\s+/g, ' ')).toMatch(
      /there is no rows-to-fix\.csv, since .*in\.csv is not the file that the run began with: its content has changed\./,
    );
    expect(existsSync(rig.path('second', 'rows-to-fix.csv'))).toBe(false);
    rmSync(input);
    const gone = await rig.cli(['report', '--out', 'second']);
    expect(gone.code).toBe(0);
    expect(gone.stderr.replaceAll(/\s+/g, ' ')).toMatch(/since Cannot read .*in\.csv: there is no such file/);
    expect(rig.results('second')).toHaveLength(ROWS.length - 2);
  });

  it('is written of standard input while the run goes on, and not after', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'dan@example.com' });
    await rig.cli(runArgs('-', ...ARGS), { stdin: `${ROWS.join('\n')}\n` });
    expect(toFix(rig)).toBe(expected());
    const { stderr } = await rig.cli(['report', '--out', 'second']);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('since the input was standard input, which is gone.');
  });

  it('has the rows of the whole run after a resume', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'ann@example.com' });
    rig.simulator.fault({ kind: 'daily', headers: {}, match: { user: 'ann@example.com' } });
    const input = rig.write('in.csv', [
      'action,email,dept',
      'updaet,bob@example.com,Sales',
      'update,ann@example.com,Sales',
      'update,cem@example.com,"a, b"',
    ]);
    expect((await rig.run(input)).code).toBe(1);
    expect(rig.cells(['outcome'])).toEqual(['invalid', 'deferred', 'not_found']);
    rmSync(rig.path('out'), { recursive: true });
    await rig.cli(['resume']);
    expect(toFix(rig)).toBe(
      'problem,line,action,email,dept\n…,2,updaet,bob@example.com,Sales\n…,4,update,cem@example.com,"a, b"\n',
    );
  });

  it('of a preview has the invalid rows, and with --live those that would not go through', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'dan@example.com' });
    const input = rig.write('in.csv', ROWS);
    const seen = await rig.cli(['preview', input, '--ignore', 'notes', '--out', 'seen']);
    expect(seen.code).toBe(1);
    expect(toFix(rig, 'utf-8', 'seen')).toBe(`${expected().split('\n').slice(0, 2).join('\n')}\n`);
    expect(seen.stdout).toMatch(
      /To fix {2}.*rows-to-fix\.csv\n +1 row: correct what the column "problem" says/,
    );
    const live = await rig.cli(['preview', input, '--ignore', 'notes', '--live', '--out', 'live']);
    expect(live.code).toBe(1);
    expect(toFix(rig, 'utf-8', 'live')).toContain('…,4,update,cem@example.com');
    expect(toFix(rig, 'utf-8', 'live')).not.toContain('gone@example.com');
  });
});

describe('--report-format excel', AT_ONCE, () => {
  const excel = (rig: Rig, out = 'out') => readFileSync(rig.path(out, 'results.csv'), 'utf8');
  const HEAD = '\ufeffline;action;user;outcome;';

  it('holds for run, resume, preview and report, and leaves rows-to-fix.csv as the input is', async () => {
    await using rig = await Rig.open();
    rig.simulator.seed({ email: 'ann@example.com' });
    rig.simulator.fault({ kind: 'daily', headers: {}, match: { user: 'ann@example.com' } });
    const rows = ['action;email;dept', 'updaet;bob@example.com;Söhne', 'update;ann@example.com;x, y'];
    const input = rig.write('in.csv', encoderFor('windows-1252')(`${rows.join('\n')}\n`));
    await rig.run(input, '--report-format', 'excel', '--encoding', 'windows-1252');
    const lines = excel(rig).split('\r\n');
    expect(lines[0]?.startsWith(HEAD)).toBe(true);
    expect(lines.slice(1).map((line) => line.split(';').slice(0, 4))).toEqual([
      ['2', '', 'bob@example.com', 'invalid'],
      ['3', 'update', 'ann@example.com', 'deferred'],
      [''],
    ]);
    expect(toFix(rig, 'windows-1252')).toBe(
      'problem;line;action;email;dept\n…;2;updaet;bob@example.com;Söhne\n',
    );

    await rig.cli(['resume', '--out', 'resumed']);
    expect(excel(rig, 'resumed').startsWith(HEAD)).toBe(true);
    rmSync(input);
    await rig.cli(['report', '--out', 'again']);
    expect(excel(rig, 'again')).toBe(excel(rig, 'resumed'));
    await rig.cli(['report', '--out', 'plain', '--report-format', 'csv']);
    expect(rig.cells(['outcome'], 'plain')).toEqual(['invalid', 'updated']);

    await rig.cli(['preview', rig.write('in2.csv', rows), '--report-format', 'excel', '--out', 'seen']);
    expect(excel(rig, 'seen').startsWith(HEAD)).toBe(true);
  });
});
