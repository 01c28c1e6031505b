#!/usr/bin/env -S node --
// The package's bin: the `--` keeps Node from taking `--env-file` for an option of its own. Plain JavaScript, so that an
// older Node can read far enough to say what it lacks; in a checkout it starts the sources themselves, in the published
// package what was built from them.
import { existsSync } from 'node:fs';
import module from 'node:module';

const OLDEST = 24;

function refuse(message) {
  process.stderr.write(`zoom-provision: ${message}\n`);
  const error = { kind: 'unusable', message, problems: [message], exit_code: 2 };
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ error })}\n`);
  process.exitCode = 2;
}

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  refuse(
    `Node.js ${OLDEST} or later is needed; this is ${process.version}. Install it from https://nodejs.org.`,
  );
} else {
  const isCheckout = existsSync(new URL('./cli.ts', import.meta.url));
  const load = (name) =>
    import(new URL(isCheckout ? `./${name}.ts` : `../dist/${name}.js`, import.meta.url).href);
  const { compileCache } = await load('cli/compile-cache');
  const { folder, refusal } = compileCache(process.env);
  if (refusal) refuse(refusal);
  else {
    // The second start of the program takes half the time of the first.
    if (folder) module.enableCompileCache(folder);
    await load('cli');
  }
}
