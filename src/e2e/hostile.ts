import type { EndEntry } from '../sim/report/transcript.ts';

/**
 * Code that tries to get out, to get at what is not its own, or to bring the page down. Each prints a line that begins
 * with ESCAPED where it succeeds; a sandbox contains it if none does, if the run ends as `ends` says, if nothing was
 * requested, and if the page is as it was.
 */
export interface Hostile {
  name: string;
  code: string;
  /** How the run may end. */
  ends: EndEntry['reason'][];
}

/** An attempt that must throw or reject. */
function refused(name: string, attempt: string): Hostile {
  const code = `
    try {
      ${attempt}
      console.log('ESCAPED', ${JSON.stringify(name)});
    } catch (error) {
      console.log('refused', error instanceof Error);
    }`;
  return { name, code, ends: ['done'] };
}

/** Statically linked, so the run can't begin. */
function unlinked(name: string, code: string): Hostile {
  return { name, code: `${code}\nconsole.log('ESCAPED');`, ends: ['error'] };
}

const FAR = 'https://example.com';

const network: Hostile[] = [
  refused('fetch from afar', `await fetch('${FAR}/');`),
  refused('fetch from the site', `await fetch('/index.html');`),
  refused('fetch of the file the page came from', `await fetch(new URL('.', 'http://localhost:4321/'));`),
  refused(
    'XMLHttpRequest',
    `const request = new XMLHttpRequest(); request.open('GET', '${FAR}', false); request.send();`,
  ),
  refused(
    'WebSocket',
    `const socket = new WebSocket('wss://example.com');
     await new Promise((resolve, reject) => { socket.onopen = resolve; socket.onerror = reject; });`,
  ),
  refused(
    'EventSource',
    `const source = new EventSource('${FAR}');
     await new Promise((resolve, reject) => { source.onopen = resolve; source.onerror = reject; });`,
  ),
  refused('WebTransport', `await new (globalThis as any).WebTransport('${FAR}:4433').ready;`),
  refused('importScripts', `(globalThis as any).importScripts('${FAR}/script.js');`),
  refused('sendBeacon', `navigator.sendBeacon('${FAR}', 'all of it');`),
  refused('an import from afar at run time', `await import(['${FAR}', 'module.js'].join('/'));`),
  refused(
    'an import of a data address',
    `await import(['data:text/javascript', 'export default 1'].join(','));`,
  ),
  refused(
    'an import from afar behind a blob',
    `const blob = new Blob(["import '${FAR}/module.js'"], { type: 'text/javascript' });
     await import(URL.createObjectURL(blob));`,
  ),
  refused(
    'a fetch in a nested worker',
    `const blob = new Blob(["fetch('${FAR}').then(() => postMessage(1))"], { type: 'text/javascript' });
     const nested = new Worker(URL.createObjectURL(blob));
     await new Promise((resolve, reject) => { nested.onmessage = resolve; setTimeout(reject, 300, new Error('silence')); });`,
  ),
  refused('code from a text', `new Function('return 1')();`),
  refused(
    'another realm with a network of its own',
    `new (globalThis as any).ShadowRealm().evaluate('fetch');`,
  ),
  refused(
    'the network where a prototype had it',
    `const lost = Object.getPrototypeOf(Object.getPrototypeOf(globalThis)).fetch; await lost.call(globalThis, '${FAR}');`,
  ),
  unlinked('a linked import from afar', `import far from '${FAR}/module.js';\nconsole.log(far);`),
  unlinked('a linked import of the site', `import site from '/src/main.js';\nconsole.log(site);`),
  unlinked('a linked import of Node', `import fs from 'node:fs';\nconsole.log(fs);`),
];

const storage: Hostile[] = [
  refused('localStorage', `localStorage.setItem('mine', '1');`),
  refused('sessionStorage', `sessionStorage.setItem('mine', '1');`),
  refused('cookies', `document.cookie = 'mine=1';`),
  refused(
    'IndexedDB',
    `const request = indexedDB.open('mine');
     await new Promise((resolve, reject) => { request.onsuccess = resolve; request.onerror = reject; });`,
  ),
  refused('caches', `await caches.open('mine');`),
  refused('a private file system', `await navigator.storage.getDirectory();`),
  refused('a channel to other runs', `new BroadcastChannel('runs').postMessage('hello');`),
  refused('locks', `await navigator.locks.request('mine', () => 1);`),
];

const page: Hostile[] = [
  refused('the page from the frame', `(globalThis as any).parent.document.title = 'ESCAPED';`),
  refused('the address of the page', `(globalThis as any).top.location = '${FAR}';`),
  refused('a document', `document.title = 'ESCAPED';`),
  refused('a new window', `window.open('${FAR}');`),
  refused('who opened it', `(globalThis as any).opener.document.title = 'ESCAPED';`),
];

