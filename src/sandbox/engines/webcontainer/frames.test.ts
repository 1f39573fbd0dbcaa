import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OutOfBounds } from '../bounds.ts';
import { frame, FrameReader } from './frames.ts';

const plain = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\x1b'));

describe('frames', () => {
  test('come back from between whatever else is printed, wherever the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ before: plain, value: fc.jsonValue() })),
        plain,
        fc.array(fc.nat({ max: 300 })),
        (parts, after, cuts) => {
          let stream = parts.map(({ before, value }) => before + frame(value)).join('') + after;
          const reader = new FrameReader();
          const values: unknown[] = [];
          for (const cut of cuts) {
            values.push(...reader.read(stream.slice(0, cut)));
            stream = stream.slice(cut);
          }
          values.push(...reader.read(stream));
          expect(JSON.stringify(values)).toBe(JSON.stringify(parts.map(({ value }) => value)));
          expect(reader.rest).toBe(parts.map(({ before }) => before).join('') + after);
        },
      ),
    );
  });

  test('are of ASCII without control characters inside', () => {
    expect(frame('é\u009c\x1b\x07\n💡').slice(1, -1)).toMatch(/^[\x20-\x7e]*$/);
  });

  test('that hold no JSON are refused', () => {
    expect(() => new FrameReader().read('\x1b]7301;{\x07')).toThrow(SyntaxError);
  });

  test('that never end are refused, and what is beside them is not kept for ever', () => {
    const reader = new FrameReader();
    const chunk = 'x'.repeat(1_000_000);
    for (let i = 0; i < 100; i++) reader.read(chunk);
    expect(reader.rest.length).toBe(10_000);
    reader.read('\x1b]7301;');
    expect(() => {
      for (let i = 0; i < 100; i++) reader.read(chunk);
    }).toThrow(OutOfBounds);
  });
});
