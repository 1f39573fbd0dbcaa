import type { Reply } from '../../kernel/index.ts';
import { sfnError } from './errors.ts';
import type { TaskAnswer, TaskProgress } from './machine/ports.ts';

/** A task that waits for its token to come back. */
interface Waiting {
  readonly reply: Reply<TaskAnswer>;
  readonly progress: TaskProgress;
}

/** The tasks that wait for SendTaskSuccess or SendTaskFailure, by their tokens. */
export class Tasks {
  readonly #waiting = new Map<string, Waiting>();
  /** Tokens whose task has ended: AWS tells them from those that it never gave. */
  readonly #ended = new Set<string>();

  /** A task waits from now on. */
  open(token: string, waiting: Waiting): void {
    this.#waiting.set(token, waiting);
  }

  /** A task waits no longer: it has its answer, or has been given up. */
  close(token: string): void {
    if (this.#waiting.delete(token)) this.#ended.add(token);
  }

  /** The task with that token. @throws InvalidToken, TaskTimedOut */
  get(token: string): Waiting {
    const waiting = this.#waiting.get(token);
    if (waiting && !waiting.reply.settled) return waiting;
    if (waiting || this.#ended.has(token))
      throw sfnError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'"); // cspell:ignore anymore
    throw sfnError('InvalidToken', "Invalid Token: 'Invalid token'");
  }
}
