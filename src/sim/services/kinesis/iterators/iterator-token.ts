import { invalidArgument } from '../errors.ts';
import type { ShardIterator } from './shard-iterator.ts';

/** An iterator as a caller gets it: a text that says nothing to anybody else. AWS's are encrypted. */
export function iteratorToken(streamName: string, { shardId, position, created }: ShardIterator): string {
  return btoa(`${streamName}/${shardId}/${position}/${Math.round(created * 1e6)}`);
}

/** The iterator of such a text, and the name of its stream. */
export function parseIteratorToken(token: string): { streamName: string; iterator: ShardIterator } {
  const parts = /^([\w.-]{1,128})\/(shardId-\d{12})\/(\d{1,15})\/(\d{1,16})$/.exec(decoded(token));
  if (!parts) throw invalidArgument('Invalid ShardIterator.');
  const [, streamName, shardId, position, created] = parts as unknown as [
    string,
    string,
    string,
    string,
    string,
  ];
  return {
    streamName,
    iterator: { shardId, position: Number(position), created: Number(created) / 1e6 },
  };
}

function decoded(token: string): string {
  try {
    return atob(token);
  } catch {
    return '';
  }
}
