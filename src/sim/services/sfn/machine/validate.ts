import type { QueryLanguage } from './definition.ts';
import { Findings, type Diagnostic } from './diagnostics.ts';
import { isObject, own, type JsonObject } from './json.ts';
import type { Jsonata } from './ports.ts';
import { quotas } from './quotas.ts';
import { checkState, targets } from './validate-state.ts';
import { checkNumber } from './validate-values.ts';

/** What validation found. */
export interface Validation {
  result: 'OK' | 'FAIL';
  /** The first of them. */
  diagnostics: Diagnostic[];
  /** There are more. */
  truncated: boolean;
}

/**
 * What CreateStateMachine and ValidateStateMachineDefinition find wrong in a definition.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
 */
export function validate(
  definition: string | object,
  jsonata: () => Jsonata,
  type: 'STANDARD' | 'EXPRESS' = 'STANDARD',
  maxResults: number = quotas.diagnostics,
): Validation {
  const findings = new Findings(jsonata);
  const machine = parse(definition, findings);
  if (machine) new MachineCheck(type, languageOf(machine)).machine(machine, findings);
  const { found } = findings;
  return {
    result: found.length > 0 ? 'FAIL' : 'OK',
    diagnostics: found.slice(0, maxResults),
    truncated: found.length > maxResults,
  };
}

function parse(definition: string | object, findings: Findings): JsonObject | undefined {
  let value: unknown = definition;
  if (typeof definition === 'string') {
    try {
      value = JSON.parse(definition);
    } catch {
      findings.add('The definition is not valid JSON', 'INVALID_JSON_DESCRIPTION');
      return undefined;
    }
  }
  if (isObject(value)) return value;
  findings.add('The definition must be an object');
  return undefined;
}

function languageOf(machine: JsonObject): QueryLanguage {
  return machine.QueryLanguage === 'JSONata' ? 'JSONata' : 'JSONPath';
}

/** Goes through a machine and those within it. */
export class MachineCheck {
  readonly type: 'STANDARD' | 'EXPRESS';
  /** The whole machine's: states within others inherit this one. */
  readonly language: QueryLanguage;
  /** Names are unique in the whole machine. */
  readonly #names = new Set<string>();
  #depth = 0;

  constructor(type: 'STANDARD' | 'EXPRESS', language: QueryLanguage) {
    this.type = type;
    this.language = language;
  }

  machine(machine: unknown, at: Findings): void {
    if (!isObject(machine)) return at.add('Expected an object');
    if (this.#depth > 100) return at.add('States are nested too deeply');
    const missing = ['States', 'StartAt'].filter((field) => !Object.hasOwn(machine, field));
    if (missing.length > 0) return at.add(`These fields are required: [${missing.join(', ')}]`);
    const { States, StartAt, TimeoutSeconds, QueryLanguage } = machine;
    if (QueryLanguage !== undefined && QueryLanguage !== 'JSONPath' && QueryLanguage !== 'JSONata')
      at.at('QueryLanguage').add('Value must be one of: [JSONPath, JSONata]');
    checkNumber('TimeoutSeconds', TimeoutSeconds, at.at('TimeoutSeconds'));
    if (!isObject(States) || Object.keys(States).length === 0)
      return at.at('States').add('Expected an object with at least one state');
    this.#depth++;
    for (const [name, state] of Object.entries(States))
      this.#state(name, state, States, at.at('States', name));
    this.#depth--;
    if (typeof StartAt !== 'string' || !Object.hasOwn(States, StartAt))
      at.at('StartAt').add(`Missing 'StartAt' target: ${String(StartAt)}`, 'MISSING_TRANSITION_TARGET');
    else unreachable(States, StartAt, at);
  }

  #state(name: string, state: unknown, states: JsonObject, at: Findings): void {
    if (this.#names.has(name)) at.add(`Duplicate State name: ${name}`, 'DUPLICATE_STATE_NAME');
    this.#names.add(name);
    if ([...name].length > quotas.stateNameLength)
      at.add(`State name is longer than ${quotas.stateNameLength} characters`);
    if (!isObject(state)) return at.add('Expected an object');
    checkState(state, at, this);
    for (const [field, target] of targets(state))
      if (typeof target !== 'string' || !Object.hasOwn(states, target))
        at.at(...field).add(`Missing 'Next' target: ${String(target)}`, 'MISSING_TRANSITION_TARGET');
  }
}

/** States that nothing leads to. */
function unreachable(states: JsonObject, start: string, at: Findings): void {
  const reached = new Set([start]);
  for (const name of reached) {
    const state = own(states, name);
    if (!isObject(state)) continue;
    for (const [, target] of targets(state))
      if (typeof target === 'string' && Object.hasOwn(states, target)) reached.add(target);
  }
  for (const name of Object.keys(states))
    if (!reached.has(name))
      at.at('States', name).add(`State "${name}" is not reachable.`, 'MISSING_TRANSITION_TARGET');
}
