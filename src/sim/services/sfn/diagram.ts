import type { State, StateMachine } from './machine/definition.ts';

/** What a state's arrow says, and where it leads. */
type Arrow = [label: string, target: string];

/** Lines of a Mermaid state diagram for a machine and those within it. */
class Diagram {
  readonly lines: string[] = [];
  readonly #ids = new Map<string, string>();

  machine(machine: StateMachine, indent: string): void {
    this.#line(indent, `[*] --> ${this.#id(machine.StartAt)}`);
    for (const [name, state] of Object.entries(machine.States)) this.#state(name, state, indent);
  }

  #state(name: string, state: State, indent: string): void {
    const id = this.#id(name);
    const inner =
      state.Branches ?? [state.ItemProcessor ?? state.Iterator].filter((one) => one !== undefined);
    this.#line(indent, `state "${name.replaceAll('"', "'")}" as ${id}${inner.length > 0 ? ' {' : ''}`);
    for (const [index, part] of inner.entries()) {
      if (index > 0) this.#line(indent, '  --');
      this.machine(part, `${indent}  `);
    }
    if (inner.length > 0) this.#line(indent, '}');
    for (const [label, target] of arrowsOf(state))
      this.#line(indent, `${id} --> ${this.#id(target)}${label ? ` : ${label}` : ''}`);
    if (state.End || state.Type === 'Succeed' || state.Type === 'Fail') this.#line(indent, `${id} --> [*]`);
  }

  #line(indent: string, text: string): void {
    this.lines.push(`  ${indent}${text}`);
  }

  /** Mermaid's own name for a state: states may have any characters in theirs. */
  #id(name: string): string {
    let id = this.#ids.get(name);
    if (id === undefined) this.#ids.set(name, (id = `s${this.#ids.size + 1}`));
    return id;
  }
}

function arrowsOf(state: State): Arrow[] {
  const arrows: Arrow[] = (state.Choices ?? []).map((rule, index) => [`rule ${index + 1}`, rule.Next!]);
  if (state.Default !== undefined) arrows.push(['default', state.Default]);
  if (state.Next !== undefined) arrows.push(['', state.Next]);
  for (const { ErrorEquals, Next } of state.Catch ?? [])
    arrows.push([`catch ${ErrorEquals.join(', ')}`, Next]);
  return arrows;
}

/**
 * A definition as a Mermaid state diagram: states, choices, catchers, branches. A page's fence begins as it does, with
 * `accTitle` and an `accDescr` that whoever writes the page adds.
 *
 * @param machine the definition
 * @param title what the diagram is named
 */
export function mermaidOf(machine: StateMachine, title: string): string {
  const diagram = new Diagram();
  diagram.machine(machine, '');
  return ['stateDiagram-v2', `  accTitle: ${title}`, ...diagram.lines].join('\n');
}
