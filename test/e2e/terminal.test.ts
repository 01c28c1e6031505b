import { mkdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, Rig } from '../support/cli-rig.ts';
import { ON_WINDOWS } from '../support/platform.ts';
import { asExcelSplits, FORMULA } from '../support/spreadsheet.ts';

/** What a terminal obeys, what turns the direction of writing, and what nobody sees. */
const DANGEROUS =
  /(?!\n)\p{Cc}|[\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/u;
const EVIL = '\u001b[2J\u001b]52;c;aGk=\u0007\u009b31m\u202eexe\u2066\u200b\b\r\u2028\u{e0041}';
const NAME = 'می\u200cخواهم';

describe('what comes from outside', AT_ONCE, () => {
  it('commands no terminal and is no formula, whoever wrote it and wherever it is shown', async () => {
    await using rig = await Rig.open();
    rig.simulator.fault({
      kind: 'status',
      status: 400,
      body: {
        code: 300,
        message: `Bad;=1+1 ${EVIL}`,
        errors: [{ field: EVIL, message: `\t,@SUM(1)${EVIL}` }],
      },
      match: { user: 'ann@example.com' },
    });
    const file = ON_WINDOWS ? 'input.csv' : `in${EVIL}\n.csv`;
    const input = rig.write(file, [
      'action,email,dept',
      `update,ann@example.com,${NAME}`,
      `update,"${EVIL}@example.com",IT`,
      `update,bob@example.com,"${EVIL}"`,
      `"${EVIL}",cem@example.com,x`,
    ]);
    const run = await rig.run(input);
    const others = await Promise.all([
      rig.cli(['preview', input, '--out', 'preview'], { env: {} }),
      rig.cli(['report', '--out', 'again', '--json']),
      rig.cli(['runs']),
      rig.cli(['runs', '--json']),
      rig.cli(['resume', EVIL, '--json']),
      rig.cli(['run', `not-there${EVIL}\nDone: all rows went through.`]),
      rig.cli(['run', input, `--${EVIL}`]),
      rig.cli(['preview', input, '--protect', `a${EVIL}`, '--json'], {
        env: { ZOOM_PROVISION_PLAN: EVIL },
      }),
    ]);
    const ends = [run, ...others];
    expect(ends.map(({ code }) => code)).toEqual([1, 1, 0, 0, 0, 2, 2, 2, 2]);
    const files = ['results.csv', 'summary.json', 'run.log', 'report.html'].map((name) =>
      readFileSync(rig.path('out', name), 'utf8'),
    );
    for (const text of [...ends.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...files]) {
      expect(text).not.toMatch(DANGEROUS);
      expect(text).not.toContain('\nDone: all rows');
    }
    expect(rig.summary().input).toBe(input);
    expect(JSON.parse(ends[2]?.stdout ?? '')).toMatchObject({ input });
    for (const delimiter of [',', ';', '\t']) {
      for (const cell of asExcelSplits(files[0] ?? '', delimiter).flat()) expect(cell).not.toMatch(FORMULA);
    }
    expect(rig.results()[0]?.message).toMatch(/^Bad;'=1\+1 /);
  });

  it('is shown as it is where it is only foreign', async () => {
    await using rig = await Rig.open();
    mkdirSync(rig.path('שלום'));
    const input = rig.write(`שלום/${NAME} 👩🏽\u200d🚀.csv`, ['action,email', 'activate,']);
    const { stdout } = await rig.cli(['preview', input], { env: {} });
    expect(stdout).toContain(`${NAME} 👩🏽\u200d🚀.csv`);
  });

  it('of a server is kept and shown at no length', async () => {
    await using rig = await Rig.open();
    const long = 'x'.repeat(1_200_000);
    rig.simulator.fault({
      kind: 'status',
      status: 400,
      body: { code: 300, message: long, errors: [{ field: long, message: long }] },
      match: { user: 'u0@example.com' },
    });
    rig.simulator.fault({
      kind: 'status',
      status: 400,
      body: { reason: long },
      match: { path: '/oauth/token' },
      after: 1,
      times: 10,
    });
    const rows = Array.from({ length: 6 }, (_, at) => `activate,u${at}@example.com`);
    const input = rig.write('input.csv', ['action,email', ...rows]);
    const first = await rig.run(input, '--concurrency', '1');
    expect(rig.results()[0]?.message).toBe(`${'x'.repeat(600)}…`);
    const refused = await rig.cli(['run', input, '--out', 'refused']);
    expect(refused.code).toBe(4);
    for (const { stderr } of [first, refused]) expect(stderr.length).toBeLessThan(5_000);
    for (const folder of ['out', 'refused']) {
      for (const name of ['results.csv', 'run.log']) {
        expect(readFileSync(rig.path(folder, name)).length).toBeLessThan(20_000);
      }
    }
  });
});
