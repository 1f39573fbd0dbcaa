import type { Region, Usage } from '../../cloud/index.ts';
import { epochSeconds } from '../../cloud/epoch.ts';
import { ecrError } from './errors.ts';
import { KeptLayers } from './kept-layers.ts';
import { evaluateLifecyclePolicy, type LifecycleAction } from './lifecycle-evaluation.ts';
import { readLifecyclePolicy, type LifecycleRule } from './lifecycle-policy.ts';
import { ecrLimits as limits } from './limits.ts';
import { digestOf, readManifest, writeIndex, writeManifest, type Descriptor } from './manifest.ts';
import type { Finding } from './model.ts';
import type { Input } from './schema.ts';
import { matchesWildcard } from './wildcard.ts';

/** What runs on which hosts, as Docker names it. */
interface Platform {
  readonly os: 'linux' | 'windows';
  readonly architecture: 'amd64' | 'arm64';
}
interface PushedImage {
  readonly digest: string;
  readonly layers: readonly { readonly digest: string; readonly bytes: number }[];
  readonly platform: Platform;
}
interface PushedIndex {
  readonly digest: string;
  readonly images: readonly PushedImage[];
}

/** A scan of an image. */
interface Scan {
  readonly begun: number;
  completedAt?: Date;
  findings: readonly Finding[];
}

/** An image that a repository keeps. */
export interface KeptImage {
  /** Of its manifest: what it is known by for good. */
  readonly digest: string;
  /** Its manifest. */
  readonly manifest: string;
  /** The manifest's media type. */
  readonly mediaType: string;
  /** Its layers. */
  readonly layers: readonly Descriptor[];
  /** Digests of the images of a list. */
  readonly images: readonly string[];
  /** The blob with its configuration; undefined for a list. */
  readonly config: Descriptor | undefined;
  /** When it was pushed, in seconds since 1970. */
  readonly pushedAt: number;
  /** When it was last pulled; undefined for never. */
  pulledAt: number | undefined;
  /** Where it is kept. An archived image can't be pulled. */
  storage: 'standard' | 'archive';
  /** When it was archived last. */
  archivedAt: number | undefined;
  /** When it came back from the archive. */
  activatedAt: number | undefined;
  /** Its last scan. */
  scan: Scan | undefined;
}

/** @internal What a repository is made with. */
export interface Making extends Pick<
  Input<'CreateRepository'>,
  'imageTagMutability' | 'imageTagMutabilityExclusionFilters'
> {
  readonly region: Region;
  readonly name: string;
  readonly arn: string;
  readonly storage: Usage;
  readonly maxImages: () => number;
}

/** A private repository: images by digest, and tags that point at them. `cloud.ecr.repository` gives it. */
export class Repository {
  /** Its name. */
  readonly name: string;
  /** Its ARN. */
  readonly arn: string;
  /** What `docker push` and `docker pull` name it by. */
  readonly uri: string;
  /** When it was made. */
  readonly created: Date;
  /** Whether a tag may be moved to another image. */
  mutability: NonNullable<Input<'CreateRepository'>['imageTagMutability']>;
  /** @internal Patterns of tags for which the opposite holds. */
  exclusions: NonNullable<Input<'CreateRepository'>['imageTagMutabilityExclusionFilters']>;
  /** @internal Whether images are scanned as they come. */
  scanOnPush = false;
  /** @internal Its own policy: who else may use it. */
  policy: string | undefined;
  /** @internal */
  lifecyclePolicy: { readonly text: string; evaluatedAt?: Date } | undefined;
  /** @internal */
  preview: { readonly text: string; results: LifecycleAction[] | undefined } | undefined;
  /** @internal */
  labels = new Map<string, string>();
  /** @internal What happens after a push. */
  onPush: (image: KeptImage, tag: string | undefined, restored: boolean) => void = () => {};
  /** @internal */
  readonly layers: KeptLayers;
  readonly #making: Making;
  readonly #images = new Map<string, KeptImage>();
  readonly #tags = new Map<string, string>();

  /** @internal Made by CreateRepository. */
  constructor(making: Making) {
    const {
      region,
      name,
      arn,
      imageTagMutability = 'MUTABLE',
      imageTagMutabilityExclusionFilters = [],
    } = making;
    this.#making = making;
    this.name = name;
    this.arn = arn;
    this.uri = `${region.account}.dkr.ecr.${region.name}.${region.domain}/${name}`;
    this.created = new Date(region.world.simulation.epochMillis);
    this.mutability = imageTagMutability;
    this.exclusions = imageTagMutabilityExclusionFilters;
    this.layers = new KeptLayers(making.storage);
  }

