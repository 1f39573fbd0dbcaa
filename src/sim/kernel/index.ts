/** A discrete-event simulation kernel: virtual time, processes, random streams, statistics. It knows no AWS. */
export { batchMeans, confidenceInterval, replications, type ConfidenceInterval } from './confidence.ts';
export {
  ForeignAwaitError,
  Interrupt,
  NothingScheduledError,
  RealTimerError,
  SameInstantError,
} from './errors.ts';
export { Process, type Body, type Yieldable } from './process.ts';
export { Reply } from './reply.ts';
export { Resource } from './resource.ts';
export { Sample } from './sample.ts';
export { Signal } from './signal.ts';
export { drivenSimulation, Simulation, type SimulationOptions } from './simulation.ts';
export { Store } from './store.ts';
export { Tally } from './tally.ts';
export { days, hours, minutes, ms, seconds } from './time.ts';
export { TimeWeighted } from './time-weighted.ts';
export { Timer } from './timer.ts';
export { Trace, type TraceEntry } from './trace.ts';
export { RandomStream } from './random.ts';
export { useVirtualTime } from './virtual-timers.ts';
