'use strict';
/*
 * Makes package-lock.json whole: npm runs this after it changed node_modules (the `dependencies` script).
 *
 * Native packages come as one optional package a platform. Where a registry does not show some of them, npm leaves
 * them out of the lock, and `npm ci` elsewhere then refuses it ("Missing: … from lock file"). A stub (version, platform,
 * no integrity) is enough for `npm ci`, which installs it only on that platform.
 *
 * CommonJS without modern syntax, as setup.cjs is: the Node that runs it may be old.
 */
const fs = require('fs');
const path = require('path');

const OS = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
  freebsd: 'freebsd',
  android: 'android',
};
const CPU = { arm64: 'arm64', x64: 'x64', arm: 'arm', ia32: 'ia32', wasm32: 'wasm32' };

/** Where `name`, wanted by the package at `from`, stands in the lock, as Node would look for it; undefined if nowhere. */
function place(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const candidate = (folder ? folder + '/' : '') + 'node_modules/' + name;
    if (packages[candidate]) return candidate;
    if (!folder) return undefined;
  }
}

/** Adds what is missing to the parsed lock, in place; returns the names added. */
function complete(lock) {
  const added = [];
  for (const from of Object.keys(lock.packages)) {
    const wanted = lock.packages[from].optionalDependencies || {};
    for (const name of Object.keys(wanted)) {
      const version = wanted[name].replace(/^[\^~>=\s]+/, '');
      const there = lock.packages[place(lock.packages, from, name)];
      if (there && (there.version === version || version !== wanted[name])) continue;
      const parts = name.split(/[/-]/);
      const os = parts.map((part) => OS[part]).filter(Boolean);
      const cpu = parts.map((part) => CPU[part]).filter(Boolean);
      // In the order that npm writes, so that its next run changes nothing.
      const stub = { version: version };
      if (cpu.length) stub.cpu = cpu;
      if (lock.packages[from].dev) stub.dev = true;
      stub.optional = true;
      if (os.length) stub.os = os;
      const beside = there ? from.slice(0, from.lastIndexOf('node_modules/')) : '';
      lock.packages[beside + 'node_modules/' + name] = stub;
      added.push(name);
    }
  }
  const sorted = {};
  for (const key of Object.keys(lock.packages).sort((a, b) => (a < b ? -1 : 1)))
    sorted[key] = lock.packages[key];
  lock.packages = sorted;
  return added;
}

module.exports = { complete };

if (require.main === module) {
  const file = path.join(__dirname, '..', 'package-lock.json');
  const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
  const added = complete(lock);
  if (added.length) {
    fs.writeFileSync(file, JSON.stringify(lock, null, 2) + '\n');
    console.log('package-lock.json: stubs for ' + added.join(', '));
  }
}
