/** A group of Regions with accounts, domains and ARNs of its own. */
export interface Partition {
  /** As ARNs name it: 'aws-cn'. */
  readonly id: string;
  /** The form of its Regions' codes, those that AWS opens later included. */
  readonly regions: RegExp;
  /** The domain of its endpoints: 'amazonaws.com.cn'. */
  readonly domain: string;
  /** Where its global services are asked. */
  readonly globalRegion: string;
}

/** The partitions, as the AWS SDK's own data has them; a test compares both. Checked on 2026-11-28. */
export const partitions: readonly Partition[] = [
  {
    id: 'aws',
    regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
    domain: 'amazonaws.com',
    globalRegion: 'us-east-1',
  },
  { id: 'aws-cn', regions: /^cn-\w+-\d+$/, domain: 'amazonaws.com.cn', globalRegion: 'cn-northwest-1' },
  { id: 'aws-eusc', regions: /^eusc-(de)-\w+-\d+$/, domain: 'amazonaws.eu', globalRegion: 'eusc-de-east-1' },
  { id: 'aws-iso', regions: /^us-iso-\w+-\d+$/, domain: 'c2s.ic.gov', globalRegion: 'us-iso-east-1' },
  { id: 'aws-iso-b', regions: /^us-isob-\w+-\d+$/, domain: 'sc2s.sgov.gov', globalRegion: 'us-isob-east-1' },
  { id: 'aws-iso-e', regions: /^eu-isoe-\w+-\d+$/, domain: 'cloud.adc-e.uk', globalRegion: 'eu-isoe-west-1' },
  {
    id: 'aws-iso-f',
    regions: /^us-isof-\w+-\d+$/,
    domain: 'csp.hci.ic.gov',
    globalRegion: 'us-isof-south-1',
  },
  { id: 'aws-us-gov', regions: /^us-gov-\w+-\d+$/, domain: 'amazonaws.com', globalRegion: 'us-gov-west-1' },
];

/** The partition of a Region, by the form of its code; undefined for text that is no Region code. */
export function partitionOf(region: string): Partition | undefined {
  return partitions.find(({ regions }) => regions.test(region));
}
