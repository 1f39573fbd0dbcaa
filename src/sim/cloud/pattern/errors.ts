/** A pattern that is not valid, in AWS's words, for the service that read it to wrap in its own error. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}
