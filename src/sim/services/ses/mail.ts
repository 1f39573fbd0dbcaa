import { bare } from './address.ts';

/** A mail that SES has taken. */
export interface Mail {
  /** SES's id of it. */
  readonly messageId: string;
  /** When SES took it. */
  readonly sent: Date;
  /** Who sends it, as the caller wrote it. */
  readonly source: string;
  /** The bare addresses of all its recipients. */
  readonly recipients: readonly string[];
  /** Its subject. */
  readonly subject: string;
  /** Its text. */
  readonly text: string;
  /** Its HTML, where there is some. */
  readonly html?: string | undefined;
  /** The message tags that it was sent with. */
  readonly tags: readonly { readonly name: string; readonly value: string }[];
  /** The configuration set that it was sent with. */
  readonly configurationSetName?: string | undefined;
}

/** What a raw message says in its head, and its body. */
export function readRaw(data: Uint8Array): { head: Map<string, string>; body: string } {
  const text = new TextDecoder().decode(data).replaceAll('\r\n', '\n');
  const end = text.indexOf('\n\n');
  // A line that begins with a space goes on with the one before.
  const lines = text
    .slice(0, end < 0 ? undefined : end)
    .replace(/\n[ \t]+/g, ' ')
    .split('\n');
  const head = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  return { head, body: end < 0 ? '' : text.slice(end + 2) };
}

/** The addresses of a list that commas part: `A <a@x>, b@x`. */
export function addressesOf(list = ''): string[] {
  return list
    .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((one) => bare(one))
    .filter(Boolean);
}

/** What happened to a mail at some of its recipients. */
export type Feedback =
  | { readonly type: 'Send' | 'Delivery' | 'Complaint' }
  | {
      readonly type: 'Bounce';
      readonly bounceType: 'Permanent' | 'Transient';
      readonly bounceSubType: 'General' | 'Suppressed' | 'OnAccountSuppressionList';
    };

/**
 * A record of what happened, as it is published; `eventType` or `notificationType` stands before it.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export function recordOf(
  mail: Mail,
  feedback: Feedback,
  who: { at: Date; recipients: readonly string[]; sourceArn: string; account: string; feedbackId: string },
  shown: { headers: boolean; tags: boolean },
): object {
  const { type } = feedback;
  const timestamp = who.at.toISOString();
  const people = who.recipients.map((emailAddress) => ({ emailAddress }));
  const happened = {
    Send: {},
    Delivery: {
      timestamp,
      processingTimeMillis: who.at.getTime() - mail.sent.getTime(),
      recipients: who.recipients,
    },
    Complaint: { complainedRecipients: people, timestamp, feedbackId: who.feedbackId },
    Bounce: {
      ...(feedback.type === 'Bounce' && {
        bounceType: feedback.bounceType,
        bounceSubType: feedback.bounceSubType,
      }),
      ...{ bouncedRecipients: people, timestamp, feedbackId: who.feedbackId },
    },
  };
  return {
    [type.toLowerCase()]: happened[type],
    mail: {
      timestamp: mail.sent.toISOString(),
      ...{ source: mail.source, sourceArn: who.sourceArn, sendingAccountId: who.account },
      ...{ messageId: mail.messageId, destination: mail.recipients },
      ...(shown.headers && { headersTruncated: false, ...headersOf(mail) }),
      ...(shown.tags && { tags: tagsOf(mail) }),
    },
  };
}

function headersOf({ source, recipients, subject, messageId }: Mail): object {
  return {
    headers: [
      { name: 'From', value: source },
      { name: 'To', value: recipients.join(', ') },
      { name: 'Subject', value: subject },
    ],
    commonHeaders: { from: [source], to: recipients, messageId, subject },
  };
}

function tagsOf({ tags, configurationSetName, source }: Mail): Record<string, string[]> {
  const own = {
    ...(configurationSetName !== undefined && { 'ses:configuration-set': [configurationSetName] }),
    'ses:from-domain': [bare(source).split('@')[1]!],
  };
  return { ...own, ...Object.fromEntries(tags.map(({ name, value }) => [name, [value]])) };
}
