import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const SCALING =
  'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html';
const CAPACITY =
  'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html';

/** What Aurora Serverless allows. Checked on 2026-11-28. */
export const rdsLimits = {
  minimumCapacity: row('Least capacity of an instance', 'ACUs', SCALING, { min: 0, max: 256 }),
  maximumCapacity: row('Most capacity of an instance', 'ACUs', CAPACITY, { min: 1, max: 256 }),
  step: row('Step of a capacity', 'ACUs', SCALING, { min: 0.5 }),
  autoPause: row('Time without connections before a pause', 's', SCALING, {
    min: 300,
    default: 300,
    max: 86_400,
  }),
} satisfies Record<string, Limit>;
