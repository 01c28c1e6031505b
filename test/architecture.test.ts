import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** Which rooms and files a room may import, beside its own. A file by itself is no room: `cli` is `cli.ts`, too. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  support: [],
  fields: ['core', 'support'],
  input: ['core', 'support', 'fields'],
  zoom: ['core', 'support'],
  ledger: ['core', 'support'],
  actions: ['core', 'fields'],
  engine: ['core', 'support', 'actions/fetch-user.ts'],
  account: ['core', 'support', 'actions', 'engine'],
  report: ['core', 'support'],
  simulator: ['support'],
  config: ['core', 'support', 'fields', 'input', 'zoom', 'actions'],
  runs: [
    ...['core', 'support', 'input', 'zoom', 'ledger', 'actions', 'engine', 'account', 'report', 'simulator'],
    'config',
  ],
  index: ['core', 'fields', 'input', 'zoom', 'report', 'simulator', 'config', 'runs'],
  cli: ['core', 'support', 'engine', 'report', 'simulator', 'config', 'runs'],
};

/** Where a package may be imported; one that is not here may be imported nowhere. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@bomb.sh/tab': ['cli/complete.ts', 'cli/commands/completion.ts'],
  // Both go into the page of a report as their files are, which `page-parts.ts` reads.
  '@tanstack/table-core': ['report/html/page/'],
  uplot: ['report/html/page/'],
  bottleneck: ['zoom/bottleneck-rate-limiter.ts'],
  commander: ['cli/'],
  'csv-parse': ['input/csv/read-rows.ts'],
  'damerau-levenshtein': ['support/nearest.ts'],
  'fast-string-truncated-width': ['report/terminal/'],
  'fast-wrap-ansi': ['report/terminal/'],
  'log-update': ['cli/progress.ts'],
  'libphonenumber-js': ['fields/phone-numbers.ts'],
  'p-limit': ['engine/'],
  pino: ['runs/run-log.ts'],
  undici: ['zoom/transport.ts'],
  zod: ['fields/', 'config/'],
  // What is opened, made or replaced goes through `support/files`, but for what is read of the package itself or said by the
  // kernel of this process, and for files that are made anew: these never lead through a link.
  'node:fs': [
    'support/files/',
    'cli/ignores-hangup.ts',
    'config/version.ts',
    'ledger/sqlite/',
    'report/html/page-parts.ts',
    'runs/file-limit.ts',
    'runs/lost-ledger.ts',
    'runs/open-ledger.ts',
    'runs/write-job.ts',
  ],
  'node:fs/promises': [
    'support/files/',
    'config/place-of-error.ts',
    'input/csv/open-source.ts',
    'report/whole-file.ts',
  ],
  'node:http': ['simulator/'],
  'node:sqlite': ['ledger/'],
};

/** Rooms that know no file, no network and no process: what they need of the world is handed in. */
const WITHOUT_WORLD = ['core/', 'support/', 'actions/', 'engine/'];

/** Which knows files, and nothing of what is in them. */
const FILES = 'support/files/';

/**
 * Who may touch `process`: the command line, the library for its standard input and folder, who says that it holds an account,
 * and who tells whose files are the user's.
 */
const KNOWS_PROCESS = ['cli.ts', 'cli/', 'runs/library.ts', 'ledger/sqlite/fence.ts', 'support/files/who.ts'];

/**
 * Where a text gets out: everywhere else it goes through these, which disarm it. `cli.ts` has a sentence that never varies, and
 * `printed-by.ts` catches what a library prints.
 */
const DOORS = [
  'cli.ts',
  'cli/host.ts',
  'cli/printed-by.ts',
  'cli/text-output.ts',
  'report/terminal/shown.ts',
  'report/json/',
  'runs/library.ts',
];
const OUTPUT = /\bprocess\.std(?:out|err)\b|\bconsole\.|\bstyleText\b|\bNodeJS\.WriteStream\b/;

const MOST_LINES = 250;

type Import = { readonly from: string };
type SourceFile = {
  /** Relative to `src`. */
  readonly file: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly usesProcess: boolean;
  /** It writes by itself, or puts JSON together where people may see it. */
  readonly writes: boolean;
};

const IMPORT = /^(?:import|export)\s+(?:type\s)?(?:[\w\s{},*$]+?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm;

function sourceFile(file: string, text: string): SourceFile {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return {
    file,
    lines: text.split('\n').length - 1,
    imports: [...code.matchAll(IMPORT)].map(([, named, dynamic]) => ({
      from: named ?? dynamic ?? '',
    })),
    usesProcess: /(?<![.\w'])process\.\w/.test(code),
    writes: OUTPUT.test(code) || (file.startsWith('cli/') && /\bJSON\.stringify\b/.test(code)),
  };
}

/** Everything in which sources do not keep to the rules. */
function violations(sources: readonly SourceFile[]): string[] {
  return [...sources.flatMap(ofFile), ...cycles(sources)];
}

function ofFile({ file, lines, imports, usesProcess, writes }: SourceFile): string[] {
  return [
    ...imports.flatMap((its) => ofImport(file, its)),
    ...(lines > MOST_LINES ? [`${file} has ${lines} lines`] : []),
    ...(usesProcess && !isIn(file, KNOWS_PROCESS) ? [`${file} uses process`] : []),
    ...(writes && !isIn(file, DOORS) ? [`${file} writes by itself`] : []),
  ];
}

function ofImport(file: string, { from }: Import): string[] {
  const isWrong = from.startsWith('.') ? !mayImportFile(file, resolve(file, from)) : isForeign(file, from);
  return isWrong ? [`${file} imports ${from}`] : [];
}

function mayImportFile(file: string, target: string): boolean {
  const room = roomOf(file);
  return (
    roomOf(target) === room || (ROOMS[room] ?? []).some((may) => target === may || roomOf(target) === may)
  );
}

function isForeign(file: string, from: string): boolean {
  const name = from.startsWith('node:') ? from : from.replace(/^((?:@[^/]+\/)?[^/]+).*$/, '$1');
  const places = PACKAGES[name];
  if (places) return !isIn(file, places);
  return !name.startsWith('node:') || (isIn(file, WITHOUT_WORLD) && !file.startsWith(FILES));
}

function roomOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : path.basename(file, '.ts');
}

function isIn(file: string, places: readonly string[]): boolean {
  return places.some((place) => (place.endsWith('/') ? file.startsWith(place) : file === place));
}

function resolve(file: string, from: string): string {
  return path.posix.join(path.posix.dirname(file), from);
}

/** Each as a path that ends where it began; imports of types count, too. */
function cycles(sources: readonly SourceFile[]): string[] {
  const targets = new Map(
    sources.map(({ file, imports }) => [
      file,
      imports.filter(({ from }) => from.startsWith('.')).map(({ from }) => resolve(file, from)),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]) => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(' -> '));
    if (way.includes(file) || done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...way, file]);
    done.add(file);
  };
  for (const { file } of sources) visit(file, []);
  return found;
}

