import { readFileSync } from 'node:fs';

/** A rule of `public/_headers`: the paths that it covers (`*` stands for anything), and what they get. */
export interface HeaderRule {
  path: string;
  headers: Record<string, string>;
}

/** Reads the format that Netlify and Cloudflare Pages share: a path, then its headers, indented; `#` begins a comment. */
export function parseHeaders(text: string): HeaderRule[] {
  const rules: HeaderRule[] = [];
  for (const line of text.split('\n')) {
    if (!line.trim() || line.startsWith('#')) continue;
    if (/^\S/.test(line)) {
      rules.push({ path: line.trim(), headers: {} });
      continue;
    }
    const [name = '', value = ''] = line.split(/:(.*)/s).map((part) => part.trim());
    const rule = rules.at(-1);
    if (!rule || !name || !value) throw new Error(`_headers: cannot read the line "${line}".`);
    rule.headers[name] = value;
  }
  return rules;
}

/** The headers that a host sends with `pathname`. */
export function headersFor(rules: HeaderRule[], pathname: string): Record<string, string> {
  const matching = rules.filter(({ path }) => {
    const [start = '', end] = path.split('*', 2);
    if (end === undefined) return pathname === path;
    return (
      pathname.length >= start.length + end.length && pathname.startsWith(start) && pathname.endsWith(end)
    );
  });
  return Object.assign({}, ...matching.map(({ headers }) => headers)) as Record<string, string>;
}

/**
 * The site's own rules, as `public/_headers` states them.
 *
 * @param file a built site's own, which have its policy too
 */
export function siteHeaders(
  file: URL | string = new URL('../public/_headers', import.meta.url),
): HeaderRule[] {
  return parseHeaders(readFileSync(file, 'utf8'));
}
