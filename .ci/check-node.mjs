// The npm package `node` fetches its binary when it is installed, and package-lock.json knows nothing of that. This says
// whether what came is what is recorded here. It is run by the machine's own Node, never by the one in question:
//
//   node .ci/check-node.mjs [folder with node_modules]
//
// For a new version: the sums of bin/node (bin/node.exe) in the archives of https://nodejs.org/dist/v<version>/, which are
// those of its SHASUMS256.txt; that file has the sum of win-x64/node.exe itself.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = path.resolve(process.argv[2] ?? root);
const recorded = readJson(path.join(root, '.ci/node-binaries.json'));
const pinned = readJson(path.join(root, 'package.json')).devDependencies.node;
const platform = `${process.platform}-${process.arch}`;
const binary = path.join(folder, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

if (pinned !== recorded.version) {
  fail(
    `package.json pins node ${pinned}, .ci/node-binaries.json has the sums of ${recorded.version}: record them anew.`,
  );
}
const expected = recorded.sha256[platform];
if (expected === undefined)
  fail(`.ci/node-binaries.json has no sum for ${platform}: record it, as .ci/check-node.mjs says.`);
const found = await sha256(binary).catch(({ code }) =>
  fail(`${binary} cannot be read (${code}): npm install has not fetched it.`),
);
if (found !== expected)
  fail(`${binary} is not the Node.js ${pinned} that is recorded: its SHA-256 is ${found}, not ${expected}.`);
const version = execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim();
if (version !== `v${pinned}`) fail(`${binary} says that it is ${version}, not v${pinned}.`);
console.log(`Node.js ${version} for ${platform}, as recorded`);

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

async function sha256(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
