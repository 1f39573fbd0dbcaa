import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const QUOTAS = 'https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amazon-mq-limits.html';

/** What Amazon MQ allows. Checked on 2026-11-28. */
export const mqLimits = {
  brokers: row('Brokers of an account in a Region', 'brokers', QUOTAS, { max: 200 }, true),
} satisfies Record<string, Limit>;
