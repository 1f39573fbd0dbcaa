import type { SandboxElement } from './element.ts';
import type { Files } from './engine.ts';
import { tooHeavy } from './heavy.ts';
import { settingsOf } from './knobs/knob.ts';
import { keep, kept, whenOtherTabKeeps } from './store.ts';

/** The files that the reader has changed. */
export function changed({ files, data }: SandboxElement): Files {
  return Object.fromEntries(Object.entries(files).filter(([name, text]) => text !== data.files[name]));
}

/** What is kept: the changed files, and the code of the link that they came with, if they did. */
interface Kept {
  files: Files;
  link?: string;
}

/** Milliseconds after the last key, at which what was typed is kept. */
const PAUSE = 1000;
/** Characters of what is kept that are read: storage may hold anything. */
const MOST_KEPT = 500_000;

/**
 * What a reader wrote in one sandbox, kept in this browser against a crash, a reload or a link that was followed. What came with a link is kept
 * apart, so that it never takes the place of the reader's own.
 */
export class Draft {
  readonly #host: SandboxElement;
  readonly #link: string | undefined;
  readonly #name: string;
  readonly #unwatch: () => void;
  /** Whether what is kept is what this tab knows of: then going back to the original takes it away. */
  #ours = false;
  /** Something was typed, and is to be kept. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #leave = () => this.flush();

  /** @param link the code of the link that the page was opened with */
  constructor(host: SandboxElement, link?: string) {
    this.#host = host;
    this.#link = link;
    this.#name = `${link === undefined ? 'files' : 'shared'}/${host.data.id}`;
    // Whoever leaves may never come back: a phone ends a page that is out of sight without another word.
    addEventListener('pagehide', this.#leave);
    document.addEventListener('visibilitychange', this.#leave);
    this.#unwatch = whenOtherTabKeeps(this.#name, () => {
      this.#ours = false;
      if (Object.keys(changed(host)).length > 0)
        host.say(
          'Another tab has kept other code for this example. A change or a run here keeps this code in its place.',
        );
    });
  }

  get linked(): boolean {
    return this.#link !== undefined;
  }

  /** Keeps the files a moment after the last key, or when the reader leaves. */
  keepSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.keep(), PAUSE);
  }

  /** Keeps at once what is to be kept soon. */
  flush(): void {
    if (this.#timer !== undefined) this.keep();
  }

  /**
   * Keeps the files as they stand. A tab in which nothing was changed leaves alone what another has kept. Says whether
   * what is kept will last.
   */
  keep(): boolean {
    this.#settle();
    // A knob is turned again in a moment: what is kept is what was written.
    const files = Object.fromEntries(
      Object.entries(changed(this.#host)).filter(
        ([file, text]) => !settingsOf(this.#host.data.files[file]!, text),
      ),
    );
    const any = Object.keys(files).length > 0;
    const value: Kept = { files, link: this.#link };
    const lasts = any || this.#ours ? keep(this.#name, any ? JSON.stringify(value) : undefined) : true;
    this.#ours = any;
    return lasts;
  }

  /** What was kept, in files that the sandbox still has and lets be edited; nothing if it came with another link. */
  read(): Files | undefined {
    const { editable } = this.#host.data;
    try {
      const text = kept(this.#name) ?? '{}';
      if (text.length > MOST_KEPT) return undefined;
      const { files, link } = JSON.parse(text) as Kept;
      if (link !== this.#link) return undefined;
      const known = Object.entries(files).filter(
        ([name, text]) => editable.includes(name) && typeof text === 'string',
      );
      const mine = Object.fromEntries(known);
      if (tooHeavy(mine)) return undefined;
      this.#ours = known.length > 0;
      return this.#ours ? mine : undefined;
    } catch {
      // Nothing, or not what was kept.
      return undefined;
    }
  }

  forget(): void {
    this.#settle();
    if (this.#ours) keep(this.#name, undefined);
    this.#ours = false;
  }

  close(): void {
    this.#settle();
    removeEventListener('pagehide', this.#leave);
    document.removeEventListener('visibilitychange', this.#leave);
    this.#unwatch();
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
