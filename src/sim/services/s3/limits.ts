import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/';
const API = 'https://docs.aws.amazon.com/AmazonS3/latest/API/';

/** What Amazon S3 allows. Looked up on 2026-11-28. */
export const s3Limits = {
  bucketName: row('Name of a bucket', 'characters', `${GUIDE}bucketnamingrules.html`, { min: 3, max: 63 }),
  key: row('Key of an object', 'bytes', `${GUIDE}object-keys.html`, { min: 1, max: 1024 }),
  putSize: row('Size of an object by one PutObject', 'bytes', `${GUIDE}upload-objects.html`, {
    max: 5 * 1024 * 1024 * 1024,
  }),
  listed: row('Keys of a page', 'keys', `${API}API_ListObjectsV2.html`, { default: 1000, min: 0, max: 1000 }),
} satisfies Record<string, Limit>;
