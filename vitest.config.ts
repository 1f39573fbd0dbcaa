import { defineConfig } from 'vitest/config';

const IGNORED = ['**/node_modules/**', '.node/**', '.cache/**', 'dist/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,scripts,content}/**/*.test.ts'],
          setupFiles: 'scripts/vitest/seed.ts',
          exclude: IGNORED,
          // The slowest property takes a second; on a machine that others share it may take ten.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['src/e2e/**/*.e2e.ts'],
          exclude: IGNORED,
          // Two browsers at once: more would only wait for each other on a small machine.
          maxWorkers: 2,
          globalSetup: 'src/e2e/setup.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // A busy machine is slow to show what a test waits for.
          expect: { poll: { timeout: 20_000 } },
          // A machine that many share can hold a browser up for longer than any wait is patient.
          retry: process.env['CI'] ? 1 : 0,
        },
      },
    ],
  },
});
