import { apiKinds } from './api-kinds.ts';
import { deliveryPhases } from './delivery-phases.ts';
import { eventPatterns } from './event-patterns.ts';
import { fifoThroughput } from './fifo-throughput.ts';
import { missingData } from './missing-data.ts';
import { polling } from './polling.ts';
import { queueOrStream } from './queue-or-stream.ts';
import { queueTypes } from './queue-types.ts';
import { snsProtocols } from './sns-protocols.ts';
import { workflowTypes } from './workflow-types.ts';

/** What pages compare, by the names that they ask for. */
export const comparisons = {
  apiKinds,
  queueOrStream,
  queueTypes,
  fifoThroughput,
  missingData,
  polling,
  deliveryPhases,
  eventPatterns,
  snsProtocols,
  workflowTypes,
};
