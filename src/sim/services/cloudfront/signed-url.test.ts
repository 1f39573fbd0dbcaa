import { expect, test } from 'vitest';
import { coversResource } from './resource-pattern.ts';
import { denialOf, policyOfUrl } from './signed-url.ts';

const base = 'https://d1.cloudfront.net';
for (const [resource, url, covers] of [
  ['*', 'http://x.org/', true],
  [`${base}/a.jpg`, `${base}/a.jpg`, true],
  [`${base}/a.jpg`, `${base}/a.jpg?x=1`, false],
  [`${base}/a.jpg?x=1`, `${base}/a.jpg?x=1`, true],
  [`${base}/a.jpg?x=1`, `${base}/a.jpg?x=2`, false],
  [`${base}/*game_download.zip*`, `${base}/game_download.zip`, true],
  [`${base}/*game_download.zip*`, `${base}/my_game_download.zip?license=yes`, true],
  [`${base}/hello*world`, `${base}/hello-world`, true],
  [`${base}/hello*world`, 'https://d2.cloudfront.net/hello-world', false],
  [`${base}/hello*world`, `${base}/hello?world`, false],
  [`${base}/training/*`, `${base}/training/a/b.pdf`, true],
  [`${base}/training/*`, `${base}/other/a.pdf`, false],
  ['https://*', `${base}/a/b?c=d`, true],
  ['https://*', 'http://d1.cloudfront.net/a', false],
  ['*example.com', 'https://www.example.com/', true],
  ['*example.com', 'https://www.example.com/a', false],
  ['http://example.com*', 'http://example.com/a?b=c', true],
  [`${base}/a?.jpg`, `${base}/ab.jpg`, true],
] as const) {
  test(`resource ${resource} and ${url}`, () => expect(coversResource(resource, url)).toBe(covers));
}

test('signed URLs: canned and custom policies decide at the time of the request', () => {
  const decode = (text: string): unknown => JSON.parse(decodeURIComponent(text));
  const decide = (url: string, now: number, ip = '192.0.2.10') => {
    const read = policyOfUrl(url, decode);
    return typeof read === 'object' ? denialOf(read, { url, now, ip }) : read;
  };
  const key = 'Signature=s&Key-Pair-Id=K1';
  const canned = `${base}/a.jpg?size=1&Expires=1000&${key}`;
  const signed = (condition: object, Resource?: string) =>
    `${base}/t/a.pdf?Policy=${encodeURIComponent(JSON.stringify({ Statement: [{ Resource, Condition: condition }] }))}&${key}`;
  const until = { DateLessThan: { 'AWS:EpochTime': 1000 } };
  const from = { ...until, DateGreaterThan: { 'AWS:EpochTime': 500 } };
  const near = { ...until, IpAddress: { 'AWS:SourceIp': '192.0.2.0/24' } };
  for (const [url, now, ip, denial] of [
    [canned, 999, undefined, undefined],
    [canned, 1000, undefined, 'expired'],
    [`${base}/a.jpg`, 1, undefined, 'not signed'],
    [`${base}/a.jpg?Expires=x&${key}`, 1, undefined, 'malformed'],
    [signed(until, `${base}/t/*`), 1, undefined, undefined],
    [signed(until, `${base}/u/*`), 1, undefined, 'another URL'],
    [signed(until), 1, undefined, undefined],
    [signed(from), 500, undefined, 'not yet'],
    [signed(from), 501, undefined, undefined],
    [signed(near), 1, '192.0.2.200', undefined],
    [signed(near), 1, '192.0.3.1', 'another address'],
    [signed(near), 1, '2001:db8::1', 'another address'],
    [signed({}), 1, undefined, 'malformed'],
  ] as const) {
    expect(decide(url, now, ip), `${url} ${now}`).toBe(denial);
  }
});
