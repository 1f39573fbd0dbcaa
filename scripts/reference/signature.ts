import { format } from 'prettier';
import {
  type DeclarationReflection,
  ReferenceType,
  ReflectionKind,
  ReflectionType,
  type SignatureReflection,
  type TypeParameterReflection,
} from 'typedoc';

/** More members than these are listed by name, not written out. */
const WRITTEN_OUT = 8;

function generics(parameters: readonly TypeParameterReflection[] | undefined): string {
  if (!parameters?.length) return '';
  const texts = parameters.map(({ name, type, default: usual }) =>
    [name, type && ` extends ${type}`, usual && ` = ${usual}`].filter(Boolean).join(''),
  );
  return `<${texts.join(', ')}>`;
}

function parameters({ parameters = [] }: SignatureReflection): string {
  return parameters
    .map(({ name, type, flags, defaultValue }) => {
      const optional = flags.isOptional || defaultValue !== undefined;
      // What is taken apart at once has no name of its own.
      const shown = name.startsWith('__') ? 'options' : name;
      return `${flags.isRest ? '...' : ''}${shown}${optional ? '?' : ''}: ${type}`;
    })
    .join(', ');
}

/** Stands, while a text is laid out, for what TypeDoc leaves out of a deep type: its dots are no TypeScript. */
const LEFT_OUT = '_LeftOut_';

/** Lays TypeScript out for a narrow column. */
async function layOut(text: string): Promise<string> {
  const whole = text.replaceAll(/\(\.\.\.\)|\.\.\.(?![\w$[{(])/g, LEFT_OUT);
  const laid = await format(whole, { parser: 'typescript', printWidth: 68, singleQuote: true });
  return laid.trim().replaceAll(LEFT_OUT, '…');
}

/** How a function, method or constructor is called: `receiveMessage(options?: ReceiveMessageOptions): Reply<Message[]>`. */
export async function callText(signature: SignatureReflection): Promise<string> {
  const made = signature.kind === ReflectionKind.ConstructorSignature;
  const name = made ? signature.parent.parent!.name : signature.name;
  const returns = made ? '' : `: ${signature.type}`;
  // A method may have the name of a keyword.
  const plain = /^[\w$]+$/.test(name) && name !== 'delete' ? name : '_';
  const text = await layOut(
    `function ${plain}${made ? '' : generics(signature.typeParameters)}(${parameters(signature)})${returns}`,
  );
  return text
    .replace('function ', made ? 'new ' : '')
    .replace(/;$/, '')
    .replace('_', plain === '_' ? name : '_');
}

/** What a type alias or a constant is; undefined where its members are better listed by name. */
export async function valueText(reflection: DeclarationReflection): Promise<string | undefined> {
  const { type, name, kind } = reflection;
  const members = type instanceof ReflectionType ? (type.declaration.children ?? []) : [];
  if (members.length > WRITTEN_OUT) return undefined;
  const alias = kind === ReflectionKind.TypeAlias;
  const text = alias
    ? `type ${name}${generics(reflection.typeParameters)} = ${type}`
    : `declare const ${name}: ${type}`;
  return (await layOut(text)).replace(/^declare /, '').replace(/;$/, '');
}

/** The first line of a class or interface, where it says more than the heading: its parameters, its public bases. */
export function headText(
  reflection: DeclarationReflection,
  isPublic: (name: string) => boolean,
): string | undefined {
  const { kind, name, typeParameters, extendedTypes = [] } = reflection;
  const bases = extendedTypes.filter((base) => !(base instanceof ReferenceType) || isPublic(base.name));
  if (bases.length === 0 && !typeParameters) return undefined;
  const word = kind === ReflectionKind.Class ? 'class' : 'interface';
  const extending = bases.length > 0 ? ` extends ${bases.join(', ')}` : '';
  return `${word} ${name}${generics(typeParameters)}${extending}`;
}

/** A property in one line: `readonly name: string`. */
export function propertyText(reflection: DeclarationReflection): string {
  const { name, flags, type, getSignature, setSignature } = reflection;
  const readonly = flags.isReadonly || (getSignature && !setSignature);
  return `${readonly ? 'readonly ' : ''}${name}${flags.isOptional ? '?' : ''}: ${getSignature?.type ?? type}`;
}
