import { sha256, utf8 } from '../../cloud/digest/index.ts';
import { invalidParameter } from './errors.ts';

/** A blob that a manifest names: a layer, or the configuration. */
export interface Descriptor {
  /** `sha256:…`. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

/** What a manifest says: an image's layers, or a list of images. */
export interface Manifest {
  readonly mediaType: string;
  readonly config?: Descriptor;
  readonly layers: readonly Descriptor[];
  /** Digests of the images of a list. */
  readonly images: readonly string[];
}

/** The media types of what is written here. https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-manifest-formats.html */
export const MEDIA = {
  image: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  config: 'application/vnd.oci.image.config.v1+json',
};

/** The digest of a text. */
export const digestOf = (text: string): string => `sha256:${sha256(utf8(text))}`;

/** Reads a manifest. @throws InvalidParameterException for what is none */
export function readManifest(text: string, given?: string): Manifest {
  const value = parsed(text);
  const mediaType = given ?? (typeof value['mediaType'] === 'string' ? value['mediaType'] : undefined);
  const list = value['manifests'];
  if (Array.isArray(list)) {
    const images = list.map((one) => descriptor(one).digest);
    return { mediaType: mediaType ?? MEDIA.index, layers: [], images };
  }
  if (!Array.isArray(value['layers']) || value['config'] === undefined) throw notValid();
  return {
    mediaType: mediaType ?? MEDIA.image,
    config: descriptor(value['config']),
    layers: value['layers'].map(descriptor),
    images: [],
  };
}

/** The manifest of an image. */
export function writeManifest(config: Descriptor, layers: readonly Descriptor[]): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: MEDIA.image,
    config: { mediaType: MEDIA.config, ...config },
    layers: layers.map((layer) => ({ mediaType: MEDIA.layer, ...layer })),
  });
}

/** The manifest of a list of images. */
export function writeIndex(images: readonly (Descriptor & { readonly platform: object })[]): string {
  const manifests = images.map((image) => ({ mediaType: MEDIA.image, ...image }));
  return JSON.stringify({ schemaVersion: 2, mediaType: MEDIA.index, manifests });
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // As any other text.
  }
  throw notValid();
}

function descriptor(value: unknown): Descriptor {
  const { digest, size } = (value ?? {}) as Partial<Descriptor>;
  if (typeof digest !== 'string' || typeof size !== 'number') throw notValid();
  return { digest, size };
}

const notValid = () =>
  invalidParameter("at 'imageManifest' failed to satisfy constraint: 'Invalid JSON syntax'");
