import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagramHash } from './diagram.ts';

/** The committed pictures of a project's diagrams: `content/diagrams/<hash>.svg`. */
export class DiagramStore {
  readonly folder: string;

  /** @param root the project's folder */
  constructor(root: string) {
    this.folder = join(root, 'content/diagrams');
  }

  path(source: string): string {
    return join(this.folder, `${diagramHash(source)}.svg`);
  }

  has(source: string): boolean {
    return existsSync(this.path(source));
  }

  read(source: string): string | undefined {
    return this.has(source) ? readFileSync(this.path(source), 'utf8').trim() : undefined;
  }

  write(source: string, svg: string): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.path(source), `${svg}\n`);
  }

  /** Paths of the pictures that none of these sources has. */
  orphans(sources: Iterable<string>): string[] {
    const used = new Set([...sources].map((source) => this.path(source)));
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .filter((name) => name.endsWith('.svg'))
      .map((name) => join(this.folder, name))
      .filter((path) => !used.has(path));
  }

  remove(path: string): void {
    rmSync(path);
  }
}
