import { EngineError } from '../engine.ts';

/** The text at an address of this site. */
export async function fetchText(url: string): Promise<string> {
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok) {
    throw new EngineError('The sandbox could not be fetched.', 'Check your connection and press Run again.');
  }
  return response.text();
}
