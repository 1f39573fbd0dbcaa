import { check, table } from 'desired-capacity';
import { matches } from './matches.ts';

const countries = [
  { country: 'DE' },
  { country: 'US' },
  { country: ['US', 'DE'] },
  { country: '' },
  { country: null },
  {},
];
const conditions = {
  US: ['US'],
  'anything but US': [{ 'anything-but': 'US' }],
  'it exists': [{ exists: true }],
  'it is missing': [{ exists: false }],
  'not US, or missing': [{ 'anything-but': 'US' }, { exists: false }],
};

// #region the table and the checks
const rows = countries.map((detail) => {
  const verdicts = Object.entries(conditions).map(([name, country]) => [
    name,
    matches({ detail: { country } }, detail) ? 'yes' : 'no',
  ]);
  return {
    detail: JSON.stringify(detail),
    ...(Object.fromEntries(verdicts) as Record<
      keyof typeof conditions,
      'yes' | 'no'
    >),
  };
});
table('Six countries, five conditions', rows);
const [de, us, both, empty, nothing, missing] = rows;
check(
  'anything-but matches other values, empty and null ones too',
  [de, empty, nothing].every((row) => row!['anything but US'] === 'yes'),
);
check(
  'anything-but does not match a field that is missing',
  missing!['anything but US'] === 'no',
);
check(
  'of a list, one other value is enough for anything-but',
  both!['US'] === 'yes' && both!['anything but US'] === 'yes',
);
check(
  'with exists false beside it, a missing field matches too',
  missing!['not US, or missing'] === 'yes' &&
    us!['not US, or missing'] === 'no',
);
check(
  'a null is there, and is not missing',
  nothing!['it exists'] === 'yes' && nothing!['it is missing'] === 'no',
);
// #endregion
