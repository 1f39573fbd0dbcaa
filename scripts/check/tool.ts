import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from '../astro.ts';

/** How a tool ended, and what it wrote. */
export interface ToolResult {
  status: number;
  output: string;
  errors: string;
}

/**
 * Runs one of the installed command-line tools in a process of its own, without colours.
 *
 * @param script its path in node_modules
 * @param env is added to the environment
 */
export function runTool(
  script: string,
  args: string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<ToolResult> {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ...env },
  });
  let [output, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      const plain = stripVTControlCharacters;
      resolve({ status: status ?? 1, output: plain(output), errors: plain(errors) });
    });
  });
}
