import { inject, test as base, type VisitOptions } from '../site.ts';
import { ContainerOnPage } from './page.ts';
import { serveStandIn, type StandIn } from './stand-in.ts';

export interface OpenOptions extends VisitOptions {
  /** Where its WebContainers come from. Default: `standIn`. */
  from?: StandIn;
}

interface Fixtures {
  /** Where WebContainers come from, as if no test had been before. */
  standIn: StandIn;
  /** Another one, whose Node does not strip types, and has little memory. */
  poor: StandIn;
  /** Opens a page whose WebContainers come from a stand-in; gives its first sandbox. Default: the home page. */
  open: (path?: string, options?: OpenOptions) => Promise<ContainerOnPage>;
}

interface FileFixtures {
  served: StandIn;
}

async function serving(use: (standIn: StandIn) => Promise<void>, nodeOptions?: string): Promise<void> {
  const standIn = await serveStandIn({ parent: new URL(inject('site').url).origin, nodeOptions });
  await use(standIn);
  await standIn.close();
}

/** The tests of the WebContainer engine: none of them asks StackBlitz. */
export const test = base.extend<Fixtures & FileFixtures>({
  served: [({}, use) => serving(use), { scope: 'file' }],
  poor: [
    ({}, use) => serving(use, '--no-experimental-strip-types --max-old-space-size=64'),
    { scope: 'file' },
  ],
  standIn: async ({ served }, use) => {
    served.reset();
    await use(served);
  },
  open: async ({ visit, standIn }, use) => {
    await use(async (path = '/', { from = standIn, ...options } = {}) => {
      const { origin } = from;
      const allow = new RegExp(`^${origin}|${options.allow?.source ?? '$.'}`);
      const page = await visit(path, { ...options, allow, policy: false });
      const useStandIn = (origin: string) =>
        Object.assign(globalThis, { WEBCONTAINER_API_IFRAME_URL: origin });
      await page.addInitScript(useStandIn, origin);
      await page.evaluate(useStandIn, origin);
      return new ContainerOnPage(page);
    });
  },
});

/** How many processes run in all of its WebContainers. */
export function processes({ instances }: StandIn): number {
  return [...instances.values()].reduce((sum, { processes }) => sum + processes.size, 0);
}
