import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // No module of the house keeps state, so test files share them: loading them anew for each took a third of the time.
    isolate: false,
  },
});
