import type { Reply, Simulation, Yieldable } from '../../kernel/index.ts';
import { imageOf, layersOf, type Build, type Instruction } from './build.ts';
import { Container, SIGKILLED, type RunOptions } from './container.ts';
import {
  chooseImage,
  fits,
  missingLayers,
  totalBytes,
  type ContainerImage,
  type ImageIndex,
  type ImageRepository,
  type Layer,
  type Platform,
} from './image.ts';
import { killedForMemory, shareCpu } from './share-host.ts';

/** What a host is. */
export interface DockerHostOptions {
  /** An EC2 instance: its vCPUs, memory and architecture are those of its type. */
  readonly instance?: {
    readonly type: { readonly vcpus: number; readonly memory: number; readonly architecture: string };
  };
  /** How many vCPUs. Default 2. */
  readonly vcpus?: number;
  /** MiB. Default 4,096. */
  readonly memory?: number;
  /** Its processor. Default 'amd64'. */
  readonly architecture?: Platform['architecture'];
  /** Its kernel. Default 'linux'. */
  readonly os?: Platform['os'];
  /** The version of its kernel, as `uname -r` tells it. Default '6.12'. */
  readonly kernel?: string;
  /** Millions of bytes a second that it sends and receives. Nobody publishes such figures. Default 50. */
  readonly network?: number;
  /** Millions of compressed bytes a second that it unpacks. Default 100. */
  readonly unpack?: number;
  /** Seconds that a push or a pull takes besides: the login, the manifest. Default 0.5. */
  readonly overhead?: number;
}

/** What a push or a pull moved. */
export interface Transfer {
  /** What was pushed or pulled, for this host's platform. */
  readonly image: ContainerImage;
  /** The layers that were not there yet. */
  readonly moved: readonly Layer[];
  /** What these weigh. */
  readonly bytes: number;
  /** How long it took. */
  readonly seconds: number;
}

/**
 * A machine that runs the Docker Engine: a laptop, or an EC2 instance. No engine runs in it; it models what one keeps, moves
 * and shares.
 *
 *     const laptop = new DockerHost(cloud, { architecture: 'arm64' });
 *     yield* laptop.build('shop', dockerfile);
 *     yield* laptop.push('shop', cloud.ecr.repository('shop'), '1.0');
 */
export class DockerHost {
  /** What it can run. */
  readonly platform: Platform;
  /** The version of its kernel, which all its containers share. */
  readonly kernel: string;
  /** How many vCPUs it has. */
  readonly vcpus: number;
  /** MiB. */
  readonly memory: number;
  /** All its containers, those that have exited too. */
  readonly containers: Container[] = [];
  readonly #simulation: Simulation;
  readonly #speeds: { readonly network: number; readonly unpack: number; readonly overhead: number };
  readonly #layers = new Map<string, Layer>();
  readonly #images = new Map<string, ContainerImage>();
  #running = 0;

  /** @param where a cloud, or whatever else has a clock */
  constructor(where: { readonly simulation: Simulation }, options: DockerHostOptions = {}) {
    const { instance, os = 'linux', kernel = '6.12', network = 50, unpack = 100, overhead = 0.5 } = options;
    const { vcpus = 2, memory = 4096, architecture = 'amd64' } = instance ? typeOf(instance) : options;
    this.#simulation = where.simulation;
    this.#speeds = { network, unpack, overhead };
    this.platform = { os, architecture };
    this.kernel = kernel;
    this.vcpus = vcpus;
    this.memory = memory;
  }

  /** What is there under a name; undefined for nothing. */
  image(name: string): ContainerImage | undefined {
    return this.#images.get(name);
  }

  /** Whether a layer is there. */
  hasLayer(digest: string): boolean {
    return this.#layers.has(digest);
  }

