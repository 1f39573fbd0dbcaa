import { expect, expectTypeOf, test } from 'vitest';
import { operationOf, operationsOf, readInput, type Api, type InputOf, type OutputOf } from './api.ts';
import { AwsError, NotModelled } from '../cloud/index.ts';
import { blob, boolean, integer, list, map, notModelled, required, structure, text } from './shape.ts';

/* A service made up: boxes on shelves. */

interface Shelf {
  boxes: string[];
}

const op = operationsOf<Shelf>();
const operations = {
  PutBox: op(
    {
      Label: required(text),
      Count: integer,
      Fragile: boolean,
      Content: blob,
      Tags: map(text),
      Parts: list(structure({ PartName: required(text), AWSId: { ...text, as: 'awsId' } })),
      Colour: notModelled(text, 'colours of boxes'),
    },
    (shelf, { label, count = 1 }) => {
      for (let i = 0; i < count; i++) shelf.boxes.push(label);
      return { BoxCount: shelf.boxes.length };
    },
  ),
  TakeBoxes: op({}, function* (shelf): Generator<number, { Labels: string[] }, never> {
    yield 5;
    return { Labels: shelf.boxes.splice(0) };
  }),
};
const api = {
  title: 'Amazon Shelf',
  serviceId: 'Shelf',
  operations,
  notModelled: ['PaintBox'],
  missing: (parameter) => new RangeError(`no ${parameter}`),
} satisfies Api<Shelf>;

const readPut = (input: object) => readInput(api, 'PutBox', operations.PutBox, input);

test('a request gets the model’s names, at every depth; names in a map are the caller’s', () => {
  const Content = Uint8Array.of(1);
  const input = {
    Label: 'a',
    Count: 2,
    Fragile: false,
    Content,
    Tags: { Mine: 'b', None: undefined },
    Parts: [{ PartName: 'c', AWSId: 'd' }],
  };
  expect(readPut(input)).toEqual({
    label: 'a',
    count: 2,
    fragile: false,
    content: Content,
    tags: { Mine: 'b' },
    parts: [{ partName: 'c', awsId: 'd' }],
  });
});

test('what is undefined or null is not there; digits pass for a number', () => {
  expect(readPut({ Label: 'a', Count: undefined, Fragile: null, Colour: undefined })).toEqual({ label: 'a' });
  expect(readPut({ Label: 'a', Count: '12' })).toEqual({ label: 'a', count: 12 });
  expect(readPut({ Label: 'a', Count: '-12' })).toEqual({ label: 'a', count: -12 });
  expect(() => readPut({ Label: 'a', Count: 1.5 })).toThrow(
    'NUMBER_VALUE can not be converted to an Integer',
  );
});

test('later changes of what was passed do not reach the service', () => {
  const Tags: Record<string, string> = { a: '1' };
  const given = readPut({ Label: 'a', Tags });
  Tags.a = '2';
  expect(given.tags).toEqual({ a: '1' });
});

test.each([
  [{}, new RangeError('no Label')],
  [{ Label: undefined }, new RangeError('no Label')],
  [{ Label: 'a', Parts: [{}] }, new RangeError('no PartName')],
  [
    { Label: 'a', Paint: 'red' },
    new TypeError(
      `PutBox has no parameter Paint there; it knows Label, Count, Fragile, Content, Tags, Parts, Colour.`,
    ),
  ],
  [
    { Label: 'a', Parts: [{ PartName: 'b', Paint: 'red' }] },
    /no parameter Paint there; it knows PartName, AWSId/,
  ],
  [{ Label: 'a', toString: 'b' }, /no parameter toString/],
  [{ Label: 'a', Colour: 'red' }, new NotModelled('Amazon Shelf', 'colours of boxes')],
])('%j is refused', (input, error) => {
  expect(() => readPut(input)).toThrow(error);
});

test.each([
  [{ Label: 1 }, 'NUMBER_VALUE can not be converted to a String'],
  [{ Label: { a: 1 } }, 'START_OBJECT can not be converted to a String'],
  [{ Label: 'a', Count: 'b' }, 'STRING_VALUE can not be converted to an Integer'],
  [{ Label: 'a', Count: '' }, 'STRING_VALUE can not be converted to an Integer'],
  [{ Label: 'a', Count: '7 boxes' }, 'STRING_VALUE can not be converted to an Integer'],
  [{ Label: 'a', Count: 'box 7' }, 'STRING_VALUE can not be converted to an Integer'],
  [{ Label: 'a', Count: ['7'] }, 'START_ARRAY can not be converted to an Integer'],
  [{ Label: 'a', Fragile: 'true' }, 'STRING_VALUE can not be converted to an Boolean'],
  [{ Label: 'a', Content: 5 }, 'NUMBER_VALUE can not be converted to a Blob'],
  [{ Label: 'a', Tags: ['b'] }, 'START_ARRAY can not be converted to a Map'],
  [{ Label: 'a', Parts: { a: 1 } }, 'START_OBJECT can not be converted to a List'],
  [{ Label: 'a', Parts: [true] }, 'TRUE_VALUE can not be converted to a Structure'],
  [{ Label: 'a', Parts: [false] }, 'FALSE_VALUE can not be converted to a Structure'],
])('%j is of the wrong type', (input, message) => {
  expect(() => readPut(input)).toThrow(AwsError);
  expect(() => readPut(input)).toThrow(expect.objectContaining({ name: 'SerializationException', message }));
});

test('operations are found by name', () => {
  expect(operationOf(api, 'PutBox')).toBe(operations.PutBox);
  expect(() => operationOf(api, 'PaintBox')).toThrow(new NotModelled('Amazon Shelf', 'PaintBox'));
  const unknown = operationOf(api, 'toString');
  expect(readInput(api, 'toString', unknown, { Whatever: 1 })).toEqual({});
  expect(() => unknown.run({ boxes: [] }, {})).toThrow(
    expect.objectContaining({
      name: 'UnknownOperationException',
      message: 'Amazon Shelf has no operation toString.',
      $service: 'Shelf',
      $fault: 'client',
      $metadata: expect.objectContaining({ httpStatusCode: 400 }),
    }),
  );
});

test('an operation without parameters knows none', () => {
  expect(() => readInput(api, 'TakeBoxes', operations.TakeBoxes, { Label: 'a' })).toThrow(
    'TakeBoxes has no parameter Label there; it knows none.',
  );
});

test('a list that holds nothing where a structure should be is of the wrong type', () => {
  expect(() => readPut({ Label: 'a', Parts: [null] })).toThrow(
    expect.objectContaining({
      name: 'SerializationException',
      $metadata: expect.objectContaining({ httpStatusCode: 400 }),
    }),
  );
});

test('a table is the type of what goes in and comes out', () => {
  type Put = InputOf<typeof operations.PutBox>;
  expectTypeOf<Put['Label']>().toEqualTypeOf<string>();
  expectTypeOf<Put['Count']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<Put['Content']>().toEqualTypeOf<Uint8Array | undefined>();
  expectTypeOf<Put['Tags']>().toEqualTypeOf<Readonly<Record<string, string>> | undefined>();
  expectTypeOf<NonNullable<Put['Parts']>[number]>().toEqualTypeOf<{
    readonly PartName: string;
    readonly AWSId?: string;
  }>();
  expectTypeOf<OutputOf<typeof operations.PutBox>>().toEqualTypeOf<{ BoxCount: number }>();
  expectTypeOf<OutputOf<typeof operations.TakeBoxes>>().toEqualTypeOf<{ Labels: string[] }>();
});
