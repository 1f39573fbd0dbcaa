import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Cloud, days, hours, minutes, NotModelled } from '../../index.ts';
import type { Fields } from './index.ts';

type Input = Parameters<Cloud['appflow']['createFlow']>[0];
const ALL: Input['tasks'][number] = { taskType: 'Map_all', sourceFields: [] };
const salesforce = (operator: string) =>
  ({ salesforce: operator }) as Input['tasks'][number]['connectorOperator'];

function open(): Cloud {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  const connectorProfileConfig = (name: 'salesforce' | 'redshift') => ({
    connectorProfileProperties:
      name === 'salesforce' ? { salesforce: {} } : { redshift: { bucketName: 'b', roleArn: 'arn' } },
  });
  for (const [connectorType, key] of [
    ['Salesforce', 'salesforce'],
    ['Redshift', 'redshift'],
  ] as const)
    // prettier-ignore
    cloud.appflow.createConnectorProfile({
      ...{ connectorProfileName: key, connectorType, connectionMode: 'Public' },
      connectorProfileConfig: connectorProfileConfig(key),
    });
  return cloud;
}

function flow(cloud: Cloud, more: Partial<Input> = {}): void {
  cloud.appflow.createFlow({
    flowName: 'flow',
    triggerConfig: { triggerType: 'OnDemand' },
    sourceFlowConfig: {
      ...{ connectorType: 'Salesforce', connectorProfileName: 'salesforce' },
      sourceConnectorProperties: { salesforce: { object: 'Account' } },
    },
    destinationFlowConfigList: [
      {
        ...{ connectorType: 'Redshift', connectorProfileName: 'redshift' },
        destinationConnectorProperties: { redshift: { object: 'accounts', intermediateBucketName: 'b' } },
      },
    ],
    tasks: [ALL],
    ...more,
  });
}

const scheduled = (scheduleExpression: string, more = {}) =>
  ({ triggerType: 'Scheduled', triggerProperties: { scheduled: { scheduleExpression, ...more } } }) as const;
const source = (cloud: Cloud) => cloud.appflow.application('Salesforce', 'salesforce');
const arrived = (cloud: Cloud) =>
  cloud.appflow.application('Redshift', 'redshift').records('accounts').map(({ fields }) => fields); // prettier-ignore
const runs = (cloud: Cloud) =>
  cloud.appflow.describeFlowExecutionRecords({ flowName: 'flow' }).flowExecutions!.reverse();