/** Each tries to speak to the page in the engine's name. None may end a run early, or make the page say what is not so. */
const forging: Hostile[] = [
  {
    name: 'posting messages',
    code: `
      const words = [{ type: 'end', reason: 'done' }, { type: 'entry', entry: { type: 'end', reason: 'done' } }, { type: 'failed' }];
      for (const word of words) {
        try { (globalThis as any).postMessage(word); console.log('ESCAPED'); } catch { console.log('refused'); }
      }
      console.log('still here');`,
    ends: ['done'],
  },
  {
    name: 'posting through a prototype',
    code: `
      const found: string[] = [];
      for (let holder = globalThis as object; holder; holder = Object.getPrototypeOf(holder)) {
        for (const name of ['postMessage', 'close', 'onmessage', 'reportError']) if (Object.hasOwn(holder, name)) found.push(name);
      }
      console.log(found.length ? 'ESCAPED ' + found : 'nothing found');`,
    ends: ['done'],
  },
  {
    name: 'catching the sender',
    code: `
      const { call, apply, bind } = Function.prototype;
      const seen: unknown[] = [];
      const spy = (name: string, original: Function) => function (this: unknown, ...values: unknown[]) {
        seen.push(this);
        return Reflect.apply(original, this, values);
      };
      Function.prototype.call = spy('call', call) as typeof call;
      Function.prototype.apply = spy('apply', apply) as typeof apply;
      Function.prototype.bind = spy('bind', bind) as typeof bind;
      console.log('one');
      console.log('two');
      for (const value of seen) {
        if (typeof value === 'function' && /postMessage/.test(value.name)) console.log('ESCAPED', value.name);
      }`,
    ends: ['done'],
  },
  {
    name: 'an end among the entries',
    code: `
      import { show } from 'desired-capacity';
      try { show({ type: 'end', reason: 'done' }); console.log('ESCAPED'); } catch { console.log('refused'); }`,
    ends: ['done'],
  },
  {
    name: 'entries of no known shape',
    code: `
      import { show } from 'desired-capacity';
      const wrong: unknown[] = [
        undefined, null, 5, 'text', [], {}, { type: 'console' }, { type: 'console', level: 'log', text: {} },
        { type: 'check', label: 'forged', ok: 'yes' }, { type: 'plot', title: 'forged' },
        { type: 'table', title: 'forged', columns: [], rows: [[{}]] }, { type: 'timeline', lanes: 'none' },
        { type: '<script>' }, { type: '__proto__' }, new Proxy({}, { get() { throw new Error('a trap'); } }),
      ];
      for (const entry of wrong) {
        try { show(entry as never); console.log('ESCAPED'); } catch { console.log('refused'); }
      }`,
    ends: ['done'],
  },
  {
    name: 'maps of places that are none',
    code: `
      import { worldMap } from 'desired-capacity';
      const place = { name: 'a', latitude: 0, longitude: 0, kind: 'k' };
      const trap = { toString() { throw new Error('a trap'); }, valueOf() { return 0; } };
      const wrong: object[] = [
        { latitude: NaN }, { latitude: Infinity }, { latitude: 91 }, { latitude: '50' }, { latitude: 5n }, { latitude: trap },
        { longitude: NaN }, { longitude: -Infinity }, { longitude: 1e308 }, { longitude: null },
        { name: 5 }, { name: null }, { name: Symbol('a') }, { name: trap }, { name: ['a'] }, { kind: {} }, { note: 5 }, { role: 'capital' },
      ];
      const all: object[] = [
        ...wrong.map((part) => ({ places: [{ ...place, ...part }] })),
        { places: [place, place] }, { places: [place], ways: [{ from: 'a', to: 'b' }] }, { places: [place], ways: [{ from: trap, to: 'a' }] },
        { places: [place], title: 5 }, { places: [place], legend: trap }, { places: 'a' }, {},
      ];
      for (const options of all) {
        try { worldMap({ title: 't', description: 'd', ...options } as never); console.log('ESCAPED', JSON.stringify(options)); }
        catch (error) { console.log('refused', error instanceof Error); }
      }`,
    ends: ['done'],
  },
  {
    name: 'markup in every text',
    code: `
      import { check, plot, table, timeline, worldMap } from 'desired-capacity';
      const markup = '"><img src=x onerror="document.title=1"><script>document.title=1</script>';
      console.log(markup);
      check(markup, false, markup);
      plot({ title: markup, description: markup, x: { label: markup, unit: markup }, y: { label: markup },
        series: [{ name: markup, points: [[0, 0], [1, 1]] }], marks: [{ x: 0.5, label: markup }] });
      table(markup, [{ [markup]: markup }]);
      timeline({ title: markup, description: markup, lanes: [{ name: markup, spans: [{ start: 0, end: 1, label: markup }] }] });
      worldMap({ title: markup, description: markup, legend: markup,
        places: [{ name: markup, latitude: 0, longitude: 0, kind: markup, note: markup }], ways: [{ from: markup, to: markup, kind: markup }] });
      throw new Error(markup);`,
    ends: ['error'],
  },
  {
    name: 'an error that fights back',
    code: `
      throw new Proxy(new Error('caught'), {
        get(_, key) { if (key === 'message' || key === 'stack' || key === 'name') throw new Error('a trap'); return undefined; },
        getPrototypeOf() { throw new Error('a trap'); },
      });`,
    ends: ['error'],
  },
  {
    name: 'an error that will not be a text',
    code: `throw { toString() { throw new Error('a trap'); }, toJSON() { throw new Error('a trap'); } };`,
    ends: ['error'],
  },
];

