import type { AwsError } from '../../../cloud/index.ts';
import { validationError } from '../errors.ts';
import type { StateValue } from '../schema.ts';
import { cloudWatchLimits } from '../limits.ts';
import { tokenize, type RuleToken } from './rule-token.ts';

/** An alarm rule, read. `alarm` is a name or an ARN. */
export type AlarmRule =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'state'; readonly state: StateValue; readonly alarm: string }
  | { readonly kind: 'not'; readonly operand: AlarmRule }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly AlarmRule[] }
  | AtLeast;

/** True if so many, or such a percentage, of the alarms are in a state, or are not. */
export interface AtLeast {
  readonly kind: 'atLeast';
  readonly threshold: number;
  readonly percent: boolean;
  readonly operands: readonly AlarmRule[];
}

const { alarmRule, ruleAlarms, ruleElements } = cloudWatchLimits;

const EXPRESSION = "'(', 'NOT', AT_LEAST, TRUE or FALSE, ALARM, OK, or INSUFFICIENT_DATA";
const STATE = 'ALARM, OK, or INSUFFICIENT_DATA';

/**
 * Reads the rule of a composite alarm, in time linear in its length.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html
 */
export function parseAlarmRule(rule: string): AlarmRule {
  if (rule === '' || rule.trim() !== rule) {
    throw validationError('AlarmRule must not contain leading or trailing whitespace or be null');
  }
  if (rule.length > alarmRule.max) {
    throw validationError(`AlarmRule must not have more than ${alarmRule.max} characters`);
  }
  const parser = new RuleParser(tokenize(rule));
  const parsed = parser.rule();
  if (childrenOf(parsed).length > ruleAlarms.max) {
    throw validationError(`AlarmRule must not reference more than ${ruleAlarms.max} alarms`);
  }
  return parsed;
}

/** The alarms that a rule names, each once, in order. */
export function childrenOf(rule: AlarmRule): string[] {
  const names = new Set<string>();
  const visit = (node: AlarmRule): void => {
    if (node.kind === 'state') names.add(node.alarm);
    else if (node.kind === 'not') visit(node.operand);
    else if (node.kind !== 'constant') node.operands.forEach(visit);
  };
  visit(rule);
  return [...names];
}

/** OR binds weaker than AND, and that weaker than NOT. Depth is bounded by the number of elements. */
class RuleParser {
  readonly #tokens: readonly RuleToken[];
  #next = 0;
  #elements = 0;

  constructor(tokens: readonly RuleToken[]) {
    this.#tokens = tokens;
  }

  rule(): AlarmRule {
    const rule = this.#or();
    if (this.#peek().kind !== 'end') throw unsupported(this.#peek(), "'AND', 'OR'");
    return rule;
  }

  #or(): AlarmRule {
    const operands = [this.#and()];
    while (this.#take('OR')) operands.push(this.#and());
    return operands.length === 1 ? (operands[0] as AlarmRule) : { kind: 'or', operands };
  }

  #and(): AlarmRule {
    const operands = [this.#not()];
    while (this.#take('AND')) operands.push(this.#not());
    return operands.length === 1 ? (operands[0] as AlarmRule) : { kind: 'and', operands };
  }

  #not(): AlarmRule {
    let negated = false;
    while (this.#take('NOT')) negated = !negated;
    const operand = this.#primary();
    return negated ? { kind: 'not', operand } : operand;
  }

  #primary(): AlarmRule {
    const token = this.#advance();
    if (token.kind === '(') {
      this.#count();
      const inner = this.#or();
      this.#expect(')');
      return inner;
    }
    if (token.kind === 'word') {
      // AWS's own pages write `false` for FALSE.
      const upper = token.text.toUpperCase();
      if (upper === 'TRUE' || upper === 'FALSE') {
        this.#count();
        return { kind: 'constant', value: upper === 'TRUE' };
      }
      if (isState(token.text)) {
        this.#expect('(');
        const alarm = this.#alarm();
        this.#expect(')');
        return { kind: 'state', state: token.text, alarm };
      }
      if (token.text === 'AT_LEAST') return this.#atLeast();
    }
    throw unsupported(token, EXPRESSION);
  }

  /** `AT_LEAST(2, NOT OK, (a, b, c))`, `AT_LEAST(50%, ALARM, (a, b))`. */
  #atLeast(): AlarmRule {
    this.#expect('(');
    const amount = this.#advance();
    const match = amount.kind === 'word' ? /^([1-9]\d{0,2})(%?)$/.exec(amount.text) : null;
    if (match === null) throw unsupported(amount, 'a number or percentage');
    this.#expect(',');
    const negated = this.#take('NOT');
    const state = this.#advance();
    if (state.kind !== 'word' || !isState(state.text))
      throw unsupported(state, negated ? STATE : `'NOT', ${STATE}`);
    this.#expect(',');
    this.#expect('(');
    const operands: AlarmRule[] = [];
    do {
      const leaf: AlarmRule = { kind: 'state', state: state.text, alarm: this.#alarm() };
      operands.push(negated ? { kind: 'not', operand: leaf } : leaf);
    } while (this.#takeKind(','));
    this.#expect(')');
    this.#expect(')');
    const threshold = Number(match[1]);
    const percent = match[2] === '%';
    if (threshold > (percent ? 100 : operands.length)) {
      throw unsupported(amount, percent ? 'at most 100%' : 'at most the number of alarms');
    }
    return { kind: 'atLeast', threshold, percent, operands };
  }

  #alarm(): string {
    const token = this.#advance();
    if (token.kind !== 'word' && token.kind !== 'quoted') throw unsupported(token, 'an alarm name or ARN');
    if (token.text === '') throw unsupported(token, 'an alarm name or ARN');
    this.#count();
    return token.text;
  }

  #count(): void {
    if (++this.#elements > ruleElements.max)
      throw validationError(`AlarmRule must not have more than ${ruleElements.max} elements`);
  }

  #peek(): RuleToken {
    return this.#tokens[this.#next] as RuleToken;
  }

  #advance(): RuleToken {
    const token = this.#peek();
    if (token.kind !== 'end') this.#next++;
    return token;
  }

  #take(word: string): boolean {
    const { kind, text } = this.#peek();
    if (kind !== 'word' || text !== word) return false;
    this.#next++;
    return true;
  }

  #takeKind(kind: RuleToken['kind']): boolean {
    if (this.#peek().kind !== kind) return false;
    this.#next++;
    return true;
  }

  #expect(kind: '(' | ')' | ','): void {
    const token = this.#advance();
    if (token.kind !== kind) throw unsupported(token, `'${kind}'`);
  }
}

function isState(text: string): text is StateValue {
  return text === 'ALARM' || text === 'OK' || text === 'INSUFFICIENT_DATA';
}

function unsupported({ kind, text, at }: RuleToken, expected: string): AwsError {
  const what = kind === 'end' ? 'Unexpected end' : `Unsupported token '${text}'`;
  return validationError(`Error in AlarmRule [${what} at char ${at}, must be: ${expected}]`);
}
