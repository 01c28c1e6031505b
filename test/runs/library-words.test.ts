import { describe, expect, it } from 'vitest';
import type { Job } from '../../src/config/job.ts';
import { OPTIONS, type OptionName } from '../../src/config/options.ts';
import { UsageError } from '../../src/core/usage-error.ts';
import { ZoomProvisionError } from '../../src/core/zoom-provision-error.ts';
import { preview, provision, resume } from '../../src/runs/library.ts';
import { inLibraryWords } from '../../src/runs/library-words.ts';
import { folderWith } from '../support/folder.ts';

describe('the words of the library', () => {
  it.each([
    ['Give another with --out <dir>.', 'Give another with out.'],
    ['run it with --max-deactivate 12.', 'say maxDeactivate: 12.'],
    ['(--max-deactivate: 10 % of', '(maxDeactivate: 10 % of'],
    ['--timeout: found "x"', 'timeout: found "x"'],
    ['(--ignore-unknown does so)', '(ignoreUnknown: true does so)'],
    ['say --default action=update', "say default: { action: 'update' }"],
    ["--map 'A=B=dept'", 'columns: { "A=B": "dept" }'],
    [
      String.raw`--ignore 'Ann'\''s' --map 'Team=dept' --ignore 'Notes'`,
      `columns: { "Team": "dept" }, ignore: ["Ann's", "Notes"]`,
    ],
    ['a--plan or --planned is no flag', 'a--plan or --planned is no flag'],
  ])('say %j as %j', (text, told) => {
    expect(inLibraryWords(text)).toBe(told);
  });

  it.each(Object.keys(OPTIONS) as OptionName[])('have no flag for %s', (name) => {
    expect(inLibraryWords(`with ${OPTIONS[name].flags}`)).toBe(
      OPTIONS[name].flags.includes(' ') ? `with ${name}` : `with ${name}: true`,
    );
  });
});

describe('an error of the library', () => {
  const folder = () =>
    folderWith({
      'people.csv': 'action,email,Team\nupdate,ann@example.com,Sales\n',
      'leavers.csv': 'action,email\ndelete,ann@example.com\n',
      'no-action.csv': 'email,dept\nann@example.com,Sales\n',
      'bad.env': 'ZOOM_CLIENT_ID: abc\nset ZOOM_CLIENT_SECRET=abc\n',
    });
  const job = (changes: Partial<Job>): Job => ({
    input: 'people.csv',
    state: 'state',
    ignoreUnknown: true,
    ...changes,
  });

  it.each<[string, () => Promise<unknown>, RegExp, number]>([
    ['without credentials', () => provision(job({})), /`environment:`.*`token:`.*simulate: true/, 1],
    [
      'with an env file that is gone',
      () => provision(job({ envFile: 'gone.env' })),
      /^envFile: .*gone\.env/,
      1,
    ],
    ['with a bad env file', () => provision(job({ envFile: 'bad.env' })), /^envFile: .*bad\.env/, 2],
    [
      'with a misspelt setting',
      () => provision(job({}), { environment: { ZOOM_PROVISION_XYZZY: '1' } }),
      /the type of a job/,
      1,
    ],
    [
      'with bad settings',
      () => provision(job({ timeout: 0, concurrency: 0 })),
      /^The job: concurrency: .*\nThe job: timeout: /,
      2,
    ],
    [
      'about unknown columns',
      () => provision(job({ ignoreUnknown: false, simulate: true })),
      /"Team".*add this to the job.*ignore: \["Team"\]/s,
      1,
    ],
    ['without actions', () => preview(job({ input: 'no-action.csv' })), /default: \{ action: 'update' \}/, 1],
    [
      'of a guard',
      () => provision(job({ input: 'leavers.csv', simulate: true })),
      /\(maxRemove: 0\).*say maxRemove: 1\./,
      1,
    ],
    ['of resume', () => resume({ timeout: 0 }), /^timeout: found 0/, 1],
    ['of resume, about the run', () => resume({ run: 'none', state: 'state' }), /runs\(\) lists them/, 1],
    [
      'of resume, about a key',
      () => resume({ runId: 'x' } as never),
      /^"runId" is nothing that resume can say/,
      1,
    ],
    [
      'about an option in the wrong place',
      () => provision(job({}), { dryRun: true } as never),
      /^"dryRun" is nothing that the second argument can say/,
      1,
    ],
  ])('%s speaks of no flags, and lists its problems', async (_, work, says, problems) => {
    const before = process.cwd();
    process.chdir(folder());
    try {
      const error: unknown = await work().catch((thrown: unknown) => thrown);
      if (!(error instanceof ZoomProvisionError)) throw error;
      expect(error.message).toMatch(says);
      expect(`${error.message}\n${error.problems.join('\n')}\n${error.stack}`).not.toMatch(/--[a-z]/);
      expect(error.problems).toHaveLength(problems);
      expect(error.stack).toContain(error.message);
    } finally {
      process.chdir(before);
    }
  });

  it('has a base class, a code, and its message as the one problem when it has no list', () => {
    const error = new UsageError('The file is empty.');
    expect(error).toBeInstanceOf(ZoomProvisionError);
    expect(error).toMatchObject({ code: 'unusable', problems: ['The file is empty.'] });
  });
});
