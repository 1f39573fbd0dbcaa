import type { Output } from './schema.ts';

/** One version of a layer. */
export type LayerVersion = Output<'GetLayerVersion'> & {
  readonly layerVersionArn: string;
  readonly version: number;
};
