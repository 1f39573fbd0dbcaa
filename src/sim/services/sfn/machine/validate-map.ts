import type { Findings } from './diagnostics.ts';
import { isObject, type JsonObject } from './json.ts';
import { quotas } from './quotas.ts';
import type { Surroundings } from './surroundings.ts';

/** White space, wildcards, brackets, special and control characters. https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html */
const notInLabel = /[\s?*<>{}[\]:;,\\|^~$#%&`"\u0000-\u001f\u007f-\u009f]/;

/** What only a Map state has. */
export function checkMap(state: JsonObject, at: Findings, around: Surroundings): void {
  const field = state.ItemProcessor === undefined ? 'Iterator' : 'ItemProcessor';
  const processor = state[field];
  if (processor === undefined) return at.add('These fields are required: [ItemProcessor]');
  around.machine(processor, at.at(field));
  const config = isObject(processor) ? processor.ProcessorConfig : undefined;
  const mode = isObject(config) ? config.Mode : undefined;
  if (mode !== undefined && mode !== 'INLINE' && mode !== 'DISTRIBUTED')
    at.at(field, 'ProcessorConfig', 'Mode').add('Value must be one of: [INLINE, DISTRIBUTED]');
  checkLabel(state.Label, at.at('Label'));
  const { ItemBatcher } = state;
  if (!isObject(ItemBatcher)) return;
  for (const limit of ['MaxItemsPerBatch', 'MaxInputBytesPerBatch'])
    if (ItemBatcher[limit] !== undefined && ItemBatcher[`${limit}Path`] !== undefined)
      at.at('ItemBatcher').add(`These fields are mutually exclusive: [${limit}, ${limit}Path]`);
}

function checkLabel(label: unknown, at: Findings): void {
  if (label === undefined) return;
  if (typeof label !== 'string' || notInLabel.test(label))
    at.add('Label contains a character that is not allowed');
  else if (label.length > quotas.labelLength) at.add(`Label is longer than ${quotas.labelLength} characters`);
}
