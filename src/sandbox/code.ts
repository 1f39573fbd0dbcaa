import { changed } from './draft.ts';
import type { Editor } from './editor.ts';
import type { SandboxElement } from './element.ts';
import type { Files } from './engine.ts';
import { paint } from './knobs/paint.ts';
import { settingsOf } from './knobs/knob.ts';

/** Something wrong at a line of a file. */
export interface Problem {
  file: string;
  line: number;
  message: string;
}

/**
 * The files of a sandbox as a reader sees them: each its code until the reader edits it, and in tabs where there are
 * several.
 */
export class Code {
  readonly #host: SandboxElement;
  readonly #onChange: () => void;
  readonly #onTyped: () => void;
  readonly #editors = new Map<string, Promise<Editor>>();
  /** What stands in the page where there is no editor: the original, with its knobs as they are. */
  readonly #painted: Files;

  /**
   * @param onChange called when a file has another text, whoever gave it one
   * @param onTyped called when it is the editor that did
   */
  constructor(host: SandboxElement, onChange: () => void, onTyped: () => void) {
    this.#host = host;
    this.#onChange = onChange;
    this.#onTyped = onTyped;
    this.#painted = { ...host.data.files };
  }

  /** Brings a file to the front. */
  show(file: string): void {
    this.#host.shown = file;
    for (const tab of this.#tabs()) {
      const selected = tab.dataset['file'] === file;
      tab.ariaSelected = String(selected);
      tab.tabIndex = selected ? 0 : -1;
    }
    for (const panel of this.#host.querySelectorAll<HTMLElement>('.file'))
      panel.hidden = panel.dataset['file'] !== file;
  }

  /** Moves on from the selected tab by a key, as the pattern for tabs has it: round at both ends. */
  turn(key: string): void {
    const tabs = this.#tabs();
    const at = tabs.findIndex((tab) => tab.ariaSelected === 'true');
    const last = tabs.length - 1;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[key] ?? at;
    const tab = tabs[to < 0 ? last : to > last ? 0 : to]!;
    this.show(tab.dataset['file']!);
    tab.focus();
  }

  /** Puts the editor in the place of a file's code, the cursor in its line `line` if one is given. */
  async edit(file: string, line?: number): Promise<void> {
    this.show(file);
    if (!this.#host.data.editable.includes(file)) return this.#point(file, line);
    (await this.#open(file)).focus(line);
  }

  /** The files from elsewhere, each changed one in its editor, unless only its knobs are turned. */
  async put(files: Files): Promise<void> {
    await this.close();
    Object.assign(this.#host.files, files);
    await Promise.all(
      Object.entries(files).map(([file, text]) =>
        settingsOf(this.#host.data.files[file]!, text) ? this.#paint(file) : this.#open(file),
      ),
    );
    this.#changed();
  }

  /** Gives a file another text, which differs from what it has in its knobs alone. */
  putTurned(file: string, text: string): void {
    this.#host.files[file] = text;
    const editor = this.#editors.get(file);
    if (editor) void editor.then((one) => one.put(this.#host.files[file]!));
    else this.#paint(file);
    this.#changed();
  }

  /** The original code stands in its place again. */
  async close(): Promise<void> {
    const editors = await Promise.all(this.#editors.values());
    this.#editors.clear();
    for (const editor of editors) editor.close();
    // Without an editor, a panel has nothing else that takes the focus.
    for (const panel of this.#host.querySelectorAll<HTMLElement>('[role=tabpanel]')) panel.tabIndex = 0;
    Object.assign(this.#host.files, this.#host.data.files);
    for (const file of this.#host.data.editable) this.#paint(file);
    this.mark([]);
    this.#changed();
  }

  /** Marks lines as wrong, in the editor, or in the code where there is none. */
  mark(problems: Problem[]): void {
    for (const panel of this.#host.querySelectorAll<HTMLElement>('.file')) {
      const file = panel.dataset['file']!;
      const here = problems.filter((problem) => problem.file === file);
      void this.#editors.get(file)?.then((editor) => editor.mark(here));
      const lines = here.map((problem) => problem.line);
      panel.querySelectorAll('.ec-line').forEach((line, i) => {
        const wrong = lines.includes(i + 1);
        line.classList.toggle('wrong', wrong);
        if (wrong) line.closest('details')?.setAttribute('open', '');
      });
    }
  }

  #tabs(): HTMLElement[] {
    return [...this.#host.querySelectorAll<HTMLElement>('[role=tab]')];
  }

  #panel(file: string): HTMLElement {
    const panels = [...this.#host.querySelectorAll<HTMLElement>('.file')];
    return panels.find((panel) => panel.dataset['file'] === file)!;
  }

  /** The code in the page says what the file does, and shows where that is not the original. */
  #paint(file: string): void {
    const text = this.#host.files[file]!;
    paint(this.#panel(file), this.#painted[file]!, text, this.#host.data.files[file]!);
    this.#painted[file] = text;
  }

  /** A file that is only to be read takes the focus as it stands. */
  #point(file: string, line = 1): void {
    const panel = this.#panel(file);
    panel.focus();
    panel.querySelectorAll('.ec-line')[line - 1]?.scrollIntoView({ block: 'nearest' });
  }

  #open(file: string): Promise<Editor> {
    let editor = this.#editors.get(file);
    if (editor) return editor;
    editor = import('./editor.ts').then(({ Editor }) => {
      const panel = this.#panel(file);
      panel.removeAttribute('tabindex');
      const source = { file, files: () => this.#host.files };
      return new Editor(panel.querySelector('pre')!, source, (text) => {
        this.#host.files[file] = text;
        this.#changed();
        this.#onTyped();
      });
    });
    this.#editors.set(file, editor);
    editor.catch(() => this.#editors.delete(file));
    return editor;
  }

  #changed(): void {
    const files = changed(this.#host);
    for (const note of this.#host.querySelectorAll<HTMLElement>('[role=tab] .edited')) {
      const file = note.closest<HTMLElement>('[role=tab]')!.dataset['file']!;
      note.hidden = !Object.hasOwn(files, file);
    }
    this.#onChange();
  }
}
