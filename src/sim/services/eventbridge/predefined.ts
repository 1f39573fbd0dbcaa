import type { JsonObject, JsonValue } from '../../cloud/json/tree.ts';

/** What the predefined variables say, beside the event. */
export interface TransformContext {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** When EventBridge received the event, as ISO 8601. */
  readonly ingestionTime: string;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html#eb-transform-input-predefined */
const PREDEFINED = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
];

/** Whether a placeholder is one of AWS's own. */
export function isPredefined(name: string): boolean {
  return PREDEFINED.includes(name);
}

/** A predefined variable's value. */
export function predefined(name: string, event: JsonValue, context: TransformContext): JsonValue | undefined {
  switch (name) {
    case 'aws.events.rule-arn':
      return context.ruleArn;
    case 'aws.events.rule-name':
      return context.ruleName;
    case 'aws.events.event.ingestion-time':
      return context.ingestionTime;
    case 'aws.events.event':
      return event instanceof Map ? withoutDetail(event) : event;
    case 'aws.events.event.json':
      return event;
    default:
      return undefined;
  }
}

/** The event as this variable has it: without `detail`, with `detailType` for `detail-type`, and in this order. */
function withoutDetail(event: JsonObject): JsonObject {
  const members: JsonObject = new Map();
  for (const name of ['id', 'account', 'detail-type', 'time', 'source', 'region', 'resources', 'version']) {
    const value = event.get(name);
    if (value !== undefined) members.set(name === 'detail-type' ? 'detailType' : name, value);
  }
  return members;
}
