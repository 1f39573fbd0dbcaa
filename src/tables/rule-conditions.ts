import { Cloud } from '../sim/index.ts';
import type { Comparison } from './comparison.ts';
import { refuses } from './trial.ts';

/** A condition of one kind: how it is written, and a request that has a text there. */
interface Field {
  condition(values: string[], regex?: boolean): object;
  request(text: string): Partial<Wanted>;
  /** What a value looks like, the same with other letters, with a wildcard, and as an expression. */
  texts: readonly [value: string, other: string, wildcard: string, expression: string];
}

interface Wanted {
  protocol: 'HTTP';
  port: number;
  method: string;
  host: string;
  path: string;
  query: string;
  headers: [string, string][];
  source: string;
}

const patterns = (values: string[], regex = false) => (regex ? { regexValues: values } : { values });

const fields = {
  'host-header': {
    condition: (values, regex) => ({ hostHeaderConfig: patterns(values, regex) }),
    request: (host) => ({ host }),
    texts: ['a.example.com', 'A.example.com', '*.example.com', '^a.*com$'],
  },
  'path-pattern': {
    condition: (values, regex) => ({ pathPatternConfig: patterns(values, regex) }),
    request: (path) => ({ path }),
    texts: ['/cart', '/Cart', '/c*', '^\\/c.*t$'],
  },
  'http-header': {
    condition: (values, regex) => ({ httpHeaderConfig: { httpHeaderName: 'x', ...patterns(values, regex) } }),
    request: (value) => ({ headers: [['x', value]] }),
    texts: ['staging', 'Staging', 's*', '^s.*g$'],
  },
  'http-request-method': {
    condition: (values, regex) => (regex ? { regexValues: values } : { httpRequestMethodConfig: { values } }),
    request: (method) => ({ method }),
    texts: ['GET', 'get', 'G*', '^G.*T$'],
  },
  'query-string': {
    condition: (values, regex) =>
      regex
        ? { regexValues: values }
        : { queryStringConfig: { values: values.map((value) => ({ key: 'q', value })) } },
    request: (value) => ({ query: `q=${value}` }),
    texts: ['books', 'Books', 'b*', '^b.*s$'],
  },
  'source-ip': {
    condition: (values, regex) => (regex ? { regexValues: values } : { sourceIpConfig: { values } }),
    request: (source) => ({ source }),
    texts: ['2001:db8::/32', '2001:DB8::1', '2001:*', '^2001.*$'],
  },
} satisfies Record<string, Field>;

type Name = keyof typeof fields;

/** Whether a rule with the condition holds for a request with a text there; no, where AWS refuses the condition. */
function holds(name: Name, value: string, text: string, regex = false): boolean {
  const cloud = new Cloud();
  const elb = cloud.elasticloadbalancingv2;
  const [listener] = elb.balancer('web').listeners.values();
  const field: Field = fields[name];
  const conditions = [{ field: name, ...field.condition([value], regex) }] as never;
  const actions = [{ type: 'fixed-response' as const, fixedResponseConfig: { statusCode: '200' } }];
  if (refuses(() => elb.createRule({ listenerArn: listener!.arn, priority: 1, conditions, actions })))
    return false;
  const plain: Wanted = {
    protocol: 'HTTP',
    port: 80,
    method: 'GET',
    host: 'none',
    path: '/',
    query: '',
    headers: [],
    source: '192.0.2.1',
  };
  const { rule } = listener!.rules!.decide({ ...plain, ...field.request(text) });
  return rule.priority === 1;
}

/** What the values of a condition may be. */
export const ruleConditions: Comparison<(name: Name) => boolean> = {
  caption: 'Conditions of a rule',
  rowsAre: 'Condition',
  columns: [
    {
      name: 'Case matters',
      subject: (name) => !holds(name, fields[name].texts[0], fields[name].texts[1]),
    },
    {
      name: '* and ?',
      subject: (name) => holds(name, fields[name].texts[2], fields[name].texts[0]),
    },
    {
      name: 'Expressions',
      subject: (name) => holds(name, fields[name].texts[3], fields[name].texts[0], true),
    },
  ],
  rows: (Object.keys(fields) as Name[]).map((name) => ({
    label: name,
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html',
    cell: (ask) => ask(name),
  })),
};
