import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { inputOptions } from '../../src/config/input-options.ts';
import { requestFromValue } from '../../src/config/run-request.ts';

/** What a job and the environment make of the columns together. */
function columnsOf(job: object, environment: Readonly<Record<string, string>> = {}) {
  const request = requestFromValue({ input: '/data/people.csv', ...job }, '/data', environment);
  const { columns, ignore, ignoreUnknown } = inputOptions(request, Readable.from([]), AbortSignal.abort());
  return { columns, ignore, ignoreUnknown };
}

describe('the columns of an input', () => {
  it.each([
    ['nothing', {}, {}, { columns: {}, ignore: [], ignoreUnknown: false }],
    [
      'both together',
      { columns: { A: 'dept' }, ignore: ['B'] },
      { ZOOM_PROVISION_MAP: 'C=company', ZOOM_PROVISION_IGNORE: 'D', ZOOM_PROVISION_IGNORE_UNKNOWN: 'true' },
      { columns: { A: 'dept', C: 'company' }, ignore: ['B', 'D'], ignoreUnknown: true },
    ],
    [
      'the environment where the job maps the header to another column',
      { columns: { 'Cost Centre': 'dept' } },
      { ZOOM_PROVISION_MAP: 'cost-centre=cost_center' },
      { columns: { 'cost-centre': 'cost_center' }, ignore: [], ignoreUnknown: false },
    ],
    [
      'the environment where the job maps what it ignores',
      { map: { A: 'dept' } },
      { ZOOM_PROVISION_IGNORE: 'a' },
      { columns: {}, ignore: ['a'], ignoreUnknown: false },
    ],
    [
      'the environment where the job ignores what it maps',
      { ignore: ['A', 'B'] },
      { ZOOM_PROVISION_MAP: 'a=dept' },
      { columns: { a: 'dept' }, ignore: ['B'], ignoreUnknown: false },
    ],
    [
      'each header for itself, however alike',
      { columns: { Manager: 'manager' } },
      { ZOOM_PROVISION_IGNORE: 'Manager #' },
      { columns: { Manager: 'manager' }, ignore: ['Manager #'], ignoreUnknown: false },
    ],
  ])('are what is said of them: %s', (_what, job, environment, expected) => {
    expect(columnsOf(job, environment)).toEqual(expected);
  });
});
