import { validationError } from '../error.ts';
import { parseCidr } from './cidr.ts';
import type { RuleCondition } from './condition.ts';
import { Regex } from './regex/regex.ts';
import { ruleLimits } from './rule-limits.ts';
import { Wildcard } from './wildcard.ts';

const FIELDS = [
  'path-pattern',
  'host-header',
  'http-header',
  'http-request-method',
  'query-string',
  'source-ip',
];
/** At most one condition of each of these a rule. */
const ONCE = ['host-header', 'path-pattern', 'http-request-method', 'source-ip'];

/** Where a field's values stand, beside `Values` for the first two. */
const CONFIG = new Map<string, keyof RuleCondition>([
  ['host-header', 'hostHeaderConfig'],
  ['path-pattern', 'pathPatternConfig'],
  ['http-header', 'httpHeaderConfig'],
  ['http-request-method', 'httpRequestMethodConfig'],
  ['query-string', 'queryStringConfig'],
  ['source-ip', 'sourceIpConfig'],
]);

/** Refuses conditions that a rule cannot have, in AWS's words where they are on record. */
export function validateConditions(
  conditions: readonly RuleCondition[],
  balancer: 'application' | 'network' = 'application',
): void {
  if (balancer === 'network') return validateNetwork(conditions);
  let values = 0;
  let wildcards = 0;
  const seen = new Set<string>();
  for (const condition of conditions) {
    const { field = '' } = condition;
    if (!FIELDS.includes(field))
      throw validationError(`Condition field '${field}' must be one of '[${FIELDS.join(',')}]'`);
    if (ONCE.includes(field) && seen.has(field))
      throw validationError(`A rule can only have one '${field}' condition`);
    seen.add(field);
    const count = validateCondition(field, condition);
    values += count.values;
    wildcards += count.wildcards;
  }
  if (values > ruleLimits.valuesPerRule)
    throw validationError(`A rule can only have '${ruleLimits.valuesPerRule}' condition values`);
  if (wildcards > ruleLimits.wildcardsPerRule)
    throw validationError(`A rule can only have '${ruleLimits.wildcardsPerRule}' condition wildcards`);
}

/** Listener rules of Network Load Balancers, new in 2026, know one condition: the type of the source's address. */
function validateNetwork(conditions: readonly RuleCondition[]): void {
  for (const { field, sourceIpConfig } of conditions) {
    const type = sourceIpConfig?.ipAddressType;
    if (field !== 'source-ip')
      throw validationError(`Condition field '${field}' must be one of '[source-ip]'`);
    if (sourceIpConfig?.values || (type !== 'ipv4' && type !== 'ipv6'))
      throw validationError("An IP address type of 'ipv4' or 'ipv6' must be specified");
  }
}

interface Count {
  readonly values: number;
  readonly wildcards: number;
}

function validateCondition(field: string, condition: RuleCondition): Count {
  const name = CONFIG.get(field) as keyof RuleCondition;
  const config = condition[name] as (RuleCondition & { httpHeaderName?: string }) | undefined;
  const simple = field === 'host-header' || field === 'path-pattern';
  if (condition.values && !simple)
    throw validationError(`The 'Values' field is not compatible with '${field}'`);
  if (!simple && !config) throw validationError(`A '${upper(name)}' must be specified with '${field}'`);
  if (condition.values && config)
    throw validationError(
      `You cannot provide both Values and '${upper(name)}' for a condition of type '${field}'`,
    );
  if ((condition.values?.length ?? 0) > 1)
    throw validationError(`The '${field}' field contains too many values; the limit is '1'`);
  if (field === 'query-string') return queryString(condition);
  if (field === 'http-header') headerName(config?.httpHeaderName);

  const texts = (config ?? condition).values ?? [];
  const regexes = (config ?? condition).regexValues ?? condition.regexValues ?? [];
  if (texts.length > 0 && regexes.length > 0)
    throw validationError(
      `You cannot provide both Values and RegexValues for a condition of type '${field}'`,
    );
  const all = [...texts, ...regexes];
  if (all.length === 0)
    throw validationError(
      field === 'source-ip' ? "A 'source-ip' value must be specified" : 'A condition value must be specified',
    );
  const limit = field === 'source-ip' ? ruleLimits.sourceBlocks : ruleLimits.valuesPerCondition;
  atMost(field, all.length, limit);
  for (const value of all) checkValue(field, value);
  for (const pattern of regexes) new Regex(pattern);
  const wild = field !== 'source-ip' && field !== 'http-request-method';
  return { values: all.length, wildcards: wild ? wildcardsIn(texts) : 0 };
}

/** The characters and lengths of one value. */
function checkValue(field: string, value: string): void {
  if (typeof value !== 'string' || value === '') throw validationError('A condition value must be specified');
  const method = field === 'http-request-method';
  const limit = method ? ruleLimits.methodLength : ruleLimits.valueLength;
  if (value.length > limit)
    throw validationError(`The '${field}' value is too long; the limit is '${limit}'`);
  if (method && !/^[A-Z_-]+$/.test(value))
    throw validationError(
      "The 'http-request-method' value is invalid; the allowed characters are A-Z, hyphen and underscore",
    );
  if (field === 'source-ip' && (!parseCidr(value) || value === '255.255.255.255/32'))
    throw validationError(`The 'source-ip' value '${value}' is not a valid CIDR block`);
}

function headerName(name = ''): void {
  if (name.length > ruleLimits.headerNameLength)
    throw validationError(
      `The 'HttpHeaderName' value is too long; the limit is '${ruleLimits.headerNameLength}'`,
    );
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) || name.toLowerCase() === 'host')
    throw validationError(`The 'HttpHeaderName' value '${name}' is invalid`);
}

function queryString({ queryStringConfig }: RuleCondition): Count {
  const pairs = queryStringConfig?.values ?? [];
  if (pairs.length === 0) throw validationError('A condition value must be specified');
  atMost('query-string', pairs.length, ruleLimits.valuesPerCondition);
  for (const { key, value } of pairs) {
    if (value === undefined)
      throw validationError("A 'Value' must be specified in 'QueryStringKeyValuePair'");
    for (const [name, text] of [
      ['Key', key ?? ''],
      ['Value', value],
    ] as const) {
      if (text.length > ruleLimits.valueLength)
        throw validationError(`The '${name}' value is too long; the limit is '${ruleLimits.valueLength}'`);
    }
  }
  return {
    values: pairs.length,
    wildcards: wildcardsIn(pairs.flatMap(({ key, value = '' }) => [key ?? '', value])),
  };
}

/** A member's name as AWS writes it. */
function upper(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function atMost(field: string, count: number, limit: number): void {
  if (count > limit)
    throw validationError(`The '${field}' field contains too many values; the limit is '${limit}'`);
}

function wildcardsIn(patterns: readonly string[]): number {
  return patterns.reduce((sum, pattern) => sum + new Wildcard(pattern).wildcards, 0);
}
