import { sesError } from './errors.ts';
import { sesLimits } from './limits.ts';

/** The one kind of name with a colon: for mailbox providers that report complaints by campaign. */
const FEEDBACK_ID = /^ses:feedback-id-[ab]$/;

/** Checks message tags. The words for wrong characters and an empty value are ours. @throws InvalidParameterValue */
export function checkTags(tags: readonly { readonly name: string; readonly value: string }[]): void {
  for (const { name, value } of tags) {
    if (name === '') throw wrong('The tag name must be specified.');
    if (value === '') throw wrong('The tag value must be specified.');
    if (name.length > sesLimits.tagName.max)
      throw wrong(`Tag name cannot exceed ${sesLimits.tagName.max} characters.`);
    if (value.length > sesLimits.tagValue.max)
      throw wrong(`Tag value cannot exceed ${sesLimits.tagValue.max} characters.`);
    if (!/^[\w-]*$/.test(name) && !FEEDBACK_ID.test(name))
      throw wrong(`The tag name <${name}> is not valid.`);
    if (!/^[\w.@-]*$/.test(value)) throw wrong(`The tag value <${value}> is not valid.`);
  }
}

const wrong = (message: string) => sesError('InvalidParameterValue', message);
