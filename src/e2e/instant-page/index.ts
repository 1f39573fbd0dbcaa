import { join } from 'node:path';
import { build } from 'vite';
import { bundles } from '../../../scripts/vite/bundle.ts';
import { chunks } from '../../../scripts/vite/chunks.ts';
import { serve, type Served } from '../../../scripts/serve.ts';

/**
 * Builds a page with the Instant engine alone into `folder`, and serves it under a base path as a site would be.
 *
 * @param source the library's folder, where that is not the repository's own
 */
export async function serveInstantPage(folder: string, source?: string): Promise<Served> {
  const base = '/some/base/';
  await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    base,
    plugins: [bundles(), chunks(source)],
    build: {
      outDir: folder,
      emptyOutDir: true,
      modulePreload: false,
      rolldownOptions: { input: join(import.meta.dirname, 'index.html') },
    },
  });
  return serve({ folder, base });
}
