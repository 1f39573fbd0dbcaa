import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { markdownAddress } from '../src/components/site.ts';
import { headersFor, type HeaderRule } from './headers.ts';

export interface ServeOptions {
  /** The built site. */
  folder: string;
  /** Where it stands on the host, as Astro's `base`. Default: `/`. */
  base?: string;
  /** Default: any free port. */
  port?: number;
  /** Default: 127.0.0.1, this machine alone. */
  host?: string;
  /** What the host adds to its answers. Default: nothing, as on GitHub Pages. */
  headers?: HeaderRule[];
}

export interface Served {
  /** Where the site begins, with a slash at its end. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves a built site as a static host does: index.html of folders, 404.html for what is not there; who asks for
 * Markdown gets a page's twin. Rejects where the port is taken.
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const { folder, port = 0, host = '127.0.0.1', headers = [] } = options;
  const base = `/${options.base ?? ''}/`.replace(/\/+/g, '/');
  const files = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    for (const [name, value] of Object.entries(headersFor(headers, url))) response.setHeader(name, value);

    function missing() {
      response.writeHead(404, { 'content-type': 'text/html;charset=utf-8' });
      response.end(readFileSync(join(folder, '404.html')));
    }

    if (`${url}/` === base) return void response.writeHead(301, { location: base }).end();
    if (!url.startsWith(base)) return missing();
    request.url = url.slice(base.length - 1);
    if (!/\.\w+$/.test(request.url)) {
      response.setHeader('Vary', 'Accept');
      const twin = markdownAddress(request.url);
      const wanted = request.headers.accept?.includes('text/markdown');
      if (wanted && existsSync(join(folder, twin))) request.url = twin;
    }
    files(request, response, missing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://localhost:${actual}${base}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
