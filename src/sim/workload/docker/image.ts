/** A layer is known by the digest of its content: equal content is one layer, wherever it stands. */
export interface Layer {
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  /** Compressed, as it travels and is stored. */
  readonly bytes: number;
}

/** What an image needs of the host that runs it. */
export interface Platform {
  /** Whose kernel it calls. */
  readonly os: 'linux' | 'windows';
  /** Whose instructions it holds: 'amd64' is Intel's and AMD's, 'arm64' is Graviton's. */
  readonly architecture: 'amd64' | 'arm64';
}

/** An image: layers one upon another, for one platform. */
export interface ContainerImage {
  /** Of its manifest, which names its layers. */
  readonly digest: string;
  /** From the base upwards. */
  readonly layers: readonly Layer[];
  /** What it needs of a host. */
  readonly platform: Platform;
}

/** Several images under one name, one a platform: a manifest list, which OCI calls an image index. */
export interface ImageIndex {
  /** Of the list. */
  readonly digest: string;
  /** One a platform. */
  readonly images: readonly ContainerImage[];
}

/** Where images are kept by tag or digest: a repository of Amazon ECR is one. */
export interface ImageRepository {
  /** Whether it holds a layer: then nobody uploads that layer again. */
  hasLayer(digest: string): boolean;
  /** Takes an image, or several for several platforms, under a tag. */
  push(tag: string, image: ContainerImage | ImageIndex): void;
  /** Gives what a tag or a digest names. Throws where nothing does. */
  pull(reference: string): ContainerImage | ImageIndex;
}

/** What of some layers is not there yet; one that comes twice moves once. */
export function missingLayers(layers: readonly Layer[], has: (digest: string) => boolean): Layer[] {
  const moved = new Set<string>();
  return layers.filter(({ digest }) => {
    if (moved.has(digest) || has(digest)) return false;
    moved.add(digest);
    return true;
  });
}

/** What layers weigh together, in bytes. */
export function totalBytes(layers: readonly Layer[]): number {
  return layers.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * The image that fits a host: of several the one for its platform, or undefined where there is none. A single image is
 * given whatever it is for, and fails as it starts.
 * https://docs.docker.com/build/building/multi-platform/
 */
export function chooseImage(found: ContainerImage | ImageIndex, host: Platform): ContainerImage | undefined {
  return 'images' in found ? found.images.find(({ platform }) => fits(platform, host)) : found;
}

/** Whether a host can run what needs this platform. */
export function fits({ os, architecture }: Platform, host: Platform): boolean {
  return os === host.os && architecture === host.architecture;
}
