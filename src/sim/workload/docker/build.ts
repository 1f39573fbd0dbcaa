import { sha256, utf8 } from '../../cloud/digest/index.ts';
import type { ContainerImage, Layer, Platform } from './image.ts';

/** One line of a Dockerfile, and what comes of it. */
export interface Instruction {
  /** The line: 'RUN npm ci'. */
  readonly line: string;
  /** What its layer weighs, compressed, in millions of bytes. 0 for a line that sets something only, such as CMD. */
  readonly megabytes: number;
  /** Seconds that it takes where nothing is kept of an earlier build. Default 0. */
  readonly seconds?: number;
  /** What is in the files that it copies: another text is another content. Default: it copies none. */
  readonly files?: string;
}

/** A line of a build. */
export interface BuildStep {
  /** The line. */
  readonly line: string;
  /** Whether its layer was there from an earlier build. */
  readonly cached: boolean;
  /** What it made, or found. */
  readonly layer: Layer;
}

/** What a build did. */
export interface Build {
  /** What it made. */
  readonly image: ContainerImage;
  /** Line by line. */
  readonly steps: readonly BuildStep[];
  /** How long it took. */
  readonly seconds: number;
}

/**
 * The layers of a Dockerfile. Each is known by its line, the files that it copies, and the layers below it: a change makes
 * its own layer anew and all above it, and none below.
 * https://docs.docker.com/build/cache/
 */
export function layersOf(dockerfile: readonly Instruction[], platform: Platform): Layer[] {
  const layers: Layer[] = [];
  for (const { line, megabytes, files = '' } of dockerfile) {
    const below = layers.at(-1)?.digest ?? `${platform.os}/${platform.architecture}`;
    layers.push({ digest: digestOf(JSON.stringify([below, line, files])), bytes: megabytes * 1e6 });
  }
  return layers;
}

/** An image of layers; equal layers are equal images. */
export function imageOf(layers: readonly Layer[], platform: Platform): ContainerImage {
  return { digest: digestOf(JSON.stringify([platform, layers])), layers, platform };
}

/** The digest of a text, as registries write it. */
export function digestOf(text: string): string {
  return `sha256:${sha256(utf8(text))}`;
}
