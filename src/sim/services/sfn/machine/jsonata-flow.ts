import type { Catcher } from './definition.ts';
import { errors, StateFailure } from './failure.ts';
import type { Finish, FinishFields, Flow } from './flow.ts';
import { isObject, put, typeName, type Json, type JsonObject } from './json.ts';
import type { Visit } from './visit.ts';

/** A string that is an expression: `{% … %}`, with nothing around it. */
const expression = /^\{%([^]*)%\}$/;

/**
 * The fields of JSONata: Arguments → the state's work → Assign and Output, both of one snapshot.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export class JsonataFlow implements Flow {
  readonly visit: Visit;
  readonly input: Json;

  constructor(visit: Visit) {
    this.visit = visit;
    this.input = visit.input;
  }

  work(): Json {
    const { Arguments } = this.visit.state;
    if (Arguments === undefined) return this.input;
    const work = this.evaluate(Arguments, 'Arguments');
    this.visit.line.execution.inspect?.('afterArguments', work);
    return work;
  }

  finish(result: Json, fields: FinishFields = this.visit.state): Finish {
    return this.#leave(fields, { result }, result, '');
  }

  /** The end of a state without a result. */
  pass(fields: FinishFields = this.visit.state, place = ''): Finish {
    return this.#leave(fields, {}, this.input, place);
  }

  caught(catcher: Catcher, failure: StateFailure): Finish {
    const place = `Catch[${this.visit.state.Catch!.indexOf(catcher)}]/`;
    return this.#leave(catcher, { errorOutput: failure.output }, failure.output, place);
  }

  #leave(fields: FinishFields, seen: JsonObject, fallback: Json, place: string): Finish {
    const { Assign, Output } = fields;
    const assigned = Assign && (this.evaluate(Assign, `${place}Assign`, seen) as Record<string, Json>);
    const output = Output === undefined ? fallback : this.evaluate(Output, `${place}Output`, seen);
    return { output, ...(assigned && { assigned }) };
  }

  fill(template: Json, field: string): Json {
    return this.evaluate(template, field);
  }

  number(
    name: string,
    of: Readonly<Record<string, unknown>> = this.visit.state,
    field = name,
  ): number | undefined {
    const given = of[name] as Json | undefined;
    return given === undefined ? undefined : (this.typed(given, field, 'number') as number);
  }

  /** A value of one type: what an expression gives may be any. */
  typed(given: Json, field: string, type: 'number' | 'string' | 'boolean' | 'array'): Json {
    return this.expect(this.evaluate(given, field), given, field, type);
  }

  expect(value: Json, given: Json, field: string, type: string): Json {
    if (typeName(value) === type) return value;
    const text =
      typeof given === 'string' ? (expression.exec(given)?.[1] ?? given).trim() : JSON.stringify(given);
    throw this.unusable(
      `The JSONata expression '${text}' specified for the field '${field}' returned an unexpected result type. ` +
        `Expected '${type}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`,
      field,
    );
  }

  /** A field's value, with all the expressions in it replaced by what they give. */
  evaluate(value: Json, field: string, seen: JsonObject = {}): Json {
    if (typeof value === 'string') {
      const match = expression.exec(value);
      return match ? this.#run(match[1]!.trim(), field, seen) : value;
    }
    if (Array.isArray(value))
      return value.map((item, index) => this.evaluate(item, `${field}[${index}]`, seen));
    if (!isObject(value)) return value;
    const filled: JsonObject = {};
    for (const [key, member] of Object.entries(value))
      put(filled, key, this.evaluate(member, `${field}/${key}`, seen));
    return filled;
  }

  #run(text: string, field: string, seen: JsonObject): Json {
    const { visit } = this;
    const { execution, variables } = visit.line;
    const { ports } = execution;
    const states = { input: visit.input, context: visit.context, ...seen };
    const specified = `The JSONata expression '${text}' specified for the field '${field}'`;
    const { value, failed } = ports.jsonata().attempt(
      text,
      { ...variables, states },
      // Rounded: seconds since 1970 times a thousand is not always whole.
      { random: () => ports.random(), now: () => Math.round(ports.now() * 1000) },
    );
    if (failed !== undefined)
      throw this.unusable(`${specified} threw an error during evaluation. ${failed}`, field);
    if (value === undefined) throw this.unusable(`${specified} returned nothing (undefined).`, field);
    return value as Json;
  }

  /** States.QueryEvaluationError, which has an event of its own beside the state's entered event. */
  unusable(reason: string, location: string): StateFailure {
    const { visit } = this;
    const cause = visit.cause(reason);
    const failure = new StateFailure(errors.queryEvaluationError, cause);
    const { trail } = visit.line;
    trail.last = visit.cameFrom;
    trail.add('EvaluationFailed', {
      evaluationFailedEventDetails: { ...failure.details, location, state: visit.name },
    });
    return failure;
  }
}
