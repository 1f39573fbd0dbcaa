import { defineConfig } from 'vitest/config';
import { patience } from './scripts/patience.ts';

const IGNORED = ['**/node_modules/**', '.node/**', '.cache/**', 'dist/**'];

/**
 * Milliseconds that one wait may take, and a test as a whole. A limit costs nothing while all is well, so each is far
 * above what a quiet machine needs, and further still on a machine that is found to be slow. No test sets its own.
 */
const slowness = patience();
const WAIT = 30_000 * slowness;
const TEST = 4 * WAIT;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,scripts,content}/**/*.test.ts'],
          setupFiles: 'scripts/vitest/seed.ts',
          exclude: IGNORED,
          testTimeout: TEST,
          hookTimeout: TEST,
          expect: { poll: { timeout: WAIT } },
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
          testTimeout: TEST,
          // A browser on a busy machine may be late once. A second try has a page of its own; the report tells of it.
          retry: 1,
          // One builds a site.
          hookTimeout: 4 * TEST,
          expect: { poll: { timeout: WAIT } },
          provide: { wait: WAIT },
        },
      },
    ],
  },
});
