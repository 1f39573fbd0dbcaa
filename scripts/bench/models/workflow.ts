import { Cloud } from '../../../src/sim/index.ts';

const language = { path: 'JSONPath', jsonata: 'JSONata' } as const;

/** Executions that count down in a loop of a Pass and a Choice state. Gives the transitions. */
export async function run(transitions: string, by: keyof typeof language): Promise<number> {
  const cloud = new Cloud();
  const turns = 1000;
  const pass = {
    path: { Parameters: { 'n.$': 'States.MathAdd($.n, -1)' } },
    jsonata: { Output: { n: '{% $states.input.n - 1 %}' } },
  }[by];
  const rule = {
    path: { Variable: '$.n', NumericGreaterThan: 0 },
    jsonata: { Condition: '{% $states.input.n > 0 %}' },
  }[by];
  const machine = cloud.sfn.machine('m', {
    StartAt: 'Less',
    QueryLanguage: language[by],
    States: {
      Less: { Type: 'Pass', ...pass, Next: 'More?' },
      'More?': { Type: 'Choice', Choices: [{ ...rule, Next: 'Less' }], Default: 'Done' },
      Done: { Type: 'Succeed' },
    },
  });
  let done = 0;
  for (let i = 0; i < Number(transitions) / (2 * turns); i++) {
    const run = machine.start({ n: turns });
    await run.done;
    done += run.events.filter(({ type }) => type.endsWith('Entered')).length - 1;
  }
  return done;
}
