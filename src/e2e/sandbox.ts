import type { Locator, Page } from 'playwright-core';

/** One sandbox of a page, and what a reader does with it. */
export class SandboxOnPage {
  readonly page: Page;
  readonly root: Locator;
  readonly status: Locator;
  readonly result: Locator;
  /** The box above the result. */
  readonly box: Locator;
  readonly editor: Locator;

  constructor(page: Page, root: Locator = page.locator('x-sandbox').first()) {
    this.page = page;
    this.root = root;
    this.status = root.locator('.told [role=status]');
    this.result = root.locator(':scope > .transcript');
    this.box = root.locator('.panel');
    // Of the file that is shown.
    this.editor = root.locator('.file:not([hidden]) .cm-content');
  }

  tab(file: string): Locator {
    return this.root.getByRole('tab', { name: file });
  }

  file(name: string): Locator {
    return this.root.locator(`.file[data-file="${name}"]`);
  }

  /** Waits until the sandbox says something. */
  async saying(what: string | RegExp): Promise<void> {
    await this.status.filter({ hasText: what }).waitFor();
  }

  /** Notes all that is said from now on; gives what gives it. */
  async recordSaid(): Promise<() => Promise<string[]>> {
    const said = await this.status.evaluateHandle((status) => {
      const texts: string[] = [];
      new MutationObserver(() => texts.push(status.textContent)).observe(status, { childList: true });
      return texts;
    });
    return () => said.jsonValue();
  }

  /** Opens what stands behind More, where it is closed. */
  async more(): Promise<void> {
    const more = this.button('More');
    if ((await more.getAttribute('aria-expanded')) === 'false') await more.click();
  }

  /** The seed's field. */
  async seed(): Promise<Locator> {
    await this.more();
    return this.root.getByRole('spinbutton', { name: /^Seed/ });
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true });
  }

  /** Does `act` and waits until the run that it begins is over and shown. */
  async whileRuns(act: () => Promise<void>): Promise<void> {
    // The listener must be there before the run begins: a run may be over in a few milliseconds.
    const over = await this.root.evaluateHandle((element) => ({
      run: new Promise((resolve) => element.addEventListener('sandbox-run', resolve, { once: true })),
    }));
    await act();
    await over.evaluate(async ({ run }) => void (await run));
  }

  run(): Promise<void> {
    return this.whileRuns(() => this.button('Run').click());
  }

  /** Replaces all of the code by typing. */
  async type(code: string): Promise<void> {
    await this.button('Edit').click();
    // The editor takes the focus once it is there: keys that come before would be lost.
    await this.root.locator('.file:not([hidden]) .cm-focused').waitFor();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(code);
  }

  runByKeys(): Promise<void> {
    return this.whileRuns(() => this.page.keyboard.press('Control+Enter'));
  }

  async typeAndRun(code: string): Promise<void> {
    await this.type(code);
    await this.runByKeys();
  }
}
