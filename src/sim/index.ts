/** Desired Capacity: a deterministic simulator of AWS's services. */
import { provide } from './cloud.ts';
import { setText } from './report/sink.ts';
import { printText } from './report/text/text.ts';
import { services } from './services/index.ts';

provide(services);
setText(printText);

export * from './core.ts';
