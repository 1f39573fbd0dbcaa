import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from 'node:child_process';

/** Runs npm, by the Node that runs this, and returns what it prints. Throws where it fails. */
export function npm(args: string[], cwd: string): string {
  const cli = process.env['npm_execpath'];
  const options: ExecFileSyncOptionsWithStringEncoding = {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  };
  const quiet = [...args, '--loglevel=error', '--no-audit', '--no-fund', '--no-update-notifier'];
  if (cli && /\.c?js$/.test(cli)) return execFileSync(process.execPath, [cli, ...quiet], options);
  return execFileSync('npm', quiet, { ...options, shell: process.platform === 'win32' });
}
