import { availableParallelism } from 'node:os';
import { startProcess } from './start-process.ts';

/** Processes that compute all the time, one for each processor; they end when they are disposed of. */
export async function keepBusy(): Promise<AsyncDisposable> {
  await using starting = new AsyncDisposableStack();
  for (let count = availableParallelism(); count > 0; count--) {
    const busy = starting.use(startProcess(new URL('./busy-process.ts', import.meta.url)));
    await busy.ask({});
  }
  return starting.move();
}
