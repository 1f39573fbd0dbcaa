/** Amazon EventBridge Pipes: from a source, by filter and enrichment, to a target. */
export { pipesLimits } from './limits.ts';
export { pipesMetrics, type PipesMetricName } from './metrics.ts';
export type { PipesModel } from './model.ts';
export { Pipes } from './pipes.ts';
export { pipesPrices } from './prices.ts';
