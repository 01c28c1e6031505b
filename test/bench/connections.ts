import { fileURLToPath } from 'node:url';
import { cpuPerCall } from './cpu-per-call.ts';
import { type Certificate, makeCertificate } from './make-certificate.ts';
import { measure, measureAlternating, type Usage } from './measure.ts';
import type { Sizes } from './sizes.ts';
import { startProcess } from './start-process.ts';
import { printTable, spread } from './table.ts';
import { tempFolder } from './temp-folder.ts';
import type { TlsServerMessage } from './tls-server-process.ts';

const BARE = fileURLToPath(new URL('./bare-calls.ts', import.meta.url));
const LIMIT = 80;
const LATENCY_MS = 300;
/** Their processor time is taken off, so that loading and the end of a process do not count. */
const FEW = 20;

type Protocol = 'HTTP/1.1' | 'HTTP/2';
type Measured = Usage & { readonly connections: number };

/** HTTP/1.1 against HTTP/2: what a call costs, how many connections it takes, by undici alone over TLS. */
export async function benchConnections({ calls, longRuns }: Sizes): Promise<void> {
  using folder = tempFolder();
  const certificate = makeCertificate(folder.path);
  if (!certificate) {
    process.stdout.write(
      '\nConnections: left out, for want of an `openssl` command that makes certificates.\n',
    );
    return;
  }
  const bare = (protocol: Protocol, count: number) => () => measureCalls(protocol, count, certificate);
  const usage = await measureAlternating(longRuns, {
    few1: bare('HTTP/1.1', FEW),
    few2: bare('HTTP/2', FEW),
    many1: bare('HTTP/1.1', FEW + calls),
    many2: bare('HTTP/2', FEW + calls),
  });
  const row = (what: string, few: readonly Measured[], many: readonly Measured[]) => [
    what,
    spread(cpuPerCall('cpuMs', { many, few }, calls), 2),
    spread(
      many.map(({ connections }) => connections),
      0,
    ),
    spread(
      many.map(({ maxRssMb }) => maxRssMb),
      0,
    ),
  ];
  printTable(
    `Connections: undici alone over TLS, ${calls.toLocaleString('en')} updates at ${LIMIT} a second, answers take ${LATENCY_MS} ms; ${longRuns} runs each`,
    ['protocol', 'processor ms a call', 'connections opened', 'peak MB'],
    [row('HTTP/1.1, up to 320 connections', usage.few1, usage.many1), row('HTTP/2', usage.few2, usage.many2)],
  );
}

async function measureCalls(
  protocol: Protocol,
  count: number,
  { file, key, cert }: Certificate,
): Promise<Measured> {
  await using server = startProcess<TlsServerMessage>(new URL('./tls-server-process.ts', import.meta.url));
  const port = await server.ask({ start: { key, cert, latencyMs: LATENCY_MS } });
  const origin = `https://127.0.0.1:${port}`;
  const usage = await measure([BARE, String(count), String(LIMIT), protocol], {
    ZOOM_API_URL: `${origin}/v2`,
    ZOOM_OAUTH_URL: `${origin}/oauth/token`,
    NODE_EXTRA_CA_CERTS: file,
  });
  return { ...usage, connections: Number(await server.ask({ ask: 'connections' })) };
}
