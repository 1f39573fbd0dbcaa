import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ChunkIndex } from '../../src/sandbox/chunks.ts';
import type { Files } from '../../src/sandbox/engine.ts';
import { buildPackage } from './build.ts';
import { libraryChunks, type Chunks } from './chunks.ts';

/** Something of the library, cut up: the texts of each chunk, by path, and which of them services and names ask for. */
export interface Parts extends Omit<ChunkIndex, 'chunks'> {
  texts: Record<string, Files>;
}

/** The chunk that a module or a file of types belongs to: a service, a shared part, or the core. */
function chunkOf(path: string): string {
  return /^services\/([^/]+)\//.exec(path)?.[1] ?? /^parts\/([^/.]+)\./.exec(path)?.[1] ?? 'core';
}

/** @param files by path; what leads to a chunk is the path below `folder` */
function cut(files: Files, { services, names }: Chunks, folder = ''): Parts {
  const texts: Record<string, Files> = {};
  for (const path of Object.keys(files).sort()) {
    const chunk = path.startsWith(folder) ? chunkOf(path.slice(folder.length)) : 'core';
    (texts[chunk] ??= {})[path] = files[path]!;
  }
  const chunksOf = (modules: string[]) =>
    [...new Set(modules.map(chunkOf))].filter((chunk) => Object.hasOwn(texts, chunk));
  return {
    texts,
    services: mapped(services, ({ modules, ...said }, name) => ({
      ...said,
      // Of types, a service has a chunk that is named by no module.
      chunks: [...new Set([...chunksOf(modules), name])],
    })),
    names: mapped(names, ({ modules, names }) => ({ names, chunks: chunksOf(modules) })),
  };
}

function mapped<A, B>(all: Record<string, A>, to: (one: A, name: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(all).map(([name, one]) => [name, to(one, name)]));
}

/** The library's code as a browser loads it. */
export async function codeParts(source?: string): Promise<Parts> {
  const chunks = await libraryChunks('browser', source);
  return cut(chunks.modules, chunks);
}

/** The built package without what only `require` needs: what a project has in node_modules. */
export async function packageParts(): Promise<Parts> {
  return cut(await readPackage(/(?<!\.cjs)$/), await libraryChunks('esm'), 'dist/');
}

/** The types of the built package. */
export async function typeParts(): Promise<Parts> {
  return cut(await readPackage(/^package\.json$|\.d\.ts$/), await libraryChunks('esm'), 'dist/');
}

async function readPackage(wanted: RegExp): Promise<Files> {
  const folder = await buildPackage();
  const paths = globSync('**/*', { cwd: folder }).filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(
    paths
      .map((path) => [path.replaceAll('\\', '/'), path] as const)
      .filter(([path]) => wanted.test(path))
      .map(([path, file]) => [path, readFileSync(join(folder, file), 'utf8')]),
  );
}
