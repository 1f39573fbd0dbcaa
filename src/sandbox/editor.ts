import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { typescriptLanguage } from '@codemirror/lang-javascript';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { mark } from './marks.ts';
import { type Source, TypesPanel } from './types/panel.ts';

/** The colours that Expressive Code gives the same words, so that nothing changes when the editor opens. */
const highlight = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'light-dark(#8844ae, #c792ea)' },
  {
    tag: [tags.definition(tags.variableName), tags.function(tags.variableName)],
    color: 'light-dark(#3b61b0, #82aaff)',
  },
  { tag: [tags.function(tags.propertyName), tags.className], color: 'light-dark(#3b61b0, #82aaff)' },
  { tag: [tags.typeName, tags.special(tags.string)], color: 'light-dark(#3b61b0, #c5e478)' },
  { tag: [tags.string, tags.regexp], color: 'light-dark(#984e4d, #ecc48d)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'light-dark(#aa0982, #f78c6c)' },
  { tag: [tags.operator, tags.derefOperator], color: 'light-dark(#096e72, #7fdbca)' },
  { tag: tags.comment, color: 'light-dark(#5d6376, #919f9f)' },
]);

const theme = EditorView.theme({
  '&': {
    color: 'var(--ec-codeFg)',
    background: 'var(--ec-codeBg)',
    border: 'var(--ec-brdWd) solid var(--ec-brdCol)',
    fontSize: 'var(--ec-codeFontSize)',
    // What the code makes, and how to run it, is never screens away.
    maxHeight: 'max(16rem, 70svh)',
  },
  '&.cm-focused': { outline: '2px solid var(--sl-color-text-accent)', outlineOffset: '-2px' },
  '.cm-scroller': {
    overflow: 'auto',
    fontFamily: 'var(--__sl-font-mono)',
    lineHeight: 'var(--ec-codeLineHt)',
  },
  '.cm-content': { padding: 'var(--ec-codePadBlk) 0', caretColor: 'currentColor' },
  '.cm-cursor': { borderLeftColor: 'currentColor' },
  '.cm-gutters': { background: 'none', border: '0', color: 'var(--sl-color-gray-2)' },
  // Narrow: a line that fits the page must fit the editor.
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '2ch', padding: '0 2px 0 4px' },
  '.cm-line': { padding: '0 2px 0 4px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'light-dark(#c9d6f2, #35456b)',
  },
  '.cm-activeLine': { background: 'light-dark(#0000000a, #ffffff0d)' },
  '.cm-tooltip': {
    maxWidth: 'min(36rem, 100vw - 2rem)',
    padding: '0.25rem 0.5rem',
    border: '1px solid var(--sl-color-gray-4)',
    borderRadius: '0.25rem',
    background: 'var(--sl-color-black)',
    color: 'var(--sl-color-white)',
    fontSize: 'var(--sl-text-xs)',
  },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy light-dark(#b3123c, #ff9bb3)',
  },
});

let hints = 0;

/** The editor in the place of an example's code. */
export class Editor {
  readonly #view: EditorView;
  readonly #code: HTMLElement;
  readonly #hint = document.createElement('p');
  readonly #types: TypesPanel;

  /**
   * @param code what shows the file, and gives way
   * @param source the file, and those that it may import
   */
  constructor(code: HTMLElement, source: Source, onChange: (text: string) => void) {
    this.#code = code;
    this.#types = new TypesPanel(source);
    this.#hint.className = 'hint';
    this.#hint.id = `hint-${++hints}`;
    this.#hint.textContent = 'Ctrl+Enter or ⌘+Enter runs. Tab leaves the editor; Ctrl+] or ⌘+] indents.';
    this.#hint.append(this.#types.help);
    this.#view = new EditorView({
      state: EditorState.create({
        doc: source.files()[source.file],
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          highlightActiveLine(),
          EditorView.lineWrapping,
          indentUnit.of('  '),
          typescriptLanguage,
          syntaxHighlighting(highlight),
          theme,
          // No key for Tab: it moves on, as everywhere on a page.
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.contentAttributes.of({
            'aria-label': `Code of ${source.file}`,
            'aria-describedby': this.#hint.id,
            // It takes the focus anyway; said, so that axe sees that code longer than its box can be scrolled by keys.
            tabindex: '0',
            spellcheck: 'false',
            autocorrect: 'off',
            autocapitalize: 'off',
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) onChange(update.state.doc.toString());
          }),
          // Last: what it asks is asked of the text after the change.
          this.#types.extension,
        ],
      }),
    });
    code.hidden = true;
    code.after(this.#view.dom, this.#hint, this.#types.dom);
    this.#types.open(this.#view);
  }

  /** Takes the focus, and the cursor to a line if one is given. */
  focus(line?: number): void {
    this.#view.focus();
    const { doc } = this.#view.state;
    if (line === undefined || line < 1 || line > doc.lines) return;
    this.#view.dispatch({ selection: { anchor: doc.line(line).from }, scrollIntoView: true });
  }

  /** Takes another text; what is the same at both ends stays as it is, and so does the cursor there. */
  put(text: string): void {
    const old = this.#view.state.doc.toString();
    if (old === text) return;
    let from = 0;
    while (from < old.length && old[from] === text[from]) from++;
    let [to, end] = [old.length, text.length];
    while (to > from && end > from && old[to - 1] === text[end - 1]) [to, end] = [to - 1, end - 1];
    this.#view.dispatch({ changes: { from, to, insert: text.slice(from, end) } });
  }

  /** Marks lines as wrong, each with its message; whatever was marked before is not any more. */
  mark(problems: { line: number; message: string }[]): void {
    const { doc } = this.#view.state;
    const found = problems
      .filter(({ line }) => line >= 1 && line <= doc.lines)
      .map(({ line, message }) => {
        const { from, to, text } = doc.line(line);
        return { from: from + (text.length - text.trimStart().length), to, message };
      });
    mark(this.#view, 'Run', found);
  }

  /** The code stands in its place again. */
  close(): void {
    this.#types.close();
    this.#view.destroy();
    this.#hint.remove();
    this.#code.hidden = false;
  }
}
