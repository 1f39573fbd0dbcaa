import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Json } from '../sim/services/sfn/machine/json.ts';
import type { Shape } from '../sim/services/sfn/machine/mock-schema.ts';
import type { Steps, TaskAnswer } from '../sim/services/sfn/machine/ports.ts';
import { TestStateError, type TestStateRequest } from '../sim/services/sfn/machine/test-state-request.ts';
import { testState, type TestStateResult } from '../sim/services/sfn/machine/test-state.ts';
import { executionInfo, testPorts } from '../testing/states/host.ts';
import { Loop } from '../testing/states/loop.ts';
import { readRows } from './rows.ts';
import { figuresOf, same, short } from './states.ts';

interface Row {
  name: string;
  validated: string | null;
  state?: object;
  stateText?: string;
  request: Omit<TestStateRequest, 'definition'>;
  expected?: { inspectionData?: { result?: unknown }; output?: unknown };
  expectedException?: { message?: string; exception_value?: string };
}

const leftOut: Record<string, string> = {};

/** Of the APIs that the mocks stand for, a few members. */
const shapes: Record<string, Shape> = {
  'events:putEvents': {
    type: 'structure',
    members: {
      FailedEntryCount: { type: 'number' },
      Entries: { type: 'list', member: { type: 'structure', members: { EventId: { type: 'string' } } } },
    },
  },
  'dynamodb:putItem': {
    type: 'structure',
    members: { ConsumedCapacity: { type: 'structure', members: { CapacityUnits: { type: 'number' } } } },
  },
  'aws-sdk:s3:getObject': {
    type: 'structure',
    members: { StorageClass: { type: 'string', enum: ['STANDARD', 'GLACIER'] } },
  },
  'aws-sdk:kms:encrypt': { type: 'structure', members: { CiphertextBlob: { type: 'blob', min: 1 } } },
};

test('TestState answers as AWS does', (context) => {
  const all = readRows<Row>('asl-teststate');
  if (!all) return context.skip();
  const wrong: string[] = [];
  let passed = 0;
  for (const row of all) {
    if (Object.hasOwn(leftOut, short(row.name))) continue;
    const problem = verdict(row);
    if (problem) wrong.push(`${short(row.name)}: ${problem}`);
    else passed++;
  }
  assert.deepEqual(wrong, []);
  assert.equal(`${passed} of ${all.length}`, figuresOf('asl-teststate'));
});

function verdict(row: Row): string | undefined {
  const definition = row.stateText ?? JSON.stringify(row.state);
  const loop = new Loop();
  // Without a mock the state runs a task: what it answered is in the row.
  const { inspectionData, output = null } = row.expected ?? {};
  const recorded = (inspectionData?.result ?? output) as Json;
  const result = typeof recorded === 'string' ? (JSON.parse(recorded) as Json) : recorded;
  const task = function* (): Steps<TaskAnswer> {
    return { output: result };
  };
  const ports = testPorts(loop, [], task);
  let actual: TestStateResult;
  try {
    actual = loop.run(() =>
      testState(
        { ...row.request, definition },
        executionInfo('EXPRESS'),
        ports,
        (service, action) => shapes[`${service}:${action}`],
      ),
    );
  } catch (error) {
    if (!(error instanceof TestStateError)) return (error as Error).stack!.split('\n').slice(0, 3).join(' ');
    const { message, exception_value: value } = row.expectedException ?? {};
    const expected = message ?? value?.replace(/^.*? operation: /, '');
    return expected === error.message ? undefined : `${error.message} instead of ${expected}`;
  }
  return same(row.expected, actual)
    ? undefined
    : `${JSON.stringify(actual)} instead of ${JSON.stringify(row.expected ?? row.expectedException)}`;
}
