import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/core/usage-error.ts';
import { OPTIONS, type OptionName } from '../../src/wiring/options.ts';
import { resolveSettings } from '../../src/wiring/settings.ts';

function refusal(sources: Partial<Parameters<typeof resolveSettings>[0]>): string {
  try {
    resolveSettings({ commandLine: {}, environment: {}, ...sources });
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error('the settings were taken');
}

describe('a bad value is refused with where it stands, what was found and what to write', () => {
  it.each<[OptionName, unknown, string]>([
    ['plan', 'gold', '--plan: found "gold"; write one of free, pro, business.'],
    ['share', 'half', '--share: found "half"; write a percentage from 1% to 100%.'],
    ['share', '101%', '--share: found "101%"; write at most 100%.'],
    ['share', '0', '--share: found "0"; write at least 1%.'],
    ['share', 12.5, '--share: found 12.5; write whole percents.'],
    ['out', '', '--out: found ""; write the path of a folder.'],
    ['state', 5, '--state: found 5; write the path of a folder.'],
    ['onExists', 'ignore', '--on-exists: found "ignore"; write one of fail, skip, update.'],
    ['onQuota', true, '--on-quota: found true; write one of defer, wait.'],
    [
      'maxDeactivate',
      'ten',
      '--max-deactivate: found "ten"; write a number such as 25, or a percentage such as 10%.',
    ],
    [
      'maxDeactivate',
      -1,
      '--max-deactivate: found -1; write a number such as 25, or a percentage such as 10%.',
    ],
    [
      'protect',
      '*@board.example.com',
      '--protect: found "*@board.example.com"; write patterns such as *@board.example.com; in a job, a list of them.',
    ],
    [
      'protect',
      ['a@x.example', 5],
      '--protect: found 5; write patterns such as *@board.example.com; in a job, a list of them.',
    ],
    ['yes', 'maybe', '--yes: found "maybe"; write true or false.'],
    ['concurrency', '0', '--concurrency: found "0"; write a whole number, from 1 to 1000.'],
    ['timeout', '1.5', '--timeout: found "1.5"; write whole seconds, from 1 to 3600.'],
    ['timeout', () => 30, '--timeout: found a function; write whole seconds, from 1 to 3600.'],
    ['body', 'xml', '--body: found "xml"; write one of json, multipart.'],
    [
      'default',
      ['action'],
      '--default: write <column>=<value>, such as action=update; in a job, texts by column.',
    ],
    ['delimiter', '', '--delimiter: found ""; write one character, or tab.'],
    ['encoding', 8, '--encoding: found 8; write the name of an encoding, such as utf-8 or windows-1252.'],
    ['simulate', 'please', '--simulate: found "please"; write true or false.'],
    ['json', null, '--json: found null; write true or false.'],
    [
      'logLevel',
      'loud',
      '--log-level: found "loud"; write one of trace, debug, info, warn, error, fatal, silent.',
    ],
    ['logFile', {}, '--log-file: found an object; write the path of a file.'],
    ['envFile', [], '--env-file: found a list; write the path of a file.'],
    ['dryRun', 'x'.repeat(500), `--dry-run: found "${'x'.repeat(60)}…"; write true or false.`],
  ])('%s %j', (name, value, message) => {
    expect(refusal({ commandLine: { [name]: value } })).toBe(message);
  });

  it('in the environment and in a job as on the command line, all of them at once', () => {
    const job = { name: 'The job x.ts', options: { maxDeactivate: 'ten', timeout: 0 } };
    expect(refusal({ environment: { ZOOM_PROVISION_ON_EXISTS: 'ignore' }, job }).split('\n')).toEqual([
      'ZOOM_PROVISION_ON_EXISTS: found "ignore"; write one of fail, skip, update.',
      'The job x.ts: maxDeactivate: found "ten"; write a number such as 25, or a percentage such as 10%.',
      'The job x.ts: timeout: found 0; write whole seconds, from 1 to 3600.',
    ]);
  });

  it('whatever it is, and never in the words of the schema', () => {
    const values = [null, 5.5, Number.NaN, -1, '', 'ten', [5], ['x'], { a: 5 }, () => 1, 10n, Symbol('s')];
    const sentence = /^--[a-z-]+: (?:found .{1,70}; )?write .{5,80}\.$/;
    for (const name of Object.keys(OPTIONS)) {
      for (const value of values) {
        if (OPTIONS[name as OptionName].schema.safeParse(value).success) continue;
        const message = refusal({ commandLine: { [name]: value } });
        expect(message).toMatch(sentence);
        expect(message).not.toMatch(/invalid|expected|received|pattern \/|too (?:small|big)/i);
      }
    }
  });

  it('unless it may be a password', () => {
    const values = [['password Tr0ub4dor&3'], { password: 'Tr0ub4dor&3', type: 5 }, { password: 5 }];
    for (const value of values) {
      expect(refusal({ commandLine: { default: value } })).not.toMatch(/found|Tr0ub4dor/);
    }
  });
});
