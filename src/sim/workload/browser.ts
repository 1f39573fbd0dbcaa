import {
  preflightOf,
  preflightRefusal,
  seenByPage,
  type PageRequest,
} from '../cloud/gateway/cors/browser.ts';
import { Fetched, FetchError, hostsOf, type FetchOptions, type Pairs } from '../cloud/http/index.ts';
import type { World } from '../cloud/index.ts';
import type { Reply, Yieldable } from '../kernel/index.ts';

/** What a page asks its browser to fetch. */
export interface PageFetchOptions extends Omit<FetchOptions, 'headers' | 'signedBy'> {
  /** By name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether cookies and the like go along to another origin. Default false. */
  readonly credentials?: boolean;
}

/** A request that a page's browser has sent, as the network tab of its tools lists it. */
export interface PageExchange {
  /** GET and the like; OPTIONS for a question before. */
  readonly method: string;
  /** What was asked. */
  readonly url: string;
  /** What was answered; 0 where nobody did. */
  readonly status: number;
  /** Why the page may not see the answer; undefined where it may. */
  readonly blocked: string | undefined;
}

/**
 * A page in a browser, and what its JavaScript may fetch. To another origin, what no form could send is asked for first
 * (the preflight), and an answer that does not name the page's origin is kept from it, although the request was sent.
 * https://fetch.spec.whatwg.org/#http-cors-protocol
 *
 *     const page = openPage(cloud, 'http://pets.s3-website-us-east-1.amazonaws.com');
 *     const answer = await page.fetch(api, { method: 'POST', body: { name: 'Rex' } });
 */
export class BrowserPage {
  /** Where the page comes from: scheme and host. */
  readonly origin: string;
  /** What the browser has sent for it, in order. */
  readonly exchanges: PageExchange[] = [];
  readonly #world: World;

  /** Made by `openPage`. */
  constructor(world: World, origin: string) {
    this.#world = world;
    this.origin = origin;
  }

  /**
   * As `fetch` of a page: settles with any answer that it may see, whatever its status. Rejects with FetchError where there is
   * none, or where the browser keeps it back; a page is not told why.
   */
  fetch(
    url: string,
    { headers = {}, credentials = false, ...options }: PageFetchOptions = {},
  ): Reply<Fetched> {
    return this.#world.simulation.process(
      () => this.#fetched(url, headers, credentials, options),
      `page fetches ${url}`,
    );
  }

  *#fetched(
    url: string,
    headers: Readonly<Record<string, string>>,
    credentials: boolean,
    options: Omit<FetchOptions, 'headers'>,
  ): Generator<Yieldable, Fetched, never> {
    const { method = 'GET', body } = options;
    const sent = Object.entries(headers);
    const isJson = body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array);
    const isTyped = sent.some(([name]) => name.toLowerCase() === 'content-type');
    if (isJson && !isTyped) sent.push(['Content-Type', 'application/json']);
    if (typeof body === 'string' && !isTyped) sent.push(['Content-Type', 'text/plain;charset=UTF-8']);
    const targetOrigin = originOf(url);
    const request: PageRequest = { targetOrigin, method: method.toUpperCase(), headers: sent, credentials };
    const before = preflightOf(this.origin, request);
    if (before) {
      const answer = yield* this.#ask(url, { method: 'OPTIONS', headers: before });
      const blocked = preflightRefusal(this.origin, request, plain(answer));
      this.#note('OPTIONS', url, answer.status, blocked);
      if (blocked !== undefined) throw new FetchError('Failed to fetch');
    }
    const own: Pairs =
      targetOrigin === this.origin && request.method === 'GET' ? [] : [['Origin', this.origin]];
    const answer = yield* this.#ask(url, { ...options, headers: [...sent, ...own] });
    const seen = seenByPage(this.origin, request, plain(answer));
    this.#note(request.method, url, answer.status, seen.ok ? undefined : seen.why);
    if (!seen.ok) throw new FetchError('Failed to fetch');
    return new Fetched({ status: answer.status, headers: seen.headers, body: answer.bytes() });
  }

  *#ask(url: string, options: FetchOptions): Generator<Yieldable, Fetched, never> {
    try {
      return yield* hostsOf(this.#world).fetch(url, options);
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      this.#note(options.method ?? 'GET', url, 0, 'nobody answers');
      throw new FetchError('Failed to fetch');
    }
  }

  #note(method: string, url: string, status: number, blocked: string | undefined): void {
    this.exchanges.push({ method: method.toUpperCase(), url, status, blocked });
  }
}

/** Opens a page that came from an origin, such as 'https://shop.example'. @throws TypeError for what is no origin */
export function openPage(cloud: { readonly world: World }, origin: string): BrowserPage {
  return new BrowserPage(cloud.world, originOf(origin));
}

function originOf(url: string): string {
  const found = /^(https?:)\/\/([^/?#]+)/i.exec(url);
  if (!found) throw new TypeError(`'${url}' is no URL of http or https.`);
  const [, scheme, host] = found as unknown as [string, string, string];
  const port = scheme.toLowerCase() === 'https:' ? /:443$/ : /:80$/;
  return `${scheme}//${host}`.toLowerCase().replace(port, '');
}

const plain = (answer: Fetched) => ({ statusCode: answer.status, headers: [...answer.headers] });
