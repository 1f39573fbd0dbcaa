import { aliasTargets } from './alias-targets.ts';
import { apiKinds } from './api-kinds.ts';
import { authorizers } from './authorizers.ts';
import { balancers } from './balancers.ts';
import { computeKinds } from './compute-kinds.ts';
import { concurrencyKinds } from './concurrency-kinds.ts';
import { conditionOperators, setOperators } from './condition-operators.ts';
import { deliveryPhases } from './delivery-phases.ts';
import { deployments } from './deployment-bounds.ts';
import { eventPatterns } from './event-patterns.ts';
import { fargateSizes } from './fargate-sizes.ts';
import { fifoThroughput } from './fifo-throughput.ts';
import { gates } from './gates.ts';
import { healthCheckKinds } from './health-check-kinds.ts';
import { firehoseDestinations } from './firehose-destinations.ts';
import { hookEndings } from './hook-endings.ts';
import { instanceActions } from './instance-actions.ts';
import { burstableSizes, instanceFamilies } from './instance-families.ts';
import { instanceStates } from './instance-states.ts';
import { invocationKinds, retriesBySource } from './lambda-sources.ts';
import { launchTypes } from './launch-types.ts';
import { metricRetention } from './metric-retention.ts';
import { missingData } from './missing-data.ts';
import { placement } from './placement.ts';
import { polling } from './polling.ts';
import { purchaseOptions } from './purchase-options.ts';
import { queueOrStream } from './queue-or-stream.ts';
import { queueTypes } from './queue-types.ts';
import { refreshSettings } from './refresh-settings.ts';
import { routingAlgorithms } from './routing-algorithms.ts';
import { routingPolicies } from './routing-policies.ts';
import { ruleConditions } from './rule-conditions.ts';
import { scalingScenarios } from './scaling-scenarios.ts';
import { snsProtocols } from './sns-protocols.ts';
import { statusChecks } from './status-checks.ts';
import { throttleCounts } from './throttle-counts.ts';
import { ttlRules } from './ttl-rules.ts';
import { streamConsumers } from './stream-consumers.ts';
import { whichWay } from './which-way.ts';
import { volumeTypes } from './volume-types.ts';
import { workflowTypes } from './workflow-types.ts';

/** What pages compare, by the names that they ask for. */
export const comparisons = {
  aliasTargets,
  apiKinds,
  authorizers,
  balancers,
  queueOrStream,
  queueTypes,
  fargateSizes,
  fifoThroughput,
  gates,
  healthCheckKinds,
  hookEndings,
  firehoseDestinations,
  burstableSizes,
  instanceActions,
  instanceFamilies,
  instanceStates,
  invocationKinds,
  retriesBySource,
  launchTypes,
  metricRetention,
  missingData,
  placement,
  polling,
  purchaseOptions,
  computeKinds,
  concurrencyKinds,
  conditionOperators,
  setOperators,
  deliveryPhases,
  deployments,
  eventPatterns,
  refreshSettings,
  routingAlgorithms,
  routingPolicies,
  ruleConditions,
  scalingScenarios,
  snsProtocols,
  statusChecks,
  throttleCounts,
  ttlRules,
  streamConsumers,
  whichWay,
  volumeTypes,
  workflowTypes,
};
