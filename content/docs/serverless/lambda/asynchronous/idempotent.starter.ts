/** Keeps what it is given: `claim` is true once for each key, and false from then on. */
export interface Table {
  claim(key: string): boolean;
  release(key: string): void;
}

/** Charges the card for an order. Lambda may call it several times with the same event. */
export const code =
  (table: Table, charge: (order: string) => Promise<void>) =>
  () =>
  async (event: { order: string }) => {
    await charge(event.order);
    return 'charged';
  };
