import { describe } from 'vitest';
import { expect, inject, test } from './site.ts';

describe('for those who do not read in a browser', () => {
  test('a feed has the pages, last changed first', async () => {
    const { url } = inject('site');
    const text = await (await fetch(new URL('changes.xml', url))).text();
    const links = [...text.matchAll(/<item>.*?<link>(.*?)<\/link>/gs)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(5);
    const addresses = links.map((link) => new URL(link).pathname);
    expect(addresses).toContain('/messaging/sqs/');
    for (const address of addresses) {
      expect((await fetch(new URL(address.slice(1), url))).status, address).toBe(200);
    }
    const dates = [...text.matchAll(/<pubDate>(.*?)<\/pubDate>/g)].map(([, date]) => Date.parse(date!));
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
  });

  test('a language model gets prose, code and results as text', async () => {
    const { url } = inject('site');
    const text = await (await fetch(new URL('llms-full.txt', url))).text();
    expect(text).toContain('const brewing = seconds(45);');
    expect(text).toContain('Ordered: 1. Made in five minutes: 9.');
    expect(text).not.toContain('Section titled');
    expect(await (await fetch(new URL('llms.txt', url))).text()).toContain('llms-full.txt');
  });
});
