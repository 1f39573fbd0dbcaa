import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Action } from './action.ts';
import { location, validateRedirect } from './redirect.ts';
import { request } from './request.fixture.ts';
import { compileTransforms, validateTransforms } from './transform.ts';
import { validateActions } from './validate-actions.ts';

const forward = (arn = 'tg'): Action => ({ type: 'forward', targetGroupArn: arn });

test('actions that AWS refuses', () => {
  const groups = (...targetGroups: { targetGroupArn: string; weight?: number }[]): Action => ({
    type: 'forward',
    forwardConfig: { targetGroups },
  });
  const oidc: Action = { type: 'authenticate-oidc', order: 1 };
  const fixed = (statusCode: string, contentType?: string): Action => ({
    type: 'fixed-response',
    fixedResponseConfig: { statusCode, contentType },
  });
  const cases: [Action[], string][] = [
    [[{ type: 'drop' }], 'ValidationError'],
    [[], 'ValidationError'],
    [[oidc], 'InvalidLoadBalancerAction'],
    [[oidc, { ...forward(), order: 2 }], 'InvalidLoadBalancerAction'],
    [[forward(), forward('b')], 'InvalidLoadBalancerAction'],
    [[{ type: 'forward' }], 'ValidationError'],
    [[groups({ targetGroupArn: 'a', weight: 1000 })], 'ValidationError'],
    [[groups({ targetGroupArn: 'a' }, { targetGroupArn: 'a' })], 'ValidationError'],
    [[groups(...'abcdef'.split('').map((targetGroupArn) => ({ targetGroupArn })))], 'ValidationError'],
    [[{ ...groups({ targetGroupArn: 'a' }), targetGroupArn: 'b' }], 'InvalidLoadBalancerAction'],
    [
      [
        {
          type: 'forward',
          forwardConfig: {
            targetGroups: [{ targetGroupArn: 'a' }],
            targetGroupStickinessConfig: { enabled: true },
          },
        },
      ],
      'ValidationError',
    ],
    [[fixed('302')], 'ValidationError'],
    [[fixed('200', 'text/xml')], 'InvalidLoadBalancerAction'],
  ];
  for (const [actions, code] of cases)
    assert.throws(() => validateActions(actions, 'HTTP'), { code }, JSON.stringify(actions));
  validateActions([{ ...forward(), order: 2 }, oidc], 'HTTPS');
  validateActions([fixed('503', 'text/html')], 'HTTP');
});

test('redirects', () => {
  const to = (config: object) => ({ statusCode: 'HTTP_301', ...config });
  const loop = { message: 'The redirect configuration is not valid because it creates a loop.' };
  assert.throws(() => validateRedirect(to({}), 'HTTP'), loop);
  assert.throws(() => validateRedirect(to({ query: 'a=b' }), 'HTTP'), loop);
  assert.throws(() => validateRedirect(to({ protocol: 'HTTP' }), 'HTTP'), loop);
  for (const bad of [
    { port: '0' },
    { path: 'a' },
    { host: '#{path}' },
    { protocol: 'FTP' },
    { path: `/${'a'.repeat(200)}` },
  ])
    assert.throws(() => validateRedirect(to(bad), 'HTTP'), { code: 'InvalidLoadBalancerAction' });
  assert.throws(() => validateRedirect(to({ protocol: 'HTTP' }), 'HTTPS'), {
    code: 'InvalidLoadBalancerAction',
  });
  const from = request({ path: '/a/b', query: 'x=1', host: 'example.com:80' });
  const cases: [object, string][] = [
    [{ protocol: 'HTTPS', port: '443' }, 'https://example.com:443/a/b?x=1'],
    [{ path: '/new/#{path}' }, 'http://example.com:80/new/a/b?x=1'],
    [
      { host: 'example.#{host}', query: '#{query}&value=xyz' },
      'http://example.example.com:80/a/b?x=1&value=xyz',
    ],
    [{ path: '/#{host}/#{port}', query: '' }, 'http://example.com:80/example.com/80'],
  ];
  for (const [config, url] of cases) {
    validateRedirect(to(config), 'HTTP');
    assert.equal(location(to(config), from), url);
  }
  assert.equal(location(to({ host: 'x.y' }), request({ query: 'q'.repeat(9000) })), undefined);
  // What a client writes is not read as a keyword again.
  assert.equal(
    location(to({ host: 'x.y' }), request({ path: '/#{query}', query: 'secret' })),
    'http://x.y:80/#{query}?secret',
  );
});

test('transforms change what the target sees', () => {
  const url = (regex: string, replace: string) => [
    { type: 'url-rewrite', urlRewriteConfig: { rewrites: [{ regex, replace }] } },
  ];
  const product = url('^/dp/([A-Za-z0-9]+)/?$', '/product.php?id=$1');
  validateTransforms(product);
  const { path, query } = compileTransforms(product)(request({ path: '/dp/B09G3HRMW' }))!;
  assert.deepEqual([path, query], ['/product.php', 'id=B09G3HRMW']);
  const hosts = [
    {
      type: 'host-header-rewrite',
      hostHeaderRewriteConfig: {
        rewrites: [{ regex: '^mywebsite-(.+).com$', replace: 'internal.dev.$1.myweb.com' }],
      },
    },
  ];
  assert.equal(
    compileTransforms(hosts)(request({ host: 'mywebsite-example.com' }))?.host,
    'internal.dev.example.myweb.com',
  );
  assert.equal(compileTransforms(hosts)(request({ host: 'other.com' }))?.host, 'other.com');
  assert.equal(compileTransforms(url('^/', 'no slash'))(request()), undefined);
  assert.throws(() => validateTransforms([...product, ...product]), { code: 'ValidationError' });
  assert.throws(() => validateTransforms([{ type: 'body-rewrite' }]), { code: 'ValidationError' });
});
