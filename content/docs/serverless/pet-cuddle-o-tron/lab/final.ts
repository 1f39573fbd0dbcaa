import type { Cloud } from 'desired-capacity';
import { call } from './parts.ts';

const has = (field: string, none: string) => ({
  Not: { Variable: `$.${field}`, StringEquals: none },
});
const email = has('email', 'NO_EMAIL');
const phone = has('phone', 'NO_PHONE');
// The sandbox of SES sends one mail a second: the next one is tried again.
const again = { ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 2 };
const mail = { ...call('email_reminder_lambda'), Retry: [again] };
const text = call('sms_reminder_lambda');

/** Stage 7: it waits, and then mails, sends a text message, or both. */
export function finalMachine(cloud: Cloud) {
  return cloud.sfn.machine('PetCuddleOTron', {
    StartAt: 'Timer',
    States: {
      Timer: { Type: 'Wait', SecondsPath: '$.waitSeconds', Next: 'Choice' },
      Choice: {
        Type: 'Choice',
        Choices: [
          { And: [email, phone], Next: 'EmailAndSms' },
          { ...email, Next: 'EmailOnly' },
        ],
        Default: 'SMSOnly',
      },
      EmailOnly: { ...mail, Next: 'NextState' },
      SMSOnly: { ...text, Next: 'NextState' },
      EmailAndSms: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'Email', States: { Email: { ...mail, End: true } } },
          { StartAt: 'Sms', States: { Sms: { ...text, End: true } } },
        ],
        Next: 'NextState',
      },
      NextState: { Type: 'Pass', End: true },
    },
  });
}
