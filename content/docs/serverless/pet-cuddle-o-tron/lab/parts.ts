import type { BrowserPage, Cloud, Yieldable } from 'desired-capacity';

/** Who sends the reminders, and who gets them. */
export const SENDER = 'cuddle@example.com';
export const OWNER = 'owner@example.com';
export const PHONE = '+4915112345678';

/** Stages 1 and 2: verified addresses, and the function that mails. */
export function mail(cloud: Cloud): void {
  cloud.ses.verify(SENDER, OWNER);
  cloud.lambda.createFunction({
    functionName: 'email_reminder_lambda',
    code: () =>
      function* (event: { Input: { email: string; message: string } }) {
        const { email, message } = event.Input;
        yield* cloud.send('ses', 'SendEmail', {
          Source: SENDER,
          Destination: { ToAddresses: [email] },
          Message: {
            Subject: { Data: 'Whiskers Commands You!' },
            Body: { Text: { Data: message } },
          },
        });
        return 'Success!';
      },
  });
}

/** The function that sends a text message, as the notes have it. */
export function text(cloud: Cloud): void {
  cloud.lambda.createFunction({
    functionName: 'sms_reminder_lambda',
    code: () =>
      function* (event: { Input: { phone: string; message: string } }) {
        console.log(`Received event: ${JSON.stringify(event)}`);
        const { phone: PhoneNumber, message: Message } = event.Input;
        yield* cloud.send('sns', 'Publish', { PhoneNumber, Message });
        return 'Success!';
      },
  });
}

/** A number gets a code and gives it back: from then on the sandbox lets it have messages. */
export function verifyPhone(cloud: Cloud): void {
  cloud.sns.createSMSSandboxPhoneNumber({ phoneNumber: PHONE });
  const [code] = cloud.sns.outside.received(PHONE);
  const oneTimePassword = /\d{6}/.exec(code!.body)![0];
  cloud.sns.verifySMSSandboxPhoneNumber({ phoneNumber: PHONE, oneTimePassword }); // prettier-ignore
}

/** A Task that calls a function with the whole input. */
export const call = (FunctionName: string) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName, Payload: { 'Input.$': '$' } },
  ResultPath: null,
});

/** Stage 3: it waits, mails, and ends. */
export function machine(cloud: Cloud) {
  return cloud.sfn.machine('PetCuddleOTron', {
    StartAt: 'Timer',
    States: {
      Timer: { Type: 'Wait', SecondsPath: '$.waitSeconds', Next: 'Email' },
      Email: { ...call('email_reminder_lambda'), Next: 'NextState' },
      NextState: { Type: 'Pass', End: true },
    },
  });
}

/** What the function behind the API makes of a request. */
export interface Request {
  waitSeconds?: string | number;
  message?: string;
  email?: string;
  phone?: string;
}

/** Stage 4: the function behind the API. `headers` are what it answers with; `needs` what it looks at before it starts anything. */
export function apiFunction(
  cloud: Cloud,
  headers: Record<string, string>,
  needs: (data: Request) => boolean[] = ({ waitSeconds, message }) => [
    Number(waitSeconds) > 0,
    message !== undefined && message !== '',
  ],
): void {
  const answer = (statusCode: number, body: object) => ({
    statusCode,
    headers,
    body: JSON.stringify(body),
  });
  cloud.lambda.createFunction({
    functionName: 'api_lambda',
    code: () =>
      function* (event: { body: string }) {
        const data = JSON.parse(event.body) as Request;
        if (needs(data).includes(false))
          return answer(400, { Status: 'Error', Reason: 'Input failed validation' }); // prettier-ignore
        // The form sends a text, and the Wait state wants a number.
        const input = { ...data, waitSeconds: Math.trunc(Number(data.waitSeconds)) }; // prettier-ignore
        yield* cloud.send('sfn', 'StartExecution', {
          stateMachineArn: cloud.arn('states', 'stateMachine:PetCuddleOTron'),
          input: JSON.stringify(input),
        });
        return answer(200, { Status: 'Success' });
      },
  });
}

/** What "Enable CORS" makes in the console: OPTIONS, answered by the gateway itself. */
export const preflight = {
  mock: '',
  responses: {
    '200': {
      responseParameters: {
        'method.response.header.Access-Control-Allow-Headers':
          "'Content-Type'",
        'method.response.header.Access-Control-Allow-Methods':
          "'OPTIONS,POST'",
        'method.response.header.Access-Control-Allow-Origin': "'*'",
      },
    },
  },
};

/** Stage 5: the static site, open to all. */
export function site(cloud: Cloud, name = 'top10cats'): string {
  const bucket = cloud.s3.bucket(name);
  bucket.put('index.html', '<h1>Pet-Cuddle-O-Tron</h1>', 'text/html');
  bucket.put('main.css', 'body { padding: 40px }', 'text/css');
  bucket.put('serverless.js', "var API_ENDPOINT = 'your address'", 'text/javascript'); // prettier-ignore
  bucket.put('whiskers.png', 'a cat', 'image/png');
  cloud.s3.deletePublicAccessBlock({ bucket: name });
  cloud.s3.putBucketPolicy({ bucket: name, policy: publicRead(bucket.arn) });
  const indexDocument = { suffix: 'index.html' };
  cloud.s3.putBucketWebsite({ bucket: name, websiteConfiguration: { indexDocument } }); // prettier-ignore
  return bucket.websiteUrl;
}

/** Everybody may read every object. */
export const publicRead = (arn: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: `${arn}/*`,
      },
    ],
  });

/** The texts that the page shows below the form. */
export interface Shown {
  error: string;
  success: string;
  results: string;
}

/** serverless.js: what a click on the button does. With `checks`, it looks at the status. */
export function* sendData(
  page: BrowserPage,
  endpoint: string,
  form: Request,
  checks = false,
): Generator<Yieldable, Shown> {
  const shown: Shown = { error: '', success: '', results: '' };
  try {
    const response = yield* page.fetch(endpoint, {
      method: 'POST',
      headers: { 'Content-type': 'application/json' },
      body: JSON.stringify(form),
    });
    const data = response.json();
    console.log(data);
    if (checks && !response.ok) throw new Error(JSON.stringify(data));
    shown.success = 'Submitted. But check the result below!';
    shown.results = JSON.stringify(data);
  } catch (error) {
    shown.error = `Oops! Error:\n${String(error)}`;
  }
  return shown;
}
