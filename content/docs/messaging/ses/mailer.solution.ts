import type { Queue } from 'desired-capacity/sqs';

/** Hands a mail to SES; false: it is over a quota, and is dropped. */
export type Send = (to: string) => boolean;

// A mail leaves the queue once SES has taken it. What SES has dropped
// stays there and comes again. Room comes with time, not with calls.
export function* mailer(mails: Queue, send: Send) {
  for (;;) {
    const [mail] = yield* mails.receiveMessage({ waitTimeSeconds: 20 });
    if (!mail) continue;
    if (send(mail.body)) {
      mails.deleteMessage(mail.receiptHandle);
      yield 1;
    } else yield 60;
  }
}
