// The functions that JSONPath states have. https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
import type { Argument, Call } from './intrinsic-text.ts';
import { intrinsicError, parseCall } from './intrinsic-text.ts';
import { FUNCTIONS, InvalidArguments } from './intrinsic-functions.ts';
import { quotedInput, readReference } from './reference.ts';
import type { Scope } from './scope.ts';

export type { Scope } from './scope.ts';

/** Whether a field's text calls an intrinsic function, rather than being a path. */
export function isIntrinsic(text: string): boolean {
  return text.startsWith('States.');
}

/** What a call gives. */
export function evaluateIntrinsic(text: string, scope: Scope): unknown {
  return call(parseCall(text), text, scope);
}

function call(expression: Call, text: string, scope: Scope): unknown {
  const run = FUNCTIONS.get(expression.name);
  if (run === undefined) throw intrinsicError(text, `There is no function States.${expression.name}`);
  const args = expression.args.map((argument, i) => {
    const template = expression.name === 'Format' && i === 0 && argument.kind === 'text';
    return template ? argument.raw : argue(argument, text, scope);
  });
  try {
    return run(args, scope.random);
  } catch (problem) {
    if (!(problem instanceof InvalidArguments)) throw problem;
    throw intrinsicError(text, `Invalid arguments in States.${expression.name}: ${problem.message}`);
  }
}

function argue(argument: Argument, text: string, scope: Scope): unknown {
  switch (argument.kind) {
    case 'call':
      return call(argument, text, scope);
    case 'path':
      return follow(argument.text, text, scope);
    default:
      return argument.value;
  }
}

function follow(path: string, text: string, scope: Scope): unknown {
  const reading = readReference(path, scope);
  if (reading.found) return reading.value;
  // An index on what is no array lets Jayway's own words through; the recorded answers show it.
  const why = reading.reason?.startsWith('Filter:')
    ? reading.reason
    : `The JsonPath argument for the field '${path}' could not be found in the input '${quotedInput(path, scope)}'`;
  throw intrinsicError(text, why, 'States.Runtime');
}
