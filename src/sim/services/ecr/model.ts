/** What a scan finds in an image: a known vulnerability. */
export interface Finding {
  /** 'CVE-2026-0001'. */
  readonly name: string;
  /** How bad it is. */
  readonly severity: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFORMATIONAL' | 'UNDEFINED';
  /** The package that has it. */
  readonly package?: string;
}

/** What AWS does not tell about ECR, or what depends on the world outside, as parameters: `cloud.ecr.model`. */
export interface EcrModel {
  /** Seconds between two evaluations of a lifecycle policy. AWS acts within 24 hours. Default: 24 hours. */
  lifecycleEvery: number;
  /** Seconds that a preview of a lifecycle policy takes. Default 5. */
  preview: number;
  /** Seconds that a basic scan takes. Default 30. */
  scan: number;
  /** What a scan finds, by the digest of the image and its tags. Default: nothing. */
  findings: (image: { readonly digest: string; readonly tags: readonly string[] }) => readonly Finding[];
}

/** What applies where nothing is set. */
export const defaultModel = (): EcrModel => ({
  lifecycleEvery: 86_400,
  preview: 5,
  scan: 30,
  findings: () => [],
});