describe('what happens on the way', () => {
  const record: Fields = { id: 7, name: 'Ada Lovelace', card: '4111222233334444', city: null };
  test.each<[string, Input['tasks'], Fields | undefined]>([
    ['everything', [ALL], record],
    [
      'all but one',
      [{ ...ALL, taskProperties: { EXCLUDE_SOURCE_FIELDS_LIST: 'card' } }],
      { id: 7, name: 'Ada Lovelace', city: null },
    ],
    [
      'one field under another name',
      [{ taskType: 'Map', sourceFields: ['id'], destinationField: 'number' }],
      { number: 7 },
    ],
    [
      'two fields in one',
      [
        {
          taskType: 'Merge',
          sourceFields: ['id', 'name'],
          destinationField: 'who',
          taskProperties: { CONCAT_FORMAT: '${id}: ${name}' },
        },
      ],
      { who: '7: Ada Lovelace' },
    ],
    [
      'what is projected',
      [ALL, { taskType: 'Filter', sourceFields: ['id'], connectorOperator: salesforce('PROJECTION') }],
      { id: 7 },
    ],
    [
      'a mask but for the end',
      [
        { taskType: 'Map', sourceFields: ['card'] },
        {
          taskType: 'Mask',
          sourceFields: ['card'],
          connectorOperator: salesforce('MASK_FIRST_N'),
          taskProperties: { MASK_LENGTH: '12' },
        },
      ],
      { card: '************4444' },
    ],
    [
      'a mask of the end',
      [
        { taskType: 'Map', sourceFields: ['name'] },
        {
          taskType: 'Mask',
          sourceFields: ['name'],
          connectorOperator: salesforce('MASK_LAST_N'),
          taskProperties: { MASK_LENGTH: '8', MASK_VALUE: '#' },
        },
      ],
      { name: 'Ada ########' },
    ],
    [
      'a mask of all',
      [
        { taskType: 'Map', sourceFields: ['name'] },
        { taskType: 'Mask', sourceFields: ['name'], connectorOperator: salesforce('MASK_ALL') },
      ],
      { name: '************' },
    ],
    [
      'a shorter text',
      [
        { taskType: 'Map', sourceFields: ['name'] },
        { taskType: 'Truncate', sourceFields: ['name'], taskProperties: { TRUNCATE_LENGTH: '3' } },
      ],
      { name: 'Ada' },
    ],
    [
      'nothing: a filter',
      [
        ALL,
        {
          taskType: 'Filter',
          sourceFields: ['id'],
          connectorOperator: salesforce('GREATER_THAN'),
          taskProperties: { VALUE: '7' },
        },
      ],
      undefined,
    ],
    [
      'what passes a filter',
      [
        ALL,
        {
          taskType: 'Filter',
          sourceFields: ['id'],
          connectorOperator: salesforce('BETWEEN'),
          taskProperties: { LOWER_BOUND: '1', UPPER_BOUND: '7' },
        },
      ],
      record,
    ],
    [
      'one of several values',
      [
        ALL,
        {
          taskType: 'Filter',
          sourceFields: ['id'],
          connectorOperator: salesforce('EQUAL_TO'),
          taskProperties: { VALUES: '1, 7' },
        },
      ],
      record,
    ],
    [
      'nothing: a validation',
      [
        ALL,
        {
          taskType: 'Validate',
          sourceFields: ['city'],
          connectorOperator: salesforce('VALIDATE_NON_NULL'),
          taskProperties: { VALIDATION_ACTION: 'DropRecord' },
        },
      ],
      undefined,
    ],
    [
      'what is valid',
      [
        ALL,
        { taskType: 'Validate', sourceFields: ['id'], connectorOperator: salesforce('VALIDATE_NON_ZERO') },
      ],
      record,
    ],
  ])('%s', async (_, tasks, expected) => {
    const cloud = open();
    source(cloud).insert('Account', record);
    flow(cloud, { tasks });
    cloud.appflow.startFlow({ flowName: 'flow' });
    await cloud.run(10);
    expect(arrived(cloud)).toEqual(expected ? [expected] : []);
    expect(runs(cloud)).toMatchObject([
      { executionStatus: 'Successful', executionResult: { recordsProcessed: 1 } },
    ]);
  });

  test('a validation can end the run: then nothing is written', async () => {
    const cloud = open();
    source(cloud).insert('Account', { id: 1 });
    source(cloud).insert('Account', { id: -1 });
    const taskProperties = { VALIDATION_ACTION: 'TerminateFlow' };
    const validate: Input['tasks'][number] = { taskType: 'Validate', sourceFields: ['id'], taskProperties };
    flow(cloud, { tasks: [ALL, { ...validate, connectorOperator: salesforce('VALIDATE_NON_NEGATIVE') }] });
    cloud.appflow.startFlow({ flowName: 'flow' });
    await cloud.run(10);
    expect(arrived(cloud)).toEqual([]);
    expect(runs(cloud)[0]).toMatchObject({
      executionStatus: 'Error',
      executionResult: {
        errorInfo: { executionMessage: expect.stringContaining('id is not valid') as string },
      },
    });
  });
});

