/** A request as rules see it. */
export interface HttpRequest {
  readonly protocol: 'HTTP' | 'HTTPS';
  /** Of the listener. */
  readonly port: number;
  readonly method: string;
  /** The host header, with or without a port. */
  readonly host: string;
  readonly path: string;
  /** Without the question mark; empty where there is none. */
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The address of whoever connected. */
  readonly source: string;
}

/** What conditions look at: worked out once a request. */
export interface Subject {
  readonly request: HttpRequest;
  /** The name alone. */
  readonly host: string;
  /** Normalized. */
  readonly path: string;
  readonly pairs: readonly (readonly [key: string, value: string])[];
}

/** What conditions look at in a request. */
export function subjectOf(request: HttpRequest): Subject {
  let pairs: Subject['pairs'] | undefined;
  return {
    request,
    host: visible(hostname(request.host)),
    path: visible(normalizePath(request.path)),
    get pairs() {
      return (pairs ??= pairsOf(request.query).map(([key, value]) => [visible(key), visible(value)]));
    },
  };
}

/** The host's name alone. Rules compare names: a port in the header is left off. */
export function hostname(host: string): string {
  return host.replace(/:\d{1,5}$/, '');
}

/** What rules compare: visible characters; control characters are not. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]/g, '');
}

/**
 * A path in the form that rules are evaluated on: dot segments are resolved and escapes of unreserved characters are
 * undone, which is the normalization of RFC 3986. AWS says only that there is one.
 */
export function normalizePath(path: string): string {
  if (!/%|\/\./.test(path)) return path;
  const unescaped = path.replace(/%([0-9a-fA-F]{2})/g, (escape, hex: string) => {
    const char = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9\-._~]/.test(char) ? char : escape.toUpperCase();
  });
  if (!/\/\.\.?(\/|$)/.test(unescaped)) return unescaped;
  const kept: string[] = [];
  const segments = unescaped.split('/');
  segments.forEach((segment, i) => {
    const last = i === segments.length - 1;
    if (segment === '.' || segment === '..') {
      if (segment === '..' && kept.length > 1) kept.pop();
      if (last) kept.push('');
    } else kept.push(segment);
  });
  return kept.join('/');
}

/** The pairs of a query string, unescaped; a key alone has an empty value. */
export function pairsOf(query: string): [key: string, value: string][] {
  const end = query.indexOf('#');
  const text = end < 0 ? query : query.slice(0, end);
  if (text === '') return [];
  return text.split('&').map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? [unescape(pair), ''] : [unescape(pair.slice(0, at)), unescape(pair.slice(at + 1))];
  });
}

/** Undoes escapes where they are well formed. */
function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
