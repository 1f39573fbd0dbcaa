interface Manifest extends Record<string, unknown> {
  repository: string;
}

/** What the published package.json takes over from the repository's. */
const SHARED = ['name', 'version', 'license', 'type', 'engines'] as const;

/**
 * The package.json that is published. The repository's own is private and leads to the TypeScript source, so that
 * examples and tests find the library by its name without a build; this one leads to what was built.
 *
 * @param services each is a path of the package too
 */
export function manifest(own: Manifest, services: string[]): object {
  return {
    ...Object.fromEntries(SHARED.map((field) => [field, own[field]])),
    description: 'A deterministic simulator of AWS services, with virtual time, for tests and experiments',
    keywords: [
      'aws',
      ...services,
      'simulator',
      'simulation',
      'discrete-event',
      'virtual-time',
      'mock',
      'testing',
    ],
    repository: { type: 'git', url: `git+${own.repository}.git`, directory: 'src/sim' },
    // The one that gives every cloud its services.
    sideEffects: ['./dist/index.js', './dist/index.cjs'],
    main: './dist/index.cjs',
    types: './dist/index.d.ts',
    exports: {
      '.': faces('./dist/index'),
      ...Object.fromEntries(services.map((name) => [`./${name}`, faces(`./dist/services/${name}/index`)])),
      './package.json': './package.json',
    },
    files: ['dist'],
  };
}

/**
 * The files of one import. Node takes `module-sync` for `import` and `require` alike, so that both get the very same
 * classes; what knows only `require`, as Jest does, gets a copy that is no ES module.
 */
function faces(path: string): object {
  return {
    types: `${path}.d.ts`,
    'module-sync': `${path}.js`,
    import: `${path}.js`,
    require: `${path}.cjs`,
    default: `${path}.js`,
  };
}
