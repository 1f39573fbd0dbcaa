import { globSync } from 'node:fs';
import { join } from 'node:path';
import { Application, type DeclarationReflection, ReflectionKind } from 'typedoc';
import { ROOT } from '../astro.ts';
import { type Module, modules, SOURCE } from './modules.ts';

/** A module with the public names that are declared in it. */
export interface DocumentedModule extends Module {
  names: DeclarationReflection[];
}

/** The module of a file of the library; the composition root's own names are the cloud's. */
export function moduleOf(fileName: string): string {
  return (
    /\/sim\/(?:services\/)?([^/]+)\//.exec(`/sim/${fileName.replace(/^.*src\/sim\//, '')}`)?.[1] ?? 'cloud'
  );
}

/** Reads what the library exports, with its comments. Takes some seconds. */
export async function readLibrary(): Promise<DocumentedModule[]> {
  const app = await Application.bootstrap({
    entryPoints: [
      join(SOURCE, 'index.ts'),
      ...globSync('services/*/index.ts', { cwd: SOURCE }).map((file) => join(SOURCE, file)),
    ],
    // The library alone: all else that the repository's own names takes long to read.
    tsconfig: join(import.meta.dirname, 'tsconfig.json'),
    // The linter and the type checker have looked at it already.
    skipErrorChecking: true,
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeProtected: true,
    disableGit: true,
    sourceLinkTemplate: '{path}',
    basePath: ROOT,
    logLevel: 'Error',
  });
  const project = await app.convert();
  if (!project) throw new Error('TypeDoc could not read src/sim.');
  const names = project.getReflectionsByKind(ReflectionKind.SomeExport) as DeclarationReflection[];
  // What two entry points export stands in the first of them; in the other it is a reference, which is no declaration.
  const exported = names.filter(({ parent }) => parent?.kind === ReflectionKind.Module);
  return modules().map((module) => ({
    ...module,
    names: exported.filter(({ sources }) => moduleOf(sources![0]!.fileName) === module.slug),
  }));
}
