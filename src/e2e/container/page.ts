import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { SandboxElement } from '../../sandbox/element.ts';
import { SandboxOnPage } from '../sandbox.ts';

/** A sandbox, and what a reader does with its WebContainer. */
export class ContainerOnPage extends SandboxOnPage {
  readonly engine: Locator;
  readonly terminal: Locator;

  constructor(page: Page, root?: Locator) {
    super(page, root);
    this.engine = this.root.getByLabel('Engine');
    this.terminal = this.root.locator('.shell');
  }

  /** Chooses it, and waits until it is ready. */
  async choose(): Promise<void> {
    await this.engine.selectOption('Node in a WebContainer');
    await this.says(/^Node [\d.]+ is ready in a WebContainer\.$/);
  }

  /** Brings the sandbox of another page into this one, beside this sandbox. */
  async bring(path: string, index: number): Promise<ContainerOnPage> {
    const id = await this.root.evaluate(
      async (here, [path, index]) => {
        const text = await (await fetch(new URL(path, document.baseURI))).text();
        // Maps of one page have their land in common; one that leaves the page takes it along.
        const land = /<path id="world-land" d="([^"]+)"/.exec(text)?.[1];
        const whole = text.replaceAll(
          '<use class="land" href="#world-land"/>',
          `<path class="land" d="${land}"/>`,
        );
        const there = new DOMParser().parseFromString(whole, 'text/html');
        const sandbox = there.querySelectorAll<SandboxElement>('x-sandbox')[index]!;
        here.after(sandbox);
        sandbox.id = `brought-${sandbox.data.id}`;
        return sandbox.id;
      },
      [path.slice(1), index] as const,
    );
    return new ContainerOnPage(this.page, this.page.locator(`[id="${id}"]`));
  }

  async chooseInstant(): Promise<void> {
    await this.engine.selectOption('Instant');
    await this.says(/^Runs go to the Instant engine again\.$/);
  }

  async says(what: RegExp): Promise<void> {
    await expect.poll(() => this.status.innerText()).toMatch(what);
  }

  /** Waits until the terminal shows something. */
  async shows(what: RegExp): Promise<void> {
    await expect.poll(() => this.terminal.locator('.xterm-rows').innerText()).toMatch(what);
  }

  async openTerminal(): Promise<void> {
    await this.button('Terminal').click();
    await this.shows(/❯/);
  }

  async enter(line: string): Promise<void> {
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
  }

  /** Types a command, and waits for what it prints and for the prompt. */
  async command(line: string, prints: RegExp): Promise<void> {
    await this.enter(line);
    await this.shows(new RegExp(`${prints.source}[^]*❯\\s*$`));
  }
}
