import { AwsError, type Region } from '../../cloud/index.ts';
import { ask } from './context.ts';
import type { TaskDefinition } from './task-definition.ts';

/** What a task says of its roles. */
interface Asker {
  readonly definition: TaskDefinition;
  readonly launchType: 'EC2' | 'FARGATE';
  readonly taskRoleArn?: string | undefined;
  readonly executionRoleArn?: string | undefined;
}

/**
 * Why the agent, or Fargate, cannot prepare a task: what its execution role may not. Undefined where nothing is missing, or
 * where the cloud asks nobody (`iam: true` is not set).
 *
 * Images of ECR and logs are the execution role's on Fargate; on an instance they are the instance role's. Secrets are the
 * execution role's everywhere.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export function missingPermission(region: Region, asker: Asker): string | undefined {
  if (!region.world.guard) return undefined;
  const { definition, launchType } = asker;
  const { given } = definition;
  const role = asker.executionRoleArn ?? given.executionRoleArn;
  const fargate = launchType === 'FARGATE';
  for (const { image = '', secrets = [], logConfiguration } of given.containerDefinitions) {
    if (fargate && isOfEcr(image)) {
      const denied = refused(region, role, 'ecr:GetAuthorizationToken', '*');
      if (denied) return `CannotPullContainerError: unable to pull registry auth from Amazon ECR: ${denied}`;
    }
    for (const { valueFrom } of secrets) {
      const manager = /^arn:[^:]+:secretsmanager:/.test(valueFrom);
      const action = manager ? 'secretsmanager:GetSecretValue' : 'ssm:GetParameters';
      const arn = valueFrom.startsWith('arn:') ? valueFrom : region.arn('ssm', `parameter/${valueFrom}`);
      const denied = refused(region, role, action, arn);
      if (denied) return `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret: ${denied}`; // prettier-ignore
    }
    if (fargate && logConfiguration?.logDriver === 'awslogs') {
      const denied = refused(region, role, 'logs:CreateLogStream', '*');
      if (denied) return `ResourceInitializationError: failed to validate logger args: ${denied}`;
    }
  }
  return undefined;
}

/** Whether the instance role lets an agent register its instance. Undefined: it may; else IAM's sentence. */
export function agentRefused(region: Region, role: string | undefined): string | undefined {
  return region.world.guard && refused(region, role, 'ecs:RegisterContainerInstance', '*');
}

/** An image of a private registry of Amazon's: `123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:1`. */
export const isOfEcr = (image: string): boolean => /^\d{12}\.dkr\.ecr\./.test(image);

function refused(
  region: Region,
  role: string | undefined,
  action: string,
  resource: string,
): string | undefined {
  if (role === undefined) return `no role may ${action}: the task definition names no execution role`;
  try {
    const { evaluationResults: [result] } = ask<{ evaluationResults: { evalDecision: string }[] }>(region, 'iam', 'SimulatePrincipalPolicy', { policySourceArn: role, actionNames: [action], resourceArns: [resource] }); // prettier-ignore
    if (result?.evalDecision === 'allowed') return undefined;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return `${role} does not exist`;
  }
  return `${role} is not authorized to perform: ${action} on resource: ${resource}`;
}
