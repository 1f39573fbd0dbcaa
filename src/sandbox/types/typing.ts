import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from '@codemirror/autocomplete';
import { nextDiagnostic } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { Types } from './client.ts';
import { hint, setHint } from './hint.ts';
import type { Source } from './panel.ts';
import type { Suggestion, TypeProblem } from './service.ts';
import { explanationNode, plainText, signatureNode } from './words.ts';

/** Milliseconds without a key after which the code is looked at. */
const PAUSE = 400;

/** CodeMirror's icons by TypeScript's kinds; those of the same name are left out. */
const ICONS: Record<string, string> = {
  var: 'variable',
  let: 'variable',
  const: 'constant',
  'local var': 'variable',
  parameter: 'variable',
  getter: 'property',
  setter: 'property',
  alias: 'namespace',
};

/** In the place of an answer that there is not. */
const noAnswer = (): undefined => undefined;

/**
 * What an editor does when TypeScript is there: problems, explanations, suggestions, signatures.
 *
 * @param show told what is wrong; nothing where TypeScript can't say
 */
export function typing(
  types: Types,
  { file, files }: Source,
  show: (problems: TypeProblem[] | undefined) => void,
): Extension {
  /** An answer, or nothing where there is none or where the code has changed before it came. */
  async function current<T>(view: EditorView, answer: Promise<T>): Promise<T | undefined> {
    const { doc } = view.state;
    const given = await answer.catch(noAnswer);
    return view.state.doc === doc ? given : undefined;
  }

  const checks = ViewPlugin.define((view) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let alive = true;
    const look = async () => {
      const { doc } = view.state;
      const problems = await types.ask('problems', files(), file).catch(noAnswer);
      if (alive && view.state.doc === doc) show(problems);
    };
    const soon = (pause: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => void look(), pause);
    };
    soon(0);
    return {
      update({ docChanged, focusChanged, view }: ViewUpdate) {
        if (docChanged) soon(PAUSE);
        // Another file may have changed meanwhile.
        else if (focusChanged && view.hasFocus) soon(0);
      },
      destroy() {
        alive = false;
        clearTimeout(timer);
      },
    };
  });

  const explainWherePointed = hoverTooltip(async (view, pos) => {
    const found = await current(view, types.ask('explain', files(), file, pos));
    if (!found) return null;
    return { pos: found.from, end: found.to, above: true, create: () => ({ dom: explanationNode(found) }) };
  });

  function explainAtCursor(view: EditorView): boolean {
    const at = view.state.selection.main.head;
    void current(view, types.ask('explain', files(), file, at)).then((found) => {
      const text = found ? plainText(found) : 'There is nothing to explain here.';
      view.dispatch({
        effects: [
          setHint.of(found ? { at: found.from, dom: explanationNode(found) } : undefined),
          EditorView.announce.of(text),
        ],
      });
    });
    return true;
  }

  async function showSignature(view: EditorView, announce: boolean): Promise<void> {
    const at = view.state.selection.main.head;
    const found = await current(view, types.ask('signature', files(), file, at));
    if (view.state.selection.main.head !== at) return;
    view.dispatch({
      effects: [
        setHint.of(found ? { at, dom: signatureNode(found), follows: true } : undefined),
        ...(announce && found ? [EditorView.announce.of(`${found.parameter}. ${found.text}`)] : []),
      ],
    });
  }

  const signatures = EditorView.updateListener.of(
    ({ view, state, startState, docChanged, selectionSet, transactions }) => {
      if (!docChanged && !selectionSet) return;
      const { head } = state.selection.main;
      const typed = transactions.some((one) => one.isUserEvent('input.type'));
      const opens = typed && /[(,]/.test(state.sliceDoc(head - 1, head));
      if (opens || startState.field(hint)?.follows) void showSignature(view, false);
    },
  );

  async function suggest(context: CompletionContext): Promise<CompletionResult | null> {
    const { pos, explicit, view } = context;
    if (!view || !(explicit || context.matchBefore(/[\w$]$|\.$/))) return null;
    const found = await current(view, types.ask('suggest', files(), file, pos));
    if (!found || context.aborted) return null;
    return {
      from: found.from,
      options: found.items.map((item) => completion(item, pos)),
      validFor: /^[\w$]*$/,
    };
  }

  function completion(item: Suggestion, at: number): Completion {
    const details = () => types.ask('details', files(), file, at, item).catch(noAnswer);
    return {
      label: item.name,
      type: ICONS[item.kind] ?? item.kind,
      sortText: item.order + item.name,
      // What must be imported comes after what is there.
      boost: item.source ? -50 : 0,
      detail: item.source,
      info: async () => {
        const found = await details();
        return found ? explanationNode(found) : null;
      },
      apply: item.source
        ? (view, picked, from, to) => void applyWithImport(view, picked, from, to, item)
        : (item.insert ?? item.name),
    };
  }

  /** Writes a name and the import that it needs, as one step to undo. */
  async function applyWithImport(
    view: EditorView,
    picked: Completion,
    from: number,
    to: number,
    item: Suggestion,
  ): Promise<void> {
    const { doc } = view.state;
    const found = await types.ask('details', files(), file, to, item).catch(noAnswer);
    if (view.state.doc !== doc) return;
    const changes = view.state.changes([
      { from, to, insert: item.insert ?? item.name },
      ...(found?.changes ?? []),
    ]);
    view.dispatch({
      changes,
      selection: { anchor: changes.mapPos(to, 1) },
      annotations: pickedCompletion.of(picked),
      userEvent: 'input.complete',
    });
  }

  return [
    checks,
    hint,
    explainWherePointed,
    signatures,
    autocompletion({ override: [suggest] }),
    keymap.of([
      { key: 'F2', run: explainAtCursor },
      { key: 'F8', run: nextDiagnostic },
      {
        key: 'Ctrl-Shift-Space',
        run: (view) => {
          void showSignature(view, true);
          return true;
        },
      },
    ]),
  ];
}
