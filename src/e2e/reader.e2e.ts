import { describe } from 'vitest';
import { expect, inject, NARROW, test } from './site.ts';

const CHAPTER = '/messaging/sqs/visibility-timeout/';

test('the home page has a menu on a phone, and none beside it on a desktop', async ({ visit }) => {
  const phone = await visit('/', { width: NARROW });
  const menu = phone.locator('#starlight__sidebar');
  expect(await menu.isVisible()).toBe(false);
  await phone.getByRole('button', { name: 'Menu' }).click();
  await menu.getByRole('link', { name: 'How to read' }).first().waitFor();
  expect(await menu.getByRole('combobox').first().isVisible()).toBe(true);
  const desktop = await visit('/');
  expect(await desktop.locator('nav.sidebar').isVisible()).toBe(false);
  const left = await desktop.locator('main').evaluate((main) => main.getBoundingClientRect().left);
  expect(left).toBeLessThan(100);
});

test('the last heading becomes current, by its link and by reading on', async ({ visit }) => {
  const page = await visit(CHAPTER);
  await page.setViewportSize({ width: 1600, height: 1400 });
  const links = page.locator('.right-sidebar starlight-toc a');
  const current = page.locator('.right-sidebar starlight-toc a[aria-current=true]');
  const last = await links.last().innerText();
  await links.last().click();
  await expect.poll(() => current.innerText()).toBe(last);
  await links.first().click();
  await expect.poll(() => current.innerText()).not.toBe(last);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect.poll(() => current.innerText()).toBe(last);
});

test('the corrections are listed on their page', async ({ visit }) => {
  const page = await visit('/corrections/');
  const names = await page.locator('.right-sidebar starlight-toc a').allInnerTexts();
  expect(names).toEqual(['Overview', 'Never so', 'No longer so', 'Only partly so']);
});

describe('without a script', () => {
  test('a reader who prefers light has light, and one who prefers dark has dark', async ({ visit }) => {
    for (const [theme, light] of [
      ['light', true],
      ['dark', false],
    ] as const) {
      const page = await visit(CHAPTER, { javaScript: false, theme });
      const [red] = await page
        .locator('body')
        .evaluate((body) => getComputedStyle(body).backgroundColor.match(/\d+/g)!.map(Number));
      expect(red! > 200, theme).toBe(light);
      expect(await page.locator('site-search').first().isVisible()).toBe(false);
    }
  });
});

describe('the policy', () => {
  test('is in every page, and in the header with who may frame it', async () => {
    const { url } = inject('site');
    for (const path of inject('kinds')) {
      const answer = await fetch(new URL(path.replace(/^\//, ''), url));
      const [, content] =
        /<head><meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(await answer.text()) ?? [];
      expect(content, path).toMatch(/^default-src 'self'; script-src 'self' /);
      expect(answer.headers.get('content-security-policy')).toBe(`${content}; frame-ancestors 'self'`);
    }
  });

  test('holds a script that got into a page', async ({ visit }) => {
    for (const site of [inject('site').url, inject('site').plainUrl]) {
      const page = await visit('/', { site, allow: /Content Security Policy/ });
      const ran = await page.evaluate(async () => {
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
        document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.ran = true">');
        await new Promise((resolve) => setTimeout(resolve, 100));
        return 'ran' in window;
      });
      expect(ran).toBe(false);
    }
  });
});

test('nothing moves while a chapter comes', async ({ visit }) => {
  const page = await visit('/');
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(() => {
    Object.assign(window, { moved: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        (window as unknown as { moved: number }).moved += (
          entry as PerformanceEntry & { value: number }
        ).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(CHAPTER.slice(1));
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate(() => (window as unknown as { moved: number }).moved)).toBeLessThan(0.05);
});
