import type { AwsError } from '../../../cloud/index.ts';
import { elbError, validationError } from '../error.ts';
import { type Action, AUTHENTICATION, groupsOf, inOrder, ROUTING } from './action.ts';
import { validateRedirect } from './redirect.ts';
import { ruleLimits } from './rule-limits.ts';

const CONTENT_TYPES = ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'];

/** Refuses actions that a rule cannot have, in AWS's words where they are on record. */
export function validateActions(actions: readonly Action[], listener: 'HTTP' | 'HTTPS'): void {
  const types = [...ROUTING, ...AUTHENTICATION];
  actions.forEach(({ type }, i) => {
    if (!types.includes(type))
      throw validationError(
        `1 validation error detected: Value '${type}' at 'actions.${i + 1}.member.type' failed to satisfy constraint: Member must satisfy enum value set: [${types.join(', ')}]`,
      );
  });
  const ordered = inOrder(actions);
  const last = ordered[ordered.length - 1];
  if (!last) throw validationError('An action must be specified');
  if (ordered.filter(({ type }) => ROUTING.includes(type)).length !== 1 || !ROUTING.includes(last.type))
    throw invalid('The last action, and no other, must be forward, redirect or fixed-response');
  if (ordered.length > 2) throw invalid('A rule can have one authentication action');
  if (ordered.length > 1 && ordered.some(({ order }) => order === undefined))
    throw invalid('An order must be specified for each of several actions');
  for (const { type } of ordered) {
    if (AUTHENTICATION.includes(type) && listener !== 'HTTPS')
      throw invalid(`Actions of type '${type}' are supported only on HTTPS listeners`);
  }
  if (last.type === 'forward') forward(last);
  else if (last.type === 'redirect') validateRedirect(last.redirectConfig ?? {}, listener);
  else fixedResponse(last, actions.indexOf(last) + 1);
}

function forward(action: Action): void {
  const groups = groupsOf(action);
  const first = groups[0];
  if (!first || groups.some(({ id }) => !id)) throw validationError('A target group ARN must be specified');
  if (action.targetGroupArn !== undefined && (groups.length > 1 || first.id !== action.targetGroupArn))
    throw invalid('A target group ARN and a forward configuration must name the same single target group');
  if (groups.length > ruleLimits.targetGroupsPerAction)
    throw validationError(`An action can only have '${ruleLimits.targetGroupsPerAction}' target groups`);
  if (new Set(groups.map(({ id }) => id)).size < groups.length)
    throw validationError('A target group can only be specified once in an action');
  for (const { weight } of groups) {
    if (!(Number.isInteger(weight) && weight >= 0 && weight <= ruleLimits.weight))
      throw validationError(`Weight '${weight}' must be between '0-${ruleLimits.weight}' inclusive`);
  }
  const { enabled = false, durationSeconds } = action.forwardConfig?.targetGroupStickinessConfig ?? {};
  if (!enabled) return;
  if (durationSeconds === undefined)
    throw validationError('A duration must be specified to enable target group stickiness');
  if (!(
    Number.isInteger(durationSeconds) &&
    durationSeconds >= 1 &&
    durationSeconds <= ruleLimits.groupStickiness
  ))
    throw validationError(
      `Target group stickiness duration '${durationSeconds}' must be between '1-${ruleLimits.groupStickiness}' inclusive`,
    );
}

function fixedResponse({ fixedResponseConfig }: Action, index: number): void {
  const { statusCode = '', contentType, messageBody = '' } = fixedResponseConfig ?? {};
  if (!/^[245]\d\d$/.test(statusCode))
    throw validationError(
      `1 validation error detected: Value '${statusCode}' at 'actions.${index}.member.fixedResponseConfig.statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(2|4|5)\\d\\d$`,
    );
  if (contentType !== undefined && contentType !== '' && !CONTENT_TYPES.includes(contentType))
    throw invalid(
      "The ContentType must be one of:'text/html', 'application/json', 'application/javascript', 'text/css', 'text/plain'",
    );
  if (messageBody.length > ruleLimits.fixedBody)
    throw validationError(`The 'MessageBody' value is too long; the limit is '${ruleLimits.fixedBody}'`);
}

function invalid(message: string): AwsError {
  return elbError('InvalidLoadBalancerAction', message);
}
