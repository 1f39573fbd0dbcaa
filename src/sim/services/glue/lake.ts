import type { Region } from '../../cloud/index.ts';
import { AwsError } from '../../cloud/index.ts';
import type { Yieldable } from '../../kernel/index.ts';
import { glueError } from './errors.ts';

/** An object of a bucket, as a job and a crawler see it. */
export interface Listed {
  readonly key: string;
  readonly modified: number;
}

/** The bucket and the key in 's3://bucket/key'. */
export function placeIn(path: string): { bucket: string; key: string } {
  const [bucket = '', ...key] = path.replace(/^s3a?:\/\//, '').split('/');
  return { bucket, key: key.join('/') };
}

/**
 * S3, as the role of a crawler or a job may reach it. The role is asked where the cloud asks (`iam: true`), by its own
 * policies: a bucket policy is not.
 */
export class Lake {
  readonly #region: Region;
  readonly #role: string;
  readonly #allowed = new Set<string>();

  /** @param role its ARN, or its name */
  constructor(region: Region, role: string) {
    this.#region = region;
    this.#role = roleArn(region, role);
  }

  /** All objects below a path. @throws AccessDenied (without `s3:ListBucket`), NoSuchBucket */
  *list(path: string): Generator<Yieldable, Listed[], never> {
    const { bucket, key } = placeIn(path);
    this.#ask('s3:ListBucket', bucket);
    const found: Listed[] = [];
    let token: string | undefined;
    do {
      const request = {
        Bucket: bucket,
        Prefix: key,
        ...(token !== undefined && { ContinuationToken: token }),
      };
      const page = (yield* this.#region.call('s3', 'ListObjectsV2', request)) as {
        Contents?: readonly { readonly Key: string; readonly LastModified: Date }[];
        NextContinuationToken?: string;
      };
      for (const { Key, LastModified } of page.Contents ?? [])
        found.push({ key: Key, modified: LastModified.getTime() });
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return found;
  }

  /** The text of an object. @throws AccessDenied (without `s3:GetObject`), NoSuchKey */
  *text(path: string, key: string): Generator<Yieldable, string, never> {
    const { bucket } = placeIn(path);
    this.#ask('s3:GetObject', `${bucket}/${key}`);
    const answer = (yield* this.#region.call('s3', 'GetObject', { Bucket: bucket, Key: key })) as {
      Body: Uint8Array;
    };
    return new TextDecoder().decode(answer.Body);
  }

  /** Stores an object. @throws AccessDenied (without `s3:PutObject`), NoSuchBucket */
  *put(bucket: string, name: string, text: string): Generator<Yieldable, void, never> {
    this.#ask('s3:PutObject', `${bucket}/${name}`);
    const body = new TextEncoder().encode(text);
    yield* this.#region.call('s3', 'PutObject', { Bucket: bucket, Key: name, Body: body });
  }

  #ask(action: string, resource: string): void {
    const { world, partition } = this.#region;
    if (!world.guard) return;
    const arn = `arn:${partition}:s3:::${resource}`;
    if (this.#allowed.has(`${action} ${arn}`)) return;
    if (!may(this.#region, this.#role, action, arn))
      throw new AwsError('S3', 'AccessDenied', { status: 403, fault: 'client' }, `${this.#role} is not authorized to perform: ${action} on resource: "${arn}"`); // prettier-ignore
    this.#allowed.add(`${action} ${arn}`);
  }
}

const roleArn = ({ partition, account }: Region, role: string): string =>
  role.startsWith('arn:') ? role : `arn:${partition}:iam::${account}:role/${role}`;

/** What IAM's simulator says of a role's own policies. */
function may(region: Region, role: string, action: string, resource: string): boolean {
  const iam = region.service('iam') as {
    simulatePrincipalPolicy(input: object): { evaluationResults?: { evalDecision?: string }[] };
  };
  const request = { policySourceArn: role, actionNames: [action], resourceArns: [resource] };
  return iam.simulatePrincipalPolicy(request).evaluationResults?.[0]?.evalDecision === 'allowed';
}

/**
 * Whether Glue may take a role, where the cloud asks (`iam: true`).
 *
 * @throws InvalidInputException, in AWS's words: https://github.com/ansible-collections/community.aws/pull/546
 */
export function mustTake(region: Region, name: string): void {
  const role = roleArn(region, name);
  const from = region.arn('glue', 'crawler');
  try {
    region.world.guard?.admitDelivery({ region, arn: from, service: 'glue', roleArn: role, from });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw glueError(
      'InvalidInputException',
      `Service is unable to assume role ${role}. Please verify role's TrustPolicy`,
    );
  }
}