describe('when it runs', () => {
  test('on a schedule an incremental flow moves each change once, a complete one everything each time', async () => {
    for (const [dataPullMode, expected] of [
      ['Incremental', [1, 1, 1]],
      ['Complete', [1, 2, 3]],
    ] as const) {
      // prettier-ignore
      const cloud = open();
      flow(cloud, { triggerConfig: scheduled('rate(1hours)', { dataPullMode }) });
      cloud.appflow.startFlow({ flowName: 'flow' });
      for (let id = 1; id <= 3; id++) {
        await cloud.run(minutes(30));
        source(cloud).insert('Account', { id });
        await cloud.run(minutes(30));
      }
      await cloud.run(10);
      expect(
        runs(cloud)
          .map(({ executionResult }) => executionResult!.recordsProcessed)
          .slice(-3),
      ).toEqual(expected);
    }
  });

  test('the first incremental run reads 30 days', async () => {
    const cloud = open();
    source(cloud).insert('Account', { id: 'old' });
    await cloud.run(days(31));
    source(cloud).insert('Account', { id: 'new' });
    flow(cloud, { triggerConfig: scheduled('rate(1days)') });
    cloud.appflow.startFlow({ flowName: 'flow' });
    await cloud.run(days(2));
    expect(arrived(cloud)).toEqual([{ id: 'new' }]);
  });

  test('on an event: each change, once the flow is active', async () => {
    const cloud = open();
    flow(cloud, { triggerConfig: { triggerType: 'Event' } });
    source(cloud).insert('Account', { id: 1 });
    expect(cloud.appflow.describeFlow({ flowName: 'flow' }).flowStatus).toBe('Draft');
    cloud.appflow.startFlow({ flowName: 'flow' });
    source(cloud).insert('Account', { id: 2 });
    source(cloud).insert('Lead', { id: 3 });
    source(cloud).update('Account', 'id', 1, { name: 'x' });
    await cloud.run(10);
    expect(arrived(cloud)).toEqual([{ id: 2 }, { id: 1, name: 'x' }]);
    cloud.appflow.stopFlow({ flowName: 'flow' });
    source(cloud).insert('Account', { id: 4 });
    await cloud.run(10);
    expect(arrived(cloud)).toHaveLength(2);
  });

  test('whichever runs fail, an incremental flow moves every change, and each once', async () => {
    const broken = fc.uniqueArray(fc.nat(20), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(broken, async (hoursDown) => {
        const cloud = open();
        flow(cloud, { triggerConfig: scheduled('rate(1hours)') });
        cloud.appflow.startFlow({ flowName: 'flow' });
        for (let id = 0; id < 20; id++) {
          source(cloud).insert('Account', { id });
          source(cloud).fail(hoursDown.includes(id) ? 'down' : undefined);
          await cloud.run(hours(1));
        }
        source(cloud).fail(undefined);
        await cloud.run(hours(2));
        expect(arrived(cloud).map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, id) => id));
      }),
      { numRuns: 20 },
    );
  });

  test('too many failures in a row suspend it', async () => {
    const cloud = open();
    flow(cloud, { triggerConfig: scheduled('rate(1hours)', { flowErrorDeactivationThreshold: 2 }) });
    source(cloud).fail('down');
    cloud.appflow.startFlow({ flowName: 'flow' });
    await cloud.run(hours(9));
    expect(runs(cloud)).toHaveLength(2);
    expect(cloud.appflow.describeFlow({ flowName: 'flow' }).flowStatus).toBe('Suspended');
  });
});

test('records land in S3 as lines of JSON, one object a run', async () => {
  const cloud = open();
  cloud.s3.createBucket({ bucket: 'lake' });
  for (const id of [1, 2]) source(cloud).insert('Account', { id });
  const destination = { connectorType: 'S3', destinationConnectorProperties: { s3: { bucketName: 'lake', bucketPrefix: 'sales' } } } as const; // prettier-ignore
  flow(cloud, { destinationFlowConfigList: [destination] });
  const { executionId } = cloud.appflow.startFlow({ flowName: 'flow' });
  await cloud.run(10);
  const { body } = cloud.s3.getObject({ bucket: 'lake', key: `sales/flow/${executionId}` });
  expect(new TextDecoder().decode(body)).toBe('{"id":1}\n{"id":2}\n');
});

describe('what is refused', () => {
  const from = (connectorType: string, key: string) => ({ sourceFlowConfig: { connectorType, connectorProfileName: 'salesforce', sourceConnectorProperties: { [key]: { object: 'x' } } } }) as unknown as Partial<Input>; // prettier-ignore
  test.each<[string, Partial<Input>, string | typeof NotModelled]>([
    ['a source that is none', from('Redshift', 'salesforce'), 'for Redshift does not exist'],
    ['a profile of another application', from('Slack', 'salesforce'), 'for Slack does not exist'],
    ['no map', { tasks: [] }, 'maps one field'],
    ['a schedule of half a minute', { triggerConfig: scheduled('rate(0minutes)') }, 'Invalid schedule'],
    ['arithmetic', { tasks: [{ taskType: 'Arithmetic', sourceFields: ['a', 'b'] }] }, NotModelled],
    [
      'a mask without a length',
      {
        tasks: [ALL, { taskType: 'Mask', sourceFields: ['a'], connectorOperator: salesforce('MASK_LAST_N') }],
      },
      'MASK_LENGTH',
    ],
  ])('%s', (_, more, why) => {
    expect(() => flow(open(), more)).toThrow(why as string);
  });

  test('a profile that a flow uses, a flow that is active, a flow that is there, or is not', () => {
    const cloud = open();
    flow(cloud, { triggerConfig: scheduled('rate(1hours)') });
    expect(() => cloud.appflow.deleteConnectorProfile({ connectorProfileName: 'salesforce' })).toThrow(
      'Flows use',
    );
    expect(() => flow(cloud)).toThrow('already exists');
    cloud.appflow.startFlow({ flowName: 'flow' });
    expect(() => cloud.appflow.deleteFlow({ flowName: 'flow' })).toThrow('is active');
    expect(() => cloud.appflow.startFlow({ flowName: 'none' })).toThrow('does not exist');
    cloud.appflow.deleteFlow({ flowName: 'flow', forceDelete: true });
    expect(cloud.appflow.listFlows().flows).toEqual([]);
  });
});
