import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const SANDBOX = 'https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html';
const QUOTAS = 'https://docs.aws.amazon.com/ses/latest/dg/quotas.html';
const API = 'https://docs.aws.amazon.com/ses/latest/APIReference/';

/** What Amazon SES allows. Checked on 2026-11-28. */
export const sesLimits = {
  sandboxDay: row('Recipients in 24 hours, in the sandbox', 'recipients', SANDBOX, { max: 200 }, true),
  sandboxRate: row('Recipients a second, in the sandbox', 'recipients', SANDBOX, { max: 1 }, true),
  recipients: row('Recipients of a message', 'recipients', QUOTAS, { min: 1, max: 50 }),
  messageSize: row('Message, by API v1', 'bytes', QUOTAS, { max: 10 * 1024 * 1024 }),
  identities: row('Verified identities of a Region', 'identities', QUOTAS, { max: 10_000 }),
  // The page says “256 characters or fewer”. 255, with its words, is from LocalStack, which compares itself with AWS.
  tagName: row('Name of a message tag', 'characters', `${API}API_MessageTag.html`, { min: 1, max: 255 }),
  tagValue: row('Value of a message tag', 'characters', `${API}API_MessageTag.html`, { min: 1, max: 255 }),
  listed: row('Identities of a page', 'identities', `${API}API_ListIdentities.html`, {
    default: 1000,
    min: 1,
    max: 1000,
  }),
} satisfies Record<string, Limit>;
