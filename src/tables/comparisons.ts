import { aliasTargets } from './alias-targets.ts';
import { apiKinds } from './api-kinds.ts';
import { deliveryPhases } from './delivery-phases.ts';
import { eventPatterns } from './event-patterns.ts';
import { fifoThroughput } from './fifo-throughput.ts';
import { healthCheckKinds } from './health-check-kinds.ts';
import { firehoseDestinations } from './firehose-destinations.ts';
import { instanceActions } from './instance-actions.ts';
import { burstableSizes, instanceFamilies } from './instance-families.ts';
import { instanceStates } from './instance-states.ts';
import { missingData } from './missing-data.ts';
import { polling } from './polling.ts';
import { purchaseOptions } from './purchase-options.ts';
import { queueOrStream } from './queue-or-stream.ts';
import { queueTypes } from './queue-types.ts';
import { routingPolicies } from './routing-policies.ts';
import { snsProtocols } from './sns-protocols.ts';
import { ttlRules } from './ttl-rules.ts';
import { streamConsumers } from './stream-consumers.ts';
import { whichWay } from './which-way.ts';
import { volumeTypes } from './volume-types.ts';
import { workflowTypes } from './workflow-types.ts';

/** What pages compare, by the names that they ask for. */
export const comparisons = {
  aliasTargets,
  apiKinds,
  queueOrStream,
  queueTypes,
  fifoThroughput,
  healthCheckKinds,
  firehoseDestinations,
  burstableSizes,
  instanceActions,
  instanceFamilies,
  instanceStates,
  missingData,
  polling,
  purchaseOptions,
  deliveryPhases,
  eventPatterns,
  routingPolicies,
  snsProtocols,
  ttlRules,
  streamConsumers,
  whichWay,
  volumeTypes,
  workflowTypes,
};
