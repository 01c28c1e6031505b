import { expect, it } from 'vitest';
import type { StopReason } from '../../src/core/stop-reason.ts';
import { describeRun } from '../../src/report/terminal/show-run.ts';
import { run, summary } from '../support/ended-run.ts';

const UNDER_WAY: StopReason = {
  kind: 'underWay',
  pid: 4711,
  host: 'hr-server',
  since: Date.parse('2026-03-11T18:45:01Z'),
};

/** A run with rows left, as the terminal shows it. */
function shown(stop: StopReason): string[] {
  const reason = { kind: 'notReached', stop } as const;
  const group = { outcome: 'not_attempted', count: 4, example: { line: 22, user: 'u' }, reason } as const;
  const reasons = [{ ...group, advice: '`zoom-provision resume <run-id>` goes on with them.' }];
  const given = summary({ status: 'interrupted', outcomes: { created: 20, not_attempted: 4 } });
  return describeRun(run({ summary: given, stop, reasons, awaitingInvitation: 1 })).split('\n');
}

it('a run that is under way is not one to go on with', () => {
  const lines = shown(UNDER_WAY);
  expect(lines.slice(0, 2)).toEqual([
    'Under way: 20 of 24 rows went through.',
    'The run is under way: pid 4711 on hr-server since 2026-03-11 18:45 UTC.',
  ]);
  expect(lines).toContain('Time    until now 1 min 1 s, 44 requests');
  expect(lines.join('\n')).not.toContain('resume');
});

it('a run that crashed was not interrupted by anybody, and can be gone on with', () => {
  const lines = shown({ kind: 'crashed' });
  expect(lines.slice(0, 2)).toEqual([
    'Crashed: 20 of 24 rows went through.',
    'The run crashed: its process was killed, or the machine stopped.',
  ]);
  expect(lines).toContain('Time    at least 1 min 1 s, 44 requests');
  expect(lines.join('\n')).toContain('Go on with the 4 rows not attempted yet: `zoom-provision resume');
});
