import {
  DEFAULT_HEALTHY_RETRY_POLICY,
  faultOf,
  phasesOf,
  type DeliveryPhases,
  type HealthyRetryPolicy,
} from './delivery-policy.ts';

/** How SNS delivers to one HTTP/S endpoint. */
export interface HttpPolicy {
  readonly phases: DeliveryPhases;
  readonly healthyRetryPolicy: HealthyRetryPolicy;
  /** Deliveries a second at most; undefined for no bound. */
  readonly maxReceivesPerSecond: number | undefined;
  readonly contentType: string;
}

interface TopicDocument {
  http?: {
    defaultHealthyRetryPolicy?: Partial<HealthyRetryPolicy>;
    defaultThrottlePolicy?: { maxReceivesPerSecond?: number };
    defaultRequestPolicy?: { headerContentType?: string };
    disableSubscriptionOverrides?: boolean;
  };
}

interface SubscriptionDocument {
  healthyRetryPolicy?: Partial<HealthyRetryPolicy>;
  throttlePolicy?: { maxReceivesPerSecond?: number };
  requestPolicy?: { headerContentType?: string };
}

const CONTENT_TYPE = 'text/plain; charset=UTF-8';

/**
 * The policy that holds for a subscription, from the texts of its own and its topic's.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#creating-delivery-policy
 */
export function httpPolicy(topic: string | undefined, subscription: string | undefined): HttpPolicy {
  const { http = {} } = parse<TopicDocument>(topic);
  const own = http.disableSubscriptionOverrides ? {} : parse<SubscriptionDocument>(subscription);
  const healthyRetryPolicy = {
    ...DEFAULT_HEALTHY_RETRY_POLICY,
    ...http.defaultHealthyRetryPolicy,
    ...own.healthyRetryPolicy,
  };
  const throttle = own.throttlePolicy ?? http.defaultThrottlePolicy;
  const request = own.requestPolicy ?? http.defaultRequestPolicy;
  return {
    phases: phasesOf(healthyRetryPolicy),
    healthyRetryPolicy,
    maxReceivesPerSecond: throttle?.maxReceivesPerSecond,
    contentType: request?.headerContentType ?? CONTENT_TYPE,
  };
}

/** `EffectiveDeliveryPolicy` of a topic. */
export function effectiveOfTopic(topic: string | undefined): string {
  const { http = {} } = parse<TopicDocument>(topic);
  const { healthyRetryPolicy, maxReceivesPerSecond, contentType } = httpPolicy(topic, undefined);
  return JSON.stringify({
    http: {
      defaultHealthyRetryPolicy: healthyRetryPolicy,
      disableSubscriptionOverrides: http.disableSubscriptionOverrides ?? false,
      ...(maxReceivesPerSecond !== undefined && { defaultThrottlePolicy: { maxReceivesPerSecond } }),
      defaultRequestPolicy: { headerContentType: contentType },
    },
  });
}

/** `EffectiveDeliveryPolicy` of a subscription. */
export function effectiveOfSubscription(topic: string | undefined, subscription: string | undefined): string {
  const { healthyRetryPolicy, maxReceivesPerSecond, contentType } = httpPolicy(topic, subscription);
  return JSON.stringify({
    healthyRetryPolicy,
    ...(maxReceivesPerSecond !== undefined && { throttlePolicy: { maxReceivesPerSecond } }),
    requestPolicy: { headerContentType: contentType },
  });
}

/** What is wrong with the text of a delivery policy; undefined where nothing is. The words are ours. */
export function deliveryPolicyFault(text: string, of: 'topic' | 'subscription'): string | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return `failed to parse JSON. ${(error as Error).message}`;
  }
  if (typeof document !== 'object' || document === null) return 'not an object';
  const policy = of === 'topic' ? httpPolicy(text, undefined) : httpPolicy(undefined, text);
  const fault = faultOf(policy.healthyRetryPolicy);
  if (fault) return fault;
  const most = policy.maxReceivesPerSecond;
  if (most !== undefined && !(Number.isInteger(most) && most >= 1))
    return 'maxReceivesPerSecond must be a whole number of at least 1';
  return undefined;
}

function parse<T extends object>(text: string | undefined): Partial<T> {
  return text ? (JSON.parse(text) as T) : {};
}
