import { expect, it } from 'vitest';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import type { RunEvent } from '../../src/core/events.ts';
import { Stop } from '../../src/engine/stop.ts';
import { openRunLog } from '../../src/runs/run-log.ts';
import { sendRows } from '../../src/runs/send-rows.ts';
import { DIGESTER } from '../support/digester.ts';
import { sourceOf, task, taskRow } from '../support/engine-rig.ts';
import { folderWith } from '../support/folder.ts';
import { holdAccount, NEW_RUN, openLedger } from '../support/ledger-rig.ts';

it('a run that breaks before its first request is stopped, with the reason, and not completed', async () => {
  const { settings } = resolveSettings({ commandLine: {}, environment: {} });
  const ledger = await openLedger();
  const account = await holdAccount(ledger);
  const record = await account.insertRun({ ...NEW_RUN, outDir: folderWith() });
  await account.rows(record).insert([{ line: 2, action: 'update', user: 'a@x.org' }]);
  await account.beginRun(record);
  const held = Object.assign(account, {
    rows: () => {
      throw new Error('the rows cannot be read');
    },
  });
  const events: RunEvent[] = [];
  const log = openRunLog(record, settings);
  const session = {
    settings,
    operator: {
      stdin: process.stdin,
      stop: new Stop(),
      consent: async () => undefined,
      listen: (event: RunEvent) => events.push(event),
    },
    access: {
      credentials: { kind: 'accessToken', accessToken: 'token' },
      account: 'acme',
      apiUrl: 'http://127.0.0.1:9',
    },
    source: sourceOf([taskRow(task(2, 'update', 'a@x.org'))]),
    digester: DIGESTER,
    ledger,
    held,
    record,
  } as const;
  const ended = await sendRows(session, log, { rows: 1, invalid: 0, settled: 0 });
  await log.close();
  const stop = { kind: 'broken', message: 'the rows cannot be read' };
  expect(ended).toMatchObject({ stop, summary: { status: 'stopped', outcomes: { not_attempted: 1 } } });
  expect(events.map(({ type }) => type)).toEqual(['checked', 'stop']);
  expect(await ledger.findRun(record.id)).toMatchObject({ status: 'stopped', stop });
});
