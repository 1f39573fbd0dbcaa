import { checkStatements } from './checks.ts';
import { JsonSyntaxError } from '../json/reader.ts';
import { type JsonNode, type JsonObject, readNodes } from './json.ts';
import { MalformedPolicyDocument, legacyError, syntaxError } from './malformed.ts';
import { type Statement, readStatement } from './statement.ts';
import { type PolicyUse, USES } from './use.ts';

/** A policy, read and found valid. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface PolicyDocument {
  /** Where there is none it is the older, which knows no policy variables. */
  version: PolicyVersion;
  id?: string;
  statements: readonly Statement[];
}

/** The versions of the policy language. */
export type PolicyVersion = '2008-10-17' | '2012-10-17';

const ELEMENTS = new Set(['Version', 'Id', 'Statement']);

/** The policies that were read last, by use and text: a queue's is asked for at each delivery. */
const read = new Map<string, PolicyDocument>();
const KEPT = 1000;

/** Reads a policy as `readPolicy` does, or gives the one that was read from the same text before. */
export function policyIn(text: string, use: PolicyUse): PolicyDocument {
  const key = `${use} ${text}`;
  let document = read.get(key);
  if (!document) {
    document = readPolicy(text, use);
    if (read.size >= KEPT) read.clear();
    read.set(key, document);
  }
  return document;
}

/**
 * Reads a policy, and refuses what IAM refuses, in IAM's order: shape, version, then what the statements say.
 *
 * @throws MalformedPolicyDocument
 */
export function readPolicy(text: string, use: PolicyUse): PolicyDocument {
  const root = parse(text, use);
  if (root.kind !== 'object') throw syntaxError();
  for (const element of root.members.keys()) if (!ELEMENTS.has(element)) throw syntaxError();
  const version = stringOf(root, 'Version');
  if (version !== undefined && version !== '2008-10-17' && version !== '2012-10-17') throw syntaxError();
  const id = stringOf(root, 'Id');
  const nodes = list(root.members.get('Statement'));
  if (nodes.length === 0) throw syntaxError();
  const lapses = { effect: false };
  const statements = nodes.map((node) => readStatement(node, lapses));
  const rules = USES[use];
  if (rules.current && version !== '2012-10-17') {
    throw new MalformedPolicyDocument('Policy document must be version 2012-10-17 or greater.');
  }
  if (lapses.effect) throw legacyError();
  checkStatements(statements, use, rules);
  return { version: version ?? '2008-10-17', id, statements };
}

/** How much of a quota a policy takes: white space is free. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export function policySize(text: string): number {
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) size++;
  }
  return size;
}

function parse(text: string, use: PolicyUse): JsonNode {
  try {
    return readNodes(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw use === 'trust' ? new MalformedPolicyDocument('This policy contains invalid Json') : syntaxError();
  }
}

function stringOf(object: JsonObject, name: string): string | undefined {
  const node = object.members.get(name);
  if (node === undefined) return undefined;
  if (node.kind !== 'string') throw syntaxError();
  return node.text;
}

/** One where many may stand needs no brackets. */
function list(node: JsonNode | undefined): readonly JsonNode[] {
  if (node === undefined) return [];
  return node.kind === 'array' ? node.items : [node];
}
