import type { SetCookie } from '../../cloud/endpoints/index.ts';

interface Kept {
  value: string;
  expires: number;
}

const none: ReadonlyMap<string, string> = new Map();

/** The cookies of one user, by host and name. Paths and parent domains are not looked at. */
export class Cookies {
  readonly #hosts = new Map<string, Map<string, Kept>>();

  /** What goes along with a request, at a time in seconds. */
  for(host: string, now: number): ReadonlyMap<string, string> {
    const kept = this.#hosts.get(host);
    if (!kept) return none;
    const cookies = new Map<string, string>();
    for (const [name, { value, expires }] of kept) {
      if (now < expires) cookies.set(name, value);
      else kept.delete(name);
    }
    return cookies;
  }

  /** Takes what a response sets. */
  set(host: string, cookies: readonly SetCookie[], now: number): void {
    let kept = this.#hosts.get(host);
    if (!kept) this.#hosts.set(host, (kept = new Map()));
    for (const { name, value, maxAge = Infinity } of cookies) {
      if (maxAge > 0) kept.set(name, { value, expires: now + maxAge });
      else kept.delete(name);
    }
  }

  clear(): void {
    this.#hosts.clear();
  }
}
