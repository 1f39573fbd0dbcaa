import { elbError, validationError } from '../error.ts';
import { type Action, inOrder } from './action.ts';
import { compileCondition, type Matcher, type RuleCondition } from './condition.ts';
import { type HttpRequest, subjectOf } from './request.ts';
import { ruleLimits } from './rule-limits.ts';
import { compileTransforms, type RuleTransform, type Transform, validateTransforms } from './transform.ts';
import { validateActions } from './validate-actions.ts';
import { validateConditions } from './validate-conditions.ts';

/** A rule as it was given; the default rule has no priority and no conditions. */
export interface Rule {
  readonly priority: number | 'default';
  readonly conditions: readonly RuleCondition[];
  readonly actions: readonly Action[];
  readonly transforms?: readonly RuleTransform[];
}

/** What a listener decides for a request. */
export interface Decision {
  readonly rule: Rule;
  /** Authentication, if any, and then the one that routes. */
  readonly before: readonly Action[];
  readonly action: Action;
  /** What the target gets; undefined where a transform failed: a 500. */
  readonly request: HttpRequest | undefined;
  /** Rules looked at, the default one left out: they are what a capacity unit counts. */
  readonly evaluations: number;
}

interface Compiled {
  readonly rule: Rule;
  readonly matchers: readonly Matcher[];
  readonly actions: readonly Action[];
  readonly transform: Transform;
}

/**
 * The rules of a listener of an Application Load Balancer: the first by priority whose conditions all hold, else the
 * default one.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 */
export class ListenerRules {
  readonly #protocol: 'HTTP' | 'HTTPS';
  readonly #rules: Compiled[] = [];
  #byDefault: Compiled;

  constructor(protocol: 'HTTP' | 'HTTPS', defaultActions: readonly Action[]) {
    this.#protocol = protocol;
    validateActions(defaultActions, protocol);
    this.#byDefault = compiled({ priority: 'default', conditions: [], actions: defaultActions });
  }

  /** In the order of evaluation. */
  get rules(): readonly Rule[] {
    return [...this.#rules, this.#byDefault].map(({ rule }) => rule);
  }

  /** Adds a rule, or throws what AWS would. */
  add(rule: Rule): void {
    const { priority, conditions, actions, transforms = [] } = rule;
    if (priority === 'default') throw validationError('A priority must be specified');
    checkPriority(priority);
    if (conditions.length === 0) throw validationError('A condition must be specified');
    validateConditions(conditions);
    validateActions(actions, this.#protocol);
    validateTransforms(transforms);
    if (this.#rules.some((other) => other.rule.priority === priority))
      throw elbError('PriorityInUse', `Priority '${priority}' is currently in use`);
    if (this.#rules.length >= ruleLimits.rulesPerLoadBalancer)
      throw elbError('TooManyRules', "You've reached the limit on the number of rules per load balancer");
    const at = this.#rules.findIndex((other) => (other.rule.priority as number) > priority);
    this.#rules.splice(at < 0 ? this.#rules.length : at, 0, compiled(rule));
  }

  /** Removes the rule of that priority, if there is one. */
  remove(priority: number): void {
    const at = this.#rules.findIndex(({ rule }) => rule.priority === priority);
    if (at >= 0) this.#rules.splice(at, 1);
  }

  decide(request: HttpRequest): Decision {
    const subject = subjectOf(request);
    let evaluations = 0;
    for (const compiled of this.#rules) {
      evaluations++;
      if (compiled.matchers.every((matches) => matches(subject)))
        return decision(compiled, request, evaluations);
    }
    return decision(this.#byDefault, request, evaluations);
  }
}

function compiled(rule: Rule): Compiled {
  return {
    rule,
    matchers: rule.conditions.map(compileCondition),
    actions: inOrder(rule.actions),
    transform: compileTransforms(rule.transforms ?? []),
  };
}

function decision(
  { rule, actions, transform }: Compiled,
  request: HttpRequest,
  evaluations: number,
): Decision {
  return {
    rule,
    before: actions.slice(0, -1),
    action: actions[actions.length - 1] as Action,
    request: transform(request),
    evaluations,
  };
}

function checkPriority(priority: number): void {
  const bound = priority < 1 ? 'greater than or equal to 1' : `less than or equal to ${ruleLimits.priority}`;
  if (!(Number.isInteger(priority) && priority >= 1 && priority <= ruleLimits.priority))
    throw validationError(
      `1 validation error detected: Value '${priority}' at 'priority' failed to satisfy constraint: Member must have value ${bound}`,
    );
}
