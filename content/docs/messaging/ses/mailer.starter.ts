import type { Queue } from 'desired-capacity/sqs';

/** Hands a mail to SES; false: it is over a quota, and is dropped. */
export type Send = (to: string) => boolean;

// A program sends the mails of a queue. Your turn: no mail gets lost. SES
// is not asked in vain more than once a minute.
export function* mailer(mails: Queue, send: Send) {
  for (;;) {
    const [mail] = yield* mails.receiveMessage({ waitTimeSeconds: 20 });
    if (!mail) continue;
    mails.deleteMessage(mail.receiptHandle);
    send(mail.body);
    yield 1;
  }
}
