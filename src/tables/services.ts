import type { Limit } from '../sim/cloud/index.ts';
import { services as classes } from '../sim/services/index.ts';
import { sqsFifoLimits } from '../sim/services/sqs/index.ts';
import type { ServiceClass } from '../sim/tongue/service.ts';

interface Limited {
  /** As AWS calls it: 'Amazon SQS'. */
  name: string;
  limits: Readonly<Record<string, Limit>>;
}

/** A service, or what of it has limits of its own. */
export type ServiceName = keyof typeof classes | 'sqsFifo';

/** The services that the simulator knows, and the limits that it enforces. */
export const services: Readonly<Record<ServiceName, Limited>> = {
  ...(Object.fromEntries(
    Object.entries<ServiceClass>(classes).map(([key, { schema, api, limits = {} }]): [string, Limited] => [
      key,
      { name: (schema ?? api)!.title, limits },
    ]),
  ) as Record<keyof typeof classes, Limited>),
  sqsFifo: { name: 'FIFO queues of Amazon SQS', limits: sqsFifoLimits },
};
