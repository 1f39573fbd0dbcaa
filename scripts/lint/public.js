import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * The names that a module gives to those who import it, by the files that declare them: exports of its own, and what it
 * passes on from others.
 *
 * @param {string} file absolute path
 * @param {Record<string, string[]>} [found]
 * @param {(name: string) => boolean} [wanted]
 * @returns {Record<string, string[]>} by absolute path
 */
export function publicNames(file, found = {}, wanted = () => true) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  for (const statement of source.statements) {
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier) {
      const { exportClause, moduleSpecifier } = statement;
      const names = exportClause?.elements.map(({ name, propertyName = name }) => propertyName.text);
      const passed = names ? (name) => names.includes(name) && wanted(name) : wanted;
      publicNames(join(dirname(file), moduleSpecifier.text), found, passed);
    } else if (ts.canHaveModifiers(statement)) {
      const exported = ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
      if (!exported) continue;
      const declarations = statement.declarationList?.declarations ?? [statement];
      for (const { name } of declarations) {
        if (wanted(name.text)) (found[file] ??= []).push(name.text);
      }
    }
  }
  return found;
}
