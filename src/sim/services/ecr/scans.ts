import type { Region } from '../../cloud/index.ts';
import { epochSeconds } from '../../cloud/epoch.ts';
import { ecrError } from './errors.ts';
import type { EcrModel, Finding } from './model.ts';
import type { KeptImage, Repository } from './repository.ts';
import type { ImageScanFindings, ImageScanStatus, Model } from './schema.ts';

const DAY = 86_400;

/**
 * Begins a basic scan of an image; what it finds is given by `model.findings`.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-basic.html
 *
 * @throws LimitExceededException for the second one of an image within 24 hours
 */
export function scan(region: Region, model: EcrModel, repository: Repository, image: KeptImage): void {
  const { simulation } = region.world;
  const begun = epochSeconds(simulation);
  if (image.scan && begun - image.scan.begun < DAY)
    throw ecrError(
      'LimitExceededException',
      `The scan quota per image has been exceeded. Wait and try again.`,
    );
  const own: NonNullable<KeptImage['scan']> = { begun, findings: [] };
  image.scan = own;
  simulation.schedule(model.scan, () => {
    const tags = repository.tagsOf(image.digest);
    own.completedAt = new Date(simulation.epochMillis);
    own.findings = model.findings({ digest: image.digest, tags }).map((finding) => ({ ...finding }));
    region.events.put('aws.ecr', 'ECR Image Scan', [repository.arn], () => ({
      'scan-status': 'COMPLETE',
      'repository-name': repository.name,
      'image-digest': image.digest,
      'image-tags': tags,
      'finding-severity-counts': countsOf(own.findings),
    }));
  });
}

/** How far a scan is. */
export function scanStatusOf({ completedAt }: NonNullable<KeptImage['scan']>): Model<ImageScanStatus> {
  if (!completedAt) return { status: 'IN_PROGRESS' };
  return { status: 'COMPLETE', description: 'The scan was completed successfully.' };
}

/** How many findings there are, by severity. */
export function summaryOf({ completedAt, findings }: NonNullable<KeptImage['scan']>) {
  return { imageScanCompletedAt: completedAt!, findingSeverityCounts: countsOf(findings) };
}

/** All that a scan has found. */
export function findingsOf(scan: NonNullable<KeptImage['scan']>): Model<ImageScanFindings> {
  const findings = scan.findings.map((finding) => ({
    name: finding.name,
    severity: finding.severity,
    ...(finding.package !== undefined && {
      attributes: [{ key: 'package_name', value: finding.package }],
    }),
  }));
  return { ...summaryOf(scan), findings };
}

function countsOf(findings: readonly Finding[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { severity } of findings) counts.set(severity, (counts.get(severity) ?? 0) + 1);
  return Object.fromEntries(counts);
}
