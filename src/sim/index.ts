/** Desired Capacity: a deterministic simulator of AWS's services. */
import { provide } from './cloud.ts';
import { services } from './services/index.ts';

provide(services);

export * from './core.ts';
