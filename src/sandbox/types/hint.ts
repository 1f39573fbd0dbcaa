import { Prec, StateEffect, StateField } from '@codemirror/state';
import { keymap, showTooltip, type Tooltip } from '@codemirror/view';

/** A box at the cursor that a key brought. */
interface Hint {
  /** Where it stands in the text. */
  at: number;
  dom: HTMLElement;
  /** It stays while the cursor moves, until it is set anew. */
  follows?: boolean;
}

/** Shows a hint in place of the one before, or none. */
export const setHint = StateEffect.define<Hint | undefined>();

const tooltip = ({ at, dom }: Hint): Tooltip => ({ pos: at, above: true, create: () => ({ dom }) });

/** The hint, gone with Escape, and as soon as the cursor moves or the text changes if it does not follow. */
export const hint = StateField.define<Hint | undefined>({
  create: () => undefined,
  update(shown, { effects, docChanged, changes, selection }) {
    for (const effect of effects) if (effect.is(setHint)) return effect.value;
    if (!shown || !(docChanged || selection)) return shown;
    return shown.follows ? { ...shown, at: changes.mapPos(shown.at) } : undefined;
  },
  provide: (self) => [
    showTooltip.from(self, (shown) => (shown ? tooltip(shown) : null)),
    Prec.high(
      keymap.of([
        {
          key: 'Escape',
          run(view) {
            if (!view.state.field(self)) return false;
            view.dispatch({ effects: setHint.of(undefined) });
            return true;
          },
        },
      ]),
    ),
  ],
});
