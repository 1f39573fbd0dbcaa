import type { Findings } from './diagnostics.ts';
import { isObject, type JsonObject } from './json.ts';
import { parseResource } from './resource.ts';

/** What only a Task state has. */
export function checkTask(state: JsonObject, at: Findings, type: 'STANDARD' | 'EXPRESS'): void {
  const { Resource, Credentials, TimeoutSeconds, HeartbeatSeconds } = state;
  if (Resource === undefined) at.add('These fields are required: [Resource]');
  else if (typeof Resource !== 'string' || !/^arn:[^:]*:[^:]+:[^:]*:[^:]*:.+$/s.test(Resource))
    at.at('Resource').add('Value is not a valid resource ARN');
  else if (type === 'EXPRESS') checkExpress(Resource, at.at('Resource'));
  if (Credentials !== undefined && !hasRole(Credentials))
    at.at('Credentials').add("The field 'RoleArn' is required but was missing");
  if (
    typeof TimeoutSeconds === 'number' &&
    typeof HeartbeatSeconds === 'number' &&
    HeartbeatSeconds >= TimeoutSeconds
  )
    at.at('HeartbeatSeconds').add('HeartbeatSeconds must be smaller than TimeoutSeconds');
}

/** An Express machine waits for nobody. https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html */
function checkExpress(resource: string, at: Findings): void {
  const { kind, pattern } = parseResource(resource);
  // The two spaces are AWS's.
  if (pattern === 'waitForTaskToken')
    at.add("Express state machine does not support '.waitForTaskToken' service integration ");
  if (pattern === 'sync') at.add("Express state machine does not support '.sync' service integration");
  if (kind === 'activity') at.add('Express state machine does not support Activity ARN');
}

function hasRole(credentials: unknown): boolean {
  return (
    isObject(credentials) &&
    (Object.hasOwn(credentials, 'RoleArn') || Object.hasOwn(credentials, 'RoleArn.$'))
  );
}
