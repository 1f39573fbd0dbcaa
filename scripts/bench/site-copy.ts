import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BIN, ROOT } from '../astro.ts';

/** How long something took. */
export interface Took {
  /** Seconds by the clock. */
  seconds: number;
  /** Seconds of processors: what is left of the clock's on a machine that has nothing else to do. */
  processor: number;
}

/** What the examples showed, so that none runs again. */
const RAN = '.cache/examples';

/** Has a process tell, as its last word, what it took of the processors. */
const TELL = `data:text/javascript,import { writeSync } from 'node:fs';
process.on('exit', () => writeSync(3, JSON.stringify(process.cpuUsage())));`;

/** A copy of the site in `.cache/bench`, to be built with pages that the site does not have. */
export class SiteCopy {
  readonly folder: string;

  constructor(name: string) {
    this.folder = join(ROOT, '.cache/bench', name);
    rmSync(this.folder, { recursive: true, force: true });
    const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
    const files = execFileSync('git', listed, { cwd: ROOT, encoding: 'utf8' });
    for (const file of files.split('\0').filter((one) => one && existsSync(join(ROOT, one)))) {
      cpSync(join(ROOT, file), join(this.folder, file));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'), 'junction');
    if (existsSync(join(ROOT, RAN))) cpSync(join(ROOT, RAN), join(this.folder, RAN), { recursive: true });
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /**
   * Adds copies of a chapter with its examples, ten a service and five services a part, each with a title of its own.
   *
   * @param chapter its address: `messaging/sqs/polling`
   * @param from number of the first copy
   * @param to number of the last one
   */
  addCopies(chapter: string, from: number, to: number): void {
    const name = basename(chapter);
    const text = this.read(`content/docs/${chapter}.mdx`);
    const runs = globSync(`${fileName(chapter)}~*`, { cwd: join(this.folder, RAN) });
    for (let n = from; n <= to; n++) {
      const service = Math.floor((n - 1) / 10);
      const folder = `part-${Math.floor(service / 5)}/service-${service}`;
      this.write(
        `content/docs/${folder}/${name}-${n}.mdx`,
        text.replace(/^title: .*$/m, (title) => `${title} ${n}`).replaceAll(`./${name}/`, `./${name}-${n}/`),
      );
      cpSync(
        join(this.folder, `content/docs/${chapter}`),
        join(this.folder, `content/docs/${folder}/${name}-${n}`),
        { recursive: true },
      );
      for (const run of runs) {
        const copy = run.replace(fileName(chapter), fileName(`${folder}/${name}-${n}`));
        cpSync(join(this.folder, RAN, run), join(this.folder, RAN, copy));
      }
    }
  }

  /** Makes the copy a repository of its own, in which nothing has changed. */
  commit(): void {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...args], {
        cwd: this.folder,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    git('init', '--quiet', '--initial-branch=main');
    git('add', '.');
    git('commit', '--quiet', '--message', 'A copy');
  }

  /** Forgets what builds have kept, but for the runs of the examples. */
  forget(): void {
    for (const one of globSync('.cache/*', { cwd: this.folder })) {
      if (one.replaceAll('\\', '/') !== RAN) rmSync(join(this.folder, one), { recursive: true, force: true });
    }
  }

  build(): Took {
    const start = performance.now();
    const { status, output } = spawnSync(process.execPath, ['--import', TELL, BIN, 'build', '--silent'], {
      cwd: this.folder,
      stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
      encoding: 'utf8',
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    });
    if (status !== 0) throw new Error(`${this.folder} does not build.`);
    const { user, system } = JSON.parse(output[3]!.trim().split('\n').at(-1)!) as NodeJS.CpuUsage;
    return { seconds: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
  }
}

/** How the runs of the examples in a folder of `content/docs` are called. */
function fileName(folder: string): string {
  return `content~docs~${folder.replaceAll('/', '~')}`;
}
