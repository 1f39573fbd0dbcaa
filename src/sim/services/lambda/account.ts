import type { Limit, Region } from '../../cloud/index.ts';
import type { RandomStream } from '../../kernel/index.ts';
import type { Admission } from './admission/admission.ts';
import type { LayerVersion } from './layer-version.ts';
import type { LambdaModel } from './model.ts';

/** What the parts of Lambda share: their Region, and what the service as a whole gives them. */
export interface AccountServices {
  readonly region: Region;
  readonly model: LambdaModel;
  readonly admission: Admission;
  /** Versions of layers, by the layer's name. */
  readonly layers: Map<string, readonly LayerVersion[]>;
  uuid(): string;
  random(purpose: string): RandomStream;
  /** The number of a code: 1 for the first that was handed over. */
  ordinal(code: object): number;
  quota(row: Limit): number;
}
