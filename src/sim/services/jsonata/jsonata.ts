import { Service } from '../../tongue/service.ts';
import { checkJsonata, evaluateJsonata } from './evaluate.ts';
import { JsonataError } from './jsonata-error.ts';
import { schema } from './schema.ts';
import { unsupportedJsonata } from './unsupported.ts';

/**
 * JSONata 2.0.6 as AWS Step Functions evaluates it: a part that machines with JSONata load, and no other run.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export class Jsonata extends Service {
  static override readonly schema = schema;

  /**
   * The JSON value of an expression (without `{%` and `%}`), or undefined where it gives nothing.
   *
   *     cloud.jsonata.evaluate('$sum($states.input.prices)', { states: { input: { prices: [2, 3] } } }); // 5
   *
   * @param text the expression
   * @param bindings the variables that it may read: `states` is `$states`
   * @throws JsonataError with JSONata's code and words
   */
  evaluate(text: string, bindings: Readonly<Record<string, unknown>> = {}): unknown {
    const random = this.random('expressions');
    return evaluateJsonata(
      text,
      { ...bindings },
      {
        random: () => random.next(),
        now: () => this.simulation.epochMillis,
      },
    );
  }

  /** @internal What an expression gives with these sources of chance and time, or the words of its failure. */
  attempt(
    text: string,
    bindings: Record<string, unknown>,
    ports: { random: () => number; now: () => number },
  ): { value?: unknown; failed?: string } {
    try {
      return { value: evaluateJsonata(text, bindings, ports) };
    } catch (error) {
      if (!(error instanceof JsonataError)) throw error;
      return { failed: error.message };
    }
  }

  /** What is wrong with the syntax of an expression; undefined where nothing is. */
  check(text: string): string | undefined {
    return checkJsonata(text);
  }

  /**
   * What in an expression AWS refuses when a state machine is created: a reference to an input of the expression's own.
   * Undefined where all is well.
   *
   * @throws JsonataError where the text is no expression
   */
  unsupported(text: string): string | undefined {
    return unsupportedJsonata(text);
  }
}
