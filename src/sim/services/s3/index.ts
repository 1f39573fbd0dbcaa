/** Amazon S3: objects in buckets, and events about them. */
export type { Bucket } from './bucket.ts';
export type { S3Object } from './object.ts';
export { s3Limits } from './limits.ts';
export type { Listing, ListRequest } from './list.ts';
export { s3Prices } from './prices.ts';
export { S3 } from './s3.ts';
