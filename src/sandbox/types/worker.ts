import ts from 'typescript';
import type { TypeLibrary } from './library.ts';
import { TypeService } from './service.ts';

/** What the service can be asked. */
export type Question = 'problems' | 'explain' | 'suggest' | 'details' | 'signature';

/** The first word to the worker is the address of its library; each further one is a question. */
export type Word = { library: string } | { id: number; question: Question; values: unknown[] };

export type Answer = { ready: true } | { id: number; answer: unknown } | { failed: string };

const answer = (word: Answer) => postMessage(word);

let service: TypeService | undefined;

async function open(address: string): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  service = new TypeService(ts, (await response.json()) as TypeLibrary);
  // Reads all of the library, so that the first question need not wait for it.
  service.problems({ 'a.ts': `import 'desired-capacity';` }, 'a.ts');
  answer({ ready: true });
}

onmessage = ({ data }: MessageEvent<Word>) => {
  if ('library' in data) {
    open(data.library).catch((error: unknown) => answer({ failed: String(error) }));
    return;
  }
  const { id, question, values } = data;
  const ask = service![question] as (...values: unknown[]) => unknown;
  answer({ id, answer: ask.apply(service, values) });
};
