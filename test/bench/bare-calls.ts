import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { signIn } from './sign-in.ts';

// What a run is compared with: undici alone, the same calls at the same pace, and nothing done with the answers.
const [count = '0', perSecond = '80', protocol = 'HTTP/1.1'] = process.argv.slice(2);
const dispatcher =
  protocol === 'HTTP/2'
    ? // With `pipelining: 1` each connection would carry one stream at a time.
      new Agent({ allowH2: true })
    : new Agent({ allowH2: false, connections: 320, pipelining: 1, keepAliveTimeout: 10_000 });
const token = await signIn(process.env, dispatcher);
const calls: Promise<void>[] = [];
const startedAt = performance.now();

async function call(number: number): Promise<void> {
  const { body } = await request(`${process.env.ZOOM_API_URL}/users/user${number}@bench.example`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ dept: `Dept ${number}` }),
    dispatcher,
  });
  await body.text();
}

for (let number = 0; number < Number(count); number++) {
  const dueAt = startedAt + (number * 1000) / Number(perSecond);
  await sleep(Math.max(0, dueAt - performance.now()));
  calls.push(call(number));
}
await Promise.all(calls);
await dispatcher.close();
