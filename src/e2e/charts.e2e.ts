import type { Locator, Page } from 'playwright-core';
import { describe } from 'vitest';
import { SandboxOnPage } from './sandbox.ts';
import { expect, expectAccessible, LOOKS, NARROW, test } from './site.ts';

/** A page whose first chart is a timeline, and one whose first chart is a plot of many values. */
const TIMELINE = '/';
const PLOT = '/messaging/sqs/';

const HOW = /^Point at the picture/;

/** Draws a plot of two series, one of which has no value where the other does. */
const CODE = `import { plot } from 'desired-capacity';
plot({
  title: 'Mine',
  description: 'Two series.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Messages' },
  series: [
    { name: 'held', style: 'step', points: [[0, 1], [20, 3]] },
    { name: 'measured', points: [[0, 1 / 3], [10, 5], [20, 7]] },
  ],
});`;

class ChartOnPage {
  readonly root: Locator;
  readonly picture: Locator;
  readonly readout: Locator;
  readonly cursor: Locator;
  readonly data: Locator;

  constructor(page: Page | Locator) {
    this.root = page.locator('.chart').first();
    this.picture = this.root.getByRole('img').first();
    this.readout = this.root.getByRole('slider');
    this.cursor = this.root.locator('.cursor');
    this.data = this.root.locator('details');
  }

  /** Waits until the values told are those. */
  async tells(what: RegExp): Promise<void> {
    await expect.poll(() => this.readout.innerText()).toMatch(what);
  }

  /** Points at a place of the picture, given as shares of its width and height. */
  async point(page: Page, across: number, down: number): Promise<void> {
    const { x, y, width, height } = (await this.picture.boundingBox())!;
    await page.mouse.move(x + width * across, y + height * down);
  }
}

describe('a plot', () => {
  test('fetches nothing until a reader reaches for it', async ({ visit }) => {
    const page = await visit(PLOT);
    await page.waitForLoadState('networkidle');
    const fetched = () =>
      page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => /read-off/.test(name)));
    expect(await fetched()).toBe(false);
    await new ChartOnPage(page).readout.focus();
    await expect.poll(fetched).toBe(true);
  });

  test('as it was built is read off by pointing, and rests when the pointer leaves', async ({ visit }) => {
    const page = await visit(PLOT);
    const chart = new ChartOnPage(page);
    expect(await chart.readout.innerText()).toMatch(HOW);
    const before = await chart.root.innerHTML();
    await chart.picture.scrollIntoViewIfNeeded();
    await chart.point(page, 0.5, 0.5);
    await chart.tells(/^.+ [\d,.]+ s: .+ [\d,.]+/);
    expect(await chart.cursor.count()).toBe(1);
    const middle = await chart.readout.innerText();
    await chart.point(page, 0.9, 0.5);
    await expect.poll(() => chart.readout.innerText()).not.toBe(middle);
    await page.mouse.move(0, 0);
    await chart.tells(HOW);
    expect(await chart.root.innerHTML()).toBe(before);
  });

  test('that a run drew is read off by keyboard, each value told as the table has it', async ({ visit }) => {
    const page = await visit(TIMELINE);
    const sandbox = new SandboxOnPage(page);
    await sandbox.typeAndRun(CODE);
    const chart = new ChartOnPage(sandbox.root);
    await chart.readout.focus();
    await chart.tells(/^Time 0 s: held 1, measured 0\.3333$/);
    await page.keyboard.press('ArrowRight');
    // A step holds its value.
    await chart.tells(/^Time 10 s: held 1, measured 5$/);
    await page.keyboard.press('End');
    await chart.tells(/^Time 20 s: held 3, measured 7$/);
    expect(await chart.readout.getAttribute('aria-valuetext')).toBe('Time 20 s: held 3, measured 7');
    expect(await chart.readout.getAttribute('aria-valuenow')).toBe('3');
    await page.keyboard.press('ArrowRight');
    await chart.tells(/^Time 20 s/);
    await page.keyboard.press('Home');
    await chart.tells(/^Time 0 s/);
    expect(await chart.cursor.locator('circle').count()).toBe(2);
    await page.keyboard.press('Tab');
    await chart.tells(HOW);
    expect(await chart.cursor.count()).toBe(0);
  });

  test('is read off by a finger', async ({ visit }) => {
    const page = await visit(PLOT, { width: NARROW });
    const chart = new ChartOnPage(page);
    await chart.picture.scrollIntoViewIfNeeded();
    await chart.picture.dispatchEvent('pointerover', { pointerType: 'touch' });
    const { x, y, width, height } = (await chart.picture.boundingBox())!;
    await expect
      .poll(async () => {
        const place = { clientX: x + width / 2, clientY: y + height / 2, pointerType: 'touch' };
        await chart.picture.dispatchEvent('pointerdown', place);
        return chart.readout.innerText();
      })
      .toMatch(/ s: /);
  });

  test('has its table, rounded, and exact where a reader asks', async ({ visit }) => {
    const page = await visit(TIMELINE);
    const sandbox = new SandboxOnPage(page);
    await sandbox.typeAndRun(CODE);
    const chart = new ChartOnPage(sandbox.root);
    await chart.data.locator('summary').click();
    expect(await chart.data.locator('tbody tr').first().innerText()).toMatch(/^0\s+1\s+0\.3333$/);
    await chart.data.getByRole('button', { name: 'All 3 rows, unrounded' }).click();
    await expect
      .poll(() => chart.data.locator('tbody tr').first().innerText())
      .toMatch(/^0\s+1\s+0\.3333333333333333$/);
    expect(await chart.data.locator('tbody tr').count()).toBe(3);
    expect(await chart.data.innerText()).toContain('All 3 rows, unrounded.');
  });

  test('says in words what it shows, and goes on saying so when the code has changed', async ({ visit }) => {
    const page = await visit(TIMELINE);
    const sandbox = new SandboxOnPage(page);
    await sandbox.typeAndRun(CODE.replace('[20, 7]', '[20, 70]'));
    const name = await new ChartOnPage(sandbox.root).picture.getAttribute('aria-label');
    expect(name).toBe(
      'Mine. Two series. held: from 1 at 0 s, to 3 at 20 s. measured: from 0.3333 at 0 s, to 70 at 20 s.',
    );
  });
});

