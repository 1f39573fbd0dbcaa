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
    if (!table.claim(event.order)) return 'charged before';
    try {
      await charge(event.order);
    } catch (error) {
      table.release(event.order); // so that the next attempt may try
      throw error;
    }
    return 'charged';
  };
