import type { ErrorCaching } from './error-caching.ts';
import type { Response, Sent } from './http.ts';
import type { TtlSettings } from './ttl.ts';

/** A request on its way to the origin. */
export interface Fetch {
  readonly method: string;
  readonly key: string;
  /** The path with the query strings that count. */
  readonly url: string;
  readonly ttl: TtlSettings;
  /** Whether requests for the same key wait for the first one's answer. */
  readonly collapses: boolean;
  readonly errors?: ErrorCaching;
  /** What the origin gets, without what CloudFront itself adds. */
  readonly sent: Sent;
  /** The validator of a copy that the asker has. */
  readonly ifNoneMatch?: string;
  /** Where to ask next, and after that. */
  readonly route: readonly Source[];
}

/** What a location did. AWS's x-edge-result-type, without its finer kinds. */
export type Result = 'Hit' | 'RefreshHit' | 'Miss' | 'Error';

/** Takes an answer. */
export type Done = (response: Response, result: Result) => void;

/** Whoever can be asked for an object: a cache location, an origin group. Answers once, at once or later. */
export interface Source {
  fetch(request: Fetch, done: Done): void;
}

/** A source behind a wire: each way takes half of the round trip. */
export function behind(
  source: Source,
  seconds: number,
  after: (seconds: number, action: () => void) => void,
): Source {
  return {
    fetch(request, done) {
      after(seconds / 2, () =>
        source.fetch(request, (response, result) => after(seconds / 2, () => done(response, result))),
      );
    },
  };
}

/** Asks the next source of a request's route. */
export function onward({ route, ...request }: Fetch, done: Done): void {
  const [next, ...rest] = route;
  if (!next) throw new RangeError('A request has nowhere to go.');
  next.fetch({ ...request, route: rest }, done);
}
