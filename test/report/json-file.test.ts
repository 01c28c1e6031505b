import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openJsonFile } from '../../src/report/json/json-file.ts';
import { jsonLine } from '../../src/report/json/json-line.ts';
import { summary } from '../support/ended-run.ts';
import { ON_WINDOWS } from '../support/platform.ts';

it.skipIf(ON_WINDOWS)('summary.json is JSON for people and programs, for the operator alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'summary-'));
  const path = join(folder, 'summary.json');
  try {
    await using file = await openJsonFile(path, summary({}));
    await file.putInPlace();
    const text = await readFile(path, 'utf8');
    expect(JSON.parse(text)).toEqual(summary({}));
    expect(text).toMatch(/^\{\n {2}"run_id": "20260311-184501-k3f9",\n.*\n\}\n$/s);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('on standard output the summary is one line', () => {
  const line = jsonLine(summary({}));
  expect(JSON.parse(line)).toEqual(summary({}));
  expect(line).toMatch(/^[^\n]+\n$/);
});
