/** AWS Security Token Service: credentials that end. */
export { stsLimits } from './limits.ts';
export { Sts } from './sts.ts';
