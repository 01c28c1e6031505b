import { z } from 'zod';
import { anyOf, type Option, TRUE_OR_FALSE } from '../option.ts';
import { flag, text } from '../option-values.ts';

const REPORT_FORMATS = ['csv', 'excel'] as const;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** What a run says, and where. */
export const OUTPUT_OPTIONS = {
  out: {
    flags: '--out <dir>',
    group: 'files',
    meaning: 'where the report goes',
    default: 'reports/<run-id>',
    write: 'the path of a folder',
    schema: text.optional(),
  },
  reportFormat: {
    flags: '--report-format <format>',
    group: 'output',
    meaning:
      'csv, or excel: results.csv as Excel opens it where the input comes from, with semicolons where that has them',
    default: 'csv',
    values: REPORT_FORMATS,
    write: anyOf(REPORT_FORMATS),
    schema: z.enum(REPORT_FORMATS).default('csv'),
  },
  json: {
    flags: '--json',
    group: 'output',
    meaning: 'JSON on standard output and nothing else: the result, or the error',
    write: TRUE_OR_FALSE,
    schema: flag,
  },
  quiet: {
    flags: '--quiet',
    group: 'output',
    meaning: 'nothing on standard error but errors, questions and the last line',
    write: TRUE_OR_FALSE,
    schema: flag,
  },
  logLevel: {
    flags: '--log-level <level>',
    group: 'output',
    meaning: 'trace, debug, info, warn, error, fatal or silent',
    default: 'info',
    values: LOG_LEVELS,
    write: anyOf(LOG_LEVELS),
    schema: z.enum(LOG_LEVELS).default('info'),
  },
  logFile: {
    flags: '--log-file <file>',
    group: 'files',
    meaning: 'JSON lines',
    default: '<out>/run.log',
    write: 'the path of a file',
    schema: text.optional(),
  },
} as const satisfies Record<string, Option>;
