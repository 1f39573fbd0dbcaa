import type { Region } from '../../cloud/index.ts';
import type { Input, Output } from './schema.ts';

/** What the handles of APIs ask of their service. */
export interface Gateway {
  readonly region: Region;
  hostOf(apiId: string): string;
  createApi(input: Input<'CreateApi'>): Output<'CreateApi'>;
  createStage(input: Input<'CreateStage'>): Output<'CreateStage'>;
  createIntegration(input: Input<'CreateIntegration'>): Output<'CreateIntegration'>;
  createRoute(input: Input<'CreateRoute'>): Output<'CreateRoute'>;
  createRouteResponse(input: Input<'CreateRouteResponse'>): Output<'CreateRouteResponse'>;
}

/** The ARN of a function, by its name or ARN. */
export const functionArn = (region: Region, lambda: string): string =>
  lambda.startsWith('arn:') ? lambda : region.arn('lambda', `function:${lambda}`);

/** Lets an API call a function: a statement in the function's policy, as the console makes it. */
export function permit(region: Region, functionName: string, apiId: string, statementId: string): void {
  const service = region.service('lambda') as { addPermission(input: object): unknown };
  service.addPermission({
    functionName,
    statementId,
    action: 'lambda:InvokeFunction',
    principal: 'apigateway.amazonaws.com',
    sourceArn: `arn:${region.partition}:execute-api:${region.name}:${region.account}:${apiId}/*`,
  });
}
