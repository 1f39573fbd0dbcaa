import astro from 'eslint-plugin-astro';
import { defineConfig, globalIgnores } from 'eslint/config';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';
import { documented } from './scripts/lint/documented.js';
import { publicNames } from './scripts/lint/public.js';

/**
 * The simulator gives the same bytes on every machine. Engines differ in the last bit of these (only sqrt, rounding
 * and the integer functions are exact), and the clock, the locale and the time zone differ between readers.
 */
const INEXACT = [
  ...[
    'acos',
    'acosh',
    'asin',
    'asinh',
    'atan',
    'atan2',
    'atanh',
    'cbrt',
    'cos',
    'cosh',
    'exp',
    'expm1',
    'hypot',
  ],
  ...['log', 'log1p', 'log10', 'log2', 'pow', 'sin', 'sinh', 'tan', 'tanh'],
].map((property) => ({
  object: 'Math',
  property,
  message: 'Engines differ in it: use src/sim/kernel/math.ts.',
}));

const LOCAL = [
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleTimeString',
  'localeCompare',
  'getTimezoneOffset',
];
const LOCAL_PARTS = ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds'];

const OUTSIDE = [
  ...[
    'window',
    'document',
    'navigator',
    'location',
    'localStorage',
    'sessionStorage',
    'indexedDB',
    'self',
    'postMessage',
  ],
  ...[
    'fetch',
    'XMLHttpRequest',
    'WebSocket',
    'Worker',
    'performance',
    'crypto',
    'process',
    'Buffer',
    'require',
    'Intl',
  ],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'console'],
].map((name) => ({
  name,
  message: 'The simulator knows neither the browser nor Node, and no time but its own.',
}));

/** What the package exports, and the modules of its services. */
const PUBLIC = {};
for (const file of [
  'index.ts',
  ...globSync('services/*/index.ts', { cwd: join(import.meta.dirname, 'src/sim') }),
])
  publicNames(join(import.meta.dirname, 'src/sim', file), PUBLIC);

export default defineConfig(
  globalIgnores([
    'src/sim/services/*/schema.ts',
    'src/sim/services/jsonata/evaluator.ts',
    'src/sandbox/types/globals.d.ts',
    'dist/',
    '.astro/',
    '.cache/',
    '.node/',
    'coverage/',
    'node_modules/',
  ]),
  tseslint.configs.recommended,
  astro.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
      // Examples and processes loop until the run ends; a generator that never yields is a process all the same.
      'no-constant-condition': ['error', { checkLoops: false }],
      'require-yield': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'scripts/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    // An example's last line is often a run that nobody waits for longer, and its variables are there to be read.
    files: ['content/**/*.ts'],
    rules: { '@typescript-eslint/no-unused-vars': 'warn' },
  },
  {
    files: ['src/sim/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing.ts'],
    plugins: { course: { rules: { documented } } },
    rules: {
      'course/documented': ['error', PUBLIC],
      'no-restricted-globals': ['error', ...OUTSIDE],
      'no-restricted-properties': [
        'error',
        ...INEXACT,
        { object: 'Math', property: 'random', message: 'Use a named stream: simulation.random(name).' },
        { object: 'Date', property: 'now', message: 'Use simulation.now or epochMillis.' },
        ...LOCAL.map((property) => ({ property, message: 'It differs between readers.' })),
        ...LOCAL_PARTS.flatMap((part) => [
          { property: `get${part}`, message: `It depends on the time zone: use getUTC${part}.` },
          { property: `set${part}`, message: `It depends on the time zone: use setUTC${part}.` },
        ]),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'Use simulation.epochMillis.',
        },
        { selector: 'CallExpression[callee.name="Date"]', message: 'Use simulation.epochMillis.' },
        { selector: 'BinaryExpression[operator="**"]', message: 'Engines differ in it: use kernel/math.ts.' },
        {
          selector: 'AssignmentExpression[operator="**="]',
          message: 'Engines differ in it: use kernel/math.ts.',
        },
      ],
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^[^.]', message: 'The simulator imports nothing outside itself.' }] },
      ],
    },
  },
);
