/**
 * ESLint rule: what a module of the library exports carries a JSDoc comment, and so does every public member of what
 * the package exports. The API reference is made from these.
 *
 * Option: what the package exports, as lists of names by absolute path.
 * @type {import('eslint').Rule.RuleModule}
 */
export const documented = {
  meta: {
    type: 'suggestion',
    schema: [{ type: 'object' }],
    messages: {
      missing: '{{name}} is exported: say in a /** comment */ what it is.',
      member:
        '{{name}} is public: say in a /** comment */ what it is, in which unit, and what it is by default.',
    },
  },
  create(context) {
    const { sourceCode, filename, options } = context;
    const names = options[0][filename] ?? [];

    /** What is overloaded is documented once, at its first signature; a property with a getter and a setter too. */
    const seen = new Set();

    function report(node, name, messageId) {
      const last = sourceCode.getCommentsBefore(node).at(-1);
      const commented = last?.type === 'Block' && last.value.startsWith('*');
      if (!seen.has(name) && !commented) context.report({ node, messageId, data: { name } });
      seen.add(name);
    }

    return {
      ExportNamedDeclaration(node) {
        const { declaration } = node;
        if (!declaration) return;
        const named = declaration.declarations?.[0] ?? declaration;
        const name = named.id?.name ?? 'This';
        report(node, name, 'missing');
        if (!names.includes(name)) return;
        for (const member of membersOf(declaration)) {
          const { key } = member;
          const own = key ? sourceCode.getText(key) : 'its signature';
          report(member, `${name}.${own}`, 'member');
        }
      },
    };
  },
};

/** The members that a user sees: of a class, of an interface, of a type that is written as one. */
function membersOf(declaration) {
  const { body, typeAnnotation } = declaration;
  const bodies = ['ClassBody', 'TSInterfaceBody'];
  const members = bodies.includes(body?.type) ? body.body : (typeAnnotation?.members ?? []);
  return members.filter(
    (member) =>
      member.type !== 'StaticBlock' &&
      member.key?.type !== 'PrivateIdentifier' &&
      member.accessibility !== 'private' &&
      // What it overrides says what it is.
      !member.override &&
      // AWS's API reference says what its operations are: the methods that take `Input<'CreateQueue'>`.
      !isOperation(member) &&
      // So does a property that has one value only: `type: 'plot'`.
      member.typeAnnotation?.typeAnnotation.type !== 'TSLiteralType',
  );
}

function isOperation({ value }) {
  const [given] = value?.params ?? [];
  const type = (given?.left ?? given)?.typeAnnotation?.typeAnnotation;
  return type?.typeName?.name === 'Input';
}