const SRC = fileURLToPath(new URL('../src/', import.meta.url));
const SOURCES = globSync(['**/*.ts', 'report/html/page/*.js'], { cwd: SRC }).map((file) =>
  sourceFile(file.replaceAll(path.sep, '/'), readFileSync(path.join(SRC, file), 'utf8')),
);

describe('src', () => {
  it('is read with all its imports', () => {
    const imports = SOURCES.flatMap((source) => source.imports);
    expect(SOURCES.length).toBeGreaterThan(100);
    expect(imports.length).toBeGreaterThan(400);
    for (const { from } of imports) expect(from).toMatch(/^\.\.?\/[\w./-]+\.[tj]s$|^[\w:@/.-]+$/);
    expect(new Set(SOURCES.map(({ file }) => roomOf(file)))).toEqual(new Set(Object.keys(ROOMS)));
  });

  it('keeps to the rules of its rooms, has no cycles and no file that is too long', () => {
    expect(violations(SOURCES)).toEqual([]);
  });
});

describe('the rules', () => {
  it.each([
    ['core/a.ts', "import { b } from '../support/b.ts';"],
    ['core/a.ts', "import { readFile } from 'node:fs/promises';"],
    ['support/a.ts', "export type { B } from '../core/b.ts';"],
    ['input/a.ts', "import type { B } from '../zoom/b.ts';"],
    ['actions/a.ts', "import { b } from '../zoom/client.ts';"],
    ['actions/a.ts', "import {\n  b,\n  type C,\n} from '../input/check-row.ts';"],
    ['engine/a.ts', "import { b } from '../actions/create-user.ts';"],
    ['engine/a.ts', "import { b } from '../zoom/client.ts';"],
    ['report/a.ts', "export * from '../engine/b.ts';"],
    ['simulator/a.ts', "import { classify } from '../zoom/classify.ts';"],
    ['zoom/a.ts', "import type { B } from '../simulator/simulator.ts';"],
    ['runs/a.ts', "const b = await import('../cli/main.ts');"],
    ['index.ts', "export { main } from './cli/main.ts';"],
    ['zoom/client.ts', "import Bottleneck from 'bottleneck';"],
    ['simulator/a.ts', "import { request } from 'undici';"],
    ['report/a.ts', "import { parse } from 'csv-parse/sync';"],
    ['runs/a.ts', "import { pino } from 'pino';"],
    ['runs/a.ts', "import { mkdirSync } from 'node:fs';"],
    ['support/a.ts', "import { readFileSync } from 'node:fs';"],
    ['runs/a.ts', "import { DatabaseSync } from 'node:sqlite';"],
    ['engine/a.ts', "import type { DatabaseSync } from 'node:sqlite';"],
    ['input/a.ts', "import lodash from 'lodash';"],
    ['ledger/a.ts', "import 'dotenv/config';"],
    ['engine/a.ts', 'const now = process.hrtime();'],
    ['core/a.ts', '\n'.repeat(251)],
    ['cli/commands/a.ts', 'process.stderr.write(text);'],
    ['runs/a.ts', 'console.log(text);'],
    ['cli/a.ts', 'host.stdout.write(JSON.stringify(value));'],
    ['cli/a.ts', "styleText('red', text);"],
  ])('are broken by %s with %j', (file, text) => {
    expect(violations([sourceFile(file, text)])).toHaveLength(1);
  });

  it('are broken by a cycle, of types even', () => {
    const cycle = [
      sourceFile('core/a.ts', "import { b } from './b.ts';"),
      sourceFile('core/b.ts', "export type { C } from './c.ts';"),
      sourceFile('core/c.ts', "import type { B } from './b.ts';"),
    ];
    expect(violations(cycle)).toEqual(['core/b.ts -> core/c.ts -> core/b.ts']);
  });

  it.each([
    ['engine/a.ts', "import { fetchUser } from '../actions/fetch-user.ts';"],
    ['core/a.ts', "// import { b } from '../zoom/b.ts';\n/** import('../zoom/c.ts') and process.exit */"],
    ['cli/commands/a.ts', "import { b } from '../../runs/b.ts';\nprocess.exit();"],
  ])('are kept by %s with %j', (file, text) => {
    expect(violations([sourceFile(file, text)])).toEqual([]);
  });
});
