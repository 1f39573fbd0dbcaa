interface Manifest extends Record<string, unknown> {
  repository: string;
}

/** What the published package.json takes over from the repository's. */
const SHARED = ['name', 'version', 'license', 'type', 'engines'] as const;

/**
 * The package.json that is published. The repository's own is private and leads to the TypeScript source, so that
 * examples and tests find the library by its name without a build; this one leads to what was built.
 */
export function manifest(own: Manifest): object {
  return {
    ...Object.fromEntries(SHARED.map((field) => [field, own[field]])),
    description: 'A deterministic simulator of AWS services, with virtual time, for tests and experiments',
    keywords: ['aws', 'sqs', 'simulator', 'simulation', 'discrete-event', 'virtual-time', 'mock', 'testing'],
    repository: { type: 'git', url: `git+${own.repository}.git`, directory: 'src/sim' },
    sideEffects: false,
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
    files: ['dist'],
  };
}
