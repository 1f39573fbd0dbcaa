import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Comment, type DeclarationReflection, ReflectionKind, type SignatureReflection } from 'typedoc';
import { ROOT } from '../astro.ts';
import type { DocumentedModule } from './library.ts';
import { codeMarkup, escape, textMarkup, type Find } from './markup.ts';
import { callText, headText, propertyText, valueText } from './signature.ts';

/** A page of the reference: its HTML, and its headings for the table of contents. */
export interface ReferencePage {
  slug: string;
  /** The folder that it documents, from the root of the repository. */
  folder: string;
  title: string;
  description: string;
  html: string;
  headings: { depth: number; slug: string; text: string }[];
}

const KINDS = [
  [ReflectionKind.Class, 'Classes'],
  [ReflectionKind.Function, 'Functions'],
  [ReflectionKind.Variable, 'Constants'],
  [ReflectionKind.Interface, 'Interfaces'],
  [ReflectionKind.TypeAlias, 'Types'],
] as const;

/** A constructor that is not for users says who makes the thing. */
const NOT_FOR_USERS = /^(Made|Started|Thrown) by/;

/**
 * The members that a name has of its own. What a public base has is said there; so is what it says of a member that is
 * only set here.
 */
export function ownMembers({ children = [] }: DeclarationReflection): DeclarationReflection[] {
  return children.filter(
    ({ inheritedFrom, overwrites, comment }) => !inheritedFrom?.reflection && !(overwrites && !comment),
  );
}

/** The methods of a service that are AWS's operations, by its schema: their types are AWS's structures. */
function operationsOf(folder: string): Set<string> {
  const file = join(ROOT, folder, 'schema.ts');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const methods = /^export interface Methods \{\n(.*?)^\}/ms.exec(text)?.[1] ?? '';
  return new Set([...methods.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name!));
}

/** Whether a property is one of AWS's own structure, which the schema has without a word of ours. */
function isOfAws({ comment, getSignature, inheritedFrom, sources = [] }: DeclarationReflection): boolean {
  if (comment || getSignature?.comment) return false;
  return inheritedFrom !== undefined || sources.some(({ fileName }) => fileName.endsWith('schema.ts'));
}

/** What has been documented, with what it takes to find other names. */
class PageWriter {
  readonly #find: Find;
  readonly #aws: string | undefined;
  readonly #operations: ReadonlySet<string>;
  readonly html: string[] = [];
  readonly headings: ReferencePage['headings'] = [];

  /** @param folder of the module, from the root of the repository */
  constructor(find: Find, folder: string) {
    this.#find = find;
    this.#aws = awsReference(folder);
    this.#operations = operationsOf(folder);
  }

  heading(depth: number, slug: string, text: string): void {
    this.html.push(`<h${depth} id="${escape(slug)}">${escape(text)}</h${depth}>`);
    this.headings.push({ depth, slug, text });
  }

