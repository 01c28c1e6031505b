import { defineConfig } from 'vitest/config';

/** What starts processes, and so takes its time. */
const PROCESSES = ['test/{chaos,e2e,jobs}/**/*.test.ts'];

const common = { testTimeout: 30_000, hookTimeout: 30_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { ...common, name: 'unit', include: ['test/**/*.test.ts'], exclude: PROCESSES } },
      { test: { ...common, name: 'process', include: PROCESSES } },
    ],
  },
});
