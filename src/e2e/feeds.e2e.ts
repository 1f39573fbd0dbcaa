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

  test('a language model gets prose, code and results of every page as text', async () => {
    const { url } = inject('site');
    const text = async (path: string) => {
      const response = await fetch(new URL(path, url));
      expect(response.status, path).toBe(200);
      return response.text();
    };
    const list = await text('llms.txt');
    const listed = [...list.matchAll(/\]\(([^)]+\.md)\)/g)].map(([, link]) => new URL(link!).pathname);
    const pages = listed.map((path) => path.replace(/(index)?\.md$/, '').replace(/([^/])$/, '$1/'));
    expect(pages.sort()).toEqual([...inject('paths')].sort());
    for (const path of listed) await text(path.slice(1));
    const home = await text('index.md');
    expect(home).toContain('const brewing = seconds(45);');
    expect(home).toContain('Ordered: 1. Made in five minutes: 9.');
    expect(home).not.toContain('Section titled');
  });
});
