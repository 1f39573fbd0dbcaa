import type { CachePolicyOptions } from 'desired-capacity/cloudfront';

/** The page is in the language of `?lang=`. Viewers also bring a campaign in the query string, and a session cookie. */
export const policy: CachePolicyOptions = {
  queryStrings: ['lang'],
};
