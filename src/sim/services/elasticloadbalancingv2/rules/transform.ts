import { validationError } from '../error.ts';
import { Regex } from './regex/regex.ts';
import type { HttpRequest } from './request.ts';
import { ruleLimits } from './rule-limits.ts';

interface Rewrites {
  readonly rewrites?: readonly { readonly regex: string; readonly replace: string }[];
}

/** A transform as the API has it. */
export interface RuleTransform {
  readonly type: string;
  readonly hostHeaderRewriteConfig?: Rewrites;
  readonly urlRewriteConfig?: Rewrites;
}

/** What a target gets instead of what the client sent; undefined where a transform failed, which is a 500. */
export type Transform = (request: HttpRequest) => HttpRequest | undefined;

/** One of each type a rule, none in a default rule. */
export function validateTransforms(transforms: readonly RuleTransform[]): void {
  const seen = new Set<string>();
  for (const transform of transforms) {
    const { type } = transform;
    if (type !== 'host-header-rewrite' && type !== 'url-rewrite')
      throw validationError(`Transform type '${type}' must be one of '[host-header-rewrite,url-rewrite]'`);
    if (seen.has(type)) throw validationError(`A rule can only have one '${type}' transform`);
    seen.add(type);
    const rewrites = rewritesOf(transform);
    if (rewrites.length !== 1) throw validationError(`A '${type}' transform must have one rewrite`);
    for (const text of rewrites.flatMap(({ regex, replace }) => [regex, replace])) {
      if (typeof text !== 'string' || text.length > ruleLimits.rewriteLength)
        throw validationError(`The '${type}' value is too long; the limit is '${ruleLimits.rewriteLength}'`);
    }
    for (const rewrite of rewrites) new Regex(rewrite.regex);
  }
}

/**
 * The transforms of a rule, ready to be applied. Routing is decided before: a rewrite changes what the target sees, not
 * which target it is. What does not match is left as it is; of what does, the first match is replaced.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
 */
export function compileTransforms(transforms: readonly RuleTransform[]): Transform {
  const steps = transforms.flatMap((transform) =>
    rewritesOf(transform).map(({ regex: pattern, replace }) => {
      const host = transform.type === 'host-header-rewrite';
      return { host, regex: new Regex(pattern, host), replace };
    }),
  );
  return (request) => {
    let { host, path, query } = request;
    for (const step of steps) {
      const subject = step.host ? host : query ? `${path}?${query}` : path;
      const result = rewrite(step.regex, step.replace, subject);
      if (result === undefined) continue;
      if (step.host) {
        if (!/^[A-Za-z0-9.-]{1,253}(:\d{1,5})?$/.test(result)) return undefined;
        host = result;
      } else {
        if (!result.startsWith('/') || result.length > 16_384) return undefined;
        const mark = result.indexOf('?');
        path = mark < 0 ? result : result.slice(0, mark);
        query = mark < 0 ? '' : result.slice(mark + 1);
      }
    }
    return { ...request, host, path, query };
  };
}

/** The text with the first match replaced; undefined where nothing matches. */
function rewrite(regex: Regex, replace: string, text: string): string | undefined {
  const match = regex.exec(text);
  if (!match) return undefined;
  // Groups 1 to 9; a group that took no part, or that there is none of, is empty.
  const replacement = replace.replace(/\$(\d)/g, (_, group: string) => match.groups[Number(group)] ?? '');
  return text.slice(0, match.start) + replacement + text.slice(match.end);
}

function rewritesOf({ type, hostHeaderRewriteConfig, urlRewriteConfig }: RuleTransform) {
  return (type === 'host-header-rewrite' ? hostHeaderRewriteConfig : urlRewriteConfig)?.rewrites ?? [];
}
