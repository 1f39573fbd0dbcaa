import type { Page } from 'playwright-core';
import type { SandboxElement } from '../sandbox/element.ts';
import { expect, inject, newContext, test as base } from './site.ts';

/** The home page, into which the sandboxes of all pages come: one browser, one engine, and no visit for each of them. */
const test = base.extend<{ stage: Page }>({
  stage: [
    async ({ browser }, use) => {
      const problems: string[] = [];
      const context = await newContext(browser, {}, (problem) => problems.push(problem));
      const page = await context.newPage();
      await page.goto('');
      await use(page);
      await context.close();
      expect(problems, 'console errors and requests to other hosts').toEqual([]);
    },
    { scope: 'file' },
  ],
});

test.for(inject('withSandboxes'))(
  'every example of %s, run, shows what was built',
  async (path, { stage }) => {
    const { count, differences } = await stage.evaluate(runExamples, [
      path.slice(1),
      inject('wait'),
    ] as const);
    expect(count).toBeGreaterThan(0);
    expect(differences).toEqual([]);
  },
);

/** In the page: runs the unedited sandboxes of another page, and tells where each of them first differs from what was built. */
async function runExamples([path, patience]: readonly [path: string, patience: number]) {
  const text = await (await fetch(new URL(path, document.baseURI))).text();
  // Maps of one page have their land in common; one that leaves the page takes it along.
  const land = /<path id="world-land" d="([^"]+)"/.exec(text)?.[1];
  const whole = text.replaceAll('<use class="land" href="#world-land"/>', `<path class="land" d="${land}"/>`);
  const there = new DOMParser().parseFromString(whole, 'text/html');
  const sandboxes = there.querySelectorAll<SandboxElement>('x-sandbox');
  const differences: { id: string; built: string; shown: string }[] = [];
  for (const sandbox of sandboxes) {
    const [status, result] = [
      sandbox.querySelector('[role=status]')!,
      sandbox.querySelector(':scope > .transcript')!,
    ];
    // Engines differ in the last digits of `Math.exp` and its kin, which a plot's exact values have.
    const sure = (digits: string) => Number(digits).toPrecision(12);
    const shows = () => `${status.innerHTML}\n${result.innerHTML}`.replace(/\d+\.\d{12,}/g, sure);
    const built = shows();
    // Nothing of it is laid out.
    sandbox.style.display = 'none';
    document.querySelector('main')!.append(sandbox);
    await new Promise((resolve) => {
      sandbox.addEventListener('sandbox-run', resolve, { once: true });
      // Where the engine fails, there is no such event: its status says why.
      setTimeout(resolve, patience);
      sandbox.querySelector<HTMLElement>('[data-do=run]')!.click();
    });
    const shown = shows();
    if (shown !== built) {
      let same = 0;
      while (shown[same] === built[same]) same++;
      const part = (text: string) => text.slice(Math.max(0, same - 40), same + 200);
      differences.push({ id: sandbox.data.id, built: part(built), shown: part(shown) });
    }
    sandbox.remove();
  }
  return { count: sandboxes.length, differences };
}
