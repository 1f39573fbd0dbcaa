import { invalid, logsError, notFound } from './errors.ts';
import { logsLimits as limits } from './limits.ts';
import type { ResourcePolicy } from './schema.ts';

/**
 * The policies by which other services may write to the log groups of a Region: Route 53, EventBridge and the like. They
 * are kept and read; services of this model write without asking.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html
 */
export class ResourcePolicies {
  readonly #all = new Map<string, ResourcePolicy>();

  /** Keeps a policy, or another text of it. @throws LimitExceededException, InvalidParameterException */
  put(policyName: string, policyDocument: string, lastUpdatedTime: number): ResourcePolicy {
    try {
      JSON.parse(policyDocument);
    } catch {
      throw invalid('The policy is no JSON.');
    }
    if (!this.#all.has(policyName) && this.#all.size >= limits.resourcePolicies.max)
      throw logsError('LimitExceededException', 'Resource limit exceeded.');
    const policy = { policyName, policyDocument, lastUpdatedTime, policyScope: 'ACCOUNT' as const };
    this.#all.set(policyName, policy);
    return policy;
  }

  /** Takes one away. @throws ResourceNotFoundException */
  delete(policyName: string): void {
    if (!this.#all.delete(policyName)) throw notFound('resource policy');
  }

  /** All of them. */
  list(): ResourcePolicy[] {
    return [...this.#all.values()];
  }
}
