import { sha256 } from '../../cloud/digest/index.ts';
import { ecrError } from './errors.ts';
import { ecrLimits as limits } from './limits.ts';
import type { Repository } from './repository.ts';
import type { Input } from './schema.ts';

interface Upload {
  readonly repository: Repository;
  readonly parts: Uint8Array[];
  received: number;
}

/** Layers on their way, part by part. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_InitiateLayerUpload.html */
export class Uploads {
  readonly #all = new Map<string, Upload>();

  /** Begins one. */
  begin(uploadId: string, repository: Repository): void {
    this.#all.set(uploadId, { repository, parts: [], received: 0 });
  }

  /** Takes a part; answers the last byte that is there. @throws InvalidLayerPartException for another than the next one */
  add({ uploadId, partFirstByte, partLastByte, layerPartBlob }: Input<'UploadLayerPart'>, repository: Repository): number {
    const upload = this.#get(uploadId, repository);
    const whole = partLastByte - partFirstByte + 1 === layerPartBlob.length;
    if (upload.parts.length >= limits.layerParts.max) throw ecrError('LimitExceededException', `A layer has ${limits.layerParts.max} parts at most.`);
    if (partFirstByte !== upload.received || !whole || layerPartBlob.length > limits.layerPart.max) throw ecrError('InvalidLayerPartException', `Invalid layer part: the last valid byte received is ${upload.received - 1}.`);
    upload.parts.push(layerPartBlob.slice());
    upload.received += layerPartBlob.length;
    return upload.received - 1;
  } // prettier-ignore

  /** Ends one: the layer is kept, if its digest is the one that was promised. */
  complete(uploadId: string, digests: readonly string[], repository: Repository): string {
    const { parts, received } = this.#get(uploadId, repository);
    if (received === 0) throw ecrError('EmptyUploadException', 'The layer upload contains no parts.');
    if (parts.slice(0, -1).some(({ length }) => length < limits.layerPart.min)) throw ecrError('LayerPartTooSmallException', 'Layer parts must be at least 5 MiB in size.');
    const bytes = new Uint8Array(received);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    const digest = `sha256:${sha256(bytes)}`;
    if (!digests.includes(digest)) throw ecrError('InvalidLayerException', `The layer digest calculation does not match: '${digest}'.`);
    if (repository.hasLayer(digest)) throw ecrError('LayerAlreadyExistsException', `Layer with digest '${digest}' already exists.`);
    this.#all.delete(uploadId);
    repository.layers.add(digest, received, received < 65_536 ? new TextDecoder().decode(bytes) : undefined);
    return digest;
  } // prettier-ignore

  #get(uploadId: string, repository: Repository): Upload {
    const upload = this.#all.get(uploadId);
    if (upload?.repository === repository) return upload;
    throw ecrError('UploadNotFoundException', `Upload with id '${uploadId}' could not be found.`);
  }
}
