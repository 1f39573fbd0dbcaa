import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break AWS Elastic Beanstalk. */
export const breakages = {
  'launches no instance': {
    file: 'stack.ts',
    text: 'const wanted = size;',
    instead: 'const wanted = 0 * size;',
  },
  'makes no load balancer': {
    file: 'stack.ts',
    text: 'else if (single) this.#makeAddress();',
    instead: 'else if (model) this.#makeAddress();',
  },
  'always has a load balancer': {
    file: 'stack.ts',
    text: 'else if (single) this.#makeAddress();',
    instead: 'else if (single && !model) this.#makeAddress();',
  },
  'watches nothing': {
    file: 'stack.ts',
    text: 'this.alarms.push(alarmName);',
    instead: 'this.#owner.event(alarmName);',
  },
  'calls no policy': {
    file: 'stack.ts',
    text: 'alarmActions: [policyARN],',
    instead: 'alarmActions: policyARN ? [] : [policyARN],',
  },
  'answers at no name': {
    file: 'environment.ts',
    text: 'if (cname === undefined) return;',
    instead: 'if (cname !== undefined) return;',
  },
  'installs nothing': {
    file: 'deployment.ts',
    text: 'watch.version = this.#to;',
    instead: 'watch.version = this.#site.version;',
  },
  'knows Python alone': {
    file: 'elastic-beanstalk.ts',
    text: 'const PLATFORM = (name: string) => `64bit Amazon Linux 2023 running ${name}`;',
    instead: 'const PLATFORM = (name: string) => `64bit Amazon Linux 2023 running Python ${name.length}`;',
  },
  'keeps its own interval': {
    file: 'stack.ts',
    text: "healthCheckIntervalSeconds: number('HealthCheckInterval'),",
    instead: 'healthCheckIntervalSeconds: 15,',
  },
  'has one list of applications for all Regions': {
    file: 'elastic-beanstalk.ts',
    text: 'readonly #applications = new Registry<BeanstalkApplication>((name) =>',
    instead:
      'readonly #applications = ((globalThis as { beanstalk?: unknown }).beanstalk ??= ElasticBeanstalk.none) as never; static readonly none = new Registry<BeanstalkApplication>((name) =>',
  },
} satisfies Breakages;
