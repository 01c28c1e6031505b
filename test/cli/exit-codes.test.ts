import { expect, it } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit-codes.ts';
import { toExitCode } from '../../src/cli/to-exit-code.ts';
import { DamagedLedger } from '../../src/core/damaged-ledger.ts';
import type { StopReason } from '../../src/core/stop-reason.ts';

const NO = { message: 'No.' };

it.each<[StopReason, number]>([
  [{ kind: 'signInRefused', ...NO }, 4],
  [{ kind: 'missingScope', scope: 'a:b', ...NO }, 4],
  [{ kind: 'missingScope', scope: 'a:b', call: 'removeUser', ...NO }, 4],
  [{ kind: 'missingPermission', permission: 'User:Edit', call: 'createUser', ...NO }, 4],
  [{ kind: 'unknownAddress', address: 'https://x.example', ...NO }, 4],
  [{ kind: 'signInFailed', ...NO }, 1],
  [{ kind: 'outage', since: 0, forMs: 900_000, seen: NO }, 1],
  [{ kind: 'outage', since: 0, forMs: 900_000, call: 'setPassword', seen: NO }, 1],
  [{ kind: 'breaker', rows: 20, ...NO }, 1],
  [{ kind: 'heldBack', rows: 20, action: 'create', ...NO }, 1],
  [{ kind: 'inputChanged', rows: 1, firstLines: [2] }, 1],
  [{ kind: 'broken', ...NO }, 1],
  [{ kind: 'crashed' }, 1],
  [{ kind: 'signal', signal: 'SIGINT' }, 130],
  [{ kind: 'aborted', message: 'no time left' }, 130],
])('a run with the reason %j exits with %i', (stop, code) => {
  expect(exitCodeOf(stop, { created: 1, not_attempted: 1 })).toBe(code);
});

it('a damaged ledger says in a sentence what is damaged, and whether anything was sent', () => {
  const error = new DamagedLedger('/state/ledger.db', 'a page is torn');
  const sentence =
    'The ledger /state/ledger.db is damaged: a page is torn. `zoom-provision runs --check` says what of it can still be used; put back a ' +
    'copy of it, or give another folder with --state <dir>.';
  expect(toExitCode(error)).toEqual({ text: sentence, code: 2 });
  expect(toExitCode(error.afterSending())).toEqual({
    text: `${sentence} What was sent until then is in the log of the run.`,
    code: 1,
  });
});
