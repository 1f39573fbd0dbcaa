import { invalidParameter } from './errors.ts';
import { ecrLimits as limits } from './limits.ts';

/** A rule of a lifecycle policy. https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle-policy-parameters.html */
export interface LifecycleRule {
  /** The order in which rules are applied: the lowest first. */
  readonly rulePriority: number;
  /** What it is for. */
  readonly description?: string;
  /** Which images it looks at, and when there are too many or they are too old. */
  readonly selection: {
    readonly tagStatus: 'tagged' | 'untagged' | 'any';
    readonly tagPatternList?: readonly string[];
    readonly tagPrefixList?: readonly string[];
    readonly storageClass?: 'standard' | 'archive';
    readonly countType:
      'imageCountMoreThan' | 'sinceImagePushed' | 'sinceImagePulled' | 'sinceImageTransitioned';
    readonly countUnit?: 'days';
    readonly countNumber: number;
  };
  /** What it does to them. */
  readonly action: { readonly type: 'expire' | 'transition'; readonly targetStorageClass?: 'archive' };
}

/** The storage class that a rule selects: the standard one unless said. */
export const storageOf = ({ selection }: LifecycleRule): 'standard' | 'archive' =>
  selection.storageClass ?? 'standard';

/** Reads a policy's text; answers its rules by priority. @throws InvalidParameterException; the words are ours */
export function readLifecyclePolicy(text: string): LifecycleRule[] {
  if (text.length > limits.policy.max) refuse(`it has more than ${limits.policy.max} characters`);
  let rules: unknown;
  try {
    ({ rules } = JSON.parse(text) as { rules?: unknown });
  } catch {
    refuse('it is no JSON');
  }
  if (!Array.isArray(rules) || rules.length === 0) return refuse('it has at least one rule');
  if (rules.length > limits.rules.max) refuse(`it has at most ${limits.rules.max} rules`);
  return check(rules as LifecycleRule[]);
}

function check(rules: readonly LifecycleRule[]): LifecycleRule[] {
  for (const rule of rules) checkRule(rule);
  const ordered = rules.toSorted((one, other) => one.rulePriority - other.rulePriority);
  const priorities = new Set(ordered.map(({ rulePriority }) => rulePriority));
  if (priorities.size < rules.length) refuse('two rules have one priority');
  for (const storage of ['standard', 'archive'] as const) {
    const within = ordered.filter((rule) => storageOf(rule) === storage);
    const untagged = within.filter(({ selection }) => selection.tagStatus === 'untagged');
    if (untagged.length > 1) refuse('only one rule of a storage class may select untagged images');
    const any = within.findIndex(({ selection }) => selection.tagStatus === 'any');
    if (any >= 0 && any < within.length - 1) refuse('a rule for any images comes last');
    const prefixes = within.flatMap(({ selection }) => selection.tagPrefixList ?? []);
    if (new Set(prefixes).size < prefixes.length) refuse('two rules have one prefix');
  }
  return ordered;
}

/** What a rule may say. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  tagStatus: ['tagged', 'untagged', 'any'],
  countType: ['imageCountMoreThan', 'sinceImagePushed', 'sinceImagePulled', 'sinceImageTransitioned'],
  countUnit: ['days', undefined],
  storageClass: ['standard', 'archive', undefined],
  type: ['expire', 'transition'],
};

function checkRule({ rulePriority, selection, action }: LifecycleRule): void {
  if (typeof selection !== 'object' || typeof action !== 'object')
    refuse('a rule has a selection and an action');
  const { tagStatus, tagPatternList, tagPrefixList, countType, countUnit, countNumber, storageClass } = selection; // prettier-ignore
  for (const [name, value] of Object.entries({ rulePriority, countNumber }))
    if (!Number.isSafeInteger(value) || value < 1) refuse(`${name} is a whole number above 0`);
  for (const [name, value] of Object.entries({
    tagStatus,
    countType,
    countUnit,
    storageClass,
    type: action.type,
  }))
    if (!VALUES[name]!.includes(value)) refuse(`${name} may not be ${String(value)}`);
  const lists = [tagPatternList, tagPrefixList].filter((list) => list !== undefined);
  if (tagStatus === 'tagged' ? lists.length !== 1 || lists[0]!.length === 0 : lists.length > 0)
    refuse('a rule for tagged images has a list of patterns or of prefixes, another none');
  const asterisks = (tagPatternList ?? []).map((pattern) => pattern.split('*').length - 1);
  if (asterisks.some((count) => count > limits.wildcards.max)) refuse('a pattern has at most four *');
  if ((countType === 'imageCountMoreThan') !== (countUnit === undefined))
    refuse('countUnit goes with ages, and with these only');
  checkAction(selection, action);
}

function checkAction(
  { countType, countNumber, storageClass }: LifecycleRule['selection'],
  { type, targetStorageClass }: LifecycleRule['action'],
): void {
  const transitioned = countType === 'sinceImageTransitioned';
  if (transitioned !== (storageClass === 'archive')) refuse('the storage class does not fit countType');
  if (transitioned && type !== 'expire') refuse('archived images can only expire');
  if (transitioned && countNumber < limits.archived.min)
    refuse(`archived images stay ${limits.archived.min} days`);
  if (countType === 'sinceImagePulled' && type !== 'transition')
    refuse('sinceImagePulled goes with transition');
  if ((type === 'transition') !== (targetStorageClass === 'archive'))
    refuse('a transition has the target archive, an expiry none');
}

function refuse(what: string): never {
  throw invalidParameter(`at 'LifecyclePolicyText' failed to satisfy constraint: ${what}.`);
}
