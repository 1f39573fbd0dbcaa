/** A discrete-event simulation kernel: virtual time, processes, random streams, statistics. It knows no AWS. */
export { ForeignAwaitError, Interrupt, NothingScheduledError, SameInstantError } from './errors.ts';
export { Process, type Body, type Yieldable } from './process.ts';
export { Reply } from './reply.ts';
export { Resource } from './resource.ts';
export { Signal } from './signal.ts';
export { Simulation, type SimulationOptions } from './simulation.ts';
export { Store } from './store.ts';
export { days, hours, minutes, ms, seconds } from './time.ts';
export { Timer } from './timer.ts';
export { Trace, type TraceEntry } from './trace.ts';
export { RandomStream } from './random.ts';
