/**
 * What a reader's code finds in its global scope: the language, and the parts of the platform that touch nothing but
 * the run. Frame and Content Security Policy hold the walls; this keeps clutter, clocks and doors out of reach.
 */
export const KEPT: ReadonlySet<string> = new Set([
  ...['globalThis', 'self', 'Object', 'Function', 'Array', 'Number', 'Boolean', 'String', 'Symbol', 'BigInt'],
  ...['Infinity', 'NaN', 'undefined', 'parseFloat', 'parseInt', 'isFinite', 'isNaN', 'eval'],
  ...['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape'],
  ...['Math', 'Date', 'Intl', 'JSON', 'RegExp', 'Reflect', 'Proxy', 'Promise', 'Iterator', 'Atomics'],
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry'],
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError'],
  ...['URIError', 'SuppressedError', 'InternalError', 'DisposableStack', 'AsyncDisposableStack'],
  ...['ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray'],
  ...['Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'BigInt64Array', 'BigUint64Array'],
  ...['Float16Array', 'Float32Array', 'Float64Array'],
  ...['console', 'performance', 'crypto', 'structuredClone', 'queueMicrotask', 'atob', 'btoa'],
  ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate'],
  ...['URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'DOMException'],
  ...['Event', 'EventTarget', 'CustomEvent', 'AbortController', 'AbortSignal'],
]);

/** What a reader may well try, and why it is not there. */
const REFUSED: Record<string, string[]> = {
  'it has no network': [
    'fetch',
    'XMLHttpRequest',
    'WebSocket',
    'EventSource',
    'WebTransport',
    'importScripts',
  ],
  'a run is one worker by itself': ['Worker', 'SharedWorker', 'BroadcastChannel', 'MessageChannel'],
};

/** Strips the global scope down to what a run may use. Whatever else the caller needs, it must have taken before. */
export function strip(): void {
  for (
    let holder: object = globalThis;
    holder !== EventTarget.prototype && holder !== Object.prototype;
    holder = Object.getPrototypeOf(holder) as object
  ) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      if (!KEPT.has(name) && name !== 'constructor') Reflect.deleteProperty(holder, name);
    }
  }
  // Blobs live in the browser's process, where no run's end would stop them from filling the disk.
  delete (URL as Partial<typeof URL>).createObjectURL;
  for (const [reason, names] of Object.entries(REFUSED)) {
    for (const name of names) {
      const refuse = function () {
        throw new Error(`${name} does not work in the sandbox: ${reason}.`);
      };
      Object.defineProperty(globalThis, name, { value: refuse, configurable: true, writable: true });
    }
  }
}
