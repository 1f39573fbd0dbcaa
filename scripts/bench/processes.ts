import { Model, type Contestant } from './contestant.ts';
import { CUSTOMERS, gaps, services } from './customers.ts';
import { rounds } from './rounds.ts';
import { SimPy } from './simpy.ts';

/** Nanoseconds of processor time for an M/M/1 customer. */
export interface ProcessFigures {
  model: string;
  kernel: number;
  peers: Record<string, number>;
}

/** Generator processes on the kernel against simscript and, where installed, SimPy. */
export async function processes(): Promise<ProcessFigures[]> {
  const simpy = SimPy.find([gaps, services]);
  const figures: ProcessFigures[] = [];
  const compare = async (model: string, contestants: Contestant[]) => {
    const [kernel, ...others] = (await rounds(contestants, 7)) as [number, ...number[]];
    const peers = others.map((nanos, i): [string, number] => [contestants[i + 1]!.name, nanos / CUSTOMERS]);
    figures.push({ model, kernel: kernel / CUSTOMERS, peers: Object.fromEntries(peers) });
  };
  try {
    await compare('a process a customer, and a resource', [
      new Model('kernel-resource'),
      new Model('simscript-resource'),
      ...(simpy ? [simpy.contestant('resource')] : []),
    ]);
    await compare('two processes and a store', [
      new Model('kernel-store'),
      ...(simpy ? [simpy.contestant('store')] : []),
    ]);
  } finally {
    simpy?.close();
  }
  return figures;
}
