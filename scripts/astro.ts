import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Runs Astro's command line, without its telemetry; returns its exit code. `env` is added to the environment. */
export function astro(args: string[], env: NodeJS.ProcessEnv = {}, cwd = ROOT): number {
  const result = spawnSync(process.execPath, [join(ROOT, 'node_modules/astro/bin/astro.mjs'), ...args], {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ...env },
  });
  return result.status ?? 1;
}

if (import.meta.main) process.exit(astro(process.argv.slice(2)));