describe('a timeline', () => {
  test('tells what is pointed at', async ({ visit }) => {
    const page = await visit(TIMELINE);
    const chart = new ChartOnPage(page);
    await chart.picture.scrollIntoViewIfNeeded();
    await chart.picture.locator('rect.span').nth(1).hover();
    const title = await chart.picture.locator('.row title').nth(1).textContent();
    await expect.poll(() => chart.readout.innerText()).toBe(title);
    expect(title).toMatch(/^.+: .+, [\d,.]+ to [\d,.]+ s$/);
    await page.mouse.move(0, 0);
    await chart.tells(HOW);
    expect(await chart.cursor.count()).toBe(0);
  });

  test('is walked through by keyboard, span by span', async ({ visit }) => {
    const page = await visit(TIMELINE);
    const chart = new ChartOnPage(page);
    const titles = await chart.picture.locator('.row title').allTextContents();
    await chart.readout.focus();
    const told: string[] = [];
    for (const title of titles) {
      await expect.poll(() => chart.readout.innerText()).toBe(title);
      told.push(await chart.readout.innerText());
      expect(await chart.cursor.locator('title').textContent()).toBe(title);
      await page.keyboard.press('ArrowRight');
    }
    expect(told.length).toBe(Number(await chart.readout.getAttribute('aria-valuemax')));
  });

  /** The player of the first timeline, which has begun to play. */
  async function play(page: Page) {
    const { root } = new ChartOnPage(page);
    await root.getByRole('button', { name: /^Play / }).click();
    const player = root.getByRole('group', { name: /^Playing / });
    await player.waitFor();
    return {
      player,
      cover: root.locator('.future rect'),
      press: (name: string) => player.getByRole('button', { name, exact: true }).click(),
      tells: (what: RegExp) => expect.poll(() => player.locator('p').innerText()).toMatch(what),
    };
  }

  test('is played from left to right, and pauses', async ({ visit }) => {
    const page = await visit(TIMELINE, { motion: 'no-preference' });
    const { cover, press, tells, player } = await play(page);
    await tells(/^[1-9]/);
    await press('Pause');
    const [x] = [await cover.getAttribute('x')];
    expect(Number.parseFloat(x!)).toBeGreaterThan(0);
    await expectAccessible(page, '.chart');
    expect(await cover.getAttribute('x')).toBe(x);
    await player.getByRole('slider').press('End');
    expect(await cover.count()).toBe(0);
    await press('Play again');
    await expect.poll(() => cover.count()).toBe(1);
  });

  test('is stepped from moment to moment by keyboard, each told in words, where a reader likes no motion', async ({
    visit,
  }) => {
    const page = await visit(TIMELINE, { width: NARROW });
    const { player, press, tells, cover } = await play(page);
    await press('Pause');
    await player.getByRole('slider').press('Home');
    await tells(/^0 s/);
    const places: number[] = [];
    await player.getByRole('button', { name: 'Step on' }).focus();
    while ((await cover.count()) > 0) {
      places.push(Number.parseFloat((await cover.getAttribute('x'))!));
      await page.keyboard.press('Enter');
    }
    expect(places.length).toBeGreaterThan(2);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    await press('Step back');
    await tells(/ s · .+: .+/);
    expect(await player.locator('p').getAttribute('aria-live')).toBe('polite');
    await expectAccessible(page, '.chart');
  });
});

test('without JavaScript there is the picture with its words and its table, and nothing that does nothing', async ({
  visit,
}) => {
  const page = await visit(PLOT, { javaScript: false });
  const chart = new ChartOnPage(page);
  expect(await chart.picture.isVisible()).toBe(true);
  expect(await chart.root.locator('.readout').isVisible()).toBe(false);
  await chart.data.locator('summary').click();
  expect(await chart.data.getByRole('table').isVisible()).toBe(true);
  expect(await chart.data.locator('button').isVisible()).toBe(false);
});

test('the print has the picture, and no word of pointing', async ({ visit }) => {
  const page = await visit(PLOT);
  await page.emulateMedia({ media: 'print' });
  const chart = new ChartOnPage(page);
  expect(await chart.picture.isVisible()).toBe(true);
  expect(await chart.readout.isVisible()).toBe(false);
});

describe.each(LOOKS)('while it is read off, %s, %i px', (theme, width) => {
  test.for([TIMELINE, PLOT])('%s is accessible, fits, and moves nothing below', async (path, { visit }) => {
    const page = await visit(path, { theme, width });
    const chart = new ChartOnPage(page);
    await chart.readout.scrollIntoViewIfNeeded();
    const height = async () => (await chart.root.boundingBox())!.height;
    const before = await height();
    await chart.readout.focus();
    await expect.poll(() => chart.readout.innerText()).not.toMatch(HOW);
    await page.keyboard.press('PageUp');
    expect(await height()).toBe(before);
    await expectAccessible(page, '.transcript');
  });
});
