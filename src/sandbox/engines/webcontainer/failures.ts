import { EngineError } from '../../engine.ts';

/** Why there is no WebContainer, or none any more: each as one sentence, and one thing to do. */
const WORDS = {
  offline: [
    'You are offline, and a WebContainer comes from stackblitz.com.',
    'Connect to the internet and press Run again.',
  ],
  isolation: [
    'A WebContainer needs a page that is isolated from other sites, and this one is not.',
    'Open the site in a window that is not private, in a recent browser.',
  ],
  browser: [
    'This browser lacks what a WebContainer is made of (WebAssembly, service workers).',
    'Open the page in a recent Chrome, Edge, Firefox or Safari, or allow them in its settings.',
  ],
  phone: [
    'A WebContainer takes more memory than a phone or tablet gives a page.',
    'Open the page on a computer.',
  ],
  cookies: [
    'The browser blocks cookies and storage of other sites, which a WebContainer needs.',
    'Allow them for stackblitz.com and webcontainer.io in its settings and load the page again.',
  ],
  timeout: [
    'The WebContainer did not start within 30 seconds.',
    'Check that nothing blocks stackblitz.com (a firewall, a blocker of cookies) and press Run again.',
  ],
  memory: [
    'The WebContainer ran out of memory.',
    'Make the run smaller or close other tabs, and press Run again.',
  ],
  crash: ['The WebContainer stopped working.', 'Load the page again: your code is kept.'],
} as const;

/** What can go wrong with a WebContainer. */
export type FailureKind = keyof typeof WORDS;

/** The WebContainer failed, not the reader's code. */
export class ContainerFailure extends EngineError {
  override name = 'ContainerFailure';
  readonly kind: FailureKind;
  constructor(kind: FailureKind, cause?: unknown) {
    const [message, action] = WORDS[kind];
    super(message, action);
    this.kind = kind;
    this.cause = cause;
  }
}

/** What a WebContainer's own words mean: it has no codes. */
export function failureFrom(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  // A WebContainer's own event is no Error.
  const { name, message } = (error ?? {}) as Partial<Error>;
  const text = `${name}: ${message ?? String(error)}`;
  if (/out of memory|allocation failed/i.test(text)) return new ContainerFailure('memory', error);
  if (/isolat|SharedArrayBuffer/i.test(text)) return new ContainerFailure('isolation', error);
  // https://webcontainers.io/guides/browser-config: storage refused to other sites takes their service workers too.
  if (/cookie|storage|third.party|service ?worker|SecurityError/i.test(text))
    return new ContainerFailure('cookies', error);
  if (/failed to fetch|networkerror/i.test(text) && !navigator.onLine)
    return new ContainerFailure('offline', error);
  return new ContainerFailure('crash', error);
}

/** What can be known before anything is fetched. */
export function objection(): ContainerFailure | undefined {
  if (!navigator.onLine) return new ContainerFailure('offline');
  if (isPhone()) return new ContainerFailure('phone');
  if (typeof WebAssembly === 'undefined' || typeof Worker === 'undefined' || !('serviceWorker' in navigator))
    return new ContainerFailure('browser');
  if (!navigator.cookieEnabled) return new ContainerFailure('cookies');
  return undefined;
}

/** Phones and tablets: tabs with a WebContainer crash there. An iPad calls itself a Macintosh, which has no touch screen. */
function isPhone(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad|iPod|Android/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}
