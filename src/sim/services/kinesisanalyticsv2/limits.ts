import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/managed-flink/latest/java/';
const QUOTAS = `${GUIDE}limits.html`;
const SCALING = `${GUIDE}how-scaling-auto.html`;
const API = 'https://docs.aws.amazon.com/managed-flink/latest/apiv2/';
const CHECKPOINTS = `${API}API_CheckpointConfiguration.html`;
const PARALLELISM = `${API}API_ParallelismConfiguration.html`;

/** What Amazon Managed Service for Apache Flink allows. Checked on 2026-11-28. */
export const flinkLimits = {
  applications: row('Applications of an account', 'applications', QUOTAS, { max: 100 }, true),
  name: row('Name of an application', 'characters', `${API}API_CreateApplication.html`, {
    min: 1,
    max: 128,
  }),
  kpus: row('KPUs of an application', 'KPUs', QUOTAS, { max: 64 }, true),
  parallelism: row('Parallelism', 'tasks', PARALLELISM, { default: 1, min: 1 }),
  /** The API reference tells the least only. */
  parallelismPerKpu: row('Parallel tasks of a KPU', 'tasks', `${GUIDE}how-scaling.html`, {
    default: 1,
    min: 1,
    max: 8,
  }),
  snapshots: row('Snapshots of an application', 'snapshots', QUOTAS, { max: 1000 }),
  checkpointInterval: row('Time between two checkpoints', 'milliseconds', CHECKPOINTS, {
    default: 60_000,
    min: 1,
  }),
  checkpointPause: row('Pause after a checkpoint', 'milliseconds', CHECKPOINTS, { default: 5000, min: 0 }),
  busyCpu: row('Automatic scaling: CPU that is busy, from', 'percent', SCALING, { default: 75 }),
  busyFor: row('Automatic scaling: busy for, to double', 'seconds', SCALING, { default: 900 }),
  idleCpu: row('Automatic scaling: CPU that is idle, below', 'percent', SCALING, { default: 10 }),
  idleFor: row('Automatic scaling: idle for, to halve', 'seconds', SCALING, { default: 21_600 }),
  storagePerKpu: row('Running application storage of a KPU', 'GiB', QUOTAS, { default: 50 }),
  minimumBilled: row('Running time that is billed at least', 'seconds', `${GUIDE}how-pricing.html`, {
    default: 600,
  }),
  tags: row('Tags of an application', 'tags', QUOTAS, { max: 50 }),
  tagKey: row('Key of a tag', 'characters', `${API}API_Tag.html`, { min: 1, max: 128 }),
  tagValue: row('Value of a tag', 'characters', `${API}API_Tag.html`, { min: 0, max: 256 }),
  listed: row('Entries of a page', 'entries', `${API}API_ListApplications.html`, {
    default: 50,
    min: 1,
    max: 50,
  }),
} satisfies Record<string, Limit>;
