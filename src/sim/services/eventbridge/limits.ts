import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/';
const API = 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/';
const QUOTAS = `${GUIDE}eb-quota.html`;

const quota = (name: string, unit: string, max: number) => row(name, unit, QUOTAS, { max }, true);

/** What Amazon EventBridge allows. Checked on 2026-11-28. */
export const eventBridgeLimits = {
  entries: row('Events of a PutEvents', 'events', `${API}API_PutEvents.html`, { min: 1, max: 10 }),
  entrySize: row(
    'Size of all events of a PutEvents; each must stay below it',
    'bytes',
    `${API}API_PutEvents.html`,
    {
      max: 1_048_576,
    },
  ),
  partnerEntries: row('Events of a PutPartnerEvents', 'events', `${API}API_PutPartnerEvents.html`, {
    min: 1,
    max: 20,
  }),
  partnerSource: row(
    'Time for which a partner event source waits for its bus',
    'seconds',
    `${API}API_EventSource.html`,
    {
      default: 1_209_600,
    },
  ),
  buses: quota('Event buses of an account', 'buses', 100),
  rules: quota('Rules of a bus', 'rules', 300),
  wildcardRules: row('Rules of a bus that have a wildcard', 'rules', QUOTAS, { max: 30 }),
  targets: row('Targets of a rule', 'targets', QUOTAS, { max: 5 }),
  pattern: row('Size of an event pattern', 'characters', QUOTAS, { default: 2048, max: 4096 }, true),
  busPolicy: quota('Size of a bus’s policy', 'characters', 10_240),
  inputPaths: row('Paths of an input transformer', 'paths', `${API}API_InputTransformer.html`, { max: 100 }),
  inputTemplate: row('Template of an input transformer', 'characters', `${API}API_InputTransformer.html`, {
    min: 1,
    max: 8192,
  }),
  retryAttempts: row('Retries of a delivery to a target', 'retries', `${API}API_RetryPolicy.html`, {
    default: 185,
    min: 0,
    max: 185,
  }),
  eventAge: row('Age of an event that is still delivered', 'seconds', `${API}API_RetryPolicy.html`, {
    default: 86_400,
    min: 60,
    max: 86_400,
  }),
  schedule: row('Precision of a scheduled rule', 'seconds', `${GUIDE}eb-create-rule-schedule.html`, {
    default: 60,
  }),
  retention: row('Days that an archive keeps events; 0 is for ever', 'days', `${API}API_CreateArchive.html`, {
    default: 0,
    min: 0,
  }),
  archives: quota('Archives of an account', 'archives', 100),
  activeReplays: quota('Replays at a time', 'replays', 10),
  putRate: quota('Requests of PutEvents in US East (N. Virginia)', 'requests per second', 10_000),
  invocations: quota('Invocations of targets in US East (N. Virginia)', 'invocations per second', 18_750),
  invocationRate: row(
    'Requests a second to an API destination',
    'requests per second',
    `${API}API_CreateApiDestination.html`,
    { default: 300, min: 1, max: 300 },
  ),
  listed: row('Entries of a page', 'entries', `${API}API_ListRules.html`, { default: 100, min: 1, max: 100 }),
  tags: row('Tags of a resource', 'tags', `${GUIDE}eb-tagging.html`, { max: 50 }),
  tagKey: row('Key of a tag', 'characters', `${GUIDE}eb-tagging.html`, { min: 1, max: 128 }),
  tagValue: row('Value of a tag', 'characters', `${GUIDE}eb-tagging.html`, { min: 0, max: 256 }),
} satisfies Record<string, Limit>;
