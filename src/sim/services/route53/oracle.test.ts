import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';

/*
 * What AWS answered, as recorded: two conversations, about reusable delegation sets and about deleting a hosted zone. They
 * are stated here; where the recordings lie beside the project, the test sees that there are no others.
 */
const RECORDED = '../shared/oracles/transcripts-route53.jsonl';

test('the recordings are those that are stated here', () => {
  if (!existsSync(RECORDED)) return;
  const rows = readFileSync(RECORDED, 'utf8').trim().split('\n');
  const names = rows.map((row) => (JSON.parse(row) as { name: string }).name.split('::').at(-1));
  expect(names).toEqual(['test_reusable_delegation_sets', 'test_delete_hosted_zone']);
});

test('reusable delegation sets come and go', () => {
  const { route53 } = new Cloud();
  const before = route53.listReusableDelegationSets().delegationSets.length;
  const [one, two] = ['c-1', 'c-2'].map((callerReference) =>
    route53.createReusableDelegationSet({ callerReference }),
  );
  const id = one!.delegationSet.id!;
  expect(route53.getReusableDelegationSet({ id }).delegationSet.id).toBe(id);
  expect(route53.listReusableDelegationSets().delegationSets).toHaveLength(before + 2);
  for (const { delegationSet } of [one!, two!])
    route53.deleteReusableDelegationSet({ id: delegationSet.id! });
  expect(() => route53.getReusableDelegationSet({ id })).toThrow(
    expect.objectContaining({ name: 'NoSuchDelegationSet' }),
  );
});

test('a hosted zone that is not there, and one that is', () => {
  const { route53 } = new Cloud();
  const { hostedZone } = route53.createHostedZone({ name: 'zone-1.com', callerReference: 'r' });
  const wrong = `${hostedZone.id}asdf1234`;
  expect(() => route53.deleteHostedZone({ id: wrong })).toThrow(
    expect.objectContaining({
      name: 'NoSuchHostedZone',
      message: `No hosted zone found with ID: ${wrong.split('/').at(-1)!}`,
      $fault: 'client',
      $metadata: expect.objectContaining({ httpStatusCode: 404 }) as object,
    }),
  );
  expect(route53.deleteHostedZone({ id: hostedZone.id }).changeInfo).toMatchObject({
    id: expect.stringMatching(/^\/change\//) as string,
    status: 'PENDING',
    submittedAt: expect.any(Date) as Date,
  });
});
