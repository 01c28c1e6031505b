import { expect, it } from 'vitest';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { complaintOf } from '../support/folder.ts';

const waitOf = (text: string) =>
  resolveSettings({ commandLine: { wait: text }, environment: {} }).settings.wait;

it.each([
  ['90s', 90_000],
  ['10m', 600_000],
  ['2h', 7_200_000],
  ['1d', 86_400_000],
  ['1h30m', 5_400_000],
  ['1h 30m', 5_400_000],
  [' 10 m ', 600_000],
  ['10M', 600_000],
  ['0s', 0],
])('%j is a duration of %i ms', (text, ms) => {
  expect(waitOf(text)).toBe(ms);
});

it.each(['90', '10 minutes ago', 'ten', 'm', '-5m', '1.5h', '10m!', '2w', ''])('%j is none', async (text) => {
  expect(await complaintOf(async () => waitOf(text))).toBe(
    `--wait: found "${text}"; write a duration such as 90s, 10m or 2h.`,
  );
});

it('is the same in the environment and in a job', () => {
  const job = { name: 'The job', options: { wait: '2h' } };
  const settingsOf = (environment: Record<string, string>) =>
    resolveSettings({ commandLine: {}, environment, job }).settings.wait;
  expect(settingsOf({})).toBe(7_200_000);
  expect(settingsOf({ ZOOM_PROVISION_WAIT: '90s' })).toBe(90_000);
});
