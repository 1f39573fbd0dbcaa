import { existsSync, readFileSync } from 'node:fs';
import { oracleFile } from './transcript.ts';

/** The rows of a file of recorded answers; undefined where it is not at hand. */
export function readRows<Row>(name: string): Row[] | undefined {
  const file = oracleFile(name);
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Row);
}

/** A recorded message up to the place where AWS's parser says at which place of the text it stood. */
export function beforeSource(message: string): string {
  const at = message.indexOf(' at [Source');
  return (at < 0 ? message : message.slice(0, at)).trimEnd();
}
