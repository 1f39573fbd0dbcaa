import type { Region } from '../cloud/index.ts';
import type { Api } from './api.ts';

/** A service of one Region, as the composition root makes it. */
export type ServiceClass = (new (region: Region) => object) & {
  /** What it answers in AWS's own tongue. */
  readonly api: Api<never>;
  /** Names of the services without which it does not work: whoever loads it loads them too. */
  readonly needs?: readonly string[];
};
