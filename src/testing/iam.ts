import { Cloud } from 'desired-capacity';

/** A policy of one statement. */
export function policy(
  Effect: 'Allow' | 'Deny',
  Action: string | string[],
  Resource: string | string[] = '*',
  Condition?: object,
): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect, Action, Resource, ...(Condition && { Condition }) },
  });
}

/** A trust policy that names one principal. */
export function trust(
  Principal: object,
  Condition?: object,
  Action: string | string[] = 'sts:AssumeRole',
): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) },
  });
}

/** The account of clouds here. */
export const ACCOUNT = '123456789012';

/** A cloud that asks, with a user and a queue. */
export function guarded() {
  const cloud = new Cloud({ iam: true, seed: 1 });
  const ana = cloud.iam.createUser({ userName: 'ana' }).user!;
  const jobs = cloud.sqs.createQueue('jobs');
  return { cloud, ana, jobs, iam: cloud.iam };
}
