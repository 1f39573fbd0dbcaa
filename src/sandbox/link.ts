import type { Files } from './engine.ts';
import { tooHeavy } from './heavy.ts';

/**
 * A reader's code in the fragment of an address: packed, never sent to any server, and read as what it is, a
 * stranger's text.
 */

/** Characters that the code may take in a link: what mail programs and chats still carry whole. */
export const MOST_CHARACTERS = 8000;
/** Characters of an address's fragment that is looked at: what stands beside the code is short. */
export const MOST_FRAGMENT = 9000;
/** Bytes that it may unpack to: a link of the size above could hold a thousand times its own length. */
const MOST_BYTES = 200_000;
/** Files that it may change. */
const MOST_FILES = 20;
const VERSION = 1;
const MOST_SEED = 2 ** 32 - 1;

/** What a link carries: the files that were changed, and the seed of the run. */
export interface Shared {
  seed: number;
  files: Files;
}

/** A link can't be made or read; its message is for the reader. */
export class LinkError extends Error {
  override name = 'LinkError';
}

/** The code of a link. Throws LinkError where it would be longer than MOST_CHARACTERS, or where no editor would show it. */
export async function packCode({ seed, files }: Shared): Promise<string> {
  const why = tooHeavy(files);
  if (why) throw new LinkError(`A link can’t carry this code: ${why}. Use Copy or Download to pass it on.`);
  const bytes = new TextEncoder().encode(JSON.stringify({ version: VERSION, seed, files }));
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const code = toBase64Url(new Uint8Array(await new Response(packed).arrayBuffer()));
  if (code.length > MOST_CHARACTERS) {
    throw new LinkError(
      `This code makes a link of ${code.length} characters, and some programs cut links of more than ${MOST_CHARACTERS}: use Copy or Download to pass it on.`,
    );
  }
  return code;
}

/** What a link's code says. Throws LinkError for whatever no link of this site would carry. */
export async function unpackCode(code: string): Promise<Shared> {
  if (code.length > MOST_CHARACTERS)
    throw new LinkError('The code in this link is longer than a link may be.');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await unpack(fromBase64Url(code))));
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError(
      'The code in this link is damaged: most likely the link was cut, so ask for it again.',
    );
  }
  const { version, seed, files } = (value ?? {}) as Record<string, unknown>;
  if (typeof version === 'number' && version > VERSION)
    throw new LinkError('This link was made by a newer version of the course: reload the page.');
  const known = version === VERSION && isSeed(seed) && isFiles(files);
  if (!known) throw new LinkError('The code in this link is nothing that this course has made.');
  const why = tooHeavy(files);
  if (why) throw new LinkError(`The code in this link was left alone: ${why}.`);
  return { seed, files };
}

async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    size += value.length;
    if (size > MOST_BYTES) {
      await reader.cancel();
      throw new LinkError(
        `The code in this link unpacks to more than ${MOST_BYTES} bytes, so it was left alone.`,
      );
    }
    parts.push(value);
  }
}

function isSeed(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MOST_SEED;
}

function isFiles(value: unknown): value is Files {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length <= MOST_FILES &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}

function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
}
