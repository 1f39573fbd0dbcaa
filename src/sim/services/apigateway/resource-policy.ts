import { policyIn, type Policy } from '../../cloud/policy/index.ts';

/**
 * An API's resource policy. `execute-api:/prod/GET/*` stands for the ARN of this API: API Gateway writes it out.
 *
 * @throws MalformedPolicyDocument
 */
export function resourcePolicy(text: string): Policy {
  const whole = text.replaceAll('"execute-api:/', '"arn:aws:execute-api:*:*:*/');
  return { name: 'the API’s', document: policyIn(whole, 'resource') };
}
