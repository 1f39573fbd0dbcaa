/**
 * An expression failed. The message is what AWS puts behind "threw an error during evaluation. " in the cause of a
 * States.QueryEvaluationError: JSONata's code and its words, as in "T1006: Attempted to invoke a non-function".
 */
export class JsonataError extends Error {
  /** JSONata's code, as in T1006; undefined where AWS's limits or functions refuse. */
  readonly code: string | undefined;

  /** Made by the evaluator. */
  constructor(code: string | undefined, words: string) {
    super(code === undefined ? words : `${code}: ${words}`);
    this.name = 'JsonataError';
    this.code = code;
  }

  /** JSONata throws plain objects. What JavaScript itself throws is put in words that are the same in every engine. */
  static from(thrown: unknown): JsonataError {
    if (thrown instanceof JsonataError) return thrown;
    if (thrown instanceof RangeError)
      return new JsonataError(undefined, 'The expression is nested too deeply');
    if (thrown instanceof SyntaxError)
      return new JsonataError(undefined, 'A regular expression is not valid');
    if (thrown instanceof Error) return new JsonataError(undefined, 'The expression can not be evaluated');
    const { code, message } = (thrown ?? {}) as { code?: unknown; message?: unknown };
    return new JsonataError(typeof code === 'string' ? code : undefined, String(message ?? code));
  }
}
