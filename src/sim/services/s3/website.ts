import type { Region } from '../../cloud/index.ts';
import { hostsOf } from '../../cloud/http/hosts.ts';
import type { HostAnswer } from '../../cloud/http/index.ts';
import { evaluate, policyIn } from '../../cloud/policy/index.ts';
import type { S3Object } from './object.ts';

/** A bucket as a static website. */
export interface Website {
  /** What a path that ends with a slash gets: 'index.html'. */
  readonly index: string;
  /** What is shown where there is an error; undefined for S3's own page. */
  readonly error: string | undefined;
}

/** A bucket, as its website sees it. */
export interface Site {
  readonly name: string;
  readonly arn: string;
  readonly region: Region;
  readonly policy: string | undefined;
  readonly website: Website | undefined;
  readonly keys: readonly string[];
  get(key: string): S3Object;
  isOpenTo(action: string, key: string): boolean;
}

/** What keeps a bucket from strangers; all of it, for a new bucket. */
export interface PublicAccess {
  /** Refuses ACLs that are public; the model has no ACLs. */
  blockPublicAcls?: boolean;
  /** Looks at no public ACL. */
  ignorePublicAcls?: boolean;
  /** Refuses a policy that is public. */
  blockPublicPolicy?: boolean;
  /** Lets no stranger in by a public policy. */
  restrictPublicBuckets?: boolean;
}

/**
 * Regions whose website endpoints have a dash. https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints;
 * AWS's CDK has the same list: those before RULE_S3_WEBSITE_REGIONAL_SUBDOMAIN (checked 2026-11-28).
 * https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/region-info/lib/aws-entities.ts
 */
const DASH = [
  'us-east-1',
  'us-west-1',
  'us-west-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-northeast-1',
  'eu-west-1',
  'sa-east-1',
  'us-gov-west-1',
];

/** The name at which a bucket's website answers. https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html */
export function websiteHost({ name, region }: Pick<Site, 'name' | 'region'>): string {
  return `${name}.s3-website${DASH.includes(region.name) ? '-' : '.'}${region.name}.${region.domain}`;
}

/** Whether a bucket's policy lets somebody without credentials do something to an object. */
export function lets(
  { policy, arn, region }: Pick<Site, 'policy' | 'arn' | 'region'>,
  action: string,
  key: string,
): boolean {
  if (policy === undefined) return false;
  const request = {
    principal: { type: 'Anonymous' as const },
    action,
    resource: `${arn}${key && `/${key}`}`,
  };
  const document = policyIn(policy, 'resource');
  const decision = evaluate(
    { ...request, resourceAccount: region.account },
    { resource: { name: 'the bucket’s', document } },
  );
  return decision.decision === 'allowed';
}

/** Whether a policy lets strangers in. What it asks of them is not looked at: AWS's own reading is finer. */
export function isPublic(policy: string): boolean {
  const { Statement } = JSON.parse(policy) as { Statement?: object | object[] };
  return [Statement ?? []].flat().some((statement) => {
    const { Effect, Principal, Condition } = statement as Record<string, unknown>;
    const named: unknown =
      typeof Principal === 'object' ? (Principal as Record<string, unknown>)['AWS'] : Principal;
    return Effect === 'Allow' && Condition === undefined && [named].flat().includes('*');
  });
}

/** Lets a bucket answer as a website, or no longer. It speaks HTTP only, and to readers only. */
export function listenAsWebsite(bucket: Site): void {
  const hosts = hostsOf(bucket.region.world);
  const host = websiteHost(bucket);
  if (hosts.has(host)) return;
  hosts.listen(host, ({ method, path }) => answer(bucket, method, path));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html#WebsiteRestEndpointDiff */
function answer(bucket: Site, method: string, path: string): HostAnswer {
  const { website } = bucket;
  if (!website) return page(404, 'NoSuchWebsiteConfiguration');
  if (method !== 'GET' && method !== 'HEAD') return page(405, 'MethodNotAllowed');
  const asked = decodeURIComponent(path.slice(1));
  const key = asked === '' || asked.endsWith('/') ? `${asked}${website.index}` : asked;
  if (bucket.keys.includes(key)) {
    if (!bucket.isOpenTo('s3:GetObject', key)) return failed(bucket, 403, 'AccessDenied');
    const { body, contentType } = bucket.get(key);
    return { status: 200, headers: [['Content-Type', contentType]], body: method === 'HEAD' ? '' : body };
  }
  // Who may not list the bucket shall not learn what is in it.
  return bucket.isOpenTo('s3:ListBucket', '')
    ? failed(bucket, 404, 'NoSuchKey')
    : failed(bucket, 403, 'AccessDenied');
}

function failed(bucket: Site, status: number, code: string): HostAnswer {
  const key = bucket.website?.error;
  if (key === undefined || !bucket.keys.includes(key) || !bucket.isOpenTo('s3:GetObject', key))
    return page(status, code);
  const { body, contentType } = bucket.get(key);
  return { status, headers: [['Content-Type', contentType]], body };
}

const page = (status: number, code: string): HostAnswer => ({
  status,
  headers: [['Content-Type', 'text/html; charset=utf-8']],
  body: `<html><head><title>${status}</title></head><body><h1>${status}</h1><ul><li>Code: ${code}</li></ul></body></html>`,
});