  code(text: string): void {
    this.html.push(codeMarkup(text, this.#find));
  }

  comment(comment: Comment | undefined, from: string): void {
    if (comment) this.html.push(this.#commentMarkup(comment, from));
  }

  #commentMarkup(comment: Comment, from: string): string {
    const parts = [textMarkup(comment.summary, this.#find, from)];
    for (const { tag, content } of comment.blockTags) {
      const label = { '@throws': 'Throws', '@returns': 'Returns' }[tag as string] ?? tag.slice(1);
      parts.push(`<p><strong>${label}</strong> ${this.#inline(content, from)}</p>`);
    }
    return parts.join('');
  }

  /** A comment that is one paragraph, without the paragraph. */
  #inline(content: Comment['summary'], from: string): string {
    return textMarkup(content, this.#find, from).replace(/^<p>(.*)<\/p>\s*$/s, '$1');
  }

  /** What is called, signature by signature. */
  async calls(signatures: readonly SignatureReflection[], from: string): Promise<void> {
    for (const signature of signatures) {
      this.code(await callText(signature));
      const described = (signature.parameters ?? []).filter(({ comment }) => comment?.summary.length);
      this.comment(signature.comment, from);
      if (described.length === 0) continue;
      const items = described.map(
        ({ name, comment }) =>
          `<dt><code>${name}</code></dt><dd>${this.#inline(comment!.summary, from)}</dd>`,
      );
      this.html.push(`<dl class="members">${items.join('')}</dl>`);
    }
  }

  /** Properties, as a list. */
  properties(all: readonly DeclarationReflection[], from: string): void {
    if (all.length === 0) return;
    const items = all.map((property) => {
      const comment = property.getSignature?.comment ?? property.comment;
      const said = comment ? this.#commentMarkup(comment, from) : '';
      const code = codeMarkup(propertyText(property), this.#find);
      return `<dt id="${escape(`${from}.${property.name}`)}">${code}</dt><dd>${said}</dd>`;
    });
    this.html.push(`<dl class="members">${items.join('')}</dl>`);
  }

  async name(reflection: DeclarationReflection): Promise<void> {
    const { name, kind, signatures, comment } = reflection;
    this.heading(3, name, name);
    if (signatures) return this.calls(signatures, name);
    if (kind === ReflectionKind.Class || kind === ReflectionKind.Interface) return this.#members(reflection);
    const text = await valueText(reflection);
    if (text) this.code(text);
    this.comment(comment, name);
    if (!text) {
      const { children = [] } = (reflection.type as { declaration?: DeclarationReflection }).declaration!;
      this.html.push(`<p>It has ${children.map((one) => `<code>${one.name}</code>`).join(', ')}.</p>`);
    }
  }

  async #members(reflection: DeclarationReflection): Promise<void> {
    const { name, comment } = reflection;
    const head = headText(reflection, (base) => this.#find(base) !== undefined);
    if (head) this.code(head);
    this.comment(comment, name);
    const own = ownMembers(reflection);
    const constructors = own.filter(({ kind }) => kind === ReflectionKind.Constructor);
    for (const { signatures = [] } of constructors) {
      const hidden = signatures.every(({ comment }) => NOT_FOR_USERS.test(comment?.summary[0]?.text ?? ''));
      if (hidden) this.comment(signatures[0]?.comment, name);
      else await this.calls(signatures, name);
    }
    const methods = own.filter(({ kind, signatures }) => kind === ReflectionKind.Method && signatures);
    const properties = own.filter((one) => !methods.includes(one) && !constructors.includes(one));
    const theirs = properties.filter(isOfAws);
    this.properties(
      properties.filter((one) => !theirs.includes(one)),
      name,
    );
    if (theirs.length > 0) {
      const names = theirs.map((one) => `<code>${escape(one.name)}</code>`).join(', ');
      this.html.push(`<p>It has AWS's members too, as AWS's API reference describes them: ${names}.</p>`);
    }
    // Other classes, as those of resources, have methods of these names that are ours.
    const found = methods.filter((one) => this.#operations.has(one.name));
    const operations = found.length === this.#operations.size ? found : [];
    if (operations.length > 0) {
      const names = operations.map((one) => this.#operation(one.name)).join(', ');
      this.html.push(
        `<p>AWS's operations, each with what AWS's API reference says it takes and answers, names with a small first letter: ${names}.</p>`,
      );
    }
    for (const method of methods) {
      const signatures = method.signatures!;
      const operation = operations.includes(method);
      if (operation && !signatures[0]!.comment) continue;
      this.heading(4, `${name}.${method.name}`, `${name}.${method.name}`);
      if (operation) this.comment(signatures[0]!.comment, name);
      else await this.calls(signatures, name);
    }
  }

  /** An operation of AWS's, with a link to AWS's page of it. */
  #operation(name: string): string {
    const code = `<code>${escape(name)}</code>`;
    const page = `API_${name[0]!.toUpperCase()}${name.slice(1)}.html`;
    return this.#aws ? `<a href="${this.#aws}${page}">${code}</a>` : code;
  }
}

/** Where AWS's reference of a service lies, as the comments of its folder have it. */
function awsReference(folder: string): string | undefined {
  for (const file of globSync(`${folder}/**/*.ts`, { cwd: ROOT }).sort()) {
    const found = AWS_REFERENCE.exec(readFileSync(join(ROOT, file), 'utf8'));
    if (found) return found[0];
  }
  return undefined;
}

const AWS_REFERENCE = /https:\/\/docs\.aws\.amazon\.com\/[\w/.-]*\/APIReference\//;

/** Writes one module's page. */
export async function writePage(module: DocumentedModule, find: Find): Promise<ReferencePage> {
  const { slug, folder, title, about, names } = module;
  const writer = new PageWriter(find, folder);
  writer.html.push(`<p>${escape(about)}</p>`);
  for (const [kind, label] of KINDS) {
    const ofKind = names.filter((one) => one.kind === kind).sort((a, b) => (a.name < b.name ? -1 : 1));
    if (ofKind.length === 0) continue;
    writer.heading(2, label.toLowerCase(), label);
    for (const one of ofKind) await writer.name(one);
  }
  const description = `${title} in the API of desired-capacity: every public name, its types, units, defaults and errors.`;
  return {
    slug,
    folder,
    title,
    description,
    html: writer.html.join('\n'),
    headings: writer.headings,
  };
}
