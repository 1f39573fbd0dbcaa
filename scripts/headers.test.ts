import { expect, test } from 'vitest';
import { headersFor, parseHeaders, siteHeaders } from './headers.ts';

test('a path gets the headers of every rule that covers it, the later one first', () => {
  const rules = parseHeaders(
    '# all\n/*\n  A: 1\n  B: x: y\n\n/fonts/*\n  A: 2\n/robots.txt\n  C: 3\n/*.md\n  D: 4\n',
  );
  expect(headersFor(rules, '/')).toEqual({ A: '1', B: 'x: y' });
  expect(headersFor(rules, '/fonts/a.woff2')).toEqual({ A: '2', B: 'x: y' });
  expect(headersFor(rules, '/robots.txt')).toEqual({ A: '1', B: 'x: y', C: '3' });
  expect(headersFor(rules, '/fonts/why.md')).toEqual({ A: '2', B: 'x: y', D: '4' });
  expect(headersFor(rules, '/fonts/why.md.txt')).toEqual({ A: '2', B: 'x: y' });
});

test('a line that is neither a path nor a header is named', () => {
  expect(() => parseHeaders('/*\n  nonsense\n')).toThrow('nonsense');
});

test('the site isolates every page', () => {
  expect(headersFor(siteHeaders(), '/anything/')).toMatchObject({
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
});
