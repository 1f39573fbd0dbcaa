/** What a command came to. */
export interface CommandOutcome {
  /** What it printed. */
  readonly out: string;
  /** What it complained of. */
  readonly err: string;
  /** 0 where all went well; 252 for a command that is none, 254 for an error of AWS's, 255 for a waiter that gave up. */
  readonly code: number;
}

/** What the AWS CLI says of what it does not do. */
export function refused(message: string, code: number): CommandOutcome {
  return { out: '', err: `\naws: [ERROR]: ${message}`, code };
}
