import { blob, list, notModelled, required, text } from '../../../tongue/shape.ts';

const LISTS = 'lists of values in a message attribute, which Amazon SQS does not implement either';

/** An attribute that goes with a message, as AWS takes it. */
export const messageAttribute = {
  DataType: required(text),
  StringValue: text,
  BinaryValue: blob,
  StringListValues: notModelled(list(text), LISTS),
  BinaryListValues: notModelled(list(blob), LISTS),
};
