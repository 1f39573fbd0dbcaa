import type { Locator, Page } from 'playwright-core';

/** Opens the search by its key, types, and returns the links that it finds; `first()` waits for the first one. */
export async function search(page: Page, words: string): Promise<Locator> {
  // The button is disabled until the search is ready.
  await page.locator('button[data-open-modal]:enabled').waitFor();
  await page.keyboard.press('Control+k');
  await page.locator('.pagefind-ui__search-input').fill(words);
  return page.locator('.pagefind-ui__result-link');
}
