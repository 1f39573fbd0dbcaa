import { addressBytes, inCidr, parseCidr } from './cidr.ts';
import { Regex } from './regex/regex.ts';
import { type Subject, visible } from './request.ts';
import { Wildcard } from './wildcard.ts';

interface Patterns {
  readonly values?: readonly string[];
  readonly regexValues?: readonly string[];
}

/** A condition as the API has it. */
export interface RuleCondition extends Patterns {
  readonly field?: string;
  readonly hostHeaderConfig?: Patterns;
  readonly pathPatternConfig?: Patterns;
  readonly httpHeaderConfig?: Patterns & { readonly httpHeaderName?: string };
  readonly httpRequestMethodConfig?: { readonly values?: readonly string[] };
  readonly queryStringConfig?: {
    readonly values?: readonly { readonly key?: string; readonly value?: string }[];
  };
  /** Blocks for an Application Load Balancer; for a Network Load Balancer the type of the address. */
  readonly sourceIpConfig?: { readonly values?: readonly string[]; readonly ipAddressType?: 'ipv4' | 'ipv6' };
}

/** Whether a condition holds. */
export type Matcher = (subject: Subject) => boolean;

/**
 * A condition, made ready to be asked. It holds if one of its values matches. A regular expression may match anywhere in
 * the text; AWS does not say, and its examples anchor.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function compileCondition(condition: RuleCondition): Matcher {
  switch (condition.field) {
    case 'host-header': {
      const matches = patterns(condition.hostHeaderConfig ?? condition, true);
      return ({ host }) => matches(host);
    }
    case 'path-pattern': {
      const matches = patterns(condition.pathPatternConfig ?? condition, false);
      return ({ path }) => matches(path);
    }
    case 'http-header': {
      const { httpHeaderName = '', values, regexValues } = condition.httpHeaderConfig ?? {};
      const matches = patterns({ values, regexValues: regexValues ?? condition.regexValues }, true);
      const name = httpHeaderName.toLowerCase();
      return ({ request }) =>
        request.headers.some(([header, value]) => header.toLowerCase() === name && matches(visible(value)));
    }
    case 'http-request-method': {
      const methods = condition.httpRequestMethodConfig?.values ?? [];
      return ({ request }) => methods.includes(request.method);
    }
    case 'query-string':
      return queryString(condition);
    case 'source-ip': {
      const { values = [], ipAddressType } = condition.sourceIpConfig ?? {};
      const blocks = values.map(parseCidr);
      return ({ request }) => {
        const address = addressBytes(request.source);
        if (ipAddressType) return address?.length === (ipAddressType === 'ipv4' ? 4 : 16);
        return address !== undefined && blocks.some((block) => block && inCidr(block, address));
      };
    }
    default:
      return () => false;
  }
}

/** Values with wildcards, or regular expressions. */
function patterns(
  { values = [], regexValues = [] }: Patterns,
  ignoreCase: boolean,
): (text: string) => boolean {
  const wildcards = values.map((pattern) => new Wildcard(pattern, ignoreCase));
  const expressions = regexValues.map((pattern) => new Regex(pattern, ignoreCase));
  return (text) =>
    wildcards.some((wildcard) => wildcard.fits(text)) ||
    expressions.some((expression) => expression.test(text));
}

/** A pair matches by key and value; a value alone matches that of any key. */
function queryString({ queryStringConfig }: RuleCondition): Matcher {
  const wanted = (queryStringConfig?.values ?? []).map(({ key = '*', value = '' }) => ({
    key: new Wildcard(key, true),
    value: new Wildcard(value, true),
  }));
  return ({ pairs }) =>
    wanted.some((pair) => pairs.some(([key, value]) => pair.key.fits(key) && pair.value.fits(value)));
}
