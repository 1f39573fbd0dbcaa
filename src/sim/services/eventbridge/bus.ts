import type { Region } from '../../cloud/index.ts';
import { PatternIndex } from '../../cloud/pattern/index.ts';
import type { Policy } from '../../cloud/policy/index.ts';
import { readBusPolicy } from './bus-policy.ts';
import { notThere } from './errors.ts';
import type { BusEvent } from './event.ts';
import { Rule } from './rule.ts';
import type { EventBus as AwsBus, Model } from './schema.ts';

/** What CreateEventBus and UpdateEventBus set. */
export interface BusSettings {
  readonly description?: string | undefined;
  readonly kmsKeyIdentifier?: string | undefined;
  readonly deadLetterConfig?: { readonly arn?: string | undefined } | undefined;
}

/** An event bus: events come in, and its rules say where they go. */
export class EventBus {
  readonly name: string;
  readonly arn: string;
  readonly rules = new Map<string, Rule>();
  settings: BusSettings = {};
  tags: ReadonlyMap<string, string> = new Map();
  readonly #region: Region;
  readonly #index = new PatternIndex<Rule>();
  readonly #created: Date;
  #modified: Date;
  #policyText: string | undefined;
  #policy: Policy | undefined;

  /** Made by `EventBridge`. */
  constructor(region: Region, name: string) {
    this.#region = region;
    this.name = name;
    this.arn = region.arn('events', `event-bus/${name}`);
    this.#created = this.#modified = new Date(region.world.simulation.epochMillis);
  }

  /** Who else may put events. */
  get policy(): Policy | undefined {
    return this.#policy;
  }

  /** The policy's text. */
  get policyText(): string | undefined {
    return this.#policyText;
  }

  /** Sets the policy; undefined takes it away. */
  setPolicy(text: string | undefined): void {
    this.#policy = text === undefined ? undefined : readBusPolicy(text);
    this.#policyText = text;
    this.touch();
  }

  /** Something about it was changed. */
  touch(): void {
    this.#modified = new Date(this.#region.world.simulation.epochMillis);
  }

  /** The rule of that name. @throws ResourceNotFoundException */
  rule(name: string): Rule {
    const rule = this.rules.get(name);
    if (!rule) throw notThere(`Rule ${name} does not exist on EventBus ${this.name}.`);
    return rule;
  }

  /** The rule of that name, made where there is none. It matches nothing until `file` is called. */
  ruleFor(name: string): Rule {
    return this.rules.get(name) ?? new Rule(this.#region, this.name, name);
  }

  /** Takes a rule in, or its new pattern and state. */
  file(rule: Rule): void {
    this.rules.set(rule.name, rule);
    if (rule.pattern && rule.enabled) this.#index.set(rule, rule.pattern);
    else this.#index.delete(rule);
  }

  /** Takes a rule out. */
  remove(rule: Rule): void {
    this.rules.delete(rule.name);
    this.#index.delete(rule);
    rule.metrics.withdraw();
  }

  /** The enabled rules that an event matches. */
  matching({ fields }: BusEvent): Rule[] {
    return this.#index.matching(fields);
  }

  /** What DescribeEventBus answers. */
  describe(): Model<AwsBus> & BusSettings {
    return {
      name: this.name,
      arn: this.arn,
      ...this.settings,
      policy: this.#policyText,
      creationTime: this.#created,
      lastModifiedTime: this.#modified,
    };
  }
}
