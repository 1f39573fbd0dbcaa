import type { AwsError } from '../../cloud/index.ts';
import { cloudFrontError } from './errors.ts';
import { cloudFrontLimits as limits } from './limits.ts';

/** Checks paths and counts what is under way. */
export class Invalidations {
  #files = 0;
  #wildcards = 0;

  /** Begins one; ends with what it gives back. */
  begin(paths: readonly string[]): () => void {
    if (paths.length === 0 || paths.some((path) => !isPath(path))) {
      throw cloudFrontError(
        'InvalidArgument',
        'Your request contains one or more invalid invalidation paths.',
      );
    }
    const wildcards = paths.filter(isWildcard).length;
    const files = paths.length - wildcards;
    if (this.#wildcards + wildcards > limits.invalidatedWildcards.max) {
      throw tooMany('wildcard invalidations');
    }
    if (this.#files + files > limits.invalidatedFiles.max) throw tooMany('files');
    this.#wildcards += wildcards;
    this.#files += files;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#wildcards -= wildcards;
      this.#files -= files;
    };
  }
}

function tooMany(what: string): AwsError {
  return cloudFrontError(
    'TooManyInvalidationsInProgress',
    `Processing your request will cause you to exceed the maximum number of in-progress ${what}.`,
  );
}

/** From a slash on, without a tilde, in printable ASCII. */
function isPath(path: string): boolean {
  return path.length <= limits.invalidationPath.max && /^\/[!-}]*$/.test(path) && !/%7e/i.test(path);
}

/** An asterisk at the end stands for anything; elsewhere it is one. */
export function isWildcard(path: string): boolean {
  return path.endsWith('*');
}

/**
 * Whether a copy goes, by its domain and path with the query strings that count. All its kinds go, whatever the headers
 * and cookies.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export function invalidates(domain: string, paths: readonly string[]): (url: string) => boolean {
  const exact = new Set(paths.filter((path) => !isWildcard(path)).map((path) => domain + path));
  const prefixes = paths.filter(isWildcard).map((path) => domain + path.slice(0, -1));
  return (url) => exact.has(url) || prefixes.some((prefix) => url.startsWith(prefix));
}