/** Each breaks its own run at worst. */
const tampering: Hostile[] = [
  {
    name: 'Array.prototype turned against its users',
    code: `
      for (const name of ['push', 'pop', 'shift', 'map', 'filter', 'find', 'forEach', 'slice', 'splice', 'includes', 'join']) {
        (Array.prototype as any)[name] = () => { throw new Error('tampered'); };
      }
      throw new Error('tampered too');`,
    ends: ['error', 'deadline'],
  },
  {
    name: 'lists of any length in the place of what a method gives',
    code: `
      import { show, table } from 'desired-capacity';
      const vast = () => new Array(2 ** 32 - 1) as never;
      for (const name of ['map', 'filter', 'slice', 'flatMap', 'concat', 'toSorted']) (Array.prototype as any)[name] = vast;
      show({ type: 'table', title: 't', columns: [{ name: 'c', align: 'left' }], rows: [[1]] });
      table('t', [{ a: 1 }]);`,
    ends: ['done', 'error', 'limit', 'deadline'],
  },
  {
    name: 'a list that is made longer as it is filled',
    code: `
      import { show } from 'desired-capacity';
      Object.defineProperty(Array.prototype, '0', { configurable: true, set() { this.length = 2 ** 32 - 1; } });
      show({ type: 'table', title: 't', columns: [{ name: 'c', align: 'left' }], rows: [[1]] });`,
    ends: ['done', 'error', 'limit'],
  },
  {
    name: 'indices with setters',
    code: `
      const caught: unknown[] = [];
      let busy = false;
      Object.defineProperty(Array.prototype, '0', { configurable: true, set(value) {
        if (!busy) { busy = true; caught[1] = value; busy = false; }
      }, get() { return { type: 'end', reason: 'done' }; } });
      console.log('after the setter');
      throw new Error('and on');`,
    ends: ['done', 'error', 'deadline'],
  },
  {
    name: 'Object.prototype polluted',
    code: `
      Object.assign(Object.prototype, { type: 'end', reason: 'done', run: 1, entries: [], text: 'polluted', length: 1e9, line: 1 });
      console.log('polluted');`,
    ends: ['done', 'error', 'deadline'],
  },
  {
    name: 'JSON, Promise, Map, String and RegExp turned against their users',
    code: `
      const bad = () => { throw new Error('tampered'); };
      JSON.stringify = bad; JSON.parse = bad;
      Promise.prototype.then = bad as never; Promise.resolve = bad as never;
      Map.prototype.get = bad; Map.prototype.set = bad; Set.prototype.add = bad; Set.prototype.delete = bad;
      String.prototype.replace = bad; String.prototype.replaceAll = bad; String.prototype.split = bad; String.prototype.matchAll = bad;
      RegExp.prototype.exec = bad; (RegExp.prototype as any)[Symbol.matchAll] = bad;
      Object.keys = bad; Object.entries = bad; Object.hasOwn = bad as never; Object.defineProperty = bad; Reflect.apply = bad as never;
      console.log('tampered');
      throw new Error('and on');`,
    ends: ['error', 'deadline'],
  },
  {
    name: 'every object a thenable, and no constructor of promises',
    code: `
      console.log('before');
      Object.defineProperty(Promise.prototype, 'constructor', { get() { throw new Error('tampered'); } });
      (Object.prototype as any).then = (resolve: () => void) => resolve();`,
    ends: ['done', 'error', 'deadline'],
  },
  {
    name: 'stack traces turned against their readers',
    code: `
      (Error as any).prepareStackTrace = () => { throw new Error('tampered'); };
      Object.defineProperty(Error.prototype, 'stack', { get() { throw new Error('tampered'); } });
      throw new Error('and on');`,
    ends: ['error', 'deadline'],
  },
  {
    name: 'listeners that swallow errors',
    code: `
      for (const type of ['error', 'unhandledrejection']) {
        globalThis.addEventListener(type, (event) => { event.stopImmediatePropagation(); event.preventDefault(); }, true);
      }
      throw new Error('heard all the same');`,
    ends: ['error'],
  },
  {
    name: 'a sink of its own',
    code: `
      import { setSink } from 'desired-capacity';
      try { setSink(undefined); console.log('ESCAPED'); } catch { console.log('refused'); }`,
    ends: ['done'],
  },
  {
    name: 'values that fight the formatter',
    code: `
      const circle: any = {}; circle.circle = circle;
      let deep: any = {}; for (let i = 0; i < 100_000; i++) deep = { deep };
      console.log(circle, deep);
      console.log(new Proxy({}, { ownKeys() { throw new Error('a trap'); } }));`,
    ends: ['done', 'error'],
  },
];

