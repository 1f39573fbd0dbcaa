import { sesError } from './errors.ts';

/** How much an account may send in one Region. */
export interface SendLimits {
  /** Recipients in any 24 hours; −1 for no limit. */
  readonly max24HourSend: number;
  /** Recipients a second. */
  readonly maxSendRate: number;
}

const DAY = 86_400;

/**
 * What has been sent, against the limits: a day that moves with the clock, and a bucket that fills by the send rate
 * and holds a second of it. A mail counts once for each recipient. AWS lets short bursts pass; here the rate is exact.
 * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html
 */
export class SendQuota {
  #limits: SendLimits;
  /** Recipients by moment, oldest first. */
  #sent: { readonly at: number; readonly recipients: number }[] = [];
  #tokens: number;
  #filledAt = 0;

  constructor(limits: SendLimits) {
    this.#limits = limits;
    this.#tokens = limits.maxSendRate;
  }

  get limits(): SendLimits {
    return this.#limits;
  }

  /** Other limits, from now on, with a full second in hand. */
  set limits(limits: SendLimits) {
    this.#limits = limits;
    this.#tokens = limits.maxSendRate;
  }

  /** Recipients in the 24 hours up to now. */
  sentLast24Hours(now: number): number {
    const within = this.#sent.findIndex(({ at }) => at > now - DAY);
    this.#sent = within < 0 ? [] : within > 0 ? this.#sent.slice(within) : this.#sent;
    return this.#sent.reduce((sum, { recipients }) => sum + recipients, 0);
  }

  /**
   * Counts a mail. Recipients of the mailbox simulator count for the rate and not for the day. What is refused is
   * dropped: nobody sends it later.
   * The code is that of AWS's page. On the wire API v1 has been seen to answer `Throttling`
   * (https://github.com/aws/aws-sdk/issues/76).
   * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html (checked 2026-11-28)
   *
   * @throws ThrottlingException
   */
  take(now: number, recipients: number, simulated: number): void {
    const { max24HourSend, maxSendRate } = this.#limits;
    const counted = recipients - simulated;
    if (max24HourSend >= 0 && counted > 0 && this.sentLast24Hours(now) + counted > max24HourSend)
      throw sesError('ThrottlingException', 'Daily message quota exceeded');
    // A mail to more recipients than a second allows goes out on a full bucket and leaves it in debt.
    const tokens = Math.min(maxSendRate, this.#tokens + (now - this.#filledAt) * maxSendRate);
    if (tokens + 1e-9 < Math.min(recipients, maxSendRate))
      throw sesError('ThrottlingException', 'Maximum sending rate exceeded');
    this.#tokens = tokens - recipients;
    this.#filledAt = now;
    if (counted > 0) this.#sent.push({ at: now, recipients: counted });
  }
}
