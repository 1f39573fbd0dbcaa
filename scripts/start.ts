import { join } from 'node:path';
import { astro, ROOT } from './astro.ts';
import { siteHeaders } from './headers.ts';
import { serve } from './serve.ts';

/** `npm start`: builds the site and serves it. PORT and HOST say where, BASE_PATH under which path. */
const status = astro(['build']);
if (status !== 0) process.exit(status);

const port = Number(process.env['PORT'] ?? 4321);
try {
  const { url } = await serve({
    folder: join(ROOT, 'dist'),
    port,
    host: process.env['HOST'],
    base: process.env['BASE_PATH'],
    headers: siteHeaders(),
  });
  // npm, when it is told to end, tells the shell between us, and no more: a server without its parent ends itself.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && process.exit(), 500);
  console.log(`\nDesired Capacity is at ${url.replace(/\/$/, '')} (Ctrl+C ends it)`);
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  console.error(`Port ${port} is taken: end what uses it, or choose another: PORT=4322 npm start`);
  process.exit(1);
}
