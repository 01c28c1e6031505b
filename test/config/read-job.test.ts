import { describe, expect, it } from 'vitest';
import { readJob } from '../../src/config/read-job.ts';
import { UsageError } from '../../src/core/usage-error.ts';

const INPUT = { input: 'people.csv' };

function refusal(job: unknown): string[] {
  try {
    readJob(job, 'The job x.ts');
  } catch (error) {
    if (error instanceof UsageError) return error.message.split('\n  ');
    throw error;
  }
  throw new Error('the job was taken');
}

describe('what is no job is refused with where, what was found and what to write', () => {
  it.each([
    ['a function', () => INPUT],
    ['a list', [INPUT]],
    ['null', null],
    ['"people.csv"', 'people.csv'],
  ])('%s', (found, job) => {
    expect(refusal(job)).toEqual([
      `The job x.ts cannot be used: found ${found}; write an object, such as { input: 'people.csv' }.`,
    ]);
  });

  it.each([
    [{}, 'input: write the path of the file, or - for standard input.'],
    [{ input: '' }, 'input: found ""; write the path of the file, or - for standard input.'],
    [{ input: ['a.csv'] }, 'input: found a list; write the path of the file, or - for standard input.'],
    [{ ...INPUT, description: 5 }, 'description: found 5; write a sentence.'],
    [
      { ...INPUT, columns: { Dept: 5 } },
      'columns.Dept: found 5; write the headers of the file with their columns, such as { "Cost Centre Code": "cost_center" }.',
    ],
    [
      { ...INPUT, ignore: 'Hire Date' },
      'ignore: found "Hire Date"; write a list of headers, such as ["Hire Date", "Comments"].',
    ],
    [
      { ...INPUT, compute: { dept: 'row => row.team' } },
      'compute.dept: found "row => row.team"; write functions by column, such as { display_name: (row) => row.first_name }, in a .ts or .js job.',
    ],
  ])('%j', (job, problem) => {
    expect(refusal(job)).toEqual(['The job x.ts cannot be used:', problem]);
  });

  it.each([
    ['onExist', 'did you mean onExists?'],
    ['on_quota', 'did you mean onQuota?'],
    ['max-deactivate', 'did you mean maxDeactivate?'],
    ['colums', 'did you mean columns?'],
    ['schedule', 'the nearest known one is compute.'],
  ])('a key that there is not: %s', (key, hint) => {
    expect(refusal({ ...INPUT, [key]: 'x' })).toEqual([
      'The job x.ts cannot be used:',
      `"${key}" is nothing that a job can say: ${hint}`,
    ]);
  });

  it('everything at once', () => {
    expect(refusal({ inptu: 'people.csv', ignore: 5 })).toHaveLength(4);
  });
});
