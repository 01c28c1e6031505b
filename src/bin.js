#!/usr/bin/env -S node --
// The package's bin: the `--` keeps Node from taking `--env-file` for an option of its own. Plain JavaScript, so that an
// older Node can read far enough to say what it lacks; in a checkout it starts the sources themselves, in the published
// package what was built from them.
import { existsSync } from 'node:fs';
import module from 'node:module';

const OLDEST = 24;

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  process.stderr.write(
    `zoom-provision: needs Node.js ${OLDEST} or later; this is ${process.version}. Install it from https://nodejs.org.\n`,
  );
  process.exitCode = 2;
} else {
  const isCheckout = existsSync(new URL('./cli.ts', import.meta.url));
  const load = (name) =>
    import(new URL(isCheckout ? `./${name}.ts` : `../dist/${name}.js`, import.meta.url).href);
  const { compileCache } = await load('cli/compile-cache');
  const { folder, refusal } = compileCache(process.env);
  if (refusal) {
    process.stderr.write(`zoom-provision: ${refusal}\n`);
    process.exitCode = 2;
  } else {
    // The second start of the program takes half the time of the first.
    if (folder) module.enableCompileCache(folder);
    await load('cli');
  }
}
