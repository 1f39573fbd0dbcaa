import { describe } from 'vitest';
import { expect, test } from './site.ts';

describe('the run on the home page', () => {
  test('plays by itself where the reader likes motion', async ({ visit }) => {
    const page = await visit('/', { motion: 'no-preference' });
    const watch = page.locator('x-watch');
    await watch.scrollIntoViewIfNeeded();
    // A slow machine may be over before it is asked.
    await watch.getByRole('button', { name: /^(Pause|Play again)$/ }).waitFor();
    await expect.poll(() => watch.locator('[data-show=clock]').innerText()).not.toBe('00:00');
  });

  test('waits for its button where the reader does not, and then plays from the start', async ({ visit }) => {
    const watch = (await visit('/')).locator('x-watch');
    const clock = watch.locator('[data-show=clock]');
    const end = await clock.innerText();
    await watch.getByRole('button', { name: 'Play', exact: true }).click();
    await expect.poll(() => clock.innerText()).not.toBe(end);
    await watch.getByRole('button', { name: /^(Pause|Play again)$/ }).waitFor();
  });
});
