import type { Jsonata } from './ports.ts';

/** One finding of ValidateStateMachineDefinition. https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html */
export interface Diagnostic {
  severity: 'ERROR';
  code:
    | 'SCHEMA_VALIDATION_FAILED'
    | 'MISSING_TRANSITION_TARGET'
    | 'DUPLICATE_STATE_NAME'
    | 'INVALID_JSON_DESCRIPTION';
  message: string;
  /** Where, like a path of folders: `/States/Wait/Seconds`. */
  location: string;
}

/** Findings, and the place that is being looked at. */
export class Findings {
  readonly found: Diagnostic[];
  readonly place: string;
  readonly jsonata: () => Jsonata;

  constructor(jsonata: () => Jsonata, found: Diagnostic[] = [], place = '') {
    this.jsonata = jsonata;
    this.found = found;
    this.place = place;
  }

  at(...steps: readonly (string | number)[]): Findings {
    const place = steps.map((step) => (typeof step === 'number' ? `[${step}]` : `/${step}`)).join('');
    return new Findings(this.jsonata, this.found, this.place + place);
  }

  add(message: string, code: Diagnostic['code'] = 'SCHEMA_VALIDATION_FAILED'): void {
    this.found.push({ severity: 'ERROR', code, message, location: this.place || '/' });
  }
}

/** The message of CreateStateMachine's InvalidDefinition. */
export function definitionMessage(found: readonly Diagnostic[]): string {
  const each = found.map(({ code, message, location }) => `${code}: ${message} at ${location}`);
  return `Invalid State Machine Definition: '${each.join(', ')}'`;
}
