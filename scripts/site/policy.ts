import { createHash } from 'node:crypto';

/** Where a WebContainer comes from, once a reader asks for one; what it serves is on hosts of its own below these. */
const CONTAINER = ['https://stackblitz.com', 'https://*.webcontainer.io', 'https://*.staticblitz.com'];

/** Scripts in the pages' own markup or in the sandbox's frame: `'sha256-…'`, as a policy names them. */
export function scriptHash(code: string): string {
  return `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
}

/** The texts of the scripts in a page that run: not those that are data, nor those that are fetched. */
export function inlineScripts(html: string): string[] {
  return [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)]
    .filter(([, attributes]) => !/\bsrc=|type="application\/(ld\+)?json"/.test(attributes!))
    .map(([, , code]) => code!);
}

/**
 * The site's Content Security Policy: a second wall behind the escaping. Scripts are the site's own, those in its pages
 * by their hashes, and the blobs in which the sandbox runs a reader's code. Styles may stand in attributes, as those of
 * charts and of coloured code do.
 *
 * @param hashes of all scripts that stand in pages or in the sandbox's frame
 */
export function policy(hashes: Iterable<string>): string {
  const rules: Record<string, string[]> = {
    'default-src': ["'self'"],
    // WebAssembly: the search.
    'script-src': ["'self'", 'blob:', "'wasm-unsafe-eval'", ...new Set(hashes)],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'", ...CONTAINER],
    'worker-src': ["'self'", 'blob:'],
    'frame-src': ["'self'", ...CONTAINER],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
  };
  return Object.entries(rules)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

/** A page with the policy as its first word: what stands before it would not be held by it. */
export function withPolicy(html: string, content: string): string {
  return html.replace('<head>', `<head><meta http-equiv="Content-Security-Policy" content="${content}">`);
}

/** `_headers` with the whole policy, in which a header can also say who may frame a page. */
export function headersWithPolicy(headers: string, content: string): string {
  return headers.replace(/(Content-Security-Policy:) .*/, `$1 ${content}; frame-ancestors 'self'`);
}