  /**
   * `docker build`: makes an image of a Dockerfile, for this host's platform unless another is given. Layers that an earlier
   * build has left are not made again.
   */
  build(name: string, dockerfile: readonly Instruction[], platform = this.platform): Reply<Build> {
    const layers = layersOf(dockerfile, platform);
    const steps = dockerfile.map(({ line }, i) => {
      const layer = layers[i]!;
      return { line, cached: this.hasLayer(layer.digest), layer };
    });
    const seconds = dockerfile.reduce((sum, one, i) => sum + (steps[i]!.cached ? 0 : (one.seconds ?? 0)), 0);
    const image = imageOf(layers, platform);
    return this.#take('docker build', seconds, () => {
      this.#keep(name, image);
      return { image, steps, seconds };
    });
  }

  /**
   * `docker push`: uploads the layers that a repository has not, and then the list of them.
   *
   * @throws RangeError where there is no image of that name here
   */
  push(name: string, repository: ImageRepository, tag = 'latest'): Reply<Transfer> {
    const image = this.#images.get(name);
    if (!image) throw new RangeError(`There is no image '${name}' on this host.`);
    const moved = missingLayers(image.layers, (digest) => repository.hasLayer(digest));
    const bytes = totalBytes(moved);
    const seconds = this.#speeds.overhead + bytes / 1e6 / this.#speeds.network;
    return this.#take('docker push', seconds, () => {
      repository.push(tag, image);
      return { image, moved, bytes, seconds };
    });
  }

  /**
   * `docker pull`: downloads the layers that are not here, unpacks them, and keeps the image under `name`.
   *
   * @throws what the repository throws; Error where it has nothing for this host's platform
   */
  pull(repository: ImageRepository, reference = 'latest', name = reference): Reply<Transfer> {
    const image = chooseImage(repository.pull(reference), this.platform);
    if (!image) throw noMatch(this.platform);
    const moved = missingLayers(image.layers, (digest) => this.hasLayer(digest));
    const bytes = totalBytes(moved);
    const { network, unpack, overhead } = this.#speeds;
    const seconds = overhead + bytes / 1e6 / network + bytes / 1e6 / unpack;
    return this.#take('docker pull', seconds, () => {
      this.#keep(name, image);
      return { image, moved, bytes, seconds };
    });
  }

  /**
   * `docker run`: starts a container of an image that is here. One that is made for another platform exits at once.
   *
   * @throws RangeError where there is no image of that name here
   */
  run(name: string, options: RunOptions = {}): Container {
    const image = this.#images.get(name);
    if (!image) throw new RangeError(`There is no image '${name}' on this host.`);
    const container = new Container(this, options.name ?? `${name}-${++this.#running}`, image, options);
    this.containers.push(container);
    if (!fits(image.platform, this.platform)) container.exit(undefined, 'exec format error');
    this.settle();
    return container;
  }

  /** @internal Shares CPU and memory out anew. */
  settle(): void {
    const alive = this.containers.filter(({ state }) => state === 'running');
    const killed = killedForMemory(alive, this.memory);
    for (const container of killed) container.exit(SIGKILLED, 'OOMKilled');
    const got = shareCpu(
      alive.filter((container) => !killed.has(container)),
      this.vcpus,
    );
    for (const [container, cpu] of got) container.cpu = cpu;
  }

  #keep(name: string, image: ContainerImage): void {
    this.#images.set(name, image);
    for (const layer of image.layers) this.#layers.set(layer.digest, layer);
  }

  #take<T>(what: string, seconds: number, then: () => T): Reply<T> {
    return this.#simulation.process(function* (): Generator<Yieldable, T, never> {
      if (seconds > 0) yield seconds;
      return then();
    }, what);
  }
}

/** Several images as one, each for a platform of its own: `docker buildx imagetools create`. */
export function imageIndex(...images: readonly ContainerImage[]): ImageIndex {
  return {
    digest: imageOf(
      images.flatMap(({ layers }) => layers),
      images[0]!.platform,
    ).digest,
    images,
  };
}

function typeOf({ type }: Required<DockerHostOptions>['instance']) {
  const architecture: Platform['architecture'] = type.architecture.startsWith('arm64') ? 'arm64' : 'amd64';
  return { vcpus: type.vcpus, memory: type.memory, architecture };
}

function noMatch({ os, architecture }: Platform): Error {
  return new Error(`no matching manifest for ${os}/${architecture} in the manifest list entries`);
}
