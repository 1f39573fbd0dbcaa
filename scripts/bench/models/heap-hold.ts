import { BareHeap } from '../bare-heap.ts';
import { CUSTOMERS, EVENTS, gaps } from '../customers.ts';

/** The same on the bare heap. */
export function run(pending: string): number {
  const world = new BareHeap();
  let fired = 0;
  const fire = () => {
    if (fired < EVENTS) world.schedule(gaps[fired++ % CUSTOMERS]!, fire);
  };
  for (let i = 0; i < Number(pending); i++) fire();
  world.run();
  return world.now;
}
