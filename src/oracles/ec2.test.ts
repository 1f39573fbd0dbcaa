import { Cloud, type Reply } from 'desired-capacity';
import { zonesOf } from 'desired-capacity/ec2';
import { describe, expect, test } from 'vitest';
import { play, type Stage } from './player.ts';
import { readTranscripts, shortName, type Expectation, type Transcript } from './transcript.ts';

type Params = Record<string, unknown>;

/** Conversations that are left out, and why. */
const leftOut: Record<string, string> = {
  test_describe_vpn_gateways_filter_by_vpc: 'virtual private gateways are not modelled',
};

/** What the recorder lost of a row: the random part of an endpoint's DNS name. */
const mends: Record<string, (row: Transcript) => void> = {
  test_vpc_endpoint_dns_names: (row) => {
    const text = JSON.stringify(row.expectations.filter(({ key }) => key !== 'dns-suffix'));
    row.expectations.splice(0, row.expectations.length);
    row.expectations.push(
      ...(JSON.parse(
        text.replace('<vpc-endpoint-id:1>-<dns-', 'vpce-<dns-id:1>-<dns-').replace('<datetime>', 'timestamp'),
      ) as Expectation[]),
    );
  },
};

/** An account that has the names for the zones of us-east-1 that the recording's account had: `use1-az1` is its b. */
const ACCOUNT = Array.from({ length: 1000 }, (_, i) => String(100_000_000_000 + i)).find((account) =>
  zonesOf('us-east-1', account).some(({ name, id }) => name === 'us-east-1b' && id === 'use1-az1'),
)!;

function stage(): Stage {
  const cloud = new Cloud({ account: ACCOUNT });
  const send = (operation: string, params: Params) =>
    (cloud.send.bind(cloud) as unknown as (s: string, o: string, p: object) => Reply<Params>)(
      'ec2',
      operation,
      params,
    );
  return {
    call: (_client, operation, params) => send(operation, params),
    sleep: (seconds) => cloud.run(seconds),
    arnOf: (id) => id,
    fixtures: {
      create_vpc: (_args, { cidr_block, tag_specifications }) =>
        send('CreateVpc', {
          CidrBlock: cidr_block,
          ...(tag_specifications !== undefined && { TagSpecifications: tag_specifications }),
        }),
      async ec2_create_security_group(_args, { ports, ...params }) {
        const answer = await send('CreateSecurityGroup', params);
        for (const port of ports as number[])
          await send('AuthorizeSecurityGroupIngress', { GroupId: answer.GroupId, IpProtocol: 'tcp', FromPort: port, ToPort: port, CidrIp: '0.0.0.0/0' }); // prettier-ignore
        return answer;
      },
      async ec2_create_vpc_endpoint(_args, params) {
        const { VpcEndpoint } = (await send('CreateVpcEndpoint', params)) as {
          VpcEndpoint: { VpcEndpointId: string };
        };
        const { VpcEndpoints } = await send('DescribeVpcEndpoints', {
          VpcEndpointIds: [VpcEndpoint.VpcEndpointId],
        });
        return (VpcEndpoints as unknown[])[0];
      },
    },
  };
}

const rows = readTranscripts('transcripts-ec2');

describe.skipIf(!rows)('what EC2 answered', () => {
  test('every conversation is played, or left out for a reason', () => {
    const names = rows!.map(shortName);
    expect(Object.keys(leftOut).filter((name) => !names.includes(name))).toEqual([]);
    expect(names).toHaveLength(4);
  });

  test.each(
    (rows ?? [])
      .filter((row) => leftOut[shortName(row)] === undefined)
      .map((row) => [shortName(row), row] as const),
  )('%s', async (name, row) => {
    mends[name]?.(row);
    await play(row, stage());
  });
});
