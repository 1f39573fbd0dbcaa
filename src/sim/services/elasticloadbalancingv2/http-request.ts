import type { Request } from '../../cloud/endpoints/index.ts';
import type { HttpRequest } from './rules/request.ts';

/** A path and its query, apart. */
export function queryOf(whole: string): { path: string; query: string } {
  const mark = whole.indexOf('?');
  return mark < 0 ? { path: whole, query: '' } : { path: whole.slice(0, mark), query: whole.slice(mark + 1) };
}

/** A path and its query, in one. */
export function wholePath({ path, query }: { readonly path: string; readonly query: string }): string {
  return query ? `${path}?${query}` : path;
}

/** A request as rules see it. */
export function asRulesSee(
  request: Request,
  protocol: 'HTTP' | 'HTTPS',
  port: number,
  from: string,
): HttpRequest {
  const { path, query } = queryOf(request.path ?? '/');
  return {
    protocol,
    port,
    method: request.method ?? 'GET',
    host: request.headers?.get('host') ?? request.host,
    path,
    query,
    headers: request.headers ? [...request.headers] : [],
    source: from,
  };
}

/** A request as a target gets it: with the headers that the balancer adds. */
export function forwarded(request: Request, rewritten: HttpRequest, from: string, xff: string): Request {
  const { protocol, port, host } = rewritten;
  const headers = new Map(request.headers ?? []);
  headers.set('host', host);
  const before = headers.get('x-forwarded-for');
  if (xff === 'remove') headers.delete('x-forwarded-for');
  else if (xff === 'append')
    headers.set('x-forwarded-for', before === undefined ? from : `${before}, ${from}`);
  headers.set('x-forwarded-proto', protocol.toLowerCase());
  headers.set('x-forwarded-port', String(port));
  return { ...request, host, path: wholePath(rewritten), headers };
}

/** A cookie of the balancer's: AWS encrypts it, and so nobody may look into it. */
export function sealed(target: string, renewed: number): string {
  return encodeURIComponent(`${target} ${renewed}`);
}

/** What a cookie of the balancer's says; undefined for one that is none. */
export function unsealed(cookie: string | undefined): { target: string; renewed: number } | undefined {
  if (cookie === undefined) return undefined;
  const [, target = '', renewed = ''] = /^(\S+)%20([\d.e+-]+)$/.exec(cookie) ?? [];
  return target === '' ? undefined : { target: decodeURIComponent(target), renewed: Number(renewed) };
}
