import { changed } from './draft.ts';
import { LinkError, packCode } from './link.ts';
import type { Studio } from './studio.ts';
import { markup } from './view/markup.ts';

/** Gives the reader a link that carries the code as it stands, in itself. */
export async function share({ host, panel, seed }: Studio): Promise<void> {
  let code: string;
  try {
    code = await packCode({ seed, files: changed(host) });
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return host.say(error.message);
  }
  const link = `${location.href.replace(/#.*/, '')}#sandbox=${host.data.id}&code=${code}`;
  const box = panel.open(
    'Share',
    'share',
    markup`<label class="link">Link <input readonly value="${link}"></label>
<p>The code is in the link itself: nothing was sent anywhere. Where it is opened, it does not run by itself.</p>`,
  );
  const field = box.querySelector('input')!;
  field.addEventListener('focus', () => field.select());
  try {
    await navigator.clipboard.writeText(link);
    host.say('The link to this code is copied.');
  } catch {
    host.say('The browser did not let the link be copied: it stands below, to be copied by hand.');
  }
}
