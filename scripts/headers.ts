import { readFileSync } from 'node:fs';

/** A rule of `public/_headers`: the paths that it covers (`*` at the end stands for anything), and what they get. */
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
  const matching = rules.filter(({ path }) =>
    path.endsWith('*') ? pathname.startsWith(path.slice(0, -1)) : pathname === path,
  );
  return Object.assign({}, ...matching.map(({ headers }) => headers)) as Record<string, string>;
}

/** The site's own rules, as `public/_headers` states them. */
export function siteHeaders(): HeaderRule[] {
  return parseHeaders(readFileSync(new URL('../public/_headers', import.meta.url), 'utf8'));
}
