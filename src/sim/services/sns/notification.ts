import { sha256, utf8 } from '../../cloud/digest/index.ts';
import { textFor, type Message, type MessageAttributes } from './message.ts';

/** A message on its way: what all subscribers get alike. */
export interface Published {
  readonly message: Message;
  readonly messageId: string;
  /** On a FIFO topic. */
  readonly sequenceNumber: string | undefined;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly topicArn: string;
  /** The topic's Region. */
  readonly region: string;
  /** 1 (SHA-1) or 2 (SHA-256); FIFO topics do not sign. */
  readonly signatureVersion: string | undefined;
  /** The X-Ray header of the chain of requests that it belongs to. */
  readonly traceHeader: string | undefined;
  /** Whether it comes from the topic's archive. */
  readonly replayed?: true;
}

const host = (region: string) => `https://sns.${region}.amazonaws.com`;

/** Where somebody who got a message can end the subscription. */
export function unsubscribeUrl(region: string, subscriptionArn: string): string {
  return `${host(region)}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`;
}

/** Where somebody who got a confirmation message confirms. */
export function subscribeUrl(region: string, topicArn: string, token: string): string {
  return `${host(region)}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`;
}

/**
 * The JSON that queues and HTTP/S endpoints get, its members in AWS's order.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 *
 * The signature stands in for AWS's: nothing verifies it.
 */
export function notification(published: Published, protocol: string, subscriptionArn: string): object {
  const { message, messageId, sequenceNumber, timestamp, topicArn, region, signatureVersion } = published;
  const text = textFor(message, protocol);
  const attributes = shown(message.attributes);
  return {
    Type: 'Notification',
    MessageId: messageId,
    ...(sequenceNumber !== undefined && { SequenceNumber: sequenceNumber }),
    TopicArn: topicArn,
    ...(message.subject !== undefined && { Subject: message.subject }),
    Message: text,
    Timestamp: timestamp,
    ...(signatureVersion !== undefined && signed(region, signatureVersion, `${messageId}\n${text}`)),
    UnsubscribeURL: unsubscribeUrl(region, subscriptionArn),
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
    // AWS tells that it is there, not its form.
    ...(published.replayed && { Replayed: 'true' }),
  };
}

/** The event that a function gets. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
export function lambdaEvent(published: Published, subscriptionArn: string): object {
  const body = notification(published, 'lambda', subscriptionArn) as Record<string, unknown>;
  const { SigningCertURL, UnsubscribeURL, MessageAttributes = {}, ...rest } = body;
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          ...rest,
          Subject: published.message.subject ?? null,
          SigningCertUrl: SigningCertURL,
          UnsubscribeUrl: UnsubscribeURL,
          MessageAttributes,
        },
      },
    ],
  };
}

/** What an HTTP/S endpoint or mailbox gets that has to confirm, and what an endpoint gets whose subscription ended. */
export type ConfirmationType = 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';

/** The JSON with the token that confirms a subscription, or takes its end back. */
export function confirmation(
  type: ConfirmationType,
  { region, topicArn, token }: { region: string; topicArn: string; token: string },
  messageId: string,
  timestamp: string,
): object {
  const text =
    type === 'SubscriptionConfirmation'
      ? `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`
      : `You have chosen to deactivate a subscription of the topic ${topicArn}.\nTo restore the subscription, visit the SubscribeURL included in this message.`;
  return {
    Type: type,
    MessageId: messageId,
    Token: token,
    TopicArn: topicArn,
    Message: text,
    SubscribeURL: subscribeUrl(region, topicArn, token),
    Timestamp: timestamp,
    ...signed(region, '1', `${messageId}\n${text}`),
  };
}

/** Attributes as the JSON has them: bytes in base64. */
function shown(attributes: MessageAttributes): Record<string, { Type: string; Value: string }> {
  const entries = Object.entries(attributes).map(([name, { dataType, stringValue, binaryValue }]) => {
    const value = binaryValue ? base64(binaryValue) : stringValue!;
    return [name, { Type: dataType, Value: value }] as const;
  });
  return Object.fromEntries(entries);
}

/** The last text and its signature: all subscribers of a message get the same. */
let last = { text: '', signature: '' };

function signed(region: string, version: string, text: string) {
  if (last.text !== text) last = { text, signature: base64(utf8(sha256(utf8(text)))) };
  return {
    SignatureVersion: version,
    Signature: last.signature,
    SigningCertURL: `${host(region)}/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem`,
  };
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
