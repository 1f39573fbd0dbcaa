import { expect, test } from 'vitest';
import { markdownAddress, siteFrom, underBase } from './site.ts';

test('without an environment it is the site of npm start', () => {
  expect(siteFrom({})).toMatchObject({
    url: 'http://localhost:4321',
    base: '/',
    branch: 'main',
    webContainerClientId: '',
  });
});

test.each([
  [undefined, '/'],
  ['', '/'],
  ['/', '/'],
  ['course', '/course'],
  ['/course/', '/course'],
  ['//a/b//', '/a/b'],
])('BASE_PATH %s is %s', (BASE_PATH, base) => {
  expect(siteFrom({ BASE_PATH }).base).toBe(base);
});

test('in GitHub Actions the repository is its own, and REPOSITORY goes before it', () => {
  const actions = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'someone/fork' };
  expect(siteFrom(actions).repository).toBe('https://github.com/someone/fork');
  expect(siteFrom({ ...actions, REPOSITORY: 'https://example.com/r/' }).repository).toBe(
    'https://example.com/r',
  );
});

test.each([
  ['/messaging/', '/course', '/course/messaging/'],
  ['/messaging/', '/', '/messaging/'],
  ['#heading', '/course', '#heading'],
  ['../other/', '/course', '../other/'],
  ['https://example.com/', '/course', 'https://example.com/'],
  ['//example.com/', '/course', '//example.com/'],
])('%s under %s is %s', (href, base, result) => {
  expect(underBase(href, base)).toBe(result);
});

test.each([
  ['/', '/index.md'],
  ['/messaging/sqs/', '/messaging/sqs.md'],
  ['/corrections/', '/corrections.md'],
])('the Markdown of %s is %s', (page, address) => {
  expect(markdownAddress(page)).toBe(address);
});
