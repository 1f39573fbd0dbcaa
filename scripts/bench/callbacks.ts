import { Model } from './contestant.ts';
import { CUSTOMERS, EVENTS } from './customers.ts';
import { rounds } from './rounds.ts';

/** Nanoseconds of processor time for an M/M/1 customer, or for an event with that many others pending. */
export interface CallbackFigures {
  model: string;
  heap: number;
  kernel: number;
}

/** Callbacks on the kernel against the bare heap. */
export async function callbacks(): Promise<CallbackFigures[]> {
  const figures: CallbackFigures[] = [];
  const compare = async (model: string, count: number, what: string, ...args: string[]) => {
    const contestants = [new Model(`heap-${what}`, ...args), new Model(`kernel-${what}`, ...args)];
    const [heap, kernel] = (await rounds(contestants, 21)) as [number, number];
    figures.push({ model, heap: heap / count, kernel: kernel / count });
  };
  await compare('M/M/1, a customer', CUSTOMERS, 'callbacks');
  for (const pending of ['10', '1000', '100000']) {
    await compare(`${pending} events pending, an event`, EVENTS, 'hold', pending);
  }
  return figures;
}
