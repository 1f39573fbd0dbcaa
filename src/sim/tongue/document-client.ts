/* The command of a DynamoDBDocumentClient as far as it is needed here: by shape. */

type Handler = (args: { input: object }) => Promise<{ output: object }>;
type Middleware = (next: Handler, context: object) => Handler;

interface Stack {
  clone(): Stack;
  identify(): string[];
  remove(name: string): boolean;
  add(middleware: Middleware, options: object): void;
  resolve(handler: Handler, context: object): Handler;
}

const OURS = /^Document(Unmarshall|Marshall)$/;
const HTTP = /^(de)?serializerMiddleware$/;

/**
 * The handler with what a document client puts round the writing and reading of a request: plain values become
 * attribute values, and back. A command without it is given to the handler as it is.
 */
export function translated(handler: Handler, context: object): Handler {
  const { clientName, __smithy_context: command = {} } = context as {
    clientName?: string;
    __smithy_context?: { commandInstance?: { middlewareStack?: Stack } };
  };
  const own = clientName === 'DynamoDBClient' ? command.commandInstance?.middlewareStack : undefined;
  if (!own) return handler;
  const stack = own.clone();
  // Both stand before these two, which write and read HTTP: there is none of it here.
  const pass: Middleware = (next) => next;
  stack.add(pass, { name: 'serializerMiddleware', step: 'serialize', override: true });
  stack.add(pass, { name: 'deserializerMiddleware', step: 'deserialize', override: true });
  const names = stack.identify().map((text) => text.split(' ')[0]!);
  if (!names.some((name) => OURS.test(name))) return handler;
  for (const name of names) if (!OURS.test(name) && !HTTP.test(name)) stack.remove(name);
  return stack.resolve(handler, context);
}
