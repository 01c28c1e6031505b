import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** What starts processes, and so takes its time. */
const PROCESSES = ['test/{chaos,e2e,jobs}/**/*.test.ts'];

const common = { testTimeout: 30_000, hookTimeout: 30_000 };

/** Most of the tests wait for something: with a worker for each processor, half of the machine would be idle. */
const MAX_WORKERS = availableParallelism() + 1;

export default defineConfig({
  test: {
    maxWorkers: MAX_WORKERS,
    projects: [
      // Files share a worker's modules, which takes a third of the time: what a test changes, it puts back.
      {
        test: {
          ...common,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: PROCESSES,
          isolate: false,
        },
      },
      { test: { ...common, name: 'process', include: PROCESSES } },
    ],
  },
});
