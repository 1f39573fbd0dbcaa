/**
 * A plot's numbers as a page carries them: exact, and light once it is compressed. Whole numbers, as places in time and
 * counts are, are written as steps from one to the next, which repeat where the numbers do not.
 */

/** A value a row; null where a series has none. */
export type Column = (number | null)[];

/** Steps stand in an array of their own, so that they are told from plain values. */
type Packed = Column | [steps: Column];

/** Beyond, a step between two is not exact any more. */
const WHOLE = 2 ** 52;

const isWhole = (value: number | null): boolean =>
  value === null || (Number.isInteger(value) && Math.abs(value) <= WHOLE);

function pack(column: Column): Packed {
  if (!column.every(isWhole)) return column;
  let before = 0;
  const steps = column.map((value) => {
    if (value === null) return null;
    const step = value - before;
    before = value;
    return step;
  });
  return [steps];
}

function unpack(packed: Packed): Column {
  const [steps] = packed;
  if (!Array.isArray(steps)) return packed as Column;
  let before = 0;
  return steps.map((step) => (step === null ? null : (before += step)));
}

/** Columns as text without quotes, fit for an attribute. */
export const packColumns = (columns: Column[]): string => JSON.stringify(columns.map(pack));

/** What `packColumns` packed. */
export const unpackColumns = (text: string): Column[] => (JSON.parse(text) as Packed[]).map(unpack);
