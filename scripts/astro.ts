import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Astro’s command line. */
export const BIN = join(ROOT, 'node_modules/astro/bin/astro.mjs');

/** Runs Astro's command line, without its telemetry; returns its exit code. `env` is added to the environment. */
export function astro(args: string[], env: NodeJS.ProcessEnv = {}, cwd = ROOT): number {
  const result = spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ...env },
  });
  return result.status ?? 1;
}

// In this very process, so that what ends it ends Astro.
if (import.meta.main) {
  if (process.argv[2] === 'dev') console.log('Starting the site; the first page takes some seconds …');
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  await import(/* @vite-ignore */ pathToFileURL(BIN).href);
}
