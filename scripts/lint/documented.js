/**
 * ESLint rule: what a module of the library exports carries a JSDoc comment. The API reference is made from these.
 * @type {import('eslint').Rule.RuleModule}
 */
export const documented = {
  meta: {
    type: 'suggestion',
    messages: { missing: '{{name}} is exported: say in a /** comment */ what it is.' },
  },
  create(context) {
    const { sourceCode } = context;

    /** An overloaded function is documented once, at its first signature. */
    const seen = new Set();

    function hasComment(node) {
      const last = sourceCode.getCommentsBefore(node).at(-1);
      return last?.type === 'Block' && last.value.startsWith('*');
    }

    return {
      ExportNamedDeclaration(node) {
        const { declaration } = node;
        if (!declaration) return;
        const named = declaration.declarations?.[0] ?? declaration;
        const name = named.id?.name ?? 'This';
        if (!seen.has(name) && !hasComment(node)) {
          context.report({ node, messageId: 'missing', data: { name } });
        }
        seen.add(name);
      },
    };
  },
};
