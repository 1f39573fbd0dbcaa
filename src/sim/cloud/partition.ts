/** A group of Regions with accounts, domains and ARNs of its own. */
export interface Partition {
  /** As ARNs name it: 'aws-cn'. */
  readonly id: string;
  /** The form of its Regions' codes, those that AWS opens later included. */
  readonly regions: RegExp;
  /** The domain of its endpoints: 'amazonaws.com.cn'. */
  readonly domain: string;
}

/** The partitions, as the AWS SDK's own data has them; a test compares both. Checked on 2026-11-28. */
export const partitions: readonly Partition[] = [
  { id: 'aws', regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/, domain: 'amazonaws.com' },
  { id: 'aws-cn', regions: /^cn-\w+-\d+$/, domain: 'amazonaws.com.cn' },
  { id: 'aws-eusc', regions: /^eusc-(de)-\w+-\d+$/, domain: 'amazonaws.eu' },
  { id: 'aws-iso', regions: /^us-iso-\w+-\d+$/, domain: 'c2s.ic.gov' },
  { id: 'aws-iso-b', regions: /^us-isob-\w+-\d+$/, domain: 'sc2s.sgov.gov' },
  { id: 'aws-iso-e', regions: /^eu-isoe-\w+-\d+$/, domain: 'cloud.adc-e.uk' },
  { id: 'aws-iso-f', regions: /^us-isof-\w+-\d+$/, domain: 'csp.hci.ic.gov' },
  { id: 'aws-us-gov', regions: /^us-gov-\w+-\d+$/, domain: 'amazonaws.com' },
];

/** The partition of a Region, by the form of its code; undefined for text that is no Region code. */
export function partitionOf(region: string): Partition | undefined {
  return partitions.find(({ regions }) => regions.test(region));
}
