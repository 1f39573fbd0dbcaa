import type { Reply, Simulation, Timer } from '../../kernel/index.ts';
import { swfLimits as limits } from './limits.ts';

/** Something in a task list; it may be over before anybody takes it. */
export interface Listed {
  readonly priority: number;
  readonly open: boolean;
}

interface Poll<T> {
  readonly settle: (task: T | undefined) => void;
  readonly timer: Timer;
}

/**
 * A task list: tasks by priority, then in order, and the long polls that wait for them.
 * https://docs.aws.amazon.com/amazonswf/latest/developerguide/swf-dev-task-lists.html
 */
export class TaskList<T extends Listed> {
  readonly #simulation: Simulation;
  readonly #tasks: T[] = [];
  readonly #polls: Poll<T>[] = [];

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** How many polls wait. */
  get polls(): number {
    return this.#polls.length;
  }

  /** A task is there. Whoever waits gets it at this instant, but not within whatever the caller is doing. */
  add(task: T): void {
    const index = this.#tasks.findLastIndex(({ priority }) => priority >= task.priority);
    this.#tasks.splice(index + 1, 0, task);
    if (this.#polls.length > 0) this.#simulation.schedule(0, () => this.#match());
  }

  /** Answers with the next task as soon as there is one, or after 60 seconds with none. */
  poll<O>(name: string, answer: (task: T | undefined) => O): Reply<O> {
    const reply = this.#simulation.reply<O>(name);
    const leave = () => {
      poll.timer.cancel();
      const at = this.#polls.indexOf(poll);
      if (at >= 0) this.#polls.splice(at, 1);
    };
    const settle = (task: T | undefined) => {
      leave();
      reply.resolve(answer(task));
    };
    const timer = this.#simulation.timer(limits.longPoll.max, () => settle(undefined));
    const poll: Poll<T> = { settle, timer };
    reply.onAbandon = leave;
    this.#polls.push(poll);
    this.#match();
    return reply;
  }

  #match(): void {
    while (this.#polls.length > 0) {
      const task = this.#tasks.shift();
      if (!task) return;
      if (task.open) this.#polls[0]!.settle(task);
    }
  }
}
