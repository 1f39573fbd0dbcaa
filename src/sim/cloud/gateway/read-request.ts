import type { HostRequest } from '../http/message.ts';
import type { HttpRequest } from './payload/http.ts';

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

const decodePath = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** A request with its path and query decoded. */
export function readHostRequest({ method, path, rawQuery, headers, body }: HostRequest): HttpRequest {
  const query = rawQuery
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0
        ? ([decode(pair), ''] as const)
        : ([decode(pair.slice(0, at)), decode(pair.slice(at + 1))] as const);
    });
  return { method, path: decodePath(path), query, rawQuery, headers, body };
}
