/** A name as the command line has it: `ReceiveMessage` is `receive-message`, `MD5OfBody` is `md5-of-body`. As botocore does. */
export function kebab(name: string): string {
  return name
    .replace(
      /(.)([A-Z]{2,}s)$/,
      (_, before: string, acronyms: string) => `${before}-${acronyms.toLowerCase()}`,
    )
    .replace(
      /(DB|VPC|URL|ARN|AZ|IP|ID)s(?=[A-Z]|$)/g,
      (_, acronym: string) => `${acronym[0]}${acronym.slice(1).toLowerCase()}s`,
    )
    .replace(/([^-])([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/** Services that the command line calls otherwise than the SDK does. */
const OTHERS: Readonly<Record<string, string>> = {
  cloudwatchlogs: 'logs',
  cognitoidentity: 'cognito-identity',
  cognitoidentityprovider: 'cognito-idp',
  elasticloadbalancing: 'elb',
  elasticloadbalancingv2: 'elbv2',
  eventbridge: 'events',
  s3: 's3api',
  servicequotas: 'service-quotas',
  sfn: 'stepfunctions',
  applicationautoscaling: 'application-autoscaling',
};

/** The command line's name of a service: `events` of eventbridge. */
export const commandOf = (service: string): string => OTHERS[service] ?? service;

/** How far two words are apart: letters to add, take away or change. */
export function distance(a: string, b: string): number {
  let row = [...b, ''].map((_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}

/** What may have been meant by a word, the likeliest first. */
export function meant(word: string, known: readonly string[]): string[] {
  return known
    .map((name) => ({ name, far: name.startsWith(word) ? 0 : distance(word, name) }))
    .filter(({ name, far }) => far <= Math.max(2, Math.floor(name.length / 4)))
    .sort((a, b) => a.far - b.far)
    .slice(0, 4)
    .map(({ name }) => name);
}
