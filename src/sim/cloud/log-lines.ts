/** A line that a service writes to CloudWatch Logs on behalf of a resource. */
export interface LogLine {
  /** '/aws/lambda/resize' */
  readonly group: string;
  /** '2026/01/01/[$LATEST]0001' */
  readonly stream: string;
  /** What it says. */
  readonly message: string;
}

/** Where the services of one Region write their lines. Nothing is kept: a line without a listener is gone. */
export class LogLines {
  #listener: ((line: LogLine) => void) | undefined;

  /** Whether somebody listens. */
  get heard(): boolean {
    return this.#listener !== undefined;
  }

  /** Writes a line. */
  write(line: LogLine): void {
    this.#listener?.(line);
  }

  /** Calls back at each line from now on. */
  listen(listener: (line: LogLine) => void): void {
    this.#listener = listener;
  }
}
