import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Step Functions. */
export const breakages = {
  // Definitions
  'takes any definition': {
    file: 'sfn.ts',
    text: "if (diagnostics.length > 0) throw sfnError('InvalidDefinition', definitionMessage(diagnostics));",
    instead: '',
  },
  'updates no definition': {
    file: 'sfn.ts',
    text: '...(definition !== undefined && { definition, machine: this.#parse(definition, machine.type) }),',
    instead: '',
  },
  'deletes no machine': {
    file: 'sfn.ts',
    text: 'this.#machines.delete(machine.arn);',
    instead: '',
  },
  // States
  'ends after one state': {
    file: 'machine/states.ts',
    text: 'const next = state.End ? undefined : state.Next;',
    instead: 'const next = undefined;',
  },
  'gives every state the first input': {
    file: 'machine/states.ts',
    text: 'input = output;',
    instead: '',
  },
  'fails in a Pass state': {
    file: 'machine/states.ts',
    text: 'return { ...pass(visit, flow), next };',
    instead: 'throw fail(visit, flow);',
  },
  'succeeds in a Fail state': {
    file: 'machine/states.ts',
    text: 'throw fail(visit, flow);',
    instead: 'return { ...flow.pass(), next: undefined };',
  },
  'goes on past a failure': {
    file: 'machine/states.ts',
    text: 'next: catcher.Next };',
    instead: 'next: visit.state.Next };',
  },
  'never waits': {
    file: 'machine/wait.ts',
    text: 'if (seconds > 0) yield* ports.sleep(seconds);',
    instead: 'if (seconds > 1e12) yield* ports.sleep(seconds);',
  },
  'takes any text for no time': {
    file: 'machine/wait.ts',
    text: 'throw visit.runtimeError(`The SecondsPath parameter cannot be parsed as a long value: ${shown}`);',
    instead: 'return ports.now();',
  },
  'goes by no rule': {
    file: 'machine/choice.ts',
    text: 'if (matches(rule, flow)) return',
    instead: 'if (index < 0 && matches(rule, flow)) return',
  },
  'runs nothing at once': {
    file: 'machine/strands.ts',
    text: 'if (bodies.length === 0) return;',
    instead: 'for (const body of bodies) yield* body();\n  if (bodies.length >= 0) return;',
  },
  'runs the first branch alone': {
    file: 'machine/parallel.ts',
    text: 'const branches = visit.state.Branches ?? [];',
    instead: 'const branches = (visit.state.Branches ?? []).slice(0, 1);',
  },
  // Executions
  'runs a Standard execution for ever': {
    file: 'machine/run.ts',
    text: 'quotas.expressSeconds : quotas.standardSeconds;',
    instead: 'quotas.expressSeconds : Infinity;',
  },
  'runs an Express execution for a year': {
    file: 'machine/run.ts',
    text: 'quotas.expressSeconds : quotas.standardSeconds;',
    instead: 'quotas.standardSeconds : quotas.standardSeconds;',
  },
  'takes Express executions for Standard ones': {
    file: 'executions.ts',
    text: "const id = name ?? uuid(ids);\n    const isExpress = machine.type === 'EXPRESS';",
    instead: 'const id = name ?? uuid(ids);\n    const isExpress = machine.type !== machine.type;',
  },
  'keeps no history': {
    file: 'execution.ts',
    text: 'this.events.push(event);',
    instead: '',
  },
  'logs errors alone': {
    file: 'log.ts',
    text: "if (level !== 'ALL' && !(level === 'FATAL' ? FATAL : ERROR).test(type)) return;",
    instead: "if (!(level === 'FATAL' ? FATAL : ERROR).test(type)) return;",
  },
  'tells no state in a cause': {
    file: 'machine/visit.ts',
    text: 'if (this.line.execution.plainCauses) return reason;',
    instead: 'if (!this.line.execution.plainCauses) return reason;',
  },
  'bills Express by its states': {
    file: 'executions.ts',
    text: 'if (isExpress) return model.transitionTime;',
    instead:
      'if (isExpress) {\n        usage(sfnPrices.transitions).add(1);\n        return model.transitionTime;\n      }',
  },
  // Who is called, and who starts
  'runs no function': {
    file: 'integrations.ts',
    text: 'const called = yield* this.#send(call, { ...rest, Payload: bytes as unknown as Json });',
    instead:
      'void [rest, bytes];\n    const called: Called = { output: { Payload: JSON.stringify(payload) } };',
  },
  'is started by no event': {
    file: 'sfn.ts',
    text: 'const { arn: executionArn } = this.#executions.start(machine, payload, { qualifier });',
    instead: 'const executionArn = arn;',
  },
  'calls as nobody': {
    file: 'integrations.ts',
    text: 'this.#admit(call, given);',
    instead: '',
  },
} satisfies Breakages;
