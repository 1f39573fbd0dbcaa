import type { SandboxElement } from './element.ts';
import { LinkError, unpackCode } from './link.ts';

/** Puts the code that the page's address carries into the sandbox it is meant for, as edited code that has not run. */
export async function openLink(): Promise<void> {
  const link = new URLSearchParams(location.hash.slice(1));
  const id = link.get('sandbox');
  const sandboxes = [...document.querySelectorAll<SandboxElement>('x-sandbox')];
  const host = sandboxes.find(({ data }) => data.id === id) ?? sandboxes[0]!;
  for (let details = host.closest('details'); details; details = details.parentElement!.closest('details'))
    details.open = true;
  host.scrollIntoView();
  const code = link.get('code') ?? '';
  await host.with(async (studio) => {
    try {
      if (host.data.id !== id)
        throw new LinkError(`This page has no example '${id}', which the link is for.`);
      await studio.open(code, await unpackCode(code));
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      studio.notice(`${error.message} Nothing of it is shown here.`);
      host.say('The link could not be opened.');
    }
  });
}
