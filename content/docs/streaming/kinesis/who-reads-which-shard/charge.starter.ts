/** An order on the stream. */
export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly euros: number;
}

/** The bank: it charges as often as it is told to. */
export interface Bank {
  /** Charges a card, and keeps the text with it. */
  charge(customer: string, euros: number, text: string): void;
  /** Whether a charge with that text was made. */
  has(text: string): boolean;
}

/** What a worker does with an order. */
export function work({ customer, euros }: Order, bank: Bank): void {
  bank.charge(customer, euros, `an order of ${customer}`);
}
