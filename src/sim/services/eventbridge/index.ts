/** Amazon EventBridge: event buses, rules and their targets. */
export { EventBridge } from './event-bridge.ts';
export { eventBridgeLimits } from './limits.ts';
export { eventBridgeMetrics, type EventBridgeMetricName } from './metrics.ts';
export type { EventBridgeModel } from './model.ts';
export { eventBridgePrices } from './prices.ts';
