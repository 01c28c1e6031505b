import { hash } from 'node:crypto';

// Computes until its parent has gone, and looks for that a hundred times a second.
const work = Buffer.alloc(2 ** 20);
process.on('disconnect', () => process.exit());
process.on('message', () => process.send?.('busy'));

function compute(): void {
  const until = performance.now() + 10;
  while (performance.now() < until) hash('sha256', work);
  setImmediate(compute);
}
compute();