  /** Its images, in the order in which they came. */
  get images(): KeptImage[] {
    return [...this.#images.values()];
  }

  /** Bytes that it keeps: a layer that several images have counts once. */
  get bytes(): number {
    return this.layers.bytes;
  }

  /** The tags of an image. */
  tagsOf(digest: string): string[] {
    return [...this.#tags].filter(([, pointed]) => pointed === digest).map(([tag]) => tag);
  }

  /** Whether it holds a layer. */
  hasLayer(digest: string): boolean {
    return this.layers.has(digest);
  }

  /** The image of a tag or a digest; undefined for none. */
  find(reference: string): KeptImage | undefined {
    return this.#images.get(reference) ?? this.#images.get(this.#tags.get(reference) ?? '');
  }

  /**
   * Takes an image, or several for several platforms, with the layers that are not there yet: `docker push`.
   *
   * @throws ImageTagAlreadyExistsException where tags are immutable and this one points at another image
   */
  push(tag: string, image: PushedImage | PushedIndex): void {
    if (!('images' in image)) return this.#pushAgain(this.#receive(image), tag);
    const images = image.images.map((one) => {
      const manifest = this.#receive(one);
      this.#pushAgain(manifest);
      return { digest: digestOf(manifest), size: manifest.length, platform: one.platform };
    });
    this.#pushAgain(writeIndex(images), tag);
  }

  /**
   * Gives the image of a tag or a digest, or the several of a list: `docker pull`.
   *
   * @throws ImageNotFoundException for what is not there, or is in the archive
   */
  pull(reference: string): PushedImage | PushedIndex {
    const found = this.find(reference);
    if (!found || found.storage === 'archive') throw this.notFound(reference);
    found.pulledAt = this.#now;
    const one = ({ digest, layers, config }: KeptImage): PushedImage => ({
      digest,
      layers: layers.map(({ digest, size }) => ({ digest, bytes: size })),
      platform: JSON.parse(this.layers.textOf(config!.digest) ?? '{"os":"linux","architecture":"amd64"}') as Platform, // prettier-ignore
    });
    if (found.images.length === 0) return one(found);
    return { digest: found.digest, images: found.images.map((digest) => one(this.#images.get(digest)!)) };
  }

  /** @internal PutImage. */
  put(manifest: string, { tag, digest, mediaType }: { tag?: string | undefined; digest?: string | undefined; mediaType?: string | undefined } = {}): KeptImage {
    const read = readManifest(manifest, mediaType);
    const own = digestOf(manifest);
    if (digest !== undefined && digest !== own) throw ecrError('ImageDigestDoesNotMatchException', `The provided image digest '${digest}' does not match the digest of the image manifest '${own}'.`);
    for (const { digest } of [...read.layers, ...(read.config ? [read.config] : [])])
      if (!this.layers.has(digest)) throw ecrError('LayersNotFoundException', `Layers with digests '[${digest}]' required for pushing image into repository with name '${this.name}' in the registry with id '${this.#account}' do not exist`);
    for (const one of read.images)
      if (!this.#images.has(one)) throw ecrError('ReferencedImagesNotFoundException', `Images with digests '[${one}]' required for pushing image into repository with name '${this.name}' in the registry with id '${this.#account}' do not exist`);
    const before = this.#images.get(own);
    if (before && (tag === undefined || this.#tags.get(tag) === own) && before.storage === 'standard') throw this.#alreadyThere(own, tag);
    if (tag !== undefined) this.#mayPoint(tag, own);
    if (tag !== undefined && this.#tags.get(tag) !== own && this.tagsOf(own).length >= limits.tagsOfImage.max) throw ecrError('LimitExceededException', `The image with digest '${own}' already has the maximum allowed number of tags.`);
    if (!before && this.#images.size >= this.#making.maxImages()) throw ecrError('LimitExceededException', `The repository with name '${this.name}' already has the maximum allowed number of images.`);
    const image = before ?? { digest: own, manifest, ...read, config: read.config, pushedAt: this.#now, pulledAt: undefined, storage: 'standard' as const, archivedAt: undefined, activatedAt: undefined, scan: undefined };
    const restored = before?.storage === 'archive';
    // What was scanned before the archive is not to be had any more.
    if (restored) Object.assign(before!, { storage: 'standard', activatedAt: this.#now, scan: undefined });
    this.#images.set(own, image);
    if (tag !== undefined) this.#tags.set(tag, own);
    this.onPush(image, tag, restored);
    return image;
  } // prettier-ignore

  /** @internal Takes a tag away; an image that loses its last one goes. Answers the image's digest. */
  removeTag(tag: string): string {
    const digest = this.#tags.get(tag)!;
    this.#tags.delete(tag);
    if (this.tagsOf(digest).length === 0) this.remove(digest);
    return digest;
  }

  /** @internal Deletes an image with all its tags. */
  remove(digest: string): void {
    for (const tag of this.tagsOf(digest)) this.#tags.delete(tag);
    this.#images.delete(digest);
    const needed = new Set<string>();
    for (const { layers, config } of this.#images.values())
      for (const one of config ? [...layers, config] : layers) needed.add(one.digest);
    this.layers.keepOnly(needed);
  }

  /** @internal The lists in here that name an image. */
  listsWith(digest: string): KeptImage[] {
    return this.images.filter(({ images }) => images.includes(digest));
  }

  /** What a lifecycle policy would do now, without doing it. @throws InvalidParameterException */
  previewOf(rules: readonly LifecycleRule[]): { tags: string[]; rulePriority: number; type: string }[] {
    return this.evaluate(JSON.stringify({ rules })).map(({ digest, rulePriority, type }) => ({
      tags: this.tagsOf(digest),
      rulePriority,
      type,
    }));
  }

  /** @internal What a policy's text does to the images now. */
  evaluate(text: string): LifecycleAction[] {
    const images = this.images.map((image) => ({
      ...image,
      tags: this.tagsOf(image.digest),
      referenced: this.listsWith(image.digest).some(({ storage }) => storage === 'standard'),
    }));
    return evaluateLifecyclePolicy(readLifecyclePolicy(text), images, this.#now);
  }

  /** @internal The error for an image that is not there. */
  notFound(reference: string): Error {
    const [digest, tag] = reference.startsWith('sha256:') ? [reference, 'null'] : ['null', reference];
    return ecrError('ImageNotFoundException', `The image with imageId {imageDigest:'${digest}', imageTag:'${tag}'} does not exist within the repository with name '${this.name}' in the registry with id '${this.#account}'`); // prettier-ignore
  }

  get #now(): number {
    return epochSeconds(this.#making.region.world.simulation);
  }

  get #account(): string {
    return this.#making.region.account;
  }

  /** Keeps the layers of an image; answers its manifest. */
  #receive({ layers, platform }: PushedImage): string {
    const text = JSON.stringify(platform);
    for (const { digest, bytes } of layers) this.layers.add(digest, bytes);
    this.layers.add(digestOf(text), text.length, text);
    return writeManifest(
      { digest: digestOf(text), size: text.length },
      layers.map(({ digest, bytes }) => ({ digest, size: bytes })),
    );
  }

  /** Docker pushes an image again without an error. */
  #pushAgain(manifest: string, tag?: string): void {
    const digest = digestOf(manifest);
    const there = this.#images.get(digest)?.storage === 'standard';
    if (there && (tag === undefined || this.#tags.get(tag) === digest)) return;
    this.put(manifest, { tag });
  }

  /** A tag that is immutable stays where it is. */
  #mayPoint(tag: string, digest: string): void {
    const held = this.#tags.get(tag);
    if (held === undefined || held === digest) return;
    const excluded =
      this.mutability.endsWith('_WITH_EXCLUSION') &&
      this.exclusions.some(({ filter }) => matchesWildcard(filter, tag));
    if (this.mutability.startsWith('MUTABLE') !== excluded) return;
    throw ecrError('ImageTagAlreadyExistsException', `The image tag '${tag}' already exists in the '${this.name}' repository and cannot be overwritten because the repository is immutable.`); // prettier-ignore
  }

  #alreadyThere(digest: string, tag: string | undefined): Error {
    return ecrError('ImageAlreadyExistsException', `Image with digest '${digest}' and tag '${tag ?? 'null'}' already exists in the repository with name '${this.name}' in registry with id '${this.#account}'`); // prettier-ignore
  }
}
