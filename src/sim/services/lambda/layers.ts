import { sha256, utf8 } from '../../cloud/digest/index.ts';
import { base64 } from './base64.ts';
import { invalidParameter, notFound, violates } from './errors.ts';
import type { Account } from './function.ts';
import type { LayerVersion } from './layer-version.ts';
import { Part } from './part.ts';
import type { Input, Output } from './schema.ts';

/** Layers: stored, and checked where functions name them; what is in them runs nowhere. */
export class Layers extends Part {
  publishLayerVersion(input: Input<'PublishLayerVersion'>): Output<'PublishLayerVersion'> {
    const { description = '', compatibleArchitectures, compatibleRuntimes, licenseInfo, content } = input;
    const name = input.layerName.split(':').at(-1)!;
    const layerArn = this.region.arn('lambda', `layer:${name}`);
    const versions = this.account.layers.get(name) ?? [];
    const version = (versions.at(-1)?.version ?? 0) + 1;
    const text = content.zipFile
      ? content.zipFile.subarray(0, 4096).join()
      : `${content.s3Bucket}/${content.s3Key}`;
    const made: LayerVersion = {
      content: {
        location: `https://awslambda-${this.region.name}-layers.s3.${this.region.name}.${this.region.domain}/${name}-${version}`,
        codeSha256: base64(sha256(utf8(text))),
        codeSize: content.zipFile?.length ?? 0,
      },
      layerArn,
      layerVersionArn: `${layerArn}:${version}`,
      description,
      createdDate: this.date.toISOString().replace('Z', '+0000'),
      version,
      ...(compatibleArchitectures && { compatibleArchitectures }),
      ...(compatibleRuntimes && { compatibleRuntimes }),
      ...(licenseInfo !== undefined && { licenseInfo }),
    };
    this.account.layers.set(name, [...versions, made]);
    return made;
  }

  getLayerVersion({ layerName, versionNumber }: Input<'GetLayerVersion'>): Output<'GetLayerVersion'> {
    const name = layerName.split(':').at(-1)!;
    const found = this.account.layers.get(name)?.find(({ version }) => version === versionNumber);
    if (!found) throw notFound('The resource you requested does not exist.');
    return found;
  }

  deleteLayerVersion({
    layerName,
    versionNumber,
  }: Input<'DeleteLayerVersion'>): Output<'DeleteLayerVersion'> {
    const name = layerName.split(':').at(-1)!;
    const left = this.account.layers.get(name)?.filter(({ version }) => version !== versionNumber);
    if (left) this.account.layers.set(name, left);
    return {};
  }

  listLayerVersions(input: Input<'ListLayerVersions'>): Output<'ListLayerVersions'> {
    const all = this.account.layers.get(input.layerName.split(':').at(-1)!) ?? [];
    const { page, nextMarker } = this.page([...all].reverse().map(summary), input);
    return { layerVersions: page, ...(nextMarker !== undefined && { nextMarker }) };
  }

  listLayers(input: Input<'ListLayers'> = {}): Output<'ListLayers'> {
    const all = [...this.account.layers].flatMap(([layerName, versions]) => {
      const last = versions.at(-1);
      return last ? [{ layerName, layerArn: last.layerArn!, latestMatchingVersion: summary(last) }] : [];
    });
    const { page, nextMarker } = this.page(all, input);
    return { layers: page, ...(nextMarker !== undefined && { nextMarker }) };
  }
}

function summary({ content: _, layerArn: __, ...rest }: LayerVersion) {
  return rest;
}

const LAYER =
  '(arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+)';

/** The layers that a function names, found. @throws InvalidParameterValueException */
export function layersOf(account: Account, arns: readonly string[]): { arn: string; codeSize: number }[] {
  const named = new Map<string, string>();
  for (const arn of arns)
    if (!new RegExp(`^(?:${LAYER})$`).test(arn))
      throw violates('layers', `[${arns.join(', ')}]`, `Member must satisfy constraint: [Member must have length less than or equal to 2048, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: ${LAYER}, Member must not be null]`); // prettier-ignore
  return arns.map((arn) => {
    const parts = arn.split(':');
    const [region, , , name, version] = parts.slice(3) as [string, string, string, string, string];
    if (region !== account.region.name)
      throw invalidParameter(
        `Layers are not in the same region as the function. Layers are expected to be in region ${account.region.name}.`,
      );
    const layer = parts.slice(0, -1).join(':');
    const other = named.get(layer);
    if (other !== undefined)
      throw invalidParameter(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${other} and ${arn} are versions of the same layer.`,
      );
    named.set(layer, arn);
    const found = account.layers.get(name)?.find((one) => String(one.version) === version);
    if (!found) throw invalidParameter(`Layer version ${arn} does not exist.`);
    return { arn, codeSize: found.content?.codeSize ?? 0 };
  });
}
