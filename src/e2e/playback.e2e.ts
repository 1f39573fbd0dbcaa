import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, expectAccessible, NARROW, overflow, test } from './site.ts';

/** A page with a fleet that can be played, and struck from where it stands. */
const FLEET = '/elasticity/auto-scaling/health/';
const FIGURE = 'figure.playback';

/** The first playback of the page, which has begun to play. */
async function play(page: Page) {
  const figure = page.locator(FIGURE).first();
  await figure.scrollIntoViewIfNeeded();
  await figure.getByRole('button', { name: /^Play / }).click();
  const player = figure.getByRole('group', { name: /^Playing / });
  await player.waitFor();
  return {
    figure,
    slider: player.getByRole('slider'),
    press: (name: string) => figure.getByRole('button', { name, exact: true }).click(),
    tells: (what: RegExp) => expect.poll(() => figure.locator('.told').innerText()).toMatch(what),
  };
}

describe('a fleet', () => {
  test('is played, and pauses by mouse and by keyboard', async ({ visit }) => {
    const page = await visit(FLEET, { motion: 'no-preference' });
    const { figure, press, tells, slider } = await play(page);
    await tells(/^[1-9]\d* s · \d+ InService/);
    await press('Pause');
    const place = await slider.inputValue();
    await expectAccessible(page, FIGURE);
    expect(await slider.inputValue()).toBe(place);
    await slider.press(' ');
    await expect.poll(() => slider.inputValue()).not.toBe(place);
    await slider.press('End');
    await tells(/^1800 s|^1,800 s/);
    expect(await figure.locator('canvas').count()).toBe(1);
  });

  test('is stepped from moment to moment where a reader likes no motion, on a phone in the dark', async ({
    visit,
  }) => {
    const page = await visit(FLEET, { width: NARROW, theme: 'dark' });
    const { press, tells, slider, figure } = await play(page);
    await press('Pause');
    await slider.press('Home');
    await tells(/^0 s/);
    const places = [await slider.inputValue()];
    for (let i = 0; i < 3; i++) {
      await press('Step on');
      places.push(await slider.inputValue());
    }
    expect(places).toEqual(places.toSorted((a, b) => Number(a) - Number(b)));
    await press('Step back');
    await tells(/last, at .+ s: /);
    expect(await figure.locator('.told').getAttribute('aria-live')).toBe('polite');
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await expectAccessible(page, FIGURE);
  });

  test('is struck from where it stands, and both futures go on side by side', async ({ visit }) => {
    const page = await visit(FLEET);
    const { press, slider, figure } = await play(page);
    await press('Pause');
    await slider.press('PageUp');
    await slider.press('PageUp');
    await figure.getByLabel('What happens from here').selectOption('a zone is lost');
    await press('From here');
    const told = page.locator(FIGURE).first().locator('.told');
    await expect.poll(() => told.innerText()).toMatch(/before: 6 InService.* now: /);
    await page.locator(FIGURE).first().getByRole('slider').press('End');
    await expect.poll(() => told.innerText()).toMatch(/now: 6 InService/);
  });
});

test('without JavaScript there is a picture with its words and a table, and nothing that does nothing', async ({
  visit,
}) => {
  const page = await visit(FLEET, { javaScript: false });
  const figure = page.locator(FIGURE).first();
  expect(await figure.locator('svg[role=img]').first().getAttribute('aria-label')).toMatch(/\S/);
  expect(await figure.locator('table tr').count()).toBeGreaterThan(3);
  expect(await figure.getByRole('button').count()).toBe(0);
});
