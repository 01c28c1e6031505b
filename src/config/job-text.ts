import { meantTwice } from '../input/header/describe-header.ts';
import type { LaidOut } from '../input/header/lay-out.ts';
import type { Settings } from './options.ts';

export type JobOutline = {
  /** The path of the input as the job has it. */
  readonly input: string;
  readonly laidOut: LaidOut;
  readonly settings: Pick<Settings, 'map' | 'ignore' | 'delimiter' | 'encoding'>;
};

/** The source of a job for an input: what is known, and as comments what somebody has to decide. */
export function jobText({ input, laidOut, settings }: JobOutline): string {
  const { delimiter, encoding } = settings;
  return [
    "import type { Job } from 'zoom-provision';",
    '',
    'export default {',
    `  input: ${literal(input)},`,
    ...(delimiter === undefined ? [] : [`  delimiter: ${literal(delimiter)},`]),
    ...(encoding === undefined ? [] : [`  encoding: ${literal(encoding)},`]),
    ...describeKnown(laidOut),
    '',
    '  // Headers of the file and the columns that they mean.',
    '  columns: {',
    ...columnLines(laidOut, settings.map),
    '  },',
    '',
    '  // Columns to pass over.',
    '  ignore: [',
    ...ignoreLines(laidOut, settings.ignore),
    '  ],',
    ...defaultLines(laidOut),
    '} satisfies Job;',
    '',
  ].join('\n');
}

function describeKnown({ layout }: LaidOut): string[] {
  if (layout.columns.length === 0) return [];
  const lines = layout.columns.map(({ header, name }) => `  //   ${literal(header)}: ${literal(name)}`);
  return ['', '  // These are known already:', ...lines];
}

function columnLines({ unknown, undecided }: LaidOut, map: Settings['map']): string[] {
  const meant = unknown.flatMap(({ header, meant: column }) => (column ? [{ header, column }] : []));
  const mayBe = undecided.flatMap(({ header, mayBe: columns }) =>
    columns.map((column) => ({ header, column })),
  );
  return [
    ...Object.entries(map).map(([header, column]) => `    ${literal(header)}: ${literal(column)},`),
    ...[...meant, ...mayBe].map(({ header, column }) => `    // ${literal(header)}: ${literal(column)},`),
  ];
}

function ignoreLines({ layout, unknown, undecided }: LaidOut, ignore: Settings['ignore']): string[] {
  const twice = meantTwice(layout).flat();
  return [
    ...ignore.map((header) => `    ${literal(header)},`),
    ...unknown.map(({ header }) => `    // ${literal(header)},`),
    ...undecided.map(({ header, holds, why }) => `    // ${literal(header)}, // holds ${holds}, ${why}`),
    ...twice.map(
      ({ header, name }) => `    // ${literal(header)}, // one of several that mean ${literal(name)}`,
    ),
  ];
}

/** What every row needs, or every new user, and the file has no column for. */
const NEEDED = {
  action: "'update', // or create, ssoCreate, deactivate and the like: see docs/columns.md",
  type: "'basic', // or licensed; new users need it",
};

function defaultLines({ layout }: LaidOut): string[] {
  const missing = Object.entries(NEEDED).filter(
    ([column]) => !layout.columns.some(({ name }) => name === column),
  );
  if (missing.length === 0) return [];
  return [
    '',
    '  // For empty cells, and for columns that the file does not have.',
    '  default: {',
    ...missing.map(([column, value]) => `    // ${column}: ${value}`),
    '  },',
  ];
}

/** A text as a literal on one line, whatever is in it; what cannot be seen is written out. */
function literal(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
  return `'${inner}'`;
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
