import type { WebContainer, WebContainerProcess } from '@webcontainer/api';
import type { Chunks } from '../../chunks.ts';
import type { EngineError, Files } from '../../engine.ts';
import { type ProjectParts, projectFiles } from '../../project.ts';
import { libraryOf } from '../../table.ts';
import { failureFrom } from './failures.ts';
import type { Job } from './runner.ts';
import { treeOf } from './tree.ts';

/** The folder of what is ours, beside the projects. */
export const OURS = '.sandbox';

/** What a project in a WebContainer is made of: the library it has at hand. */
export type Project = Omit<ProjectParts, 'library'> & {
  /** Names the project among those of the page. */
  id: string;
  /** The services that it has, with all that they need. */
  services: readonly string[];
};

/** A project where it was put. */
export interface Mounted {
  folder: string;
  /** What runs: the project's entry, or what was compiled from it. */
  entry: string;
  /** What the project calls each of its files, by path in the folder. */
  names: Record<string, string>;
}

/** A WebContainer that has started, with a folder for each project. */
export class Container {
  /** Resolves when it is gone: to why, or to undefined where it was closed. */
  readonly gone: Promise<EngineError | undefined>;
  /** As Node says it: `v22.18.0`. */
  readonly node: string;
  readonly #web: WebContainer;
  readonly library: Chunks;
  readonly #stripsTypes: boolean;
  /** What was last put into each folder. */
  readonly #put = new Map<string, Files>();
  #leave!: (failure: EngineError | undefined) => void;

  /**
   * @param library the built package
   * @param node its version of Node
   * @param stripsTypes whether that runs TypeScript
   */
  constructor(web: WebContainer, library: Chunks, node: string, stripsTypes: boolean) {
    this.#web = web;
    this.library = library;
    this.node = node;
    this.#stripsTypes = stripsTypes;
    this.gone = new Promise((resolve) => (this.#leave = resolve));
    web.on('error', (error) => this.fail(failureFrom(error)));
  }

  /**
   * Puts a project into its folder, in the place of what an earlier `put` of it left there. Throws EngineError where a
   * service can't be fetched.
   */
  async put({ id, services, ...parts }: Project): Promise<Mounted> {
    const folder = id.replaceAll(/[^\w.-]+/g, '-');
    let { entry, files } = parts;
    let names = Object.fromEntries(Object.keys(files).map((name) => [name, name]));
    if (!this.#stripsTypes) {
      const { toJavaScript } = await import('./javascript.ts');
      ({ entry, files, names } = toJavaScript(entry, files));
    }
    const library = await libraryOf(this.library, services);
    const project = projectFiles({ ...parts, entry, files, library });
    const before = this.#put.get(folder) ?? {};
    this.#put.set(folder, project);
    for (const path of Object.keys(before)) {
      if (!Object.hasOwn(project, path)) await this.#web.fs.rm(`${folder}/${path}`, { force: true });
    }
    // What has not changed stays as it is there: the library, and what a reader has done in the terminal.
    const changed = Object.entries(project).filter(([path, text]) => text !== before[path]);
    if (changed.length > 0) await this.#web.mount({ [folder]: { directory: treeOf(changed) } });
    return { folder, entry, names };
  }

  /** Starts a run of a project. */
  run({ folder, entry, names }: Mounted, seed: number): Promise<WebContainerProcess> {
    const job: Job = { seed, entry, names };
    return this.#web.spawn('node', [`../${OURS}/run.mjs`, JSON.stringify(job)], { cwd: folder });
  }

  /** Starts a shell in a project's folder. */
  shell({ folder }: Mounted, terminal: { cols: number; rows: number }): Promise<WebContainerProcess> {
    return this.#web.spawn('jsh', { cwd: folder, terminal });
  }

  /** Resolves as long as the WebContainer answers. */
  async ping(): Promise<void> {
    await this.#web.fs.readdir(OURS);
  }

  /** Gives it up. */
  fail(failure: EngineError): void {
    this.#leave(failure);
    this.close();
  }

  close(): void {
    this.#leave(undefined);
    try {
      this.#web.teardown();
    } catch {
      // It was before.
    }
  }
}
