/** Amazon Simple Email Service: verified identities, the sandbox, sending quotas, feedback about mails. */
export type { MailOutcome } from './address.ts';
export { sesLimits } from './limits.ts';
export type { Mail } from './mail.ts';
export { sesMetrics, type SesMetricName } from './metrics.ts';
export type { SesModel } from './model.ts';
export { Outside } from './outside.ts';
export { sesPrices } from './prices.ts';
export type { SendLimits } from './send-quota.ts';
export { Ses, type SuppressedDestination, type SuppressionReason } from './ses.ts';
