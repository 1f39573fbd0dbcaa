import { read } from '../../src/sim/cli/aws.ts';
import { search } from '../../src/sim/cli/jmespath/search.ts';
import { meant } from '../../src/sim/cli/names.ts';
import { readMembers, type Refusals, type Shape } from '../../src/sim/tongue/shape.ts';
import { commandModel } from './client.ts';

/** Services whose commands nobody checks: the SDK's clients of these are not among the devDependencies, or have no model. */
const UNCHECKED = new Set('arc-zonal-shift backup budgets ce cloudformation fis health kinesis-video-archived-media mwaa pricing route53domains support'.split(' ')); // prettier-ignore

/** Commands that the AWS CLI has beside AWS's operations: what follows them is not checked. */
const CUSTOM = new Set([
  ...['cp', 'ls', 'mb', 'mv', 'presign', 'rb', 'rm', 'sync', 'website'].map((name) => `s3 ${name}`),
  'ecr get-login-password',
  'eks get-token',
  'eks update-kubeconfig',
  'logs tail',
  'logs start-live-tail',
  'ssm start-session',
  ...['get', 'set', 'list', 'sso', 'list-profiles'].map((name) => `configure ${name}`),
  'sso login',
  'sso logout',
]);

/** What files hold is not known here. */
const files = { read: () => '{}', bytes: () => new Uint8Array(), write: () => undefined };

const refuse: Refusals = {
  missing: (parameter) => new Error(`${parameter} is missing.`),
  mistyped: (message, at) => new Error(`${at}: ${message}`),
  unknown: (parameter, known) => new Error(`There is no member ${parameter}, but ${known.join(', ')}.`),
  notModelled: (what) => new Error(what),
};

/** What is wrong with a command of the AWS CLI, by the models of AWS's services; undefined for nothing. */
export function faultOf(words: readonly string[]): string | undefined {
  const [service = '', action = '', ...rest] = words;
  if (/^(--version|help|login|logout|configure)$/.test(service) && !CUSTOM.has(`${service} ${action}`))
    return action === '' || action.startsWith('--') || action === 'help'
      ? undefined
      : `There is no command ${action} of ${service}.`;
  if (CUSTOM.has(`${service} ${action}`) || UNCHECKED.has(service)) return undefined;
  const model = commandModel(service);
  if (!model) return `Nothing is known of the service ${service}.`;
  if (action === 'help' || rest.includes('help')) return undefined;
  if (action === 'wait')
    return model.waiters.has(rest[0] ?? '') ? undefined : `${service} has no waiter ${rest[0]}.`;
  const operation = model.operations.get(action);
  if (operation === undefined)
    return `${service} has no operation ${action}; ${meant(action, [...model.operations.keys()]).join(', ') || 'none'} may be meant.`; // prettier-ignore
  return parameterFault(model.service, operation, model.members(operation), rest);
}

function parameterFault(
  service: string,
  operation: string,
  members: Record<string, Shape>,
  words: readonly string[],
): string | undefined {
  try {
    if (words.includes('--cli-input-json')) return undefined;
    const fromFile = words.some((word) => /^fileb?:\/\//.test(word));
    const { input, global } = read({ service, operation, members }, words, files);
    if (global['query'] !== undefined) checkQuery(global['query']);
    if (!fromFile) readMembers(members, input, refuse);
    return valueFault({ type: 'structure', members }, input, '');
  } catch (error) {
    return (error as Error).message;
  }
}

/** Whether a query can be read: what it finds in an answer is not known here, and no function takes nothing. */
function checkQuery(query: string): void {
  try {
    search({}, query);
  } catch (error) {
    if ((error as Error).message.startsWith('Bad value for --query')) throw error;
  }
}

/** A value that is not one of an enumeration's. */
function valueFault(shape: Shape, value: unknown, at: string): string | undefined {
  if (shape.type === 'string') {
    // `1111` stands for a variable.
    const strange = shape.values?.length && value !== '1111' && !shape.values.includes(value as string);
    return strange ? `${at} is '${String(value)}', but AWS knows ${shape.values?.join(', ')}.` : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const inner = shape.type === 'structure' ? shape.members[key] : 'of' in shape ? shape.of : undefined;
    const fault = inner && valueFault(inner, item, `${at}.${key}`);
    if (fault) return fault;
  }
  return undefined;
}