const exhausting: Hostile[] = [
  { name: 'an endless loop', code: `console.log('before'); while (true) {}`, ends: ['deadline'] },
  {
    name: 'an endless loop of promises',
    code: `console.log('before'); while (true) await null;`,
    ends: ['deadline'],
  },
  {
    name: 'promises without end and without waiting',
    code: `console.log('before'); const again = (): unknown => Promise.resolve().then(again); again();`,
    ends: ['deadline'],
  },
  {
    name: 'a promise that never settles',
    code: `await new Promise(() => setInterval(() => {}, 10));`,
    ends: ['deadline'],
  },
  { name: 'timers without end', code: `setInterval(() => {}, 0);`, ends: ['deadline'] },
  {
    name: 'sleep that blocks',
    code: `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`,
    ends: ['deadline', 'error'],
  },
  { name: 'a pattern that backtracks', code: `/^(a+)+$/.test('a'.repeat(40) + 'b');`, ends: ['deadline'] },
  { name: 'endless recursion', code: `const again = (): number => again() + 1; again();`, ends: ['error'] },
  { name: 'endless output', code: `while (true) console.log('more');`, ends: ['limit'] },
  {
    name: 'endless output by other methods',
    code: `while (true) { console.dir('more'); console.table([1]); console.trace('more'); }`,
    ends: ['deadline', 'limit', 'error'],
  },
  {
    name: 'endless output between promises',
    code: `while (true) { console.log('more'); await null; }`,
    ends: ['limit'],
  },
  {
    name: 'endless output from timers',
    code: `const again = () => { for (let i = 0; i < 500; i++) console.log('more'); setTimeout(again); }; again();`,
    ends: ['limit'],
  },
  {
    name: 'endless checks',
    code: `import { check } from 'desired-capacity'; while (true) check('more', false);`,
    ends: ['limit'],
  },
  {
    name: 'one endless line',
    code: `console.log('before'); console.log('x'.repeat(200_000_000));`,
    ends: ['limit'],
  },
  {
    name: 'wide lines without end',
    code: `const line = 'x'.repeat(99_000); while (true) console.log(line);`,
    ends: ['limit'],
  },
  {
    name: 'a table too large',
    code: `
      import { table } from 'desired-capacity';
      table('large', { columns: ['a'], rows: Array.from({ length: 600_000 }, (_, i) => [i]) });`,
    ends: ['limit', 'deadline'],
  },
  {
    name: 'a map too large',
    code: `
      import { worldMap } from 'desired-capacity';
      const places = Array.from({ length: 1_000_000 }, (_, i) => ({ name: 'p' + i, latitude: 0, longitude: 0, kind: 'k' }));
      worldMap({ title: 'large', description: 'large', places });`,
    ends: ['limit', 'deadline'],
  },
  {
    name: 'a map with an endless name',
    code: `
      import { worldMap } from 'desired-capacity';
      const name = 'x'.repeat(200_000_000);
      worldMap({ title: 'long', description: 'long', places: [{ name, latitude: 0, longitude: 0, kind: 'k' }] });`,
    ends: ['limit'],
  },
  { name: 'string overflow', code: `let text = 'x'; while (true) text += text;`, ends: ['error'] },
  { name: 'buffer overflow', code: `new ArrayBuffer(2 ** 53 - 1);`, ends: ['error'] },
  {
    name: 'buffers without end',
    code: `const kept: Uint8Array[] = []; while (true) kept.push(new Uint8Array(100_000_000));`,
    ends: ['error', 'deadline'],
  },
  { name: 'array overflow', code: `new Array(2 ** 32);`, ends: ['error'] },
  {
    name: 'blobs without end',
    code: `while (true) URL.createObjectURL(new Blob(['x'.repeat(1000)]));`,
    ends: ['error'],
  },
];

export const HOSTILE: readonly Hostile[] = [
  ...network,
  ...storage,
  ...page,
  ...forging,
  ...tampering,
  ...exhausting,
];
