import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { linkModules } from './link-modules.ts';

/** What a page has beside its data: its styles and scripts as texts, and the checksums by which a browser knows them. */
export type PageParts = {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  readonly policy: string;
};

const require = createRequire(import.meta.url);

type Library = {
  readonly name: string;
  /** The file that a browser takes as it is. */
  readonly script: string;
  readonly style?: string;
  /** Goes with it. */
  readonly licence: string;
};

const LIBRARIES: readonly Library[] = [
  { name: '@tanstack/table-core', script: 'build/umd/index.production.js', licence: 'LICENSE' },
  { name: 'uplot', script: 'dist/uPlot.iife.min.js', style: 'dist/uPlot.min.css', licence: 'LICENSE' },
];

let parts: PageParts | undefined;

/** Read once, and only when a page is written. @throws whatever the file system throws */
export function pageParts(): PageParts {
  parts ??= readParts();
  return parts;
}

function readParts(): PageParts {
  const own = (name: string) => readText(fileURLToPath(new URL(`./page/${name}`, import.meta.url)));
  const styles = LIBRARIES.flatMap(({ name, style }) =>
    style === undefined ? [] : [inPackage(name, style)],
  );
  styles.push(own('page.css'));
  const scripts = [...LIBRARIES.map(libraryScript), linkModules('main.js', own)];
  return { styles, scripts, policy: policyOf(styles, scripts) };
}

function libraryScript({ name, script, licence }: Library): string {
  const code = inPackage(name, script).replace(/\n\/\/# sourceMappingURL=.*/, '');
  return `/*! ${name}\n${inPackage(name, licence)}*/\n${code}`;
}

function inPackage(name: string, file: string): string {
  // `package.json` is what every package lets others find.
  return readText(path.join(path.dirname(require.resolve(`${name}/package.json`)), file));
}

/** With the line breaks that a browser makes of any others, since checksums are taken of these. */
function readText(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
}

/** Nothing may be loaded or sent, and nothing runs or is styled but what was written here. */
function policyOf(styles: readonly string[], scripts: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src ${scripts.map(checksum).join(' ')}`,
    `style-src ${styles.map(checksum).join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function checksum(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
