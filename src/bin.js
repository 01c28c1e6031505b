#!/usr/bin/env -S node --
// The package's bin: the `--` keeps Node from taking `--env-file` for an option of its own. Plain JavaScript, so that an
// older Node can read far enough to say what it lacks; in a checkout it starts the sources themselves, in the published
// package what was built from them.
import { existsSync } from 'node:fs';
import module from 'node:module';

const OLDEST = 24;

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  process.stderr.write(
    `zoom-provision needs Node.js ${OLDEST} or later; this is ${process.version}. Install it from https://nodejs.org.\n`,
  );
  process.exitCode = 2;
} else {
  // The second start of the program takes half the time of the first.
  module.enableCompileCache();
  const source = new URL('./cli.ts', import.meta.url);
  await import(existsSync(source) ? source.href : new URL('../dist/cli.js', import.meta.url).href);
}
