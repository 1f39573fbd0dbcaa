import { check, Cloud, table } from 'desired-capacity';

const pass = { Type: 'Pass', End: true };
const machines = {
  'a target that is not there': {
    StartAt: 'A',
    States: { A: { Type: 'Pass', Next: 'Bee' }, B: pass },
  },
  'a state that nothing leads to': {
    StartAt: 'A',
    States: { A: pass, B: pass },
  },
  'a path that is none': {
    StartAt: 'A',
    States: { A: { ...pass, Parameters: { 'x.$': 'name' } } },
  },
  'a field of another language': {
    StartAt: 'A',
    States: { A: { ...pass, Output: '{% $states.input %}' } },
  },
  'a path into nothing': {
    StartAt: 'A',
    States: { A: { ...pass, Parameters: { 'x.$': '$.nobody.has.it' } } },
  },
};
// #region each, validated; the table and the checks
const { sfn } = new Cloud();
const rows = Object.entries(machines).map(([what, machine]) => {
  const { result, diagnostics } = sfn.validateStateMachineDefinition({
    definition: JSON.stringify(machine),
  });
  const [first] = diagnostics;
  return {
    what,
    result: result!,
    code: first?.code ?? '',
    where: first?.location ?? '',
  };
});
table('Five definitions', rows);
const result = (what: keyof typeof machines) =>
  rows.find((row) => row.what === what)!.result;
check(
  'a target that is not there is found',
  result('a target that is not there') === 'FAIL',
);
check(
  'a path that is none is found',
  result('a path that is none') === 'FAIL',
);
check(
  'a path that only the data can show to be wrong is not',
  result('a path into nothing') === 'OK',
);
// #endregion
