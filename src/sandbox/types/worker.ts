import ts from 'typescript';
import { type ChunkIndex, Chunks, touched } from '../chunks.ts';
import type { Files } from '../engine.ts';
import { TypeService } from './service.ts';

/** What the service can be asked. */
export type Question = 'problems' | 'explain' | 'suggest' | 'details' | 'signature';

/** The first word to the worker says where the types are; each further one is a question. */
export type Word = { index: ChunkIndex } | { id: number; question: Question; values: unknown[] };

export type Answer =
  { ready: true } | { id: number; answer: unknown } | { id: number; error: string } | { failed: string };

const answer = (word: Answer) => postMessage(word);

let service: TypeService;
let chunks: Chunks;

async function open(index: ChunkIndex): Promise<void> {
  chunks = new Chunks(index, async (address) => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return response.text();
  });
  service = new TypeService(ts, await chunks.core());
  // Reads all of the core, so that the first question need not wait for it.
  service.problems({ 'a.ts': `import 'desired-capacity';` }, 'a.ts');
  answer({ ready: true });
}

/** Gets the types of the services that the files touch. Those that can't be fetched stay any. */
async function meet(files: Files): Promise<void> {
  const missing = touched(files, chunks.index.services).filter((name) => !service.services.has(name));
  if (missing.length === 0) return;
  try {
    const texts = await chunks.texts(missing);
    service.add(missing, texts);
  } catch {
    // They are asked for again with the next question.
  }
}

/** One question after the other, the first once the service is there: each may have to wait for types. */
let last: Promise<unknown> = Promise.resolve();

onmessage = ({ data }: MessageEvent<Word>) => {
  if ('index' in data) {
    last = open(data.index).catch((error: unknown) => answer({ failed: String(error) }));
    return;
  }
  const { id, question, values } = data;
  const asked = last.then(async () => {
    await meet(values[0] as Files);
    const ask = service[question] as (...values: unknown[]) => unknown;
    answer({ id, answer: ask.apply(service, values) });
  });
  // Code may be such that TypeScript itself fails: whoever asked hears of it.
  last = asked.catch((error: unknown) => answer({ id, error: String(error) }));
};
