import { expect, test } from 'vitest';
import { headersWithPolicy, inlineScripts, policy, scriptHash, withPolicy } from './policy.ts';

test('the scripts of a page that run are known by their hashes', () => {
  const html = `<head><script>a()</script><script type="application/json">{}</script><script src="/b.js"></script>
<script type="module" aria-hidden="true">c()</script></head>`;
  expect(inlineScripts(html)).toEqual(['a()', 'c()']);
  // As `echo -n 'a()' | openssl dgst -sha256 -binary | base64` has it.
  expect(scriptHash('a()')).toMatch(/^'sha256-[\w+/]{43}='$/);
});

test('no script runs that is not the site’s own, and nothing is sent elsewhere', () => {
  const rules = new Map(
    policy(["'sha256-x'"])
      .split('; ')
      .map((rule) => [rule.split(' ')[0], rule]),
  );
  expect(rules.get('script-src')).toBe("script-src 'self' blob: 'wasm-unsafe-eval' 'sha256-x'");
  expect(rules.get('default-src')).toBe("default-src 'self'");
  expect(rules.get('object-src')).toBe("object-src 'none'");
  expect(rules.get('base-uri')).toBe("base-uri 'none'");
  expect(policy([])).not.toMatch(/unsafe-eval' |script-src[^;]*unsafe-inline|\*(?!\.)/);
});

test('the policy is the first word of a page, and the header says who may frame it too', () => {
  expect(withPolicy('<html><head><title>', 'p')).toBe(
    '<html><head><meta http-equiv="Content-Security-Policy" content="p"><title>',
  );
  expect(headersWithPolicy("/*\n  Content-Security-Policy: frame-ancestors 'self'\n  A: b", 'p')).toBe(
    "/*\n  Content-Security-Policy: p; frame-ancestors 'self'\n  A: b",
  );
});
