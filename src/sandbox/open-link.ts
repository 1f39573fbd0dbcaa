import type { SandboxElement } from './element.ts';
import { LinkError, MOST_FRAGMENT, unpackCode } from './link.ts';

/** Puts the code that the page's address carries into the sandbox it is meant for, as edited code that has not run. */
export async function openLink(): Promise<void> {
  const { hash } = location;
  // Its length first: of what is too long, nothing is read.
  const link = new URLSearchParams(hash.length > MOST_FRAGMENT ? '' : hash.slice(1));
  const id = link.get('sandbox');
  const sandboxes = [...document.querySelectorAll<SandboxElement>('x-sandbox')];
  const meant = sandboxes.find(({ data }) => data.id === id);
  const host = meant ?? sandboxes[0]!;
  for (let details = host.closest('details'); details; details = details.parentElement!.closest('details'))
    details.open = true;
  host.scrollIntoView();
  const code = link.get('code') ?? '';
  await host.with(async (studio) => {
    try {
      // What a stranger wrote is never said in the site's own words: not even which example the link names.
      if (hash.length > MOST_FRAGMENT)
        throw new LinkError('The link is longer than any that this course makes.');
      if (!meant) throw new LinkError('This page does not have the example that the link is for.');
      await studio.open(code, await unpackCode(code));
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      studio.notice(`${error.message} Nothing of it is shown here.`);
      host.say('The link could not be opened.');
    }
  });
}
