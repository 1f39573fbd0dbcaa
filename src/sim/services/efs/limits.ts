import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const QUOTAS = 'https://docs.aws.amazon.com/efs/latest/ug/limits.html';
const API = 'https://docs.aws.amazon.com/efs/latest/APIReference/';
const PERFORMANCE = 'https://docs.aws.amazon.com/efs/latest/ug/performance.html';

/** What Amazon EFS allows. Looked up on 2026-11-28. */
export const efsLimits = {
  fileSystems: row('File systems of an account in a Region', 'file systems', QUOTAS, { max: 1000 }, true),
  mountTargets: row('Mount targets of a file system in a zone', 'mount targets', QUOTAS, { max: 1 }),
  vpcs: row('VPCs of a file system', 'VPCs', QUOTAS, { max: 1 }),
  securityGroups: row('Security groups of a mount target', 'security groups', QUOTAS, { default: 1, max: 5 }),
  tags: row('Tags of a file system', 'tags', QUOTAS, { max: 50 }),
  fileName: row('Name of a file', 'bytes', QUOTAS, { min: 1, max: 255 }),
  depth: row('Depth of directories', 'levels', QUOTAS, { max: 1000 }),
  fileSize: row('Size of a file', 'bytes', QUOTAS, { max: 52_673_613_135_872 }),
  token: row('Creation token', 'characters', `${API}API_CreateFileSystem.html`, { min: 1, max: 64 }),
  provisioned: row('Provisioned throughput', 'MiBps', `${API}API_CreateFileSystem.html`, { min: 1, max: 3414 }, true), // prettier-ignore
  policies: row('Lifecycle policies of a file system', 'policies', `${API}API_PutLifecycleConfiguration.html`, { max: 3 }), // prettier-ignore
  switching: row('Wait before less provisioned throughput, or none', 'hours', PERFORMANCE, { min: 24 }),
  minimumCold: row('Least that is billed of a file in IA or Archive', 'KiB', `https://docs.aws.amazon.com/efs/latest/ug/features.html`, { min: 128 }), // prettier-ignore
} satisfies Record<string, Limit>;
