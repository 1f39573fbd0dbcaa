/** The parts of an Amazon Resource Name. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface Arn {
  /** `aws`, `aws-cn` (China) or `aws-us-gov` (GovCloud). */
  partition: string;
  /** The service's namespace: `sqs`. */
  service: string;
  /** Empty for what is not in a Region. */
  region: string;
  /** Twelve digits; empty for what belongs to no account. */
  account: string;
  /** The rest: a name, or a type and a name with a slash or a colon between. */
  resource: string;
}

/** Writes an ARN: `arn:aws:sqs:us-east-1:123456789012:jobs`. */
export function formatArn({ partition, service, region, account, resource }: Arn): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** Takes an ARN apart; undefined for text that is none. */
export function parseArn(text: string): Arn | undefined {
  const match = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/.exec(text);
  if (!match) return undefined;
  const [, partition, service, region, account, resource] = match as unknown as string[];
  return {
    partition: partition!,
    service: service!,
    region: region!,
    account: account!,
    resource: resource!,
  };
}
