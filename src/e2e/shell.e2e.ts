import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, expectAccessible, LOOKS, NARROW, test } from './site.ts';

const PAGE = '/foundations/ways-in/command-line/';

/** The first terminal of a page, and what a reader does at its prompt. */
class Terminal {
  readonly root;
  readonly log;
  readonly prompt;
  readonly status;
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.root = page.locator('x-terminal').first();
    this.log = this.root.getByRole('log');
    this.prompt = this.root.getByRole('textbox');
    this.status = this.root.getByRole('status');
  }

  async enter(line: string, answer: RegExp): Promise<void> {
    await this.prompt.fill(line);
    await this.page.keyboard.press('Enter');
    await this.log.filter({ hasText: answer }).waitFor();
  }
}

describe('a terminal', () => {
  test('shows commands and answers without JavaScript, and no prompt that does nothing', async ({
    visit,
  }) => {
    const { log, prompt } = new Terminal(await visit(PAGE, { javaScript: false }));
    expect(await log.innerText()).toMatch(/\$ sleep 30\n[^]*resize photo 7/);
    expect(await prompt.isVisible()).toBe(false);
  });

  test('fetches nothing before a reader reaches for it', async ({ visit }) => {
    const page = await visit(PAGE);
    await page.waitForLoadState('networkidle');
    const fetched = () =>
      page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map(({ name }) => name)
          .filter((name) => /(session|code-cli|code-core)\.[^/]*js/.test(name)),
      );
    expect(await fetched()).toEqual([]);
    await new Terminal(page).prompt.focus();
    await expect.poll(fetched).toContainEqual(expect.stringContaining('session'));
  });

  test('goes on where the script has ended, remembers lines, and runs again on a new cloud', async ({
    visit,
  }) => {
    const page = await visit(PAGE);
    const terminal = new Terminal(page);
    const { root, log, prompt, status } = terminal;
    await terminal.enter('echo "it is $URL"', /it is https:\/\/sqs\./);
    await terminal.enter('aws sqs create-queue --queue-name second', /\/second/);
    await terminal.enter('aws sqs list-queues --query "length(QueueUrls)"', /length\(QueueUrls\)"\n2/);
    await terminal.enter('aws sqs recieve-message', /maybe you meant/);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => prompt.inputValue()).toContain('length(QueueUrls)');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => prompt.inputValue()).toBe('aws sqs recieve-message');
    await page.keyboard.press('Escape');
    await expect.poll(() => prompt.inputValue()).toBe('');

    await root.getByRole('button', { name: 'Run again' }).click();
    await status.filter({ hasText: 'on a new cloud' }).waitFor();
    expect(await log.innerText()).not.toContain('--queue-name second');
    await terminal.enter('aws sqs list-queues --query "length(QueueUrls)"', /length\(QueueUrls\)"\n1/);
  });

  test('completes a line by Tab, and Tab goes on where nothing was typed', async ({ visit }) => {
    const page = await visit(PAGE);
    const { root, prompt, status } = new Terminal(page);
    const completed = async (begun: string, whole: string) => {
      await prompt.fill(begun);
      await page.keyboard.press('Tab');
      await expect.poll(() => prompt.inputValue()).toBe(whole);
    };
    await completed('aws sq', 'aws sqs ');
    await completed('aws sqs rec', 'aws sqs receive-message ');
    await completed('aws ec2 run-instances --image', 'aws ec2 run-instances --image-id ');
    await completed('aws sqs delete-queue --queue-url $U', 'aws sqs delete-queue --queue-url $URL ');
    await prompt.fill('aws sqs list');
    await page.keyboard.press('Tab');
    await expect.poll(() => prompt.inputValue()).toBe('aws sqs list-');
    await page.keyboard.press('Tab');
    await status.filter({ hasText: 'list-queues' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => prompt.inputValue()).toBe('');
    await page.keyboard.press('Tab');
    expect(await root.getByRole('button', { name: 'Enter' }).evaluate((one) => one === document.activeElement)).toBe(true); // prettier-ignore
  });

  test('fingers find its buttons on a phone', async ({ visit }) => {
    const { root } = new Terminal(await visit(PAGE, { width: NARROW }));
    for (const one of await root.locator('form :is(button, input)').all()) {
      const { width, height } = (await one.boundingBox())!;
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
    }
  });

  test.for(LOOKS)('is accessible, and fits: %s, %i px', async ([theme, width], { visit }) => {
    const page = await visit(PAGE, { theme, width });
    await new Terminal(page).enter('aws sqs nothing', /Found invalid choice/);
    await expectAccessible(page, 'x-terminal');
  });
});
