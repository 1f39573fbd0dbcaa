import type { Dimension } from '../../cloud/index.ts';
import { invalidParameter } from './errors.ts';
import { cloudWatchLimits } from './limits.ts';

const { dimensions: dimensionsLimit, dimensionName, dimensionValue } = cloudWatchLimits;

/**
 * Refuses dimensions that AWS would.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html
 */
export function checkDimensions(dimensions: readonly Dimension[], parameter: string): void {
  if (dimensions.length > dimensionsLimit.max) {
    throw invalidParameter(
      `The collection ${parameter}.Dimensions must not have a size greater than ${dimensionsLimit.max}.`,
    );
  }
  const names = new Set<string>();
  for (const [index, { name, value }] of dimensions.entries()) {
    const at = `${parameter}.Dimensions.member.${index + 1}`;
    checkText(name, dimensionName.max, `${at}.Name`);
    checkText(value, dimensionValue.max, `${at}.Value`);
    if (name.startsWith(':')) throw invalidParameter(`${at}.Name must not begin with a colon.`);
    if (names.has(name)) throw invalidParameter(`${at}.Name repeats '${name}'.`);
    names.add(name);
  }
}

/** Refuses a text that is not 1 to `max` printable ASCII characters, or is blank. */
export function checkText(text: string, max: number, parameter: string): void {
  if (text.length < 1 || text.length > max) {
    throw invalidParameter(`The value for parameter ${parameter} must have 1 to ${max} characters.`);
  }
  if (!/^[ -~]*$/.test(text)) {
    throw invalidParameter(
      `The value for parameter ${parameter} must consist of printable ASCII characters.`,
    );
  }
  if (text.trim() === '') throw invalidParameter(`The value for parameter ${parameter} must not be blank.`);
}
