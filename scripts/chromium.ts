import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

/** Where people and distributions put a Chromium; the first that exists is taken. */
const WELL_KNOWN: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge-stable',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Chromium/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
};

/** A browser for tests and diagrams, nothing else: no sandbox of its own (root has none), nothing in the background. */
const FLAGS = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * The Chromium at hand: the one that the environment variable CHROMIUM names, one in a well-known place, or the one
 * that Playwright downloaded. Undefined where there is none.
 */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM'];
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  const candidates = [...(WELL_KNOWN[process.platform] ?? []), chromium.executablePath()];
  return candidates.find((path) => existsSync(path));
}

/** Starts the Chromium at hand. Throws where there is none: see `installChromium`. */
export function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) {
    throw new Error(
      'No Chromium found: name one in the environment variable CHROMIUM, or run npm test, which gets one.',
    );
  }
  return chromium.launch({ ...options, executablePath, args: [...FLAGS, ...(options.args ?? [])] });
}

/**
 * Gets a Chromium where none is found, and returns its path: on Debian as root from the distribution's packages,
 * elsewhere by Playwright's download. Throws where neither works.
 */
export function installChromium(): string {
  const found = findChromium();
  if (found) return found;
  if (isDebian() && process.getuid?.() === 0) {
    console.log('Installing Chromium from the packages of Debian …');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-qq', '-y', '-o=Dpkg::Use-Pty=0', '--no-install-recommends', 'chromium']);
  } else {
    console.log('Downloading Chromium by Playwright …');
    const cli = fileURLToPath(new URL('../node_modules/playwright-core/cli.js', import.meta.url));
    run(process.execPath, [cli, 'install', 'chromium']);
  }
  const installed = findChromium();
  if (!installed)
    throw new Error('Chromium was installed, but is in none of the places where it is looked for.');
  return installed;
}

/** Debian itself: Ubuntu's package of that name is a snap, which does not run in containers. */
function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function run(command: string, args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const result = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${result.status}.`);
}
