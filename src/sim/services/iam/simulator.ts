import { type ContextKeys, type Policies, type Policy, type PolicyDocument, type Principal, type StatementReference } from '../../cloud/policy/index.ts'; // prettier-ignore
import { documentOf, noSuch } from './errors.ts';
import { Doorkeeper } from './guard.ts';
import { identify, type Identified } from './identify.ts';
import { page, Part } from './part.ts';
import type { Input, Output } from './schema.ts';

type Asked = Pick<Input<'SimulateCustomPolicy'>, 'actionNames' | 'resourceArns' | 'contextEntries' | 'resourcePolicy' | 'resourceOwner' | 'marker' | 'maxItems'>; // prettier-ignore
type Result = NonNullable<Output<'SimulatePrincipalPolicy'>['evaluationResults']>[number];

/** The policy simulator: decides without doing. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html */
export class Simulator extends Part {
  simulatePrincipalPolicy(input: Input<'SimulatePrincipalPolicy'>): Output<'SimulatePrincipalPolicy'> {
    const {
      policySourceArn: arn,
      policyInputList = [],
      permissionsBoundaryPolicyInputList: boundaries,
    } = input;
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    const group = arn.includes(':group/') ? this.account.groups.get(name) : undefined;
    if (!group && !this.account.users.has(name) && !this.account.roles.has(name))
      throw noSuch(`${arn} cannot be found.`);
    const who: Identified = group
      ? { ...this.#nobody(), policies: { identity: group.policies(read) } }
      : identify(this.iam.region, { who: arn, context: {} });
    const more = policyInputList.map(inputPolicy);
    const policies: Policies = {
      ...who.policies,
      identity: [...(who.policies.identity ?? []), ...more],
      ...(boundaries?.[0] !== undefined && { boundary: inputPolicy(boundaries[0], 0) }),
    };
    return this.#simulate({ ...who, policies }, input);
  }

  simulateCustomPolicy(input: Input<'SimulateCustomPolicy'>): Output<'SimulateCustomPolicy'> {
    const { policyInputList, permissionsBoundaryPolicyInputList: boundaries, orderedOrganizationPolicyInputList: levels } = input; // prettier-ignore
    const serviceControl = levels?.map(({ serviceControlPolicyInputList: list = [] }, i) => ({
      name: `level ${i + 1}`,
      policies: list.map((text, j) => ({ name: `ServiceControlPolicyInputList.${j + 1}`, document: documentOf(text, 'serviceControl') })), // prettier-ignore
    }));
    const policies: Policies = {
      identity: policyInputList.map(inputPolicy),
      ...(boundaries?.[0] !== undefined && { boundary: inputPolicy(boundaries[0], 0) }),
      ...(serviceControl && { serviceControl }),
    };
    return this.#simulate({ ...this.#nobody(), policies }, input);
  }

  /** A user that no policy is about. */
  #nobody(): Identified {
    const arn = `${this.account.prefix}:user/simulated`;
    const principal: Principal = { type: 'User', arn, account: this.account.id };
    return { principal, userId: '', entity: undefined, account: this.account, policies: {}, context: {} };
  }

  #simulate(who: Identified, asked: Asked): Output<'SimulatePrincipalPolicy'> {
    const keys: Record<string, string | string[]> = {};
    for (const { contextKeyName: key, contextKeyValues: values = [] } of asked.contextEntries ?? [])
      if (key !== undefined) keys[key] = values.length === 1 ? values[0]! : values;
    const { resourceArns = ['*'], resourcePolicy: text } = asked;
    const resource = text === undefined ? undefined : { name: 'ResourcePolicy', document: documentOf(text, 'resource') }; // prettier-ignore
    const results = asked.actionNames.map((action) =>
      this.#result(who, action, resourceArns, keys, resource),
    );
    const { items, more } = page(results, asked);
    return { evaluationResults: items, ...more };
  }

  #result(
    who: Identified,
    action: string,
    resources: readonly string[],
    keys: ContextKeys,
    policy?: Policy,
  ): Result {
    const door =
      this.iam.region.world.guard instanceof Doorkeeper ? this.iam.region.world.guard : new Doorkeeper();
    const each = resources.map((resource) => {
      const { decision, findings } = door.explain(this.iam.region, who, action, resource, keys, policy);
      const matched = findings.flatMap(({ by }) => by).map((by) => statement(by, who));
      const boundary = findings.find(({ kind }) => kind === 'boundary');
      const organization = findings.filter(({ kind }) => kind === 'serviceControl');
      return { resource, decision, matched, boundary, allowed: organization.every(({ outcome }) => outcome === 'allow') }; // prettier-ignore
    });
    const [first] = each;
    const { decision, resource, matched, boundary, allowed } = first!;
    const bounded = boundary && boundary.outcome !== 'absent' && { permissionsBoundaryDecisionDetail: { allowedByPermissionsBoundary: boundary.outcome === 'allow' } }; // prettier-ignore
    return {
      evalActionName: action,
      evalDecision: decision,
      evalResourceName: resource,
      matchedStatements: matched,
      missingContextValues: [],
      organizationsDecisionDetail: { allowedByOrganizations: allowed },
      evalDecisionDetails: {},
      ...bounded,
      resourceSpecificResults: each.map((one) => ({
        evalResourceName: one.resource,
        evalResourceDecision: one.decision,
        matchedStatements: one.matched,
        missingContextValues: [],
      })),
    };
  }
}

const read = (text: string): PolicyDocument => documentOf(text, 'identity');

const inputPolicy = (text: string, i: number): Policy => ({
  name: `PolicyInputList.${i + 1}`,
  document: read(text),
});

function statement({ policy, statement: { start, end } }: StatementReference, { entity }: Identified) {
  const inputs = /^(PolicyInputList|ServiceControl|ResourcePolicy)/.test(policy.name);
  return {
    sourcePolicyId: policy.name,
    sourcePolicyType: (policy.arn !== undefined || inputs
      ? 'IAM Policy'
      : (entity?.kind ?? 'none')) as 'none',
    startPosition: start,
    endPosition: end,
  };
}
