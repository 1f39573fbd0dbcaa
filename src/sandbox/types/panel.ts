import type { Extension } from '@codemirror/state';
import { Compartment } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { Files } from '../engine.ts';
import { mark } from '../marks.ts';
import { keep, kept } from '../store.ts';
import { sizeFor, Types } from './client.ts';
import type { TypeProblem } from './service.ts';

/** What an editor shows of an example. */
export interface Source {
  /** The file in the editor. */
  file: string;
  /** All files as they stand. */
  files: () => Files;
}

const HELP =
  ' Ctrl+Space (⌥+I on a Mac) suggests, F2 explains what stands at the cursor, Ctrl+Shift+Space shows the parameters of a call, F8 goes to the next problem.';

/** So many type errors are listed. */
const MOST = 50;

// One for the page: every editor asks the same worker, and all have types or none has.
let types: Types | undefined;
let on = kept('types') === 'on';
const panels = new Set<TypesPanel>();

function turn(to: boolean): void {
  on = to;
  keep('types', on ? 'on' : undefined);
  if (!on) {
    types?.close();
    types = undefined;
  }
  for (const panel of panels) void panel.follow();
}

/** The switch beside an editor that fetches TypeScript, and what TypeScript finds wrong, as a list. */
export class TypesPanel {
  readonly dom = document.createElement('div');
  /** How to use it by keyboard: for the editor's own hint. */
  readonly help = document.createElement('span');
  readonly #typing = new Compartment();
  readonly #source: Source;
  readonly #button = document.createElement('button');
  readonly #state = document.createElement('span');
  readonly #list = document.createElement('ul');
  #view!: EditorView;

  constructor(source: Source) {
    this.#source = source;
    this.dom.className = 'types';
    this.#button.type = 'button';
    this.#button.onclick = () => turn(!on);
    this.#state.ariaLive = 'polite';
    this.#list.ariaLabel = `Type errors in ${source.file}`;
    this.help.textContent = HELP;
    this.dom.append(this.#button, this.#state, this.#list);
  }

  /** Goes into the editor's state. */
  get extension(): Extension {
    return this.#typing.of([]);
  }

  /** Begins, with the editor that has its extension. */
  open(view: EditorView): void {
    this.#view = view;
    panels.add(this);
    void this.follow();
  }

  close(): void {
    panels.delete(this);
    this.dom.remove();
  }

  /** Does as the page's switch says. */
  async follow(): Promise<void> {
    this.#button.ariaPressed = String(on);
    this.#button.textContent = on
      ? 'Types'
      : `Types (${(sizeFor(this.#source.files()) / 1e6).toFixed(1)} MB)`;
    this.help.hidden = !on;
    if (!on) {
      this.#view.dispatch({ effects: this.#typing.reconfigure([]) });
      mark(this.#view, 'Types', []);
      this.#list.replaceChildren();
      return this.#say('');
    }
    this.#say('Fetching TypeScript …');
    const opened = (types ??= new Types());
    try {
      const [{ typing }] = await Promise.all([import('./typing.ts'), opened.ready]);
      if (types !== opened || !panels.has(this)) return;
      const extension = typing(opened, this.#source, (problems) => this.#show(problems));
      this.#view.dispatch({ effects: this.#typing.reconfigure(extension) });
    } catch {
      if (types !== opened) return;
      turn(false);
      for (const panel of panels)
        panel.#say('TypeScript could not be fetched. Check your connection and try again.');
    }
  }

  #show(all: TypeProblem[] | undefined): void {
    const { doc } = this.#view.state;
    const problems = (all ?? [])
      .slice(0, MOST)
      .map((one) => ({ ...one, message: one.message.slice(0, 2000) }));
    mark(this.#view, 'Types', problems);
    if (!all) {
      this.#list.replaceChildren();
      return this.#say('TypeScript can not say anything of this code: most likely it is nested too deep.');
    }
    const count = all.length;
    this.#say(count === 0 ? 'No type errors.' : `${count} type error${count === 1 ? '' : 's'}.`);
    this.#list.replaceChildren(
      ...problems.map(({ from, message }) => {
        const item = document.createElement('li');
        const place = document.createElement('button');
        place.type = 'button';
        place.className = 'place';
        place.textContent = `line ${doc.lineAt(from).number}`;
        place.onclick = () => this.#goTo(from);
        item.append(place, ` ${message}`);
        return item;
      }),
    );
  }

  #goTo(at: number): void {
    const anchor = Math.min(at, this.#view.state.doc.length);
    this.#view.dispatch({ selection: { anchor }, scrollIntoView: true });
    this.#view.focus();
  }

  #say(text: string): void {
    if (this.#state.textContent !== text) this.#state.textContent = text;
  }
}
