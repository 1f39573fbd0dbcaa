import type { Reply } from '../../kernel/index.ts';
import type { Work } from './work.ts';

/** A session with a database. While one is open, its instance does not pause. */
export class Connection {
  readonly #work: Work;
  readonly #onClose: () => void;
  #open = true;

  /** @internal Made by `ServerlessInstance.connect`. */
  constructor(work: Work, onClose: () => void) {
    this.#work = work;
    this.#onClose = onClose;
  }

  /** Whether it still stands. */
  get open(): boolean {
    return this.#open;
  }

  /**
   * Runs a query, and settles when it is done. Queries share the capacity that there is.
   *
   * @param work how much it is: seconds on one ACU
   */
  query(work: number): Reply<void> {
    if (!this.#open) throw new Error('The connection is closed.');
    return this.#work.add(work);
  }

  /** Ends it. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#onClose();
  }
}
