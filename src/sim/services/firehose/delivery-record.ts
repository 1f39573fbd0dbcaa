import type { Sized } from './buffer.ts';

/** A record on its way to a destination. */
export interface DeliveryRecord extends Sized {
  /** Its id, which PutRecord answers. */
  readonly recordId: string;
  /** What it holds. */
  readonly data: Uint8Array;
  /** When it arrived, in milliseconds of the Unix epoch. */
  readonly arrival: number;
  /** What a function or a query found for prefixes. */
  readonly partitionKeys: Readonly<Record<string, string>>;
}

/** Why a record lies under the error prefix: the names that the objects there bear. */
export type ErrorOutputType =
  | 'processing-failed'
  | 'metadata-extraction-failed'
  | 'activePartitionExceeded'
  | 'elasticsearch-failed'
  | 'splunk-failed'
  | 'http-endpoint-failed'
  | 'redshift-failed';

/** What became of a record: in the destination, dropped by the function, under an error prefix, or gone. */
export type Fate = 'delivered' | 'dropped' | 'failed' | 'lost';
