import path from 'node:path';
import { pino } from 'pino';
import type { Settings } from '../config/options.ts';
import type { RunEvent } from '../core/events.ts';
import type { RunRecord } from '../core/ledger-records.ts';
import { asFailure, SystemFailure } from '../core/system-failure.ts';
import { UsageError } from '../core/usage-error.ts';
import { wentThrough } from '../core/vocabulary.ts';
import { describeNotice } from '../report/describe-notice.ts';
import { describeMessage } from '../report/describe-reason.ts';
import { openForAppending, streamAt } from '../support/files/append-file.ts';
import { explainRefusal } from '../support/files/refused.ts';
import { unreachable } from '../support/unreachable.ts';
import { visibleJson } from '../support/visible-json.ts';
import { makeFolder } from './make-folder.ts';
import type { Logger, OwnParts } from './own-parts.ts';

export type RunLog = {
  readonly listen: (event: RunEvent) => void;
  info(fields: object, message: string): void;
  error(error: unknown, message: string): void;
  /** Told once, when the file cannot be written any more; what is logged after that is passed over. */
  onFailure(listener: (error: Error) => void): void;
  /** Writes what is still held and closes the file. */
  close(): Promise<void>;
};

type LogLevel = keyof Logger;

type LogSettings = Pick<Settings, 'logFile' | 'logLevel' | 'json'>;

/**
 * The log of a run. Bodies and headers never reach it, so neither do passwords and tokens.
 * @throws {UsageError} when the file cannot be written
 */
export function openRunLog(
  record: RunRecord,
  settings: LogSettings,
  { logger, files = true }: OwnParts = {},
): RunLog {
  if (logger) return logTo(logger, record.id);
  if (!files && settings.logFile === undefined) return SILENT;
  if (files) makeFolder(record.outDir);
  return openLogFile(record, settings);
}

/**
 * Writes the first line of a session, before which nothing may be sent.
 * @throws {SystemFailure} when it cannot be written; the log is closed then
 */
export async function beginLog(log: RunLog, message: string, fields: object): Promise<RunLog> {
  let failure: Error | undefined;
  log.onFailure((error) => {
    failure = error;
  });
  log.info(fields, message);
  if (!(failure instanceof SystemFailure)) return log;
  await log.close();
  throw failure;
}

/** JSON lines, by pino. */
function openLogFile(record: RunRecord, { logFile, logLevel: level, json }: LogSettings): RunLog {
  const file = path.resolve(logFile ?? path.join(record.outDir, 'run.log'));
  if (json && streamAt(file) === 1) {
    throw new UsageError('--log-file: with --json standard output has the result alone; write /dev/stderr.');
  }
  const destination = openFile(file);
  let failure: Error | undefined;
  let tell: (error: Error) => void = () => undefined;
  destination.on('error', (error: Error) => {
    const named = asFailure(error, 'log', file);
    failure ??= named instanceof Error ? named : error;
    tell(failure);
    tell = () => undefined;
  });
  const logger = pino(
    { level, base: { run: record.id }, timestamp: pino.stdTimeFunctions.isoTime },
    // People read it, too: JSON leaves much as it is that a terminal obeys.
    { write: (line) => destination.write(visibleJson(line)) },
  );
  const write = (at: LogLevel, fields: object, message: string) => {
    if (!failure) logger[at](fields, message);
  };
  return {
    ...writeWith(write),
    onFailure: (listener) => {
      if (failure) listener(failure);
      else tell = listener;
    },
    close: () =>
      new Promise((resolve) => {
        if (failure) return resolve();
        destination.once('close', resolve);
        destination.once('error', () => resolve());
        destination.end();
      }),
  };
}

/** With a logger that somebody else opened, and closes. */
function logTo(logger: Logger, run: string): RunLog {
  let tell: (error: Error) => void = () => undefined;
  const write = (at: LogLevel, fields: object, message: string) => {
    try {
      logger[at]({ run, ...fields }, message);
    } catch (error) {
      tell(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return {
    ...writeWith(write),
    onFailure: (listener) => {
      tell = listener;
    },
    close: async () => undefined,
  };
}

function writeWith(
  write: (at: LogLevel, fields: object, message: string) => void,
): Pick<RunLog, 'listen' | 'info' | 'error'> {
  return {
    listen: (event) => {
      const { level, fields, message } = entryOf(event);
      write(level, fields, message);
    },
    info: (fields, message) => write('info', fields, message),
    error: (error, message) => write('error', { err: shownOf(error) }, message),
  };
}

/** What an error says, and not what hangs on it: Node puts the text that it could not read there, whatever is in it. */
function shownOf(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name: type, message, stack } = error;
  return { type, message, stack };
}

const SILENT: RunLog = {
  ...writeWith(() => undefined),
  onFailure: () => undefined,
  close: async () => undefined,
};

function openFile(file: string): ReturnType<typeof pino.destination> {
  try {
    return pino.destination({ dest: openForAppending(file), sync: true });
  } catch (error) {
    const why = explainRefusal(error, 'give another file with --log-file <file>');
    throw new UsageError(`The log cannot be written: ${why}`);
  }
}

function entryOf(event: RunEvent): { level: LogLevel; fields: object; message: string } {
  switch (event.type) {
    case 'checked': {
      const { type, ...fields } = event;
      return { level: 'info', fields, message: 'the input is checked; nothing has been sent' };
    }
    case 'attempt': {
      const { line, attempt } = event;
      return { level: attempt.error ? 'info' : 'debug', fields: { line, ...attempt }, message: 'request' };
    }
    case 'pause': {
      const { label, waitMs, reason } = event;
      return {
        level: 'warn',
        fields: { label, waitMs: Math.round(waitMs), reason },
        message: 'calls of the label pause',
      };
    }
    case 'quotaUsedUp': {
      const { quota, resumeAfter } = event;
      return { level: 'warn', fields: { quota, resumeAfter }, message: 'a daily quota is used up' };
    }
    case 'waiting':
      return { level: 'info', fields: { until: event.until }, message: 'the run waits for the next day' };
    case 'outage': {
      const { type, since, ...fields } = event;
      const message = event.call ? 'a call does not get through' : 'nothing gets through';
      return { level: 'warn', fields: { ...fields, since: new Date(since).toISOString() }, message };
    }
    case 'through': {
      const { call, afterMs } = event;
      return { level: 'info', fields: { call, afterMs: Math.round(afterMs) }, message: 'through again' };
    }
    case 'reading': {
      const { type, ...fields } = event;
      return { level: 'debug', fields, message: 'the account is being read' };
    }
    case 'row': {
      const { result } = event;
      const { outcome } = result;
      const fields = { ...result, message: describeMessage(result) };
      return { level: wentThrough(outcome) ? 'info' : 'warn', fields, message: outcome };
    }
    case 'notice':
      return { level: 'info', fields: {}, message: describeNotice(event.notice) };
    case 'stop':
      return { level: 'warn', fields: { reason: event.reason }, message: 'the run stops' };
    default:
      return unreachable(event);
  }
}
